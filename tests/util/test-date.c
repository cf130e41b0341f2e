/* test-date.c: calendar days, local times and instants
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>
#include <time.h>

#include "mw-date.h"

typedef struct
{
  const char *text;
  const char *zone;
  const char *day, *local, *instant;
} Case;

static const Case cases[] = {
  /* days */
  { "2026-11-22", NULL, "2026-11-22", "2026-11-22", "2026-11-22" },
  { "2026-11-22", "Asia/Tokyo", "2026-11-22", "2026-11-22", "2026-11-22" },
  { " 2026-11-22 ", NULL, "2026-11-22", "2026-11-22", "2026-11-22" },
  { "20261122", NULL, "2026-11-22", "2026-11-22", "2026-11-22" },
  { "2024-02-29", NULL, "2024-02-29", "2024-02-29", "2024-02-29" },
  { "0001-01-01", NULL, "0001-01-01", "0001-01-01", "0001-01-01" },
  { "9999-12-31", NULL, "9999-12-31", "9999-12-31", "9999-12-31" },
  /* times without an offset */
  { "2026-11-22T13:05:00", NULL, "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00" },
  { "2026-11-22 13:05:00", "UTC", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2026-11-22T13:05", "UTC", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2026-11-22T13:05:00.50", "UTC", "2026-11-22", "2026-11-22T13:05:00.50", "2026-11-22T13:05:00.50Z" },
  { "2026-11-22T13:05:00,5", "UTC", "2026-11-22", "2026-11-22T13:05:00.5", "2026-11-22T13:05:00.5Z" },
  { "2026-11-22T13:05:00.123456789012", "UTC", "2026-11-22", "2026-11-22T13:05:00.123456789012",
    "2026-11-22T13:05:00.123456789012Z" },
  { "20261122130500", "UTC", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "20261122T1305", "UTC", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2026-11-22T13:05:00", "Europe/Berlin", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T12:05:00Z" },
  { "2026-07-22T13:05:00", "Europe/Berlin", "2026-07-22", "2026-07-22T13:05:00", "2026-07-22T11:05:00Z" },
  { "2026-11-22T00:30:00", "Asia/Kolkata", "2026-11-22", "2026-11-22T00:30:00", "2026-11-21T19:00:00Z" },
  { "2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z" },
  { "2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z" },
  { "2026-03-29T01:59:59", "Europe/Berlin", "2026-03-29", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z" },
  { "2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z" },
  { "2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z" },
  { "2026-01-15T12:00:00", "America/Sao_Paulo", "2026-01-15", "2026-01-15T12:00:00", "2026-01-15T15:00:00Z" },
  { "2026-11-22T13:05:00", "Mars/Olympus", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00" },
  /* months with a name */
  { "22-NOV-2026", NULL, "2026-11-22", "2026-11-22", "2026-11-22" },
  { "22-Nov-2026 13:05", "Europe/Berlin", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T12:05:00Z" },
  { "01-jan-1970 00:00:00", NULL, "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T00:00:00" },
  { "29-FEB-2026", NULL, NULL, NULL, NULL },
  { "22-NOV-26", NULL, NULL, NULL, NULL },
  { "2-NOV-2026", NULL, NULL, NULL, NULL },
  { "22-11-2026", NULL, NULL, NULL, NULL },
  { "22-NOVEMBER-2026", NULL, NULL, NULL, NULL },
  { "22-NOV-2026T13:05", NULL, NULL, NULL, NULL },
  { "22-NOV-2026 1305", NULL, NULL, NULL, NULL },
  { "22-NOV-", NULL, NULL, NULL, NULL },
  { "22-N", NULL, NULL, NULL, NULL },
  /* times with one */
  { "2026-11-22T13:05:00Z", "Asia/Tokyo", "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2026-11-22t13:05:00z", NULL, "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2026-11-22T23:30:00-05:00", NULL, "2026-11-22", "2026-11-22T23:30:00", "2026-11-23T04:30:00Z" },
  { "2026-11-22T00:30:00+0530", NULL, "2026-11-22", "2026-11-22T00:30:00", "2026-11-21T19:00:00Z" },
  { "2026-11-22 13:05:00 +01", NULL, "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T12:05:00Z" },
  { "2026-11-22T13:05:00.25+14:00", NULL, "2026-11-22", "2026-11-22T13:05:00.25", "2026-11-21T23:05:00.25Z" },
  { "20261122130500Z", NULL, "2026-11-22", "2026-11-22T13:05:00", "2026-11-22T13:05:00Z" },
  { "2024-02-29T23:30:00-01:00", NULL, "2024-02-29", "2024-02-29T23:30:00", "2024-03-01T00:30:00Z" },
  { "2026-01-01T00:00:00+01:00", NULL, "2026-01-01", "2026-01-01T00:00:00", "2025-12-31T23:00:00Z" },
  { "0001-01-01T00:00:00", "UTC", "0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z" },
  { "0001-01-01T00:00:00+01:00", NULL, "0001-01-01", "0001-01-01T00:00:00", NULL },
  { "9999-12-31T23:59:59-01:00", NULL, "9999-12-31", "9999-12-31T23:59:59", NULL },
  /* the ends of minutes and days */
  { "2016-12-31T23:59:60Z", NULL, "2016-12-31", "2016-12-31T23:59:60", "2016-12-31T23:59:60Z" },
  { "2017-01-01T05:29:60+05:30", NULL, "2017-01-01", "2017-01-01T05:29:60", "2016-12-31T23:59:60Z" },
  { "2026-11-22T13:05:60Z", NULL, NULL, NULL, NULL },
  { "2026-11-22T24:00:00", "UTC", "2026-11-22", "2026-11-23T00:00:00", "2026-11-23T00:00:00Z" },
  { "2026-12-31T24:00Z", NULL, "2026-12-31", "2027-01-01T00:00:00", "2027-01-01T00:00:00Z" },
  { "9999-12-31T24:00:00", NULL, "9999-12-31", NULL, NULL },
  { "2026-11-22T24:00:01", NULL, NULL, NULL, NULL },
  { "2026-11-22T24:00:00.1", NULL, NULL, NULL, NULL },
  /* .NET and OData 2 */
  { "/Date(1700000000000)/", NULL, "2023-11-14", "2023-11-14T22:13:20", "2023-11-14T22:13:20Z" },
  { "/Date(1700000000500+0000)/", NULL, "2023-11-14", "2023-11-14T22:13:20.500", "2023-11-14T22:13:20.500Z" },
  { "/Date(1700000000000+0200)/", NULL, "2023-11-15", "2023-11-15T00:13:20", "2023-11-14T22:13:20Z" },
  { "/Date(1700000000000+120)/", NULL, "2023-11-15", "2023-11-15T00:13:20", "2023-11-14T22:13:20Z" },
  { "/Date(1700000000000-0480)/", NULL, "2023-11-14", "2023-11-14T14:13:20", "2023-11-14T22:13:20Z" },
  { "/Date(-1)/", NULL, "1969-12-31", "1969-12-31T23:59:59.999", "1969-12-31T23:59:59.999Z" },
  { "/Date(-62135596800000)/", NULL, "0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z" },
  { "/Date(-62135596800001)/", NULL, NULL, NULL, NULL },
  { "/Date(9223372036854775807)/", NULL, NULL, NULL, NULL },
  { "/Date(99999999999999999999999)/", NULL, NULL, NULL, NULL },
  { "/Date(1700000000000", NULL, NULL, NULL, NULL },
  { "/Date()/", NULL, NULL, NULL, NULL },
  { "/Date(17x)/", NULL, NULL, NULL, NULL },
  { "/Date(1700000000000+)/", NULL, NULL, NULL, NULL },
  { "/Date(1700000000000+99999)/", NULL, NULL, NULL, NULL },
  /* counts */
  { "0", NULL, NULL, NULL, "1970-01-01T00:00:00Z" },
  { "1700000000", NULL, NULL, NULL, "2023-11-14T22:13:20Z" },
  { "1700000000000", NULL, NULL, NULL, "2023-11-14T22:13:20Z" },
  { "1700000000250", "Asia/Tokyo", NULL, NULL, "2023-11-14T22:13:20.250Z" },
  { "199912312359", NULL, NULL, NULL, "1976-05-02T19:11:52.359Z" },
  { "-1", NULL, NULL, NULL, "1969-12-31T23:59:59Z" },
  { "99999999999999999999", NULL, NULL, NULL, NULL },
  { "999999999999999", NULL, NULL, NULL, NULL },
  /* no dates */
  { "", NULL, NULL, NULL, NULL },
  { " ", NULL, NULL, NULL, NULL },
  { "0000-00-00", NULL, NULL, NULL, NULL },
  { "0000-01-01", NULL, NULL, NULL, NULL },
  { "2026-00-10", NULL, NULL, NULL, NULL },
  { "2026-13-01", NULL, NULL, NULL, NULL },
  { "2026-02-29", NULL, NULL, NULL, NULL },
  { "1900-02-29", NULL, NULL, NULL, NULL },
  { "2026-04-31", NULL, NULL, NULL, NULL },
  { "2026-11-22T25:00:00", NULL, NULL, NULL, NULL },
  { "2026-11-22T13:60:00", NULL, NULL, NULL, NULL },
  { "2026-11-22T13:05:00.", NULL, NULL, NULL, NULL },
  { "2026-11-22T13:05:00+24:00", NULL, NULL, NULL, NULL },
  { "2026-11-22T13:05:00+01:60", NULL, NULL, NULL, NULL },
  { "2026-11-22T13:05:00Zjunk", NULL, NULL, NULL, NULL },
  { "2026-11-22T13", NULL, NULL, NULL, NULL },
  { "2026-11-22T", NULL, NULL, NULL, NULL },
  { "2026-11-2", NULL, NULL, NULL, NULL },
  { "2026-1122", NULL, NULL, NULL, NULL },
  { "2026-11", NULL, NULL, NULL, NULL },
  { "22.11.2026", NULL, NULL, NULL, NULL },
  { "11/22/2026", NULL, NULL, NULL, NULL },
  { "+2026-11-22", NULL, NULL, NULL, NULL },
  { "12026-11-22", NULL, NULL, NULL, NULL },
  { "２０２６-11-22", NULL, NULL, NULL, NULL },
  { "tomorrow", NULL, NULL, NULL, NULL },
  { "false", NULL, NULL, NULL, NULL },
};

static void
check_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = mw_date_normalize (cases[i].text, MW_DATE_DAY, cases[i].zone);
      g_autofree char *local = mw_date_normalize (cases[i].text, MW_DATE_LOCAL, cases[i].zone);
      g_autofree char *instant = mw_date_normalize (cases[i].text, MW_DATE_INSTANT, cases[i].zone);

      g_test_message ("“%s” in %s", cases[i].text, cases[i].zone != NULL ? cases[i].zone : "no zone");
      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (local, ==, cases[i].local);
      g_assert_cmpstr (instant, ==, cases[i].instant);
    }
}

