/* test-fault-pause.c: a network that goes away and comes back, a limit that is waited for, and sleep
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-test.h"
#include "mw-network-watch.h"

static char *home;
static DexPromise *gate; /* waits between tries end when it is resolved; NULL: at once */

static DexFuture *
sleep_until_gate (gint64 usec, gpointer data)
{
  return gate != NULL ? dex_ref (DEX_FUTURE (gate)) : dex_future_new_true ();
}

static void
wait_for_health (MwConnection *connection, MwHealth health)
{
  for (guint i = 0; i < 4000 && mw_connection_get_health (connection) != health; i++)
    dex_await (dex_timeout_new_msec (25), NULL);
  g_assert_cmpstr (mw_health_get_title (mw_connection_get_health (connection)), ==,
                   mw_health_get_title (health));
}

static MwReading *
begin (MwEngine *engine, MwConnection *connection)
{
  return mw_connection_refresh (connection, mw_model_find (mw_engine_get_model (engine), "purchase_order"));
}

/* The rows of before stay, nothing is asked meanwhile, and it goes on where it was. */
static DexFuture *
network_fiber (gpointer data)
{
  MwNetworkWatch *watch = mw_network_watch_get_default ();
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  guint n_tries;

  mw_network_watch_play (watch, TRUE);
  mw_fault_plant_break (plant, MW_FAULT_AT_PAGE, &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET }, 0);
  mw_network_watch_play (watch, FALSE);
  reading = g_object_ref (begin (engine, connection));
  wait_for_health (connection, MW_HEALTH_PAUSED);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_RUNNING);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  n_tries = mw_fault_plant_count (plant, MW_FAULT_AT_PAGE);
  dex_await (dex_timeout_new_msec (300), NULL);
  g_assert_cmpuint (mw_fault_plant_count (plant, MW_FAULT_AT_PAGE), ==, n_tries);

  mw_fault_plant_mend (plant);
  mw_network_watch_play (watch, TRUE);
  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_ORDERS);
  wait_for_health (connection, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, 1);

  /* A pause can be left; rows of an earlier load stay as well. */
  mw_fault_plant_break (plant, MW_FAULT_AT_PAGE, &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET }, 0);
  mw_network_watch_play (watch, FALSE);
  g_clear_object (&reading);
  reading = g_object_ref (begin (engine, connection));
  wait_for_health (connection, MW_HEALTH_PAUSED);
  mw_reading_cancel (reading);
  g_assert_false (dex_await (mw_reading_wait (reading), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, MW_FAULT_KEPT);
  mw_network_watch_play (watch, TRUE);
  mw_fault_plant_mend (plant);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* What the server asks to wait is told as a moment; the rows are there meanwhile, and cancelling acts. */
static DexFuture *
limit_fiber (gpointer data)
{
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      gint64 now = g_get_real_time ();

      gate = dex_promise_new ();
      mw_fault_plant_break (
        plant, MW_FAULT_AT_PAGE,
        &(MwFixtureAnswer) { .status = 429, .headers = "Retry-After: 50\r\n", .body = "{}" }, 1);
      g_set_object (&reading, begin (engine, connection));
      wait_for_health (connection, MW_HEALTH_WAITING);
      g_assert_cmpint (mw_connection_get_resumes_at (connection), >=, now + 50 * G_USEC_PER_SEC);
      g_assert_cmpint (mw_connection_get_resumes_at (connection), <=, now + 120 * G_USEC_PER_SEC);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, MW_FAULT_KEPT);
      g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_RUNNING);
      if (i == 0)
        dex_promise_resolve_boolean (gate, TRUE);
      else
        mw_reading_cancel (reading);
      dex_await (mw_reading_wait (reading), &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, i == 0 ? MW_FAULT_ORDERS : MW_FAULT_KEPT);
      wait_for_health (connection, MW_HEALTH_WORKING);
      for (guint n = 0; n < 4000 && mw_connection_get_resumes_at (connection) != 0; n++)
        dex_await (dex_timeout_new_msec (25), NULL);
      g_assert_cmpint (mw_connection_get_resumes_at (connection), ==, 0);
      if (i > 0)
        dex_promise_resolve_boolean (gate, TRUE);
      dex_clear (&gate);
    }
  mw_fault_plant_mend (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Awake again, one question is asked where nobody was found before: one, however often it is told. */
static DexFuture *
sleep_fiber (gpointer data)
{
  const gint64 second = G_USEC_PER_SEC;
  MwNetworkWatch *watch = mw_network_watch_get_default ();
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  MwFixtureServer *server = mw_fault_plant_get_server (plant);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (GError) error = NULL;
  guint n_checks;

  mw_network_watch_look (watch, 1000 * second, 1000 * second);
  mw_fault_plant_break (plant, MW_FAULT_AT_PAGE, &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET }, 0);
  mw_fault_read (engine, connection, "purchase_order", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  wait_for_health (connection, MW_HEALTH_NOT_REACHABLE);
  n_checks = mw_fixture_server_count (server, "/me");
  mw_network_watch_look (watch, 1001 * second, 1001 * second);
  dex_await (dex_timeout_new_msec (200), NULL);
  g_assert_cmpuint (mw_fixture_server_count (server, "/me"), ==, n_checks);
  for (gint64 i = 1; i < 6; i++)
    mw_network_watch_look (watch, (1001 + i * 3600) * second, (1001 + i) * second);
  wait_for_health (connection, MW_HEALTH_WORKING);
  dex_await (dex_timeout_new_msec (200), NULL);
  g_assert_cmpuint (mw_fixture_server_count (server, "/me"), ==, n_checks + 1);
  mw_fault_plant_mend (plant);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = sleep_until_gate };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  g_test_add_data_func ("/faults/pause/network", (gconstpointer) network_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/faults/pause/10-limit", (gconstpointer) limit_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/faults/pause/sleep", (gconstpointer) sleep_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
