/* mw-remembered-grid.c: grids that look as the user left them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-remembered-grid.h"

#include "mw-arrangements.h"

/**
 * mw_remembered_grid_new:
 * @connection: where the rows are from
 * @table: what to show
 * @list: what list of the connection it is
 * @is_raw: whether it is a raw set
 * @before: (nullable): a grid of the same list that it takes the place of
 *
 * Returns: (transfer floating): a grid with the columns of @before, or those that the user had some time
 */
MwGrid *
mw_remembered_grid_new (MwConnection *connection,
                        MwTable *table,
                        const char *list,
                        gboolean is_raw,
                        MwGrid *before)
{
  g_autoptr (GVariant)
    arrangement = before ? mw_grid_dup_arrangement (before)
                         : mw_arrangements_get (mw_arrangements_get_default (),
                                                mw_connection_get_id (connection), list, is_raw);

  return mw_grid_new_arranged (table, is_raw, arrangement);
}

/**
 * mw_remembered_grid_resume:
 * @grid: of mw_remembered_grid_new()
 * @connection: where the rows are from
 * @list: what list of the connection it is
 * @is_raw: whether it is a raw set
 * @before: (nullable): a grid of the same list that it takes the place of
 *
 * Sorts, filters and searches as @before does, and looks at the same place; or as the user did some time.
 */
void
mw_remembered_grid_resume (MwGrid *grid,
                           MwConnection *connection,
                           const char *list,
                           gboolean is_raw,
                           MwGrid *before)
{
  g_autoptr (GVariant) wanted = NULL;

  if (before)
    {
      mw_grid_take_over (grid, before);
      return;
    }
  wanted = mw_arrangements_get_wanted (mw_arrangements_get_default (), mw_connection_get_id (connection),
                                       list, is_raw);
  if (wanted)
    mw_grid_take_wanted (grid, wanted);
}

/**
 * mw_remembered_grid_keep:
 * @grid: what the user arranged, ordered, filtered or searched
 * @connection: where the rows are from
 * @list: what list of the connection it is
 * @is_raw: whether it is a raw set
 */
void
mw_remembered_grid_keep (MwGrid *grid, MwConnection *connection, const char *list, gboolean is_raw)
{
  g_autoptr (GVariant) arrangement = mw_grid_dup_arrangement (grid);
  g_autoptr (GVariant) wanted = mw_grid_dup_wanted (grid);
  const char *id = mw_connection_get_id (connection);

  mw_arrangements_set (mw_arrangements_get_default (), id, list, is_raw, arrangement);
  mw_arrangements_set_wanted (mw_arrangements_get_default (), id, list, is_raw, wanted);
}

/**
 * mw_remembered_grid_is_arranged:
 * @connection: where the rows are from
 * @list: what list of the connection it is
 * @is_raw: whether it is a raw set
 *
 * Returns: whether it is known how the user left it
 */
gboolean
mw_remembered_grid_is_arranged (MwConnection *connection, const char *list, gboolean is_raw)
{
  g_autoptr (GVariant) arrangement = mw_arrangements_get (mw_arrangements_get_default (),
                                                          mw_connection_get_id (connection), list, is_raw);

  return arrangement != NULL;
}
