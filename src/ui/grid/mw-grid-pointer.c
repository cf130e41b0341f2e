/* mw-grid-pointer.c: clicks on a grid, and what is shown where the pointer rests
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-grid-view-private.h"
#include "mw-nested.h"
#include "mw-reference-shown.h"
#include "mw-text.h"

#include <string.h>

#define MAX_TOOLTIP_CHARS 500

static MwColumn *
get_column_at (MwGridView *self, double x)
{
  int slot = mw_grid_view_get_slot_at (self, x);

  return slot < 0 ? NULL : mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) slot)->column;
}

/* Only fingers have a sequence. Not every display says that their events come from a touch screen: on some it
 * is the pointer that all devices move. */
gboolean
mw_grid_view_is_touch (GtkGestureSingle *gesture)
{
  return gtk_gesture_single_get_current_sequence (gesture) != NULL;
}

static int
get_edge_at (MwGridView *self, double x)
{
  return mw_grid_layout_get_edge_at (mw_grid_view_get_layout (self), mw_grid_view_mirror (self, (int) x, 0),
                                     mw_grid_view_get_scrolled (self), MW_GRID_EDGE_REACH);
}

static void
select_at (MwGridView *self, double x, double y, gboolean extend)
{
  guint row = mw_grid_view_get_row_at (self, y);
  MwColumn *column = get_column_at (self, x);

  if (row != MW_GRID_NO_ROW)
    mw_grid_view_set_cursor (self, row, column, extend);
}

/* On what is selected it belongs to all of that. */
static void
open_menu_at (MwGridView *self, double x, double y)
{
  guint row = mw_grid_view_get_row_at (self, y);
  MwColumn *column = get_column_at (self, x);
  gboolean is_header = y < self->layout.header_height;

  if (!column || (row == MW_GRID_NO_ROW && !is_header))
    return;
  if (!is_header && !mw_grid_view_is_selected (self, row, column))
    select_at (self, x, y, FALSE);
  mw_grid_view_open_menu (self, x, y, is_header ? column : NULL);
}

static void
on_pressed (MwGridView *self, int n_press, double x, double y, GtkGestureSingle *click)
{
  gboolean is_header = y < self->layout.header_height;
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->is_on_edge = is_header && get_edge_at (self, x) >= 0;
  if (gtk_gesture_single_get_current_button (click) == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      open_menu_at (self, x, y);
    }
  else if (self->is_on_edge && n_press == 2)
    {
      mw_grid_view_auto_size (
        self,
        mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) get_edge_at (self, x))->column);
    }
  else if (!is_header && n_press == 1 && !mw_grid_view_is_touch (click))
    {
      select_at (self, x, y, (modifiers & GDK_SHIFT_MASK) != 0);
    }
}

/* Not when it became a drag: that takes the press over. What was pressed counts: the second press on an edge
 * moves it away from the pointer. */
static void
on_released (MwGridView *self, int n_press, double x, double y, GtkGestureSingle *click)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  gboolean is_header = y < self->layout.header_height;
  MwColumn *column = get_column_at (self, x);
  guint row = mw_grid_view_get_row_at (self, y);

  if (gtk_gesture_single_get_current_button (click) == GDK_BUTTON_SECONDARY || !column)
    return;
  if (is_header && !self->is_on_edge)
    mw_grid_view_toggle_sort (self, column, (modifiers & GDK_SHIFT_MASK) != 0);
  else if (!is_header && row != MW_GRID_NO_ROW && n_press == 1 && mw_grid_view_is_touch (click))
    select_at (self, x, y, FALSE);
  else if (!is_header && row != MW_GRID_NO_ROW && row == self->cursor_row && n_press == 2)
    g_signal_emit_by_name (self, "activate-row", row);
}

static void
on_long_press (MwGridView *self, double x, double y)
{
  open_menu_at (self, x, y);
}

static void
on_motion (MwGridView *self, double x, double y)
{
  gboolean is_edge = y < self->layout.header_height && get_edge_at (self, x) >= 0;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_edge ? "col-resize" : NULL);
}

void
mw_grid_view_add_pointer (MwGridView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (on_long_press), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static gboolean
is_summary (MwColumn *column, const char *text, gsize length)
{
  g_autofree char *summary = mw_column_get_field (column) ? NULL : mw_nested_dup_summary (text, length);

  return summary != NULL;
}

/* Of a date to the second, and where the clock stands: all of what the cell holds. */
static char *
dup_sent_tooltip (MwColumn *column, const char *text, gsize length)
{
  g_autofree char *shown = mw_column_dup_shown (column, text, length, MAX_TOOLTIP_CHARS);

  return g_str_equal (shown, text) ? NULL : mw_text_for_block (text, length, MAX_TOOLTIP_CHARS);
}

/* NULL: the cell says all that there is. */
char *
mw_grid_view_dup_tooltip (MwGridView *self, guint row, MwColumn *column)
{
  MwGeneration *generation = mw_view_get_generation (self->rows);
  guint number = mw_view_get_number (self->rows, row), index = mw_column_get_index (column);
  const char *problem = mw_generation_get_problem (generation, number, index);
  gsize length = 0;
  const char *text = mw_generation_get_cell (generation, number, index, &length);

  if (problem)
    return mw_text_for_block (problem, strlen (problem), MAX_TOOLTIP_CHARS);
  if (text && (mw_column_is_date (column) || is_summary (column, text, length)))
    return dup_sent_tooltip (column, text, length);
  if (!text)
    return g_strdup (mw_reference_explain (column, generation, number));
  if (!mw_grid_cells_is_cut (self->cells, row, column) && !memchr (text, '\n', length))
    return NULL;
  if (mw_column_is_chip (column))
    return mw_grid_cells_dup_text (self->rows, row, column);
  return mw_text_for_block (text, length, MAX_TOOLTIP_CHARS);
}

/* Why a value is missing, or all of what is cut. */
gboolean
mw_grid_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MwGridView *self = MW_GRID_VIEW (widget);
  gboolean is_header = !keyboard && y < self->layout.header_height;
  guint row = keyboard ? self->cursor_row : mw_grid_view_get_row_at (self, y);
  MwColumn *column = keyboard ? self->cursor_column : get_column_at (self, x);
  g_autofree char *text = NULL;
  GdkRectangle area;

  if (!column || (row == MW_GRID_NO_ROW && !is_header) ||
      !mw_grid_view_get_cell_area (self, row, column, &area))
    return FALSE;
  if (!is_header)
    text = mw_grid_view_dup_tooltip (self, row, column);
  else if (mw_column_get_field (column))
    text = g_strdup_printf ("%s\n%s", mw_column_get_title (column),
                            mw_column_get_field (column)->description);
  else if (mw_column_is_custom (column))
    text = g_strdup_printf ("%s\n%s", mw_column_get_title (column),
                            _ ("Your own column: as the system sent it"));
  else
    text = g_strdup (mw_column_get_title (column));
  if (!text)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}
