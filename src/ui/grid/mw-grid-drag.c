/* mw-grid-drag.c: dragging over a grid: a block of cells, the width of a column, a column to another place
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

static void
stop_scrolling (MwGridView *self)
{
  if (self->drag_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag_tick);
  self->drag_tick = 0;
}

/* Beyond the edges it is the nearest cell that is not seen yet. */
static void
extend_to_pointer (MwGridView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  double top = self->layout.header_height;
  gint64 row = mw_grid_view_get_row_at (self, CLAMP (self->drag_y, top, MAX (height - 1, top)));
  int slot = mw_grid_view_get_slot_at (self, CLAMP (self->drag_x, 0, MAX (width - 1, 0)));

  if (n_rows == 0 || mw_grid_view_get_layout (self)->slots->len == 0)
    return;
  if (row == MW_GRID_NO_ROW)
    row = n_rows - 1;
  row += self->drag_y >= height ? 1 : self->drag_y < top ? -1 : 0;
  if (slot < 0)
    slot = (int) mw_grid_view_get_layout (self)->slots->len - 1;
  if (self->drag_x >= width || self->drag_x < 0)
    slot += (self->drag_x < 0) == mw_grid_view_is_mirrored (self) ? 1 : -1;
  slot = CLAMP (slot, 0, (int) mw_grid_view_get_layout (self)->slots->len - 1);
  mw_grid_view_set_cursor (self, (guint) CLAMP (row, 0, (gint64) n_rows - 1),
                           mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) slot)->column,
                           TRUE);
}

static void
update_gap (MwGridView *self)
{
  self->drag_gap = (int) mw_grid_layout_get_gap_at (mw_grid_view_get_layout (self),
                                                    mw_grid_view_mirror (self, (int) self->drag_x, 0),
                                                    mw_grid_view_get_scrolled (self));
}

/* A column that is dragged over the edge goes on to those that are not seen yet. */
static void
scroll_sideways (MwGridView *self)
{
  gboolean is_back = (self->drag_x < 0) != mw_grid_view_is_mirrored (self);
  double step = gtk_adjustment_get_step_increment (self->horizontal);

  gtk_adjustment_set_value (self->horizontal,
                            gtk_adjustment_get_value (self->horizontal) + (is_back ? -step : step));
  update_gap (self);
}

static gboolean
scroll_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MwGridView *self = MW_GRID_VIEW (widget);

  if (self->drag == MW_GRID_DRAG_BLOCK)
    extend_to_pointer (self);
  else
    scroll_sideways (self);
  return G_SOURCE_CONTINUE;
}

/* Held outside, it goes on without a move of the pointer. */
static void
update_scrolling (MwGridView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_outside = self->drag_x < 0 || self->drag_x >= gtk_widget_get_width (widget);

  if (self->drag == MW_GRID_DRAG_BLOCK)
    is_outside = is_outside || self->drag_y < self->layout.header_height ||
                 self->drag_y >= gtk_widget_get_height (widget);
  if (!is_outside)
    stop_scrolling (self);
  else if (self->drag_tick == 0)
    self->drag_tick = gtk_widget_add_tick_callback (widget, scroll_tick, NULL, NULL);
}

/* Titles are dragged by a finger, too. The scrolled window takes each drag before we see it, as soon as there
 * are more columns than room: it does not look as long as that goes on. */
static void
let_scroll (MwGridView *self, gboolean scrolls)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scrolled)
    gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (scrolled), scrolls);
}

static MwGridDrag
get_kind (MwGridView *self, double x, double y)
{
  int slot = mw_grid_view_get_slot_at (self, x);
  int edge = mw_grid_layout_get_edge_at (mw_grid_view_get_layout (self),
                                         mw_grid_view_mirror (self, (int) x, 0),
                                         mw_grid_view_get_scrolled (self), MW_GRID_EDGE_REACH);
  gboolean is_header = y < self->layout.header_height;

  g_clear_object (&self->drag_column);
  if (!is_header)
    return slot >= 0 && mw_grid_view_get_row_at (self, y) != MW_GRID_NO_ROW ? MW_GRID_DRAG_BLOCK
                                                                            : MW_GRID_DRAG_NONE;
  if (edge < 0 && slot < 0)
    return MW_GRID_DRAG_NONE;
  self->drag_column = g_object_ref (
    mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) (edge >= 0 ? edge : slot))->column);
  return edge >= 0 ? MW_GRID_DRAG_WIDTH : MW_GRID_DRAG_COLUMN;
}

static void
on_begin (MwGridView *self, double x, double y, GtkGestureSingle *gesture)
{
  self->drag = get_kind (self, x, y);
  self->drag_start_x = x;
  self->drag_start_y = y;
  self->drag_gap = -1;
  if (self->drag == MW_GRID_DRAG_WIDTH)
    self->drag_width = mw_grid_layout_get_slot (
                         mw_grid_view_get_layout (self),
                         (guint) mw_grid_layout_find (mw_grid_view_get_layout (self), self->drag_column))
                         ->width;
  if (self->drag_column && mw_grid_view_is_touch (gesture))
    let_scroll (self, FALSE);
  /* A finger scrolls. */
  if (self->drag == MW_GRID_DRAG_NONE ||
      (self->drag == MW_GRID_DRAG_BLOCK && mw_grid_view_is_touch (gesture)))
    {
      self->drag = MW_GRID_DRAG_NONE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    }
}

static void
on_update (MwGridView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x = self->drag_start_x, y = self->drag_start_y;

  self->drag_x = x + dx;
  self->drag_y = y + dy;
  if (self->drag == MW_GRID_DRAG_NONE)
    return;
  if (self->drag != MW_GRID_DRAG_BLOCK && self->drag_gap < 0 &&
      !gtk_drag_check_threshold (GTK_WIDGET (self), (int) x, (int) y, (int) self->drag_x, (int) self->drag_y))
    return;
  if (self->drag == MW_GRID_DRAG_BLOCK && mw_grid_view_get_row_at (self, self->drag_y) == self->cursor_row &&
      mw_grid_view_get_slot_at (self, self->drag_x) ==
        mw_grid_layout_find (mw_grid_view_get_layout (self), self->cursor_column))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->drag == MW_GRID_DRAG_BLOCK)
    {
      extend_to_pointer (self);
      update_scrolling (self);
      return;
    }
  update_gap (self);
  if (self->drag == MW_GRID_DRAG_COLUMN)
    update_scrolling (self);
  else
    mw_column_set_width (self->drag_column,
                         MAX (self->drag_width + (int) (mw_grid_view_is_mirrored (self) ? -dx : dx), 1));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_end (MwGridView *self)
{
  g_autoptr (MwColumn) column = g_steal_pointer (&self->drag_column);

  stop_scrolling (self);
  let_scroll (self, TRUE);
  if (self->drag == MW_GRID_DRAG_COLUMN && self->drag_gap >= 0)
    mw_grid_view_move_column (self, column, (guint) self->drag_gap);
  self->drag = MW_GRID_DRAG_NONE;
  self->drag_gap = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_cancel (MwGridView *self)
{
  stop_scrolling (self);
  let_scroll (self, TRUE);
  g_clear_object (&self->drag_column);
  self->drag = MW_GRID_DRAG_NONE;
  self->drag_gap = -1;
}

void
mw_grid_view_add_drag (MwGridView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_cancel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
