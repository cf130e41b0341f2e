/* test-text.c: text made safe to show, and searching
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-text.h"

static void
assert_cell (const char *text, guint max_characters, const char *expected)
{
  g_autofree char *cell = mw_text_for_cell (text, text != NULL ? strlen (text) : 0, max_characters);

  g_assert_cmpstr (cell, ==, expected);
  g_assert_true (g_utf8_validate (cell, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (cell, -1), <=, (glong) max_characters);
}

static void
test_cell (void)
{
  assert_cell (NULL, 10, "");
  assert_cell ("", 10, "");
  assert_cell ("Bolt M8", 10, "Bolt M8");
  assert_cell ("0123456789", 10, "0123456789");
  assert_cell ("0123456789X", 10, "012345678…");
  assert_cell ("äöüäöüäöüß", 10, "äöüäöüäöüß");
  assert_cell ("äöüäöüäöüßX", 10, "äöüäöüäöü…");
  assert_cell ("😀😀😀", 2, "😀…");
  assert_cell ("ab", 1, "…");
  assert_cell ("ab", 0, "");
  assert_cell ("first\nsecond", 20, "first…");
  assert_cell ("first\r\nsecond", 20, "first…");
  assert_cell ("first\xE2\x80\xA8second", 20, "first…");
  assert_cell ("first\nsecond", 5, "firs…");
  assert_cell ("only\n", 20, "only");
  assert_cell ("only\r\n \n", 20, "only");
  assert_cell ("\n\nlate", 20, "late");
  assert_cell ("العربية", 20, "العربية");
}

static void
test_marks (void)
{
  assert_cell ("a\tb\x1B[31mc\x7F", 40, "a␉b␛[31mc␡");
  assert_cell ("a\xC2\x85z\xC2\x9F", 40, "a\xEF\xBF\xBDz\xEF\xBF\xBD");
  assert_cell ("abc\xE2\x80\xAE"
               "fdp.exe",
               40, "abc⟪RLO⟫fdp.exe");
  assert_cell ("\xE2\x81\xA6x\xE2\x81\xA9\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C", 40, "⟪LRI⟫x⟪PDI⟫⟪LRM⟫⟪RLM⟫⟪ALM⟫");
  /* A mark that does not fit is cut like any other text. */
  assert_cell ("abc\xE2\x80\xAE"
               "fdp.exe",
               5, "abc⟪…");
  assert_cell ("M\xFCller \xC3", 20, "M\xEF\xBF\xBDller \xEF\xBF\xBD");
  assert_cell ("\xED\xA0\x80", 20, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void
test_nul (void)
{
  g_autofree char *cell = mw_text_for_cell ("a\0b", 3, 10);
  g_autofree char *ended = mw_text_for_cell ("a\0b", (gsize) -1, 10);
  g_autofree char *part = mw_text_for_cell ("abcdef", 3, 10);

  g_assert_cmpstr (cell, ==, "a␀b");
  g_assert_cmpstr (ended, ==, "a");
  g_assert_cmpstr (part, ==, "abc");
}

static void
test_stacked_marks (void)
{
  g_autoptr (GString) zalgo = g_string_new ("a");
  g_autofree char *cell = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (zalgo, "\xCC\x81");
  g_string_append (zalgo, "b");
  cell = mw_text_for_cell (zalgo->str, zalgo->len, 100);
  g_assert_cmpint (g_utf8_strlen (cell, -1), ==, 1 + 8 + 1);
  g_assert_true (g_str_has_suffix (cell, "b"));
}

static void
test_block (void)
{
  static const struct
  {
    const char *text, *expected;
    guint max_characters;
  } cases[] = {
    { "a\nb\r\nc\rd\xE2\x80\xA9"
      "e\tf\x01",
      "a\nb\nc\nd\ne\tf␁", 100 },
    { "\n\na\n", "\n\na\n", 100 },
    { "ab\ncd", "ab\n…", 4 },
    { "x\xE2\x80\xAEy", "x⟪RLO⟫y", 100 },
    { "\xFF", "\xEF\xBF\xBD", 100 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *block = mw_text_for_block (cases[i].text, strlen (cases[i].text),
                                                  cases[i].max_characters);

      g_assert_cmpstr (block, ==, cases[i].expected);
    }
}

/* As many as are shown are not more than are shown, whatever they are. */
static void
test_longer (void)
{
  g_assert_false (mw_text_is_longer ("", 0, 0));
  g_assert_true (mw_text_is_longer ("a", 1, 0));
  g_assert_false (mw_text_is_longer ("äöü", 6, 3));
  g_assert_true (mw_text_is_longer ("äöü", 6, 2));
  g_assert_false (mw_text_is_longer ("😀\0b", 6, 3));
  g_assert_true (mw_text_is_longer ("\xff\xfe\x80", 3, 2));
  g_assert_false (mw_text_is_longer ("\xff\xfe\x80", 3, 3));
}

/* All kinds of bytes: what comes out is valid, and no longer than asked. */
static void
test_random_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 40);
      guint max_characters = (guint) g_rand_int_range (random, 0, 30);
      g_autofree char *bytes = g_malloc (length + 1);
      g_autofree char *cell = NULL;
      g_autofree char *block = NULL;

      for (gsize j = 0; j < length; j++)
        bytes[j] = (char) g_rand_int_range (random, 0, 256);
      bytes[length] = 'X'; /* not to be read */
      cell = mw_text_for_cell (bytes, length, max_characters);
      block = mw_text_for_block (bytes, length, max_characters);
      g_assert_true (g_utf8_validate (cell, -1, NULL));
      g_assert_true (g_utf8_validate (block, -1, NULL));
      g_assert_null (strpbrk (cell, "\n\r\t"));
      g_assert_cmpint (g_utf8_strlen (cell, -1), <=, max_characters);
      g_assert_cmpint (g_utf8_strlen (block, -1), <=, max_characters);
    }
}

