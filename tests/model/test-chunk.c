/* test-chunk.c: rows that never change
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-chunk.h"

static void
assert_cell (const MwChunk *chunk, guint row, guint column, const char *expected)
{
  gsize length = 99;
  const char *text = mw_chunk_get_cell (chunk, row, column, &length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, expected != NULL ? strlen (expected) : 0);
  g_assert_true (mw_chunk_get_cell (chunk, row, column, NULL) == text);
}

static void
test_cells (void)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (3);
  g_autoptr (MwChunk) chunk = NULL;
  const MwRowOrigin origin = { 1, 77, 3 };

  mw_chunk_builder_begin_row (builder, &origin);
  mw_chunk_builder_set_cell (builder, 0, "PO-1", -1);
  mw_chunk_builder_set_cell (builder, 1, "", -1);
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_set_cell (builder, 2, "abcdef", 3);
  mw_chunk_builder_set_cell (builder, 0, "PO-1", -1);
  mw_chunk_builder_set_cell (builder, 1, NULL, -1);
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_set_cell (builder, 0, "PO-", -1);
  mw_chunk_builder_set_cell (builder, 2, "abcd", -1);
  g_assert_cmpuint (mw_chunk_builder_get_n_rows (builder), ==, 3);
  chunk = mw_chunk_builder_finish (builder);

  g_assert_cmpuint (mw_chunk_get_n_rows (chunk), ==, 3);
  g_assert_cmpuint (mw_chunk_get_n_columns (chunk), ==, 3);
  assert_cell (chunk, 0, 0, "PO-1");
  assert_cell (chunk, 0, 1, "");
  assert_cell (chunk, 0, 2, NULL);
  assert_cell (chunk, 1, 0, "PO-1");
  assert_cell (chunk, 1, 1, NULL);
  assert_cell (chunk, 1, 2, "abc");
  assert_cell (chunk, 2, 0, "PO-");
  assert_cell (chunk, 2, 2, "abcd");
  /* behind the end */
  assert_cell (chunk, 0, 3, NULL);
  assert_cell (chunk, 0, G_MAXUINT, NULL);
  assert_cell (chunk, 3, 0, NULL);
  g_assert_cmpmem (mw_chunk_get_origin (chunk, 0), sizeof origin, &origin, sizeof origin);
  g_assert_cmpint (mw_chunk_get_origin (chunk, 1)->child, ==, -1);
  g_assert_null (mw_chunk_get_origin (chunk, 3));
}

static void
test_empty (void)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (0);
  g_autoptr (MwChunk) none = mw_chunk_builder_finish (builder);
  g_autoptr (MwChunk) no_columns = NULL;

  g_assert_cmpuint (mw_chunk_get_n_rows (none), ==, 0);
  assert_cell (none, 0, 0, NULL);
  g_assert_null (mw_chunk_get_problem (none, 0, 0));

  for (int i = 0; i < 200; i++)
    mw_chunk_builder_begin_row (builder, NULL);
  no_columns = mw_chunk_builder_finish (builder);
  g_assert_cmpuint (mw_chunk_get_n_rows (no_columns), ==, 200);
  g_assert_cmpuint (mw_chunk_get_n_columns (no_columns), ==, 0);
  assert_cell (no_columns, 199, 0, NULL);
}

/* A text with a NUL inside keeps its length, and shares nothing with its look-alikes. */
static void
test_nul (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } texts[] = { { "ab", 2 },   { "ab\0cd", 5 }, { "ab", 2 }, { "ab\0cd", 5 },
                { "ab\0", 3 }, { "ab", 2 },     { "\0", 1 }, { "", 0 } };
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) chunk = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      mw_chunk_builder_begin_row (builder, NULL);
      mw_chunk_builder_set_cell (builder, 0, texts[i].text, (gssize) texts[i].length);
    }
  chunk = mw_chunk_builder_finish (builder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length;
      const char *text = mw_chunk_get_cell (chunk, i, 0, &length);

      g_assert_cmpmem (text, length, texts[i].text, texts[i].length);
      g_assert_cmpint (text[length], ==, '\0');
    }
}

