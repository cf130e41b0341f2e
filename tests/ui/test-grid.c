/* test-grid.c: the grid: what it draws, keeps, selects, copies and tells
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-fixture.h"

#define NO_ROW G_MAXUINT

static guint n_get_item;
static gpointer (*real_get_item) (GListModel *model, guint position);

static gpointer
count_get_item (GListModel *model, guint position)
{
  n_get_item++;
  return real_get_item (model, position);
}

#define assert_copied(self, action, expected)                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *copied = NULL;                                                                          \
    mw_grid_fixture_act (self, action, NULL);                                                                \
    copied = mw_grid_fixture_read_clipboard (self);                                                          \
    g_assert_cmpstr (copied, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

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
  mw_grid_fixture_draw (&self);
  mw_grid_fixture_act (&self, "grid.move", "bottom");
  mw_grid_fixture_draw (&self);
  mw_grid_fixture_act (&self, "grid.move", "page-up");
  mw_grid_fixture_act (&self, "grid.select-all", NULL);
  mw_grid_fixture_draw (&self);
  cost->n_accessibles = mw_ui_count_accessibles (GTK_ACCESSIBLE (self.view));
  g_assert_cmpuint (cost->n_accessibles, ==, mw_grid_view_get_n_accessibles (self.view));
  cost->n_kept = mw_grid_view_get_n_kept (self.view);
  cost->n_widgets = mw_ui_count_widgets (GTK_WIDGET (self.grid));
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
  mw_grid_fixture_act (&self, "grid.move", "down");
  mw_grid_fixture_assert_cursor (&self, 0, "remote_id");
  mw_grid_fixture_act (&self, "grid.move", "left");
  mw_grid_fixture_act (&self, "grid.move", "up");
  mw_grid_fixture_assert_cursor (&self, 0, "remote_id");
  mw_grid_fixture_act (&self, "grid.move", "right");
  mw_grid_fixture_act (&self, "grid.move", "down");
  mw_grid_fixture_assert_cursor (&self, 1, "status");
  g_assert_cmpuint (mw_row_get_number (mw_grid_get_selected (self.grid)), ==, 1);
  mw_grid_fixture_act (&self, "grid.move", "row-end");
  mw_grid_fixture_assert_cursor (&self, 1, "total");
  mw_grid_fixture_act (&self, "grid.move", "right");
  mw_grid_fixture_assert_cursor (&self, 1, "total");
  mw_grid_fixture_act (&self, "grid.move", "row-start");
  mw_grid_fixture_assert_cursor (&self, 1, "remote_id");
  mw_grid_fixture_act (&self, "grid.move", "page-down");
  page = mw_grid_view_get_cursor_row (self.view) - 1;
  g_assert_cmpuint (page, >, 5);
  g_assert_cmpuint (page, <, 40);
  mw_grid_fixture_act (&self, "grid.move", "page-up");
  mw_grid_fixture_assert_cursor (&self, 1, "remote_id");
  mw_grid_fixture_act (&self, "grid.move", "bottom");
  mw_grid_fixture_assert_cursor (&self, 999, "total");
  mw_grid_fixture_get_area (&self, 999, "total");
  mw_grid_fixture_act (&self, "grid.move", "page-down");
  mw_grid_fixture_assert_cursor (&self, 999, "total");
  mw_grid_fixture_act (&self, "grid.move", "top");
  mw_grid_fixture_assert_cursor (&self, 0, "remote_id");
  mw_grid_fixture_get_area (&self, 0, "remote_id");
  mw_grid_fixture_act (&self, "grid.move", "nowhere");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 500, 2));
  mw_grid_fixture_assert_cursor (&self, 500, "title");
  mw_grid_fixture_get_area (&self, 500, "title");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 5000, 2));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 1, 99));
  mw_grid_fixture_assert_cursor (&self, 500, "title");
  mw_grid_fixture_stop (&self);
}

/* Assistive technology can give no parameter. */
static void
test_plain_actions (void)
{
  static const struct
  {
    const char *action;
    guint row;
    const char *column;
  } steps[] = { { "grid.move-down", 0, "remote_id" },   { "grid.move-down", 1, "remote_id" },
                { "grid.move-right", 1, "status" },     { "grid.move-row-end", 1, "total" },
                { "grid.move-left", 1, "title" },       { "grid.move-row-start", 1, "remote_id" },
                { "grid.move-bottom", 999, "total" },   { "grid.move-up", 998, "total" },
                { "grid.move-top", 0, "remote_id" },    { "grid.extend-down", 1, "remote_id" },
                { "grid.extend-right", 1, "status" },   { "grid.extend-bottom", 999, "total" },
                { "grid.extend-top", 0, "remote_id" },  { "grid.extend-row-end", 0, "total" },
                { "grid.extend-left", 0, "title" },     { "grid.extend-row-start", 0, "remote_id" },
                { "grid.move-page-up", 0, "remote_id" } };
  MwGridFixture self = { 0 };

  mw_grid_fixture_start (&self, mw_grid_fixture_make_table (1000, FALSE), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      mw_grid_fixture_act (&self, steps[i].action, NULL);
      mw_grid_fixture_assert_cursor (&self, steps[i].row, steps[i].column);
    }
  mw_grid_fixture_act (&self, "grid.move-page-down", NULL);
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), >, 5);
  mw_grid_fixture_act (&self, "grid.extend-page-up", NULL);
  mw_grid_fixture_assert_cursor (&self, 0, "remote_id");
  mw_grid_fixture_act (&self, "grid.extend-page-down", NULL);
  mw_grid_fixture_act (&self, "grid.extend-up", NULL);
  g_assert_cmpuint (mw_grid_view_get_cursor_row (self.view), >, 4);
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
  mw_grid_fixture_click_cell (&self, 3, "status", 1);
  mw_grid_fixture_assert_cursor (&self, 3, "status");
  g_assert_cmpuint (n_opened, ==, 0);
  mw_grid_fixture_click_cell (&self, 4, "remote_id", 2);
  mw_grid_fixture_assert_cursor (&self, 4, "remote_id");
  g_assert_cmpuint (n_opened, ==, 1);
  mw_grid_fixture_act (&self, "grid.open", NULL);
  g_assert_cmpuint (n_opened, ==, 2);

  from = mw_grid_fixture_get_area (&self, 2, "remote_id");
  to = mw_grid_fixture_get_area (&self, 4, "status");
  mw_grid_fixture_click_cell (&self, 2, "remote_id", 1);
  mw_grid_fixture_drag (&self, from.x + 5, from.y + 5, to.x - from.x + 5, to.y - from.y + 5);
  mw_grid_fixture_assert_cursor (&self, 4, "status");
  assert_copied (&self, "grid.copy", "id-2\tOpen\nid-3\tClosed\nid-4\tOpen");
  /* Beyond the last row that is seen. */
  mw_grid_fixture_click_cell (&self, 2, "remote_id", 1);
  mw_grid_fixture_drag (&self, from.x + 5, from.y + 5, 0, 2000);
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

  mw_grid_fixture_act (&self, "grid.move", "bottom");
  assert_copied (&self, "grid.copy", "1234567890.123456789");
  mw_grid_fixture_act (&self, "grid.extend", "row-start");
  assert_copied (&self, "grid.copy",
                 "\"\"\"quoted\"\"\"\tClosed\t\"two\nlines\tand a tab\"\t1234567890.123456789");
  assert_copied (&self, "grid.copy-with-headers",
                 "Record ID\tStatus\tTitle\tTotal\n"
                 "\"\"\"quoted\"\"\"\tClosed\t\"two\nlines\tand a tab\"\t1234567890.123456789");
  mw_grid_fixture_act (&self, "grid.move", "top");
  mw_grid_fixture_act (&self, "grid.extend", "down");
  mw_grid_fixture_act (&self, "grid.extend", "right");
  assert_copied (&self, "grid.copy", "id-0\tOpen\nid-1\tClosed");
  mw_grid_fixture_act (&self, "grid.move", "down");
  assert_copied (&self, "grid.copy", "Open");
  mw_column_set_visible (mw_grid_fixture_get_column (&self, "title"), FALSE);
  /* Whole rows and columns, of one cell and of several. */
  mw_grid_fixture_act (&self, "grid.select-row", NULL);
  assert_copied (&self, "grid.copy", "id-2\tOpen\t2.50");
  mw_grid_fixture_act (&self, "grid.extend", "up");
  assert_copied (&self, "grid.copy", "id-1\tClosed\t1.50\nid-2\tOpen\t2.50");
  gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 2, 1);
  mw_grid_fixture_act (&self, "grid.select-column", NULL);
  assert_copied (&self, "grid.copy-with-headers", "Status\nOpen\nClosed\nOpen\nClosed");
  mw_grid_fixture_act (&self, "grid.select-all", NULL);
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
  mw_grid_fixture_act (&self, "grid.select-all", NULL);
  mw_grid_fixture_act (&self, "grid.copy", NULL);
  mw_ui_wait (
    clipboard_has (&self, "id-49999\tClosed\tPump 49999, as long as a title of a record may well be\t"));
  for (guint i = 1; i < 11; i++)
    mw_grid_fixture_append (self.table, i * 50000, 50000, FALSE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self.grid))) == 550000);
  mw_grid_fixture_act (&self, "grid.select-all", NULL);
  mw_grid_fixture_act (&self, "grid.copy", NULL);
  mw_ui_settle ();
  g_assert_true (
    clipboard_has (&self, "id-49999\tClosed\tPump 49999, as long as a title of a record may well be\t"));
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
  mw_grid_fixture_click_cell (&self, 3, "status", 1);
  mw_grid_fixture_assert_cursor (&self, 3, "status");
  mw_grid_fixture_act (&self, "grid.move", "right");
  mw_grid_fixture_assert_cursor (&self, 3, "remote_id");
  mw_column_set_width (mw_grid_fixture_get_column (&self, "title"), 3000);
  mw_grid_fixture_act (&self, "grid.move", "row-end");
  mw_grid_fixture_assert_cursor (&self, 3, "total");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 3, "total").x, ==, 0);
  mw_grid_fixture_click_cell (&self, 2, "total", 1);
  mw_grid_fixture_assert_cursor (&self, 2, "total");
  mw_grid_fixture_act (&self, "grid.move", "row-start");
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 2, "remote_id").x, ==, edge);
  /* As in the lists of GTK 4.18, whose scroll bar starts at the right. */
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self.view))),
                     ==, 0);
  /* Dragged to the left its end goes left: wider. */
  mw_grid_fixture_drag (&self, edge + 1, 5, -50, 0);
  g_assert_cmpint (mw_grid_fixture_get_area (&self, 0, "remote_id").x, ==, edge - 50);
  mw_grid_fixture_draw (&self);
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
  mw_grid_fixture_act (&self, "grid.move", "down");
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

  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self.view), "grid.move-to", "(uu)", 3, 1);
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self.view)));
  mw_grid_fixture_act (&self, "grid.move", "down");
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  mw_grid_fixture_act (&self, "grid.extend", "up");
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  mw_grid_fixture_append (self.table, 1234, 6, FALSE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (self.grid))) == 1240);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Status, row 4 of 1240");

  /* A row stays the same object while it is seen, and answers nothing when it is not any more. */
  mw_grid_fixture_act (&self, "grid.move", "page-down");
  mw_grid_fixture_act (&self, "grid.move", "page-up");
  other = nth (GTK_ACCESSIBLE (self.view), 4);
  mw_grid_fixture_act (&self, "grid.move", "bottom");
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
  mw_ui_wait (mw_grid_fixture_get_first (&self) == 999);
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
  mw_ui_wait (mw_grid_get_selected (self.grid) != NULL && mw_grid_fixture_get_first (&self) == 10);
  g_assert_cmpstr (mw_row_get_cell (mw_grid_get_selected (self.grid), 0), ==, "id-500");
  g_assert_cmpstr (mw_column_get_id (mw_grid_view_get_cursor_column (self.view)), ==, "title");
  g_assert_cmpfloat (get_scrolled (&self), ==, 777);
  mw_grid_fixture_stop (&self);
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
  mw_grid_fixture_act (&self, "grid.move", "down");
  before = mw_grid_fixture_get_area (&self, 0, "status");
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (dpi > 0 ? dpi : 96 * 1024) * 2, NULL);
  mw_ui_wait (mw_grid_fixture_get_area (&self, 0, "status").height > before.height);
  after = mw_grid_fixture_get_area (&self, 0, "status");
  g_assert_cmpint (after.height, >, before.height * 3 / 2);
  g_assert_cmpint (after.x, >, before.x * 3 / 2);
  g_assert_cmpint (after.width, >, before.width * 3 / 2);
  mw_grid_fixture_draw (&self);
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
  mw_grid_fixture_act (&self, "grid.move", "bottom");
  mw_grid_fixture_draw (&self);
  mw_grid_view_auto_size (self.view, mw_grid_fixture_get_column (&self, "title"));
  g_assert_cmpint (mw_column_get_width (mw_grid_fixture_get_column (&self, "title")), <=, 4000);
  mw_grid_fixture_draw (&self);
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
  g_test_add_func ("/grid/plain-actions", test_plain_actions);
  g_test_add_func ("/grid/pointer", test_pointer);
  g_test_add_func ("/grid/copy", test_copy);
  g_test_add_func ("/grid/copy-much", test_copy_much);
  g_test_add_func ("/grid/right-to-left", test_right_to_left);
  g_test_add_func ("/grid/accessible", test_accessible);
  g_test_add_func ("/grid/swaps", test_swaps);
  g_test_add_func ("/grid/large-text", test_large_text);
  g_test_add_func ("/grid/odd-text", test_odd_text);
  return mw_ui_test_run ();
}
