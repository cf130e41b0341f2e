/* test-records.c: the main job on the demo plant: connect, keyring, normalized and raw, inspect, export,
 * disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mw-arrangements.h"
#include "mw-check-dialog.h"
#include "mw-column.h"
#include "mw-connect-dialog.h"
#include "mw-connection-token.h"
#include "mw-export-dialog.h"
#include "mw-inspector-field.h"
#include "mw-secret-stores.h"
#include "mw-sidebar.h"

static MwConnection *
connect_demo (MwUiTest *test)
{
  MwConnectDialog *dialog;
  GListModel *connections = mw_engine_get_connections (test->engine);

  mw_ui_click (test->window, "Try the Demo Plant");
  mw_ui_wait (MW_IS_CONNECT_DIALOG (mw_ui_dialog (test)));
  dialog = MW_CONNECT_DIALOG (mw_ui_dialog (test));
  g_assert_cmpint (mw_connect_dialog_get_state (dialog), >=, MW_CONNECT_BUSY);
  mw_ui_shot (test, "30-ladder");
  mw_ui_wait (g_list_model_get_n_items (connections) == 1);
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  mw_ui_wait (mw_window_get_records_page (test->window) != NULL);
  return g_list_model_get_item (connections, 0);
}

/* How many records (RFC 4180: a line break inside quotes is part of a field) and how many fields in the
 * first. */
static guint
count_csv_records (const char *path, guint *n_fields)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_records = 0;
  gboolean quoted = FALSE;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, (gssize) length, NULL));
  *n_fields = 1;
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && text[i] == '\n')
        n_records++;
      else if (!quoted && text[i] == ',' && n_records == 0)
        (*n_fields)++;
    }
  g_assert_false (quoted);
  return n_records;
}

static guint
get_n_shown (MwRecordsPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page))));
}

static void
export_to (MwUiTest *test, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.export-to", "s", path);
}

static void
check_loading (MwUiTest *test, MwRecordsPage *page)
{
  MwReading *reading = mw_records_page_get_reading (page);

  mw_ui_wait (get_n_shown (page) > 0);
  mw_ui_shot (test, "31-loading");
  mw_ui_wait (mw_reading_get_state (reading) == MW_READING_DONE);
  g_assert_cmpint (mw_reading_get_expected (reading), >=, 5000);
  g_assert_cmpint (mw_reading_get_n_rows (reading), ==, mw_reading_get_expected (reading));
  mw_ui_wait (get_n_shown (page) == mw_reading_get_n_rows (reading));
  g_assert_false (gtk_widget_get_visible (mw_ui_child (page, "progress_box")));
  g_assert_nonnull (strstr (gtk_label_get_text (mw_ui_child (page, "status")), " of "));
  mw_ui_shot (test, "32-records");
}

static gboolean
first_is_behind (MwGrid *grid, guint column, const char *text)
{
  g_autoptr (MwRow) top = g_list_model_get_item (G_LIST_MODEL (mw_grid_get_view (grid)), 0);

  return top && g_strcmp0 (mw_row_get_cell (top, column), text) > 0;
}

static void
check_sort_and_search (MwUiTest *test, MwRecordsPage *page)
{
  MwGrid *grid = mw_records_page_get_grid (page);
  MwGridView *view = mw_grid_get_grid_view (grid);
  guint n_all = get_n_shown (page);
  MwEntity *entity = mw_records_page_get_entity (page);
  int number = mw_entity_find_field (entity, "number");
  g_autofree char *first = NULL;
  g_autoptr (MwRow) row = g_list_model_get_item (G_LIST_MODEL (mw_grid_get_view (grid)), 0);

  g_assert_cmpint (number, >=, 0);
  first = g_strdup (mw_row_get_cell (row, (guint) number));
  g_assert_nonnull (first);
  mw_grid_view_sort (view, mw_grid_find_column (grid, "number"), TRUE, FALSE);
  mw_ui_wait (get_n_shown (page) == n_all && first_is_behind (grid, (guint) number, first));
  mw_grid_view_unsort (view, NULL);

  mw_records_page_search (page);
  gtk_editable_set_text (mw_ui_child (page, "search"), first);
  mw_ui_wait (get_n_shown (page) < n_all && get_n_shown (page) >= 1);
  mw_ui_shot (test, "33-search");
  gtk_editable_set_text (mw_ui_child (page, "search"), "qqqq zzzz nowhere");
  mw_ui_wait (mw_ui_find (page, ADW_TYPE_STATUS_PAGE, "No Record Matches") != NULL);
  mw_ui_shot (test, "34-no-match");
  g_assert_true (mw_records_page_escape (page));
  mw_ui_wait (get_n_shown (page) == n_all);
}

