/* mw-generation.c: a state of a table that never changes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-generation-private.h"

struct _MwGeneration
{
  gatomicrefcount ref_count;
  guint number;
  guint n_rows;
  guint n_columns;
  guint n_chunks;
  guint n_tail;
  guint n_chunk_rows; /* rows that are not in the tail */
  MwSpine *chunks;
  MwSpine *ends;
  MwSpine *columns;
  MwChunk *tail[MW_GENERATION_MAX_TAIL];
};

G_DEFINE_BOXED_TYPE (MwGeneration, mw_generation, mw_generation_ref, mw_generation_unref)

MwGeneration *
mw_generation_new (guint number,
                   MwSpine *chunks,
                   MwSpine *ends,
                   guint n_chunks,
                   MwChunk *const *tail,
                   guint n_tail,
                   MwSpine *columns,
                   guint n_columns)
{
  MwGeneration *self = g_new0 (MwGeneration, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->number = number;
  self->chunks = mw_spine_ref (chunks);
  self->ends = mw_spine_ref (ends);
  self->n_chunks = n_chunks;
  self->columns = mw_spine_ref (columns);
  self->n_columns = n_columns;
  self->n_tail = n_tail;
  self->n_chunk_rows = n_chunks > 0 ? GPOINTER_TO_UINT (mw_spine_get (ends, n_chunks - 1)) : 0;
  self->n_rows = self->n_chunk_rows;
  for (guint i = 0; i < n_tail; i++)
    {
      self->tail[i] = mw_chunk_ref (tail[i]);
      self->n_rows += mw_chunk_get_n_rows (tail[i]);
    }
  return self;
}

/**
 * mw_generation_ref:
 *
 * Returns: (transfer full): @self; from any thread
 */
MwGeneration *
mw_generation_ref (MwGeneration *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_generation_unref (MwGeneration *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_tail; i++)
    mw_chunk_unref (self->tail[i]);
  mw_spine_unref (self->chunks);
  mw_spine_unref (self->ends);
  mw_spine_unref (self->columns);
  g_free (self);
}

/**
 * mw_generation_get_number:
 *
 * Returns: how often its table has been published; larger is newer
 */
guint
mw_generation_get_number (const MwGeneration *self)
{
  return self->number;
}

guint
mw_generation_get_n_rows (const MwGeneration *self)
{
  return self->n_rows;
}

guint
mw_generation_get_n_columns (const MwGeneration *self)
{
  return self->n_columns;
}

/**
 * mw_generation_get_column:
 *
 * Returns: (nullable): borrowed; %NULL past the last column
 */
const MwTableColumn *
mw_generation_get_column (const MwGeneration *self, guint column)
{
  return column < self->n_columns ? mw_spine_get (self->columns, column) : NULL;
}

/**
 * mw_generation_find_column:
 * @id: a field id, or a key as sent
 *
 * Returns: its position, or -1
 */
int
mw_generation_find_column (const MwGeneration *self, const char *id)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const MwTableColumn *column = mw_spine_get (self->columns, i);

      if (g_str_equal (column->id, id))
        return i;
    }
  return -1;
}

static guint
get_end (const MwGeneration *self, guint chunk)
{
  return GPOINTER_TO_UINT (mw_spine_get (self->ends, chunk));
}

static guint
get_begin (const MwGeneration *self, guint chunk)
{
  return chunk > 0 ? get_end (self, chunk - 1) : 0;
}

/* Pages mostly have as many rows each: so it is mostly the one that it would be then. */
static guint
find_position (const MwGeneration *self, guint row)
{
  guint low = 0, high = self->n_chunks - 1;
  guint middle = (guint) ((guint64) row * self->n_chunks / self->n_chunk_rows);

  while (row < get_begin (self, middle) || row >= get_end (self, middle))
    {
      if (row < get_begin (self, middle))
        high = middle - 1;
      else
        low = middle + 1;
      middle = low + (high - low) / 2;
    }
  return middle;
}

const MwChunk *
mw_generation_find_chunk (const MwGeneration *self, guint row, guint *row_in_chunk)
{
  if (row < self->n_chunk_rows)
    {
      guint position = find_position (self, row);

      *row_in_chunk = row - get_begin (self, position);
      return mw_spine_get (self->chunks, position);
    }
  row -= self->n_chunk_rows;
  for (guint i = 0; i < self->n_tail; i++)
    {
      guint n_rows = mw_chunk_get_n_rows (self->tail[i]);

      if (row < n_rows)
        {
          *row_in_chunk = row;
          return self->tail[i];
        }
      row -= n_rows;
    }
  return NULL;
}

/**
 * mw_generation_get_cell:
 * @length: (out) (optional): bytes of the text
 *
 * Returns: (nullable): the text as sent, borrowed as long as the generation lives; %NULL is null (and what a
 * row or column past the last one holds)
 */
const char *
mw_generation_get_cell (const MwGeneration *self, guint row, guint column, gsize *length)
{
  guint in_chunk;
  const MwChunk *chunk = mw_generation_find_chunk (self, row, &in_chunk);

  if (chunk != NULL)
    return mw_chunk_get_cell (chunk, in_chunk, column, length);
  if (length != NULL)
    *length = 0;
  return NULL;
}

/**
 * mw_generation_get_origin:
 *
 * Returns: (nullable): the raw record the row was made from; borrowed
 */
const MwRowOrigin *
mw_generation_get_origin (const MwGeneration *self, guint row)
{
  guint in_chunk;
  const MwChunk *chunk = mw_generation_find_chunk (self, row, &in_chunk);

  return chunk != NULL ? mw_chunk_get_origin (chunk, in_chunk) : NULL;
}

/**
 * mw_generation_get_problem:
 *
 * Returns: (nullable): why this value could not be made from what was sent; borrowed
 */
const char *
mw_generation_get_problem (const MwGeneration *self, guint row, guint column)
{
  guint in_chunk;
  const MwChunk *chunk = mw_generation_find_chunk (self, row, &in_chunk);

  return chunk != NULL ? mw_chunk_get_problem (chunk, in_chunk, column) : NULL;
}
