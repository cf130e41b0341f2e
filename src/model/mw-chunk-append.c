/* mw-chunk-append.c: rows of a chunk into another one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chunk-builder-private.h"

#include <string.h>

/**
 * mw_chunk_builder_append:
 *
 * Adds a row of @chunk with its origin and problems.
 */
void
mw_chunk_builder_append (MwChunkBuilder *self, const MwChunk *chunk, guint row)
{
  MwChunkRow cells;

  g_return_if_fail (row < chunk->n_rows);

  if (chunk->later != NULL && self->row_starts->len == 0)
    {
      self->n_columns = MAX (self->n_columns, chunk->n_columns);
      if (self->later == NULL)
        self->later = mw_later_runs_new ();
      mw_later_runs_add (self->later, chunk->later, row);
      return;
    }
  if (chunk->later != NULL)
    chunk = mw_chunk_find_made (chunk, &row);
  mw_chunk_builder_begin_row (self, &chunk->origins[row]);
  self->n_columns = MAX (self->n_columns, chunk->n_columns);
  cells = mw_chunk_get_row (chunk, row);
  for (guint i = 0; i < cells.n_cells; i++)
    {
      guint32 offset = cells.offsets[i];

      if (offset != MW_CHUNK_NULL)
        mw_chunk_builder_set_cell (self, cells.columns != NULL ? cells.columns[i] : i, chunk->arena + offset,
                                   (gssize) mw_chunk_get_text_length (chunk, offset));
    }
  for (guint i = mw_chunk_find_problem (chunk, row, 0);
       i < chunk->n_problems && chunk->problems[i].row == row; i++)
    mw_chunk_builder_add_problem (self, chunk->problems[i].column, chunk->arena + chunk->problems[i].offset);
}

/* Whether rows from @first on are dense and have nothing but cells; texts with a NUL and problems are rare.
 */
static gboolean
is_plain (const MwChunk *chunk, guint first, guint n_rows)
{
  guint32 flags = 0;

  if (chunk->n_lengths > 0 || chunk->n_problems > 0)
    return FALSE;
  for (guint row = first; row < first + n_rows; row++)
    flags |= chunk->row_starts[row];
  return (flags & MW_CHUNK_SPARSE) == 0;
}

/* Where the last text ends of those that some cells have, and are not before @begin. */
static gsize
find_texts_end (const MwChunk *chunk, const guint32 *cells, guint n_cells, gsize begin)
{
  guint32 last = 0;

  for (guint i = 0; i < n_cells; i++)
    last = MAX (last, cells[i]);
  return last < begin ? begin : last + strlen (chunk->arena + last) + 1;
}

/* A text that lies elsewhere: mostly that of a row further up. */
static guint32
move_text (MwChunkBuilder *self, const MwChunk *chunk, MwChunkColumn *column, guint32 *moved, guint32 offset)
{
  if (offset <= MW_CHUNK_EMPTY)
    return offset;
  if (*moved != offset)
    {
      const char *text = chunk->arena + offset;

      *moved = offset;
      column->last_length = (guint32) strlen (text);
      column->last = mw_chunk_builder_add_text (self, text, column->last_length, MW_CHUNK_RESERVE);
    }
  return column->last;
}

/* The texts of the rows lie behind each other: they are copied as one, and their offsets moved. */
static void
append_plain (MwChunkBuilder *self, const MwChunk *chunk, guint first, guint n_rows, gsize *texts)
{
  guint32 start = chunk->row_starts[first];
  guint n_cells = (chunk->row_starts[first + n_rows] & ~MW_CHUNK_SPARSE) - start;
  const guint32 *cells = chunk->cells + start;
  gsize begin = *texts;
  gsize end = *texts = find_texts_end (chunk, cells, n_cells, begin);
  guint32 moving = (guint32) (self->arena_size - begin);
  g_autofree guint32 *moved = g_new0 (guint32, self->column_capacity + 1);
  guint32 *entries;
  guint at = self->cells->len;

  if (self->arena_size + (end - begin) >= self->arena_capacity)
    {
      self->arena_capacity = self->arena_size + (end - begin) + self->arena_capacity;
      self->arena = g_realloc (self->arena, self->arena_capacity);
    }
  memcpy (self->arena + self->arena_size, chunk->arena + begin, end - begin);
  self->arena_size += end - begin;
  entries = mw_chunk_builder_add_entries (self, n_cells);
  for (guint row = first; row < first + n_rows; row++)
    {
      guint width = (chunk->row_starts[row + 1] & ~MW_CHUNK_SPARSE) - chunk->row_starts[row];
      guint32 row_start = at;

      g_array_append_val (self->row_starts, row_start);
      for (guint i = 0; i < width; i++)
        {
          guint32 offset = cells[i];

          entries[i] = offset >= begin && offset < end
                         ? offset + moving
                         : move_text (self, chunk, &self->columns[i], &moved[i], offset);
        }
      cells += width;
      entries += width;
      at += width;
    }
  g_array_append_vals (self->origins, chunk->origins + first, n_rows);
}

/**
 * mw_chunk_builder_append_rows:
 * @first: number of the first of them
 * @texts: (inout): where the texts of the rows that follow begin; 0 for the first call with a chunk
 *
 * Adds rows of @chunk, as mw_chunk_builder_append() does each: all of a chunk, one call behind the other, in
 * much less time.
 */
void
mw_chunk_builder_append_rows (MwChunkBuilder *self,
                              const MwChunk *chunk,
                              guint first,
                              guint n_rows,
                              gsize *texts)
{
  g_return_if_fail (first + n_rows <= chunk->n_rows);

  if (n_rows == 0)
    return;
  if (self->later != NULL || chunk->later != NULL || !is_plain (chunk, first, n_rows) ||
      self->arena_size + chunk->arena_size >= MW_CHUNK_MAX_ARENA - MW_CHUNK_RESERVE)
    {
      for (guint i = 0; i < n_rows; i++)
        mw_chunk_builder_append (self, chunk, first + i);
      return;
    }
  if (self->row_starts->len > 0)
    mw_chunk_builder_close_row (self);
  mw_chunk_builder_widen (self, chunk->n_columns);
  *texts = MAX (*texts, MW_CHUNK_EMPTY + 1);
  append_plain (self, chunk, first, n_rows, texts);
}
