/* mw-chunk-builder.c: makes a chunk, row by row
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chunk-private.h"

#include <string.h>

#define FIRST_ROWS  64
#define FIRST_ARENA 4096
/* Offsets have 32 bits. */
#define MAX_ARENA ((gsize) G_MAXUINT32)
/* What cells leave free, so that the problem that speaks of a full arena still has room. */
#define RESERVE (64 * 1024)

struct _MwChunkBuilder
{
  gatomicrefcount ref_count; /* for the boxed type */
  guint asked_columns;
  guint n_columns;
  guint stride; /* columns there is room for in each row */
  guint n_rows;
  guint row_capacity;
  guint32 *offsets; /* of each row and of the one after the last */
  MwRowOrigin *origins;
  char *arena;
  gsize arena_size;
  gsize arena_capacity;
  GArray *lengths;  /* MwChunkLength */
  GArray *problems; /* MwChunkProblem */
};

static MwChunkBuilder *
mw_chunk_builder_ref (MwChunkBuilder *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

G_DEFINE_BOXED_TYPE (MwChunkBuilder, mw_chunk_builder, mw_chunk_builder_ref, mw_chunk_builder_free)

static void
start (MwChunkBuilder *self)
{
  self->n_columns = self->asked_columns;
  self->n_rows = 0;
  self->row_capacity = 0;
  self->stride = MAX (self->stride, self->n_columns);
  self->offsets = NULL;
  self->origins = NULL;
  self->arena_capacity = FIRST_ARENA;
  self->arena = g_malloc (self->arena_capacity);
  self->arena[MW_CHUNK_NULL] = '\0';
  self->arena[MW_CHUNK_EMPTY] = '\0';
  self->arena_size = 2;
  self->lengths = g_array_new (FALSE, FALSE, sizeof (MwChunkLength));
  self->problems = g_array_new (FALSE, FALSE, sizeof (MwChunkProblem));
}

static void
clear (MwChunkBuilder *self)
{
  g_clear_pointer (&self->offsets, g_free);
  g_clear_pointer (&self->origins, g_free);
  g_clear_pointer (&self->arena, g_free);
  g_clear_pointer (&self->lengths, g_array_unref);
  g_clear_pointer (&self->problems, g_array_unref);
}

/**
 * mw_chunk_builder_new:
 * @n_columns: how many columns each chunk has at least
 *
 * Returns: (transfer full): an empty builder. For one thread at a time.
 */
MwChunkBuilder *
mw_chunk_builder_new (guint n_columns)
{
  MwChunkBuilder *self = g_new0 (MwChunkBuilder, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->asked_columns = n_columns;
  start (self);
  return self;
}

/**
 * mw_chunk_builder_free:
 *
 * Lets go of @self and of the rows that were not finished.
 */
void
mw_chunk_builder_free (MwChunkBuilder *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear (self);
  g_free (self);
}

static guint32 *
get_offsets (MwChunkBuilder *self, guint row)
{
  return self->offsets + (gsize) row * self->stride;
}

/* Moves every row apart, to make room for more columns. */
static void
set_stride (MwChunkBuilder *self, guint stride)
{
  guint32 *wider = g_new0 (guint32, (gsize) self->row_capacity * stride);

  for (guint row = 0; row < self->n_rows; row++)
    memcpy (wider + (gsize) row * stride, get_offsets (self, row), self->n_columns * sizeof *wider);
  g_free (self->offsets);
  self->offsets = wider;
  self->stride = stride;
}

static void
widen (MwChunkBuilder *self, guint n_columns)
{
  if (n_columns > self->stride)
    set_stride (self, MAX (n_columns, self->stride + self->stride / 2 + 4));
  self->n_columns = MAX (self->n_columns, n_columns);
}

/**
 * mw_chunk_builder_begin_row:
 * @origin: (nullable): where the row comes from
 *
 * Starts a row whose cells are all null.
 */
void
mw_chunk_builder_begin_row (MwChunkBuilder *self, const MwRowOrigin *origin)
{
  if (self->n_rows == self->row_capacity)
    {
      self->row_capacity = MAX (self->row_capacity * 2, FIRST_ROWS);
      self->offsets = g_renew (guint32, self->offsets, (gsize) self->row_capacity * self->stride);
      self->origins = g_renew (MwRowOrigin, self->origins, self->row_capacity);
    }
  if (self->stride > 0)
    memset (get_offsets (self, self->n_rows), 0, self->stride * sizeof *self->offsets);
  self->origins[self->n_rows] = origin != NULL ? *origin : (MwRowOrigin) { 0, 0, -1 };
  self->n_rows++;
}

/* Answers MW_CHUNK_NULL when the arena is full. */
static guint32
add_text (MwChunkBuilder *self, const char *text, gsize length, gsize reserve)
{
  gsize offset = self->arena_size;

  if (length == 0)
    return MW_CHUNK_EMPTY;
  if (length >= MAX_ARENA - reserve || offset >= MAX_ARENA - reserve - length)
    return MW_CHUNK_NULL;
  if (offset + length + 1 > self->arena_capacity)
    {
      self->arena_capacity = MAX (self->arena_capacity * 2, offset + length + 1);
      self->arena = g_realloc (self->arena, self->arena_capacity);
    }
  memcpy (self->arena + offset, text, length);
  self->arena[offset + length] = '\0';
  self->arena_size = offset + length + 1;

  if (memchr (text, '\0', length) != NULL)
    {
      MwChunkLength entry = { (guint32) offset, (guint32) length };

      g_array_append_val (self->lengths, entry);
    }
  return (guint32) offset;
}

/* Codes, currencies and states repeat from row to row: such a cell shares the text of the one above it. Texts
 * with a NUL inside never do, nor does any after one of them came. */
static gboolean
is_as_above (MwChunkBuilder *self, guint column, const char *text, gsize length, guint32 *offset)
{
  if (self->n_rows < 2 || self->lengths->len > 0)
    return FALSE;
  *offset = get_offsets (self, self->n_rows - 2)[column];
  return *offset > MW_CHUNK_EMPTY && strncmp (self->arena + *offset, text, length) == 0 &&
         strnlen (text, length) == length && self->arena[*offset + length] == '\0';
}

/**
 * mw_chunk_builder_set_cell:
 * @column: may lie behind the last
 * @text: (nullable): copied; %NULL is null
 * @length: bytes of @text, -1 up to NUL
 *
 * Sets a cell of the row that was begun last. A chunk holds texts of 4 GiB together; one for which there is
 * no room left stays null, with a problem that says so.
 */
void
mw_chunk_builder_set_cell (MwChunkBuilder *self, guint column, const char *text, gssize length)
{
  gsize bytes;
  guint32 offset;

  g_return_if_fail (self->n_rows > 0);

  if (column >= self->n_columns)
    widen (self, column + 1);
  if (text == NULL)
    return;
  bytes = length < 0 ? strlen (text) : (gsize) length;
  if (!is_as_above (self, column, text, bytes, &offset))
    offset = add_text (self, text, bytes, RESERVE);
  if (offset == MW_CHUNK_NULL)
    mw_chunk_builder_add_problem (self, column, "The value is too large to keep");
  get_offsets (self, self->n_rows - 1)[column] = offset;
}

/**
 * mw_chunk_builder_add_problem:
 * @problem: why the value could not be made; the first of a cell stays
 *
 * Adds a problem to a cell of the row that was begun last.
 */
void
mw_chunk_builder_add_problem (MwChunkBuilder *self, guint column, const char *problem)
{
  MwChunkProblem entry = { self->n_rows - 1, column, MW_CHUNK_EMPTY };
  guint position = self->problems->len;

  g_return_if_fail (self->n_rows > 0);

  if (column >= self->n_columns)
    widen (self, column + 1);
  /* The same sentence comes again and again. */
  if (position > 0)
    entry.offset = g_array_index (self->problems, MwChunkProblem, position - 1).offset;
  if (!g_str_equal (self->arena + entry.offset, problem))
    entry.offset = add_text (self, problem, strlen (problem), 0);
  for (; position > 0; position--)
    {
      const MwChunkProblem *before = &g_array_index (self->problems, MwChunkProblem, position - 1);

      if (before->row != entry.row || before->column < column)
        break;
      if (before->column == column)
        return;
    }
  g_array_insert_val (self->problems, position, entry);
}

/**
 * mw_chunk_builder_append:
 *
 * Adds a row of @chunk with its origin and problems.
 */
void
mw_chunk_builder_append (MwChunkBuilder *self, const MwChunk *chunk, guint row)
{
  g_return_if_fail (row < chunk->n_rows);

  mw_chunk_builder_begin_row (self, mw_chunk_get_origin (chunk, row));
  if (chunk->n_columns > self->n_columns)
    widen (self, chunk->n_columns);
  for (guint column = 0; column < chunk->n_columns; column++)
    {
      gsize length;
      const char *text = mw_chunk_get_cell (chunk, row, column, &length);

      if (text != NULL)
        mw_chunk_builder_set_cell (self, column, text, (gssize) length);
    }
  for (guint column = 0; chunk->n_problems > 0 && column < chunk->n_columns; column++)
    {
      const char *problem = mw_chunk_get_problem (chunk, row, column);

      if (problem != NULL)
        mw_chunk_builder_add_problem (self, column, problem);
    }
}

/**
 * mw_chunk_builder_get_n_rows:
 *
 * Returns: the number of rows begun since the last finish
 */
guint
mw_chunk_builder_get_n_rows (MwChunkBuilder *self)
{
  return self->n_rows;
}

/* Takes no more memory than the columns need. */
static guint32 *
pack_offsets (MwChunkBuilder *self)
{
  gsize n_columns = self->n_columns;

  for (guint row = 1; row < self->n_rows && self->stride > n_columns; row++)
    memmove (self->offsets + row * n_columns, get_offsets (self, row), n_columns * sizeof *self->offsets);
  return g_renew (guint32, g_steal_pointer (&self->offsets), self->n_rows * n_columns);
}

/**
 * mw_chunk_builder_finish:
 *
 * Returns: (transfer full): the rows; @self is empty again, with the columns that it was made with
 */
MwChunk *
mw_chunk_builder_finish (MwChunkBuilder *self)
{
  MwChunk *chunk = g_new0 (MwChunk, 1);

  g_atomic_ref_count_init (&chunk->ref_count);
  chunk->n_rows = self->n_rows;
  chunk->n_columns = self->n_columns;
  chunk->offsets = pack_offsets (self);
  chunk->origins = g_renew (MwRowOrigin, g_steal_pointer (&self->origins), self->n_rows);
  chunk->arena_size = self->arena_size;
  chunk->arena = g_realloc (g_steal_pointer (&self->arena), self->arena_size);
  chunk->n_lengths = self->lengths->len;
  chunk->lengths = (gpointer) g_array_free (g_steal_pointer (&self->lengths), FALSE);
  chunk->n_problems = self->problems->len;
  chunk->problems = (gpointer) g_array_free (g_steal_pointer (&self->problems), FALSE);
  start (self);
  return chunk;
}
