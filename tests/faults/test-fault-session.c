/* test-fault-session.c: a sign-in that ends in the middle of loads: one renewal for all, never twice what was
 * refused, in no process
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice-table.h"
#include "mw-diagnosis.h"
#include "mw-fault-test.h"
#include "mw-reconnect.h"

static char *home;
static const char *const entities[] = { "purchase_order", "vendor", "asset", "item" };
static const guint n_rows[] = { MW_FAULT_ORDERS, 8, 8, 3 };

typedef struct
{
  MwFaultPlant *plant;
  MwEngine *engine;
  MwConnection *connection;
} Place;

static void
place_begin (Place *self, gboolean keep_password)
{
  g_autoptr (MwDraft) draft = NULL;

  self->plant = mw_fault_plant_new (NULL);
  self->engine = mw_fault_load_engine ();
  draft = mw_fault_plant_dup_draft (self->plant, self->engine);
  mw_draft_set_keep_password (draft, keep_password);
  self->connection = mw_fault_connect (self->engine, draft);
}

static void
place_end (Place *self)
{
  mw_fault_plant_assert_kept_secrets (self->plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (self->engine, self->connection);
  g_object_unref (self->connection);
  g_object_unref (self->engine);
  mw_fault_plant_free (self->plant);
}

/* Starts a reading of each entity, so that all of them are under way when the token ends. */
static void
start_all (Place *self, MwReading **readings)
{
  mw_fault_plant_gather (self->plant, G_N_ELEMENTS (entities));
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    readings[i] = g_object_ref (mw_connection_refresh (
      self->connection, mw_model_find (mw_engine_get_model (self->engine), entities[i])));
}

/* Four requests are answered with 401 at the same moment: one login, and four whole tables. */
static DexFuture *
renewed_fiber (gpointer data)
{
  Place place;
  MwReading *readings[G_N_ELEMENTS (entities)];

  place_begin (&place, TRUE);
  start_all (&place, readings);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GError) error = NULL;

      dex_await (mw_reading_wait (readings[i]), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_reading_get_n_rows (readings[i]), ==, n_rows[i]);
      g_object_unref (readings[i]);
    }
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* A person is told what @diagnosis says. */
static void
assert_told (Place *self, const GError *error, MwDiagnosis diagnosis)
{
  const MwAdviceEntry *entry = mw_advice_table_find (MW_DIAGNOSIS, (int) diagnosis);
  g_autoptr (GError) diagnosed = NULL;
  g_autoptr (MwAdvice) advice = NULL;

  g_assert_nonnull (error);
  diagnosed = mw_link_diagnose (mw_connection_get_link (self->connection), error);
  g_assert_error (diagnosed, MW_DIAGNOSIS, (int) diagnosis);
  advice = mw_connection_dup_advice (self->connection, error);
  g_assert_cmpint (advice->action, ==, entry->action);
  g_assert_null (strchr (advice->title, '{'));
}

