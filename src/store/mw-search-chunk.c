/* mw-search-chunk.c: looks through all texts of a chunk at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The texts of a chunk lie one behind the other. They are folded as one piece and searched as one piece; only
 * where something is found the cells are looked at, for those that show it. */

#include "mw-search-chunk.h"

#include <string.h>

#include "mw-chunk-private.h"
#include "mw-text-fold.h"

/* What is folded in one piece, so that neither memory nor the time between two looks at the cancellable grows
 * with what is sent; one text is not split. */
#define PIECE (1024 * 1024)

typedef guint8 Letters __attribute__ ((vector_size (16)));

struct _MwSearchChunk
{
  MwFolded folded;
  const MwChunk *folded_chunk; /* all of whose texts are in it, or NULL */
  guint8 *found; /* a bit for each place in the arena: a text begins there that holds the word */
  gsize n_found_bytes;
  guint n_found;
};

MwSearchChunk *
mw_search_chunk_new (void)
{
  MwSearchChunk *self = g_new0 (MwSearchChunk, 1);

  mw_folded_init (&self->folded);
  return self;
}

void
mw_search_chunk_free (MwSearchChunk *self)
{
  mw_folded_clear (&self->folded);
  g_free (self->found);
  g_free (self);
}

/* Most places are ruled out sixteen at once, by the first and the last letter of the word. */
gsize
mw_search_word_find (const MwSearchWord *word, const char *text, gsize length, gsize at)
{
  gsize last = word->length - 1;
  Letters first_letter = (Letters) { 0 } + (guint8) word->folded[0];
  Letters last_letter = (Letters) { 0 } + (guint8) word->folded[last];

  for (; at + last < length; at += sizeof (Letters))
    {
      Letters begin, end;
      guint64 halves[2];

      memcpy (&begin, text + at, sizeof begin);
      memcpy (&end, text + at + last, sizeof end);
      begin = (Letters) ((begin == first_letter) & (end == last_letter));
      memcpy (halves, &begin, sizeof halves);
      if ((halves[0] | halves[1]) == 0)
        continue;
      for (guint i = 0; i < sizeof (Letters) && at + i + last < length; i++)
        if (begin[i] != 0 && memcmp (text + at + i, word->folded, word->length) == 0)
          return at + i;
    }
  return length;
}

static void
mark (MwSearchChunk *self, const MwChunk *chunk, gsize offset)
{
  if (self->n_found == 0)
    {
      gsize n_bytes = chunk->arena_size / 8 + 1;

      if (n_bytes > self->n_found_bytes)
        {
          g_free (self->found);
          self->found = g_malloc (n_bytes);
          self->n_found_bytes = n_bytes;
        }
      memset (self->found, 0, n_bytes);
    }
  self->found[offset / 8] |= (guint8) (1u << offset % 8);
  self->n_found++;
}

static gboolean
is_marked (const MwSearchChunk *self, gsize offset)
{
  return self->n_found > 0 && (self->found[offset / 8] & 1u << offset % 8) != 0;
}

/* What was folded stood in the arena from @start on. */
static void
mark_texts (MwSearchChunk *self, const MwChunk *chunk, gsize start, const MwSearchWord *word)
{
  const char *text = self->folded.text;
  gsize length = self->folded.length;
  guint shift = 0;

  for (gsize at = mw_search_word_find (word, text, length, 0); at < length;)
    {
      const char *behind = memchr (text + at, '\0', length - at);
      gsize begin = at, source;

      while (begin > 0 && text[begin - 1] != '\0')
        begin--;
      source = start + mw_folded_find_source (&self->folded, begin, &shift);
      /* Of a text that begins with marks, which leave nothing behind, this is the letter behind them. */
      if (shift > 0 && g_array_index (self->folded.shifts, MwFoldedShift, shift - 1).at == begin)
        while (source > 0 && chunk->arena[source - 1] != '\0')
          source--;
      mark (self, chunk, source);
      if (behind == NULL)
        return;
      at = mw_search_word_find (word, text, length, (gsize) (behind - text));
    }
}

/* Up to the end of a text. */
static gsize
find_end (const MwChunk *chunk, gsize start)
{
  const char *end;

  if (chunk->arena_size - start <= PIECE)
    return chunk->arena_size;
  end = memchr (chunk->arena + start + PIECE, '\0', chunk->arena_size - start - PIECE);
  return end != NULL ? (gsize) (end + 1 - chunk->arena) : chunk->arena_size;
}

