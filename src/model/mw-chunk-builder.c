/* mw-chunk-builder.c: makes a chunk, row by row
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-chunk-builder-private.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ARENA 4096

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
  self->cells = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->n_cells_before);
  self->row_starts = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->n_rows_before + 1);
  self->origins = g_array_sized_new (FALSE, FALSE, sizeof (MwRowOrigin), self->n_rows_before);
  self->arena_capacity = FIRST_ARENA + self->arena_size + self->arena_size / 16;
  self->arena = g_malloc (self->arena_capacity);
  self->arena[MW_CHUNK_NULL] = '\0';
  self->arena[MW_CHUNK_EMPTY] = '\0';
  self->arena_size = 2;
  self->lengths = g_array_new (FALSE, FALSE, sizeof (MwChunkLength));
  self->problems = g_array_new (FALSE, FALSE, sizeof (MwChunkProblem));
  if (self->column_capacity > 0)
    memset (self->columns, 0, self->column_capacity * sizeof *self->columns);
  self->n_touched = 0;
  self->width = 0;
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
  g_free (self->columns);
  g_free (self->touched);
  g_array_unref (self->cells);
  g_array_unref (self->row_starts);
  g_array_unref (self->origins);
  g_free (self->arena);
  g_array_unref (self->lengths);
  g_array_unref (self->problems);
  g_clear_pointer (&self->later, g_array_unref);
  g_free (self);
}

void
mw_chunk_builder_widen (MwChunkBuilder *self, guint n_columns)
{
  guint before = self->column_capacity;

  self->n_columns = MAX (self->n_columns, n_columns);
  if (n_columns <= before)
    return;
  self->column_capacity = MAX (MAX (n_columns, self->n_columns), before * 2);
  self->columns = g_renew (MwChunkColumn, self->columns, self->column_capacity);
  self->touched = g_renew (guint32, self->touched, self->column_capacity);
  memset (self->columns + before, 0, (self->column_capacity - before) * sizeof *self->columns);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Room for @n entries behind those that are there. */
guint32 *
mw_chunk_builder_add_entries (MwChunkBuilder *self, guint n)
{
  guint before = self->cells->len;

  g_array_set_size (self->cells, before + n);
  return &g_array_index (self->cells, guint32, before);
}

static void
close_dense_row (MwChunkBuilder *self)
{
  guint32 *entries = mw_chunk_builder_add_entries (self, self->width);

  for (guint i = 0; i < self->width; i++)
    {
      entries[i] = self->columns[i].current;
      self->columns[i].current = MW_CHUNK_NULL;
    }
}

static void
close_sparse_row (MwChunkBuilder *self)
{
  guint32 *entries = mw_chunk_builder_add_entries (self, 2 * self->n_touched);

  qsort (self->touched, self->n_touched, sizeof *self->touched, compare_columns);
  for (guint i = 0; i < self->n_touched; i++)
    {
      MwChunkColumn *column = &self->columns[self->touched[i]];

      entries[i] = self->touched[i];
      entries[self->n_touched + i] = column->current;
      column->current = MW_CHUNK_NULL;
    }
  g_array_index (self->row_starts, guint32, self->row_starts->len - 1) |= MW_CHUNK_SPARSE;
}

/* Writes the cells of the open row behind those of the others, in the form that takes less room. */
void
mw_chunk_builder_close_row (MwChunkBuilder *self)
{
  if (self->width <= 2 * self->n_touched)
    close_dense_row (self);
  else
    close_sparse_row (self);
  self->n_touched = 0;
  self->width = 0;
}

/* A row comes that is made: so are those before it. */
static void
make_later (MwChunkBuilder *self)
{
  g_autoptr (GArray) later = g_steal_pointer (&self->later);
  guint n_rows = mw_later_runs_get_n_rows (later);

  for (guint i = 0; i < n_rows; i++)
    mw_later_runs_make (later, i, self);
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
  const MwRowOrigin nowhere = { 0, 0, -1 };

  if (self->later != NULL)
    make_later (self);
  if (self->row_starts->len > 0)
    mw_chunk_builder_close_row (self);
  g_array_append_val (self->row_starts, self->cells->len);
  g_array_append_vals (self->origins, origin != NULL ? origin : &nowhere, 1);
}

