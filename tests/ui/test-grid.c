/* test-grid.c: the grid: what it draws, keeps, selects, copies and tells
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-fixture.h"

#include <string.h>

#include "mw-arrangements.h"

#define NO_ROW G_MAXUINT

static guint n_get_item;
static gpointer (*real_get_item) (GListModel *model, guint position);

static gpointer
count_get_item (GListModel *model, guint position)
{
  n_get_item++;
  return real_get_item (model, position);
}

static void
act (MwGridFixture *self, const char *action, const char *argument)
{
  g_assert_true (argument ? gtk_widget_activate_action (GTK_WIDGET (self->view), action, "s", argument)
                          : gtk_widget_activate_action (GTK_WIDGET (self->view), action, NULL));
}

#define assert_cursor(self, row, id)                                                                         \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_cmpuint (mw_grid_view_get_cursor_row ((self)->view), ==, row);                                  \
    g_assert_cmpstr (mw_column_get_id (mw_grid_view_get_cursor_column ((self)->view)), ==, id);              \
  }                                                                                                          \
  G_STMT_END

static gpointer
find_controller (MwGridFixture *self, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return controller;
    }
  g_assert_not_reached ();
}

/* Without an event there is no button and no modifier: as the first button. */
static void
click (MwGridFixture *self, double x, double y, int n_press)
{
  GtkGesture *gesture = find_controller (self, GTK_TYPE_GESTURE_CLICK);

  for (int i = 1; i <= n_press; i++)
    {
      g_signal_emit_by_name (gesture, "pressed", i, x, y);
      g_signal_emit_by_name (gesture, "released", i, x, y);
    }
}

static void
click_cell (MwGridFixture *self, guint row, const char *id, int n_press)
{
  GdkRectangle area = mw_grid_fixture_get_area (self, row, id);

  click (self, area.x + area.width / 2.0, area.y + area.height / 2.0, n_press);
}

static void
drag (MwGridFixture *self, double x, double y, double dx, double dy)
{
  GtkGesture *gesture = find_controller (self, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

#define assert_copied(self, action, expected)                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *copied = NULL;                                                                          \
    act (self, action, NULL);                                                                                \
    copied = mw_grid_fixture_read_clipboard (self);                                                          \
    g_assert_cmpstr (copied, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

static guint
count_widgets (GtkWidget *widget)
{
  guint n_widgets = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n_widgets += count_widgets (child);
  return n_widgets;
}

static GskRenderNode *
snapshot (GdkPaintable *paintable)
{
  GtkSnapshot *result = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, result, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (result);
}

/* Nothing comes as long as a frame is on its way. */
static void
draw (MwGridFixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  g_autoptr (GskRenderNode) node = NULL;

  mw_ui_wait ((node = snapshot (paintable)) != NULL);
}

static guint
count_accessibles (GtkAccessible *parent)
{
  g_autoptr (GtkAccessible) child = gtk_accessible_get_first_accessible_child (parent);
  guint n_accessibles = 0;

  while (child)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);

      n_accessibles += 1 + count_accessibles (child);
      g_object_unref (child);
      child = next;
    }
  return n_accessibles;
}

typedef struct
{
  guint n_widgets;
  guint n_kept;
  guint n_accessibles;
  guint n_asked;
} Cost;

/* Shows a raw set of that size, jumps through it, sorts it, and says what it took. */
static void
measure (guint n_chunks, guint n_columns, Cost *cost)
{
  MwGridFixture self = { 0 };
  MwTable *table = mw_grid_fixture_make_table (1024, FALSE);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (3);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = MW_GRID_FIXTURE_N_COLUMNS; i < n_columns; i++)
    {
      g_autofree char *id = g_strdup_printf ("column %03u", i);

      mw_table_add_column (table, id, NULL, NULL);
    }
  for (guint i = 0; i < 1024; i++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, i, -1 });
      mw_chunk_builder_set_cell (builder, i % 3, "value", -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  for (guint i = 1; i < n_chunks; i++)
    mw_table_append (table, chunk);

  n_get_item = 0;
  mw_grid_fixture_start (&self, table, TRUE);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) each = g_list_model_get_item (mw_grid_get_columns (self.grid), i);

      mw_column_set_visible (each, TRUE);
      mw_column_set_width (each, 100);
    }
  g_assert_cmpuint (mw_grid_view_get_n_shown_columns (self.view), ==, n_columns);
  draw (&self);
  act (&self, "grid.move", "bottom");
  draw (&self);
  act (&self, "grid.move", "page-up");
  act (&self, "grid.select-all", NULL);
  draw (&self);
  cost->n_accessibles = count_accessibles (GTK_ACCESSIBLE (self.view));
  g_assert_cmpuint (cost->n_accessibles, ==, mw_grid_view_get_n_accessibles (self.view));
  cost->n_kept = mw_grid_view_get_n_kept (self.view);
  cost->n_widgets = count_widgets (GTK_WIDGET (self.grid));
  cost->n_asked = n_get_item;
  mw_grid_fixture_stop (&self);
}

