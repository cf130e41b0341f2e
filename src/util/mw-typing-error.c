/* mw-typing-error.c: how many typing errors lie between what was typed and a word
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-typing-error.h"

#include <string.h>

#define WIDTH (MW_TYPING_ERROR_MAX_LENGTH + 1)

/* -1: longer than what is compared. */
static int
read_letters (const char *text, gunichar *letters)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (n == MW_TYPING_ERROR_MAX_LENGTH)
        return -1;
      letters[n++] = g_utf8_get_char (p);
    }
  return n;
}

static guint
least (guint a, guint b, guint c)
{
  return MIN (a, MIN (b, c));
}

/* One line of the table: what the first letters of the word cost for one more letter of what was typed. Only
 * the two lines before it are needed, as swapped letters are neighbours. */
static void
fill_line (guint *line,
           const guint *above,
           const guint *above_that,
           const gunichar *typed,
           int at,
           const gunichar *word,
           int length)
{
  line[0] = (guint) at;
  for (int i = 1; i <= length; i++)
    {
      line[i] = least (above[i] + 1, line[i - 1] + 1, above[i - 1] + (typed[at - 1] != word[i - 1]));
      if (at > 1 && i > 1 && typed[at - 1] == word[i - 2] && typed[at - 2] == word[i - 1])
        line[i] = MIN (line[i], above_that[i - 2] + 1);
    }
}

/**
 * mw_typing_error_count:
 * @typed: what a person typed, valid UTF-8
 * @word: what may be meant, valid UTF-8
 * @beginning: whether the beginning of @word is enough
 * @limit: of errors
 *
 * The distance of Damerau and Levenshtein in its restricted form (no letter is changed twice): the errors
 * that fingers make.
 *
 * Returns: the number of errors; %G_MAXUINT when there are more than @limit
 */
guint
mw_typing_error_count (const char *typed, const char *word, gboolean beginning, guint limit)
{
  gunichar a[MW_TYPING_ERROR_MAX_LENGTH], b[MW_TYPING_ERROR_MAX_LENGTH];
  guint lines[3][WIDTH];
  int n_typed = read_letters (typed, a);
  int n_word = read_letters (word, b);
  const guint *last;
  guint count;

  if (n_typed < 0 || n_word < 0)
    return G_MAXUINT;
  for (int i = 0; i <= n_word; i++)
    lines[0][i] = (guint) i;
  for (int i = 1; i <= n_typed; i++)
    fill_line (lines[i % 3], lines[(i + 2) % 3], lines[(i + 1) % 3], a, i, b, n_word);
  last = lines[n_typed % 3];
  count = last[n_word];
  for (int i = 0; beginning && i < n_word; i++)
    count = MIN (count, last[i]);
  return count <= limit ? count : G_MAXUINT;
}