static void
show_entity (MwUiTest *test, const char *id)
{
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  MwConnection *connection = mw_records_page_get_connection (page);
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  for (guint i = 0; i < entities->len; i++)
    if (g_str_equal (mw_entity_get_id (g_ptr_array_index (entities, i)), id))
      g_signal_emit_by_name (mw_ui_child (test->window, "sidebar"), "chosen", connection,
                             g_ptr_array_index (entities, i));
  page = mw_window_get_records_page (test->window);
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (page)), ==, id);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_wait (get_n_shown (page) == mw_reading_get_n_rows (mw_records_page_get_reading (page)));
}

static guint
get_n_lines (gpointer list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (list);

  return model ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static void
check_inspector (MwUiTest *test, MwRecordsPage *page)
{
  GtkWidget *inspector = mw_ui_child (page, "inspector");
  g_autoptr (MwInspectorField) field = NULL;
  guint n_fields;

  mw_grid_select (mw_records_page_get_grid (page), 3);
  g_assert_nonnull (mw_grid_get_selected (mw_records_page_get_grid (page)));
  gtk_widget_activate_action (mw_ui_grid (page), "grid.open", NULL);
  mw_ui_wait (get_n_lines (mw_ui_child (mw_ui_child (inspector, "fields"), "list")) > 5);
  mw_ui_wait (get_n_lines (mw_ui_child (mw_ui_child (mw_ui_child (inspector, "record"), "json"), "list")) >
              5);
  n_fields = get_n_lines (mw_ui_child (mw_ui_child (inspector, "fields"), "list"));
  field = g_list_model_get_item (
    G_LIST_MODEL (gtk_list_view_get_model (mw_ui_child (mw_ui_child (inspector, "fields"), "list"))), 0);
  g_assert_nonnull (mw_inspector_field_get_title (field));
  g_assert_false (mw_inspector_field_is_empty (field));
  mw_ui_shot (test, "35-inspector");
  gtk_check_button_set_active (mw_ui_child (mw_ui_child (inspector, "fields"), "show_empty"), TRUE);
  g_assert_cmpuint (get_n_lines (mw_ui_child (mw_ui_child (inspector, "fields"), "list")), >, n_fields);
  gtk_check_button_set_active (mw_ui_child (mw_ui_child (inspector, "fields"), "show_empty"), FALSE);
  adw_view_stack_set_visible_child_name (mw_ui_find (inspector, ADW_TYPE_VIEW_STACK, NULL), "raw");
  mw_ui_shot (test, "36-inspector-raw");
}

static void
check_raw (MwUiTest *test, MwRecordsPage *page)
{
  MwGrid *grid;
  g_autoptr (MwGeneration) generation = NULL;
  guint n_visible;

  mw_records_page_show_raw (page, TRUE);
  mw_ui_wait (mw_records_page_get_grid (page) != NULL && get_n_shown (page) > 0);
  grid = mw_records_page_get_grid (page);
  generation = mw_table_dup_generation (mw_grid_get_table (grid));
  g_assert_cmpuint (mw_generation_get_n_columns (generation), >, 5);
  g_assert_cmpuint (g_list_model_get_n_items (mw_grid_get_columns (grid)), ==,
                    mw_generation_get_n_columns (generation));
  n_visible = mw_grid_get_n_visible_columns (grid);
  /* Ten, and what the records are known by where that came with a later page. */
  g_assert_cmpuint (n_visible, >=, MIN (10, mw_generation_get_n_columns (generation)));
  g_assert_cmpuint (n_visible, <=, 18);
  mw_grid_select (grid, 0);
  mw_ui_shot (test, "37-raw");
}

static void
check_export (MwUiTest *test, MwRecordsPage *page, const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autofree char *missing = g_build_filename (g_get_user_data_dir (), "no-such-folder", "x.csv", NULL);
  MwGrid *grid = mw_records_page_get_grid (page);
  guint n_fields;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.export", NULL);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (test)));
  mw_ui_shot (test, "40-export");
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_wait (mw_ui_dialog (test) == NULL);

  export_to (test, path);
  mw_ui_wait (mw_ui_dialog (test) == NULL && g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_csv_records (path, &n_fields), ==, get_n_shown (page) + 1);
  g_assert_cmpuint (n_fields, ==, g_list_model_get_n_items (mw_grid_get_columns (grid)));
  mw_ui_shot (test, "41-exported");

  export_to (test, missing);
  mw_ui_wait (mw_ui_dialog (test) &&
              mw_ui_find (mw_ui_dialog (test), GTK_TYPE_BUTTON, "Choose Another File…"));
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  mw_ui_shot (test, "42-export-failed");
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
}

static void
check_disconnect (MwUiTest *test, MwConnection *connection)
{
  g_autofree char *id = g_strdup (mw_connection_get_id (connection));
  DexFuture *lookup;

  lookup = mw_secret_store_read (mw_secret_stores_get_lasting (), id);
  mw_ui_wait (!dex_future_is_pending (lookup));
  g_assert_false (mw_secrets_is_empty (g_value_get_boxed (dex_future_get_value (lookup, NULL))));
  dex_unref (lookup);

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.disconnect", "s", id);
  mw_ui_wait (ADW_IS_ALERT_DIALOG (mw_ui_dialog (test)));
  mw_ui_shot (test, "50-disconnect");
  mw_ui_click (mw_ui_dialog (test), "Disconnect");
  mw_ui_wait (g_list_model_get_n_items (mw_engine_get_connections (test->engine)) == 0);
  mw_ui_wait (g_strcmp0 (gtk_stack_get_visible_child_name (mw_ui_child (test->window, "stack")), "welcome") ==
              0);
  g_assert_null (mw_window_get_records_page (test->window));

  lookup = mw_secret_store_read (mw_secret_stores_get_lasting (), id);
  mw_ui_wait (!dex_future_is_pending (lookup));
  g_assert_true (mw_secrets_is_empty (g_value_get_boxed (dex_future_get_value (lookup, NULL))));
  dex_unref (lookup);
}

static guint
find_place (MwGrid *grid, const char *id)
{
  guint place = 0;

  g_assert_true (
    g_list_store_find (G_LIST_STORE (mw_grid_get_columns (grid)), mw_grid_find_column (grid, id), &place));
  return place;
}

/* The columns stand as the user left them, without being asked: when the list is shown again, and in the file
 * for the next start. */
static void
test_columns_stay (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = connect_demo (test);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "millwright", "columns.ini", NULL);
  g_autoptr (MwArrangements) again = mw_arrangements_new (path);
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GVariant) read = NULL;
  MwGrid *grid;

  show_entity (test, "purchase_order");
  grid = mw_records_page_get_grid (mw_window_get_records_page (test->window));
  mw_column_set_pinned (mw_grid_find_column (grid, "vendor"), TRUE);
  mw_column_set_visible (mw_grid_find_column (grid, "total"), FALSE);
  mw_column_set_width (mw_grid_find_column (grid, "status"), 222);
  mw_grid_place_column (grid, mw_grid_find_column (grid, "number"), 4);
  g_assert_cmpuint (find_place (grid, "number"), ==, 4);
  show_entity (test, "vendor");
  grid = mw_records_page_get_grid (mw_window_get_records_page (test->window));
  g_assert_null (mw_grid_find_column (grid, "vendor"));
  g_assert_cmpint (mw_column_get_width (mw_grid_find_column (grid, "status")), ==, 0);
  show_entity (test, "purchase_order");
  grid = mw_records_page_get_grid (mw_window_get_records_page (test->window));
  g_assert_true (mw_column_get_pinned (mw_grid_find_column (grid, "vendor")));
  g_assert_false (mw_column_get_visible (mw_grid_find_column (grid, "total")));
  g_assert_cmpint (mw_column_get_width (mw_grid_find_column (grid, "status")), ==, 222);
  g_assert_cmpuint (find_place (grid, "number"), ==, 4);

  mw_arrangements_flush (mw_arrangements_get_default ());
  g_assert_true (mw_ui_await (mw_arrangements_load (again)));
  shown = mw_grid_dup_arrangement (grid);
  read = mw_arrangements_get (again, mw_connection_get_id (connection), "purchase_order", FALSE);
  g_assert_nonnull (read);
  g_assert_true (g_variant_equal (shown, read));
  check_disconnect (test, connection);
  mw_ui_test_stop (test);
}

