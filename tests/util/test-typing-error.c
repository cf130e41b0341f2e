/* test-typing-error.c: typing errors are counted as fingers make them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-typing-error.h"

#include <string.h>

static void
test_count (void)
{
  static const struct
  {
    const char *typed;
    const char *word;
    guint count;
  } cases[] = {
    { "", "", 0 },
    { "odoo", "odoo", 0 },
    { "odo", "odoo", 1 },
    { "oddoo", "odoo", 1 },
    { "odpo", "odoo", 1 },
    { "doo", "odoo", 1 },
    { "ooo", "odoo", 1 },
    /* Two neighbours swapped are one error, not two. */
    { "oodo", "odoo", 1 },
    { "netsute", "netsuite", 1 },
    { "maximmo", "maximo", 1 },
    { "dynamcs", "dynamics", 1 },
    { "dinamcs", "dynamics", 2 },
    { "sap", "odoo", G_MAXUINT },
    { "", "ab", 2 },
    { "ab", "", 2 },
    /* Letters, not bytes. */
    { "müler", "müller", 1 },
    { "mller", "müller", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (mw_typing_error_count (cases[i].typed, cases[i].word, FALSE, 2), ==, cases[i].count);
      g_assert_cmpuint (mw_typing_error_count (cases[i].word, cases[i].typed, FALSE, 2), ==, cases[i].count);
    }
  g_assert_cmpuint (mw_typing_error_count ("dinamcs", "dynamics", FALSE, 1), ==, G_MAXUINT);
}

static void
test_beginning (void)
{
  g_assert_cmpuint (mw_typing_error_count ("netsut", "netsuite", FALSE, 1), ==, G_MAXUINT);
  g_assert_cmpuint (mw_typing_error_count ("netsut", "netsuite", TRUE, 1), ==, 1);
  g_assert_cmpuint (mw_typing_error_count ("nets", "netsuite", TRUE, 0), ==, 0);
  g_assert_cmpuint (mw_typing_error_count ("netsuites", "netsuite", TRUE, 1), ==, 1);
}

static void
test_long (void)
{
  char just[MW_TYPING_ERROR_MAX_LENGTH + 1], more[MW_TYPING_ERROR_MAX_LENGTH + 2];

  memset (just, 'a', sizeof just - 1);
  just[sizeof just - 1] = '\0';
  memset (more, 'a', sizeof more - 1);
  more[sizeof more - 1] = '\0';
  g_assert_cmpuint (mw_typing_error_count (just, just, FALSE, 0), ==, 0);
  g_assert_cmpuint (mw_typing_error_count (just, more, FALSE, 1), ==, G_MAXUINT);
  g_assert_cmpuint (mw_typing_error_count (more, just, TRUE, 1), ==, G_MAXUINT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typing-error/count", test_count);
  g_test_add_func ("/typing-error/beginning", test_beginning);
  g_test_add_func ("/typing-error/long", test_long);
  return g_test_run ();
}
