/* test-grid-columns.c: the grid's columns: their titles and menus, where they stand, and that it is
 * remembered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-fixture.h"

#include "mw-arrangements.h"

#define NO_ROW G_MAXUINT

static void
test_header (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area;
  MwColumn *total;
  guint n_sorts;
  int width;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  total = mw_grid_fixture_get_column (&self, "total");
  mw_grid_fixture_click_cell (&self, NO_ROW, "status", 1);
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 1);
  mw_grid_fixture_act (&self, "grid.move", "right");
  /* By status, then by total from the largest. */
  mw_grid_view_sort (self.view, total, TRUE, TRUE);
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 47);
  mw_grid_fixture_click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 0);
  mw_grid_fixture_click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 9);
  mw_grid_fixture_click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 0);

  /* The edge makes it wider, and does not sort. */
  area = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  mw_grid_fixture_drag (&self, area.x + area.width - 1, area.y + 5, 60, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width, ==, area.width + 60);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "status").x, ==, area.x + area.width + 60);
  mw_grid_fixture_draw (&self);
  mw_grid_fixture_click (&self, area.x + area.width + 59, area.y + 5, 2);
  width = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width;
  g_assert_cmpint (width, <, area.width);
  g_assert_cmpint (width, >, 30);
  mw_grid_view_get_order (self.view, &n_sorts);
  g_assert_cmpuint (n_sorts, ==, 0);

  /* To the place behind the next. */
  area = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  mw_grid_fixture_drag (&self, area.x + 10, area.y + 5,
                        mw_grid_fixture_get_area (&self, NO_ROW, "status").x +
                          mw_grid_fixture_get_area (&self, NO_ROW, "status").width - 15,
                        0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "status").x, ==, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").x, ==,
                   mw_grid_fixture_get_area (&self, NO_ROW, "status").width);
  g_assert_cmpuint (mw_grid_fixture_get_first (&self), ==, 0);

  /* Beyond all bounds. */
  mw_column_set_width (total, 1);
  g_assert_cmpint (mw_column_get_width (total), >, 10);
  mw_column_set_width (total, 1000000);
  g_assert_cmpint (mw_column_get_width (total), <=, 4000);
  mw_grid_fixture_stop (&self);
}