/* The zone of the computer must not matter. */
static void
test_cases (gconstpointer zone)
{
  g_setenv ("TZ", zone, TRUE);
  tzset ();
  check_cases ();
}

static void
test_hostile (void)
{
  g_autofree char *long_text = g_strnfill (10 * 1000 * 1000, '1');
  g_autofree char *long_fraction = g_strconcat ("2026-11-22T13:05:00.", long_text, NULL);

  for (int meaning = MW_DATE_DAY; meaning <= MW_DATE_INSTANT; meaning++)
    {
      g_assert_null (mw_date_normalize (NULL, meaning, NULL));
      g_assert_null (mw_date_normalize (long_text, meaning, "UTC"));
      g_assert_null (mw_date_normalize (long_fraction, meaning, "UTC"));
      g_assert_null (mw_date_normalize ("2026-11-22T13:05:00+01:00[Europe/Berlin]", meaning, "UTC"));
      g_assert_null (mw_date_normalize ("\xFF\xFE", meaning, "UTC"));
    }
}

/* Every day of 400 years, all that the calendar repeats, by way of an offset that moves it to the next one.
 */
static void
test_calendar (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, G_DATE_JANUARY, 1800);

  while (g_date_get_year (date) < 2200)
    {
      char from[64], to[64];
      g_autofree char *sent = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      g_date_strftime (from, sizeof from, "%Y-%m-%d", date);
      g_date_add_days (date, 1);
      g_date_strftime (to, sizeof to, "%Y-%m-%d", date);
      sent = g_strconcat (from, "T23:00:00-02:00", NULL);
      expected = g_strconcat (to, "T01:00:00Z", NULL);
      found = mw_date_normalize (sent, MW_DATE_INSTANT, NULL);
      g_assert_cmpstr (found, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/date/cases/utc", "UTC", test_cases);
  g_test_add_data_func ("/date/cases/los-angeles", "America/Los_Angeles", test_cases);
  g_test_add_data_func ("/date/cases/kiritimati", "Pacific/Kiritimati", test_cases);
  g_test_add_func ("/date/hostile", test_hostile);
  g_test_add_func ("/date/calendar", test_calendar);
  return g_test_run ();
}
