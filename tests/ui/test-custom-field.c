/* test-custom-field.c: a field of the records becomes a column by one click, stays, and goes again
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-grid-view-private.h"
#include "mw-json-view.h"
#include "mw-mapping-item.h"
#include "mw-mapping-row.h"
#include "mw-origin-view.h"

static GListModel *
get_shown (MwRecordsPage *page)
{
  return G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (mw_ui_child (page, "mapping"), "list")));
}

/* The first that is no column and that every record has; its path is left in @path. */
static MwMappingItem *
find_unused (GListModel *shown)
{
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (shown, i);

      if (mw_mapping_item_is_unused (item) && mw_mapping_item_get_custom_path (item) != NULL &&
          g_str_has_prefix (mw_mapping_item_get_fill (item), "5200 of"))
        return item;
    }
  return NULL;
}

static MwMappingItem *
find_by_path (GListModel *shown, const char *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (shown, i);

      if (g_strcmp0 (mw_mapping_item_get_custom_path (item), path) == 0)
        return item;
    }
  return NULL;
}

static guint
count_requests (MwRecordsPage *page)
{
  g_autoptr (GPtrArray) log = mw_connection_dup_log (mw_records_page_get_connection (page));

  return log->len;
}

static MwColumn *
find_column (MwRecordsPage *page, const char *path)
{
  g_autofree char *id = g_strconcat (MW_CUSTOM_FIELD_PREFIX, path, NULL);

  return mw_grid_find_column (mw_records_page_get_grid (page), id);
}

/* What its first row shows, beside what its raw record has. */
static void
assert_filled (MwRecordsPage *page, const char *path)
{
  MwDataset *dataset = mw_reading_get_dataset (mw_records_page_get_reading (page));
  g_autoptr (MwGeneration)
    rows = mw_table_dup_generation (mw_dataset_get_table (dataset, mw_records_page_get_entity (page)));
  guint column = mw_column_get_index (find_column (page, path));
  guint n_filled = 0;

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      const MwRowOrigin *origin = mw_generation_get_origin (rows, row);
      const char *text = mw_generation_get_cell (rows, row, column, NULL);
      g_autoptr (MwRawSet) set = mw_dataset_dup_raw_set (dataset, origin->set);
      g_autoptr (MwGeneration) raw = mw_table_dup_generation (mw_raw_set_get_table (set));
      int key = mw_generation_find_column (raw, path + 1);

      if (row < 200)
        g_assert_cmpstr (text, ==, mw_generation_get_cell (raw, origin->record, (guint) key, NULL));
      n_filled += text != NULL;
    }
  g_assert_cmpuint (n_filled, ==, 5200);
}

static void
show_tab (MwRecordsPage *page, const char *name)
{
  adw_toggle_group_set_active_name (mw_ui_child (page, "tabs"), name);
}

static char *
add (MwUiTest *test, MwRecordsPage *page)
{
  GtkWidget *mapping = mw_ui_child (page, "mapping");
  GListModel *shown = get_shown (page);
  GtkWidget *row;
  MwMappingItem *item;
  char *path;

  show_tab (page, "mapping");
  mw_ui_wait ((item = find_unused (shown)) != NULL);
  path = g_strdup (mw_mapping_item_get_custom_path (item));
  g_assert_false (mw_mapping_item_is_custom_column (item));
  gtk_editable_set_text (mw_ui_child (mapping, "search"), mw_mapping_item_get_title (item));
  mw_ui_wait ((row = mw_ui_find (mapping, GTK_TYPE_BUTTON, "Add as Column")) != NULL);
  mw_ui_shot (test, "d0-custom-field-unused");
  mw_ui_click (mapping, "Add as Column");
  mw_ui_wait ((item = find_by_path (shown, path)) != NULL && mw_mapping_item_is_custom_column (item));
  mw_ui_wait (*mw_mapping_item_get_fill (item) != '\0');
  g_assert_cmpstr (mw_mapping_item_get_fill (item), ==, "5200 of 5200");
  mw_ui_shot (test, "d1-custom-field-used");
  return path;
}

