/* test-fault-keyring.c: a keyring that is locked, damaged, has two items for one connection, or goes away,
 * while somebody connects and while records are loaded
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice-table.h"
#include "mw-fault-test.h"
#include "mw-secret-store.h"
#include "mw-secret-stores.h"
#include "secrets/mw-fake-keyring.h"

static char *home;
static GTestDBus *bus;
static MwFakeKeyring *keyring;

typedef struct
{
  MwFaultPlant *plant;
  MwEngine *engine;
  MwConnection *connection;
} Place;

static void
place_begin (Place *self)
{
  g_autoptr (MwDraft) draft = NULL;

  mw_fake_keyring_unlock (keyring);
  self->plant = mw_fault_plant_new (NULL);
  self->engine = mw_fault_load_engine ();
  draft = mw_fault_plant_dup_draft (self->plant, self->engine);
  self->connection = mw_fault_connect (self->engine, draft);
  g_assert_cmpint (mw_connection_get_health (self->connection), ==, MW_HEALTH_WORKING);
}

static void
place_end (Place *self)
{
  mw_fake_keyring_unlock (keyring);
  mw_fault_plant_assert_kept_secrets (self->plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (self->engine, self->connection);
  g_object_unref (self->connection);
  g_object_unref (self->engine);
  mw_fault_plant_free (self->plant);
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 0);
}

/* What a person is told: the sentence of the table, the next step, no secret. */
static void
assert_told (const GError *error, MwSystem *system, MwSecretStoreError code, MwAdviceAction action)
{
  g_autoptr (MwAdvice) advice = NULL;

  g_assert_error (error, MW_SECRET_STORE_ERROR, (int) code);
  g_assert_null (strstr (error->message, "canary"));
  advice = mw_advice_new (error, system, NULL);
  g_assert_cmpstr (advice->title, ==, mw_advice_table_find (MW_SECRET_STORE_ERROR, (int) code)->title);
  g_assert_cmpint (advice->action, ==, action);
  g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
}

/* Whoever connects is told before the password is sent; what was typed is good for this session, and nothing
 * is written then. */
static void
climb (MwSecretStoreError code)
{
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  assert_told (error, mw_draft_get_system (draft), code, MW_ADVICE_SESSION_ONLY);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);

  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  connection = mw_fault_connect (engine, draft);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, 1);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
}

static DexFuture *
climb_locked_fiber (gpointer data)
{
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_DISMISSED);
  climb (MW_SECRET_STORE_ERROR_LOCKED);
  mw_fake_keyring_unlock (keyring);
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 0);
  return dex_future_new_true ();
}

/* The program was started again, and the person does not unlock: nothing is sent, no login and no token; and
 * when it is unlocked, the next load is a whole one. */
static DexFuture *
load_locked_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;
  MwReading *reading;
  guint n_requests;

  place_begin (&place);
  later = mw_fault_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (place.connection), NULL);
  n_requests = mw_fixture_server_count (mw_fault_plant_get_server (place.plant), NULL);
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_DISMISSED);
  reading = mw_fault_read (later, again, "purchase_order", &error);
  assert_told (error, mw_connection_get_system (again), MW_SECRET_STORE_ERROR_LOCKED, MW_ADVICE_SESSION_ONLY);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_FAILED);
  g_assert_cmpint (mw_connection_get_health (again), ==, MW_HEALTH_UNKNOWN);
  g_assert_cmpuint (mw_fixture_server_count (mw_fault_plant_get_server (place.plant), NULL), ==, n_requests);
  g_clear_error (&error);

  mw_fake_keyring_unlock (keyring);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_fault_read (later, again, "purchase_order", &error)), ==,
                    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (again), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 1);
  place_end (&place);
  return dex_future_new_true ();
}

/* In the middle of a load the sign-in ends, and what could renew it lies behind a lock: the rows stay, and
 * nobody is logged in behind the person's back. */
static DexFuture *
load_ended_fiber (gpointer data)
{
  Place place;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  place_begin (&place);
  mw_fault_plant_break (place.plant, MW_FAULT_AT_PAGE,
                        &(MwFixtureAnswer) { .status = 401, .body = "{\"error\":\"over\"}" }, 0);
  mw_fault_plant_end_tokens_then (place.plant);
  mw_fault_plant_refuse_logins (place.plant, TRUE);
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_DISMISSED);
  reading = mw_fault_read (place.engine, place.connection, "purchase_order", &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), <=, 2);
  mw_fault_plant_refuse_logins (place.plant, FALSE);
  mw_fault_plant_mend (place.plant);
  place_end (&place);
  return dex_future_new_true ();
}

/* Somebody else wrote nonsense there: told as that, and signing in again is the way out. */
static DexFuture *
load_damaged_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;

  place_begin (&place);
  mw_fake_keyring_add (keyring, mw_connection_get_id (place.connection), "no secrets\xff", G_MAXUINT32);
  later = mw_fault_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (place.connection), NULL);
  mw_fault_read (later, again, "purchase_order", &error);
  assert_told (error, mw_connection_get_system (again), MW_SECRET_STORE_ERROR_DAMAGED,
               MW_ADVICE_SIGN_IN_AGAIN);
  place_end (&place);
  return dex_future_new_true ();
}

/* The newest of two is taken. */
static DexFuture *
load_two_items_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;

  place_begin (&place);
  mw_fake_keyring_add (keyring, mw_connection_get_id (place.connection), "{\"token\":\"old\"}", 1000);
  later = mw_fault_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (place.connection), NULL);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_fault_read (later, again, "purchase_order", &error)), ==,
                    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 1);
  place_end (&place);
  return dex_future_new_true ();
}

/* Gone between two calls; it ends this keyring, so it is last. */
static DexFuture *
climb_absent_fiber (gpointer data)
{
  mw_fake_keyring_vanish_at (keyring, "SearchItems");
  climb (MW_SECRET_STORE_ERROR_UNAVAILABLE);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    DexFiberFunc func;
  } tests[] = {
    { "/faults/keyring/17-locked/ladder", climb_locked_fiber },
    { "/faults/keyring/17-locked/load", load_locked_fiber },
    { "/faults/keyring/17-locked/running", load_ended_fiber },
    { "/faults/keyring/17-damaged/load", load_damaged_fiber },
    { "/faults/keyring/17-two-items/load", load_two_items_fiber },
    { "/faults/keyring/17-absent/ladder", climb_absent_fiber },
  };
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  int status;

  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL)
    {
      g_print ("1..0 # SKIP dbus-daemon is not installed\n");
      return 77;
    }
  home = mw_test_home_new (FALSE);
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  keyring = mw_fake_keyring_new (g_test_dbus_get_bus_address (bus));
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, (gconstpointer) tests[i].func, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_fake_keyring_free (keyring);
  mw_test_remove_tree (home);
  g_free (home);
  /* The bus ends with this process: libsecret holds its connection. */
  return status;
}