/* Over the edge it goes to a place that was not seen when the drag began. */
static void
test_far_drag (void)
{
  MwGridFixture self = { 0 };
  GtkAdjustment *horizontal;
  GtkGesture *gesture;
  double end;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  horizontal = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self.view));
  gesture = mw_grid_fixture_find_controller (&self, GTK_TYPE_GESTURE_DRAG);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 1000);
  mw_grid_fixture_draw (&self);
  end = gtk_adjustment_get_upper (horizontal) - gtk_adjustment_get_page_size (horizontal);
  g_assert_cmpfloat (end, >, 300);
  g_signal_emit_by_name (gesture, "drag-begin", 20.0, 5.0);
  g_signal_emit_by_name (gesture, "drag-update", 1000.0, 0.0);
  mw_ui_wait (gtk_adjustment_get_value (horizontal) == end);
  g_signal_emit_by_name (gesture, "drag-end", 1000.0, 0.0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").x, >,
                   mw_grid_fixture_get_area (&self, NO_ROW, "total").x);
  mw_ui_settle ();

  /* And back. */
  g_signal_emit_by_name (gesture, "drag-begin",
                         mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").x + 20.0, 5.0);
  g_signal_emit_by_name (gesture, "drag-update", -1000.0, 0.0);
  mw_ui_wait (gtk_adjustment_get_value (horizontal) == 0);
  g_signal_emit_by_name (gesture, "drag-end", -1000.0, 0.0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").x, ==, 0);
  mw_grid_fixture_stop (&self);
}

static gboolean
menu_is_open (MwGridFixture *self)
{
  GtkWidget *menu = mw_ui_find (self->view, GTK_TYPE_POPOVER_MENU, NULL);

  return menu != NULL && gtk_widget_get_visible (menu);
}

static void
shot_menu (MwGridFixture *self, const char *name)
{
  GtkWidget *menu = mw_ui_find (self->view, GTK_TYPE_POPOVER_MENU, NULL);

  mw_ui_shot_on (GTK_NATIVE (self->window), gtk_widget_get_first_child (menu), name);
}

/* The menu of a header acts on its column, wherever the cursor is. */
static void
test_menu (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  mw_grid_fixture_act (&self, "grid.move", "down");
  mw_grid_fixture_act (&self, "grid.menu", NULL);
  mw_ui_wait (menu_is_open (&self));
  shot_menu (&self, "84-grid-cell-menu");
  gtk_popover_popdown (mw_ui_find (self.view, GTK_TYPE_POPOVER_MENU, NULL));
  mw_ui_wait (!menu_is_open (&self));
  area = mw_grid_fixture_get_area (&self, NO_ROW, "title");
  g_signal_emit_by_name (mw_grid_fixture_find_controller (&self, GTK_TYPE_GESTURE_LONG_PRESS), "pressed",
                         area.x + 20.0, area.y + 5.0);
  mw_ui_wait (menu_is_open (&self));
  shot_menu (&self, "85-grid-header-menu");
  mw_grid_fixture_act (&self, "grid.pin-column", NULL);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "title")));
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "title").x, ==, 0);
  mw_grid_fixture_act (&self, "grid.sort", "descending");
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 9);
  mw_grid_fixture_act (&self, "grid.hide-column", NULL);
  g_assert_false (mw_column_get_visible (mw_grid_fixture_get_column (&self, "title")));
  gtk_popover_popdown (mw_ui_find (self.view, GTK_TYPE_POPOVER_MENU, NULL));
  mw_ui_wait (!menu_is_open (&self));
  mw_grid_fixture_stop (&self);
}

static void
test_pinned (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle area;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 1, 3));
  mw_grid_fixture_act (&self, "grid.pin-column", NULL);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 1, "total").x, ==, 0);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 3000);
  mw_grid_fixture_act (&self, "grid.move", "row-end");
  mw_grid_fixture_assert_cursor (&self, 1, "title");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 1, "total").x, ==, 0);
  g_assert_false (
    mw_grid_view_get_cell_area (self.view, 1, mw_grid_fixture_get_column (&self, "remote_id"), &area));
  /* Where it is, it is clicked, and not what is scrolled below it. */
  mw_grid_fixture_click_cell (&self, 2, "total", 1);
  mw_grid_fixture_assert_cursor (&self, 2, "total");
  mw_grid_fixture_act (&self, "grid.move", "right");
  mw_grid_fixture_assert_cursor (&self, 2, "remote_id");
  area = mw_grid_fixture_get_area (&self, 2, "remote_id");
  g_assert_cmpint (area.x, ==, mw_grid_fixture_get_area (&self, 2, "total").width);
  mw_grid_fixture_draw (&self);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "80-grid-pinned");
  /* Where it would take all the room it scrolls. */
  mw_column_set_width (mw_grid_fixture_get_column (&self, "total"), 700);
  gtk_adjustment_set_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self.view)), 100);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "total").x, ==, -100);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "total"), 100);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "total").x, ==, 0);
  mw_grid_fixture_act (&self, "grid.move", "row-start");
  mw_grid_fixture_act (&self, "grid.pin-column", NULL);
  g_assert_false (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  mw_grid_fixture_act (&self, "grid.hide-column", NULL);
  g_assert_cmpuint (mw_grid_view_get_n_shown_columns (self.view), ==, 3);
  mw_grid_fixture_stop (&self);
}

