/* test-later-rows.c: rows that are made when somebody looks at them, beside rows that are there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-later-rows.h"

#define N_COLUMNS 3

typedef struct
{
  int n_made;
  int n_freed;
  char name;
} Origin;

static void
make (gpointer data, guint row, MwChunkBuilder *rows)
{
  Origin *self = data;
  MwRowOrigin origin = { 7, row, -1 };
  char text[32];

  g_atomic_int_inc (&self->n_made);
  mw_chunk_builder_begin_row (rows, &origin);
  mw_chunk_builder_set_cell (rows, 0, text, g_snprintf (text, sizeof text, "%c%u", self->name, row));
  if (row % 3 == 0)
    mw_chunk_builder_set_cell (rows, 2, "third", -1);
  if (row % 5 == 0)
    mw_chunk_builder_add_problem (rows, 1, "fifth");
}

static void
count_free (gpointer data)
{
  ((Origin *) data)->n_freed++;
}

static void
assert_row (const MwChunk *chunk, guint row, const Origin *origin, guint number)
{
  g_autofree char *text = g_strdup_printf ("%c%u", origin->name, number);

  g_assert_cmpstr (mw_chunk_get_cell (chunk, row, 0, NULL), ==, text);
  g_assert_null (mw_chunk_get_cell (chunk, row, 1, NULL));
  g_assert_cmpstr (mw_chunk_get_cell (chunk, row, 2, NULL), ==, number % 3 == 0 ? "third" : NULL);
  g_assert_cmpstr (mw_chunk_get_problem (chunk, row, 1), ==, number % 5 == 0 ? "fifth" : NULL);
  g_assert_cmpuint (mw_chunk_get_origin (chunk, row)->record, ==, number);
}

static void
test_made_when_seen (void)
{
  Origin origin = { .name = 'a' };
  MwChunk *chunk = mw_later_rows_new_chunk (1000, N_COLUMNS, make, &origin, count_free);
  gsize size = mw_chunk_get_size (chunk);

  g_assert_cmpuint (mw_chunk_get_n_rows (chunk), ==, 1000);
  g_assert_cmpuint (mw_chunk_get_n_columns (chunk), ==, N_COLUMNS);
  g_assert_null (mw_chunk_get_cell (chunk, 1000, 0, NULL));
  g_assert_null (mw_chunk_get_cell (chunk, 0, N_COLUMNS, NULL));
  g_assert_null (mw_chunk_get_origin (chunk, 1000));
  g_assert_cmpint (origin.n_made, ==, 0);
  assert_row (chunk, 999, &origin, 999);
  g_assert_cmpint (origin.n_made, >, 0);
  g_assert_cmpint (origin.n_made, <=, 64);
  g_assert_cmpuint (mw_chunk_get_size (chunk), >, size);
  for (guint i = 0; i < 1000; i++)
    assert_row (chunk, i, &origin, i);
  g_assert_cmpint (origin.n_made, ==, 1000);
  mw_chunk_unref (chunk);
  g_assert_cmpint (origin.n_freed, ==, 1);
}

static void
test_none (void)
{
  Origin origin = { .name = 'a' };
  MwChunk *chunk = mw_later_rows_new_chunk (0, N_COLUMNS, make, &origin, count_free);

  g_assert_null (mw_chunk_get_cell (chunk, 0, 0, NULL));
  g_assert_null (mw_chunk_get_problem (chunk, 0, 0));
  mw_chunk_unref (chunk);
  g_assert_cmpint (origin.n_freed, ==, 1);
}

/* As a table does it: chunks of another size made of those that come. */
static void
test_append (void)
{
  Origin a = { .name = 'a' }, b = { .name = 'b' };
  MwChunk *first = mw_later_rows_new_chunk (70, N_COLUMNS, make, &a, count_free);
  MwChunk *second = mw_later_rows_new_chunk (50, N_COLUMNS, make, &b, count_free);
  MwChunkBuilder *builder = mw_chunk_builder_new (1);
  MwChunk *packed;

  for (guint i = 10; i < 70; i++)
    mw_chunk_builder_append (builder, first, i);
  for (guint i = 0; i < 50; i += 2)
    mw_chunk_builder_append (builder, second, i);
  g_assert_cmpuint (mw_chunk_builder_get_n_rows (builder), ==, 85);
  packed = mw_chunk_builder_finish (builder);
  g_assert_cmpuint (mw_chunk_builder_get_n_rows (builder), ==, 0);
  mw_chunk_unref (first);
  mw_chunk_unref (second);
  g_assert_cmpint (a.n_made + b.n_made + a.n_freed + b.n_freed, ==, 0);

  g_assert_cmpuint (mw_chunk_get_n_rows (packed), ==, 85);
  g_assert_cmpuint (mw_chunk_get_n_columns (packed), ==, N_COLUMNS);
  for (guint i = 85; i-- > 0;)
    assert_row (packed, i, i < 60 ? &a : &b, i < 60 ? i + 10 : (i - 60) * 2);
  mw_chunk_unref (packed);
  g_assert_cmpint (a.n_freed + b.n_freed, ==, 2);
  mw_chunk_builder_free (builder);
}

/* Rows of both kinds in one chunk: then all are made. */
static void
test_mixed (void)
{
  Origin origin = { .name = 'a' };
  g_autoptr (MwChunk) later = mw_later_rows_new_chunk (40, N_COLUMNS, make, &origin, count_free);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) mixed = NULL;

  mw_chunk_builder_append (builder, later, 5);
  mw_chunk_builder_append (builder, later, 6);
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_set_cell (builder, 0, "there", -1);
  mw_chunk_builder_append (builder, later, 33);
  g_assert_cmpuint (mw_chunk_builder_get_n_rows (builder), ==, 4);
  mixed = mw_chunk_builder_finish (builder);
  assert_row (mixed, 0, &origin, 5);
  assert_row (mixed, 1, &origin, 6);
  g_assert_cmpstr (mw_chunk_get_cell (mixed, 2, 0, NULL), ==, "there");
  assert_row (mixed, 3, &origin, 33);
}

static gpointer
look_at_all (gpointer data)
{
  for (guint i = 0; i < 2000; i++)
    g_assert_cmpint (*mw_chunk_get_cell (data, i, 0, NULL), ==, 'a');
  return NULL;
}

static void
test_threads (void)
{
  Origin origin = { .name = 'a' };
  g_autoptr (MwChunk) chunk = mw_later_rows_new_chunk (2000, N_COLUMNS, make, &origin, count_free);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", look_at_all, chunk);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < 2000; i++)
    assert_row (chunk, i, &origin, i);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/later-rows/made-when-seen", test_made_when_seen);
  g_test_add_func ("/later-rows/none", test_none);
  g_test_add_func ("/later-rows/append", test_append);
  g_test_add_func ("/later-rows/mixed", test_mixed);
  g_test_add_func ("/later-rows/threads", test_threads);

  return g_test_run ();
}
