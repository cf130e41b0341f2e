/* mw-date-shown.c: dates as the user's locale writes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE /* strptime() */

#include "mw-date-shown.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#define DAY_LENGTH 10 /* 2026-11-22 */

/* Where nobody chose a locale, ISO 8601 is as good as any, and cannot be mistaken. */
static gboolean
has_locale (void)
{
  const char *locale = setlocale (LC_TIME, NULL);

  return locale != NULL && !g_str_equal (locale, "C") && !g_str_equal (locale, "POSIX") &&
         !g_str_has_prefix (locale, "C.");
}

/* As the locale has it, but with the whole year: records are kept for decades. */
static char *
dup_day_format (void)
{
  GString *format = g_string_new (nl_langinfo (D_FMT));

  g_string_replace (format, "%y", "%Y", 0);
  g_string_replace (format, "%D", "%m/%d/%Y", 0);
  return g_string_free_and_steal (format);
}

static const char *
get_time_format (void)
{
  const char *format = nl_langinfo (T_FMT);
  gboolean is_halved = strstr (format, "%r") != NULL || strstr (format, "%I") != NULL ||
                       strstr (format, "%l") != NULL;

  return is_halved ? "%-I:%M %p" : "%H:%M";
}

static gboolean
is_day (const char *text)
{
  for (guint i = 0; i < DAY_LENGTH; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* A day and a clock time at the site are never shifted; a moment is shown on the clock of this place. */
static GDateTime *
read_stored (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (text[DAY_LENGTH] == '\0')
    text = midnight = g_strconcat (text, "T00:00:00", NULL);
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time != NULL && g_str_has_suffix (text, "Z"))
    return g_date_time_to_local (time);
  return g_steal_pointer (&time);
}

/**
 * mw_date_dup_shown:
 * @text: a cell as mw_date_normalize() gives it, or whatever was sent instead
 *
 * Returns: (transfer full) (nullable): the day as the user's locale writes it, and the clock time to the
 * minute where there is one; %NULL where @text itself is to be shown: it is no such date, or there is no
 * locale
 */
char *
mw_date_dup_shown (const char *text)
{
  g_autofree char *day_format = NULL;
  g_autofree char *format = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!has_locale () || !is_day (text))
    return NULL;
  time = read_stored (text);
  if (time == NULL)
    return NULL;
  day_format = dup_day_format ();
  format = text[DAY_LENGTH] == '\0' ? g_strdup (day_format)
                                    : g_strdup_printf ("%s %s", day_format, get_time_format ());
  return g_date_time_format (time, format);
}

/**
 * mw_date_read_shown:
 * @text: a word that somebody searches for
 *
 * Returns: (transfer full) (nullable): the same day as ISO 8601 when it is one as the user's locale writes
 * them, with the whole year; else %NULL
 */
char *
mw_date_read_shown (const char *text)
{
  g_autofree char *format = NULL;
  struct tm day = { 0 };
  const char *end;

  if (!has_locale ())
    return NULL;
  format = dup_day_format ();
  end = strptime (text, format, &day);
  if (end == NULL || *end != '\0' || day.tm_year < -900 ||
      !g_date_valid_dmy ((GDateDay) day.tm_mday, (GDateMonth) (day.tm_mon + 1),
                         (GDateYear) (day.tm_year + 1900)))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}
