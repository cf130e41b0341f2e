/* mw-chunk-bytes.c: a chunk as bytes, and back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The texts as they lie in memory, then what the cells are, in one byte each where it goes: texts mostly lie
 * in the order of the cells, so the distance from one to the next is enough. Kinds of bytes stay together: so
 * they compress best. */

#include "mw-chunk-bytes.h"

#include "mw-chunk-private.h"

/* More columns than a system with a key for each record would send in a page. */
#define MAX_COLUMNS (1u << 24)

/* What a cell is; from NEXT on the text that many bytes behind the furthest one so far. */
enum
{
  CELL_NULL,
  CELL_SAME, /* as in the row before that had one in this column */
  CELL_AT,   /* its offset follows */
  CELL_NEXT,
};

/* Where the cells of a chunk stand, on the way out and in. */
typedef struct
{
  guint32 *last; /* the text of each column in the row before */
  guint n_columns;
  guint32 furthest;
} Cells;

/* What a cell takes at most: two numbers. */
#define MAX_CELL (2 * MW_PACKED_NUMBER)

static guint8 *
pack_cell (Cells *cells, guint8 *at, guint32 column, guint32 offset)
{
  if (offset == MW_CHUNK_NULL)
    return mw_put_number (at, CELL_NULL);
  if (offset == cells->last[column])
    at = mw_put_number (at, CELL_SAME);
  else if (offset > cells->furthest)
    at = mw_put_number (at, CELL_NEXT + (guint64) (offset - cells->furthest - 1));
  else
    {
      at = mw_put_number (at, CELL_AT);
      at = mw_put_number (at, offset);
    }
  cells->furthest = MAX (cells->furthest, offset);
  cells->last[column] = offset;
  return at;
}

/* Some cells at a time: an array that grows by each would take as long as all the rest. */
static void
pack_cells (Cells *cells, GByteArray *bytes, MwChunkRow row)
{
  guint8 buffer[32 * MAX_CELL];

  for (guint i = 0; i < row.n_cells;)
    {
      guint8 *at = buffer;

      for (; i < row.n_cells && at <= buffer + sizeof buffer - MAX_CELL; i++)
        at = pack_cell (cells, at, row.columns != NULL ? row.columns[i] : i, row.offsets[i]);
      g_byte_array_append (bytes, buffer, (guint) (at - buffer));
    }
}

static void
pack_row (Cells *cells, GByteArray *bytes, MwChunkRow row)
{
  mw_pack_number (bytes, (guint64) row.n_cells << 1 | (row.columns != NULL));
  for (guint i = 0; row.columns != NULL && i < row.n_cells; i++)
    mw_pack_number (bytes, row.columns[i] - (i > 0 ? row.columns[i - 1] : 0));
  pack_cells (cells, bytes, row);
}

static void
pack_origins (const MwChunk *self, GByteArray *bytes)
{
  MwRowOrigin before = { 0, 0, -1 };

  for (guint i = 0; i < self->n_rows; i++)
    {
      const MwRowOrigin *origin = &self->origins[i];
      guint8 buffer[3 * MW_PACKED_NUMBER];
      guint8 *at = buffer;

      at = mw_put_signed (at, (gint64) origin->set - before.set);
      at = mw_put_signed (at, (gint64) origin->record - before.record);
      at = mw_put_signed (at, (gint64) origin->child - before.child);
      g_byte_array_append (bytes, buffer, (guint) (at - buffer));
      before = *origin;
    }
}

static void
pack_made (const MwChunk *self, GByteArray *bytes)
{
  g_autofree guint32 *last = g_new0 (guint32, (gsize) self->n_columns + 1);
  Cells cells = { last, self->n_columns, MW_CHUNK_EMPTY };

  mw_pack_number (bytes, self->n_rows);
  mw_pack_number (bytes, self->n_columns);
  mw_pack_bytes (bytes, self->arena, self->arena_size);
  for (guint i = 0; i < self->n_rows; i++)
    pack_row (&cells, bytes, mw_chunk_get_row (self, i));
  pack_origins (self, bytes);
  mw_pack_number (bytes, self->n_lengths);
  for (guint i = 0; i < self->n_lengths; i++)
    {
      mw_pack_number (bytes, self->lengths[i].offset);
      mw_pack_number (bytes, self->lengths[i].length);
    }
  mw_pack_number (bytes, self->n_problems);
  for (guint i = 0; i < self->n_problems; i++)
    {
      mw_pack_number (bytes, self->problems[i].row);
      mw_pack_number (bytes, self->problems[i].column);
      mw_pack_number (bytes, self->problems[i].offset);
    }
}