static MwRecordsPage *
open_again (MwUiTest *test)
{
  g_autoptr (MwConnection) connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  MwEntity *orders = mw_model_find (mw_engine_get_model (test->engine), "purchase_order");
  MwRecordsPage *page;

  mw_window_show_entity (test->window, connection, orders);
  mw_ui_show_content (test);
  mw_ui_wait ((page = mw_window_get_records_page (test->window)) != NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  return page;
}

static GtkWidget *
open_columns (MwRecordsPage *page)
{
  GtkMenuButton *button = mw_ui_child (page, "columns_button");
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));

  gtk_menu_button_popup (button);
  mw_ui_wait (gtk_widget_get_mapped (popover));
  return popover;
}

static guint
count_shown (MwRecordsPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page))));
}

/* Sorted, filtered and searched as any other; when it goes, what it left out comes back. */
static void
test_wanted (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = open_again (test);
  const char *const values[] = { "4500010007", NULL };
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);
  MwGrid *grid;
  MwRow *row;

  gtk_widget_activate_action (mw_ui_grid (page), "win.add-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") != NULL && count_shown (page) == 5200);
  grid = mw_records_page_get_grid (page);
  mw_grid_view_sort (mw_grid_get_grid_view (grid), find_column (page, "/BSTNR"), TRUE, FALSE);
  mw_ui_wait (mw_view_get_number (mw_grid_get_view (grid), 0) == 5199);
  g_ptr_array_add (filters, mw_row_filter_new (MW_ROW_FILTER_CONTAINS, "custom:/BSTNR", 0, values));
  mw_grid_set_filters (grid, filters);
  mw_ui_wait (count_shown (page) == 1);
  row = g_list_model_get_item (G_LIST_MODEL (mw_grid_get_view (grid)), 0);
  g_assert_cmpstr (mw_row_get_cell (row, mw_column_get_index (find_column (page, "/BSTNR"))), ==,
                   "4500010007");
  g_object_unref (row);
  gtk_widget_activate_action (mw_ui_grid (page), "win.remove-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") == NULL && count_shown (page) == 5200);
  g_assert_null (mw_grid_get_filters (mw_records_page_get_grid (page)));
  mw_ui_test_stop (test);
}

/* From the head of a column of what was sent, and away again from the list of columns. */
static void
test_elsewhere (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = open_again (test);
  MwColumn *column = NULL;
  g_autofree char *path = NULL;
  GtkWidget *popover;

  show_tab (page, "raw");
  mw_ui_wait ((column = mw_grid_find_column (mw_records_page_get_grid (page), "BSTNR")) != NULL);
  g_assert_false (mw_column_is_custom (column));
  path = g_strdup (mw_column_get_custom_path (column));
  g_assert_cmpstr (path, ==, "/BSTNR");
  gtk_widget_activate_action (mw_ui_grid (page), "win.add-column", "s", path);
  show_tab (page, "normalized");
  mw_ui_wait ((column = find_column (page, path)) != NULL);
  g_assert_true (mw_column_is_custom (column));
  g_assert_cmpstr (mw_column_get_custom_path (column), ==, path);
  assert_filled (page, path);
  popover = open_columns (page);
  gtk_editable_set_text (mw_ui_child (popover, "search"), "BSTNR");
  mw_ui_wait (mw_ui_find (popover, GTK_TYPE_BUTTON, "Your own column: remove it") != NULL);
  mw_ui_shot_of (test, popover, "d3-custom-field-columns");
  mw_ui_click (popover, "Your own column: remove it");
  mw_ui_wait (find_column (page, path) == NULL);
  mw_ui_test_stop (test);
}

static void
open_header_menu (MwRecordsPage *page, MwColumn *column)
{
  MwGridView *view = mw_grid_get_grid_view (mw_records_page_get_grid (page));
  GdkRectangle area;

  /* A grid that has just come has no room yet, and nowhere to scroll to. */
  mw_ui_wait (gtk_widget_get_width (GTK_WIDGET (view)) > 0);
  mw_grid_view_set_cursor (view, 0, column, FALSE);
  mw_ui_settle ();
  g_assert_true (mw_grid_view_get_cell_area (view, G_MAXUINT, column, &area));
  mw_grid_view_open_menu (view, area.x + area.width / 2, area.y + area.height, column);
}

