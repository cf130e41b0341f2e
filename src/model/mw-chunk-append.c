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

/* Whether all rows are dense and have nothing but cells; texts with a NUL and problems are rare. */
static gboolean
is_plain (const MwChunk *chunk)
{
  guint32 flags = 0;

  if (chunk->later != NULL || chunk->n_lengths > 0 || chunk->n_problems > 0)
    return FALSE;
  for (guint row = 0; row < chunk->n_rows; row++)
    flags |= chunk->row_starts[row];
  return (flags & MW_CHUNK_SPARSE) == 0;
}

/* The texts are copied as one piece, and their offsets moved. */
static void
append_plain (MwChunkBuilder *self, const MwChunk *chunk)
{
  gsize n_bytes = chunk->arena_size - (MW_CHUNK_EMPTY + 1);
  guint32 moved = (guint32) self->arena_size - (MW_CHUNK_EMPTY + 1);
  guint32 before = self->cells->len;
  guint n_cells = chunk->row_starts[chunk->n_rows];
  guint32 *entries = mw_chunk_builder_add_entries (self, n_cells);

  if (self->arena_size + n_bytes >= self->arena_capacity)
    {
      self->arena_capacity += self->arena_size + n_bytes;
      self->arena = g_realloc (self->arena, self->arena_capacity);
    }
  memcpy (self->arena + self->arena_size, chunk->arena + MW_CHUNK_EMPTY + 1, n_bytes);
  self->arena_size += n_bytes;
  for (guint i = 0; i < n_cells; i++)
    entries[i] = chunk->cells[i] <= MW_CHUNK_EMPTY ? chunk->cells[i] : chunk->cells[i] + moved;
  for (guint row = 0; row < chunk->n_rows; row++)
    {
      guint32 row_start = before + chunk->row_starts[row];

      g_array_append_val (self->row_starts, row_start);
    }
  g_array_append_vals (self->origins, chunk->origins, chunk->n_rows);
}

/**
 * mw_chunk_builder_append_all:
 *
 * Adds all rows of @chunk, as mw_chunk_builder_append() does each, in much less time.
 */
void
mw_chunk_builder_append_all (MwChunkBuilder *self, const MwChunk *chunk)
{
  if (self->later == NULL && is_plain (chunk) &&
      self->arena_size + chunk->arena_size < MW_CHUNK_MAX_ARENA - MW_CHUNK_RESERVE)
    {
      if (self->row_starts->len > 0)
        mw_chunk_builder_close_row (self);
      mw_chunk_builder_widen (self, chunk->n_columns);
      append_plain (self, chunk);
      return;
    }
  for (guint row = 0; row < chunk->n_rows; row++)
    mw_chunk_builder_append (self, chunk, row);
}
