/* mw-search.c: does a row hold every word that is searched for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-search.h"

#include <string.h>

#include "mw-generation-private.h"
#include "mw-model.h"

/* One bit a word; what somebody types beyond is not looked for. */
#define MAX_WORDS 32
/* Rows between two looks at the cancellable. A folded cell takes about a microsecond, and a row may have
 * hundreds. */
#define ROWS_PER_LOOK 32

typedef struct
{
  char *folded;
  gsize length;
  gboolean is_ascii;
} Word;

struct _MwSearch
{
  MwGeneration *generation;
  Word words[MAX_WORDS];
  guint n_words;
  guint32 all;         /* a bit for each word */
  GHashTable **titles; /* by column: of an enum, id → which words its title holds; else NULL */
  guint n_columns;
};

/* As mw_text_matches() compares, for texts of a known length: compatibility decomposition (UAX #15) without
 * its marks, folded. ASCII stays one byte a letter. */
static char *
fold (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  char *end = decomposed;

  for (const char *p = decomposed; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);

      if (!g_unichar_ismark (g_utf8_get_char (p)))
        {
          memmove (end, p, next - p);
          end += next - p;
        }
      p = next;
    }
  return g_utf8_casefold (decomposed, end - decomposed);
}

static gboolean
is_ascii (const char *text, gsize length)
{
  guint64 bits = 0;

  for (; length >= sizeof bits; text += sizeof bits, length -= sizeof bits)
    {
      memcpy (&bits, text, sizeof bits);
      if ((bits & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        return FALSE;
    }
  for (; length > 0; text++, length--)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* @word is lower case already. */
static gboolean
ascii_contains (const char *text, gsize length, const Word *word)
{
  char first = word->folded[0];

  for (gsize i = 0; i + word->length <= length; i++)
    {
      gsize j = 1;

      if (g_ascii_tolower (text[i]) != first)
        continue;
      while (j < word->length && g_ascii_tolower (text[i + j]) == word->folded[j])
        j++;
      if (j == word->length)
        return TRUE;
    }
  return FALSE;
}

/* Which of the words in @missing @text holds. */
static guint32
match_text (MwSearch *self, const char *text, gsize length, guint32 missing)
{
  g_autofree char *folded = NULL;
  guint32 found = 0;

  if (is_ascii (text, length))
    {
      for (guint i = 0; i < self->n_words; i++)
        if ((missing & (1u << i)) != 0 && self->words[i].is_ascii &&
            ascii_contains (text, length, &self->words[i]))
          found |= 1u << i;
      return found;
    }
  folded = fold (text, length);
  for (guint i = 0; i < self->n_words; i++)
    if ((missing & (1u << i)) != 0 && strstr (folded, self->words[i].folded) != NULL)
      found |= 1u << i;
  return found;
}

static guint32
match_cell (MwSearch *self, guint column, const char *text, gsize length, guint32 missing)
{
  gpointer found;

  if (column < self->n_columns && self->titles[column] != NULL &&
      g_hash_table_lookup_extended (self->titles[column], text, NULL, &found))
    return GPOINTER_TO_UINT (found) & missing;
  return match_text (self, text, length, missing);
}

static gboolean
match_row (MwSearch *self, guint row)
{
  guint in_chunk;
  const MwChunk *chunk = mw_generation_find_chunk (self->generation, row, &in_chunk);
  guint n_columns = mw_chunk_get_n_columns (chunk);
  guint32 missing = self->all;

  for (guint column = 0; column < n_columns && missing != 0; column++)
    {
      gsize length;
      const char *text = mw_chunk_get_cell (chunk, in_chunk, column, &length);

      if (text != NULL && length > 0)
        missing &= ~match_cell (self, column, text, length, missing);
    }
  return missing == 0;
}

gboolean
mw_search_match_cell (MwSearch *self, guint column, const char *text, gsize length)
{
  return match_cell (self, column, text, length, self->all) == self->all;
}

static void
add_words (MwSearch *self, const char *text)
{
  g_autofree char *folded = fold (text, strlen (text));
  const char *p = folded;

  while (*p != '\0' && self->n_words < MAX_WORDS)
    {
      const char *start;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      start = p;
      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > start)
        {
          Word *word = &self->words[self->n_words];

          word->folded = g_strndup (start, p - start);
          word->length = p - start;
          word->is_ascii = is_ascii (start, word->length);
          self->all |= 1u << self->n_words++;
        }
    }
}

/* People search for what they see, and of an enum they see the title. */
static GHashTable *
match_titles (MwSearch *self, const MwField *field)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < field->n_values; i++)
    {
      const char *title = field->values[i].title;
      guint32 found = match_text (self, title, strlen (title), self->all);

      g_hash_table_insert (titles, g_strdup (field->values[i].id), GUINT_TO_POINTER (found));
    }
  return titles;
}

/* @text: words; a row must hold all of them, each in any column. Without a word every row matches. */
MwSearch *
mw_search_new (const char *text, MwGeneration *generation)
{
  MwSearch *self = g_new0 (MwSearch, 1);

  self->generation = mw_generation_ref (generation);
  add_words (self, text);
  self->n_columns = mw_generation_get_n_columns (generation);
  self->titles = g_new0 (GHashTable *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const MwField *field = mw_generation_get_column (generation, i)->field;

      if (field != NULL && field->type == MW_FIELD_TYPE_ENUM)
        self->titles[i] = match_titles (self, field);
    }
  return self;
}

void
mw_search_free (MwSearch *self)
{
  for (guint i = 0; i < self->n_words; i++)
    g_free (self->words[i].folded);
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->titles[i], g_hash_table_unref);
  g_free (self->titles);
  mw_generation_unref (self->generation);
  g_free (self);
}

gboolean
mw_search_keep (MwSearch *self, GArray *rows, GCancellable *cancellable, GError **error)
{
  guint32 *numbers = (guint32 *) (gpointer) rows->data;
  guint n_kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (match_row (self, numbers[i]))
        numbers[n_kept++] = numbers[i];
    }
  g_array_set_size (rows, n_kept);
  return TRUE;
}