/* The words of a header for who does not see it. */
static void
assert_spoken (MwRecordsPage *page, MwColumn *column)
{
  g_autoptr (GtkAccessible)
    titles = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (mw_ui_grid (page)));
  g_autoptr (GtkAccessible) title = gtk_accessible_get_first_accessible_child (titles);
  guint n_own = 0;

  while (title)
    {
      GtkAccessible *next = gtk_accessible_get_next_accessible_sibling (title);
      g_autofree char *other = gtk_test_accessible_check_property (title, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                                   mw_column_get_title (column));

      if (!other)
        {
          gtk_test_accessible_assert_property (title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "your own column");
          n_own++;
        }
      else
        g_assert_false (gtk_test_accessible_has_property (title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_object_unref (title);
      title = next;
    }
  g_assert_cmpuint (n_own, ==, 1);
}

static void
rename_to (MwUiTest *test, const char *title)
{
  GtkWidget *entry = NULL;

  mw_ui_wait (mw_ui_dialog (test) != NULL &&
              (entry = mw_ui_find (mw_ui_dialog (test), GTK_TYPE_ENTRY, NULL)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  mw_ui_click (mw_ui_dialog (test), "Rename");
  mw_ui_wait (mw_ui_dialog (test) == NULL);
}

static gboolean
is_called (MwRecordsPage *page, const char *path, const char *title)
{
  MwColumn *column = find_column (page, path);

  return column && g_str_equal (mw_column_get_title (column), title);
}

/* A title of its own, from the menu of its head and from the list of columns; the next start knows it. */
static void
test_rename (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = open_again (test);
  g_autoptr (MwConnection) connection = NULL;
  GtkWidget *popover, *menu;

  gtk_widget_activate_action (mw_ui_grid (page), "win.add-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") != NULL);
  open_header_menu (page, find_column (page, "/BSTNR"));
  assert_spoken (page, find_column (page, "/BSTNR"));
  menu = mw_ui_find (mw_ui_grid (page), GTK_TYPE_POPOVER_MENU, NULL);
  mw_ui_wait (gtk_widget_get_mapped (menu));
  mw_ui_shot_of (test, gtk_widget_get_first_child (menu), "d5-custom-field-menu");
  gtk_popover_popdown (GTK_POPOVER (menu));
  gtk_widget_activate_action (mw_ui_grid (page), "win.rename-column", "s", "/BSTNR");
  mw_ui_wait (mw_ui_dialog (test) != NULL);
  mw_ui_shot (test, "d6-custom-field-rename");
  rename_to (test, "  Their number <b> ");
  mw_ui_wait (is_called (page, "/BSTNR", "Their number <b>"));
  assert_filled (page, "/BSTNR");
  mw_ui_shot (test, "d7-custom-field-renamed");
  /* Taken away and brought back, from beside another list, it is called as before. */
  gtk_widget_activate_action (mw_ui_grid (page), "win.remove-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") == NULL);
  mw_ui_wait (mw_ui_find (test->window, GTK_TYPE_BUTTON, "Undo") != NULL);
  connection = g_object_ref (mw_records_page_get_connection (page));
  mw_window_show_entity (test->window, connection,
                         mw_model_find (mw_engine_get_model (test->engine), "vendor"));
  mw_ui_click (test->window, "Undo");
  page = open_again (test);
  mw_ui_wait (is_called (page, "/BSTNR", "Their number <b>"));
  mw_ui_test_stop (test);

  test = mw_ui_test_start ();
  page = open_again (test);
  mw_ui_wait (is_called (page, "/BSTNR", "Their number <b>"));
  popover = open_columns (page);
  gtk_editable_set_text (mw_ui_child (popover, "search"), "number <b>");
  mw_ui_wait (mw_ui_find (popover, GTK_TYPE_BUTTON, "Your own column: rename it") != NULL);
  mw_ui_shot_of (test, popover, "d8-custom-field-columns");
  mw_ui_click (popover, "Your own column: rename it");
  rename_to (test, " ");
  mw_ui_wait (is_called (page, "/BSTNR", "BSTNR"));
  gtk_widget_activate_action (mw_ui_grid (page), "win.remove-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") == NULL);
  mw_ui_test_stop (test);
}

