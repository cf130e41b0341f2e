/* mw-cost.c: what reading an entity will cost, in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cost.h"

#include <glib/gi18n-lib.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)

/* Forms of a plural are chosen by small numbers. */
static gulong
get_plural (gint64 number)
{
  return (gulong) (number < 1000000 ? number : number % 1000000 + 1000000);
}

/**
 * mw_cost_dup_records:
 * @estimate: an estimate
 *
 * Returns: (transfer full): how many records there are
 */
char *
mw_cost_dup_records (const MwEstimate *estimate)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, estimate->n_records);

  if (estimate->n_records < 0)
    return g_strdup (_ ("number not known"));
  /* Translators: %s is a number */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s record", "%s records", get_plural (estimate->n_records)), number);
}

/**
 * mw_cost_dup_requests:
 * @estimate: an estimate
 *
 * Returns: (transfer full): how many requests it takes
 */
char *
mw_cost_dup_requests (const MwEstimate *estimate)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, estimate->n_requests);
  gulong plural = get_plural (estimate->n_requests);

  if (estimate->is_exact)
    /* Translators: %s is a number */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s request", "%s requests", plural), number);
  /* Translators: %s is a number */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "at least %s request", "at least %s requests", plural), number);
}

/**
 * mw_cost_dup_time:
 * @estimate: an estimate
 *
 * Returns: (transfer full) (nullable): how long that takes under the system's limits; %NULL when none is
 * known
 */
char *
mw_cost_dup_time (const MwEstimate *estimate)
{
  gint64 minutes = (estimate->seconds + MINUTE - 1) / MINUTE;
  gint64 hours = (estimate->seconds + HOUR - 1) / HOUR;
  gboolean in_hours = minutes > 90;
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, in_hours ? hours : minutes);

  if (estimate->seconds <= 0)
    return NULL;
  if (estimate->seconds < MINUTE)
    return g_strdup (_ ("less than a minute"));
  if (in_hours)
    /* Translators: %s is a number */
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "about %s hour", "about %s hours", get_plural (hours)), number);
  /* Translators: %s is a number */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "about %s minute", "about %s minutes", get_plural (minutes)), number);
}

/**
 * mw_cost_dup_text:
 * @estimate: an estimate
 *
 * Returns: (transfer full): "4,212 records · 43 requests · about 2 minutes"
 */
char *
mw_cost_dup_text (const MwEstimate *estimate)
{
  g_autofree char *records = mw_cost_dup_records (estimate);
  g_autofree char *requests = mw_cost_dup_requests (estimate);
  g_autofree char *time = mw_cost_dup_time (estimate);

  /* g_strjoin() ends at the first NULL. */
  return g_strjoin (" · ", records, requests, time, NULL);
}
