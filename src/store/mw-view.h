/* mw-view.h: a table as a lazy list: a generation, an order and a filter
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "mw-column-ranks.h"
#include "mw-row-filter.h"
#include "mw-row.h"
#include "mw-table.h"

G_BEGIN_DECLS

/**
 * MwView:
 *
 * A #GListModel of #MwRow over one table; follows the table while it grows (one append a published page) and
 * swaps by remove-all then add-all when order or filter change. Main thread only; order and filter are
 * computed on the work pool.
 */
#define MW_TYPE_VIEW (mw_view_get_type ())
G_DECLARE_FINAL_TYPE (MwView, mw_view, MW, VIEW, GObject)

MwView *mw_view_new (MwTable *table);
MwTable *mw_view_get_table (MwView *self);
MwGeneration *mw_view_get_generation (MwView *self);
/* Rows that contain every word of @text in any column, ignoring case and accents; NULL or "" for all.
 * Resolves to TRUE when the view shows it. */
DexFuture *mw_view_set_search (MwView *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Rows that pass all of them; NULL or none for all. As mw_view_set_search(). */
DexFuture *mw_view_set_filters (MwView *self, GPtrArray *filters) G_GNUC_WARN_UNUSED_RESULT;
/* Another day may have begun: what counts from it is computed again. Called once a minute by itself. */
void mw_view_see_day (MwView *self);
/* @column -1: the order of the system. Numbers exactly, dates by the calendar, text by the locale, nulls
 * last. */
DexFuture *mw_view_set_sort (MwView *self, int column, gboolean descending) G_GNUC_WARN_UNUSED_RESULT;
/* By several columns, the most important first; those behind MW_MAX_SORTS are left out. */
DexFuture *mw_view_set_sorts (MwView *self, const MwSort *sorts, guint n_sorts) G_GNUC_WARN_UNUSED_RESULT;
/* Number in the generation of the row at @position, and where the row of that number stands
 * (G_MAXUINT: nowhere). */
guint mw_view_get_number (MwView *self, guint position);
guint mw_view_find_number (MwView *self, guint number);
/* The rows as the view has them now, for an export: generation and row numbers in order (NULL: all, in
 * order). */
MwGeneration *mw_view_dup_snapshot (MwView *self, guint32 **rows, guint *n_rows);

G_END_DECLS
