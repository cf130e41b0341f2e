/* mw-grid-view.h: a table that draws only the cells that are seen
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-column.h"
#include "mw-view.h"

G_BEGIN_DECLS

typedef enum
{
  MW_GRID_LEFT,
  MW_GRID_RIGHT,
  MW_GRID_UP,
  MW_GRID_DOWN,
  MW_GRID_PAGE_UP,
  MW_GRID_PAGE_DOWN,
  MW_GRID_ROW_START,
  MW_GRID_ROW_END,
  MW_GRID_TOP,
  MW_GRID_BOTTOM,
} MwGridMove;

typedef struct
{
  MwColumn *column;
  gboolean descending;
} MwGridSort;

/**
 * MwGridView:
 * @cursor-row: (property): position in the view, or %G_MAXUINT
 * @cursor-column: (property): the #MwColumn of the cursor, or %NULL
 *
 * A #GtkScrollable that draws a #MwView. #GtkColumnView keeps about 205 rows times every visible column
 * alive; here nothing exists per row or column but what is on the screen.
 *
 * Actions that act on the cell cursor and announce it: grid.open, grid.copy, grid.copy-with-headers,
 * grid.select-all, grid.select-row, grid.select-column, grid.move and grid.extend (s: left, right, up, down,
 * page-up, page-down, row-start, row-end, top, bottom), the same without a parameter for assistive technology
 * (grid.move-left …), grid.move-to (uu: row and place of the column), grid.menu. On the column of the cursor,
 * or of the header whose menu is open: grid.sort and grid.add-sort (s: ascending, descending, none),
 * grid.hide-column, grid.pin-column, grid.auto-size.
 */
/**
 * MwGridView::activate-row:
 * @position: in the view
 */
/**
 * MwGridView::order-changed:
 *
 * The rows are to be sorted as mw_grid_view_get_order() says.
 */
#define MW_TYPE_GRID_VIEW (mw_grid_view_get_type ())
G_DECLARE_FINAL_TYPE (MwGridView, mw_grid_view, MW, GRID_VIEW, GtkWidget)

/* @columns: of MwColumn; reordered by dragging their headers. */
MwGridView *mw_grid_view_new (MwView *rows, GListStore *columns);
guint mw_grid_view_get_cursor_row (MwGridView *self);
MwColumn *mw_grid_view_get_cursor_column (MwGridView *self);
/* @column NULL: stays in its column. @extend: the block of selected cells reaches to it. */
void mw_grid_view_set_cursor (MwGridView *self, guint row, MwColumn *column, gboolean extend);
/* The row of that number in the table, now or as soon as it is shown; nothing scrolls. */
void mw_grid_view_take_cursor (MwGridView *self, guint number);
/* Scrolls to where @other is, as soon as there is as much; @column: of the cursor. */
void mw_grid_view_take_place (MwGridView *self, MwGridView *other, MwColumn *column);
void mw_grid_view_move (MwGridView *self, MwGridMove move, gboolean extend);
/* The columns by which rows are to be sorted, the most important first; owned by the grid. */
const MwGridSort *mw_grid_view_get_order (MwGridView *self, guint *n_sorts);
/* @add: behind the others instead of in their place. */
void mw_grid_view_sort (MwGridView *self, MwColumn *column, gboolean descending, gboolean add);
void mw_grid_view_unsort (MwGridView *self, MwColumn *column); /* NULL: all */
/* Among all of them, shown or not. */
void mw_grid_view_place_column (MwGridView *self, MwColumn *column, guint position);
guint mw_grid_view_get_n_shown_columns (MwGridView *self);
/* Where a cell, or a header (row G_MAXUINT), is drawn; FALSE where it is not seen. */
gboolean mw_grid_view_get_cell_area (MwGridView *self, guint row, MwColumn *column, GdkRectangle *area);
void mw_grid_view_auto_size (MwGridView *self, MwColumn *column);
/* What the grid keeps: both are bounded by what is on the screen. */
guint mw_grid_view_get_n_kept (MwGridView *self); /* texts that are laid out */
guint mw_grid_view_get_n_accessibles (MwGridView *self);

G_END_DECLS
