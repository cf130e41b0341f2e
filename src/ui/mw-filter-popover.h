/* mw-filter-popover.h: chooses a column, and what a filter on it is to let through
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid.h"

G_BEGIN_DECLS

/**
 * MwFilterPopover::chosen:
 * @filter: the #MwRowFilter
 */
#define MW_TYPE_FILTER_POPOVER (mw_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (MwFilterPopover, mw_filter_popover, MW, FILTER_POPOVER, GtkPopover)

/* NULL: nothing to filter. */
void mw_filter_popover_set_grid (MwFilterPopover *self, MwGrid *grid, gboolean has_problems);
/* To choose a column first. */
void mw_filter_popover_show_columns (MwFilterPopover *self);
/* @filter: to change; NULL for a new one. */
void mw_filter_popover_show_column (MwFilterPopover *self, MwColumn *column, const MwRowFilter *filter);

G_END_DECLS
