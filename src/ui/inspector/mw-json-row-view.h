/* mw-json-row-view.h: shows one value of a record as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-json-tree.h"

G_BEGIN_DECLS

/**
 * MwJsonRowView::toggle:
 *
 * The user wants to see what is in it, or no longer.
 */
/**
 * MwJsonRowView::menu:
 * @x: where
 * @y: where
 *
 * The user wants to know what can be done with it.
 */
#define MW_TYPE_JSON_ROW_VIEW (mw_json_row_view_get_type ())
G_DECLARE_FINAL_TYPE (MwJsonRowView, mw_json_row_view, MW, JSON_ROW_VIEW, AdwBin)

MwJsonRowView *mw_json_row_view_new (void);
/* NULL: none. */
void mw_json_row_view_set_row (MwJsonRowView *self, MwJsonTree *tree, MwJsonRow *row);
/* For who does not see it. */
char *mw_json_row_view_dup_spoken (MwJsonRowView *self);

G_END_DECLS
