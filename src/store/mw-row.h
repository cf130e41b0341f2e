/* mw-row.h: a row while it is looked at
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-generation.h"

G_BEGIN_DECLS

/* Made by the view's get_item, gone when it scrolls away. */
#define MW_TYPE_ROW (mw_row_get_type ())
G_DECLARE_FINAL_TYPE (MwRow, mw_row, MW, ROW, GObject)

MwRow *mw_row_new (MwGeneration *generation, guint number);
MwGeneration *mw_row_get_generation (MwRow *self);
guint mw_row_get_number (MwRow *self); /* in the generation, not in the view */
const char *mw_row_get_cell (MwRow *self, guint column);

G_END_DECLS