static void
test_main_job (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = connect_demo (test);
  MwRecordsPage *page = mw_window_get_records_page (test->window);

  g_assert_true (mw_connection_is_lasting (connection));
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (page)), ==, "purchase_order");
  check_loading (test, page);
  check_sort_and_search (test, page);
  check_inspector (test, page);
  check_export (test, page, "normalized.csv");
  check_raw (test, page);
  check_export (test, page, "raw.csv");
  check_disconnect (test, connection);
  mw_ui_test_stop (test);
}

/* An export that is asked for while pages still come waits for the last one. */
static void
test_export_waits (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = connect_demo (test);
  MwRecordsPage *page = mw_window_get_records_page (test->window);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "waits.csv", NULL);
  guint n_fields;

  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.refresh", NULL);
  g_assert_cmpint (mw_reading_get_state (mw_records_page_get_reading (page)), !=, MW_READING_DONE);
  export_to (test, path);
  mw_ui_wait (MW_IS_EXPORT_DIALOG (mw_ui_dialog (test)));
  mw_ui_wait (mw_ui_dialog (test) == NULL && g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count_csv_records (path, &n_fields), ==,
                   mw_reading_get_expected (mw_records_page_get_reading (page)) + 1);

  /* Stopped in the middle, before anything else can happen: no file. */
  g_remove (path);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.refresh", NULL);
  export_to (test, path);
  g_assert_true (MW_IS_EXPORT_DIALOG (mw_ui_dialog (test)));
  adw_dialog_force_close (mw_ui_dialog (test));
  mw_ui_wait (mw_ui_dialog (test) == NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_settle ();
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  check_disconnect (test, connection);
  mw_ui_test_stop (test);
}

