/* mw-local-day.c: the days of this computer's zone among moments that are stored in UTC
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-local-day.h"

#include <string.h>

/**
 * mw_local_day_write_start:
 * @day: "2026-01-31", or ""
 * @days_later: so many days after it
 * @moment: (out): where that day begins here, as a moment in UTC without its Z; "" for ""
 */
void
mw_local_day_write_start (const char *day, guint days_later, char moment[32])
{
  GDate date;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *text = NULL;

  moment[0] = '\0';
  if (*day == '\0')
    return;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_ascii_strtoull (day + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoull (day + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoull (day, NULL, 10));
  g_date_add_days (&date, days_later);
  local = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date),
                                 g_date_get_day (&date), 0, 0, 0);
  utc = local != NULL ? g_date_time_to_utc (local) : NULL;
  text = utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S") : NULL;
  if (text != NULL)
    g_strlcpy (moment, text, 32);
}

/**
 * mw_local_day_is_moment:
 * @text: a cell
 * @length: its length
 *
 * Returns: whether it is a moment in UTC as mw_date_write() writes it, and not a day or a clock time at the
 * site
 */
gboolean
mw_local_day_is_moment (const char *text, gsize length)
{
  return length > MW_MOMENT_LENGTH && text[4] == '-' && text[7] == '-' && text[MW_DAY_LENGTH] == 'T' &&
         text[length - 1] == 'Z';
}

/**
 * mw_local_day_is_within:
 * @text: a moment
 * @from: where a period begins, as mw_local_day_write_start() writes it; "" is no limit
 * @until: the first moment that is behind it
 *
 * Returns: whether the moment is in the period: their order is that of their texts
 */
gboolean
mw_local_day_is_within (const char *text, const char *from, const char *until)
{
  return (from[0] == '\0' || strncmp (text, from, MW_MOMENT_LENGTH) >= 0) &&
         (until[0] == '\0' || strncmp (text, until, MW_MOMENT_LENGTH) < 0);
}
