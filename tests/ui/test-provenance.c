/* test-provenance.c: where a value came from, and what was made of one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-fields-view.h"
#include "mw-inspector-field.h"
#include "mw-inspector.h"
#include "mw-json-view.h"
#include "mw-lines-view.h"
#include "mw-origin-view.h"
#include "mw-record-view.h"

static GListModel *
get_fields (GtkWidget *inspector)
{
  return G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (mw_ui_child (inspector, "fields"), "list")));
}

static MwJsonView *
get_json (GtkWidget *inspector)
{
  return mw_ui_child (mw_ui_child (inspector, "record"), "json");
}

static MwJsonTree *
get_tree (GtkWidget *inspector)
{
  return mw_json_view_get_tree (get_json (inspector));
}

static GtkSingleSelection *
get_rows (GtkWidget *inspector)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (mw_ui_child (get_json (inspector), "list")));
}

static void
select_field (GtkWidget *inspector, const char *title)
{
  GListModel *fields = get_fields (inspector);

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, i);

      if (!g_str_equal (mw_inspector_field_get_title (field), title))
        continue;
      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (fields), i);
      return;
    }
  g_error ("There is no field %s", title);
}

static const char *
get_words (GtkWidget *origin)
{
  return gtk_widget_get_visible (origin) ? mw_origin_view_get_text (MW_ORIGIN_VIEW (origin)) : NULL;
}

static const char *
get_field_origin (GtkWidget *inspector)
{
  return get_words (mw_ui_child (mw_ui_child (inspector, "fields"), "origin"));
}

static const char *
get_raw_origin (GtkWidget *inspector)
{
  return get_words (mw_ui_child (mw_ui_child (inspector, "record"), "raw_origin"));
}

static guint
count_lit (GtkWidget *inspector)
{
  MwJsonTree *tree = get_tree (inspector);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (tree), i);

      n += mw_json_tree_get_light (tree, row) == MW_JSON_LIT;
    }
  return n;
}

static GtkButton *
get_address (GtkWidget *inspector, guint number)
{
  GtkWidget *child = gtk_widget_get_first_child (
    mw_ui_child (mw_ui_child (mw_ui_child (inspector, "fields"), "origin"), "addresses"));

  while (child && number-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child ? GTK_BUTTON (child) : NULL;
}

/* How many values say that nothing is made of them. */
static guint
count_unused (GtkWidget *inspector)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (get_tree (inspector)));
  guint n = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      gtk_single_selection_set_selected (get_rows (inspector), i);
      n += g_strcmp0 (get_raw_origin (inspector), "Not used for any column.") == 0;
    }
  return n;
}

static GtkDropDown *
get_raw_sets (MwRecordsPage *page)
{
  return GTK_DROP_DOWN (adw_bin_get_child (ADW_BIN (mw_ui_child (page, "raw_sets"))));
}

/* The lines of the first order by what they name, one after the other. */
static guint
count_lines (MwConnection *connection, MwUiTest *test, MwRecordsPage *page)
{
  MwEntity *entity = mw_model_find (mw_engine_get_model (test->engine), "purchase_order_line");
  MwReading *reading = mw_connection_read (connection, entity);
  g_autoptr (MwGeneration)
    lines = mw_table_dup_generation (mw_dataset_get_table (mw_reading_get_dataset (reading), entity));
  g_autoptr (MwRow)
    order = g_list_model_get_item (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page))), 0);
  int number = mw_entity_find_field (mw_records_page_get_entity (page), "number");
  int parent = mw_entity_find_field (entity, "purchase_order");
  guint n = 0;

  g_assert_cmpint (number, >=, 0);
  g_assert_cmpint (parent, >=, 0);
  for (guint i = 0; i < mw_generation_get_n_rows (lines); i++)
    n += g_strcmp0 (mw_generation_get_cell (lines, i, (guint) parent, NULL),
                    mw_row_get_cell (order, (guint) number)) == 0;
  g_assert_cmpuint (n, >, 0);
  return n;
}

static MwInspectorField *
dup_field (GtkWidget *inspector, const char *id)
{
  GListModel *fields = get_fields (inspector);

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, i);

      if (g_str_equal (mw_inspector_field_get_id (field), id))
        return g_steal_pointer (&field);
    }
  g_error ("There is no field %s", id);
}

