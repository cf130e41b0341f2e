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
/* An action of the grid, with @argument or NULL. */
void mw_grid_fixture_act (MwGridFixture *self, const char *action, const char *argument);
/* Which row of the table stands at the top. */
guint mw_grid_fixture_get_first (MwGridFixture *self);
/* (transfer none): of the grid; there must be one. */
gpointer mw_grid_fixture_find_controller (MwGridFixture *self, GType type);
/* As the first button does without a modifier. */
void mw_grid_fixture_click (MwGridFixture *self, double x, double y, int n_press);
void mw_grid_fixture_click_cell (MwGridFixture *self, guint row, const char *id, int n_press);
void mw_grid_fixture_drag (MwGridFixture *self, double x, double y, double dx, double dy);
void mw_grid_fixture_draw (MwGridFixture *self);

#define mw_grid_fixture_assert_cursor(self, row, id)                                                         \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_cmpuint (mw_grid_view_get_cursor_row ((self)->view), ==, row);                                  \
    g_assert_cmpstr (mw_column_get_id (mw_grid_view_get_cursor_column ((self)->view)), ==, id);              \
  }                                                                                                          \
  G_STMT_END

G_END_DECLS
