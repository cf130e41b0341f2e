/* mw-records-grids.h: the grids of a page of records, over one dataset after another
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

/**
 * MwRecordsGrids::changed:
 *
 * Rows of a grid came, went or were ordered anew.
 */
/**
 * MwRecordsGrids::selected:
 * @grid: the grid whose cursor went to another row
 */
/**
 * MwRecordsGrids::open:
 *
 * The user wants to see all of the selected row.
 */
#define MW_TYPE_RECORDS_GRIDS (mw_records_grids_get_type ())
G_DECLARE_FINAL_TYPE (MwRecordsGrids, mw_records_grids, MW, RECORDS_GRIDS, GObject)

MwRecordsGrids *mw_records_grids_new (MwConnection *connection, MwEntity *entity);
/* What the user sees of the dataset before is taken over: columns, order, place, cursor. */
void mw_records_grids_set_dataset (MwRecordsGrids *self, MwDataset *dataset);
/* NULL: none. FALSE when it was that one. */
gboolean mw_records_grids_set_raw_set (MwRecordsGrids *self, MwRawSet *set);
/* Where the set that the rows are made from stands in @sets; G_MAXUINT: not there yet. */
guint mw_records_grids_find_primary (MwRecordsGrids *self, GListModel *sets);
/* What the normalized grid searches for stands in @entry then; FALSE: there is no grid yet. */
gboolean mw_records_grids_show_search (MwRecordsGrids *self, GtkSearchEntry *entry, GtkSearchBar *bar);
MwRawSet *mw_records_grids_get_raw_set (MwRecordsGrids *self);
MwGrid *mw_records_grids_get (MwRecordsGrids *self, gboolean is_raw); /* NULL: none yet */
/* Nothing is told any more. */
void mw_records_grids_stop (MwRecordsGrids *self);

G_END_DECLS