static void
test_problems (void)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (4);
  g_autoptr (MwChunk) chunk = NULL;

  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_add_problem (builder, 3, "no date");
  mw_chunk_builder_add_problem (builder, 1, "no number");
  mw_chunk_builder_add_problem (builder, 2, "no date");
  mw_chunk_builder_add_problem (builder, 1, "a second one");
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_add_problem (builder, 6, "");
  mw_chunk_builder_add_problem (builder, 0, "no date");
  chunk = mw_chunk_builder_finish (builder);

  g_assert_cmpuint (mw_chunk_get_n_problems (chunk), ==, 5);
  g_assert_cmpuint (mw_chunk_get_n_columns (chunk), ==, 7);
  g_assert_null (mw_chunk_get_problem (chunk, 0, 0));
  g_assert_cmpstr (mw_chunk_get_problem (chunk, 0, 1), ==, "no number");
  g_assert_cmpstr (mw_chunk_get_problem (chunk, 0, 2), ==, "no date");
  g_assert_cmpstr (mw_chunk_get_problem (chunk, 0, 3), ==, "no date");
  g_assert_null (mw_chunk_get_problem (chunk, 1, 1));
  g_assert_cmpstr (mw_chunk_get_problem (chunk, 2, 0), ==, "no date");
  g_assert_cmpstr (mw_chunk_get_problem (chunk, 2, 6), ==, "");
  g_assert_null (mw_chunk_get_problem (chunk, 3, 0));
}

/* Rows that learn columns, sparse ones, and many of them, against a plain model of the same. */
static void
test_widening (void)
{
  enum
  {
    N_ROWS = 3000,
    N_COLUMNS = 60
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (2);
  g_autoptr (GPtrArray) model = g_ptr_array_new_full (N_ROWS * N_COLUMNS, g_free);
  guint known = 2;

  for (int round = 0; round < 2; round++)
    {
      g_autoptr (MwChunk) chunk = NULL;

      g_ptr_array_set_size (model, 0);
      g_ptr_array_set_size (model, N_ROWS * N_COLUMNS);
      known = 2;
      for (guint row = 0; row < N_ROWS; row++)
        {
          const MwRowOrigin origin = { 0, row, (gint32) row - 5 };

          mw_chunk_builder_begin_row (builder, &origin);
          if (known < N_COLUMNS && g_rand_int_range (random, 0, 40) == 0)
            known++;
          for (guint column = 0; column < known; column++)
            {
              guint kind = (guint) g_rand_int_range (random, 0, 6);
              char *text;

              if (kind == 0)
                continue;
              text = kind < 4 ? g_strdup_printf ("%u", column % 3)
                              : g_strdup_printf ("text %u of %u", column, row);
              if (kind == 5)
                text[0] = '\0';
              mw_chunk_builder_set_cell (builder, column, text, -1);
              model->pdata[row * N_COLUMNS + column] = text;
            }
        }
      chunk = mw_chunk_builder_finish (builder);
      g_assert_cmpuint (mw_chunk_builder_get_n_rows (builder), ==, 0);
      g_assert_cmpuint (mw_chunk_get_n_columns (chunk), >=, 2);
      g_assert_cmpuint (mw_chunk_get_n_columns (chunk), <=, known);
      for (guint row = 0; row < N_ROWS; row++)
        {
          g_assert_cmpuint (mw_chunk_get_origin (chunk, row)->record, ==, row);
          for (guint column = 0; column < N_COLUMNS; column++)
            assert_cell (chunk, row, column, model->pdata[row * N_COLUMNS + column]);
        }
    }
}

/* Records that have no key in common, and one with very many: memory follows what was set, not rows times
 * columns. */
static void
test_sparse (void)
{
  enum
  {
    N_ROWS = 1000,
    KEYS = 1000,
    N_WIDE = 1000000
  };
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (0);
  g_autoptr (MwChunkBuilder) again = mw_chunk_builder_new (0);
  g_autoptr (MwChunk) first = NULL, chunk = NULL;

  for (guint row = 0; row < N_ROWS; row++)
    {
      mw_chunk_builder_begin_row (builder, NULL);
      /* from the last, as no server would send them */
      for (guint i = KEYS; i > 0; i--)
        mw_chunk_builder_set_cell (builder, row * KEYS + i - 1, i % 2 != 0 ? "odd" : "even", -1);
    }
  mw_chunk_builder_begin_row (builder, NULL);
  for (guint column = 0; column < N_WIDE; column++)
    mw_chunk_builder_set_cell (builder, column, "x", 1);
  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_set_cell (builder, N_WIDE - 1, "end", -1);
  mw_chunk_builder_add_problem (builder, N_WIDE - 2, "odd");
  first = mw_chunk_builder_finish (builder);
  g_assert_cmpuint (mw_chunk_get_size (first), <, 50 * 1000 * 1000);

  for (guint row = 0; row < mw_chunk_get_n_rows (first); row++)
    mw_chunk_builder_append (again, first, row);
  chunk = mw_chunk_builder_finish (again);
  g_assert_cmpuint (mw_chunk_get_n_rows (chunk), ==, N_ROWS + 2);
  g_assert_cmpuint (mw_chunk_get_n_columns (chunk), ==, N_WIDE);
  for (guint row = 0; row < N_ROWS; row += 7)
    {
      assert_cell (chunk, row, row * KEYS, "odd");
      assert_cell (chunk, row, row * KEYS + 1, "even");
      assert_cell (chunk, row, row * KEYS + KEYS - 1, "even");
      assert_cell (chunk, row, row * KEYS + KEYS, NULL);
      if (row > 0)
        assert_cell (chunk, row, row * KEYS - 1, NULL);
    }
  assert_cell (chunk, N_ROWS, 0, "x");
  assert_cell (chunk, N_ROWS, N_WIDE - 1, "x");
  assert_cell (chunk, N_ROWS + 1, 0, NULL);
  assert_cell (chunk, N_ROWS + 1, N_WIDE - 1, "end");
  g_assert_cmpstr (mw_chunk_get_problem (chunk, N_ROWS + 1, N_WIDE - 2), ==, "odd");
  g_assert_cmpuint (mw_chunk_get_n_problems (chunk), ==, 1);
}

static void
test_append (void)
{
  g_autoptr (MwChunkBuilder) narrow = mw_chunk_builder_new (1);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) first = NULL, second = NULL, all = NULL;
  const MwRowOrigin origin = { 2, 9, -1 };
  gsize length;

  mw_chunk_builder_begin_row (narrow, &origin);
  mw_chunk_builder_set_cell (narrow, 0, "a\0b", 3);
  mw_chunk_builder_add_problem (narrow, 0, "odd");
  first = mw_chunk_builder_finish (narrow);
  mw_chunk_builder_begin_row (narrow, NULL);
  mw_chunk_builder_set_cell (narrow, 4, "", 0);
  second = mw_chunk_builder_finish (narrow);

  mw_chunk_builder_append (builder, first, 0);
  mw_chunk_builder_append (builder, second, 0);
  mw_chunk_builder_append (builder, first, 0);
  all = mw_chunk_builder_finish (builder);
  g_assert_cmpuint (mw_chunk_get_n_rows (all), ==, 3);
  g_assert_cmpuint (mw_chunk_get_n_columns (all), ==, 5);
  g_assert_cmpmem (mw_chunk_get_cell (all, 2, 0, &length), 3, "a\0b", 3);
  g_assert_cmpuint (length, ==, 3);
  assert_cell (all, 1, 0, NULL);
  assert_cell (all, 1, 4, "");
  assert_cell (all, 2, 4, NULL);
  g_assert_cmpstr (mw_chunk_get_problem (all, 0, 0), ==, "odd");
  g_assert_null (mw_chunk_get_problem (all, 1, 0));
  g_assert_cmpstr (mw_chunk_get_problem (all, 2, 0), ==, "odd");
  g_assert_cmpuint (mw_chunk_get_origin (all, 2)->record, ==, 9);
}

