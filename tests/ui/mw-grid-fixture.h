/* mw-grid-fixture.h: a grid in a window of its own, over rows that say where they stand
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column.h"
#include "mw-grid.h"
#include "mw-ui-test.h"

G_BEGIN_DECLS

#define MW_GRID_FIXTURE_N_COLUMNS 5 /* remote_id, status, title, total; receipt_status is not shown */

typedef struct
{
  MwTable *table;
  GtkWindow *window;
  MwGrid *grid;
  MwGridView *view;
} MwGridFixture;

/* Rows "id-7", total 7.50; the last ones first when @backwards. */
void mw_grid_fixture_append (MwTable *table, guint first, guint n_rows, gboolean backwards);
MwTable *mw_grid_fixture_make_table (guint n_rows, gboolean backwards);
/* Takes @table. */
void mw_grid_fixture_start (MwGridFixture *self, MwTable *table, gboolean is_raw);
void mw_grid_fixture_show (MwGridFixture *self, MwGrid *grid);
void mw_grid_fixture_stop (MwGridFixture *self);
MwColumn *mw_grid_fixture_get_column (MwGridFixture *self, const char *id);
/* Of a cell that is seen; @row G_MAXUINT: of the title. */
GdkRectangle mw_grid_fixture_get_area (MwGridFixture *self, guint row, const char *id);
char *mw_grid_fixture_read_clipboard (MwGridFixture *self);

G_END_DECLS
