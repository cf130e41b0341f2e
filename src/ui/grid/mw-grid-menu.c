/* mw-grid-menu.c: the menus of a grid: of a header, and of the cells
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-grid-view-private.h"

/* Of the window: what the user made a column of, and may make one of. */
static void
append_custom (GMenu *menu, MwColumn *column)
{
  const char *path = mw_column_get_custom_path (column);
  gboolean is_custom = mw_column_is_custom (column);
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem)
    item = g_menu_item_new (is_custom ? _ ("_Remove Column") : _ ("Add as Col_umn"), NULL);

  if (!path)
    return;
  if (is_custom)
    {
      g_autoptr (GMenuItem) rename = g_menu_item_new (_ ("R_ename Column…"), NULL);

      g_menu_item_set_action_and_target (rename, "win.rename-column", "s", path);
      g_menu_append_item (section, rename);
    }
  g_menu_item_set_action_and_target (item, is_custom ? "win.remove-column" : "win.add-column", "s", path);
  g_menu_append_item (section, item);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
build_header_menu (MwGridView *self, MwColumn *of)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) column = g_menu_new ();
  g_autoptr (GMenuItem) filter = g_menu_item_new (_ ("Filter by This _Column…"), NULL);
  guint n_sorts;
  const MwGridSort *sorts = mw_grid_view_get_order (self, &n_sorts);
  gboolean is_other = n_sorts > 0 && !(n_sorts == 1 && sorts[0].column == of);

  g_menu_append (sort, _ ("Sort _Ascending"), "grid.sort::ascending");
  g_menu_append (sort, _ ("Sort _Descending"), "grid.sort::descending");
  if (is_other)
    g_menu_append (sort, _ ("Sort by This _Too"), "grid.add-sort::ascending");
  if (n_sorts > 0)
    g_menu_append (sort, _ ("Do _Not Sort by This"), "grid.sort::none");
  g_menu_append (column, mw_column_get_pinned (of) ? _ ("Un_pin") : _ ("_Pin"), "grid.pin-column");
  g_menu_append (column, _ ("_Fit Width"), "grid.auto-size");
  g_menu_append (column, _ ("_Hide"), "grid.hide-column");
  g_menu_item_set_action_and_target (filter, "win.filter-column", "s", mw_column_get_id (of));
  g_menu_append_item (sort, filter);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sort));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (column));
  append_custom (menu, of);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* What the menu of its header offers is there for who has no pointer, too. */
static GMenuModel *
build_cell_menu (MwGridView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenuItem) link = NULL;
  g_autoptr (GMenuItem) parent = NULL;

  g_menu_append (menu, _ ("_Open Details"), "grid.open");
  /* Of the window; not every record has a page. */
  link = g_menu_item_new (_ ("Open in So_urce System"), "win.open-in-system");
  g_menu_item_set_attribute (link, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, link);
  /* Lines only. */
  parent = g_menu_item_new (_ ("Go to Its Or_der"), "win.open-parent");
  g_menu_item_set_attribute (parent, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, parent);
  g_menu_append (copy, _ ("_Copy"), "grid.copy");
  g_menu_append (copy, _ ("Copy with _Titles"), "grid.copy-with-headers");
  g_menu_append (copy, _ ("Select _Row"), "grid.select-row");
  g_menu_append (copy, _ ("Select _All"), "grid.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  if (self->cursor_column)
    {
      g_autoptr (GMenu) columns = g_menu_new ();
      g_autoptr (GMenuModel) column = build_header_menu (self, self->cursor_column);

      g_menu_append_submenu (columns, _ ("Co_lumn"), column);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (columns));
    }
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static gboolean
forget_column (gpointer data)
{
  MwGridView *self = data;

  /* Not when it was opened again meanwhile. */
  if (!self->menu || !gtk_widget_get_visible (self->menu))
    g_clear_object (&self->menu_column);
  return G_SOURCE_REMOVE;
}

/* The action that was chosen runs after the menu closed, and still needs its column. */
static void
on_closed (MwGridView *self)
{
  g_idle_add_full (G_PRIORITY_LOW, forget_column, g_object_ref (self), g_object_unref);
}

/* @column: whose header it belongs to; NULL for the cells. */
void
mw_grid_view_open_menu (MwGridView *self, double x, double y, MwColumn *column)
{
  g_autoptr (GMenuModel) model = NULL;

  g_set_object (&self->menu_column, column);
  if (!self->menu)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
    }
  model = column ? build_header_menu (self, column) : build_cell_menu (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