/* The same, and the password is refused: tried once by this process, and by no other. */
static DexFuture *
refused_fiber (gpointer data)
{
  Place place;
  MwReading *readings[G_N_ELEMENTS (entities)];
  g_autoptr (MwEngine) later = NULL;
  MwConnection *again;
  guint n_requests;

  place_begin (&place, TRUE);
  mw_fault_plant_refuse_logins (place.plant, TRUE);
  start_all (&place, readings);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GError) error = NULL;

      dex_await (mw_reading_wait (readings[i]), &error);
      g_assert_nonnull (error);
      g_assert_cmpint (mw_reading_get_state (readings[i]), ==, MW_READING_FAILED);
      assert_told (&place, error, MW_DIAGNOSIS_CREDENTIALS_CHANGED);
      g_object_unref (readings[i]);
    }
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 2);

  later = mw_fault_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (place.connection), NULL);
  n_requests = mw_fixture_server_count (mw_fault_plant_get_server (place.plant), NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other_error = NULL;

      mw_fault_read (place.engine, place.connection, "purchase_order", &error);
      g_assert_nonnull (error);
      mw_fault_read (later, again, "purchase_order", &other_error);
      g_assert_nonnull (other_error);
      g_assert_cmpint (mw_connection_get_health (again), ==, MW_HEALTH_SIGN_IN_AGAIN);
    }
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 2);
  /* Another process may look once whether the token, which is no password, is good again, and why not. */
  g_assert_cmpuint (mw_fixture_server_count (mw_fault_plant_get_server (place.plant), NULL), <=,
                    n_requests + 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* One list is answered with 401 although the sign-in holds: it is a right that is missing, the others are
 * read, and nobody has to sign in again. */
static DexFuture *
forbidden_fiber (gpointer data)
{
  Place place;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  place_begin (&place, FALSE);
  mw_fault_plant_break (place.plant, MW_FAULT_AT_PAGE,
                        &(MwFixtureAnswer) { .status = 401, .body = "{\"error\":\"not yours\"}" }, 0);
  reading = mw_fault_read (place.engine, place.connection, "purchase_order", &error);
  assert_told (&place, error, MW_DIAGNOSIS_PERMISSION);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_PERMISSION_MISSING);
  g_clear_error (&error);
  g_assert_cmpuint (mw_reading_get_n_rows (mw_fault_read (place.engine, place.connection, "vendor", &error)),
                    ==, 8);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 1);
  place_end (&place);
  return dex_future_new_true ();
}

/* In the middle of a load, without anything that could renew it: the rows stay, and the user is asked. */
static DexFuture *
ended_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwSecrets) input = mw_secrets_new ();
  g_autoptr (MwReconnect) reconnect = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  place_begin (&place, FALSE);
  mw_fault_plant_break (place.plant, MW_FAULT_AT_PAGE,
                        &(MwFixtureAnswer) { .status = 401, .body = "{\"error\":\"over\"}" }, 0);
  mw_fault_plant_end_tokens_then (place.plant);
  reading = mw_fault_read (place.engine, place.connection, "purchase_order", &error);
  assert_told (&place, error, MW_DIAGNOSIS_REVOKED);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 1);
  g_assert_cmpuint (mw_fault_plant_count (place.plant, MW_FAULT_AT_PAGE), ==, 1);
  g_clear_error (&error);

  mw_fault_plant_mend (place.plant);
  mw_secrets_set (input, "password", MW_FAULT_PASSWORD);
  reconnect = mw_reconnect_new (place.engine, place.connection);
  g_assert_true (dex_await_boolean (mw_reconnect_run (reconnect, input), &error));
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (
    mw_reading_get_n_rows (mw_fault_read (place.engine, place.connection, "purchase_order", &error)), ==,
    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fault_plant_count_logins (place.plant), ==, 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* The login that would renew it breaks on the way: it is not sent a second time by itself. */
static DexFuture *
broken_fiber (gpointer data)
{
  Place place;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  place_begin (&place, TRUE);
  mw_fault_plant_end_tokens (place.plant);
  mw_fault_plant_break (place.plant, MW_FAULT_AT_LOGIN,
                        &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET | MW_FIXTURE_ABORT }, 0);
  reading = mw_fault_read (place.engine, place.connection, "purchase_order", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, 0);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_NOT_REACHABLE);
  g_assert_cmpuint (mw_fault_plant_count (place.plant, MW_FAULT_AT_LOGIN), ==, 1);
  g_clear_error (&error);
  /* It was no refusal: when the server is back, the kept password is good. */
  mw_fault_plant_mend (place.plant);
  g_assert_cmpuint (
    mw_reading_get_n_rows (mw_fault_read (place.engine, place.connection, "purchase_order", &error)), ==,
    MW_FAULT_ORDERS);
  g_assert_no_error (error);
  place_end (&place);
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
    { "/faults/session/11-renewed-once", renewed_fiber },
    { "/faults/session/11-refused", refused_fiber },
    { "/faults/session/11-ended", ended_fiber },
    { "/faults/session/11-not-permitted", forbidden_fiber },
    { "/faults/session/12-login-broken", broken_fiber },
  };
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, (gconstpointer) tests[i].func, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
