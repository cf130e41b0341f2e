/* test-demo.c: the demo plant connected, taken up by a new engine, read whole, cancelled at every moment
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-plant.h"
#include "mw-ladder.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"

static MwEngine *
load_engine (void)
{
  MwEngine *engine = mw_engine_new ();
  g_autoptr (GError) error = NULL;

  mw_engine_set_builtin (engine, mw_demo_plant_resolve, NULL);
  dex_await (mw_engine_load (engine), &error);
  g_assert_no_error (error);
  return engine;
}

static MwConnection *
connect_demo (MwEngine *engine)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "demo");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;
  MwConnection *connection;
  GListModel *steps = mw_ladder_get_steps (ladder);

  g_assert_null (mw_draft_validate (draft, NULL));
  connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      g_assert_true (mw_ladder_step_get_state (step) == MW_STEP_DONE ||
                     mw_ladder_step_get_state (step) == MW_STEP_SKIPPED);
    }
  return connection;
}

static DexFuture *
read_all_fiber (gpointer data)
{
  static const struct
  {
    const char *entity;
    guint least;
  } wanted[] = {
    { "purchase_order", 5000 }, { "purchase_order_line", 5000 },
    { "work_order", 2000 },     { "item", 3000 },
    { "vendor", 300 },          { "asset", 800 },
  };
  g_autoptr (MwEngine) first = load_engine ();
  g_autoptr (MwConnection) made = connect_demo (first);
  g_autoptr (MwEngine) engine = load_engine ();
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *connection = mw_engine_find_connection (engine, mw_connection_get_id (made), &error);

  g_assert_no_error (error);
  entities = mw_connection_dup_entities (connection);
  g_assert_cmpuint (entities->len, >=, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      MwReading *reading = mw_connection_read (
        connection, mw_model_find (mw_engine_get_model (engine), wanted[i].entity));

      dex_await (mw_reading_wait (reading), &error);
      g_assert_no_error (error);
      g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_DONE);
      g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, wanted[i].least);
      g_test_message ("%s: %u rows", wanted[i].entity, mw_reading_get_n_rows (reading));
    }
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

static DexFuture *
cancel_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = load_engine ();
  g_autoptr (MwConnection) connection = connect_demo (engine);
  MwEntity *entity = mw_model_find (mw_engine_get_model (engine), "purchase_order");
  g_autoptr (GError) error = NULL;
  guint n_cancelled = 0;

  for (guint i = 0; i < 100; i++)
    {
      MwReading *reading = mw_connection_refresh (connection, entity);

      dex_await (dex_timeout_new_msec ((int) (i * 7 % 60)), NULL);
      mw_reading_cancel (reading);
      dex_await (mw_reading_wait (reading), NULL);
      g_assert_true (mw_reading_get_state (reading) == MW_READING_CANCELLED ||
                     mw_reading_get_state (reading) == MW_READING_DONE);
      n_cancelled += mw_reading_get_state (reading) == MW_READING_CANCELLED;
    }
  g_assert_cmpuint (n_cancelled, >, 0);
  dex_await (mw_reading_wait (mw_connection_refresh (connection, entity)), &error);
  g_assert_no_error (error);
  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* The keyring has lost the token: the demo plant's login needs nothing from the user. */
static DexFuture *
silent_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = load_engine ();
  g_autoptr (MwConnection) made = connect_demo (engine);
  g_autoptr (MwEngine) later = load_engine ();
  g_autoptr (MwSecrets) wrong = mw_secrets_new ();
  g_autoptr (MwSecrets) stored = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *connection = mw_engine_find_connection (later, mw_connection_get_id (made), &error);
  MwReading *reading;
  g_auto (GStrv) names = NULL;

  stored = dex_await_boxed (
    mw_secret_store_read (mw_secret_stores_get_lasting (), mw_connection_get_id (made)), &error);
  g_assert_no_error (error);
  g_assert_false (mw_secrets_is_empty (stored));
  names = mw_secrets_dup_names (stored);
  for (guint i = 0; names[i] != NULL; i++)
    mw_secrets_set (wrong, names[i], "not-a-token");
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), mw_connection_get_id (made), wrong),
             &error);
  g_assert_no_error (error);
  reading = mw_connection_read (connection, mw_model_find (mw_engine_get_model (later), "vendor"));
  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), >=, 300);
  dex_await (mw_engine_disconnect (later, connection), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (TRUE);
  g_test_add_data_func ("/connection/demo/read-all", (gconstpointer) read_all_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/demo/cancel", (gconstpointer) cancel_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/demo/silent", (gconstpointer) silent_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
