/* mw-grid-columns.h: how a user has arranged the columns of a table, to be had again later
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-column.h"

G_BEGIN_DECLS

/* Of each column in order: id, whether it is shown, whether it is pinned, width (0: as its type suggests). */
#define MW_GRID_COLUMNS_TYPE G_VARIANT_TYPE ("a(sbbi)")

GVariant *mw_grid_columns_save (GListModel *columns);
/* Adds @added (of MwColumn) to @columns where @saved has them, shown as they were there; at the end those
 * that it has not. */
void mw_grid_columns_add (GListStore *columns, GPtrArray *added, GVariant *saved);

G_END_DECLS