/* Whatever there is, it costs as much as is on the screen. */
static void
test_cost (void)
{
  Cost small, large;

  measure (1, 12, &small);
  measure (1000, 400, &large);
  g_assert_cmpuint (small.n_widgets, <, 20);
  g_assert_cmpuint (large.n_widgets, ==, small.n_widgets);
  g_assert_cmpuint (large.n_accessibles, ==, small.n_accessibles);
  g_assert_cmpuint (small.n_accessibles, >, 20);
  g_assert_cmpuint (small.n_accessibles, <, 500);
  g_assert_cmpuint (large.n_kept, <, 1500);
  /* One row object for each move of the cursor. */
  g_assert_cmpuint (small.n_asked, <, 10);
  g_assert_cmpuint (large.n_asked, ==, small.n_asked);
}

static void
test_cursor (void)
{
  MwGridFixture self = { 0 };
  guint page;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  g_assert_null (mw_grid_get_selected (self.grid));
  act (&self, "grid.move", "down");
  assert_cursor (&self, 0, "remote_id");
  act (&self, "grid.move", "left");
  act (&self, "grid.move", "up");
  assert_cursor (&self, 0, "remote_id");
  act (&self, "grid.move", "right");
  act (&self, "grid.move", "down");
  assert_cursor (&self, 1, "status");
  g_assert_cmpuint (mw_row_get_number (mw_grid_get_selected (self.grid)), ==, 1);
  act (&self, "grid.move", "row-end");
  assert_cursor (&self, 1, "total");
  act (&self, "grid.move", "right");
  assert_cursor (&self, 1, "total");
  act (&self, "grid.move", "row-start");
  assert_cursor (&self, 1, "remote_id");
  act (&self, "grid.move", "page-down");
  page = mw_grid_view_get_cursor_row (self.view) - 1;
  g_assert_cmpuint (page, >, 5);
  g_assert_cmpuint (page, <, 40);
  act (&self, "grid.move", "page-up");
  assert_cursor (&self, 1, "remote_id");
  act (&self, "grid.move", "bottom");
  assert_cursor (&self, 999, "total");
  mw_grid_fixture_get_area (&self, 999, "total");
  act (&self, "grid.move", "page-down");
  assert_cursor (&self, 999, "total");
  act (&self, "grid.move", "top");
  assert_cursor (&self, 0, "remote_id");
  mw_grid_fixture_get_area (&self, 0, "remote_id");
  act (&self, "grid.move", "nowhere");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 500, 2));
  assert_cursor (&self, 500, "title");
  mw_grid_fixture_get_area (&self, 500, "title");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 5000, 2));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 1, 99));
  assert_cursor (&self, 500, "title");
  mw_grid_fixture_stop (&self);
}

static void
on_open (MwGrid *grid, guint *n_opened)
{
  (*n_opened)++;
}

