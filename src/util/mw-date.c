/* mw-date.c: dates as sent: calendar days, local times and instants are three different things
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-date.h"

#include <string.h>

/* Longer texts are no dates; nanoseconds and an offset take 35. */
#define MAX_LENGTH      64
#define SECONDS_PER_DAY 86400
/* Counts since 1970 below this are seconds (until the year 5138), from here on milliseconds (since March
 * 1973). */
#define FIRST_MILLISECONDS G_GINT64_CONSTANT (100000000000)

typedef struct
{
  int year, month, day;
  gboolean has_time;
  int hour, minute, second; /* 24:00:00 and :60 as sent */
  const char *fraction;     /* digits */
  gsize fraction_length;
  gboolean has_offset;
  int offset; /* seconds east of UTC */
} Moment;

/* Days since 1970-01-01 in the Gregorian calendar, counted in years that start in March (so that the leap day
 * is the last one) and eras of 400 years. */
static gint64
days_of (int year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/* FALSE outside of the years 1 to 9999. */
static gboolean
set_day (Moment *moment, gint64 days)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 shifted_month = (5 * day_of_year + 2) / 153;
  gint64 year = year_of_era + era * 400 + (shifted_month >= 10);

  if (year < 1 || year > 9999)
    return FALSE;
  moment->year = (int) year;
  moment->month = (int) (shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  moment->day = (int) (day_of_year - (153 * shifted_month + 2) / 5 + 1);
  return TRUE;
}

static inline gboolean
read_digits (const char **position, int n_digits, int *value)
{
  *value = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*position)[i]))
        return FALSE;
      *value = *value * 10 + ((*position)[i] - '0');
    }
  *position += n_digits;
  return TRUE;
}

