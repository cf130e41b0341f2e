/* mw-grid-header.c: draws the titles above a grid
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

#define ARROW_WIDTH  9
#define ARROW_HEIGHT 5
#define GAP_WIDTH    3
#define DOT_WIDTH    6

static void
draw_arrow (GtkSnapshot *snapshot, const GdkRGBA *color, int x, int y, gboolean descending)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  float base = (float) (descending ? y : y + ARROW_HEIGHT), tip = (float) (descending ? y + ARROW_HEIGHT : y);

  gsk_path_builder_move_to (builder, (float) x, base);
  gsk_path_builder_line_to (builder, (float) x + ARROW_WIDTH, base);
  gsk_path_builder_line_to (builder, (float) x + ARROW_WIDTH / 2.0f, tip);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
draw_dot (GtkSnapshot *snapshot, const GdkRGBA *color, int x, int y)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT ((float) x + DOT_WIDTH / 2.0f, (float) y),
                               DOT_WIDTH / 2.0f);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
draw_text (GtkSnapshot *snapshot, const GdkRGBA *color, PangoLayout *layout, int x, int y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* At the end of the line for columns whose values stand at its start, and the other way round. */
static int
draw_sort (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors, const MwGridSlot *slot, int x)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      const MwGridSort *sort = &g_array_index (self->order, MwGridSort, i);
      int room = self->layout.arrow_width;
      int from = mw_column_is_number (slot->column) ? x + self->layout.padding
                                                    : x + slot->width - self->layout.padding - ARROW_WIDTH;

      if (sort->column != slot->column)
        continue;
      draw_arrow (snapshot, &colors->text, mw_grid_view_mirror (self, from, ARROW_WIDTH),
                  (self->layout.header_height - ARROW_HEIGHT) / 2, sort->descending);
      if (self->order->len > 1)
        {
          const MwGridCell *rank = mw_grid_cells_get_rank (self->cells, i + 1);
          int beside = mw_column_is_number (slot->column) ? from + ARROW_WIDTH + 2 : from - rank->width - 2;

          room += rank->width;
          draw_text (snapshot, &colors->dim, rank->layout, mw_grid_view_mirror (self, beside, rank->width),
                     (self->layout.header_height - rank->height) / 2);
        }
      return room;
    }
  return 0;
}

static void
draw_titles (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors, guint first, guint end)
{
  int scrolled = mw_grid_view_get_scrolled (self), padding = self->layout.padding;

  for (guint i = first; i < end; i++)
    {
      const MwGridSlot *slot = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), i);
      int x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), i, scrolled);
      int taken = draw_sort (self, snapshot, colors, slot, x);
      int dot = mw_column_is_custom (slot->column) ? MW_GRID_DOT_ROOM : 0;
      const MwGridCell *cell = mw_grid_cells_get_header (self->cells, slot->column,
                                                         slot->width - 2 * padding - taken - dot);
      int start = mw_column_is_number (slot->column) ? x + slot->width - padding - cell->width
                                                     : x + padding + dot;

      if (dot > 0)
        draw_dot (snapshot, &colors->accent, mw_grid_view_mirror (self, start - dot, DOT_WIDTH),
                  self->layout.header_height / 2);

      draw_text (snapshot, taken ? &colors->text : &colors->dim, cell->layout,
                 mw_grid_view_mirror (self, start, cell->width),
                 (self->layout.header_height - cell->height) / 2);
      gtk_snapshot_append_color (snapshot, &colors->line,
                                 &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, x + slot->width - 1, 1), 0,
                                                      1, self->layout.header_height));
    }
}

/* Where the column lands that is dragged. */
static void
draw_gap (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors)
{
  guint gap = (guint) self->drag_gap;
  guint last = mw_grid_view_get_layout (self)->slots->len;
  int x = 0;

  if (self->drag != MW_GRID_DRAG_COLUMN || self->drag_gap < 0)
    return;
  if (gap < last)
    x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), gap, mw_grid_view_get_scrolled (self));
  else if (last > 0)
    x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), last - 1, mw_grid_view_get_scrolled (self)) +
        mw_grid_layout_get_slot (mw_grid_view_get_layout (self), last - 1)->width;
  gtk_snapshot_append_color (
    snapshot, &colors->accent,
    &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, MAX (x - GAP_WIDTH / 2, 0), GAP_WIDTH), 0, GAP_WIDTH,
                         gtk_widget_get_height (GTK_WIDGET (self))));
}

void
mw_grid_view_draw_header (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  mw_grid_view_draw_parts (self, snapshot, colors, 0, self->layout.header_height, draw_titles);
  gtk_snapshot_append_color (snapshot, &colors->line,
                             &GRAPHENE_RECT_INIT (0, self->layout.header_height - 1, width, 1));
  if (mw_grid_view_get_layout (self)->n_pinned > 0)
    gtk_snapshot_append_color (
      snapshot, &colors->dim,
      &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, mw_grid_view_get_layout (self)->pinned_width - 1, 1), 0,
                           1, height));
  draw_gap (self, snapshot, colors);
}