/* Most texts are short: two words that overlap. */
static inline void
copy_bytes (char *to, const char *from, gsize length)
{
  guint64 first, last;
  guint32 short_first, short_last;

  if (length > 2 * sizeof first)
    memcpy (to, from, length);
  else if (length >= sizeof first)
    {
      memcpy (&first, from, sizeof first);
      memcpy (&last, from + length - sizeof last, sizeof last);
      memcpy (to, &first, sizeof first);
      memcpy (to + length - sizeof last, &last, sizeof last);
    }
  else if (length >= sizeof short_first)
    {
      memcpy (&short_first, from, sizeof short_first);
      memcpy (&short_last, from + length - sizeof short_last, sizeof short_last);
      memcpy (to, &short_first, sizeof short_first);
      memcpy (to + length - sizeof short_last, &short_last, sizeof short_last);
    }
  else
    for (gsize i = 0; i < length; i++)
      to[i] = from[i];
}

/* There is room for it. */
static inline guint32
put_text (MwChunkBuilder *self, const char *text, gsize length)
{
  gsize offset = self->arena_size;

  copy_bytes (self->arena + offset, text, length);
  self->arena[offset + length] = '\0';
  self->arena_size = offset + length + 1;
  return (guint32) offset;
}

/* Answers MW_CHUNK_NULL when the arena is full. */
guint32
mw_chunk_builder_add_text (MwChunkBuilder *self, const char *text, gsize length, gsize reserve)
{
  gsize offset = self->arena_size;

  if (length == 0)
    return MW_CHUNK_EMPTY;
  if (length >= MW_CHUNK_MAX_ARENA - reserve || offset >= MW_CHUNK_MAX_ARENA - reserve - length)
    return MW_CHUNK_NULL;
  if (offset + length + 1 > self->arena_capacity)
    {
      self->arena_capacity = MAX (self->arena_capacity * 2, offset + length + 1);
      self->arena = g_realloc (self->arena, self->arena_capacity);
    }
  put_text (self, text, length);

  if (memchr (text, '\0', length) != NULL)
    {
      MwChunkLength entry = { (guint32) offset, (guint32) length };

      g_array_append_val (self->lengths, entry);
    }
  return (guint32) offset;
}

/* The same way. */
static inline gboolean
is_same (const char *a, const char *b, gsize length)
{
  guint64 words[4];
  guint32 halves[4];

  if (length > 2 * sizeof *words)
    return memcmp (a, b, length) == 0;
  if (length >= sizeof *words)
    {
      memcpy (&words[0], a, sizeof *words);
      memcpy (&words[1], b, sizeof *words);
      memcpy (&words[2], a + length - sizeof *words, sizeof *words);
      memcpy (&words[3], b + length - sizeof *words, sizeof *words);
      return words[0] == words[1] && words[2] == words[3];
    }
  if (length >= sizeof *halves)
    {
      memcpy (&halves[0], a, sizeof *halves);
      memcpy (&halves[1], b, sizeof *halves);
      memcpy (&halves[2], a + length - sizeof *halves, sizeof *halves);
      memcpy (&halves[3], b + length - sizeof *halves, sizeof *halves);
      return halves[0] == halves[1] && halves[2] == halves[3];
    }
  for (gsize i = 0; i < length; i++)
    if (a[i] != b[i])
      return FALSE;
  return TRUE;
}

/* Codes, currencies and states repeat from row to row: such a cell shares the text of the one before. */
static inline gboolean
is_as_before (MwChunkBuilder *self, const MwChunkColumn *column, const char *text, gsize length)
{
  return column->last > MW_CHUNK_EMPTY && column->last_length == length &&
         is_same (self->arena + column->last, text, length);
}