static char *
random_cell (GRand *random)
{
  return g_rand_int_range (random, 0, 4) == 0
           ? NULL
           : g_strdup_printf ("%.*s", g_rand_int_range (random, 0, 6), "aaaaaaa");
}

static MwChunk *
random_chunk (GRand *random)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (3);
  guint kind = (guint) g_rand_int_range (random, 0, 4);

  for (guint row = (guint) g_rand_int_range (random, 0, 40); row > 0; row--)
    {
      MwRowOrigin origin = { .record = row, .child = -1 };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < 6; column++)
        {
          g_autofree char *text = random_cell (random);

          mw_chunk_builder_set_cell (builder, column, text, -1);
        }
      if (kind == 1 && row % 5 == 0)
        mw_chunk_builder_set_cell (builder, 50, "far", 3);
      if (kind == 2 && row % 5 == 0)
        mw_chunk_builder_add_problem (builder, 1, "odd");
      if (kind == 3 && row % 5 == 0)
        mw_chunk_builder_set_cell (builder, 7, "a\0b", 3);
    }
  return mw_chunk_builder_finish (builder);
}

static void
assert_same_row (const MwChunk *chunk, guint row, const MwChunk *expected, guint expected_row)
{
  g_assert_cmpmem (mw_chunk_get_origin (chunk, row), sizeof (MwRowOrigin),
                   mw_chunk_get_origin (expected, expected_row), sizeof (MwRowOrigin));
  for (guint column = 0; column <= 50; column++)
    {
      gsize length, expected_length;
      const char *text = mw_chunk_get_cell (chunk, row, column, &length);
      const char *expected_text = mw_chunk_get_cell (expected, expected_row, column, &expected_length);

      g_assert_true ((text == NULL) == (expected_text == NULL));
      g_assert_cmpmem (text, length, expected_text, expected_length);
      g_assert_cmpstr (mw_chunk_get_problem (chunk, row, column), ==,
                       mw_chunk_get_problem (expected, expected_row, column));
    }
}

