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

/**
 * mw_connection_get_token_life:
 * @self: a connection
 * @life: (out caller-allocates): how long its sign-in holds
 *
 * Sends nothing, and opens no keyring.
 *
 * Returns: whether it is known: %FALSE until the connection was used in this run
 */
gboolean
mw_connection_get_token_life (MwConnection *self, MwTokenLife *life)
{
  MwSession *session = mw_connection_get_link (self)->session;

  if (session == NULL)
    return FALSE;
  life->ends_at = mw_session_get_expires_at (session);
  life->renews = mw_session_renews_alone (session);
  return TRUE;
}

/**
 * mw_token_life_dup_moment:
 * @moment: microseconds since 1970
 *
 * Returns: (transfer full) (nullable): day and time, by the clock of this computer; %NULL when there is no
 * such day
 */
char *
mw_token_life_dup_moment (gint64 moment)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (moment);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : NULL;
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
  g_autofree char *end = life->ends_at > 0 ? mw_token_life_dup_moment (life->ends_at) : NULL;

  if (life->renews)
    return end != NULL ? g_strdup_printf (_ ("valid until %s; renews by itself"), end)
                       : g_strdup (_ ("renews by itself"));
  if (end == NULL)
    return g_strdup (_ ("does not say how long it is valid; checked on use"));
  if (life->ends_at <= now)
    return g_strdup_printf (_ ("ended at %s; you have to sign in again"), end);
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
