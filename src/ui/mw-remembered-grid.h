/* mw-remembered-grid.h: grids that look as the user left them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

/* Columns as in @before, or as they were last; @list: as mw_arrangements_get() wants it. Floating. */
MwGrid *mw_remembered_grid_new (MwConnection *connection,
                                MwTable *table,
                                const char *list,
                                gboolean is_raw,
                                MwGrid *before);
/* Order, filters and search the same way; once it has its columns. */
void mw_remembered_grid_resume (MwGrid *grid,
                                MwConnection *connection,
                                const char *list,
                                gboolean is_raw,
                                MwGrid *before);
gboolean mw_remembered_grid_is_arranged (MwConnection *connection, const char *list, gboolean is_raw);
/* It was arranged. */
void mw_remembered_grid_keep (MwGrid *grid, MwConnection *connection, const char *list, gboolean is_raw);

G_END_DECLS
