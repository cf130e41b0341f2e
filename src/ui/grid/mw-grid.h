/* mw-grid.h: a table on the screen: a grid over a lazy view, its columns, its order and its search
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-grid-view.h"
#include "mw-view.h"

G_BEGIN_DECLS

/**
 * MwGrid:
 * @selected-row: (property): the #MwRow that the cursor is in, or %NULL
 */
/**
 * MwGrid::changed:
 *
 * Rows came, went or were ordered anew.
 */
/**
 * MwGrid::open:
 *
 * The user wants to see all of the selected row.
 */
/**
 * MwGrid::arranged:
 *
 * Columns were shown, hidden, moved, pinned or got another width, or the user asked for another order, search
 * or filter.
 */
#define MW_TYPE_GRID (mw_grid_get_type ())
G_DECLARE_FINAL_TYPE (MwGrid, mw_grid, MW, GRID, AdwBin)

/* @is_raw: no field knows which columns to show first. */
MwGrid *mw_grid_new (MwTable *table, gboolean is_raw);
/* @arrangement: of the columns, as mw_grid_dup_arrangement() gave it for these or others; NULL: the usual
 * one. */
MwGrid *mw_grid_new_arranged (MwTable *table, gboolean is_raw, GVariant *arrangement);
/* A raw set whose keys the user may make columns of. */
void mw_grid_offer_columns (MwGrid *self);
/* Of a raw set, right after it was made: the keys that stand first as long as nobody arranged its columns. */
void mw_grid_set_first_columns (MwGrid *self, const char *const *ids);
GVariant *mw_grid_dup_arrangement (MwGrid *self);
MwTable *mw_grid_get_table (MwGrid *self);
MwView *mw_grid_get_view (MwGrid *self);
MwGridView *mw_grid_get_grid_view (MwGrid *self);
GListModel *mw_grid_get_columns (MwGrid *self); /* of MwColumn */
MwColumn *mw_grid_find_column (MwGrid *self, const char *id);
guint mw_grid_get_n_visible_columns (MwGrid *self);
void mw_grid_reset_columns (MwGrid *self);
void mw_grid_place_column (MwGrid *self, MwColumn *column, guint position); /* among all, shown or not */
/* What the user sees of @other, a grid of the same columns, in this one: a refresh takes nothing away. */
void mw_grid_take_over (MwGrid *self, MwGrid *other);
/* Rows that pass all of them; NULL for all rows. */
void mw_grid_set_filters (MwGrid *self, GPtrArray *filters);
GPtrArray *mw_grid_get_filters (MwGrid *self); /* of MwRowFilter; NULL: none */
gboolean mw_grid_is_narrowed (MwGrid *self);   /* by a search or by filters */
/* Filters, order and search, to be had again in another grid of these columns. */
#define MW_GRID_WANTED_TYPE G_VARIANT_TYPE ("(a(sssas)a(sb)s)")
GVariant *mw_grid_dup_wanted (MwGrid *self);
void mw_grid_take_wanted (MwGrid *self, GVariant *wanted);
void mw_grid_set_search (MwGrid *self, const char *text);
const char *mw_grid_get_search (MwGrid *self);
gboolean mw_grid_is_searching (MwGrid *self);
MwRow *mw_grid_get_selected (MwGrid *self);
void mw_grid_select (MwGrid *self, guint position);

G_END_DECLS
