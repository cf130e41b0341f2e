/* test-bounded-regex.c: regular expressions of files match as written, and none searches for ever
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bounded-regex.h"

#include <string.h>

static gboolean
matches (const char *pattern, gboolean whole, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = mw_bounded_regex_new (pattern, whole, &error);

  g_assert_no_error (error);
  return g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, NULL);
}

static void
test_matches (void)
{
  g_assert_true (matches ("b+", FALSE, "abbc"));
  g_assert_false (matches ("b+", TRUE, "abbc"));
  g_assert_true (matches ("a|abbc", TRUE, "abbc"));
  g_assert_false (matches ("[a-z]+", TRUE, "abbc\n"));
  g_assert_true (matches ("[a-zé]+", TRUE, "abbcé"));
}

static void
test_wrong (void)
{
  g_autofree char *text = g_strnfill (MW_BOUNDED_REGEX_MAX_LENGTH + 1, 'a');
  static const char *const wrong[] = { "(", ")(", "a)|(b", "[", "(((a{1,1000}){1,1000}){1,1000})" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_bounded_regex_new (wrong[i], TRUE, &error));
      g_assert_true (error->domain == G_REGEX_ERROR);
    }
  g_assert_null (mw_bounded_regex_new (text, FALSE, NULL));
  text[MW_BOUNDED_REGEX_MAX_LENGTH] = '\0';
  g_assert_true (matches (text, TRUE, text));
}

/* Each tries 2^n ways through the text; the limits end that, whatever the pattern says about them. */
static void
test_explosion (void)
{
  static const char *const patterns[] = { "(a+)+$", "^(a|a)*$", "^(a*)*[bc]", "(.*)*(.*)*(.*)*[xy]",
                                          "(*LIMIT_MATCH=400000000)(a+)+$" };
  g_autofree char *many = g_strnfill (5000, 'a');
  g_autofree char *text = g_strconcat (many, "!", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) regex = mw_bounded_regex_new (patterns[i], FALSE, &error);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_no_error (error);
      g_assert_false (g_regex_match_full (regex, text, -1, 0, G_REGEX_MATCH_DEFAULT, &match, &error));
      g_assert_error (error, G_REGEX_ERROR, G_REGEX_ERROR_MATCH);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounded-regex/matches", test_matches);
  g_test_add_func ("/bounded-regex/wrong", test_wrong);
  g_test_add_func ("/bounded-regex/explosion", test_explosion);
  return g_test_run ();
}