/* Ids, order, width, pinned and shown columns go through; what is not there is left out. */
static void
test_arrangement (void)
{
  MwGridFixture self = { 0 };
  g_autoptr (GVariant) saved = NULL;
  MwGrid *grid;
  MwTable *table = mw_grid_fixture_make_table (3, FALSE);

  mw_grid_fixture_start (&self, table, FALSE);
  mw_column_set_pinned (mw_grid_fixture_get_column (&self, "total"), TRUE);
  mw_column_set_visible (mw_grid_fixture_get_column (&self, "title"), FALSE);
  mw_column_set_visible (mw_grid_fixture_get_column (&self, "receipt_status"), TRUE);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "status"), 99);
  saved = g_variant_ref_sink (mw_grid_dup_arrangement (self.grid));
  grid = mw_grid_new_arranged (table, FALSE, saved);
  mw_grid_fixture_show (&self, grid);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  g_assert_false (mw_column_get_visible (mw_grid_fixture_get_column (&self, "title")));
  g_assert_true (mw_column_get_visible (mw_grid_fixture_get_column (&self, "receipt_status")));
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "status")), ==, 99);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (grid), ==, 4);
  mw_grid_reset_columns (grid);
  g_assert_cmpuint (mw_grid_get_n_visible_columns (grid), ==, 4);
  g_assert_true (mw_column_get_visible (mw_grid_fixture_get_column (&self, "title")));
  g_assert_false (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "status")), ==, 0);
  mw_grid_fixture_stop (&self);
}

/* A file of the user's: it may hold anything. */
static void
test_remembered (void)
{
  static const char *const bad[] = { "", "[broken", "[c]\nnormalized-order=nothing at all\n",
                                     "[c]\nnormalized-order=[('a', true)]\n",
                                     "[c]\nnormalized-order=@a(sbbi) 5\n" };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "some", "where", "columns.ini", NULL);
  g_autoptr (MwArrangements) all = mw_arrangements_new (path);
  g_autoptr (MwArrangements) again = mw_arrangements_new (path);
  g_autoptr (GVariant) saved = g_variant_ref_sink (
    g_variant_new_parsed ("[('naïve \"id\"', true, false, 120), ('b', false, true, 0)]"));
  g_autoptr (GVariant) read = NULL;
  g_autoptr (GListStore) none = g_list_store_new (MW_TYPE_CONNECTION);

  g_assert_true (mw_ui_await (mw_arrangements_load (all)));
  g_assert_null (mw_arrangements_get (all, "c", "order", FALSE));
  mw_arrangements_set (all, "c", "order", FALSE, saved);
  mw_arrangements_set (all, "c", "a list/of [theirs]=1", TRUE, saved);
  mw_arrangements_flush (all);
  g_assert_true (mw_ui_await (mw_arrangements_load (again)));
  read = mw_arrangements_get (again, "c", "order", FALSE);
  g_assert_nonnull (read);
  g_assert_true (g_variant_equal (read, saved));
  g_clear_pointer (&read, g_variant_unref);
  read = mw_arrangements_get (again, "c", "a list/of [theirs]=1", TRUE);
  g_assert_true (read && g_variant_equal (read, saved));
  g_assert_null (mw_arrangements_get (again, "c", "order", TRUE));
  g_assert_null (mw_arrangements_get (again, "d", "order", FALSE));

  /* The connection is gone. */
  mw_arrangements_set_connections (again, G_LIST_MODEL (none));
  g_assert_null (mw_arrangements_get (again, "c", "order", FALSE));
  mw_arrangements_flush (again);
  g_assert_true (mw_ui_await (mw_arrangements_load (all)));
  g_assert_null (mw_arrangements_get (all, "c", "order", FALSE));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MwArrangements) other = mw_arrangements_new (path);

      g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
      g_assert_true (mw_ui_await (mw_arrangements_load (other)));
      g_assert_null (mw_arrangements_get (other, "c", "order", FALSE));
    }
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/grid/header", test_header);
  g_test_add_func ("/grid/far-drag", test_far_drag);
  g_test_add_func ("/grid/menu", test_menu);
  g_test_add_func ("/grid/pinned", test_pinned);
  g_test_add_func ("/grid/arrangement", test_arrangement);
  g_test_add_func ("/grid/remembered", test_remembered);
  return mw_ui_test_run ();
}
