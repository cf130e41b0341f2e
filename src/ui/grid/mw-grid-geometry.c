/* mw-grid-geometry.c: what of a grid is seen, and where
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

#include <math.h>

gboolean
mw_grid_view_is_mirrored (MwGridView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* From the start of the line, in lines that run from the right too: as in GTK's own lists. */
static double
get_line_offset (MwGridView *self)
{
  if (self->has_place)
    return self->place_x;
  return self->horizontal ? gtk_adjustment_get_value (self->horizontal) : 0;
}

int
mw_grid_view_get_scrolled (MwGridView *self)
{
  return (int) round (get_line_offset (self));
}

double
mw_grid_view_get_scrolled_down (MwGridView *self)
{
  if (self->has_place)
    return self->place_y;
  return self->vertical ? round (gtk_adjustment_get_value (self->vertical)) : 0;
}

int
mw_grid_view_mirror (MwGridView *self, int x, int width)
{
  return mw_grid_view_is_mirrored (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

guint
mw_grid_view_get_row_at (MwGridView *self, double y)
{
  double row = floor ((y - self->layout.header_height + mw_grid_view_get_scrolled_down (self)) /
                      self->layout.row_height);

  if (y < self->layout.header_height || row >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return MW_GRID_NO_ROW;
  return (guint) row;
}

int
mw_grid_view_get_slot_at (MwGridView *self, double x)
{
  return mw_grid_layout_get_slot_at (mw_grid_view_get_layout (self), mw_grid_view_mirror (self, (int) x, 0),
                                     mw_grid_view_get_scrolled (self));
}

void
mw_grid_view_get_seen_rows (MwGridView *self, guint *first, guint *n_rows)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  double top = mw_grid_view_get_scrolled_down (self);
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->layout.header_height, 0);
  double end = ceil ((top + height) / self->layout.row_height);

  *first = MIN ((guint) (top / self->layout.row_height), n_items);
  *n_rows = (guint) MIN (end, n_items) - *first;
}

void
mw_grid_view_get_seen_slots (MwGridView *self, guint *first, guint *end)
{
  mw_grid_layout_get_seen (mw_grid_view_get_layout (self), mw_grid_view_get_scrolled (self),
                           gtk_widget_get_width (GTK_WIDGET (self)), first, end);
}

static void
configure_horizontal (MwGridView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double upper = MAX (mw_grid_view_get_layout (self)->width, width);

  gtk_adjustment_configure (self->horizontal, CLAMP (get_line_offset (self), 0, upper - width), 0, upper,
                            self->layout.char_width * 4, width * 0.9, width);
}

static void
configure_vertical (MwGridView *self)
{
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->layout.header_height, 0);
  double rows = (double) g_list_model_get_n_items (G_LIST_MODEL (self->rows)) * self->layout.row_height;
  double upper = MAX (rows, height);
  double value = self->has_place ? self->place_y : gtk_adjustment_get_value (self->vertical);

  gtk_adjustment_configure (self->vertical, CLAMP (value, 0, upper - height), 0, upper,
                            self->layout.row_height,
                            MAX (height - self->layout.row_height, self->layout.row_height), height);
}

/* Tells the adjustments what there is, and looks at it anew. Not before the widget has a size: it would
 * forget how far it was scrolled. */
void
mw_grid_view_configure (MwGridView *self)
{
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    {
      if (self->horizontal)
        configure_horizontal (self);
      if (self->vertical)
        configure_vertical (self);
      self->has_place = FALSE;
      if (self->is_behind)
        mw_grid_view_scroll_to_cursor (self);
    }
  mw_grid_access_update (self->access);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mw_grid_view_scroll_to_cursor (MwGridView *self)
{
  int at = mw_grid_layout_find (mw_grid_view_get_layout (self), self->cursor_column);
  double y = (double) self->cursor_row * self->layout.row_height;

  self->is_behind = gtk_widget_get_width (GTK_WIDGET (self)) == 0;
  if (self->cursor_row != MW_GRID_NO_ROW && self->vertical)
    gtk_adjustment_clamp_page (self->vertical, y, y + self->layout.row_height);
  if (at >= (int) mw_grid_view_get_layout (self)->n_pinned && self->horizontal)
    {
      const MwGridSlot *slot = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) at);

      /* What pinned columns cover is not seen. */
      gtk_adjustment_clamp_page (self->horizontal, slot->x - mw_grid_view_get_layout (self)->pinned_width,
                                 slot->x + slot->width);
    }
}

/**
 * mw_grid_view_take_place:
 * @self: a grid that is not shown yet
 * @other: a grid of the same columns
 * @column: (nullable): where the cursor stands
 *
 * Shows what @other shows as soon as it has a size.
 */
void
mw_grid_view_take_place (MwGridView *self, MwGridView *other, MwColumn *column)
{
  self->place_x = get_line_offset (other);
  self->place_y = mw_grid_view_get_scrolled_down (other);
  self->has_place = TRUE;
  if (column && mw_grid_layout_find (mw_grid_view_get_layout (self), column) >= 0)
    g_set_object (&self->cursor_column, column);
}

/**
 * mw_grid_view_get_cell_area:
 * @self: the grid
 * @row: a position in the view; %G_MAXUINT for the header
 * @column: a column
 * @area: (out): where it is drawn, from the top left corner of the widget
 *
 * Returns: whether it is seen, at least in part
 */
gboolean
mw_grid_view_get_cell_area (MwGridView *self, guint row, MwColumn *column, GdkRectangle *area)
{
  int slot = mw_grid_layout_find (mw_grid_view_get_layout (self), column);
  gboolean is_header = row == MW_GRID_NO_ROW;
  double y = 0;
  int x;

  if (slot < 0)
    return FALSE;
  if (!is_header)
    y = self->layout.header_height + (double) row * self->layout.row_height -
        mw_grid_view_get_scrolled_down (self);
  if (y >= gtk_widget_get_height (GTK_WIDGET (self)) ||
      (!is_header && y + self->layout.row_height <= self->layout.header_height))
    return FALSE;
  x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), (guint) slot, mw_grid_view_get_scrolled (self));
  area->width = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) slot)->width;
  area->height = is_header ? self->layout.header_height : self->layout.row_height;
  area->x = mw_grid_view_mirror (self, x, area->width);
  area->y = (int) y;
  return x < gtk_widget_get_width (GTK_WIDGET (self)) &&
         (slot < (int) mw_grid_view_get_layout (self)->n_pinned ||
          x + area->width > mw_grid_view_get_layout (self)->pinned_width);
}
