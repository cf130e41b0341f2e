/* mw-grid-actions.c: what can be done with a grid, by key, menu, assistive technology or test
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-announce.h"
#include "mw-grid-view-private.h"

static const char *const moves[] = {
  [MW_GRID_LEFT] = "left",           [MW_GRID_RIGHT] = "right",     [MW_GRID_UP] = "up",
  [MW_GRID_DOWN] = "down",           [MW_GRID_PAGE_UP] = "page-up", [MW_GRID_PAGE_DOWN] = "page-down",
  [MW_GRID_ROW_START] = "row-start", [MW_GRID_ROW_END] = "row-end", [MW_GRID_TOP] = "top",
  [MW_GRID_BOTTOM] = "bottom",
};

/* "grid.move" and "grid.extend" with where to, or that as the end of the name: "grid.move-down". */
static void
action_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean extend = g_str_has_prefix (name, "grid.extend");
  const char *move = parameter ? g_variant_get_string (parameter, NULL) : strchr (name, '-') + 1;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i], move))
      {
        mw_grid_view_move (MW_GRID_VIEW (widget), (MwGridMove) i, extend);
        mw_grid_view_announce_cursor (MW_GRID_VIEW (widget));
      }
}

static void
action_move_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwGridView *self = MW_GRID_VIEW (widget);
  const MwGridSlot *slot;
  guint row, place;

  g_variant_get (parameter, "(uu)", &row, &place);
  slot = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), place);
  if (!slot)
    return;
  mw_grid_view_set_cursor (self, row, slot->column, FALSE);
  mw_grid_view_announce_cursor (self);
}

static void
action_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwGridView *self = MW_GRID_VIEW (widget);
  g_autofree char *position = NULL;
  g_autofree char *words = NULL;

  if (self->cursor_row == MW_GRID_NO_ROW)
    return;
  g_signal_emit_by_name (self, "activate-row", self->cursor_row);
  position = mw_grid_view_dup_position (self, self->cursor_row);
  words = g_strdup_printf ("%s, %s", _ ("Details"), position);
  mw_announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
action_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_grid_view_copy (MW_GRID_VIEW (widget), g_str_equal (name, "grid.copy-with-headers"));
}

static void
action_select (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwGridView *self = MW_GRID_VIEW (widget);

  if (g_str_equal (name, "grid.select-all"))
    mw_grid_view_select_all (self);
  else
    mw_grid_view_select_line (self, g_str_equal (name, "grid.select-row"));
  mw_grid_view_announce_cursor (self);
}

static MwColumn *
get_column (MwGridView *self)
{
  return self->menu_column ? self->menu_column : self->cursor_column;
}

static void
action_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwGridView *self = MW_GRID_VIEW (widget);
  const char *direction = g_variant_get_string (parameter, NULL);
  MwColumn *column = get_column (self);

  if (!column)
    return;
  if (g_str_equal (direction, "none"))
    mw_grid_view_unsort (self, column);
  else
    mw_grid_view_sort (self, column, g_str_equal (direction, "descending"),
                       g_str_equal (name, "grid.add-sort"));
}

static void
action_hide (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwColumn *column = get_column (MW_GRID_VIEW (widget));

  /* A grid without columns has no header to bring one back from. */
  if (column && mw_grid_view_get_n_shown_columns (MW_GRID_VIEW (widget)) > 1)
    mw_column_set_visible (column, FALSE);
}

static void
action_pin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwColumn *column = get_column (MW_GRID_VIEW (widget));

  if (column)
    mw_column_set_pinned (column, !mw_column_get_pinned (column));
}

static void
action_auto_size (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwColumn *column = get_column (MW_GRID_VIEW (widget));

  if (column)
    mw_grid_view_auto_size (MW_GRID_VIEW (widget), column);
}

static void
action_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwGridView *self = MW_GRID_VIEW (widget);
  GdkRectangle area = { 0, 0, 1, 1 };

  if (self->cursor_column)
    mw_grid_view_get_cell_area (self, self->cursor_row, self->cursor_column, &area);
  mw_grid_view_open_menu (self, area.x + area.width / 2.0, area.y + area.height, NULL);
}

/* Who reads the screen to the user can start actions, but only those that need no parameter. */
static void
add_moves (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *move = g_strconcat ("grid.move-", moves[i], NULL);
      g_autofree char *extend = g_strconcat ("grid.extend-", moves[i], NULL);

      gtk_widget_class_install_action (widget_class, move, NULL, action_move);
      gtk_widget_class_install_action (widget_class, extend, NULL, action_move);
    }
}

void
mw_grid_view_add_actions (GtkWidgetClass *widget_class)
{
  add_moves (widget_class);
  gtk_widget_class_install_action (widget_class, "grid.move", "s", action_move);
  gtk_widget_class_install_action (widget_class, "grid.extend", "s", action_move);
  gtk_widget_class_install_action (widget_class, "grid.move-to", "(uu)", action_move_to);
  gtk_widget_class_install_action (widget_class, "grid.open", NULL, action_open);
  gtk_widget_class_install_action (widget_class, "grid.copy", NULL, action_copy);
  gtk_widget_class_install_action (widget_class, "grid.copy-with-headers", NULL, action_copy);
  gtk_widget_class_install_action (widget_class, "grid.select-all", NULL, action_select);
  gtk_widget_class_install_action (widget_class, "grid.select-row", NULL, action_select);
  gtk_widget_class_install_action (widget_class, "grid.select-column", NULL, action_select);
  gtk_widget_class_install_action (widget_class, "grid.sort", "s", action_sort);
  gtk_widget_class_install_action (widget_class, "grid.add-sort", "s", action_sort);
  gtk_widget_class_install_action (widget_class, "grid.hide-column", NULL, action_hide);
  gtk_widget_class_install_action (widget_class, "grid.pin-column", NULL, action_pin);
  gtk_widget_class_install_action (widget_class, "grid.auto-size", NULL, action_auto_size);
  gtk_widget_class_install_action (widget_class, "grid.menu", NULL, action_menu);
}