static inline void
fill_cell (MwChunkBuilder *self, guint column, guint32 offset, gsize length)
{
  MwChunkColumn *cell = &self->columns[column];

  if (cell->current == MW_CHUNK_NULL)
    self->touched[self->n_touched++] = column;
  self->width = MAX (self->width, column + 1);
  cell->current = offset;
  cell->last = offset;
  cell->last_length = (guint32) length;
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
  MwChunkColumn *cell;
  gsize bytes;
  guint32 offset;

  g_return_if_fail (self->row_starts->len > 0);

  if (column >= self->n_columns || column >= self->column_capacity)
    mw_chunk_builder_widen (self, column + 1);
  if (text == NULL)
    return;
  cell = &self->columns[column];
  bytes = length < 0 ? strlen (text) : (gsize) length;
  if (is_as_before (self, cell, text, bytes))
    offset = cell->last;
  else
    offset = mw_chunk_builder_add_text (self, text, bytes, MW_CHUNK_RESERVE);
  if (offset == MW_CHUNK_NULL)
    {
      mw_chunk_builder_add_problem (self, column, "The value is too large to keep");
      return;
    }
  fill_cell (self, column, offset, bytes);
}

/**
 * mw_chunk_builder_set_plain_cell:
 * @text: copied; no NUL stands in it
 * @length: bytes of @text
 *
 * The same for a text that is known to be one piece: most of them are, and many are set.
 */
void
mw_chunk_builder_set_plain_cell (MwChunkBuilder *self, guint column, const char *text, gsize length)
{
  const MwChunkColumn *cell = self->columns + column;
  guint32 offset;

  if (G_UNLIKELY (column >= self->column_capacity || column >= self->n_columns || length == 0 ||
                  length >= self->arena_capacity - self->arena_size ||
                  self->arena_capacity > MW_CHUNK_MAX_ARENA / 2))
    {
      mw_chunk_builder_set_cell (self, column, text, (gssize) length);
      return;
    }
  if (is_as_before (self, cell, text, length))
    offset = cell->last;
  else
    offset = put_text (self, text, length);
  fill_cell (self, column, offset, length);
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
  MwChunkProblem entry = { self->row_starts->len - 1, column, MW_CHUNK_EMPTY };
  guint position = self->problems->len;

  g_return_if_fail (self->row_starts->len > 0);

  if (column >= self->n_columns)
    mw_chunk_builder_widen (self, column + 1);
  /* The same sentence comes again and again. */
  if (position > 0)
    entry.offset = g_array_index (self->problems, MwChunkProblem, position - 1).offset;
  if (!g_str_equal (self->arena + entry.offset, problem))
    entry.offset = mw_chunk_builder_add_text (self, problem, strlen (problem), 0);
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
 * mw_chunk_builder_get_n_rows:
 *
 * Returns: the number of rows begun since the last finish
 */
guint
mw_chunk_builder_get_n_rows (MwChunkBuilder *self)
{
  return self->later != NULL ? mw_later_runs_get_n_rows (self->later) : self->row_starts->len;
}

/* Takes the elements of @array, and no more memory than they need. */
static gpointer
take_elements (GArray **array)
{
  gsize size = (gsize) (*array)->len * g_array_get_element_size (*array);

  return g_realloc (g_array_free (g_steal_pointer (array), FALSE), size);
}

/**
 * mw_chunk_builder_finish:
 *
 * Returns: (transfer full): the rows; @self is empty again, with the columns that it was made with
 */
MwChunk *
mw_chunk_builder_finish (MwChunkBuilder *self)
{
  MwChunk *chunk;

  if (self->later != NULL)
    {
      chunk = mw_later_runs_new_chunk (g_steal_pointer (&self->later), self->n_columns);
      self->n_columns = self->asked_columns;
      return chunk;
    }
  chunk = g_new0 (MwChunk, 1);
  g_atomic_ref_count_init (&chunk->ref_count);
  chunk->n_rows = self->row_starts->len;
  chunk->n_columns = self->n_columns;
  if (chunk->n_rows > 0)
    mw_chunk_builder_close_row (self);
  g_array_append_val (self->row_starts, self->cells->len);
  self->n_cells_before = self->cells->len;
  self->n_rows_before = chunk->n_rows;
  chunk->n_lengths = self->lengths->len;
  chunk->n_problems = self->problems->len;
  chunk->cells = take_elements (&self->cells);
  chunk->row_starts = take_elements (&self->row_starts);
  chunk->origins = take_elements (&self->origins);
  chunk->lengths = take_elements (&self->lengths);
  chunk->problems = take_elements (&self->problems);
  chunk->arena_size = self->arena_size;
  chunk->arena = g_realloc (g_steal_pointer (&self->arena), self->arena_size);
  start (self);
  return chunk;
}
