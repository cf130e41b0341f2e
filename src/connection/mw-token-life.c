/* mw-token-life.c: how long a sign-in holds, and whether a person has to do something about it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-life.h"

#include <glib/gi18n-lib.h>

#include "mw-connection-private.h"
#include "mw-link-private.h"

/* Time enough to find the person who has the password, or who can make a new key. */
#define WARN_BEFORE (7 * G_TIME_SPAN_DAY)
#define NEAR        (2 * G_TIME_SPAN_DAY)

/**
 * mw_connection_get_token_life:
 * @self: a connection
 * @life: (out caller-allocates): how long its sign-in holds
 *
 * Sends nothing, and opens no keyring.
 *
 * Returns: whether it is known: of a token that renews itself, or that has no end, not until the connection
 * was used in this run
 */
gboolean
mw_connection_get_token_life (MwConnection *self, MwTokenLife *life)
{
  MwLink *link = mw_connection_get_link (self);
  MwSession *session = link->session;

  if (session == NULL && link->file->token_ends_at == 0)
    return FALSE;
  if (session == NULL)
    {
      life->ends_at = link->file->token_ends_at;
      life->renews = FALSE;
      return TRUE;
    }
  life->ends_at = mw_session_get_expires_at (session);
  life->renews = mw_session_renews_alone (session);
  return TRUE;
}

/**
 * mw_token_life_dup_moment:
 * @moment: microseconds since 1970
 * @now: the present moment, likewise
 *
 * A day as people say it, by the clock of this computer; its time too when it is near.
 *
 * Returns: (transfer full) (nullable): it; %NULL when no calendar has it
 */
char *
mw_token_life_dup_moment (gint64 moment, gint64 now)
{
  g_autoptr (GDateTime) utc = moment > 0 ? g_date_time_new_from_unix_utc_usec (moment) : NULL;
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) local_today = today != NULL ? g_date_time_to_local (today) : NULL;

  if (local == NULL || local_today == NULL)
    return NULL;
  if (ABS (moment - now) < NEAR)
    /* TRANSLATORS: a day and a time, by strftime(): “21 December, 14:30” */
    return g_date_time_format (local, _ ("%-d %B, %H:%M"));
  if (g_date_time_get_year (local) == g_date_time_get_year (local_today))
    /* TRANSLATORS: a day of this year, by strftime(): “21 December” */
    return g_date_time_format (local, _ ("%-d %B"));
  /* TRANSLATORS: a day, by strftime(): “7 March 2026” */
  return g_date_time_format (local, _ ("%-d %B %Y"));
}

/**
 * mw_token_life_describe:
 * @life: how long a sign-in holds
 * @now: microseconds since 1970
 *
 * Returns: (transfer full): the same in words
 */
char *
mw_token_life_describe (const MwTokenLife *life, gint64 now)
{
  g_autofree char *end = mw_token_life_dup_moment (life->ends_at, now);

  if (life->renews)
    return end != NULL ? g_strdup_printf (_ ("valid until %s; renews by itself"), end)
                       : g_strdup (_ ("renews by itself"));
  if (end == NULL)
    return g_strdup (_ ("does not say how long it is valid; checked on use"));
  if (life->ends_at <= now)
    return g_strdup_printf (_ ("ended on %s; you have to sign in again"), end);
  return g_strdup_printf (_ ("valid until %s; you will have to sign in again then"), end);
}

/**
 * mw_token_life_is_short:
 * @life: how long a sign-in holds
 * @now: microseconds since 1970
 *
 * Returns: whether it ends within seven days, or has ended, and does not renew itself
 */
gboolean
mw_token_life_is_short (const MwTokenLife *life, gint64 now)
{
  return !life->renews && life->ends_at > 0 && life->ends_at - now <= WARN_BEFORE;
}

/**
 * mw_token_life_dup_warning:
 * @life: how long a sign-in holds
 * @now: microseconds since 1970
 *
 * Returns: (transfer full) (nullable): what a person must know in time; %NULL when it is not short
 */
char *
mw_token_life_dup_warning (const MwTokenLife *life, gint64 now)
{
  g_autofree char *end = mw_token_life_is_short (life, now) ? mw_token_life_dup_moment (life->ends_at, now)
                                                            : NULL;

  if (end == NULL)
    return NULL;
  if (life->ends_at <= now)
    return g_strdup_printf (_ ("The sign-in ended on %s. Sign in again to go on."), end);
  return g_strdup_printf (_ ("The sign-in ends on %s and does not renew itself. Sign in again before that."),
                          end);
}

/**
 * mw_token_life_dup_mark:
 * @life: how long a sign-in holds
 * @now: microseconds since 1970
 *
 * Returns: (transfer full) (nullable): the same in a few words
 */
char *
mw_token_life_dup_mark (const MwTokenLife *life, gint64 now)
{
  g_autofree char *end = mw_token_life_is_short (life, now) ? mw_token_life_dup_moment (life->ends_at, now)
                                                            : NULL;

  if (end == NULL)
    return NULL;
  /* Translators: a mark at a connection; %s is a day: “21 December” */
  return g_strdup_printf (life->ends_at <= now ? _ ("sign-in ended on %s") : _ ("sign-in ends on %s"), end);
}
