/* test-lines.c: lines that are a list of their own, in the details of the orders that they belong to
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ui-test.h"

#include <string.h>

#include "mw-advice-dialog.h"
#include "mw-export-dialog.h"
#include "mw-grid-cells.h"
#include "mw-inspector.h"
#include "mw-ladder.h"
#include "mw-lines-actions.h"
#include "mw-lines-tools.h"
#include "mw-lines-view.h"
#include "mw-record-server.h"
#include "mw-reference-shown.h"

/* Six lines in pages of two; the fourth is of an order that there is not, and that has no number. */
typedef struct
{
  MwFixtureServer *server;
  MwRecordServer *orders;
  MwRecordServer *lines;
  MwUiTest *test;
  MwConnection *connection;
  MwRecordsPage *page;
  MwLinesView *view;
} Quay;

static const MwFixtureAnswer held_second = {
  .body =
    "{\"data\": [{\"id\": \"3\", \"no\": \"20\", \"order\": \"1\", \"order_no\": \"P1\", \"text\": \"Nut\", "
    "\"quantity\": 7, \"stamp\": \"2026-01-10T10:00:00Z\"}, "
    "{\"id\": \"4\", \"no\": \"10\", \"order\": \"9\", \"text\": \"Stray\", "
    "\"stamp\": \"2026-01-10T10:00:00Z\"}]}",
  .flags = MW_FIXTURE_GATED
};
static const MwFixtureAnswer broken = { .status = 400,
                                        .body = "{\"error\": \"The index is being rebuilt\"}" };

static void
put_line (Quay *self, const char *id, const char *no, const char *order, const char *text, int quantity)
{
  g_autofree char *members = g_strdup_printf (
    "\"stamp\": \"2026-01-10T10:00:00Z\", \"no\": \"%s\", \"order\": \"%s\", \"order_no\": \"P%s\", "
    "\"text\": \"%s\", \"quantity\": %d",
    no, order, order, text, quantity);

  mw_record_server_put (self->lines, id, members);
}

static void
put_all (Quay *self)
{
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *members = g_strdup_printf ("\"stamp\": \"2026-01-10T10:00:00Z\", \"no\": \"P%u\"", i);

      mw_record_server_put (self->orders, id, members);
    }
  put_line (self, "1", "10", "1", "Bolt", 5);
  put_line (self, "2", "10", "2", "Oil", 1);
  put_line (self, "3", "20", "1", "Nut", 7);
  mw_record_server_put (
    self->lines, "4",
    "\"stamp\": \"2026-01-10T10:00:00Z\", \"no\": \"10\", \"order\": \"9\", \"text\": \"Stray\"");
  put_line (self, "5", "30", "1", "Washer", 9);
  put_line (self, "6", "20", "2", "Filter", 2);
}

static void
connect_to (Quay *self)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (self->test->engine), "quay");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = NULL;
  g_autofree char *url = mw_fixture_server_dup_uri (self->server, NULL);

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, "key"));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "key", "0123456789abcdef");
  ladder = mw_ladder_new (self->test->engine, draft);
  g_assert_true (mw_ui_await (mw_ladder_run (ladder)));
  self->connection = g_list_model_get_item (mw_engine_get_connections (self->test->engine), 0);
}

static void
show (Quay *self, const char *entity)
{
  mw_window_show_entity (self->test->window, self->connection,
                         mw_model_find (mw_engine_get_model (self->test->engine), entity));
  self->page = mw_window_get_records_page (self->test->window);
  self->view = mw_ui_child (mw_ui_child (self->page, "inspector"), "lines_view");
}

static guint
count_shown (Quay *self)
{
  MwGrid *grid = mw_records_page_get_grid (self->page);

  return grid ? g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) : 0;
}

static void
show_orders (Quay *self)
{
  show (self, "purchase_order");
  mw_ui_wait (count_shown (self) == 3 &&
              mw_reading_get_state (mw_records_page_get_reading (self->page)) == MW_READING_DONE);
  mw_ui_settle ();
}

