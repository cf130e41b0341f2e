/* mw-columns-popover.h: chooses which columns a grid shows, and in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid.h"

G_BEGIN_DECLS

/**
 * MwColumnsPopover:
 * @summary: (property): for the button that opens it, with a mnemonic: whether columns are hidden
 */
#define MW_TYPE_COLUMNS_POPOVER (mw_columns_popover_get_type ())
G_DECLARE_FINAL_TYPE (MwColumnsPopover, mw_columns_popover, MW, COLUMNS_POPOVER, GtkPopover)

void mw_columns_popover_set_grid (MwColumnsPopover *self, MwGrid *grid);

G_END_DECLS
