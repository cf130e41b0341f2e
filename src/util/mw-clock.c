/* mw-clock.c: times of day as sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-clock.h"

#include <string.h>

/* Longer texts are no times; a fraction has nine digits at most. */
#define MAX_LENGTH 32

typedef struct
{
  int hours, minutes, seconds;
  const char *fraction; /* digits */
  gsize fraction_length;
} Clock;

static gboolean
read_number (const char **position, int *value)
{
  const char *p = *position;

  for (*value = 0; g_ascii_isdigit (*p) && p - *position < 6; p++)
    *value = *value * 10 + (*p - '0');
  if (p == *position)
    return FALSE;
  *position = p;
  return TRUE;
}

static void
read_fraction (const char **position, Clock *clock)
{
  if (**position != '.' && **position != ',')
    return;
  clock->fraction = ++*position;
  clock->fraction_length = strspn (*position, G_CSET_DIGITS);
  *position += clock->fraction_length;
}

/* PT10H30M00S (OData 2's Edm.Time, ISO 8601 durations); parts may be missing. */
static gboolean
read_duration (const char *text, Clock *clock)
{
  const char *units = "HMS";
  const char *p = text + strlen ("PT");

  if (*p == '\0')
    return FALSE;
  while (*p != '\0')
    {
      const char *unit;
      int value;

      if (!read_number (&p, &value))
        return FALSE;
      read_fraction (&p, clock);
      unit = *p != '\0' ? strchr (units, *p) : NULL;
      if (unit == NULL || (clock->fraction != NULL && *unit != 'S'))
        return FALSE;
      *(*unit == 'H' ? &clock->hours : *unit == 'M' ? &clock->minutes : &clock->seconds) = value;
      units = unit + 1;
      p++;
    }
  return TRUE;
}

/* 10:30 and 10:30:00.5 */
static gboolean
read_colons (const char *p, Clock *clock)
{
  if (!read_number (&p, &clock->hours) || *p++ != ':' || !read_number (&p, &clock->minutes))
    return FALSE;
  if (*p == ':')
    {
      p++;
      if (!read_number (&p, &clock->seconds))
        return FALSE;
      read_fraction (&p, clock);
    }
  return *p == '\0';
}

/* HHMMSS, HHMM, and the same as a number, which lost its first zeros: 930 is half past nine (SAP Business
 * One). */
static gboolean
read_digits (const char *text, Clock *clock)
{
  gsize length = strlen (text);
  int value = 0;

  if (length == 0 || length > 6 || strspn (text, G_CSET_DIGITS) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    value = value * 10 + (text[i] - '0');
  if (length <= 4)
    value *= 100;
  clock->hours = value / 10000;
  clock->minutes = value / 100 % 100;
  clock->seconds = value % 100;
  return TRUE;
}

/**
 * mw_clock_write:
 * @text: (nullable): PT10H30M00S, 103000, 1030, 930, 10:30 or 10:30:00
 * @buffer: gets the time; %MW_DATE_SIZE bytes
 *
 * Returns: the length of what was written; 0 when @text is no time of day
 */
gsize
mw_clock_write (const char *text, char *buffer)
{
  char stripped[MAX_LENGTH + 1];
  Clock clock = { 0 };
  gsize length;

  if (text == NULL || strnlen (text, MAX_LENGTH + 1) > MAX_LENGTH)
    return 0;
  strcpy (stripped, text);
  g_strstrip (stripped);
  if (!(g_str_has_prefix (stripped, "PT") ? read_duration (stripped, &clock)
        : strchr (stripped, ':') != NULL  ? read_colons (stripped, &clock)
                                          : read_digits (stripped, &clock)))
    return 0;
  if (clock.hours > 23 || clock.minutes > 59 || clock.seconds > 59)
    return 0;
  length = (gsize) g_snprintf (buffer, MW_DATE_SIZE, "%02d:%02d:%02d", clock.hours, clock.minutes,
                               clock.seconds);
  if (clock.fraction_length > 0)
    length += (gsize) g_snprintf (buffer + length, MW_DATE_SIZE - length, ".%.*s",
                                  (int) clock.fraction_length, clock.fraction);
  return length;
}