static void
test_pointer (void)
{
  MwGridFixture self = { 0 };
  GdkRectangle from, to;
  guint n_opened = 0;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  g_signal_connect (self.grid, "open", G_CALLBACK (on_open), &n_opened);
  click_cell (&self, 3, "status", 1);
  assert_cursor (&self, 3, "status");
  g_assert_cmpuint (n_opened, ==, 0);
  click_cell (&self, 4, "remote_id", 2);
  assert_cursor (&self, 4, "remote_id");
  g_assert_cmpuint (n_opened, ==, 1);
  act (&self, "grid.open", NULL);
  g_assert_cmpuint (n_opened, ==, 2);

  from = mw_grid_fixture_get_area (&self, 2, "remote_id");
  to = mw_grid_fixture_get_area (&self, 4, "status");
  click_cell (&self, 2, "remote_id", 1);
  drag (&self, from.x + 5, from.y + 5, to.x - from.x + 5, to.y - from.y + 5);
  assert_cursor (&self, 4, "status");
  assert_copied (&self, "grid.copy", "id-2\tOpen\nid-3\tClosed\nid-4\tOpen");
  /* Beyond the last row that is seen. */
  click_cell (&self, 2, "remote_id", 1);
  drag (&self, from.x + 5, from.y + 5, 0, 2000);
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), >, 10);
  mw_grid_fixture_get_area (&self, mw_grid_view_get_cursor_row (self.view), "remote_id");
  mw_grid_fixture_stop (&self);
}

static void
test_copy (void)
{
  MwGridFixture self = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  MwTable *table = mw_grid_fixture_make_table (3, FALSE);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (4);
  g_autoptr (MwChunk) chunk = NULL;

  mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, 3, -1 });
  mw_chunk_builder_set_cell (builder, 0, "\"quoted\"", -1);
  mw_chunk_builder_set_cell (builder, 1, "closed", -1);
  mw_chunk_builder_set_cell (builder, 2, "two\nlines\tand a tab", -1);
  mw_chunk_builder_set_cell (builder, 3, "1234567890.123456789", -1);
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (&self, table, FALSE);

  act (&self, "grid.move", "bottom");
  assert_copied (&self, "grid.copy", "1234567890.123456789");
  act (&self, "grid.extend", "row-start");
  assert_copied (&self, "grid.copy",
                 "\"\"\"quoted\"\"\"\tClosed\t\"two\nlines\tand a tab\"\t1234567890.123456789");
  assert_copied (&self, "grid.copy-with-headers",
                 "Record ID\tStatus\tTitle\tTotal\n"
                 "\"\"\"quoted\"\"\"\tClosed\t\"two\nlines\tand a tab\"\t1234567890.123456789");
  act (&self, "grid.move", "top");
  act (&self, "grid.extend", "down");
  act (&self, "grid.extend", "right");
  assert_copied (&self, "grid.copy", "id-0\tOpen\nid-1\tClosed");
  act (&self, "grid.move", "down");
  assert_copied (&self, "grid.copy", "Open");
  mw_column_set_visible (mw_grid_fixture_get_column (&self, "title"), FALSE);
  act (&self, "grid.select-all", NULL);
  before = g_strdup ("id-0\tOpen\t0.50\nid-1\tClosed\t1.50\nid-2\tOpen\t2."
                     "50\n\"\"\"quoted\"\"\"\tClosed\t1234567890.123456789");
  assert_copied (&self, "grid.copy", before);
  mw_grid_fixture_stop (&self);
}

static gboolean
clipboard_has (MwGridFixture *self, const char *end)
{
  g_autofree char *text = mw_grid_fixture_read_clipboard (self);

  return g_str_has_suffix (text, end);
}

/* On the work pool; what no program takes is refused, and the clipboard stays. */
static void
test_copy_much (void)
{
  MwGridFixture self = { 0 };

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50000, FALSE), FALSE);
  act (&self, "grid.select-all", NULL);
  act (&self, "grid.copy", NULL);
  mw_ui_wait (
    clipboard_has (&self, "id-49999\tClosed\tPump 49999, as long as a title of a record may well be\t"));
  for (guint i = 1; i < 11; i++)
    mw_grid_fixture_append (self.table, i * 50000, 50000, FALSE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self.grid))) == 550000);
  act (&self, "grid.select-all", NULL);
  act (&self, "grid.copy", NULL);
  mw_ui_settle ();
  g_assert_true (
    clipboard_has (&self, "id-49999\tClosed\tPump 49999, as long as a title of a record may well be\t"));
  mw_grid_fixture_stop (&self);
}

