/* mw-column-row.h: a column in the list of columns: shown, pinned, moved
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-column.h"

G_BEGIN_DECLS

/**
 * MwColumnRow::move:
 * @column: which
 * @steps: how many places it is to go down, negative: up
 */
/**
 * MwColumnRow::drop:
 * @column: which is to stand where this one stands
 */
#define MW_TYPE_COLUMN_ROW (mw_column_row_get_type ())
G_DECLARE_FINAL_TYPE (MwColumnRow, mw_column_row, MW, COLUMN_ROW, GtkWidget)

GtkWidget *mw_column_row_new (void);
void mw_column_row_set_column (MwColumnRow *self, MwColumn *column); /* NULL: none */
MwColumn *mw_column_row_get_column (MwColumnRow *self);

G_END_DECLS