static void
test_matches (void)
{
  static const struct
  {
    const char *haystack, *needle;
    gboolean matches;
  } cases[] = {
    { "Hex bolt M8", "", TRUE },
    { "Hex bolt M8", "  ", TRUE },
    { "Hex bolt M8", "BOLT", TRUE },
    { "Hex bolt M8", "olt", TRUE },
    { "Hex bolt M8", "m8 hex", TRUE },
    { "Hex bolt M8", "m8 nut", FALSE },
    { "Müller & Söhne", "muller", TRUE },
    { "Müller & Söhne", "SÖHNE", TRUE },
    { "Muller", "müller", TRUE },
    { "M\xC3\xBCller", "mu\xCC\x88ller", TRUE },
    { "Straße", "STRASSE", TRUE },
    { "ΣΊΣΥΦΟΣ", "σίσυφος", TRUE },
    { "ﬁlter", "filter", TRUE },
    { "PO-10042", "10043", FALSE },
    { "", "a", FALSE },
    { "M\xFCller \xFF", "ller", TRUE },
    { "abc", "\xFF", FALSE },
    { "short", "short and longer", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (mw_text_matches (cases[i].haystack, cases[i].needle), ==, cases[i].matches);
    }
  g_assert_true (mw_text_matches (NULL, NULL));
  g_assert_false (mw_text_matches (NULL, "a"));
  g_assert_true (mw_text_matches ("a", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/cell", test_cell);
  g_test_add_func ("/text/marks", test_marks);
  g_test_add_func ("/text/nul", test_nul);
  g_test_add_func ("/text/stacked-marks", test_stacked_marks);
  g_test_add_func ("/text/block", test_block);
  g_test_add_func ("/text/longer", test_longer);
  g_test_add_func ("/text/random-bytes", test_random_bytes);
  g_test_add_func ("/text/matches", test_matches);
  return g_test_run ();
}
