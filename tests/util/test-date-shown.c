/* test-date-shown.c: dates as the user's locale writes them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <time.h>

#include "mw-date-shown.h"

typedef struct
{
  const char *stored, *german, *american;
} Case;

/* The zone is UTC+2 without summer time. %NULL: as stored. */
static const Case cases[] = {
  { "2026-11-22", "22.11.2026", "11/22/2026" },
  { "1999-01-02", "02.01.1999", "01/02/1999" },
  { "2026-11-22T13:05:00", "22.11.2026 13:05", "11/22/2026 1:05 PM" },
  { "2026-11-22T13:05:59.75", "22.11.2026 13:05", "11/22/2026 1:05 PM" },
  { "2026-11-22T13:05:00Z", "22.11.2026 15:05", "11/22/2026 3:05 PM" },
  { "2026-12-31T23:30:00Z", "01.01.2027 01:30", "01/01/2027 1:30 AM" },
  { "31.02.2026", NULL, NULL },
  { "2026-02-31", NULL, NULL },
  { "2026-11-22 in words", NULL, NULL },
  { "2026-11-22T", NULL, NULL },
  { "2026-1", NULL, NULL },
  { "soon", NULL, NULL },
  { "", NULL, NULL },
  { "\xff\xfe", NULL, NULL },
};

static void
test_shown (gconstpointer locale)
{
  gboolean is_german = g_str_equal (locale, "de_DE.UTF-8");

  if (setlocale (LC_TIME, locale) == NULL)
    {
      g_autofree char *why = g_strdup_printf ("%s is not installed here", (const char *) locale);

      g_test_skip (why);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *expected = is_german ? cases[i].german : cases[i].american;
      g_autofree char *shown = mw_date_dup_shown (cases[i].stored);
      g_autofree char *read = expected ? mw_date_read_shown (expected) : NULL;

      g_assert_cmpstr (shown, ==, expected);
      /* A day that is shown is found again. */
      if (i < 2)
        g_assert_cmpstr (read, ==, cases[i].stored);
    }
  setlocale (LC_TIME, "C");
}

static void
test_no_locale (void)
{
  static const char *const plain[] = { "C", "C.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_assert_nonnull (setlocale (LC_TIME, plain[i]));
      g_assert_null (mw_date_dup_shown ("2026-11-22"));
      g_assert_null (mw_date_read_shown ("11/22/26"));
    }
}

static void
test_typed (void)
{
  static const struct
  {
    const char *typed, *day;
  } days[] = {
    { "2.1.2026", "2026-01-02" }, { "29.02.2024", "2024-02-29" },
    { "29.02.2026", NULL },       { "22.11.2026x", NULL },
    { "22.11.", NULL },           { "4711", NULL },
    { "2026-11-22", NULL },       { "", NULL },
    { "1.1.0001", NULL },
  };

  if (setlocale (LC_TIME, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not installed here");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = mw_date_read_shown (days[i].typed);

      g_assert_cmpstr (day, ==, days[i].day);
    }
  setlocale (LC_TIME, "C");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC-2", TRUE);
  tzset ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/date-shown/german", "de_DE.UTF-8", test_shown);
  g_test_add_data_func ("/date-shown/american", "en_US.UTF-8", test_shown);
  g_test_add_func ("/date-shown/no-locale", test_no_locale);
  g_test_add_func ("/date-shown/typed", test_typed);
  return g_test_run ();
}
