/* test-token-life.c: how long a sign-in holds, in words, and when it is time to warn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-life.h"

#define DAY G_TIME_SPAN_DAY
#define NOW (20000 * DAY)

static void
test_words (void)
{
  static const struct
  {
    MwTokenLife life;
    const char *words;
    gboolean is_short;
  } cases[] = {
    { { 0, FALSE }, "does not say how long it is valid; checked on use", FALSE },
    { { 0, TRUE }, "renews by itself", FALSE },
    { { NOW + DAY, TRUE }, "valid until 2024-10-05 00:00; renews by itself", FALSE },
    { { NOW + 7 * DAY + 1, FALSE },
      "valid until 2024-10-11 00:00; you will have to sign in again then",
      FALSE },
    { { NOW + 7 * DAY, FALSE }, "valid until 2024-10-11 00:00; you will have to sign in again then", TRUE },
    { { NOW, FALSE }, "ended at 2024-10-04 00:00; you have to sign in again", TRUE },
    { { NOW - DAY, TRUE }, "valid until 2024-10-03 00:00; renews by itself", FALSE },
    /* A moment that no calendar has: a system said so. */
    { { G_MAXINT64, FALSE }, "does not say how long it is valid; checked on use", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = mw_token_life_describe (&cases[i].life, NOW);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (mw_token_life_is_short (&cases[i].life, NOW), ==, cases[i].is_short);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/token-life/words", test_words);
  return g_test_run ();
}
