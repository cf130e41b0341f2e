/* mw-grid-draw.c: draws the cells of a grid that are seen
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "mw-grid-view-private.h"

#define CHIP_MARGIN 3
#define RING_WIDTH  2

static GdkRGBA
with_alpha (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

/* From the theme, so that they fit light, dark and high contrast. */
void
mw_grid_view_get_colors (MwGridView *self, MwGridColors *colors)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  gboolean contrast = adw_style_manager_get_high_contrast (style);
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);

  gtk_widget_get_color (GTK_WIDGET (self), &colors->text);
  gtk_widget_get_color (self->swatch, &colors->problem);
  adw_rgba_to_standalone (accent, adw_style_manager_get_dark (style), &colors->accent);
  colors->dim = with_alpha (colors->text, contrast ? 1 : 0.7f);
  colors->line = with_alpha (colors->text, contrast ? 0.55f : 0.12f);
  colors->band = with_alpha (colors->text, contrast ? 0.15f : 0.06f);
  colors->selection = with_alpha (*accent, contrast ? 0.45f : 0.25f);
}

/* Pinned columns and the others, each where it may be seen. */
void
mw_grid_view_draw_parts (MwGridView *self,
                         GtkSnapshot *snapshot,
                         const MwGridColors *colors,
                         int y,
                         int height,
                         MwGridDrawFunc draw)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int pinned = MIN (mw_grid_view_get_layout (self)->pinned_width, width);
  guint first, end;

  mw_grid_view_get_seen_slots (self, &first, &end);
  if (first < end)
    {
      gtk_snapshot_push_clip (
        snapshot,
        &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, pinned, width - pinned), y, width - pinned, height));
      draw (self, snapshot, colors, first, end);
      gtk_snapshot_pop (snapshot);
    }
  if (mw_grid_view_get_layout (self)->n_pinned > 0)
    {
      gtk_snapshot_push_clip (snapshot,
                              &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, 0, pinned), y, pinned, height));
      draw (self, snapshot, colors, 0, mw_grid_view_get_layout (self)->n_pinned);
      gtk_snapshot_pop (snapshot);
    }
}

static void
draw_chip (GtkSnapshot *snapshot, const MwGridColors *colors, const graphene_rect_t *bounds)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, bounds->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colors->band, bounds);
  gtk_snapshot_pop (snapshot);
}

/* @x: its left edge. */
static void
draw_cell (MwGridView *self,
           GtkSnapshot *snapshot,
           const MwGridColors *colors,
           guint row,
           MwColumn *column,
           int x,
           int y,
           int width)
{
  int padding = self->layout.padding, height = self->layout.row_height;
  int inner = mw_column_is_chip (column) ? 2 * padding : padding;
  const MwGridCell *cell = mw_grid_cells_get (self->cells, self->rows, row, column, width - 2 * inner);
  /* Numbers stand at the end of the line, all else at its start. */
  gboolean to_the_right = mw_column_is_number (column) != mw_grid_view_is_mirrored (self);
  int text_x = to_the_right ? x + width - inner - cell->width : x + inner;

  if (cell->width == 0)
    return;
  if (inner > padding && !cell->is_problem)
    draw_chip (snapshot, colors,
               &GRAPHENE_RECT_INIT (text_x - padding, y + CHIP_MARGIN, cell->width + 2 * padding,
                                    height - 2 * CHIP_MARGIN - 1));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (text_x, y + (height - cell->height) / 2));
  gtk_snapshot_append_layout (snapshot, cell->layout, cell->is_problem ? &colors->problem : &colors->text);
  gtk_snapshot_restore (snapshot);
}

static int
get_row_y (MwGridView *self, guint row)
{
  return self->layout.header_height +
         (int) ((double) row * self->layout.row_height - mw_grid_view_get_scrolled_down (self));
}