/* Chunks of every kind, between rows that are set by hand. */
static void
test_append_all (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (2);
      g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chunk_unref);
      g_autoptr (MwChunk) all = NULL;
      guint at = 0;

      for (guint i = 0; i < 3; i++)
        {
          g_ptr_array_add (chunks, random_chunk (random));
          mw_chunk_builder_append_all (builder, chunks->pdata[i]);
          mw_chunk_builder_begin_row (builder, NULL);
          mw_chunk_builder_set_cell (builder, 2, "by hand", -1);
        }
      all = mw_chunk_builder_finish (builder);
      for (guint i = 0; i < 3; i++)
        {
          const MwChunk *chunk = chunks->pdata[i];

          for (guint row = 0; row < mw_chunk_get_n_rows (chunk); row++)
            assert_same_row (all, at++, chunk, row);
          assert_cell (all, at, 2, "by hand");
          assert_cell (all, at++, 1, NULL);
        }
      g_assert_cmpuint (mw_chunk_get_n_rows (all), ==, at);
    }
}

/* Rows of 30 columns as an ERP fills them: 500 bytes each at most. */
static void
test_size (void)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (30);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint row = 0; row < 1024; row++)
    {
      mw_chunk_builder_begin_row (builder, NULL);
      for (guint column = 0; column < 30; column++)
        {
          g_autofree char *text = column % 3 == 0 ? g_strdup_printf ("PO-%07u", row * 31 + column)
                                  : column % 3 == 1
                                    ? g_strdup_printf ("%u.%02u", row * 17 + column, row % 100)
                                    : g_strdup ("EUR");

          if (column % 7 != 0)
            mw_chunk_builder_set_cell (builder, column, text, -1);
        }
    }
  chunk = mw_chunk_builder_finish (builder);
  g_test_message ("%" G_GSIZE_FORMAT " bytes a row", mw_chunk_get_size (chunk) / 1024);
  g_assert_cmpuint (mw_chunk_get_size (chunk) / 1024, <=, 500);
  g_assert_cmpuint (mw_chunk_get_size (chunk) / 1024, >=, 30 * sizeof (guint32) + sizeof (MwRowOrigin));
}

static void
test_boxed (void)
{
  MwChunkBuilder *builder = mw_chunk_builder_new (1);
  MwChunkBuilder *same = g_boxed_copy (MW_TYPE_CHUNK_BUILDER, builder);
  MwChunk *chunk, *copy;

  mw_chunk_builder_begin_row (builder, NULL);
  mw_chunk_builder_set_cell (builder, 0, "x", 1);
  mw_chunk_builder_free (builder);
  chunk = mw_chunk_builder_finish (same);
  g_boxed_free (MW_TYPE_CHUNK_BUILDER, same);
  copy = g_boxed_copy (MW_TYPE_CHUNK, chunk);
  mw_chunk_unref (chunk);
  assert_cell (copy, 0, 0, "x");
  g_boxed_free (MW_TYPE_CHUNK, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunk/cells", test_cells);
  g_test_add_func ("/chunk/empty", test_empty);
  g_test_add_func ("/chunk/nul", test_nul);
  g_test_add_func ("/chunk/problems", test_problems);
  g_test_add_func ("/chunk/widening", test_widening);
  g_test_add_func ("/chunk/sparse", test_sparse);
  g_test_add_func ("/chunk/append", test_append);
  g_test_add_func ("/chunk/append-all", test_append_all);
  g_test_add_func ("/chunk/size", test_size);
  g_test_add_func ("/chunk/boxed", test_boxed);
  return g_test_run ();
}
