/* mw-test-table.h: chunks and tables for tests, from texts written down in the test
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-table.h"

/* One row for each of @n_rows lists of @n_columns texts; NULL is null. Records count from @first. */
static inline MwChunk *
mw_test_chunk (const char *const *cells, guint n_rows, guint n_columns, guint first)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (n_columns);

  for (guint row = 0; row < n_rows; row++)
    {
      MwRowOrigin origin = { .set = 0, .record = first + row, .child = -1 };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < n_columns; column++)
        mw_chunk_builder_set_cell (builder, column, cells[row * n_columns + column], -1);
    }
  return mw_chunk_builder_finish (builder);
}

/* A table of one column with these texts, NULL being null. */
static inline MwTable *
mw_test_table (const char *const *cells, guint n_rows, gconstpointer field)
{
  MwTable *table = mw_table_new ("test", "Test");
  g_autoptr (MwChunk) chunk = mw_test_chunk (cells, n_rows, 1, 0);

  mw_table_add_column (table, "value", "Value", field);
  mw_table_append (table, chunk);
  return table;
}

/* What mw_test_numbered() writes in a cell. */
static inline char *
mw_test_numbered_cell (guint row, guint column)
{
  return column == 1 && row % 7 == 0 ? NULL : g_strdup_printf ("r%uc%u", row, column);
}

/* @n_rows rows of three columns that say where they stand; every seventh has a null. */
static inline MwChunk *
mw_test_numbered (guint first, guint n_rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (3);

  for (guint row = first; row < first + n_rows; row++)
    {
      MwRowOrigin origin = { .set = 1, .record = row, .child = (gint32) (row % 3) - 1 };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < 3; column++)
        {
          g_autofree char *text = mw_test_numbered_cell (row, column);

          mw_chunk_builder_set_cell (builder, column, text, -1);
        }
    }
  return mw_chunk_builder_finish (builder);
}

/* Turns the main loop until nothing waits in it. */
static inline void
mw_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