static inline gboolean
skip (const char **position, const char *one_of)
{
  for (; *one_of != '\0'; one_of++)
    if (**position == *one_of)
      {
        (*position)++;
        return TRUE;
      }
  return FALSE;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

/* "0000-00-00", which some databases write for null, is no date. */
static gboolean
is_valid (const Moment *moment)
{
  if (moment->year < 1 || moment->month < 1 || moment->month > 12 || moment->day < 1 ||
      moment->day > days_in_month (moment->year, moment->month))
    return FALSE;
  if (moment->hour == 24)
    {
      for (gsize i = 0; i < moment->fraction_length; i++)
        if (moment->fraction[i] != '0')
          return FALSE;
      return moment->minute == 0 && moment->second == 0;
    }
  /* Offsets are whole quarters of an hour: so ends a leap second's minute everywhere. */
  return moment->hour < 24 && moment->minute < 60 &&
         (moment->second < 60 || (moment->second == 60 && moment->minute % 15 == 14));
}

/* Z, +HH:MM, +HHMM or +HH */
static gboolean
read_offset (const char **position, Moment *moment)
{
  int sign, hours, minutes = 0;

  if (skip (position, "Zz"))
    {
      moment->has_offset = TRUE;
      return TRUE;
    }
  sign = **position == '-' ? -1 : 1;
  if (!skip (position, "+-"))
    return TRUE;
  if (!read_digits (position, 2, &hours))
    return FALSE;
  if (skip (position, ":"))
    {
      if (!read_digits (position, 2, &minutes))
        return FALSE;
    }
  else if (**position != '\0' && !read_digits (position, 2, &minutes))
    return FALSE;
  if (hours > 23 || minutes > 59)
    return FALSE;
  moment->has_offset = TRUE;
  moment->offset = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

/* What stands behind the day: HH:MM[:SS[.f]] or HHMM[SS[.f]], and an offset. */
static gboolean
read_time (const char *p, gboolean colons, Moment *moment)
{
  if (!read_digits (&p, 2, &moment->hour) || (colons && !skip (&p, ":")) ||
      !read_digits (&p, 2, &moment->minute))
    return FALSE;
  if (colons ? skip (&p, ":") : g_ascii_isdigit (*p))
    {
      if (!read_digits (&p, 2, &moment->second))
        return FALSE;
      if (skip (&p, ".,"))
        {
          moment->fraction = p;
          moment->fraction_length = strspn (p, "0123456789");
          if (moment->fraction_length == 0)
            return FALSE;
          p += moment->fraction_length;
        }
    }
  moment->has_time = TRUE;
  if (*p == ' ' && (p[1] == '+' || p[1] == '-' || p[1] == 'Z'))
    p++;
  return read_offset (&p, moment) && *p == '\0';
}

/* ISO 8601, extended and basic, and YYYYMMDDHHMMSS. */
static gboolean
read_written (const char *text, Moment *moment)
{
  const char *p = text;
  gboolean dashes;

  if (!read_digits (&p, 4, &moment->year))
    return FALSE;
  dashes = skip (&p, "-");
  if (!read_digits (&p, 2, &moment->month) || (dashes && !skip (&p, "-")) ||
      !read_digits (&p, 2, &moment->day))
    return FALSE;
  if (*p != '\0')
    {
      /* Other counts of digits are no dates but milliseconds. */
      if (!skip (&p, "Tt ") && (dashes || strspn (text, "0123456789") != strlen ("YYYYMMDDHHMMSS")))
        return FALSE;
      if (!read_time (p, dashes || memchr (p, ':', MIN (strlen (p), 3)) != NULL, moment))
        return FALSE;
    }
  return is_valid (moment);
}

static gboolean
read_month_name (const char **position, int *month)
{
  static const char *const names[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (*position, names[i], 3) == 0)
      {
        *position += 3;
        *month = (int) i + 1;
        return TRUE;
      }
  return FALSE;
}

/* 31-JAN-2026, as Oracle's databases write it, with or without a time: the month cannot be mistaken. */
static gboolean
read_named (const char *text, Moment *moment)
{
  const char *p = text;

  if (!read_digits (&p, 2, &moment->day) || !skip (&p, "-") || !read_month_name (&p, &moment->month) ||
      !skip (&p, "-") || !read_digits (&p, 4, &moment->year))
    return FALSE;
  if (*p != '\0' && (!skip (&p, " ") || !read_time (p, TRUE, moment)))
    return FALSE;
  return is_valid (moment);
}

/* Fills in the moment @milliseconds after 1970 as a clock at @offset shows it. */
static gboolean
set_epoch (Moment *moment, gint64 milliseconds, int offset)
{
  gint64 local = milliseconds + (gint64) offset * 1000;
  gint64 days = local / (SECONDS_PER_DAY * 1000);
  gint64 left = local % (SECONDS_PER_DAY * 1000);

  if (left < 0)
    {
      left += SECONDS_PER_DAY * 1000;
      days--;
    }
  if (!set_day (moment, days))
    return FALSE;
  moment->hour = (int) (left / 3600000);
  moment->minute = (int) (left / 60000 % 60);
  moment->second = (int) (left / 1000 % 60);
  moment->has_time = TRUE;
  moment->has_offset = TRUE;
  moment->offset = offset;
  return TRUE;
}

/* @fraction holds the digits; whole seconds have none. */
static void
set_milliseconds (Moment *moment, gint64 milliseconds, char fraction[4])
{
  int left = (int) (((milliseconds % 1000) + 1000) % 1000);

  if (left == 0)
    return;
  g_snprintf (fraction, 4, "%03d", left);
  moment->fraction = fraction;
  moment->fraction_length = 3;
}

/* The digits of an offset mean hours and minutes to .NET ("+0200") and minutes to OData 2 ("+0120"): the
 * former where they make one that exists. */
static gboolean
read_dotnet_offset (const char **position, int *offset)
{
  int sign = **position == '-' ? -1 : 1;
  int value = 0;
  gsize n_digits;

  *offset = 0;
  if (!skip (position, "+-"))
    return TRUE;
  n_digits = strspn (*position, "0123456789");
  if (n_digits == 0 || n_digits > 4 || !read_digits (position, (int) n_digits, &value))
    return FALSE;
  if (n_digits == 4 && value / 100 <= 14 && value % 100 % 15 == 0 && value % 100 < 60)
    value = value / 100 * 60 + value % 100;
  *offset = sign * value * 60;
  return value < 24 * 60;
}

/* /Date(1700000000000+0100)/ */
static gboolean
read_dotnet (const char *text, Moment *moment, char fraction[4])
{
  const char *p = text + strlen ("/Date(");
  char *end;
  gint64 milliseconds;
  int offset;

  if (*p != '-' && !g_ascii_isdigit (*p))
    return FALSE;
  milliseconds = g_ascii_strtoll (p, &end, 10);
  p = end;
  if (ABS (milliseconds / 1000) > FIRST_MILLISECONDS * 10 || !read_dotnet_offset (&p, &offset) ||
      strcmp (p, ")/") != 0)
    return FALSE;
  set_milliseconds (moment, milliseconds, fraction);
  return set_epoch (moment, milliseconds, offset);
}

/* Seconds or milliseconds since 1970. */
static gboolean
read_count (const char *text, Moment *moment, char fraction[4])
{
  const char *digits = text + (*text == '-');
  gsize length = strspn (digits, "0123456789");
  gint64 value;

  if (length == 0 || length > 15 || digits[length] != '\0')
    return FALSE;
  value = g_ascii_strtoll (text, NULL, 10);
  if (ABS (value) < FIRST_MILLISECONDS)
    value *= 1000;
  else
    set_milliseconds (moment, value, fraction);
  return set_epoch (moment, value, 0);
}

/* Moves the clock by @seconds; the fraction and a leap second stay what they are. */
static gboolean
shift (Moment *moment, int seconds)
{
  gboolean leap = moment->second == 60;
  gint64 total = days_of (moment->year, moment->month, moment->day) * SECONDS_PER_DAY + moment->hour * 3600 +
                 moment->minute * 60 + (leap ? 59 : moment->second) + seconds;
  gint64 days = total / SECONDS_PER_DAY;
  int left = (int) (total % SECONDS_PER_DAY);

  if (left < 0)
    {
      left += SECONDS_PER_DAY;
      days--;
    }
  moment->hour = left / 3600;
  moment->minute = left / 60 % 60;
  moment->second = left % 60;
  if (leap && moment->second == 59)
    moment->second = 60;
  return set_day (moment, days);
}

/* The offset that clocks in @zone had. FALSE when there is no such zone. */
static gboolean
find_offset (Moment *moment, const char *zone)
{
  g_autoptr (GTimeZone) tz = NULL;
  gint64 clock, sent;
  int interval;

  if (g_str_equal (zone, "UTC") || g_str_equal (zone, "Z"))
    {
      moment->has_offset = TRUE;
      return TRUE;
    }
  tz = g_time_zone_new_identifier (zone);
  if (tz == NULL)
    return FALSE;
  sent = days_of (moment->year, moment->month, moment->day) * SECONDS_PER_DAY + moment->hour * 3600 +
         moment->minute * 60 + MIN (moment->second, 59);
  clock = sent;
  interval = g_time_zone_adjust_time (tz, G_TIME_TYPE_DAYLIGHT, &clock);
  if (clock != sent && interval > 0)
    interval--; /* the clocks were set forward over that time: it is counted on from the hour before */
  moment->offset = g_time_zone_get_offset (tz, interval);
  moment->has_offset = TRUE;
  return TRUE;
}

static char *
write_digits (char *p, int value, int n_digits, char behind)
{
  for (int i = n_digits - 1; i >= 0; i--, value /= 10)
    p[i] = (char) ('0' + value % 10);
  p[n_digits] = behind;
  return p + n_digits + 1;
}

/* Answers the length; @buffer has MW_DATE_SIZE bytes. */
static gsize
write_moment (const Moment *moment, gboolean utc, char *buffer)
{
  char *p = buffer;

  p = write_digits (p, moment->year, 4, '-');
  p = write_digits (p, moment->month, 2, '-');
  p = write_digits (p, moment->day, 2, 'T');
  if (moment->has_time)
    {
      p = write_digits (p, moment->hour, 2, ':');
      p = write_digits (p, moment->minute, 2, ':');
      p = write_digits (p, moment->second, 2, '.');
      if (moment->fraction_length > 0)
        p = (char *) memcpy (p, moment->fraction, moment->fraction_length) + moment->fraction_length + 1;
      if (utc)
        *(p++ - 1) = 'Z';
    }
  *(p - 1) = '\0';
  return (gsize) (p - 1 - buffer);
}

static gboolean
read_any (const char *text, MwDateMeaning meaning, Moment *moment, char fraction[4])
{
  if (g_str_has_prefix (text, "/Date("))
    return read_dotnet (text, moment, fraction);
  if (read_written (text, moment))
    return TRUE;
  *moment = (Moment) { 0 };
  if (read_named (text, moment))
    return TRUE;
  *moment = (Moment) { 0 };
  return meaning == MW_DATE_INSTANT && read_count (text, moment, fraction);
}

/* The text without the space around it. FALSE when it is too long. */
static gboolean
copy_stripped (const char *text, char copy[MAX_LENGTH + 1])
{
  gsize length = strnlen (text, MAX_LENGTH + 1);

  if (length > MAX_LENGTH)
    return FALSE;
  for (; length > 0 && g_ascii_isspace (*text); length--)
    text++;
  for (; length > 0 && g_ascii_isspace (text[length - 1]);)
    length--;
  memcpy (copy, text, length);
  copy[length] = '\0';
  return TRUE;
}

/**
 * mw_date_write:
 * @text: (nullable): a date as sent
 * @meaning: what it means
 * @zone: (nullable): "UTC" or an IANA name
 * @buffer: gets the date; %MW_DATE_SIZE bytes
 *
 * A day stays the day that was written, whatever time and offset stand behind it. A clock time stays what was
 * written, without the offset. An instant is given in UTC; one without an offset and without a known @zone is
 * given as the clock time it is, and one without a time as the day it is. Where clocks were set back the
 * first of the two hours is meant. The zone of this computer has no say.
 *
 * Returns: the length of what was written, ISO 8601; 0 when @text is no date of the years 1 to 9999
 */
gsize
mw_date_write (const char *text, MwDateMeaning meaning, const char *zone, char *buffer)
{
  char stripped[MAX_LENGTH + 1];
  Moment moment = { 0 };
  char fraction[4];

  if (text == NULL || !copy_stripped (text, stripped) || !read_any (stripped, meaning, &moment, fraction))
    return 0;

  if (meaning == MW_DATE_DAY)
    moment.has_time = FALSE;
  if (!moment.has_time)
    return write_moment (&moment, FALSE, buffer);
  if (meaning == MW_DATE_INSTANT && !moment.has_offset && zone != NULL)
    find_offset (&moment, zone);
  if (meaning != MW_DATE_INSTANT || !moment.has_offset)
    /* The day that 24:00 ends is over. */
    return shift (&moment, 0) ? write_moment (&moment, FALSE, buffer) : 0;
  return shift (&moment, -moment.offset) ? write_moment (&moment, TRUE, buffer) : 0;
}

/**
 * mw_date_normalize:
 *
 * The same in memory of its own.
 *
 * Returns: (transfer full) (nullable): ISO 8601, or %NULL when @text is no date
 */
char *
mw_date_normalize (const char *text, MwDateMeaning meaning, const char *zone)
{
  char buffer[MW_DATE_SIZE];

  return mw_date_write (text, meaning, zone, buffer) > 0 ? g_strdup (buffer) : NULL;
}