static guint
first_number (MwGridFixture *self)
{
  return mw_view_get_number (mw_grid_get_view (self->grid), 0);
}

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
  click_cell (&self, NO_ROW, "status", 1);
  mw_ui_wait (first_number (&self) == 1);
  act (&self, "grid.move", "right");
  /* By status, then by total from the largest. */
  mw_grid_view_sort (self.view, total, TRUE, TRUE);
  mw_ui_wait (first_number (&self) == 47);
  click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (first_number (&self) == 0);
  click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (first_number (&self) == 9);
  click_cell (&self, NO_ROW, "remote_id", 1);
  mw_ui_wait (first_number (&self) == 0);

  /* The edge makes it wider, and does not sort. */
  area = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  drag (&self, area.x + area.width - 1, area.y + 5, 60, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width, ==, area.width + 60);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "status").x, ==, area.x + area.width + 60);
  draw (&self);
  click (&self, area.x + area.width + 59, area.y + 5, 2);
  width = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").width;
  g_assert_cmpint (width, <, area.width);
  g_assert_cmpint (width, >, 30);
  mw_grid_view_get_order (self.view, &n_sorts);
  g_assert_cmpuint (n_sorts, ==, 0);

  /* To the place behind the next. */
  area = mw_grid_fixture_get_area (&self, NO_ROW, "remote_id");
  drag (&self, area.x + 10, area.y + 5,
        mw_grid_fixture_get_area (&self, NO_ROW, "status").x +
          mw_grid_fixture_get_area (&self, NO_ROW, "status").width - 15,
        0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "status").x, ==, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "remote_id").x, ==,
                   mw_grid_fixture_get_area (&self, NO_ROW, "status").width);
  g_assert_cmpuint (first_number (&self), ==, 0);

  /* Beyond all bounds. */
  mw_column_set_width (total, 1);
  g_assert_cmpint (mw_column_get_width (total), >, 10);
  mw_column_set_width (total, 1000000);
  g_assert_cmpint (mw_column_get_width (total), <=, 4000);
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
  act (&self, "grid.move", "down");
  act (&self, "grid.menu", NULL);
  mw_ui_wait (menu_is_open (&self));
  shot_menu (&self, "84-grid-cell-menu");
  gtk_popover_popdown (mw_ui_find (self.view, GTK_TYPE_POPOVER_MENU, NULL));
  mw_ui_wait (!menu_is_open (&self));
  area = mw_grid_fixture_get_area (&self, NO_ROW, "title");
  g_signal_emit_by_name (find_controller (&self, GTK_TYPE_GESTURE_LONG_PRESS), "pressed", area.x + 20.0,
                         area.y + 5.0);
  mw_ui_wait (menu_is_open (&self));
  shot_menu (&self, "85-grid-header-menu");
  act (&self, "grid.pin-column", NULL);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "title")));
  g_assert_cmpint (mw_grid_fixture_get_area (&self, NO_ROW, "title").x, ==, 0);
  act (&self, "grid.sort", "descending");
  mw_ui_wait (first_number (&self) == 9);
  act (&self, "grid.hide-column", NULL);
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
  act (&self, "grid.pin-column", NULL);
  g_assert_true (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 1, "total").x, ==, 0);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 3000);
  act (&self, "grid.move", "row-end");
  assert_cursor (&self, 1, "title");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 1, "total").x, ==, 0);
  g_assert_false (
    mw_grid_view_get_cell_area (self.view, 1, mw_grid_fixture_get_column (&self, "remote_id"), &area));
  /* Where it is, it is clicked, and not what is scrolled below it. */
  click_cell (&self, 2, "total", 1);
  assert_cursor (&self, 2, "total");
  act (&self, "grid.move", "right");
  assert_cursor (&self, 2, "remote_id");
  area = mw_grid_fixture_get_area (&self, 2, "remote_id");
  g_assert_cmpint (area.x, ==, mw_grid_fixture_get_area (&self, 2, "total").width);
  draw (&self);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "80-grid-pinned");
  /* Where it would take all the room it scrolls. */
  mw_column_set_width (mw_grid_fixture_get_column (&self, "total"), 700);
  gtk_adjustment_set_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self.view)), 100);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "total").x, ==, -100);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "total"), 100);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "total").x, ==, 0);
  act (&self, "grid.move", "row-start");
  act (&self, "grid.pin-column", NULL);
  g_assert_false (mw_column_get_pinned (mw_grid_fixture_get_column (&self, "total")));
  act (&self, "grid.hide-column", NULL);
  g_assert_cmpuint (mw_grid_view_get_n_shown_columns (self.view), ==, 3);
  mw_grid_fixture_stop (&self);
}