/* Groups in the order of the model, each of them once, and fields that belong together beside each other. */
static void
check_groups (GtkWidget *inspector, MwEntity *entity)
{
  GListModel *fields = get_fields (inspector);
  guint before = 0;
  guint n_groups = 1;

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (MwInspectorField) field = g_list_model_get_item (fields, i);
      guint group = mw_inspector_field_get_group (field);
      guint start, end;

      g_assert_cmpuint (group, <, mw_entity_get_n_groups (entity));
      g_assert_cmpuint (group, >=, before);
      n_groups += group > before;
      before = group;
      gtk_section_model_get_section (GTK_SECTION_MODEL (fields), i, &start, &end);
      g_assert_cmpuint (start, <=, i);
      g_assert_cmpuint (end, >, i);
    }
  g_assert_cmpuint (n_groups, >=, 5);
}

/* Amounts stand with what is said of the currency in the same row. */
static void
check_currency (GtkWidget *inspector)
{
  g_autoptr (MwInspectorField) total = dup_field (inspector, "total");
  g_autoptr (MwInspectorField) currency = dup_field (inspector, "currency");
  g_autofree char *value = mw_inspector_field_dup_value (total);
  g_autofree char *code = mw_inspector_field_dup_value (currency);
  g_autofree char *end = g_strconcat (" ", code, NULL);

  g_assert_cmpuint (strlen (code), ==, 3);
  g_assert_true (g_ascii_isdigit (*value));
  g_assert_true (g_str_has_suffix (value, end));
}

static const char *
get_title (GtkWidget *inspector)
{
  return adw_window_title_get_title (mw_ui_child (inspector, "title"));
}

static gboolean
is_enabled (MwUiTest *test, const char *action)
{
  return gtk_widget_get_sensitive (mw_ui_find (test->window, GTK_TYPE_BUTTON, action));
}

/* Groups, units, and the head: where the record stands, and the way to those beside it in the order of the
 * table. */
static void
check_fields (MwUiTest *test, MwRecordsPage *page, GtkWidget *inspector)
{
  MwGrid *grid = mw_records_page_get_grid (page);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  mw_ui_wait (mw_ui_await (mw_view_set_sort (mw_grid_get_view (grid), 0, TRUE)));
  mw_grid_select (grid, 0);
  adw_view_stack_set_visible_child_name (mw_ui_child (inspector, "views"), "fields");
  mw_ui_wait (get_fields (inspector) && get_tree (inspector));
  check_groups (inspector, mw_records_page_get_entity (page));
  check_currency (inspector);
  mw_ui_settle ();
  mw_ui_shot (test, "94-groups");
  g_assert_true (gtk_widget_get_visible (mw_ui_child (inspector, "chip")));
  g_assert_cmpuint (strlen (gtk_label_get_text (mw_ui_child (inspector, "chip"))), >, 0);
  g_assert_false (gtk_widget_get_visible (mw_ui_child (inspector, "problems")));

  first = g_strdup (get_title (inspector));
  g_assert_false (is_enabled (test, "Previous Record"));
  g_assert_true (is_enabled (test, "Next Record"));
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.next-record", NULL);
  second = g_strdup (get_title (inspector));
  g_assert_cmpstr (second, <, first);
  g_assert_true (is_enabled (test, "Previous Record"));
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.previous-record", NULL);
  g_assert_cmpstr (get_title (inspector), ==, first);
  mw_grid_select (grid, g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) - 1);
  g_assert_false (is_enabled (test, "Next Record"));
}

/* The same from the other side: a record as it was sent, and what became of it. */
static void
check_raw_tab (MwUiTest *test, MwRecordsPage *page, GtkWidget *inspector)
{
  GListModel *sets;
  MwGrid *grid;

  mw_records_page_show_raw (page, TRUE);
  mw_ui_wait ((grid = mw_records_page_get_grid (page)) &&
              g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) > 0);
  mw_grid_select (grid, 0);
  mw_ui_wait (get_fields (inspector) && get_tree (inspector));
  select_field (inspector, "STAT");
  mw_ui_wait (get_field_origin (inspector));
  g_assert_cmpstr (get_field_origin (inspector), ==, "Used for: Status, Status (as sent)");
  mw_ui_shot (test, "95-raw-tab");
  adw_view_stack_set_visible_child_name (mw_ui_child (inspector, "views"), "raw");
  mw_json_view_select (get_json (inspector), "/STAT");
  mw_ui_wait (get_raw_origin (inspector));
  g_assert_cmpstr (get_raw_origin (inspector), ==, "Used for: Status, Status (as sent)");

  /* A list that is only looked into makes no rows, and that is said. */
  sets = gtk_drop_down_get_model (get_raw_sets (page));
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (MwRawSet) set = g_list_model_get_item (sets, i);

      if (g_str_equal (mw_raw_set_get_id (set), "statxt"))
        gtk_drop_down_set_selected (get_raw_sets (page), i);
    }
  mw_ui_wait ((grid = mw_records_page_get_grid (page)) && mw_grid_find_column (grid, "TEXT") &&
              g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) > 0);
  mw_grid_select (grid, 0);
  mw_ui_wait (get_tree (inspector));
  mw_json_view_select (get_json (inspector), "/TEXT");
  mw_ui_wait (get_raw_origin (inspector));
  g_assert_true (g_str_has_prefix (get_raw_origin (inspector), "Not a row of this table"));
  mw_ui_shot (test, "96-raw-looked-up");
}

