/* test-clock.c: times of day as systems write them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-clock.h"

static void
test_clock (void)
{
  static const struct
  {
    const char *text, *clock; /* NULL: none */
  } cases[] = {
    { "PT10H30M00S", "10:30:00" },
    { "PT00H00M00S", "00:00:00" },
    { "PT9H", "09:00:00" },
    { "PT5M7S", "00:05:07" },
    { "PT10H30M00.25S", "10:30:00.25" },
    { "103000", "10:30:00" },
    { "93000", "09:30:00" },
    { "1030", "10:30:00" },
    { "930", "09:30:00" },
    { "5", "00:05:00" },
    { "0", "00:00:00" },
    { "10:30", "10:30:00" },
    { "9:05", "09:05:00" },
    { " 23:59:59 ", "23:59:59" },
    { "23:59:59.123456789", "23:59:59.123456789" },
    { NULL, NULL },
    { "", NULL },
    { "PT", NULL },
    { "PT30", NULL },
    { "PT30S10H", NULL },
    { "PT1.5H", NULL },
    { "P1D", NULL },
    { "PT24H", NULL },
    { "2400", NULL },
    { "1060", NULL },
    { "103060", NULL },
    { "1234567", NULL },
    { "10:60", NULL },
    { "10:30 pm", NULL },
    { "-1", NULL },
    { "10:30:00:00", NULL },
    { "10:", NULL },
    { ":30", NULL },
    { "PT999999999999H", NULL },
    { "999999999999999999999999999999999999999999", NULL },
    { "noon", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[MW_DATE_SIZE] = "";
      gsize length = mw_clock_write (cases[i].text, buffer);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (length, ==, cases[i].clock != NULL ? strlen (cases[i].clock) : 0);
      if (cases[i].clock != NULL)
        g_assert_cmpstr (buffer, ==, cases[i].clock);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock", test_clock);
  return g_test_run ();
}
