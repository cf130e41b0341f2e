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
#include "mw-local-day.h"
#include "mw-model.h"
#include "mw-row-filter.h"
#include "mw-search-chunk.h"
#include "mw-text-fold.h"
#include "mw-text.h"

/* What somebody types beyond is not looked for. */
#define MAX_WORDS 32

/* A day of here is in two of UTC at most. */
#define MAX_DAYS 3

/* @days: when the word is a day as people here write it, the same as cells hold it, and those of UTC that its
 * moments are in.
 */
typedef struct
{
  MwSearchWord word;
  MwSearchWord days[MAX_DAYS];
  guint n_days;
  char from[32]; /* where that day begins, in UTC */
  char until[32];
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
add_day (Word *self, const char *day)
{
  for (guint i = 0; i < self->n_days; i++)
    if (strncmp (self->days[i].folded, day, MW_DAY_LENGTH) == 0)
      return;
  self->days[self->n_days++] = (MwSearchWord) { g_strndup (day, MW_DAY_LENGTH), MW_DAY_LENGTH };
}

static void
add_days (Word *self)
{
  g_autofree char *day = mw_date_read_shown (self->word.folded);

  if (day == NULL && mw_row_filter_is_day (self->word.folded))
    day = g_strdup (self->word.folded);
  if (day == NULL || strlen (day) != MW_DAY_LENGTH)
    return;
  mw_local_day_write_start (day, 0, self->from);
  mw_local_day_write_start (day, 1, self->until);
  add_day (self, day);
  /* Beside the first and the last day of the calendar there is none. */
  if (self->from[0] != '\0')
    add_day (self, self->from);
  if (self->until[0] != '\0')
    add_day (self, self->until);
}

static void
add_word (MwSearch *self, const char *text, gsize length)
{
  Word *word = &self->words[self->n_words++];
  g_autoptr (GArray) titles = g_array_new (FALSE, FALSE, sizeof (MwSearchTitles));

  word->word = (MwSearchWord) { g_strndup (text, length), length };
  add_days (word);
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
      for (guint k = 0; k < self->words[i].n_days; k++)
        g_free (self->words[i].days[k].folded);
    }
  mw_search_chunk_free (self->scratch);
  mw_folded_clear (&self->cell);
  g_array_unref (self->hits);
  g_array_unref (self->days);
  g_array_unref (self->rows);
  mw_generation_unref (self->generation);
  g_free (self);
}

/* What a person sees in a cell with a moment is the day that it is here. */
static gboolean
shows_day (const Word *word, const char *text, gsize length)
{
  if (mw_local_day_is_moment (text, length))
    return mw_local_day_is_within (text, word->from, word->until);
  return length >= MW_DAY_LENGTH && strstr (text, word->days[0].folded) != NULL;
}

static gboolean
row_shows_day (const Word *word, const MwChunk *chunk, guint row)
{
  for (guint column = 0; column < mw_chunk_get_n_columns (chunk); column++)
    {
      gsize length;
      const char *text = mw_chunk_get_cell (chunk, row, column, &length);

      if (text != NULL && shows_day (word, text, length))
        return TRUE;
    }
  return FALSE;
}

/* Adds to @hits who shows the day that a word means: its cells are written otherwise than they are shown. */
static gboolean
search_days (MwSearch *self,
             const MwChunk *chunk,
             const Word *word,
             gboolean *hits,
             GCancellable *cancellable,
             GError **error)
{
  guint n_rows = mw_chunk_get_n_rows (chunk);
  gboolean *days;

  g_array_set_size (self->days, n_rows);
  days = (gboolean *) (gpointer) self->days->data;
  /* Where days are shown as they are stored, the word itself has found moments of UTC's day. */
  if (word->n_days > 0 && g_str_equal (word->word.folded, word->days[0].folded))
    memset (hits, 0, n_rows * sizeof *hits);
  for (guint i = 0; i < word->n_days; i++)
    {
      if (!mw_search_chunk_run (self->scratch, chunk, &word->days[i], word->titles, 0, days, cancellable,
                                error))
        return FALSE;
      for (guint row = 0; row < n_rows; row++)
        hits[row] = hits[row] || (days[row] && row_shows_day (word, chunk, row));
    }
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
          !search_days (self, chunk, &self->words[i], hits, cancellable, error))
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
holds_cell (const Word *self,
            guint n_titles,
            guint column,
            const char *text,
            gsize length,
            const MwFolded *folded)
{
  for (guint i = 0; i < n_titles; i++)
    for (guint k = 0; self->titles[i].column == column && k < self->titles[i].n_values; k++)
      if (g_str_equal (self->titles[i].ids[k], text))
        return self->titles[i].holds[k];
  if (self->n_days > 0 && shows_day (self, text, length))
    return TRUE;
  if (self->n_days > 0 && mw_local_day_is_moment (text, length))
    return FALSE;
  return mw_search_word_find (&self->word, folded->text, folded->length, 0) < folded->length;
}

gboolean
mw_search_match_cell (MwSearch *self, guint column, const char *text, gsize length)
{
  mw_folded_set (&self->cell, text, length);
  for (guint i = 0; i < self->n_words; i++)
    if (!holds_cell (&self->words[i], self->n_titles, column, text, length, &self->cell))
      return FALSE;
  return TRUE;
}
