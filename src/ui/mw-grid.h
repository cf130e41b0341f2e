/* mw-grid.h: a table on the screen: a GtkColumnView over a lazy view, its columns and its order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-view.h"

G_BEGIN_DECLS

/* A row keeps about 200 cells of every visible column alive (a limit of GtkColumnView), so not all of a wide
 * raw set. */
#define MW_GRID_MAX_COLUMNS 24

/**
 * MwGrid:
 * @selected-row: (property): the #MwRow that is selected, or %NULL
 */
/**
 * MwGrid::changed:
 *
 * Rows came, went or were ordered anew.
 */
#define MW_TYPE_GRID (mw_grid_get_type ())
G_DECLARE_FINAL_TYPE (MwGrid, mw_grid, MW, GRID, AdwBin)

/* @is_raw: no field knows which columns to show first. */
MwGrid *mw_grid_new (MwTable *table, gboolean is_raw);
MwTable *mw_grid_get_table (MwGrid *self);
MwView *mw_grid_get_view (MwGrid *self);
GListModel *mw_grid_get_columns (MwGrid *self); /* of MwColumn */
guint mw_grid_get_n_visible_columns (MwGrid *self);
void mw_grid_reset_columns (MwGrid *self);
void mw_grid_copy_columns (MwGrid *self, MwGrid *other);
void mw_grid_set_search (MwGrid *self, const char *text);
const char *mw_grid_get_search (MwGrid *self);
gboolean mw_grid_is_searching (MwGrid *self);
MwRow *mw_grid_get_selected (MwGrid *self);
void mw_grid_select (MwGrid *self, guint position);

G_END_DECLS