/* For the picture: the head, the groups and the places, from the other side. */
static void
check_right_to_left (MwUiTest *test, MwRecordsPage *page, GtkWidget *inspector)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  mw_records_page_show_raw (page, FALSE);
  adw_view_stack_set_visible_child_name (mw_ui_child (inspector, "views"), "fields");
  mw_grid_select (mw_records_page_get_grid (page), 0);
  mw_ui_wait (get_fields (inspector) && get_tree (inspector));
  select_field (inspector, "Total");
  mw_ui_wait (get_field_origin (inspector));
  g_assert_cmpint (gtk_widget_get_direction (inspector), ==, GTK_TEXT_DIR_RTL);
  mw_ui_shot (test, "97-inspector-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* From a line to its order, wherever that stands. */
static void
check_parent (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  MwConnection *connection = mw_records_page_get_connection (page);
  MwEntity *entity = mw_model_find (mw_engine_get_model (test->engine), "purchase_order_line");
  MwGrid *grid;
  g_autofree char *id = NULL;

  mw_records_page_show_raw (page, FALSE);
  mw_grid_select (mw_records_page_get_grid (page), 0);
  /* An order belongs to nothing. */
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-parent", NULL) &&
                  mw_window_get_records_page (test->window) != page);

  mw_window_show_entity (test->window, connection, entity);
  page = mw_window_get_records_page (test->window);
  grid = mw_records_page_get_grid (page);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_wait (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) > 100);
  mw_grid_select (grid, 100);
  id = g_strdup (mw_row_get_cell (mw_grid_get_selected (grid),
                                  (guint) mw_entity_find_field (entity, "purchase_order_id")));
  g_assert_nonnull (id);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.open-parent", NULL);

  page = mw_window_get_records_page (test->window);
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (page)), ==, "purchase_order");
  grid = mw_records_page_get_grid (page);
  mw_ui_wait (mw_grid_get_selected (grid) != NULL);
  g_assert_cmpstr (
    mw_row_get_cell (mw_grid_get_selected (grid),
                     (guint) mw_entity_find_field (mw_records_page_get_entity (page), "remote_id")),
    ==, id);
  mw_ui_wait (adw_overlay_split_view_get_show_sidebar (mw_ui_child (page, "split")));
  mw_ui_shot (test, "94-order-of-a-line");
}

/* And back: from a line that came with its order to all of its fields. */
static void
check_line (MwUiTest *test)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  GtkWidget *inspector = mw_ui_child (page, "inspector");
  MwLinesView *view = mw_ui_child (inspector, "lines_view");
  g_autofree char *id = NULL;
  MwGrid *grid;
  guint n;

  adw_view_stack_set_visible_child_name (mw_ui_child (inspector, "views"), "lines");
  mw_ui_wait (mw_lines_view_is_settled (view));
  grid = mw_lines_view_get_grid (view);
  mw_ui_wait ((n = g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid)))) > 0);
  mw_grid_select (grid, n - 1);
  id = g_strdup (
    mw_row_get_cell (mw_grid_get_selected (grid),
                     (guint) mw_entity_find_field (mw_lines_view_get_entity (view), "remote_id")));
  gtk_widget_activate_action (GTK_WIDGET (mw_grid_get_grid_view (grid)), "grid.open", NULL);
  page = mw_window_get_records_page (test->window);
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (page)), ==, "purchase_order_line");
  grid = mw_records_page_get_grid (page);
  mw_ui_wait (mw_grid_get_selected (grid) != NULL &&
              adw_overlay_split_view_get_show_sidebar (mw_ui_child (page, "split")));
  g_assert_cmpstr (
    mw_row_get_cell (mw_grid_get_selected (grid),
                     (guint) mw_entity_find_field (mw_records_page_get_entity (page), "remote_id")),
    ==, id);
}

