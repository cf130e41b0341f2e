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
 * mw_wording_health:
 * @connection: a connection
 * @now: microseconds since 1970
 *
 * Returns: (transfer full): its health: "Working"; while a load waits for a limit, how long it still does
 */
char *
mw_wording_health (MwConnection *connection, gint64 now)
{
  MwHealth health = mw_connection_get_health (connection);
  gint64 left = mw_connection_get_resumes_at (connection) - now;
  /* Rounded up: nothing is over at 0:00 before it is. */
  gint64 seconds = (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (health != MW_HEALTH_WAITING || left <= 0)
    return g_strdup (mw_health_get_title (health));
  if (seconds >= 3600)
    /* Translators: a countdown: what it waits for, hours, minutes, seconds */
    return g_strdup_printf (_ ("%s: goes on in %d:%02d:%02d"), mw_health_get_title (health),
                            (int) MIN (seconds / 3600, G_MAXINT), (int) (seconds / 60 % 60),
                            (int) (seconds % 60));
  /* Translators: a countdown: what it waits for, minutes, seconds */
  return g_strdup_printf (_ ("%s: goes on in %d:%02d"), mw_health_get_title (health), (int) (seconds / 60),
                          (int) (seconds % 60));
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

/* NULL: none. */
static const char *
get_css_class (MwHealth health)
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

/**
 * mw_health_show:
 * @health: how a connection is
 * @image: gets its symbol, in a colour that says the same
 */
void
mw_health_show (MwHealth health, GtkImage *image)
{
  static const char *const classes[] = { "success", "warning", "error" };
  const char *css_class = get_css_class (health);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
  if (css_class)
    gtk_widget_add_css_class (GTK_WIDGET (image), css_class);
  gtk_image_set_from_icon_name (image, mw_health_get_icon (health));
}