/* Every entity of the plant opens, and its raw tab too. */
static void
test_entities (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = connect_demo (test);
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  g_assert_cmpuint (entities->len, >=, 6);
  for (guint i = 0; i < entities->len; i++)
    {
      MwEntity *entity = g_ptr_array_index (entities, i);
      g_autofree char *name = g_strdup_printf ("70-%s", mw_entity_get_id (entity));
      MwRecordsPage *page;

      g_signal_emit_by_name (mw_ui_child (test->window, "sidebar"), "chosen", connection, entity);
      page = mw_window_get_records_page (test->window);
      g_assert_true (mw_records_page_get_entity (page) == entity);
      mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
      mw_ui_wait (get_n_shown (page) == mw_reading_get_n_rows (mw_records_page_get_reading (page)));
      g_assert_cmpuint (get_n_shown (page), >, 0);
      mw_ui_shot (test, name);
      mw_records_page_show_raw (page, TRUE);
      mw_ui_wait (mw_records_page_get_grid (page) != NULL && get_n_shown (page) > 0);
    }
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.check", "s", mw_connection_get_id (connection));
  mw_ui_wait (MW_IS_CHECK_DIALOG (mw_ui_dialog (test)));
  mw_ui_wait (gtk_widget_get_sensitive (mw_ui_child (mw_ui_dialog (test), "again")));
  mw_ui_shot (test, "71-check");
  adw_dialog_force_close (mw_ui_dialog (test));
  adw_navigation_split_view_set_show_content (mw_ui_child (test->window, "split"), FALSE);
  mw_ui_shot (test, "72-sidebar");
  check_disconnect (test, connection);
  mw_ui_test_stop (test);
}

static void
collect_keys (GtkWidget *widget, GString *keys)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkShortcutsShortcut"))
    {
      g_autofree char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_string_append_printf (keys, " %s ", accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    collect_keys (child, keys);
}

/* All keys of the application stand in the window that says which there are. */
static void
test_shortcuts (void)
{
  MwUiTest *test = mw_ui_test_start ();
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (test->window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  GtkWindow *help = NULL;
  guint n_keys = 0;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.show-help-overlay", NULL));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkShortcutsWindow"))
        help = window;
    }
  g_assert_nonnull (help);
  mw_ui_wait (gtk_widget_get_mapped (GTK_WIDGET (help)));
  mw_ui_settle ();
  mw_ui_shot_on (GTK_NATIVE (help), GTK_WIDGET (help), "38-shortcuts");
  collect_keys (GTK_WIDGET (help), keys);
  for (guint i = 0; actions[i]; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint k = 0; accels[k]; k++)
        {
          g_autofree char *key = g_strdup_printf (" %s ", accels[k]);

          g_test_message ("%s", accels[k]);
          g_assert_nonnull (strstr (keys->str, key));
          n_keys++;
        }
    }
  g_assert_cmpuint (n_keys, >=, 9);
  gtk_window_close (help);
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/ui/records/main-job", test_main_job);
  g_test_add_func ("/ui/records/export-waits", test_export_waits);
  g_test_add_func ("/ui/records/entities", test_entities);
  g_test_add_func ("/ui/records/shortcuts", test_shortcuts);
  g_test_add_func ("/ui/records/columns-stay", test_columns_stay);
  return mw_ui_test_run ();
}
