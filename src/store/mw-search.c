/* mw-search.c: does a row hold every word that is searched for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-search.h"

#include <string.h>

#include "mw-chunk-private.h"
#include "mw-date-shown.h"
#include "mw-generation-private.h"
#include "mw-model.h"
#include "mw-search-chunk.h"
#include "mw-text-fold.h"
#include "mw-text.h"

/* What somebody types beyond is not looked for. */
#define MAX_WORDS 32

typedef struct
{
  MwSearchWord word;
  MwSearchWord day; /* the same as cells hold it when the word is a day as people here write it, or empty */
  MwSearchTitles *titles; /* of the columns that are enums */
} Word;

struct _MwSearch
{
  MwGeneration *generation;
  MwSearchChunk *scratch;
  MwFolded cell;
  Word words[MAX_WORDS];
  guint n_words;
  guint n_titles;
  GArray *hits; /* gboolean by row of a chunk: who holds the word, … */
  GArray *days; /* … who holds the day that it means, … */
  GArray *rows; /* … and who holds all of them so far */
};

static gboolean
holds (const char *text, const MwSearchWord *word)
{
  g_autofree char *folded = mw_text_fold (text);

  return strstr (folded, word->folded) != NULL;
}

/* People search for what they see, and of an enum they see the title. */
static MwSearchTitles
find_titles (guint column, const MwField *field, const MwSearchWord *word)
{
  const char **ids = g_new (const char *, field->n_values + 1);
  gboolean *found = g_new (gboolean, field->n_values + 1);

  for (guint i = 0; i < field->n_values; i++)
    {
      ids[i] = field->values[i].id;
      found[i] = holds (field->values[i].title, word);
    }
  return (MwSearchTitles) { column, field->n_values, ids, found };
}

static void
add_word (MwSearch *self, const char *text, gsize length)
{
  Word *word = &self->words[self->n_words++];
  g_autoptr (GArray) titles = g_array_new (FALSE, FALSE, sizeof (MwSearchTitles));

  word->word = (MwSearchWord) { g_strndup (text, length), length };
  word->day.folded = mw_date_read_shown (word->word.folded);
  word->day.length = word->day.folded != NULL ? strlen (word->day.folded) : 0;
  for (guint i = 0; i < mw_generation_get_n_columns (self->generation); i++)
    {
      const MwField *field = mw_generation_get_column (self->generation, i)->field;

      if (field != NULL && field->type == MW_FIELD_TYPE_ENUM)
        {
          MwSearchTitles of_column = find_titles (i, field, &word->word);

          g_array_append_val (titles, of_column);
        }
    }
  self->n_titles = titles->len;
  word->titles = (MwSearchTitles *) (gpointer) g_array_free (g_steal_pointer (&titles), FALSE);
}

static void
add_words (MwSearch *self, const char *text)
{
  g_autofree char *folded = mw_text_fold (text);
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
        add_word (self, start, (gsize) (p - start));
    }
}

/* @text: words; a row must hold all of them, each in any column. Without a word every row matches. */
MwSearch *
mw_search_new (const char *text, MwGeneration *generation)
{
  MwSearch *self = g_new0 (MwSearch, 1);

  self->generation = mw_generation_ref (generation);
  self->scratch = mw_search_chunk_new ();
  mw_folded_init (&self->cell);
  self->hits = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->days = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->rows = g_array_new (FALSE, FALSE, sizeof (gboolean));
  add_words (self, text);
  return self;
}

void
mw_search_free (MwSearch *self)
{
  for (guint i = 0; i < self->n_words; i++)
    {
      for (guint k = 0; k < self->n_titles; k++)
        {
          g_free ((gpointer) self->words[i].titles[k].ids);
          g_free ((gpointer) self->words[i].titles[k].holds);
        }
      g_free (self->words[i].titles);
      g_free (self->words[i].word.folded);
      g_free (self->words[i].day.folded);
    }
  mw_search_chunk_free (self->scratch);
  mw_folded_clear (&self->cell);
  g_array_unref (self->hits);
  g_array_unref (self->days);
  g_array_unref (self->rows);
  mw_generation_unref (self->generation);
  g_free (self);
}