static void
test_provenance (void)
{
  MwUiTest *test = mw_ui_test_start ();
  MwRecordsPage *page = mw_ui_open_demo (test);
  GtkWidget *inspector = mw_ui_child (page, "inspector");
  AdwViewStack *views = mw_ui_child (inspector, "views");
  GtkButton *address;
  MwGrid *lines;
  guint n_records;

  mw_grid_select (mw_records_page_get_grid (page), 0);
  mw_records_page_toggle_inspector (page);
  mw_ui_wait (get_fields (inspector) && get_tree (inspector));
  g_assert_null (get_field_origin (inspector));

  /* A status: by the table of the system. The trace may come after the selection. */
  select_field (inspector, "Status");
  mw_ui_wait (get_field_origin (inspector));
  g_assert_nonnull (strstr (get_field_origin (inspector), " means "));
  g_assert_nonnull (get_address (inspector, 0));
  g_assert_cmpuint (count_lit (inspector), >=, 1);
  mw_ui_shot (test, "90-field-origin");

  /* Its address leads to the value as it was sent, and that says what it is used for. */
  g_signal_emit_by_name (get_address (inspector, 0), "clicked");
  mw_ui_wait (g_strcmp0 (adw_view_stack_get_visible_child_name (views), "raw") == 0);
  mw_ui_wait (mw_json_view_get_selected (get_json (inspector)) && get_raw_origin (inspector));
  g_assert_nonnull (strstr (get_raw_origin (inspector), "Status"));
  mw_ui_shot (test, "91-raw-origin");

  /* The vendor stands in another record. */
  adw_view_stack_set_visible_child_name (views, "fields");
  select_field (inspector, "Vendor");
  n_records = g_list_model_get_n_items (
    gtk_drop_down_get_model (mw_ui_child (mw_ui_child (inspector, "record"), "records")));
  g_assert_cmpuint (n_records, >=, 2);
  for (guint i = 0; (address = get_address (inspector, i)); i++)
    if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (address), "mw-record")) > 0)
      break;
  g_assert_nonnull (address);
  g_signal_emit_by_name (address, "clicked");
  mw_ui_wait (get_tree (inspector) && mw_json_view_get_selected (get_json (inspector)));
  mw_ui_wait (get_raw_origin (inspector));
  g_assert_nonnull (strstr (get_raw_origin (inspector), "Vendor"));
  g_assert_cmpuint (gtk_drop_down_get_selected (mw_ui_child (mw_ui_child (inspector, "record"), "records")),
                    >, 0);
  g_assert_cmpuint (count_lit (inspector), >=, 1);
  mw_ui_shot (test, "92-looked-up");

  /* Of the whole record only parts are used, and some of it for nothing. */
  gtk_single_selection_set_selected (get_rows (inspector), 0);
  g_assert_true (g_str_has_prefix (get_raw_origin (inspector), "Parts of it are used for: "));
  g_assert_cmpuint (count_unused (inspector), >, 0);

  /* What came with the record stands beside it. */
  adw_view_stack_set_visible_child_name (views, "lines");
  mw_ui_wait ((lines = mw_lines_view_get_grid (mw_ui_child (inspector, "lines_view"))) != NULL &&
              g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (lines))) > 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (lines))), ==,
                    count_lines (mw_records_page_get_connection (page), test, page));
  mw_ui_shot (test, "93-lines");

  /* Another row has other records, and the same field is looked at. */
  mw_grid_select (mw_records_page_get_grid (page), 1);
  g_assert_null (get_field_origin (inspector));
  g_assert_null (get_raw_origin (inspector));
  mw_ui_wait (get_field_origin (inspector) && get_tree (inspector));
  g_assert_cmpstr (
    mw_inspector_field_get_title (mw_fields_view_get_selected (mw_ui_child (inspector, "fields"))), ==,
    "Vendor");
  check_fields (test, page, inspector);
  check_raw_tab (test, page, inspector);
  check_right_to_left (test, page, inspector);
  check_parent (test);
  check_line (test);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/provenance", test_provenance);
  return mw_ui_test_run ();
}
