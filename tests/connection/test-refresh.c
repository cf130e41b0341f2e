/* test-refresh.c: what was read is brought up to date, and compared in full, over a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ledger.h"

static void
count (guint *n)
{
  (*n)++;
}

static DexFuture *
refresh_fiber (gpointer data)
{
  Ledger ledger;
  MwReading *first, *reading;
  g_autoptr (MwDataset) dataset = NULL;
  guint n_swaps = 0;

  ledger_open (&ledger);
  first = read_orders (&ledger);
  dataset = g_object_ref (mw_reading_get_dataset (first));
  assert_cells (first, "notes", "a,b,c");
  g_assert_null (mw_reading_get_changes (first));
  assert_changes (first, NULL);
  g_assert_cmpint (mw_reading_get_compared_at (first), >, 0);

  put (&ledger, "1", "13:00:00", "\"vendor\": \"7\", \"memo\": \"A\", \"lines\": [{\"no\": \"2\"}]");
  put (&ledger, "4", "13:00:00", "\"memo\": \"d\"");
  g_free (mw_record_server_take_filters (ledger.orders));
  reading = mw_connection_refresh (ledger.connection, find_entity (&ledger, "purchase_order"));
  g_signal_connect_swapped (reading, "notify::dataset", G_CALLBACK (count), &n_swaps);
  /* What was read is there until all has come. */
  g_assert_true (mw_reading_get_dataset (reading) == dataset);
  assert_cells (reading, "notes", "a,b,c");
  g_assert_cmpint (mw_reading_get_expected (reading), ==, -1);
  g_assert_cmpint (mw_reading_get_finished_at (reading), >, 0);
  wait_for (reading);
  g_assert_cmpuint (n_swaps, ==, 1);
  assert_filters (&ledger, "stamp ge '2026-01-10T11:59:00Z'\n");
  assert_cells (reading, "notes", "A,b,c,d");
  assert_changes (reading, "1 changed, 1 new");
  g_assert_cmpint (mw_reading_get_compared_at (reading), ==, mw_dataset_get_compared_at (dataset, "orders"));
  g_assert_true (mw_connection_read (ledger.connection, find_entity (&ledger, "purchase_order")) == reading);

  /* Nothing was changed: the rows stay what they are, for whoever looks at them. */
  g_set_object (&dataset, mw_reading_get_dataset (reading));
  reading = refresh_orders (&ledger);
  g_assert_true (mw_reading_get_dataset (reading) == dataset);
  assert_changes (reading, "nothing changed");
  assert_cells (reading, "notes", "A,b,c,d");

  /* A vendor has another name now. */
  mw_record_server_put (ledger.vendors, "7", "\"name\": \"Bolts\"");
  reading = refresh_orders (&ledger);
  assert_changes (reading, "what they refer to changed");
  assert_cells (reading, "vendor", "Bolts,-,-,-");
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static DexFuture *
reconcile_fiber (gpointer data)
{
  Ledger ledger;
  MwReading *reading;
  gint64 compared_at;

  ledger_open (&ledger);
  compared_at = mw_reading_get_compared_at (read_orders (&ledger));
  mw_record_server_remove (ledger.orders, "2");
  reading = refresh_orders (&ledger);
  assert_cells (reading, "notes", "a,b,c");
  assert_changes (reading, "nothing changed");
  g_assert_cmpint (mw_reading_get_compared_at (reading), ==, compared_at);
  reading = wait_for (mw_connection_reconcile (ledger.connection, find_entity (&ledger, "purchase_order")));
  assert_cells (reading, "notes", "a,c");
  assert_changes (reading, "1 no longer there");
  g_assert_cmpint (mw_reading_get_compared_at (reading), >, compared_at);

  /* A comparison that finds nothing has a date too. */
  compared_at = mw_reading_get_compared_at (reading);
  reading = wait_for (mw_connection_reconcile (ledger.connection, find_entity (&ledger, "purchase_order")));
  assert_changes (reading, "nothing changed");
  g_assert_cmpint (mw_reading_get_compared_at (reading), >, compared_at);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Orders and their lines are one list. */
static DexFuture *
lines_fiber (gpointer data)
{
  Ledger ledger;
  MwReading *lines;
  g_autoptr (MwReading) old = NULL;
  MwEntity *entity;
  guint n_requests;

  ledger_open (&ledger);
  entity = find_entity (&ledger, "purchase_order_line");
  read_orders (&ledger);
  n_requests = mw_fixture_server_count (ledger.server, NULL);
  lines = wait_for (mw_connection_read (ledger.connection, entity));
  g_assert_cmpuint (mw_fixture_server_count (ledger.server, NULL), ==, n_requests);
  assert_cells (lines, "purchase_order", "1,1,2");

  old = g_object_ref (lines);
  put (&ledger, "1", "13:00:00", "\"memo\": \"A\", \"lines\": [{\"no\": \"2\"}]");
  refresh_orders (&ledger);
  /* Who holds the old lines keeps them; who asks gets the new ones. */
  assert_cells (old, "purchase_order", "1,1,2");
  lines = mw_connection_read (ledger.connection, entity);
  g_assert_cmpint (mw_reading_get_state (lines), ==, MW_READING_DONE);
  assert_cells (lines, "purchase_order", "1,2");
  assert_cells (lines, "line_number", "2,1");

  put (&ledger, "3", "14:00:00", "\"memo\": \"c\", \"lines\": [{\"no\": \"5\"}]");
  g_free (mw_record_server_take_filters (ledger.orders));
  lines = wait_for (mw_connection_refresh (ledger.connection, entity));
  assert_filters (&ledger, "stamp ge '2026-01-10T12:59:00Z'\n");
  assert_cells (lines, "purchase_order", "1,2,3");
  assert_changes (lines, "1 changed");

  /* Of the orders that are open the lines are not made of all of them. */
  mw_connection_narrow (ledger.connection, entity, &(const MwScope) { .kind = MW_SCOPE_OPEN });
  lines = wait_for (mw_connection_read (ledger.connection, entity));
  assert_cells (lines, "purchase_order", "2");
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* An order that was closed goes, although it is no change of those that are open. */
static DexFuture *
open_fiber (gpointer data)
{
  Ledger ledger;
  MwEntity *orders;
  MwReading *reading;

  ledger_open (&ledger);
  orders = find_entity (&ledger, "purchase_order");
  read_orders (&ledger);
  mw_connection_narrow (ledger.connection, orders, &(const MwScope) { .kind = MW_SCOPE_OPEN });
  assert_cells (read_orders (&ledger), "notes", "b");
  put (&ledger, "2", "13:00:00", "\"memo\": \"b\", \"state\": \"closed\"");
  put (&ledger, "3", "13:00:00", "\"memo\": \"C\", \"state\": \"open\"");
  reading = refresh_orders (&ledger);
  assert_cells (reading, "notes", "C");
  assert_changes (reading, "1 new, 1 no longer there");
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* A refresh that fails or is stopped leaves everything as it was, and the next one goes on from there. */
static DexFuture *
failed_fiber (gpointer data)
{
  Ledger ledger;
  MwReading *reading;
  MwEntity *orders;
  const MwFixtureAnswer broken = { .status = 500, .body = "{}" };
  gint64 finished_at;

  ledger_open (&ledger);
  orders = find_entity (&ledger, "purchase_order");
  finished_at = mw_reading_get_finished_at (read_orders (&ledger));
  put (&ledger, "1", "13:00:00", "\"memo\": \"A\"");
  reading = mw_connection_refresh (ledger.connection, orders);
  mw_reading_cancel (reading);
  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_CANCELLED);
  assert_cells (reading, "notes", "a,b,c");
  g_assert_cmpint (mw_reading_get_finished_at (reading), ==, finished_at);
  g_assert_null (mw_reading_get_changes (reading));

  mw_fixture_server_clear (ledger.server);
  mw_fixture_server_add (ledger.server, "/orders", &broken);
  mw_fixture_server_add (ledger.server, "/vendors", &broken);
  reading = mw_connection_refresh (ledger.connection, orders);
  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_FAILED);
  assert_cells (reading, "notes", "a,b,c");
  g_assert_cmpint (mw_reading_get_finished_at (reading), ==, finished_at);

  mw_fixture_server_clear (ledger.server);
  mw_record_server_answer (ledger.orders);
  mw_record_server_answer (ledger.vendors);
  reading = refresh_orders (&ledger);
  assert_cells (reading, "notes", "A,b,c");
  assert_changes (reading, "1 changed");
  g_assert_cmpint (mw_reading_get_finished_at (reading), >, finished_at);
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
  g_test_add_data_func ("/connection/refresh/changes", refresh_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/refresh/reconcile", reconcile_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/refresh/lines", lines_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/refresh/open", open_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/refresh/failed", failed_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