/**
 * mw_chunk_pack:
 * @bytes: gets the rows behind what it has
 *
 * Rows that are not made yet are made for it.
 */
void
mw_chunk_pack (const MwChunk *self, GByteArray *bytes)
{
  g_autoptr (MwChunkBuilder) builder = NULL;
  g_autoptr (MwChunk) made = NULL;

  if (self->later == NULL)
    {
      pack_made (self, bytes);
      return;
    }
  builder = mw_chunk_builder_new (self->n_columns);
  for (guint i = 0; i < self->n_rows; i++)
    {
      guint row = i;
      const MwChunk *part = mw_chunk_find_made (self, &row);

      mw_chunk_builder_append (builder, part, row);
    }
  made = mw_chunk_builder_finish (builder);
  pack_made (made, bytes);
}

static guint32
unpack_cell (Cells *cells, MwUnpacking *bytes, gsize arena_size, guint32 column)
{
  guint64 code = mw_unpack_number (bytes);
  guint64 offset;

  switch (code)
    {
    case CELL_NULL:
      return MW_CHUNK_NULL;
    case CELL_SAME:
      offset = cells->last[column];
      break;
    case CELL_AT:
      offset = mw_unpack_number (bytes);
      break;
    default:
      offset = code - CELL_NEXT + cells->furthest + 1;
    }
  if (offset == MW_CHUNK_NULL || offset >= arena_size || code > G_MAXUINT32)
    {
      bytes->failed = TRUE;
      return MW_CHUNK_NULL;
    }
  cells->furthest = MAX (cells->furthest, (guint32) offset);
  cells->last[column] = (guint32) offset;
  return (guint32) offset;
}

static guint
count_left (const MwUnpacking *bytes)
{
  return (guint) MIN ((gsize) (bytes->end - bytes->at), G_MAXUINT / 2);
}

static void
unpack_row (Cells *cells, MwUnpacking *bytes, gsize arena_size, MwChunk *self, GArray *entries)
{
  guint64 head = mw_unpack_number (bytes);
  guint first = entries->len;
  gboolean is_sparse = (head & 1) != 0;
  guint n = (guint) MIN (head >> 1, G_MAXUINT / 4);

  /* A cell takes a byte at least. */
  if (n > cells->n_columns || n > count_left (bytes) || (guint64) first + 2 * (guint64) n >= MW_CHUNK_SPARSE)
    {
      bytes->failed = TRUE;
      return;
    }
  g_array_set_size (entries, first + (is_sparse ? 2 * n : n));
  for (guint i = 0; is_sparse && i < n; i++)
    {
      guint32 before = i > 0 ? g_array_index (entries, guint32, first + i - 1) : 0;
      guint64 column = before + mw_unpack_number (bytes);

      if (column >= cells->n_columns || (i > 0 && column <= before))
        {
          bytes->failed = TRUE;
          return;
        }
      g_array_index (entries, guint32, first + i) = (guint32) column;
    }
  for (guint i = 0; i < n && !bytes->failed; i++)
    {
      guint32 column = is_sparse ? g_array_index (entries, guint32, first + i) : i;

      g_array_index (entries, guint32, first + (is_sparse ? n : 0) + i) = unpack_cell (cells, bytes,
                                                                                       arena_size, column);
    }
  self->row_starts[self->n_rows++] = first | (is_sparse ? MW_CHUNK_SPARSE : 0);
}

static void
unpack_rows (MwUnpacking *bytes, MwChunk *self, guint n_rows)
{
  g_autofree guint32 *last = g_new0 (guint32, (gsize) self->n_columns + 1);
  g_autoptr (GArray) entries = g_array_sized_new (FALSE, TRUE, sizeof (guint32), 4 * n_rows);
  Cells cells = { last, self->n_columns, MW_CHUNK_EMPTY };

  self->row_starts = g_new0 (guint32, (gsize) n_rows + 1);
  while (self->n_rows < n_rows && !bytes->failed)
    unpack_row (&cells, bytes, self->arena_size, self, entries);
  self->row_starts[self->n_rows] = entries->len;
  self->cells = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&entries), FALSE);
}