/* What is selected, in the columns from @first to @end. */
static void
draw_selection (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors, guint first, guint end)
{
  guint row, last_row, seen, n_seen;
  int slot, last_slot;

  if (!mw_grid_view_get_block (self, &row, &last_row, &slot, &last_slot))
    return;
  mw_grid_view_get_seen_rows (self, &seen, &n_seen);
  if (row >= seen + n_seen || last_row < seen)
    return;
  row = MAX (row, seen);
  last_row = MIN (last_row, seen + n_seen - 1);
  for (guint i = MAX ((guint) slot, first); i < end && i <= (guint) last_slot; i++)
    {
      int width = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), i)->width;
      int x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), i, mw_grid_view_get_scrolled (self));
      int y = get_row_y (self, row);

      gtk_snapshot_append_color (snapshot, &colors->selection,
                                 &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, x, width), y, width,
                                                      get_row_y (self, last_row + 1) - y));
    }
}

static void
draw_cursor (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors, guint first, guint end)
{
  int at = mw_grid_layout_find (mw_grid_view_get_layout (self), self->cursor_column);
  gboolean has_focus = gtk_widget_has_focus (GTK_WIDGET (self));
  const GdkRGBA *color = has_focus ? &colors->accent : &colors->dim;
  float thick = has_focus ? RING_WIDTH : 1;
  GskRoundedRect outline;
  GdkRectangle area;

  if (at < (int) first || at >= (int) end || self->cursor_row == MW_GRID_NO_ROW ||
      !mw_grid_view_get_cell_area (self, self->cursor_row, self->cursor_column, &area))
    return;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (area.x, area.y, area.width, area.height),
                                   0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { thick, thick, thick, thick },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static void
draw_columns (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors, guint first, guint end)
{
  int scrolled = mw_grid_view_get_scrolled (self);
  guint seen, n_seen;

  mw_grid_view_get_seen_rows (self, &seen, &n_seen);
  draw_selection (self, snapshot, colors, first, end);
  for (guint i = first; i < end; i++)
    {
      const MwGridSlot *slot = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), i);
      int x = mw_grid_layout_get_x (mw_grid_view_get_layout (self), i, scrolled);
      int left = mw_grid_view_mirror (self, x, slot->width);

      for (guint row = seen; row < seen + n_seen; row++)
        draw_cell (self, snapshot, colors, row, slot->column, left, get_row_y (self, row), slot->width);
      gtk_snapshot_append_color (
        snapshot, &colors->line,
        &GRAPHENE_RECT_INIT (mw_grid_view_mirror (self, x + slot->width - 1, 1), self->layout.header_height,
                             1, get_row_y (self, seen + n_seen) - self->layout.header_height));
    }
  draw_cursor (self, snapshot, colors, first, end);
}

static void
draw_rows (MwGridView *self, GtkSnapshot *snapshot, const MwGridColors *colors)
{
  int width = MIN (mw_grid_view_get_layout (self)->width, gtk_widget_get_width (GTK_WIDGET (self)));
  int left = mw_grid_view_mirror (self, 0, width);
  guint seen, n_seen;

  mw_grid_view_get_seen_rows (self, &seen, &n_seen);
  for (guint row = seen; row < seen + n_seen; row++)
    {
      int y = get_row_y (self, row);

      if (row == self->cursor_row)
        gtk_snapshot_append_color (snapshot, &colors->band,
                                   &GRAPHENE_RECT_INIT (left, y, width, self->layout.row_height));
      gtk_snapshot_append_color (snapshot, &colors->line,
                                 &GRAPHENE_RECT_INIT (left, y + self->layout.row_height - 1, width, 1));
    }
}

void
mw_grid_view_draw (MwGridView *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int top = self->layout.header_height;
  MwGridColors colors;
  guint seen, n_seen;

  mw_grid_view_get_colors (self, &colors);
  mw_grid_view_get_seen_rows (self, &seen, &n_seen);
  mw_grid_cells_trim (self->cells, seen, n_seen);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, width, MAX (height - top, 0)));
  draw_rows (self, snapshot, &colors);
  mw_grid_view_draw_parts (self, snapshot, &colors, top, MAX (height - top, 0), draw_columns);
  gtk_snapshot_pop (snapshot);
  mw_grid_view_draw_header (self, snapshot, &colors);
}
