/* mw-wording.c: numbers, times and states as words that every page says the same way
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-wording.h"

#include <glib/gi18n-lib.h>

/**
 * mw_wording_number:
 * @number: a count
 *
 * Returns: (transfer full): @number with the locale's grouping of thousands
 */
char *
mw_wording_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

/**
 * mw_wording_count:
 * @n_rows: rows that are there
 * @expected: rows that the system announced, -1 when it does not say
 *
 * Returns: (transfer full): "1,200 of 5,000", or "1,200" when nobody knows how many there are
 */
char *
mw_wording_count (guint n_rows, gint64 expected)
{
  g_autofree char *have = mw_wording_number (n_rows);
  g_autofree char *all = NULL;

  if (expected < 0)
    return g_steal_pointer (&have);
  all = mw_wording_number ((guint64) expected);
  /* Translators: rows loaded, and rows there are: "1,200 of 5,000" */
  return g_strdup_printf (_ ("%s of %s"), have, all);
}

/**
 * mw_wording_time:
 * @microseconds: since 1970
 *
 * Returns: (transfer full): the clock time today, date and time on another day
 */
char *
mw_wording_time (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (!local)
    return g_strdup ("");
  if (g_date_time_get_year (local) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now))
    return g_date_time_format (local, "%H:%M");
  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

/**
 * mw_health_get_icon:
 * @health: how a connection is
 *
 * Returns: the name of a symbolic icon; the words always stand beside it
 */
const char *
mw_health_get_icon (MwHealth health)
{
  switch (health)
    {
    case MW_HEALTH_WORKING:
      return "object-select-symbolic";
    case MW_HEALTH_SIGN_IN_AGAIN:
      return "dialog-password-symbolic";
    case MW_HEALTH_PERMISSION_MISSING:
      return "action-unavailable-symbolic";
    case MW_HEALTH_NOT_REACHABLE:
      return "network-offline-symbolic";
    case MW_HEALTH_WAITING:
      return "content-loading-symbolic";
    case MW_HEALTH_PAUSED:
      return "media-playback-pause-symbolic";
    case MW_HEALTH_UNKNOWN:
    default:
      return "network-server-symbolic";
    }
}

/**
 * mw_health_get_css_class:
 * @health: how a connection is
 *
 * Returns: (nullable): a style class of the toolkit, or %NULL for none
 */
const char *
mw_health_get_css_class (MwHealth health)
{
  switch (health)
    {
    case MW_HEALTH_WORKING:
      return "success";
    case MW_HEALTH_SIGN_IN_AGAIN:
    case MW_HEALTH_PERMISSION_MISSING:
    case MW_HEALTH_WAITING:
    case MW_HEALTH_PAUSED:
      return "warning";
    case MW_HEALTH_NOT_REACHABLE:
      return "error";
    case MW_HEALTH_UNKNOWN:
    default:
      return NULL;
    }
}
