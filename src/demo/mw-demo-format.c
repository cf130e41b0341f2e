/* mw-demo-format.c: dates and amounts of the demo plant as text
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-format.h"

#define MINUTES_A_DAY (24 * 60)

/* Days since 1970 to the Gregorian calendar; years begin in March here (Hinnant, "chrono-compatible date
 * algorithms"). */
static void
split_day (gint32 day, int *year, int *month, int *day_of_month)
{
  int shifted = day + 719468;
  int era = shifted / 146097;
  int day_of_era = shifted - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;

  *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

char *
mw_demo_day (MwDemoText text, gint32 day)
{
  int year, month, day_of_month;

  split_day (day, &year, &month, &day_of_month);
  g_snprintf (text, MW_DEMO_TEXT, "%04d-%02d-%02d", year, month, day_of_month);

  return text;
}

char *
mw_demo_compact_day (MwDemoText text, gint32 day)
{
  int year = 0, month = 0, day_of_month = 0;

  if (day != 0)
    split_day (day, &year, &month, &day_of_month);
  g_snprintf (text, MW_DEMO_TEXT, "%04d%02d%02d", year, month, day_of_month);

  return text;
}

char *
mw_demo_time (MwDemoText text, gint32 minute)
{
  MwDemoText day;
  int rest = minute % MINUTES_A_DAY;

  g_snprintf (text, MW_DEMO_TEXT, "%sT%02d:%02d:00Z", mw_demo_day (day, minute / MINUTES_A_DAY), rest / 60,
              rest % 60);

  return text;
}

char *
mw_demo_compact_time (MwDemoText text, gint32 minute)
{
  MwDemoText day;
  int rest = minute % MINUTES_A_DAY;

  g_snprintf (text, MW_DEMO_TEXT, "%s%02d%02d00", mw_demo_compact_day (day, minute / MINUTES_A_DAY),
              rest / 60, rest % 60);

  return text;
}

char *
mw_demo_amount (MwDemoText text, gint64 units, guint decimals)
{
  gint64 scale = 1;

  for (guint i = 0; i < decimals; i++)
    scale *= 10;
  if (decimals == 0)
    g_snprintf (text, MW_DEMO_TEXT, "%" G_GINT64_FORMAT, units);
  else
    g_snprintf (text, MW_DEMO_TEXT, "%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, units / scale, (int) decimals,
                units % scale);

  return text;
}

char *
mw_demo_padded (MwDemoText text, gint64 units, guint width)
{
  g_snprintf (text, MW_DEMO_TEXT, "%0*" G_GINT64_FORMAT, (int) width, units);

  return text;
}

char *
mw_demo_key (MwDemoText text, guint prefix, guint index)
{
  g_snprintf (text, MW_DEMO_TEXT, "%02u%012u", prefix, index + 1);

  return text;
}

void
mw_demo_fill (char *text, gsize size, const char *pattern, const char *first, const char *second)
{
  g_autoptr (GString) filled = g_string_new (pattern);
  const char *end;

  g_string_replace (filled, "$1", first, 0);
  g_string_replace (filled, "$2", second, 0);
  g_strlcpy (text, filled->str, size);
  if (!g_utf8_validate (text, -1, &end))
    text[end - text] = '\0';
}