static void
unpack_origins (MwUnpacking *bytes, MwChunk *self)
{
  MwRowOrigin origin = { 0, 0, -1 };

  self->origins = g_new0 (MwRowOrigin, self->n_rows);
  for (guint i = 0; i < self->n_rows && !bytes->failed; i++)
    {
      origin.set += (guint32) mw_unpack_signed (bytes);
      origin.record += (guint32) mw_unpack_signed (bytes);
      origin.child = (gint32) ((guint32) origin.child + (guint32) mw_unpack_signed (bytes));
      self->origins[i] = origin;
    }
}

static void
unpack_lengths (MwUnpacking *bytes, MwChunk *self)
{
  guint n = mw_unpack_uint (bytes, count_left (bytes));

  self->lengths = g_new0 (MwChunkLength, n);
  for (self->n_lengths = 0; self->n_lengths < n && !bytes->failed; self->n_lengths++)
    {
      guint64 offset = mw_unpack_number (bytes);
      guint64 length = mw_unpack_number (bytes);

      if (offset >= self->arena_size || length >= self->arena_size - offset ||
          (self->n_lengths > 0 && offset <= self->lengths[self->n_lengths - 1].offset))
        bytes->failed = TRUE;
      else
        self->lengths[self->n_lengths] = (MwChunkLength) { (guint32) offset, (guint32) length };
    }
}

static gboolean
is_behind (const MwChunkProblem *problem, guint32 row, guint32 column)
{
  return row > problem->row || (row == problem->row && column > problem->column);
}

static void
unpack_problems (MwUnpacking *bytes, MwChunk *self)
{
  guint n = mw_unpack_uint (bytes, count_left (bytes));

  self->problems = g_new0 (MwChunkProblem, n);
  for (self->n_problems = 0; self->n_problems < n && !bytes->failed; self->n_problems++)
    {
      guint row = mw_unpack_uint (bytes, G_MAXUINT);
      guint column = mw_unpack_uint (bytes, MAX_COLUMNS);
      guint offset = mw_unpack_uint (bytes, G_MAXUINT);

      if (row >= self->n_rows || offset >= self->arena_size ||
          (self->n_problems > 0 && !is_behind (&self->problems[self->n_problems - 1], row, column)))
        bytes->failed = TRUE;
      else
        self->problems[self->n_problems] = (MwChunkProblem) { row, column, offset };
    }
}

static gboolean
unpack_arena (MwUnpacking *bytes, MwChunk *self)
{
  const guint8 *arena = mw_unpack_bytes (bytes, &self->arena_size);

  if (arena == NULL || self->arena_size < 2 || self->arena_size > G_MAXUINT32 ||
      arena[MW_CHUNK_NULL] != '\0' || arena[MW_CHUNK_EMPTY] != '\0' || arena[self->arena_size - 1] != '\0')
    return FALSE;
  self->arena = g_memdup2 (arena, self->arena_size);
  return TRUE;
}

/**
 * mw_chunk_unpack:
 * @bytes: where mw_chunk_pack() has added rows; afterwards behind them
 *
 * Returns: (transfer full) (nullable): the rows; %NULL when they are damaged
 */
MwChunk *
mw_chunk_unpack (MwUnpacking *bytes)
{
  g_autoptr (MwChunk) self = g_new0 (MwChunk, 1);
  guint n_rows = mw_unpack_uint (bytes, count_left (bytes));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_columns = mw_unpack_uint (bytes, MAX_COLUMNS);
  if (bytes->failed || !unpack_arena (bytes, self) || n_rows > count_left (bytes))
    return NULL;
  unpack_rows (bytes, self, n_rows);
  if (!bytes->failed)
    unpack_origins (bytes, self);
  if (!bytes->failed)
    unpack_lengths (bytes, self);
  if (!bytes->failed)
    unpack_problems (bytes, self);
  return bytes->failed ? NULL : g_steal_pointer (&self);
}
