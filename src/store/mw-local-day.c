/* mw-local-day.c: the days of this computer's zone among moments that are stored in UTC
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-local-day.h"

#include <string.h>

/* Clocks are put back by half hours, and nowhere by more. */
#define STEP_MINUTES 30
#define MAX_MINUTES  180

static gboolean
is_on (GDateTime *local, const GDate *date)
{
  int year, month, day;

  g_date_time_get_ymd (local, &year, &month, &day);
  return year == g_date_get_year (date) && month == (int) g_date_get_month (date) &&
         day == g_date_get_day (date);
}

/* Where clocks are put back at midnight it is there twice, and the day begins with the first. NULL: the
 * calendar ends before. */
static GDateTime *
find_start (const GDate *date)
{
  GDateTime *start = g_date_time_new_local (g_date_get_year (date), (int) g_date_get_month (date),
                                            g_date_get_day (date), 0, 0, 0);

  for (int minutes = STEP_MINUTES; start != NULL && minutes <= MAX_MINUTES; minutes += STEP_MINUTES)
    {
      g_autoptr (GDateTime) earlier = g_date_time_add_minutes (start, -STEP_MINUTES);

      if (earlier == NULL || !is_on (earlier, date))
        break;
      g_date_time_unref (start);
      start = g_steal_pointer (&earlier);
    }
  return start;
}

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

  moment[0] = '\0';
  if (*day == '\0')
    return;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_ascii_strtoull (day + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoull (day + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoull (day, NULL, 10));
  g_date_add_days (&date, days_later);
  local = find_start (&date);
  utc = local != NULL ? g_date_time_to_utc (local) : NULL;
  /* A format of GLib's would leave out zeros in front of a year. */
  if (utc != NULL)
    g_snprintf (moment, 32, "%04d-%02d-%02dT%02d:%02d:%02d", g_date_time_get_year (utc),
                g_date_time_get_month (utc), g_date_time_get_day_of_month (utc), g_date_time_get_hour (utc),
                g_date_time_get_minute (utc), g_date_time_get_second (utc));
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