static void
open_tab (Quay *self, guint order)
{
  mw_grid_select (mw_records_page_get_grid (self->page), order);
  adw_overlay_split_view_set_show_sidebar (mw_ui_child (self->page, "split"), TRUE);
  adw_view_stack_set_visible_child_name (mw_ui_child (mw_ui_child (self->page, "inspector"), "views"),
                                         "lines");
  mw_ui_wait (mw_lines_view_get_grid (self->view) != NULL);
}

static void
set_up (Quay *self)
{
  self->server = mw_fixture_server_new ();
  self->orders = mw_record_server_new (self->server, "/orders");
  self->lines = mw_record_server_new (self->server, "/lines");
  put_all (self);
  self->test = mw_ui_test_start ();
  connect_to (self);
  show_orders (self);
  mw_ui_show_content (self->test);
  /* A window that is found to be narrow hides the details once. */
  mw_ui_wait (gtk_widget_get_width (GTK_WIDGET (self->page)) > 0);
  mw_ui_settle ();
}

static void
tear_down (Quay *self)
{
  g_assert_true (mw_ui_await (mw_engine_disconnect (self->test->engine, self->connection)));
  g_clear_object (&self->connection);
  mw_ui_test_stop (self->test);
  mw_fixture_server_free (self->server);
  mw_record_server_free (self->orders);
  mw_record_server_free (self->lines);
}

/* What stands in a column, as the grid has it. */
static char *
dup_cells (MwGrid *grid, const char *field)
{
  MwView *view = mw_grid_get_view (grid);
  GString *cells = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      g_autoptr (MwRow) row = g_list_model_get_item (G_LIST_MODEL (view), i);
      int column = mw_generation_find_column (mw_row_get_generation (row), field);
      const char *cell = mw_row_get_cell (row, (guint) column);

      g_string_append_printf (cells, "%s%s", i > 0 ? "," : "", cell ? cell : "-");
    }
  return g_string_free_and_steal (cells);
}

static gboolean
has_cells (MwGrid *grid, const char *field, const char *expected)
{
  g_autofree char *cells = dup_cells (grid, field);

  return g_str_equal (cells, expected);
}

#define wait_for_lines(self, expected)                                                                       \
  mw_ui_wait (has_cells (mw_lines_view_get_grid ((self)->view), "description", expected))

static const char *
get_status (Quay *self)
{
  return gtk_label_get_text (mw_ui_child (self->view, "status"));
}

static const char *
get_page (Quay *self)
{
  return gtk_stack_get_visible_child_name (mw_ui_child (self->view, "stack"));
}

static MwReadingState
get_state (Quay *self)
{
  return mw_reading_get_state (mw_lines_view_get_reading (self->view));
}

static gboolean
is_page (Quay *self, const char *name)
{
  return g_strcmp0 (get_page (self), name) == 0;
}

static const char *
get_empty (Quay *self, gboolean description)
{
  AdwStatusPage *empty = mw_ui_child (self->view, "empty");

  g_assert_true (is_page (self, "empty"));
  return description ? adw_status_page_get_description (empty) : adw_status_page_get_title (empty);
}

static const char *
get_banner (Quay *self)
{
  AdwBanner *banner = mw_ui_child (self->view, "banner");

  return adw_banner_get_revealed (banner) ? adw_banner_get_title (banner) : NULL;
}