/* Another program has added one: it is there after the next refresh at the latest. */
static void
test_other_program (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = open_again (test);
  g_autoptr (MwEngine) other = mw_engine_new ();
  MwConnection *connection;
  MwEntity *orders;

  g_assert_true (mw_ui_await (mw_engine_load (other)));
  connection = mw_engine_find_connection (other, mw_connection_get_id (mw_records_page_get_connection (page)),
                                          NULL);
  g_assert_nonnull (connection);
  orders = mw_model_find (mw_engine_get_model (other), "purchase_order");
  g_assert_true (
    mw_ui_await (mw_connection_add_custom_field (connection, orders, "/BSTNR", "From a command")));
  g_assert_null (find_column (page, "/BSTNR"));
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.refresh", NULL);
  mw_ui_wait (is_called (page, "/BSTNR", "From a command"));
  assert_filled (page, "/BSTNR");
  gtk_widget_activate_action (mw_ui_grid (page), "win.remove-column", "s", "/BSTNR");
  mw_ui_wait (find_column (page, "/BSTNR") == NULL);
  mw_ui_test_stop (test);
}

/* In the details it stands in a group of its own and says where it is from, and the value says that it is
 * used. */
static void
check_details (MwUiTest *test, MwRecordsPage *page, const char *path)
{
  GtkWidget *inspector = mw_ui_child (page, "inspector");
  GtkWidget *fields = mw_ui_child (inspector, "fields");
  GtkWidget *record = mw_ui_child (inspector, "record");
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (fields, "list")));
  MwJsonView *json = mw_ui_child (record, "json");
  guint last;

  mw_grid_select (mw_records_page_get_grid (page), 0);
  mw_records_page_toggle_inspector (page);
  mw_ui_wait ((last = g_list_model_get_n_items (shown)) > 0 && mw_json_view_get_tree (json));
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (shown), last - 1);
  mw_ui_wait (gtk_widget_get_visible (mw_ui_child (fields, "origin")));
  g_assert_true (
    g_str_has_prefix (mw_origin_view_get_text (mw_ui_child (fields, "origin")), "You added this column."));
  mw_ui_shot (test, "d4-custom-field-details");
  mw_json_view_select (json, path);
  mw_ui_wait (gtk_widget_get_visible (mw_ui_child (record, "raw_origin")));
  g_assert_true (
    g_str_has_prefix (mw_origin_view_get_text (mw_ui_child (record, "raw_origin")), "Used for: "));
  mw_records_page_toggle_inspector (page);
}

static void
test_custom_field (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = mw_ui_open_demo (test);
  guint n_requests = count_requests (page);
  guint n_columns = mw_grid_get_n_visible_columns (mw_records_page_get_grid (page));
  g_autofree char *path = add (test, page);

  /* Shown at once, and nobody was asked. */
  g_assert_nonnull (find_column (page, path));
  g_assert_true (mw_column_get_visible (find_column (page, path)));
  g_assert_cmpuint (mw_grid_get_n_visible_columns (mw_records_page_get_grid (page)), ==, n_columns + 1);
  assert_filled (page, path);
  g_assert_cmpuint (count_requests (page), ==, n_requests);
  show_tab (page, "normalized");
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (mw_ui_child (page, "stack")), "grid") == 0);
  mw_grid_view_set_cursor (mw_grid_get_grid_view (mw_records_page_get_grid (page)), 0,
                           find_column (page, path), FALSE);
  mw_ui_shot (test, "d2-custom-field-grid");
  check_details (test, page, path);
  mw_ui_test_stop (test);

  test = mw_ui_test_start ();
  page = open_again (test);
  mw_ui_wait (find_column (page, path) != NULL);
  assert_filled (page, path);
  n_requests = count_requests (page);
  show_tab (page, "mapping");
  gtk_editable_set_text (mw_ui_child (mw_ui_child (page, "mapping"), "search"), path + 1);
  mw_ui_click (page, "Remove");
  mw_ui_wait (find_column (page, path) == NULL);
  mw_ui_wait (mw_ui_find (mw_ui_child (page, "mapping"), GTK_TYPE_BUTTON, "Add as Column") != NULL);
  g_assert_cmpuint (count_requests (page), ==, n_requests);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/custom-field", test_custom_field);
  g_test_add_func ("/ui/custom-field/elsewhere", test_elsewhere);
  g_test_add_func ("/ui/custom-field/wanted", test_wanted);
  g_test_add_func ("/ui/custom-field/rename", test_rename);
  g_test_add_func ("/ui/custom-field/other-program", test_other_program);
  return mw_ui_test_run ();
}