static void
test_right_to_left (void)
{
  MwGridFixture self = { 0 };
  int width, edge;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  width = gtk_widget_get_width (GTK_WIDGET (self.view));
  edge = mw_grid_fixture_get_area (&self, 0, "remote_id").x;
  g_assert_cmpint (edge + mw_grid_fixture_get_area (&self, 0, "remote_id").width, ==, width);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 0, "status").x +
                     mw_grid_fixture_get_area (&self, 0, "status").width,
                   ==, edge);
  click_cell (&self, 3, "status", 1);
  assert_cursor (&self, 3, "status");
  act (&self, "grid.move", "right");
  assert_cursor (&self, 3, "remote_id");
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 3000);
  act (&self, "grid.move", "row-end");
  assert_cursor (&self, 3, "total");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 3, "total").x, ==, 0);
  click_cell (&self, 2, "total", 1);
  assert_cursor (&self, 2, "total");
  act (&self, "grid.move", "row-start");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "remote_id").x, ==, edge);
  /* As in the lists of GTK 4.18, whose scroll bar starts at the right. */
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self.view))),
                     ==, 0);
  /* Dragged to the left its end goes left: wider. */
  drag (&self, edge + 1, 5, -50, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 0, "remote_id").x, ==, edge - 50);
  draw (&self);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "81-grid-rtl");
  mw_grid_fixture_stop (&self);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static GtkAccessible *
nth (GtkAccessible *parent, guint n)
{
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (parent);

  for (guint i = 0; child && i < n; i++)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (child);

      g_object_unref (child);
      child = next;
    }
  return child;
}

#define assert_label(accessible, expected)                                                                   \
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, expected)