/* What has come is shown before the next page, can be stopped, and goes on from there. */
static void
test_load (void)
{
  Quay quay = { 0 };
  g_autofree char *filters = NULL;
  guint n_before;

  set_up (&quay);
  mw_record_server_stop_at (quay.lines, 2, 1, &held_second);
  /* Nobody has looked at lines yet. */
  n_before = mw_fixture_server_count (quay.server, "/lines");
  g_assert_null (mw_lines_view_get_reading (quay.view));
  open_tab (&quay, 0);

  /* The first page is there, the second is not answered. */
  wait_for_lines (&quay, "Bolt");
  mw_ui_wait (mw_fixture_server_count (quay.server, "/lines") == n_before + 2);
  mw_ui_wait (strcmp (get_status (&quay), "1 line so far · 2 of 6 lines read") == 0);
  g_assert_true (is_page (&quay, "grid"));
  mw_ui_wait (gtk_widget_get_mapped (mw_ui_child (quay.view, "progress")));
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (mw_ui_child (quay.view, "progress")), 2. / 6,
                                  0.001);
  g_assert_null (get_banner (&quay));
  mw_ui_shot (quay.test, "lines-loading");

  /* An order whose lines have not come says that more are read. */
  mw_grid_select (mw_records_page_get_grid (quay.page), 2);
  mw_ui_wait (is_page (&quay, "loading") && strstr (get_status (&quay), "2 of 6 lines read"));
  g_assert_true (g_str_has_prefix (get_status (&quay), "0 lines so far"));
  mw_ui_shot (quay.test, "lines-loading-none");

  /* Stopped: whole pages, and it is said that these are not all. */
  mw_ui_click (quay.view, "Cancel");
  mw_ui_wait (get_state (&quay) == MW_READING_CANCELLED);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_lines_view_get_reading (quay.view)), ==, 2);
  g_assert_cmpstr (get_banner (&quay), ==, "Loading was stopped at 2 of 6");
  g_assert_cmpstr (get_empty (&quay, FALSE), ==, "No Line Found Yet");
  g_assert_false (gtk_widget_get_mapped (mw_ui_child (quay.view, "progress")));
  mw_ui_shot (quay.test, "lines-cancelled-none");
  mw_grid_select (mw_records_page_get_grid (quay.page), 0);
  wait_for_lines (&quay, "Bolt");
  g_assert_true (g_str_has_prefix (get_status (&quay), "1 line so far · 2 of 6 lines read · as of "));
  mw_ui_shot (quay.test, "lines-cancelled");

  /* It goes on behind what is there: from the beginning only what was changed meanwhile is asked for. */
  g_free (mw_record_server_take_filters (quay.lines));
  mw_ui_click (quay.view, "Load Again");
  mw_ui_wait (get_state (&quay) == MW_READING_DONE);
  wait_for_lines (&quay, "Bolt,Nut,Washer");
  filters = mw_record_server_take_filters (quay.lines);
  g_assert_cmpstr (filters, ==, "stamp ge '2026-01-10T09:59:00Z'\n");
  mw_ui_wait (g_str_has_prefix (get_status (&quay), "3 lines · as of "));
  g_assert_null (get_banner (&quay));
  mw_ui_shot (quay.test, "lines-done");

  /* None of an order that has none, which is known now. */
  mw_grid_select (mw_records_page_get_grid (quay.page), 2);
  mw_ui_wait (is_page (&quay, "empty"));
  g_assert_cmpstr (get_empty (&quay, FALSE), ==, "No Lines");
  g_assert_cmpstr (get_empty (&quay, TRUE), ==, "All 6 lines were read. None belongs to this record.");
  mw_ui_shot (quay.test, "lines-empty");
  tear_down (&quay);
}

/* F5 brings both up to date, and takes nothing away; an error says what it is, and that it can be tried
 * again. */
