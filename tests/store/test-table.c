/* test-table.c: tables, their generations, and readers beside a writer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-table.h"

static MwTable *
numbered_table (void)
{
  MwTable *table = mw_table_new ("numbered", "Numbered");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      mw_table_add_column (table, id, id, NULL);
    }
  return table;
}

static void
append_numbered (MwTable *table, guint n_rows)
{
  g_autoptr (MwGeneration) before = mw_table_dup_generation (table);
  g_autoptr (MwChunk) chunk = mw_test_numbered (mw_generation_get_n_rows (before), n_rows);

  mw_table_append (table, chunk);
}

static void
assert_row (MwGeneration *generation, guint row)
{
  const MwRowOrigin *origin = mw_generation_get_origin (generation, row);

  for (guint column = 0; column < 3; column++)
    {
      g_autofree char *expected = mw_test_numbered_cell (row, column);
      gsize length = 77;

      g_assert_cmpstr (mw_generation_get_cell (generation, row, column, &length), ==, expected);
      g_assert_cmpuint (length, ==, expected != NULL ? strlen (expected) : 0);
    }
  g_assert_nonnull (origin);
  g_assert_cmpuint (origin->set, ==, 1);
  g_assert_cmpuint (origin->record, ==, row);
  g_assert_cmpint (origin->child, ==, (int) (row % 3) - 1);
}

static void
assert_rows (MwGeneration *generation, guint n_rows)
{
  g_assert_cmpuint (mw_generation_get_n_rows (generation), ==, n_rows);
  for (guint row = 0; row < n_rows; row++)
    assert_row (generation, row);
  g_assert_null (mw_generation_get_cell (generation, n_rows, 0, NULL));
  g_assert_null (mw_generation_get_origin (generation, n_rows));
  g_assert_null (mw_generation_get_problem (generation, n_rows, 0));
}

/* Pages of every awkward size; the rows come out in order and no old generation changes, even when its table
 * is gone. */
static void
test_generations_stay (void)
{
  const guint sizes[] = { 1, 0, 7, 200, 815, 1, 1024, 1023, 2, 1025, 5000, 1024, 3, 1021 };
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_generation_unref);
  MwTable *table = numbered_table ();
  guint n_rows = 0;
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      append_numbered (table, sizes[i]);
      g_ptr_array_add (generations, mw_table_dup_generation (table));
      if (sizes[i] > 0)
        g_assert_cmpuint (mw_generation_get_number (generations->pdata[i]), >, number);
      number = mw_generation_get_number (generations->pdata[i]);
    }
  g_assert_cmpuint (mw_table_get_size (table), >, 10000 * 3 * 4);
  g_object_unref (table);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      n_rows += sizes[i];
      assert_rows (generations->pdata[i], n_rows);
    }
}

/* Pages of one row, as a system with no page size sends them. */
static void
test_single_rows (void)
{
  g_autoptr (MwTable) table = numbered_table ();
  g_autoptr (MwGeneration) generation = NULL;

  for (guint i = 0; i < 3000; i++)
    append_numbered (table, 1);
  generation = mw_table_dup_generation (table);
  assert_rows (generation, 3000);
}

static void
test_columns (void)
{
  const char *cells[] = { "1", "2", "3" };
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunk) narrow = mw_test_chunk (cells, 1, 1, 0);
  g_autoptr (MwChunk) wide = mw_test_chunk (cells, 1, 3, 1);
  g_autoptr (MwGeneration) before = NULL;
  g_autoptr (MwGeneration) after = NULL;

  mw_table_add_column (table, "a", "A", NULL);
  mw_table_append (table, narrow);
  before = mw_table_dup_generation (table);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      mw_table_add_column (table, id, id, GUINT_TO_POINTER (i));
    }
  mw_table_append (table, wide);
  after = mw_table_dup_generation (table);

  g_assert_cmpuint (mw_generation_get_n_columns (before), ==, 1);
  g_assert_null (mw_generation_get_column (before, 1));
  g_assert_cmpuint (mw_generation_get_n_columns (after), ==, 301);
  g_assert_cmpstr (mw_generation_get_column (after, 300)->id, ==, "x299");
  g_assert_true (mw_generation_get_column (after, 300)->field == GUINT_TO_POINTER (299));
  g_assert_cmpint (mw_generation_find_column (after, "x7"), ==, 8);
  g_assert_cmpint (mw_generation_find_column (before, "x7"), ==, -1);
  g_assert_null (mw_generation_get_cell (after, 0, 2, NULL));
  g_assert_cmpstr (mw_generation_get_cell (after, 1, 2, NULL), ==, "3");
  g_assert_null (mw_generation_get_cell (after, 1, 300, NULL));
}