static void
test_accessible (void)
{
  MwGridFixture self = { 0 };
  g_autoptr (GtkAccessible) titles = NULL;
  g_autoptr (GtkAccessible) title = NULL;
  g_autoptr (GtkAccessible) row = NULL;
  g_autoptr (GtkAccessible) cell = NULL;
  g_autoptr (GtkAccessible) parent = NULL;
  g_autoptr (GtkAccessible) other = NULL;
  int x, y, width, height;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1234, FALSE), FALSE);
  g_assert_cmpuint (mw_grid_view_get_n_accessibles (self.view), ==, 0);
  act (&self, "grid.move", "down");
  g_assert_cmpuint (mw_grid_view_get_n_accessibles (self.view), ==, 0);
  gtk_test_accessible_assert_role (self.view, GTK_ACCESSIBLE_ROLE_GRID);
  assert_label (self.view, "Orders");
  gtk_test_accessible_assert_relation (self.view, GTK_ACCESSIBLE_RELATION_ROW_COUNT, 1235);
  gtk_test_accessible_assert_relation (self.view, GTK_ACCESSIBLE_RELATION_COL_COUNT, 4);
  titles = nth (GTK_ACCESSIBLE (self.view), 0);
  title = nth (titles, 3);
  gtk_test_accessible_assert_role (title, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  assert_label (title, "Total");
  row = nth (GTK_ACCESSIBLE (self.view), 4);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_ROW);
  assert_label (
    row, "id-3, Closed, partly received, Pump 3, as long as a title of a record may well be, row 4 of 1234");
  cell = nth (row, 1);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  assert_label (cell, "Closed, partly received");
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Status, row 4 of 1234");
  gtk_test_accessible_assert_relation (cell, GTK_ACCESSIBLE_RELATION_COL_INDEX, 2);
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  g_assert_true (gtk_accessible_get_bounds (row, &x, &y, &width, &height));
  g_assert_cmpint (y, ==, mw_grid_fixture_get_area (&self, 3, "status").y);
  g_assert_true (gtk_accessible_get_bounds (cell, &x, &y, &width, &height));
  g_assert_cmpint (x, ==, mw_grid_fixture_get_area (&self, 3, "status").x);
  g_assert_cmpint (y, ==, 0);
  parent = gtk_accessible_get_accessible_parent (cell);
  g_assert_true (parent == row);
  g_assert_null (gtk_accessible_get_first_accessible_child (cell));

  gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 3, 1);
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self.view)));
  act (&self, "grid.move", "down");
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  act (&self, "grid.extend", "up");
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  mw_grid_fixture_append (self.table, 1234, 6, FALSE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self.grid))) == 1240);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Status, row 4 of 1240");

  /* A row stays the same object while it is seen, and answers nothing when it is not any more. */
  act (&self, "grid.move", "page-down");
  act (&self, "grid.move", "page-up");
  other = nth (GTK_ACCESSIBLE (self.view), 4);
  act (&self, "grid.move", "bottom");
  g_assert_null (gtk_accessible_get_accessible_parent (row));
  g_assert_null (gtk_accessible_get_first_accessible_child (row));
  g_assert_false (gtk_accessible_get_bounds (cell, &x, &y, &width, &height));
  mw_grid_view_sort (self.view, mw_grid_fixture_get_column (&self, "total"), TRUE, FALSE);
  g_clear_object (&titles);
  g_clear_object (&title);
  titles = nth (GTK_ACCESSIBLE (self.view), 0);
  title = nth (titles, 3);
  gtk_test_accessible_assert_property (title, GTK_ACCESSIBLE_PROPERTY_SORT, GTK_ACCESSIBLE_SORT_DESCENDING);
  mw_grid_fixture_stop (&self);
}

static double
get_scrolled (MwGridFixture *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  return gtk_adjustment_get_value (adjustment);
}

/* The cursor stays in its record, and what is seen where it was, when rows are sorted, searched, appended,
 * and when a refresh brings another table. */
static void
test_swaps (void)
{
  MwGridFixture self = { 0 };
  MwTable *fresh;
  MwGrid *grid;
  double scrolled;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 500, 2);
  scrolled = get_scrolled (&self);
  g_assert_cmpfloat (scrolled, >, 1000);
  mw_grid_view_sort (self.view, mw_grid_fixture_get_column (&self, "remote_id"), TRUE, FALSE);
  mw_ui_wait (first_number (&self) == 999);
  g_assert_cmpfloat (get_scrolled (&self), ==, scrolled);
  g_assert_cmpuint (mw_row_get_number (mw_grid_get_selected (self.grid)), ==, 500);
  g_assert_cmpuint (
    mw_view_get_number (mw_grid_get_view (self.grid), mw_grid_view_get_cursor_row (self.view)), ==, 500);
  mw_grid_set_search (self.grid, "Pump 7");
  mw_ui_wait (!mw_grid_is_searching (self.grid));
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), ==, NO_ROW);
  mw_grid_set_search (self.grid, "");
  mw_ui_wait (mw_grid_view_get_cursor_row (self.view) != NO_ROW);
  g_assert_cmpuint (mw_row_get_number (mw_grid_get_selected (self.grid)), ==, 500);

  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self.view)), 777);
  mw_column_set_width (mw_grid_fixture_get_column (&self, "status"), 222);
  fresh = mw_grid_fixture_make_table (1010, TRUE);
  grid = mw_grid_new_arranged (fresh, FALSE, mw_grid_dup_arrangement (self.grid));
  mw_grid_take_over (grid, self.grid);
  g_object_unref (self.table);
  self.table = fresh;
  mw_grid_fixture_show (&self, grid);
  g_assert_cmpfloat (get_scrolled (&self), ==, 777);
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "status")), ==, 222);
  mw_ui_wait (mw_grid_get_selected (self.grid) != NULL && first_number (&self) == 10);
  g_assert_cmpstr (mw_row_get_cell (mw_grid_get_selected (self.grid), 0), ==, "id-500");
  g_assert_cmpstr (mw_column_get_id (mw_grid_view_get_cursor_column (self.view)), ==, "title");
  g_assert_cmpfloat (get_scrolled (&self), ==, 777);
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