static void
test_refresh (void)
{
  Quay quay = { 0 };
  MwReading *before;

  set_up (&quay);
  mw_record_server_stop_at (quay.lines, 0, 0, &broken);
  open_tab (&quay, 0);
  mw_ui_wait (get_state (&quay) == MW_READING_FAILED && is_page (&quay, "empty"));
  g_assert_null (get_banner (&quay));
  g_assert_nonnull (get_empty (&quay, TRUE));
  g_assert_cmpstr (get_status (&quay), ==, "");
  mw_ui_shot (quay.test, "lines-error");
  mw_ui_click (quay.view, "Details");
  mw_ui_wait (MW_IS_ADVICE_DIALOG (mw_ui_dialog (quay.test)));
  mw_ui_wait (mw_ui_find (mw_ui_dialog (quay.test), GTK_TYPE_EXPANDER, NULL) != NULL);
  adw_dialog_force_close (mw_ui_dialog (quay.test));
  mw_ui_wait (mw_ui_dialog (quay.test) == NULL);
  mw_record_server_stop_at (quay.lines, 4, 0, &broken);
  mw_ui_click (quay.view, "Try Again");
  mw_ui_wait (get_state (&quay) == MW_READING_FAILED &&
              mw_reading_get_n_rows (mw_lines_view_get_reading (quay.view)) == 4);
  wait_for_lines (&quay, "Bolt,Nut");
  g_assert_nonnull (strstr (get_banner (&quay), "(4 of 6 loaded)"));
  mw_ui_shot (quay.test, "lines-error-some");

  mw_record_server_stop_at (quay.lines, -1, 0, NULL);
  gtk_widget_activate_action (GTK_WIDGET (quay.test->window), "win.refresh", NULL);
  mw_ui_wait (get_state (&quay) == MW_READING_DONE);
  wait_for_lines (&quay, "Bolt,Nut,Washer");

  /* What was changed, new, and is another order's now. */
  mw_record_server_put (quay.lines, "3",
                        "\"stamp\": \"2026-01-10T12:00:00Z\", \"no\": \"20\", \"order\": \"1\", "
                        "\"order_no\": \"P1\", \"text\": \"Nut M8\"");
  mw_record_server_put (quay.lines, "5",
                        "\"stamp\": \"2026-01-10T12:00:00Z\", \"no\": \"30\", \"order\": \"2\", "
                        "\"order_no\": \"P2\", \"text\": \"Washer\"");
  put_line (&quay, "7", "40", "1", "Pin", 1);
  before = mw_lines_view_get_reading (quay.view);
  gtk_widget_activate_action (GTK_WIDGET (quay.test->window), "win.refresh", NULL);
  g_assert_true (mw_lines_view_get_reading (quay.view) != before);
  mw_ui_wait (get_state (&quay) == MW_READING_DONE);
  wait_for_lines (&quay, "Bolt,Nut M8,Pin");
  mw_grid_select (mw_records_page_get_grid (quay.page), 1);
  wait_for_lines (&quay, "Oil,Washer,Filter");

  /* Nobody looks at lines: they are not asked for. */
  adw_view_stack_set_visible_child_name (mw_ui_child (mw_ui_child (quay.page, "inspector"), "views"),
                                         "fields");
  before = mw_lines_view_get_reading (quay.view);
  gtk_widget_activate_action (GTK_WIDGET (quay.test->window), "win.refresh", NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (quay.page)) == MW_READING_DONE);
  g_assert_true (mw_lines_view_get_reading (quay.view) == before);
  tear_down (&quay);
}

static void
assert_order_shown (MwGrid *grid, guint row, const char *expected, gboolean is_explained)
{
  MwColumn *column = mw_grid_find_column (grid, "purchase_order");
  MwView *view = mw_grid_get_view (grid);
  g_autofree char *text = mw_grid_cells_dup_text (view, row, column);

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (is_explained == (mw_reference_explain (column, mw_view_get_generation (view),
                                                        mw_view_get_number (view, row)) != NULL));
}

/* A table of their own: the number of the order, and its id where the line does not say the number. */
static void
test_own_table (void)
{
  Quay quay = { 0 };
  MwGrid *grid;
  guint n_before;

  set_up (&quay);
  n_before = mw_fixture_server_count (quay.server, "/lines");
  show (&quay, "purchase_order_line");
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (quay.page)) == MW_READING_DONE);
  grid = mw_records_page_get_grid (quay.page);
  mw_ui_wait (has_cells (grid, "purchase_order", "P1,P2,P1,-,P1,P2"));
  g_assert_true (has_cells (grid, "purchase_order_id", "1,2,1,9,1,2"));
  assert_order_shown (grid, 0, "P1", FALSE);
  assert_order_shown (grid, 3, "(ID 9)", TRUE);
  assert_order_shown (grid, 5, "P2", FALSE);
  mw_ui_shot (quay.test, "lines-own-table");

  /* Read once for both. */
  show_orders (&quay);
  open_tab (&quay, 1);
  wait_for_lines (&quay, "Oil,Filter");
  g_assert_cmpuint (mw_fixture_server_count (quay.server, "/lines"), ==, n_before + 4);
  tear_down (&quay);
}