static gboolean
search_texts (MwSearchChunk *self,
              const MwChunk *chunk,
              const MwSearchWord *word,
              GCancellable *cancellable,
              GError **error)
{
  if (self->folded_chunk == chunk)
    {
      mark_texts (self, chunk, 0, word);
      return TRUE;
    }
  for (gsize start = 0, end; start < chunk->arena_size; start = end)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      end = find_end (chunk, start);
      mw_folded_set (&self->folded, chunk->arena + start, end - start);
      self->folded_chunk = start == 0 && end == chunk->arena_size ? chunk : NULL;
      mark_texts (self, chunk, start, word);
    }
  return TRUE;
}

/* Texts with a NUL inside, which splits them above. */
static void
search_split_texts (MwSearchChunk *self, const MwChunk *chunk, const MwSearchWord *word)
{
  for (guint i = 0; i < chunk->n_lengths; i++)
    {
      const MwChunkLength *text = &chunk->lengths[i];
      g_autofree char *valid = g_utf8_make_valid (chunk->arena + text->offset, text->length);

      self->folded_chunk = NULL;
      mw_folded_set (&self->folded, valid, strlen (valid));
      if (!is_marked (self, text->offset) &&
          mw_search_word_find (word, self->folded.text, self->folded.length, 0) < self->folded.length)
        mark (self, chunk, text->offset);
    }
}

static gboolean
holds (const MwSearchChunk *self, const MwChunk *chunk, const MwSearchTitles *titles, guint32 offset)
{
  for (guint i = 0; i < titles->n_values; i++)
    if (g_str_equal (titles->ids[i], chunk->arena + offset))
      return titles->holds[i];
  return is_marked (self, offset);
}

/* Whether a cell at @i shows a text that was found; in a column of titles only one that has none. */
static gboolean
is_shown (const MwSearchChunk *self,
          const MwChunk *chunk,
          MwChunkRow row,
          guint i,
          const MwSearchTitles *titles,
          guint n_titles)
{
  guint column = row.columns != NULL ? row.columns[i] : i;

  for (guint k = 0; k < n_titles; k++)
    if (titles[k].column == column)
      return holds (self, chunk, &titles[k], row.offsets[i]);
  return TRUE;
}

/* A million rows of thirty cells go by here. */
static void
search_cells (const MwSearchChunk *self,
              const MwChunk *chunk,
              const MwSearchTitles *titles,
              guint n_titles,
              gboolean *rows)
{
  const guint8 *found = self->found;

  for (guint k = 0; k < chunk->n_rows; k++)
    {
      MwChunkRow row = mw_chunk_get_row (chunk, k);

      for (guint i = 0; i < row.n_cells; i++)
        if ((found[row.offsets[i] / 8] & 1u << row.offsets[i] % 8) != 0 &&
            is_shown (self, chunk, row, i, titles, n_titles))
          {
            rows[k] = TRUE;
            break;
          }
    }
}

/* Of columns whose titles hold the word; rows mostly have what the row before has. */
static void
search_titles (const MwSearchChunk *self, const MwChunk *chunk, const MwSearchTitles *titles, gboolean *rows)
{
  const char *before = NULL;
  gboolean held = FALSE;
  g_autofree const char **texts = g_new (const char *, chunk->n_rows + 1);

  mw_chunk_get_column (chunk, titles->column, texts);
  for (guint row = 0; row < chunk->n_rows; row++)
    {
      if (texts[row] != before)
        held = texts[row] != NULL && holds (self, chunk, titles, (guint32) (texts[row] - chunk->arena));
      before = texts[row];
      rows[row] |= held;
    }
}

static gboolean
any_holds (const MwSearchTitles *titles)
{
  for (guint i = 0; i < titles->n_values; i++)
    if (titles->holds[i])
      return TRUE;
  return FALSE;
}

gboolean
mw_search_chunk_run (MwSearchChunk *self,
                     const MwChunk *chunk,
                     const MwSearchWord *word,
                     const MwSearchTitles *titles,
                     guint n_titles,
                     gboolean *rows,
                     GCancellable *cancellable,
                     GError **error)
{
  self->n_found = 0;
  memset (rows, 0, chunk->n_rows * sizeof *rows);
  if (!search_texts (self, chunk, word, cancellable, error))
    return FALSE;
  search_split_texts (self, chunk, word);
  if (self->n_found > 0)
    search_cells (self, chunk, titles, n_titles, rows);
  for (guint i = 0; i < n_titles; i++)
    if (any_holds (&titles[i]))
      search_titles (self, chunk, &titles[i], rows);
  return TRUE;
}