/* Adds to @hits who holds the day that a word means: its cells are written otherwise than they are shown. */
static gboolean
search_day (MwSearch *self,
            const MwChunk *chunk,
            const Word *word,
            gboolean *hits,
            GCancellable *cancellable,
            GError **error)
{
  guint n_rows = mw_chunk_get_n_rows (chunk);
  const gboolean *days;

  if (word->day.length == 0)
    return TRUE;
  g_array_set_size (self->days, n_rows);
  days = (const gboolean *) (gconstpointer) self->days->data;
  if (!mw_search_chunk_run (self->scratch, chunk, &word->day, word->titles, 0,
                            (gboolean *) (gpointer) self->days->data, cancellable, error))
    return FALSE;
  for (guint row = 0; row < n_rows; row++)
    hits[row] |= days[row];
  return TRUE;
}

/* Leaves in @rows who holds all words, of the rows of a chunk that are made. */
static gboolean
search_chunk (MwSearch *self, const MwChunk *chunk, GCancellable *cancellable, GError **error)
{
  guint n_rows = mw_chunk_get_n_rows (chunk), n_left = n_rows;
  gboolean *hits, *rows;

  g_array_set_size (self->hits, n_rows);
  g_array_set_size (self->rows, n_rows);
  hits = (gboolean *) (gpointer) self->hits->data;
  rows = (gboolean *) (gpointer) self->rows->data;
  for (guint row = 0; row < n_rows; row++)
    rows[row] = TRUE;
  for (guint i = 0; i < self->n_words && n_left > 0; i++)
    {
      if (!mw_search_chunk_run (self->scratch, chunk, &self->words[i].word, self->words[i].titles,
                                self->n_titles, hits, cancellable, error) ||
          !search_day (self, chunk, &self->words[i], hits, cancellable, error))
        return FALSE;
      n_left = 0;
      for (guint row = 0; row < n_rows; row++)
        n_left += rows[row] &= hits[row];
    }
  return TRUE;
}

/* @rows ascend. */
gboolean
mw_search_keep (MwSearch *self, GArray *rows, GCancellable *cancellable, GError **error)
{
  guint32 *numbers = (guint32 *) (gpointer) rows->data;
  guint n_kept = 0;

  for (guint i = 0; i < rows->len;)
    {
      guint in_chunk, first, n_rows;
      const MwChunk *chunk = mw_generation_find_chunk (self->generation, numbers[i], &in_chunk);

      /* Rows that are not made yet are made some at a time. */
      if (chunk->later != NULL)
        chunk = mw_chunk_find_made (chunk, &in_chunk);
      first = numbers[i] - in_chunk;
      n_rows = mw_chunk_get_n_rows (chunk);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !search_chunk (self, chunk, cancellable, error))
        return FALSE;
      for (; i < rows->len && numbers[i] - first < n_rows; i++)
        if (g_array_index (self->rows, gboolean, numbers[i] - first))
          numbers[n_kept++] = numbers[i];
    }
  g_array_set_size (rows, n_kept);
  return TRUE;
}

static gboolean
holds_cell (const Word *self, guint n_titles, guint column, const char *text, const MwFolded *folded)
{
  for (guint i = 0; i < n_titles; i++)
    for (guint k = 0; self->titles[i].column == column && k < self->titles[i].n_values; k++)
      if (g_str_equal (self->titles[i].ids[k], text))
        return self->titles[i].holds[k];
  return mw_search_word_find (&self->word, folded->text, folded->length, 0) < folded->length ||
         (self->day.length > 0 &&
          mw_search_word_find (&self->day, folded->text, folded->length, 0) < folded->length);
}

gboolean
mw_search_match_cell (MwSearch *self, guint column, const char *text, gsize length)
{
  mw_folded_set (&self->cell, text, length);
  for (guint i = 0; i < self->n_words; i++)
    if (!holds_cell (&self->words[i], self->n_titles, column, text, &self->cell))
      return FALSE;
  return TRUE;
}
