/* mw-chunk.c: rows that never change once they are made
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chunk-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (MwChunk, mw_chunk, mw_chunk_ref, mw_chunk_unref)

/**
 * mw_chunk_ref:
 *
 * Returns: (transfer full): @self. Thread-safe.
 */
MwChunk *
mw_chunk_ref (MwChunk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * mw_chunk_unref:
 *
 * Lets go of @self and with the last reference of all its texts.
 */
void
mw_chunk_unref (MwChunk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->later != NULL)
    mw_chunk_clear_later (self);
  g_free (self->arena);
  g_free (self->cells);
  g_free (self->row_starts);
  g_free (self->origins);
  g_free (self->lengths);
  g_free (self->problems);
  g_free (self);
}

/**
 * mw_chunk_get_n_rows:
 *
 * Returns: the number of rows
 */
guint
mw_chunk_get_n_rows (const MwChunk *self)
{
  return self->n_rows;
}

/**
 * mw_chunk_get_n_columns:
 *
 * Returns: the number of columns that this chunk keeps; those behind are null
 */
guint
mw_chunk_get_n_columns (const MwChunk *self)
{
  return self->n_columns;
}

/* Where a row lies that may have to be made. */
static const MwChunk *
locate (const MwChunk *self, guint *row)
{
  return self->later != NULL ? mw_chunk_find_made (self, row) : self;
}

MwChunkRow
mw_chunk_get_row (const MwChunk *self, guint row)
{
  guint32 start = self->row_starts[row] & ~MW_CHUNK_SPARSE;
  guint32 n_entries = (self->row_starts[row + 1] & ~MW_CHUNK_SPARSE) - start;
  const guint32 *entries = self->cells + start;

  if ((self->row_starts[row] & MW_CHUNK_SPARSE) == 0)
    return (MwChunkRow) { NULL, entries, n_entries };
  return (MwChunkRow) { entries, entries + n_entries / 2, n_entries / 2 };
}

static guint32
find_offset (const MwChunk *self, guint row, guint column)
{
  MwChunkRow cells = mw_chunk_get_row (self, row);
  guint low = 0, high = cells.n_cells;

  if (cells.columns == NULL)
    return column < cells.n_cells ? cells.offsets[column] : MW_CHUNK_NULL;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (cells.columns[middle] < column)
        low = middle + 1;
      else
        high = middle;
    }
  return low < cells.n_cells && cells.columns[low] == column ? cells.offsets[low] : MW_CHUNK_NULL;
}

gsize
mw_chunk_get_text_length (const MwChunk *self, guint32 offset)
{
  guint low = 0, high = self->n_lengths;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->lengths[middle].offset < offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->n_lengths && self->lengths[low].offset == offset)
    return self->lengths[low].length;
  return strlen (self->arena + offset);
}

/**
 * mw_chunk_get_cell:
 * @length: (out) (optional): bytes of the text; a text with a NUL inside is longer than strlen() says
 *
 * Returns: (nullable): the text, %NULL for null and for a column behind the last. Lives as long as @self.
 */
const char *
mw_chunk_get_cell (const MwChunk *self, guint row, guint column, gsize *length)
{
  guint32 offset;

  if (length != NULL)
    *length = 0;
  if (row >= self->n_rows || column >= self->n_columns)
    return NULL;
  self = locate (self, &row);
  offset = find_offset (self, row, column);
  if (offset == MW_CHUNK_NULL)
    return NULL;
  if (length != NULL)
    *length = mw_chunk_get_text_length (self, offset);
  return self->arena + offset;
}

/**
 * mw_chunk_get_column:
 * @texts: (out caller-allocates): a text for each row, %NULL for null; they live as long as @self
 */
void
mw_chunk_get_column (const MwChunk *self, guint column, const char **texts)
{
  for (guint row = 0; row < self->n_rows; row++)
    {
      guint32 offset;

      if (self->later != NULL || (self->row_starts[row] & MW_CHUNK_SPARSE) != 0)
        {
          texts[row] = mw_chunk_get_cell (self, row, column, NULL);
          continue;
        }
      offset = column < (self->row_starts[row + 1] & ~MW_CHUNK_SPARSE) - self->row_starts[row]
                 ? self->cells[self->row_starts[row] + column]
                 : MW_CHUNK_NULL;
      texts[row] = offset != MW_CHUNK_NULL ? self->arena + offset : NULL;
    }
}

/**
 * mw_chunk_get_origin:
 *
 * Returns: (nullable): where the row came from, %NULL for a row behind the last. Lives as long as @self.
 */
const MwRowOrigin *
mw_chunk_get_origin (const MwChunk *self, guint row)
{
  if (row >= self->n_rows)
    return NULL;
  self = locate (self, &row);
  return &self->origins[row];
}

/* The position of the first problem at this place or behind it. */
guint
mw_chunk_find_problem (const MwChunk *self, guint row, guint column)
{
  guint low = 0, high = self->n_problems;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MwChunkProblem *problem = &self->problems[middle];

      if (problem->row < row || (problem->row == row && problem->column < column))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * mw_chunk_get_problem:
 *
 * Returns: (nullable): why this value could not be made from what was sent. Lives as long as @self.
 */
const char *
mw_chunk_get_problem (const MwChunk *self, guint row, guint column)
{
  const MwChunkProblem *problem;
  guint position;

  if (row >= self->n_rows)
    return NULL;
  self = locate (self, &row);
  position = mw_chunk_find_problem (self, row, column);
  problem = &self->problems[position];
  if (position == self->n_problems || problem->row != row || problem->column != column)
    return NULL;
  return self->arena + problem->offset;
}

/**
 * mw_chunk_get_n_problems:
 *
 * Returns: the number of cells with a problem, as far as rows are made
 */
guint
mw_chunk_get_n_problems (const MwChunk *self)
{
  return self->n_problems;
}

/**
 * mw_chunk_get_size:
 *
 * Returns: bytes of memory that @self takes now
 */
gsize
mw_chunk_get_size (const MwChunk *self)
{
  gsize n_cells;

  if (self->later != NULL)
    return mw_chunk_get_later_size (self);
  n_cells = self->row_starts[self->n_rows] & ~MW_CHUNK_SPARSE;
  return sizeof *self + self->arena_size + n_cells * sizeof *self->cells +
         (self->n_rows + 1) * sizeof *self->row_starts + self->n_rows * sizeof *self->origins +
         self->n_lengths * sizeof *self->lengths + self->n_problems * sizeof *self->problems;
}
