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
    { { NOW + DAY, TRUE }, "valid until 5 October, 00:00; renews by itself", FALSE },
    { { NOW + 7 * DAY + 1, FALSE }, "valid until 11 October; you will have to sign in again then", FALSE },
    { { NOW + 7 * DAY, FALSE }, "valid until 11 October; you will have to sign in again then", TRUE },
    { { NOW + 90 * DAY, FALSE }, "valid until 2 January 2025; you will have to sign in again then", FALSE },
    { { NOW, FALSE }, "ended on 4 October, 00:00; you have to sign in again", TRUE },
    { { NOW - DAY, TRUE }, "valid until 3 October, 00:00; renews by itself", FALSE },
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

/* Seven days before the end, and not a moment sooner; nobody is warned about what renews itself. */
static void
test_warning (void)
{
  static const struct
  {
    MwTokenLife life;
    const char *warning; /* NULL: none */
    const char *mark;
  } cases[] = {
    { { NOW + 7 * DAY + 1, FALSE }, NULL, NULL },
    { { NOW + 7 * DAY, FALSE },
      "The sign-in ends on 11 October and does not renew itself. Sign in again before that.",
      "sign-in ends on 11 October" },
    { { NOW + 1, FALSE },
      "The sign-in ends on 4 October, 00:00 and does not renew itself. Sign in again before that.",
      "sign-in ends on 4 October, 00:00" },
    { { NOW, FALSE },
      "The sign-in ended on 4 October, 00:00. Sign in again to go on.",
      "sign-in ended on 4 October, 00:00" },
    { { NOW + DAY, TRUE }, NULL, NULL },
    { { 0, FALSE }, NULL, NULL },
    { { G_MAXINT64, FALSE }, NULL, NULL },
    { { G_MININT64, FALSE }, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *warning = mw_token_life_dup_warning (&cases[i].life, NOW);
      g_autofree char *mark = mw_token_life_dup_mark (&cases[i].life, NOW);

      g_assert_cmpstr (warning, ==, cases[i].warning);
      g_assert_cmpstr (mark, ==, cases[i].mark);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/token-life/words", test_words);
  g_test_add_func ("/connection/token-life/warning", test_warning);
  return g_test_run ();
}
