/* test-custom-field.c: columns of the user's are stored with a connection and filled without the system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ledger.h"
#include "mw-reading-explain.h"

static guint
count_requests (Ledger *ledger)
{
  return mw_fixture_server_count (ledger->server, NULL);
}

static void
add (MwConnection *connection, MwEntity *entity, const char *path, const char *title)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_connection_add_custom_field (connection, entity, path, title), &error);
  g_assert_no_error (error);
}

static void
remove_field (MwConnection *connection, MwEntity *entity, const char *path)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_connection_remove_custom_field (connection, entity, path), &error);
  g_assert_no_error (error);
}

static gboolean
has_column (MwReading *reading, const char *id)
{
  MwTable *table = mw_dataset_get_table (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (table);

  return mw_generation_find_column (rows, id) >= 0;
}

static char *
dup_path (MwConnection *connection)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *name = g_strconcat (mw_connection_get_id (connection), ".json", NULL);

  return g_build_filename (directory, name, NULL);
}

/* Its record says which column is made of it, and where it stands there. */
static void
assert_explained (MwReading *reading, guint row, const char *expected)
{
  MwDataset *dataset = mw_reading_get_dataset (reading);
  MwTable *table = mw_dataset_get_table (dataset, mw_reading_get_entity (reading));
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (table);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTrace) trace = dex_await_boxed (
    mw_reading_explain (reading, dataset, mw_generation_get_origin (rows, row)), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < trace->own->len; i++)
    {
      const MwTraceOwn *own = trace->own->pdata[i];

      g_string_append_printf (found, "%s:", own->title);
      for (guint j = 0; j < own->pointers->len; j++)
        g_string_append_printf (found, "%s;", (const char *) own->pointers->pdata[j]);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* What is loaded has it at once; what is read later too; nobody is asked for that. */
static DexFuture *
added_fiber (gpointer data)
{
  Ledger ledger;
  MwEntity *orders, *lines;
  MwReading *reading, *of_lines;
  guint n_requests;

  ledger_open (&ledger);
  orders = find_entity (&ledger, "purchase_order");
  lines = find_entity (&ledger, "purchase_order_line");
  /* Before anything is read. */
  add (ledger.connection, orders, "/state", NULL);
  reading = read_orders (&ledger);
  assert_cells (reading, "custom:/state", "-,open,-");
  of_lines = wait_for (mw_connection_read (ledger.connection, lines));
  n_requests = count_requests (&ledger);

  add (ledger.connection, orders, "/memo", "Mémo");
  add (ledger.connection, orders, "/no~1such", NULL);
  assert_cells (reading, "custom:/memo", "a,b,c");
  assert_cells (reading, "custom:/no~1such", "-,-,-");
  assert_cells (reading, "custom:/state", "-,open,-");
  assert_cells (reading, "vendor", "Bolt,-,-");
  g_assert_false (has_column (of_lines, "custom:/memo"));
  add (ledger.connection, lines, "/lines/~[.]/no", NULL);
  add (ledger.connection, lines, "/memo", NULL);
  assert_cells (of_lines, "custom:/lines/~[.]/no", "1,2,1");
  assert_cells (of_lines, "custom:/memo", "a,a,b");
  assert_explained (reading, 1, "state:/state;Mémo:/memo;no/such:");
  assert_explained (of_lines, 1, "no:/lines/1/no;memo:/memo;");
  g_assert_cmpuint (count_requests (&ledger), ==, n_requests);

  put (&ledger, "2", "13:00:00", "\"memo\": \"B\", \"lines\": [{\"no\": \"9\"}], \"state\": \"shut\"");
  reading = refresh_orders (&ledger);
  assert_changes (reading, "1 changed");
  assert_cells (reading, "custom:/memo", "a,B,c");
  assert_cells (reading, "custom:/state", "-,shut,-");
  /* The lines came along, although they have a column that the orders did not bring. */
  of_lines = wait_for (mw_connection_read (ledger.connection, lines));
  assert_cells (of_lines, "custom:/lines/~[.]/no", "1,2,9");
  reading = refresh_orders (&ledger);
  assert_changes (reading, "nothing changed");
  assert_cells (reading, "custom:/memo", "a,B,c");

  n_requests = count_requests (&ledger);
  remove_field (ledger.connection, orders, "/state");
  g_assert_false (has_column (reading, "custom:/state"));
  assert_cells (reading, "custom:/memo", "a,B,c");
  g_assert_cmpuint (count_requests (&ledger), ==, n_requests);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static DexFuture *
refused_fiber (gpointer data)
{
  Ledger ledger;
  MwEntity *orders;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  ledger_open (&ledger);
  orders = find_entity (&ledger, "purchase_order");
  add (ledger.connection, orders, "/memo", NULL);
  path = dup_path (ledger.connection);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_false (
    dex_await (mw_connection_add_custom_field (ledger.connection, orders, "/memo", "M"), &error));
  g_assert_cmpstr (error->message, ==, "“/memo” is a column already.");
  g_clear_error (&error);
  g_assert_false (
    dex_await (mw_connection_add_custom_field (ledger.connection, orders, "memo", NULL), &error));
  g_assert_nonnull (strstr (error->message, "“memo” is no path of a field"));
  g_clear_error (&error);
  g_assert_false (dex_await (mw_connection_remove_custom_field (ledger.connection, orders, "/x"), &error));
  g_assert_cmpstr (error->message, ==, "“/x” is none of your own columns.");
  g_clear_error (&error);
  g_assert_false (
    dex_await (mw_connection_rename_custom_field (ledger.connection, orders, "/x", "X"), &error));
  g_assert_cmpstr (error->message, ==, "“/x” is none of your own columns.");
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Of what is kept too, with no session: it was not there when that was kept. */
static DexFuture *
kept_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (MwReading) reading = NULL;
  guint n_requests;

  ledger_open (&ledger);
  read_orders (&ledger);
  add (ledger.connection, find_entity (&ledger, "purchase_order"), "/memo", "Mémo");
  n_requests = count_requests (&ledger);
  later_open (&later, &ledger);
  g_assert_cmpstr (
    mw_custom_fields_get (mw_connection_get_custom_fields (later.connection), "purchase_order", 0)->title, ==,
    "Mémo");
  reading = wait_for (mw_connection_read_kept (later.connection, later.orders));
  assert_cells (reading, "custom:/memo", "a,b,c");
  assert_cells (reading, "vendor", "Bolt,-,-");
  g_assert_cmpuint (count_requests (&ledger), ==, n_requests);

  /* And when it is brought up to date. */
  g_assert_true (mw_reading_get_n_rows (wait_for (mw_connection_read (later.connection, later.orders))) == 3);
  assert_cells (mw_connection_read (later.connection, later.orders), "custom:/memo", "a,b,c");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static void
on_rows (MwReading *reading, GParamSpec *spec, DexPromise *there)
{
  if (mw_reading_get_n_rows (reading) > 0 && dex_future_is_pending (DEX_FUTURE (there)))
    dex_promise_resolve_boolean (there, TRUE);
}

/* Of what has come it is there at once, and of what comes later as that comes; nothing is filled again at the
 * end. */
static DexFuture *
meanwhile_fiber (gpointer data)
{
  static const MwFixtureAnswer last = { .body = "{\"data\": [{\"id\": \"3\", \"stamp\": "
                                                "\"2026-01-10T12:00:00Z\", \"memo\": \"c\", \"lines\": "
                                                "[{\"no\": \"1\"}]}]}",
                                        .flags = MW_FIXTURE_GATED };
  Ledger ledger;
  MwReading *reading;
  MwEntity *orders, *lines;
  DexPromise *there = dex_promise_new ();
  MwDataset *shown;
  g_autoptr (MwDataset) first = NULL;

  ledger_open (&ledger);
  orders = find_entity (&ledger, "purchase_order");
  lines = find_entity (&ledger, "purchase_order_line");
  mw_record_server_stop_at (ledger.orders, 2, 0, &last);
  reading = mw_connection_read (ledger.connection, orders);
  g_signal_connect (reading, "notify::n-rows", G_CALLBACK (on_rows), there);
  dex_await (dex_ref (DEX_FUTURE (there)), NULL);
  first = g_object_ref (mw_reading_get_dataset (reading));
  add (ledger.connection, orders, "/memo", NULL);
  assert_cells (reading, "custom:/memo", "a,b");
  add (ledger.connection, lines, "/memo", NULL);
  add (ledger.connection, orders, "/state", NULL);
  remove_field (ledger.connection, orders, "/memo");
  assert_cells (reading, "custom:/state", "-,open");
  g_assert_false (has_column (reading, "custom:/memo"));
  add (ledger.connection, orders, "/memo", "M");
  assert_cells (reading, "custom:/memo", "a,b");
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_RUNNING);
  shown = mw_reading_get_dataset (reading);
  g_assert_true (shown != first);
  mw_fixture_server_open_gate (ledger.server);
  wait_for (reading);
  g_assert_true (mw_reading_get_dataset (reading) == shown);
  assert_cells (reading, "custom:/memo", "a,b,c");
  assert_cells (reading, "custom:/state", "-,open,-");
  assert_cells (reading, "vendor", "Bolt,-,-");
  assert_cells (wait_for (mw_connection_read (ledger.connection, lines)), "custom:/memo", "a,a,b,c");
  /* It is kept as any other, and the next refresh goes on from it. */
  mw_record_server_stop_at (ledger.orders, -1, 0, NULL);
  put (&ledger, "2", "13:00:00", "\"memo\": \"B\", \"lines\": []");
  reading = refresh_orders (&ledger);
  assert_changes (reading, "2 changed");
  assert_cells (reading, "custom:/memo", "a,B,c");
  g_signal_handlers_disconnect_by_data (reading, there);
  dex_unref (there);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static const char damaged[] =
  "{\"purchase_order\": [{\"path\": \"/memo\", \"title\": \"M\", \"later\": [1.50]}, 7, {\"title\": \"no "
  "path\"},"
  " {\"path\": \"memo\"}, {\"path\": \"/memo\"}, {\"path\": \"/state\", \"title\": 5}], \"vendor\": \"?\","
  " \"not_yet_known\": [{\"path\": \"/x\"}]}";

/* What cannot be used is said, and stays in the file whatever is added and removed beside it. */
static DexFuture *
damaged_fiber (gpointer data)
{
  g_autoptr (MwCustomColumns) columns = mw_custom_columns_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *whole = g_strdup_printf ("{\"custom_fields\": %s}", damaged);
  g_autoptr (JsonNode) node = json_from_string (whole, NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) problems = NULL;
  g_auto (GStrv) of_vendor = NULL;
  g_auto (GStrv) of_item = NULL;
  g_autoptr (GError) error = NULL;

  mw_custom_columns_read (columns, json_node_get_object (node));
  g_assert_cmpuint (mw_custom_fields_get_n (mw_custom_columns_get_fields (columns), "purchase_order"), ==, 2);
  g_assert_cmpstr (mw_custom_fields_get (mw_custom_columns_get_fields (columns), "purchase_order", 1)->title,
                   ==, "state");
  problems = mw_custom_columns_dup_problems (columns, "purchase_order");
  g_assert_cmpuint (g_strv_length (problems), ==, 4);
  g_assert_nonnull (strstr (problems[0], "cannot be shown: 7. It has no path."));
  g_assert_nonnull (strstr (problems[2], "“memo” is no path of a field"));
  g_assert_nonnull (strstr (problems[3], "“/memo” is a column already."));
  of_vendor = mw_custom_columns_dup_problems (columns, "vendor");
  g_assert_cmpuint (g_strv_length (of_vendor), ==, 1);
  of_item = mw_custom_columns_dup_problems (columns, "item");
  g_assert_cmpuint (g_strv_length (of_item), ==, 0);

  g_assert_true (mw_custom_columns_rename_field (columns, "purchase_order", "/memo", "Mémo", &error));
  g_assert_cmpstr (mw_custom_fields_get (mw_custom_columns_get_fields (columns), "purchase_order", 0)->title,
                   ==, "Mémo");
  g_assert_true (mw_custom_columns_rename_field (columns, "purchase_order", "/memo", NULL, &error));
  g_assert_cmpstr (mw_custom_fields_get (mw_custom_columns_get_fields (columns), "purchase_order", 0)->title,
                   ==, "memo");
  g_assert_true (mw_custom_columns_rename_field (columns, "purchase_order", "/memo", "M", &error));
  g_assert_true (mw_custom_columns_add_field (columns, "purchase_order", "/größe", NULL, &error));
  g_assert_true (mw_custom_columns_remove_field (columns, "purchase_order", "/state", &error));
  g_assert_false (mw_custom_columns_add_field (columns, "vendor", "/x", NULL, &error));
  g_assert_nonnull (strstr (error->message, "“custom_fields” is not written as it should be"));
  json_builder_begin_object (builder);
  mw_custom_columns_add (columns, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_assert_cmpstr (
    text, ==,
    "{\"custom_fields\":{\"purchase_order\":[{\"path\":\"/memo\",\"title\":\"M\",\"later\":[1.5]},7,"
    "{\"title\":\"no path\"},{\"path\":\"memo\"},{\"path\":\"/memo\"},"
    "{\"path\":\"/größe\",\"title\":\"größe\"}],\"vendor\":\"?\","
    "\"not_yet_known\":[{\"path\":\"/x\"}]}}");
  return dex_future_new_true ();
}

/* A file that is damaged there: the connection works, and says it beside its records. */
static DexFuture *
said_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  MwReading *reading;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GString) changed = NULL;
  g_auto (GStrv) notices = NULL;

  ledger_open (&ledger);
  path = dup_path (ledger.connection);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_string_replace (changed, "\"id\"", "\"custom_fields\": {\"purchase_order\": [\"odd\"]}, \"id\"", 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  later_open (&later, &ledger);
  reading = wait_for (mw_connection_read (later.connection, later.orders));
  assert_cells (reading, "notes", "a,b,c");
  notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), later.orders);
  g_assert_cmpuint (g_strv_length (notices), ==, 1);
  g_assert_nonnull (strstr (notices[0], "\"odd\""));
  add (later.connection, later.orders, "/memo", NULL);
  assert_cells (reading, "custom:/memo", "a,b,c");
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "\"odd\""));
  g_assert_nonnull (strstr (after, "\"/memo\""));
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/connection/custom-field/added", added_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/custom-field/refused", refused_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/custom-field/kept", kept_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/custom-field/meanwhile", meanwhile_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/custom-field/damaged", damaged_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/custom-field/said", said_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
