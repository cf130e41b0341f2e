/* mw-grid-view-private.h: what the files of the grid share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid-access.h"
#include "mw-grid-cells.h"
#include "mw-grid-layout.h"
#include "mw-grid-view.h"

G_BEGIN_DECLS

/* A column of the user's own has a dot before its title. */
#define MW_GRID_DOT_ROOM 11

#define MW_GRID_NO_ROW G_MAXUINT
/* Pixels beside the edge of a header that still belong to it. */
#define MW_GRID_EDGE_REACH 5

typedef enum
{
  MW_GRID_DRAG_NONE,
  MW_GRID_DRAG_BLOCK,
  MW_GRID_DRAG_WIDTH,
  MW_GRID_DRAG_COLUMN,
} MwGridDrag;

struct _MwGridView
{
  GtkWidget parent_instance;

  MwView *rows;
  GListStore *columns; /* of MwColumn */
  MwGridLayout layout; /* its columns through mw_grid_view_get_layout() only */
  gboolean is_stale;
  MwGridCells *cells;
  MwGridAccess *access;
  GtkAdjustment *horizontal;
  GtkAdjustment *vertical;
  GtkScrollablePolicy horizontal_policy;
  GtkScrollablePolicy vertical_policy;
  double place_x, place_y; /* where another grid was scrolled to that this one follows */
  gboolean has_place;
  gboolean is_behind; /* the cursor was moved before there was a size to scroll in */
  GtkWidget *swatch;  /* never seen: its colour is that of problems */
  GtkWidget *menu;
  MwColumn *menu_column; /* whose header the menu belongs to; NULL: the cursor's */

  guint cursor_row;
  guint cursor_number; /* the row's number in the table: it stays while rows are swapped */
  MwColumn *cursor_column;
  guint anchor_row; /* the other corner of the block */
  MwColumn *anchor_column;
  gboolean is_block;

  GArray *order; /* of MwGridSort */

  gboolean is_on_edge; /* of a header, where the button was pressed */
  MwGridDrag drag;
  MwColumn *drag_column;
  int drag_width;
  int drag_gap; /* -1: none */
  double drag_start_x, drag_start_y;
  double drag_x, drag_y;
  guint drag_tick;
  DexFuture *copying;
};

/* mw-grid-geometry.c; positions are from the top left corner of the widget. */
gboolean mw_grid_view_is_mirrored (MwGridView *self);
int mw_grid_view_get_scrolled (MwGridView *self);
double mw_grid_view_get_scrolled_down (MwGridView *self);
/* Right-to-left: from the start of the line to the left edge, and back. */
int mw_grid_view_mirror (MwGridView *self, int x, int width);
guint mw_grid_view_get_row_at (MwGridView *self, double y); /* MW_GRID_NO_ROW: the header or nothing */
int mw_grid_view_get_slot_at (MwGridView *self, double x);
void mw_grid_view_get_seen_rows (MwGridView *self, guint *first, guint *n_rows);
void mw_grid_view_get_seen_slots (MwGridView *self, guint *first, guint *end); /* without pinned ones */
void mw_grid_view_configure (MwGridView *self);
void mw_grid_view_scroll_to_cursor (MwGridView *self);

/* mw-grid-view.c */
const MwGridLayout *mw_grid_view_get_layout (MwGridView *self); /* of the columns as they are now */
void mw_grid_view_notify_cursor (MwGridView *self);
void mw_grid_view_notify_order (MwGridView *self);

/* mw-grid-draw.c, mw-grid-header.c */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA line;
  GdkRGBA band; /* behind the cursor's row, and chips */
  GdkRGBA selection;
  GdkRGBA accent;
  GdkRGBA problem;
} MwGridColors;

void mw_grid_view_get_colors (MwGridView *self, MwGridColors *colors);
void mw_grid_view_draw (MwGridView *self, GtkSnapshot *snapshot);
void mw_grid_view_draw_header (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors);
/* Draws the columns from @first up to and without @end. */
typedef void (*MwGridDrawFunc) (MwGridView *self,
                                GtkSnapshot *snapshot,
                                const MwGridColors *colors,
                                guint first,
                                guint end);
void mw_grid_view_draw_parts (MwGridView *self,
                              GtkSnapshot *snapshot,
                              const MwGridColors *colors,
                              int y,
                              int height,
                              MwGridDrawFunc draw);

/* mw-grid-cursor.c */
/* The selected block in slots and rows, both ends included; FALSE without a cursor. */
gboolean mw_grid_view_get_block (MwGridView *self, guint *row, guint *last_row, int *slot, int *last_slot);
gboolean mw_grid_view_is_row_selected (MwGridView *self, guint row); /* at least one cell of it */
gboolean mw_grid_view_is_selected (MwGridView *self, guint row, MwColumn *column);
void mw_grid_view_select_all (MwGridView *self);
void mw_grid_view_select_line (MwGridView *self, gboolean is_row); /* the cursor's rows, or its columns */
void mw_grid_view_announce_cursor (MwGridView *self);
char *mw_grid_view_dup_position (MwGridView *self, guint row); /* "row 3 of 4,212" */
void mw_grid_view_rows_changed (MwGridView *self, guint n_removed, guint n_added);

/* mw-grid-order.c */
void mw_grid_view_toggle_sort (MwGridView *self, MwColumn *column, gboolean add);
void mw_grid_view_move_column (MwGridView *self, MwColumn *column, guint gap);

/* mw-grid-keys.c, mw-grid-pointer.c, mw-grid-drag.c, mw-grid-actions.c, mw-grid-menu.c */
void mw_grid_view_add_keys (GtkWidgetClass *widget_class);
void mw_grid_view_add_pointer (MwGridView *self);
gboolean mw_grid_view_is_touch (GtkGestureSingle *gesture);
void mw_grid_view_add_drag (MwGridView *self);
char *mw_grid_view_dup_tooltip (MwGridView *self, guint row, MwColumn *column);
gboolean mw_grid_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip);
void mw_grid_view_add_actions (GtkWidgetClass *widget_class);
void mw_grid_view_open_menu (MwGridView *self, double x, double y, MwColumn *column);
void mw_grid_view_copy (MwGridView *self, gboolean with_headers);

G_END_DECLS
