/* mw-sibling-rows.c: the rows of a table that belong to a row of another one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sibling-rows.h"

#include "mw-generation-private.h"

#define ROWS_PER_LOOK 4096

static gboolean
belongs (const MwChunk *chunk, guint row, const MwRowOrigin *origin, int column, const char *text)
{
  const MwRowOrigin *own = mw_chunk_get_origin (chunk, row);

  if (column >= 0)
    return g_strcmp0 (mw_chunk_get_cell (chunk, row, (guint) column, NULL), text) == 0;
  return own != NULL && own->set == origin->set && own->record == origin->record;
}

/**
 * mw_sibling_rows_new_table:
 * @rows: of an entity whose rows belong to those of another one, like the lines of orders
 * @title: of the table
 *
 * Returns: (transfer full): an empty table with the columns of @rows; it points to the fields of their
 * entity, which the caller keeps
 */
MwTable *
mw_sibling_rows_new_table (MwGeneration *rows, const char *title)
{
  MwTable *table = mw_table_new ("siblings", title);

  for (guint i = 0; i < mw_generation_get_n_columns (rows); i++)
    {
      const MwTableColumn *of = mw_generation_get_column (rows, i);

      mw_table_add_column (table, of->id, of->title, of->field);
    }
  return table;
}

/**
 * mw_sibling_rows_find:
 * @table: of mw_sibling_rows_new_table(), with as many columns as @rows
 * @rows: where to look
 * @first: number of the row to begin with
 * @origin: of a row of the other entity; looked at when @column is -1
 * @column: which column names what a row belongs to
 * @text: what stands there
 * @numbers: (element-type guint): gets the number of each row that is appended
 *
 * Appends the rows that belong to the other one. Rows never change their number, so that more can be looked
 * for later, behind those that were there. Blocks: for the work pool.
 *
 * Returns: %FALSE when cancelled; @table then is as it was
 */
gboolean
mw_sibling_rows_find (MwTable *table,
                      MwGeneration *rows,
                      guint first,
                      const MwRowOrigin *origin,
                      int column,
                      const char *text,
                      GArray *numbers,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (mw_generation_get_n_columns (rows));
  g_autoptr (MwChunk) found = NULL;

  for (guint row = first; row < mw_generation_get_n_rows (rows); row++)
    {
      guint in_chunk;
      const MwChunk *chunk = mw_generation_find_chunk (rows, row, &in_chunk);

      if (row % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!belongs (chunk, in_chunk, origin, column, text))
        continue;
      mw_chunk_builder_append (builder, chunk, in_chunk);
      g_array_append_val (numbers, row);
    }
  found = mw_chunk_builder_finish (builder);
  mw_table_append (table, found);
  return TRUE;
}