static MwColumn *
find_column (Quay *self, const char *id)
{
  MwColumn *column = mw_grid_find_column (mw_lines_view_get_grid (self->view), id);

  g_assert_nonnull (column);
  return column;
}

static void
filter_quantity (Quay *self, const char *from)
{
  const char *const limits[] = { from, "", NULL };
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

  g_ptr_array_add (filters,
                   mw_row_filter_new (MW_ROW_FILTER_NUMBERS, "quantity_ordered", MW_ROW_PERIOD_DAYS, limits));
  mw_grid_set_filters (mw_lines_view_get_grid (self->view), filters);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* What is shown, nothing else. */
static void
check_copy (Quay *self)
{
  GtkWidget *view = GTK_WIDGET (mw_grid_get_grid_view (mw_lines_view_get_grid (self->view)));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (view);
  g_autofree char *text = NULL;

  gtk_widget_activate_action (view, "grid.select-all", NULL);
  gtk_widget_activate_action (view, "grid.copy", NULL);
  mw_ui_wait (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  g_assert_nonnull (strstr (text, "Washer"));
  g_assert_nonnull (strstr (text, "Nut"));
  g_assert_null (strstr (text, "Bolt"));
}

static void
check_export (Quay *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "lines.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;
  g_auto (GStrv) rows = NULL;

  mw_lines_view_export (self->view, file);
  mw_ui_wait (g_file_test (path, G_FILE_TEST_EXISTS) && mw_ui_dialog (self->test) == NULL);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_strchomp (contents);
  rows = g_strsplit (contents, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 3);
  g_assert_nonnull (strstr (rows[1], "Washer"));
  g_assert_nonnull (strstr (rows[2], "Nut"));
}

/* Where shortcuts are meant for the lines they act on them. */
static void
check_shortcuts (Quay *self)
{
  GtkWidget *window = GTK_WIDGET (self->test->window);
  MwLinesTools *tools = mw_ui_child (self->view, "tools");
  GtkWidget *view = GTK_WIDGET (mw_grid_get_grid_view (mw_lines_view_get_grid (self->view)));

  gtk_widget_grab_focus (view);
  g_assert_true (mw_lines_actions_find (window) == self->view);
  gtk_widget_activate_action (window, "win.search", NULL);
  g_assert_true (gtk_search_bar_get_search_mode (mw_ui_child (tools, "search_bar")));
  g_assert_false (gtk_search_bar_get_search_mode (mw_ui_child (self->page, "search_bar")));
  gtk_search_bar_set_search_mode (mw_ui_child (tools, "search_bar"), FALSE);
  gtk_widget_grab_focus (view);
  gtk_widget_activate_action (window, "win.export", NULL);
  mw_ui_wait (mw_ui_dialog (self->test) != NULL);
  {
    g_autofree char *name = mw_export_dialog_dup_file_name (MW_EXPORT_DIALOG (mw_ui_dialog (self->test)));

    g_assert_nonnull (strstr (name, "Lines of P1"));
  }
  mw_ui_shot (self->test, "lines-export");
  adw_dialog_force_close (mw_ui_dialog (self->test));
  mw_ui_wait (mw_ui_dialog (self->test) == NULL);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_null (mw_lines_actions_find (window));
}

/* Order, filters, search and columns, remembered from one record to the next; what is copied, exported,
 * opened. */
static void
test_tools (void)
{
  Quay quay = { 0 };
  g_autofree char *url = NULL;
  g_autofree char *page = NULL;
  g_autofree char *uri = NULL;

  set_up (&quay);
  open_tab (&quay, 0);
  wait_for_lines (&quay, "Bolt,Nut,Washer");
  mw_ui_wait (mw_lines_view_is_settled (quay.view));

  /* The number of the order stands above. */
  g_assert_false (mw_column_get_visible (find_column (&quay, "purchase_order")));
  mw_grid_view_sort (mw_grid_get_grid_view (mw_lines_view_get_grid (quay.view)),
                     find_column (&quay, "description"), TRUE, FALSE);
  wait_for_lines (&quay, "Washer,Nut,Bolt");
  mw_column_set_visible (find_column (&quay, "line_number"), FALSE);
  filter_quantity (&quay, "6");
  wait_for_lines (&quay, "Washer,Nut");
  mw_ui_wait (g_str_has_prefix (get_status (&quay), "2 of 3 lines · "));
  mw_ui_shot (quay.test, "lines-filtered");
  check_copy (&quay);
  check_export (&quay);
  check_shortcuts (&quay);

  /* Lines have no page of their own here: that of their order. */
  mw_grid_select (mw_lines_view_get_grid (quay.view), 0);
  uri = mw_lines_actions_dup_uri (quay.view);
  url = mw_fixture_server_dup_uri (quay.server, NULL);
  page = g_strconcat (url, "/page/1", NULL);
  g_assert_cmpstr (uri, ==, page);

  /* Nothing passes; the button leads back. */
  filter_quantity (&quay, "100");
  mw_ui_wait (is_page (&quay, "empty"));
  g_assert_cmpstr (get_empty (&quay, FALSE), ==, "No Record Matches");
  mw_ui_shot (quay.test, "lines-no-match");
  mw_ui_click (quay.view, "Remove Filters");
  wait_for_lines (&quay, "Washer,Nut,Bolt");

  /* Of another order, and after the list was left. */
  filter_quantity (&quay, "2");
  mw_grid_select (mw_records_page_get_grid (quay.page), 1);
  wait_for_lines (&quay, "Filter");
  g_assert_false (mw_column_get_visible (find_column (&quay, "line_number")));
  show (&quay, "purchase_order_line");
  mw_ui_wait (count_shown (&quay) == 6);
  g_assert_true (
    mw_column_get_visible (mw_grid_find_column (mw_records_page_get_grid (quay.page), "purchase_order")));
  g_assert_true (
    mw_column_get_visible (mw_grid_find_column (mw_records_page_get_grid (quay.page), "line_number")));
  show_orders (&quay);
  open_tab (&quay, 1);
  wait_for_lines (&quay, "Filter");

  /* A refresh keeps it. */
  put_line (&quay, "8", "50", "2", "Grease", 4);
  gtk_widget_activate_action (GTK_WIDGET (quay.test->window), "win.refresh", NULL);
  wait_for_lines (&quay, "Grease,Filter");

  /* From the line to all its fields, in the table of all lines. */
  mw_grid_select (mw_lines_view_get_grid (quay.view), 1);
  gtk_widget_activate_action (GTK_WIDGET (mw_grid_get_grid_view (mw_lines_view_get_grid (quay.view))),
                              "grid.open", NULL);
  quay.page = mw_window_get_records_page (quay.test->window);
  g_assert_cmpstr (mw_entity_get_id (mw_records_page_get_entity (quay.page)), ==, "purchase_order_line");
  mw_ui_wait (mw_grid_get_selected (mw_records_page_get_grid (quay.page)) != NULL &&
              adw_overlay_split_view_get_show_sidebar (mw_ui_child (quay.page, "split")));
  g_assert_cmpstr (
    mw_row_get_cell (mw_grid_get_selected (mw_records_page_get_grid (quay.page)),
                     (guint) mw_entity_find_field (mw_records_page_get_entity (quay.page), "remote_id")),
    ==, "6");
  tear_down (&quay);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  mw_ui_test_use_test_systems ();
  g_test_add_func ("/ui/lines/load", test_load);
  g_test_add_func ("/ui/lines/refresh", test_refresh);
  g_test_add_func ("/ui/lines/own-table", test_own_table);
  g_test_add_func ("/ui/lines/tools", test_tools);
  return mw_ui_test_run ();
}
