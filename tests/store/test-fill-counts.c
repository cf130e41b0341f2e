/* test-fill-counts.c: what is counted of a table, beside a slow, obvious count
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fill-counts.h"
#include "mw-table.h"

#include <string.h>

#define N_COLUMNS 3

static void
add_rows (MwTable *table, guint n_rows)
{
  static const char *const texts[] = { "a", "b", "c", "d", "", NULL, "é" };
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      const MwRowOrigin origin = { 0, i, -1 };

      mw_chunk_builder_begin_row (builder, &origin);
      /* The last column is always empty. */
      for (guint column = 0; column + 1 < N_COLUMNS; column++)
        {
          mw_chunk_builder_set_cell (builder, column, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))],
                                     -1);
          if (g_test_rand_int_range (0, 10) == 0)
            mw_chunk_builder_add_problem (builder, column, "not understood");
        }
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
}

static void
test_random (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (MwFillCounts) counts = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    mw_table_add_column (table, i == 0 ? "x" : i == 1 ? "y" : "z", "", NULL);
  for (guint i = 0; i < 5; i++)
    add_rows (table, 1000);
  rows = mw_table_dup_generation (table);
  counts = mw_fill_counts_new (rows, NULL, &error);
  g_assert_no_error (error);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      guint n_filled = 0, n_problems = 0;

      for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
        {
          const char *text = mw_generation_get_cell (rows, row, column, NULL);

          n_filled += text != NULL && *text != '\0';
          n_problems += mw_generation_get_problem (rows, row, column) != NULL;
        }
      g_assert_cmpuint (counts->counts[column].n_filled, ==, n_filled);
      g_assert_cmpuint (counts->counts[column].n_problems, ==, n_problems);
      for (guint i = 0; i < MW_FILL_SAMPLES; i++)
        {
          const char *sample = counts->counts[column].samples[i];

          g_assert_true ((sample == NULL) == (n_filled == 0));
          for (guint k = 0; k < i && sample != NULL; k++)
            g_assert_cmpstr (sample, !=, counts->counts[column].samples[k]);
        }
    }
}

/* Texts that begin like each other differ; long ones that are equal do not. */
static void
test_samples (void)
{
  static const char *const texts[] = { "100", "10", "1", "100" };
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (2);
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (MwFillCounts) counts = NULL;
  g_autoptr (GString) long_text = g_string_new ("x");
  const MwRowOrigin origin = { 0, 0, -1 };

  for (guint i = 0; i < 200; i++)
    g_string_append (long_text, "é");
  mw_table_add_column (table, "x", "", NULL);
  mw_table_add_column (table, "y", "", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      mw_chunk_builder_begin_row (builder, &origin);
      mw_chunk_builder_set_cell (builder, 0, texts[i], -1);
      mw_chunk_builder_set_cell (builder, 1, long_text->str, -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  rows = mw_table_dup_generation (table);
  counts = mw_fill_counts_new (rows, NULL, NULL);
  g_assert_cmpstr (counts->counts[0].samples[0], ==, "100");
  g_assert_cmpstr (counts->counts[0].samples[1], ==, "10");
  g_assert_cmpstr (counts->counts[0].samples[2], ==, "1");
  g_assert_nonnull (counts->counts[1].samples[0]);
  g_assert_true (g_str_has_prefix (long_text->str, counts->counts[1].samples[0]));
  g_assert_null (counts->counts[1].samples[1]);
}

static void
test_cancelled (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (GError) error = NULL;

  mw_table_add_column (table, "x", "", NULL);
  mw_table_add_column (table, "y", "", NULL);
  mw_table_add_column (table, "z", "", NULL);
  add_rows (table, 10);
  rows = mw_table_dup_generation (table);
  g_cancellable_cancel (cancellable);
  g_assert_null (mw_fill_counts_new (rows, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fill-counts/random", test_random);
  g_test_add_func ("/store/fill-counts/samples", test_samples);
  g_test_add_func ("/store/fill-counts/cancelled", test_cancelled);
  return g_test_run ();
}
