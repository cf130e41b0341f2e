/* mw-filter-bar.h: the filters of a grid as chips, and a button for more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid.h"

G_BEGIN_DECLS

#define MW_TYPE_FILTER_BAR (mw_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (MwFilterBar, mw_filter_bar, MW, FILTER_BAR, AdwBin)

/* NULL: nothing to filter. */
void mw_filter_bar_set_grid (MwFilterBar *self, MwGrid *grid, gboolean is_raw);
/* Asks for a filter; @column: id of one, NULL to choose. */
void mw_filter_bar_open (MwFilterBar *self, const char *column);
/* No filter any more; FALSE when there was none. */
gboolean mw_filter_bar_clear (MwFilterBar *self);

G_END_DECLS