/* With the desktop's text size grow rows, and columns that nobody gave a width. */
static void
test_large_text (void)
{
  MwGridFixture self = { 0 };
  GtkSettings *settings = gtk_settings_get_default ();
  GdkRectangle before, after;
  int dpi;

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (50, FALSE), FALSE);
  act (&self, "grid.move", "down");
  before = mw_grid_fixture_get_area (&self, 0, "status");
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 2, NULL);
  mw_ui_wait (mw_grid_fixture_get_area (&self, 0, "status").height > before.height);
  after = mw_grid_fixture_get_area (&self, 0, "status");
  g_assert_cmpint (after.height, >, before.height * 3 / 2);
  g_assert_cmpint (after.x, >, before.x * 3 / 2);
  g_assert_cmpint (after.width, >, before.width * 3 / 2);
  draw (&self);
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "83-grid-large-text");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  mw_ui_wait (mw_grid_fixture_get_area (&self, 0, "status").height == before.height);
  mw_grid_fixture_stop (&self);
}

/* What turns text around, or would be drawn over other cells, is shown as a mark; a megabyte costs what is
 * seen. */
static void
test_odd_text (void)
{
  MwGridFixture self = { 0 };
  MwTable *table = mw_grid_fixture_make_table (1, FALSE);
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'i');
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (4);
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (GtkAccessible) row = NULL;
  g_autoptr (GtkAccessible) cell = NULL;

  mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, 1, -1 });
  mw_chunk_builder_set_cell (builder, 0,
                             "a\xe2\x80\xae"
                             "b\x01",
                             -1);
  mw_chunk_builder_set_cell (builder, 1, "no such status", -1);
  mw_chunk_builder_set_cell (builder, 2, long_text, -1);
  mw_chunk_builder_set_cell (builder, 3, "\xff\xfe", -1);
  mw_chunk_builder_add_problem (builder, 3, "not a number");
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  mw_grid_fixture_start (&self, table, FALSE);
  act (&self, "grid.move", "bottom");
  draw (&self);
  mw_grid_view_auto_size (self.view, mw_grid_fixture_get_column (&self, "title"));
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "title")), <=, 4000);
  draw (&self);
  row = nth (GTK_ACCESSIBLE (self.view), 2);
  cell = nth (row, 0);
  assert_label (cell, "a⟪RLO⟫b␁");
  mw_ui_shot_on (GTK_NATIVE (self.window), GTK_WIDGET (self.window), "82-grid-odd");
  mw_grid_fixture_stop (&self);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);
  gpointer view_class;
  GListModelInterface *iface;

  if (code >= 0)
    return code;
  view_class = g_type_class_ref (MW_TYPE_VIEW);
  iface = g_type_interface_peek (view_class, G_TYPE_LIST_MODEL);
  real_get_item = iface->get_item;
  iface->get_item = count_get_item;
  g_test_add_func ("/grid/cost", test_cost);
  g_test_add_func ("/grid/cursor", test_cursor);
  g_test_add_func ("/grid/pointer", test_pointer);
  g_test_add_func ("/grid/copy", test_copy);
  g_test_add_func ("/grid/copy-much", test_copy_much);
  g_test_add_func ("/grid/header", test_header);
  g_test_add_func ("/grid/menu", test_menu);
  g_test_add_func ("/grid/pinned", test_pinned);
  g_test_add_func ("/grid/right-to-left", test_right_to_left);
  g_test_add_func ("/grid/accessible", test_accessible);
  g_test_add_func ("/grid/swaps", test_swaps);
  g_test_add_func ("/grid/arrangement", test_arrangement);
  g_test_add_func ("/grid/remembered", test_remembered);
  g_test_add_func ("/grid/large-text", test_large_text);
  g_test_add_func ("/grid/odd-text", test_odd_text);
  return mw_ui_test_run ();
}
