/* mw-lines-window.c: connects the real window to a real server and tells which lines it shows of each order,
 * for the script beside it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-lines-view.h"
#include "mw-server-window.h"

/* Of the order also: "n_orders": of how many orders the lines are looked at, "shots": prefix of its pictures.
 * "out" gets {"orders": {id: [ids of lines]}, "n_lines": in all, "error", "status": said at the end}. */
typedef struct
{
  JsonObject *order;
  MwUiTest *test;
  MwConnection *connection;
  MwRecordsPage *page;
  MwLinesView *view;
  JsonBuilder *out;
} Run;

static Run run;

static GListModel *
get_rows (MwGrid *grid)
{
  return G_LIST_MODEL (mw_grid_get_view (grid));
}

static const char *
get_id (MwRow *row)
{
  return mw_row_get_cell (row, (guint) mw_generation_find_column (mw_row_get_generation (row), "remote_id"));
}

/* Where it says how many lines there are. */
static gboolean
is_settled (void)
{
  MwReading *reading = mw_lines_view_get_reading (run.view);
  const char *page = gtk_stack_get_visible_child_name (mw_ui_child (run.view, "stack"));

  return reading != NULL && mw_reading_get_state (reading) >= MW_READING_DONE &&
         !g_str_equal (page, "loading");
}

static void
look_at_order (guint number)
{
  MwGrid *orders = mw_records_page_get_grid (run.page);
  GListModel *lines;

  mw_grid_select (orders, number);
  adw_view_stack_set_visible_child_name (mw_ui_child (mw_ui_child (run.page, "inspector"), "views"), "lines");
  mw_ui_wait (is_settled ());
  lines = get_rows (mw_lines_view_get_grid (run.view));
  json_builder_set_member_name (run.out, get_id (mw_grid_get_selected (orders)));
  json_builder_begin_array (run.out);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (MwRow) row = g_list_model_get_item (lines, i);

      json_builder_add_string_value (run.out, get_id (row));
    }
  json_builder_end_array (run.out);
}

static void
test_window (void)
{
  const char *shots = json_object_get_string_member (run.order, "shots");
  g_autofree char *shot = g_strconcat (shots, "-lines", NULL);
  guint n_orders, n;
  MwReading *reading;

  run.test = mw_ui_test_start ();
  run.out = json_builder_new ();
  run.connection = mw_server_window_connect (run.test, run.order);
  run.page = mw_server_window_show (run.test, run.connection,
                                    mw_model_find (mw_engine_get_model (run.test->engine), "purchase_order"));
  run.view = mw_ui_child (mw_ui_child (run.page, "inspector"), "lines_view");
  adw_overlay_split_view_set_show_sidebar (mw_ui_child (run.page, "split"), TRUE);
  n_orders = mw_reading_get_n_rows (mw_records_page_get_reading (run.page));
  mw_ui_wait (g_list_model_get_n_items (get_rows (mw_records_page_get_grid (run.page))) == n_orders);
  n = MIN ((guint) json_object_get_int_member (run.order, "n_orders"), n_orders);
  g_assert_cmpuint (n, >, 0);
  json_builder_begin_object (run.out);
  json_builder_set_member_name (run.out, "orders");
  json_builder_begin_object (run.out);
  for (guint i = 0; i < n; i++)
    look_at_order ((guint) ((guint64) i * n_orders / n));
  json_builder_end_object (run.out);
  reading = mw_lines_view_get_reading (run.view);
  json_builder_set_member_name (run.out, "error");
  json_builder_add_string_value (
    run.out, mw_reading_get_error (reading) != NULL ? mw_reading_get_error (reading)->message : "");
  json_builder_set_member_name (run.out, "n_lines");
  json_builder_add_int_value (run.out, mw_reading_get_n_rows (reading));
  json_builder_set_member_name (run.out, "status");
  json_builder_add_string_value (run.out, gtk_label_get_text (mw_ui_child (run.view, "status")));
  json_builder_end_object (run.out);
  mw_ui_shot (run.test, shot);
  mw_server_window_write (run.order, run.out);
  g_assert_true (mw_ui_await (mw_engine_disconnect (run.test->engine, run.connection)));
  g_clear_object (&run.connection);
  g_clear_object (&run.out);
  mw_ui_test_stop (run.test);
}

int
main (int argc, char **argv)
{
  return mw_server_window_main (argc, argv, "/servers/lines-window", test_window, &run.order);
}