static void
test_problems_stay (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (2);
  g_autoptr (MwGeneration) generation = NULL;

  for (guint i = 0; i < 1500; i++)
    {
      MwRowOrigin origin = { .record = i };
      g_autoptr (MwChunk) chunk = NULL;

      mw_chunk_builder_begin_row (builder, &origin);
      mw_chunk_builder_set_cell (builder, 0, "x", -1);
      if (i % 500 == 0)
        mw_chunk_builder_add_problem (builder, 1, "no date");
      if (i % 100 != 99)
        continue;
      chunk = mw_chunk_builder_finish (builder);
      mw_table_append (table, chunk);
    }
  generation = mw_table_dup_generation (table);
  for (guint i = 0; i < 1500; i++)
    g_assert_cmpstr (mw_generation_get_problem (generation, i, 1), ==, i % 500 == 0 ? "no date" : NULL);
}

typedef struct
{
  MwTable *table;
  int writing;
  int n_looks;
} Threads;

#define N_PAGES 400
#define PAGE    75

static gpointer
write_pages (gpointer data)
{
  Threads *threads = data;

  for (guint i = 0; i < N_PAGES; i++)
    append_numbered (threads->table, PAGE);
  g_atomic_int_set (&threads->writing, 0);
  return NULL;
}

static gpointer
read_generations (gpointer data)
{
  Threads *threads = data;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_generation_unref);
  guint before = 0;
  gboolean last = FALSE;

  while (!last)
    {
      MwGeneration *generation;
      guint n_rows;

      last = g_atomic_int_get (&threads->writing) == 0;
      generation = mw_table_dup_generation (threads->table);
      n_rows = mw_generation_get_n_rows (generation);
      g_assert_cmpuint (n_rows % PAGE, ==, 0);
      g_assert_cmpuint (n_rows, >=, before);
      for (guint row = n_rows > 200 ? n_rows - 200 : 0; row < n_rows; row += 11)
        assert_row (generation, row);
      before = n_rows;
      if (kept->len < 50)
        g_ptr_array_add (kept, generation);
      else
        mw_generation_unref (generation);
      g_atomic_int_inc (&threads->n_looks);
    }
  g_assert_cmpuint (before, ==, N_PAGES * PAGE);
  for (guint i = 0; i < kept->len; i++)
    {
      guint n_rows = mw_generation_get_n_rows (kept->pdata[i]);

      for (guint row = 0; row < n_rows; row += 17)
        assert_row (kept->pdata[i], row);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (MwTable) table = numbered_table ();
  Threads threads = { .table = table, .writing = 1 };
  GThread *readers[3];
  GThread *writer;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i] = g_thread_new ("reader", read_generations, &threads);
  writer = g_thread_new ("writer", write_pages, &threads);
  g_thread_join (writer);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_thread_join (readers[i]);
  g_assert_cmpint (threads.n_looks, >=, 3);
}

typedef struct
{
  guint n_notified;
  guint n_rows;
  GThread *thread;
} Notified;

static void
notified_cb (MwTable *table, GParamSpec *pspec, Notified *notified)
{
  g_autoptr (MwGeneration) generation = NULL;

  g_object_get (table, "generation", &generation, NULL);
  notified->n_notified++;
  notified->n_rows = mw_generation_get_n_rows (generation);
  notified->thread = g_thread_self ();
}

static gpointer
append_some (gpointer table)
{
  for (guint i = 0; i < 100; i++)
    append_numbered (table, 10);
  return NULL;
}

/* A hundred pages between two turns of the loop are one notification, on the main context. */
static void
test_notify (void)
{
  g_autoptr (MwTable) table = numbered_table ();
  Notified notified = { 0 };

  mw_test_settle ();
  g_signal_connect (table, "notify::generation", G_CALLBACK (notified_cb), &notified);
  g_thread_join (g_thread_new ("writer", append_some, table));
  g_assert_cmpuint (notified.n_notified, ==, 0);
  mw_test_settle ();
  g_assert_cmpuint (notified.n_notified, ==, 1);
  g_assert_cmpuint (notified.n_rows, ==, 1000);
  g_assert_true (notified.thread == g_thread_self ());

  append_numbered (table, 1);
  mw_test_settle ();
  g_assert_cmpuint (notified.n_notified, ==, 2);
  mw_table_set_expected (table, 4212);
  mw_test_settle ();
  g_assert_cmpuint (notified.n_notified, ==, 3);
  g_assert_cmpint (mw_table_get_expected (table), ==, 4212);
}

/* A table that goes while its notification is on the way. */
static void
test_notify_gone (void)
{
  MwTable *table = numbered_table ();
  Notified notified = { 0 };

  mw_test_settle ();
  g_signal_connect (table, "notify::generation", G_CALLBACK (notified_cb), &notified);
  append_numbered (table, 5);
  g_assert_finalize_object (table);
  mw_test_settle ();
  g_assert_cmpuint (notified.n_notified, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/generations-stay", test_generations_stay);
  g_test_add_func ("/table/single-rows", test_single_rows);
  g_test_add_func ("/table/columns", test_columns);
  g_test_add_func ("/table/problems-stay", test_problems_stay);
  g_test_add_func ("/table/threads", test_threads);
  g_test_add_func ("/table/notify", test_notify);
  g_test_add_func ("/table/notify-gone", test_notify_gone);
  return g_test_run ();
}
