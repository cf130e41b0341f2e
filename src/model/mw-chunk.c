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
  g_free (self->arena);
  g_free (self->offsets);
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

static int
compare_place (guint32 row, guint32 column, guint32 other_row, guint32 other_column)
{
  if (row != other_row)
    return row < other_row ? -1 : 1;
  return column == other_column ? 0 : column < other_column ? -1 : 1;
}

static gsize
find_length (const MwChunk *self, guint32 offset)
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
  offset = self->offsets[(gsize) row * self->n_columns + column];
  if (offset == MW_CHUNK_NULL)
    return NULL;
  if (length != NULL)
    *length = find_length (self, offset);
  return self->arena + offset;
}

/**
 * mw_chunk_get_origin:
 *
 * Returns: (nullable): where the row came from, %NULL for a row behind the last. Lives as long as @self.
 */
const MwRowOrigin *
mw_chunk_get_origin (const MwChunk *self, guint row)
{
  return row < self->n_rows ? &self->origins[row] : NULL;
}

/**
 * mw_chunk_get_problem:
 *
 * Returns: (nullable): why this value could not be made from what was sent. Lives as long as @self.
 */
const char *
mw_chunk_get_problem (const MwChunk *self, guint row, guint column)
{
  guint low = 0, high = self->n_problems;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MwChunkProblem *problem = &self->problems[middle];
      int order = compare_place (problem->row, problem->column, row, column);

      if (order == 0)
        return self->arena + problem->offset;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/**
 * mw_chunk_get_n_problems:
 *
 * Returns: the number of cells with a problem
 */
guint
mw_chunk_get_n_problems (const MwChunk *self)
{
  return self->n_problems;
}

/**
 * mw_chunk_get_size:
 *
 * Returns: bytes of memory that @self takes
 */
gsize
mw_chunk_get_size (const MwChunk *self)
{
  return sizeof *self + self->arena_size + (gsize) self->n_rows * self->n_columns * sizeof *self->offsets +
         self->n_rows * sizeof *self->origins + self->n_lengths * sizeof *self->lengths +
         self->n_problems * sizeof *self->problems;
}
