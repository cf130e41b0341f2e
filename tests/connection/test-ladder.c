/* test-ladder.c: connecting, reading, signing in again and disconnecting, against a scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-connection-file.h"
#include "mw-ladder.h"
#include "mw-test-certificates.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-workshop.h"

static char *home;

static MwConnection *
connect_workshop (MwEngine *engine, MwDraft *draft, MwLadder **ladder, GError **error)
{
  g_autoptr (MwLadder) own = mw_ladder_new (engine, draft);
  MwConnection *connection = dex_await_object (mw_ladder_run (own), error);

  if (ladder != NULL)
    *ladder = g_steal_pointer (&own);
  return connection;
}

static MwConnection *
connect_well (MwEngine *engine, MwWorkshop *workshop)
{
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (GError) error = NULL;
  MwConnection *connection = connect_workshop (engine, draft, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (connection);
  return connection;
}

static void
disconnect (MwEngine *engine, MwConnection *connection)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
}

static MwStepState
get_state (MwLadder *ladder, const char *title, char **detail)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (strstr (mw_ladder_step_get_title (step), title) == NULL)
        continue;
      if (detail != NULL)
        *detail = g_strdup (mw_ladder_step_get_detail (step));
      return mw_ladder_step_get_state (step);
    }
  g_error ("no step “%s”", title);
}

static guint
count_files (void)
{
  g_autofree char *folder = mw_connection_file_dup_directory ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static MwEntity *
find_entity (MwEngine *engine, const char *id)
{
  MwEntity *entity = mw_model_find (mw_engine_get_model (engine), id);

  g_assert_nonnull (entity);
  return entity;
}

static MwReading *
read_orders (MwEngine *engine, MwConnection *connection, GError **error)
{
  MwReading *reading = mw_connection_refresh (connection, find_entity (engine, "purchase_order"));

  dex_await (mw_reading_wait (reading), error);
  return reading;
}

static DexFuture *
connect_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autofree char *version = NULL;
  g_autofree char *vendors = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;
  MwTable *table;

  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "name", NULL), ==, MW_STEP_DONE);
  g_assert_cmpint (get_state (ladder, "answers", NULL), ==, MW_STEP_DONE);
  g_assert_cmpint (get_state (ladder, "encrypted", NULL), ==, MW_STEP_SKIPPED);
  g_assert_cmpint (get_state (ladder, "It is", &version), ==, MW_STEP_DONE);
  g_assert_cmpstr (version, ==, "Workshop 9.1");
  g_assert_cmpint (get_state (ladder, "sign-in", NULL), ==, MW_STEP_DONE);
  g_assert_cmpint (get_state (ladder, "Purchase orders", NULL), ==, MW_STEP_DONE);
  g_assert_cmpint (get_state (ladder, "Vendors", &vendors), ==, MW_STEP_DONE);
  g_assert_nonnull (strstr (vendors, "empty"));
  g_assert_cmpint (get_state (ladder, "stored", NULL), ==, MW_STEP_DONE);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 1);
  g_assert_cmpuint (count_files (), ==, 1);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpstr (mw_connection_get_user (connection), ==, "anna");
  g_assert_false (mw_connection_get_is_plain (connection));
  mw_test_assert_nowhere (home, MW_WORKSHOP_PASSWORD);
  mw_test_assert_nowhere (home, MW_WORKSHOP_TOKEN);

  reading = mw_connection_read (connection, find_entity (engine, "purchase_order"));
  g_assert_true (mw_connection_read (connection, find_entity (engine, "purchase_order")) == reading);
  dex_await (mw_reading_wait (reading), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_DONE);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, 5);
  g_assert_cmpint (mw_reading_get_expected (reading), ==, 5);
  g_assert_cmpint (mw_reading_get_finished_at (reading), >, 0);
  table = mw_dataset_get_table (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));
  generation = mw_table_dup_generation (table);
  g_assert_cmpstr (
    mw_generation_get_cell (generation, 4,
                            (guint) mw_entity_find_field (mw_reading_get_entity (reading), "total"), NULL),
    ==, "4.50");
  log = mw_connection_dup_log (connection);
  g_assert_cmpuint (log->len, >=, 5);
  disconnect (engine, connection);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/logout"), ==, 1);
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  return dex_future_new_true ();
}

static DexFuture *
restart_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) first = connect_well (engine, workshop);
  g_autofree char *id = g_strdup (mw_connection_get_id (first));
  g_autofree char *start = g_strndup (id, 4);
  g_autoptr (MwEngine) later = mw_workshop_load_engine ();
  g_autoptr (GError) error = NULL;
  MwConnection *connection;

  g_assert_null (mw_engine_find_connection (later, "nonsense", &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (mw_engine_find_connection (later, "", &error));
  g_clear_error (&error);
  connection = mw_engine_find_connection (later, id, &error);
  g_assert_nonnull (connection);
  g_assert_true (mw_engine_find_connection (later, start, &error) == connection);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_UNKNOWN);
  g_assert_cmpstr (mw_connection_get_label (connection), ==, mw_connection_get_label (first));
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (later, connection, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  disconnect (later, connection);
  return dex_future_new_true ();
}

static DexFuture *
refused_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;

  mw_draft_set_value (draft, "password", "canary-wrong-81");
  g_assert_null (connect_workshop (engine, draft, &ladder, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  g_assert_null (strstr (error->message, "canary"));
  g_assert_cmpint (get_state (ladder, "It is", NULL), ==, MW_STEP_DONE);
  g_assert_cmpint (get_state (ladder, "sign-in", NULL), ==, MW_STEP_FAILED);
  g_assert_cmpint (get_state (ladder, "Purchase orders", NULL), ==, MW_STEP_WAITING);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  return dex_future_new_true ();
}

static DexFuture *
wrong_product_fiber (gpointer data)
{
  static const MwFixtureAnswer answers[] = {
    { .type = "text/html", .body = "<!doctype html><title>A web page</title>" },
    { .body = "{\"another\":\"product\"}" },
    { .body = "{\"workshop\":null}" },
    { .body = "[]" },
    { .body = "" },
    { .status = 404, .body = "{}" },
    { .status = 401, .body = "{}" },
  };
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MwLadder) ladder = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_clear (workshop->server);
      mw_fixture_server_add (workshop->server, "/version", &answers[i]);
      g_assert_null (connect_workshop (engine, draft, &ladder, &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT);
      g_assert_cmpint (get_state (ladder, "It is", NULL), ==, MW_STEP_FAILED);
      g_assert_cmpint (get_state (ladder, "sign-in", NULL), ==, MW_STEP_WAITING);
    }
  /* No secret was sent to it. */
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 0);
  return dex_future_new_true ();
}

static DexFuture *
forbidden_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  workshop->vendors_forbidden = TRUE;
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "Vendors", &detail), ==, MW_STEP_WARNING);
  g_assert_nonnull (strstr (detail, "the role Purchasing"));
  reading = mw_connection_read (connection, find_entity (engine, "vendor"));
  g_assert_false (dex_await (mw_reading_wait (reading), &error));
  g_assert_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_FAILED);
  g_assert_error (mw_reading_get_error (reading), MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_PERMISSION_MISSING);
  dex_await (mw_connection_check (connection, steps), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_PERMISSION_MISSING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (steps)), ==, 7);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
plain_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;

  /* TEST-NET-1 (RFC 5737): nothing is there, and nothing must be tried. */
  mw_draft_set_value (draft, "url", "http://192.0.2.1");
  g_assert_null (connect_workshop (engine, draft, &ladder, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP);
  g_assert_cmpint (get_state (ladder, "encrypted", NULL), ==, MW_STEP_FAILED);
  return dex_future_new_true ();
}

static DexFuture *
unreachable_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_free (g_steal_pointer (&workshop->server));
  g_assert_null (connect_workshop (engine, draft, &ladder, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_assert_cmpint (get_state (ladder, "answers", NULL), ==, MW_STEP_FAILED);
  g_clear_error (&error);
  read_orders (engine, connection, &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_NOT_REACHABLE);
  /* The logout fails; token and file go all the same. */
  disconnect (engine, connection);
  g_assert_cmpuint (count_files (), ==, 0);
  workshop->server = mw_fixture_server_new ();
  return dex_future_new_true ();
}

static DexFuture *
session_only_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwEngine) later = NULL;
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (GError) error = NULL;

  mw_draft_set_place (draft, MW_KEYRING_PLACE_SESSION);
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "stored", &detail), ==, MW_STEP_DONE);
  g_assert_nonnull (strstr (detail, "memory"));
  g_assert_cmpint (mw_connection_get_place (connection), ==, MW_KEYRING_PLACE_SESSION);
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  later = mw_workshop_load_engine ();
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (later)), ==, 0);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
sign_in_again_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwSecrets) input = mw_secrets_new ();
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  mw_draft_set_keep_password (draft, FALSE);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  workshop->token_ends = TRUE;
  read_orders (engine, connection, &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  /* What was refused is not tried again without new input. */
  n_requests = mw_fixture_server_count (workshop->server, NULL);
  read_orders (engine, connection, &error);
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  g_clear_error (&error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, NULL), ==, n_requests);
  workshop->token_ends = FALSE;
  mw_secrets_set (input, "password", MW_WORKSHOP_PASSWORD);
  dex_await (mw_connection_sign_in_again (connection, input, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
renewed_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;

  g_atomic_int_inc (&workshop->valid_token); /* the token ends; the password is kept */
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  later = mw_workshop_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (connection), &error);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (later, again, &error)), ==, 5);
  g_assert_no_error (error);
  /* The keyring has the new token: no third login. */
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  disconnect (later, again);
  return dex_future_new_true ();
}

static DexFuture *
kept_password_refused_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);

  workshop->token_ends = TRUE;
  workshop->refuse_logins = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      read_orders (engine, connection, &error);
      g_assert_nonnull (error);
      g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
    }
  /* One to connect, one to renew; the refused one is not repeated by the user's refreshing. */
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
cancel_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  g_atomic_int_set (&workshop->orders_silent, TRUE);
  reading = mw_connection_read (connection, find_entity (engine, "purchase_order"));
  while (mw_reading_get_n_rows (reading) == 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  mw_reading_cancel (reading);
  g_assert_false (dex_await (mw_reading_wait (reading), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_CANCELLED);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, 2); /* the first page stays */
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_atomic_int_set (&workshop->orders_silent, FALSE);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
drop_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");

  /* At every step it may be in. */
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
      DexFuture *future = mw_ladder_run (ladder);

      for (guint turn = 0; turn < i; turn++)
        dex_await (dex_timeout_new_msec (1), NULL);
      dex_unref (future);
      dex_await (dex_timeout_new_msec (10), NULL);
    }
  /* Runs that came to their end before they were dropped made a connection; none was half made. */
  while (count_files () != g_list_model_get_n_items (mw_engine_get_connections (engine)))
    dex_await (dex_timeout_new_msec (10), NULL);
  while (g_list_model_get_n_items (mw_engine_get_connections (engine)) > 0)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (mw_engine_get_connections (engine), 0);

      disconnect (engine, connection);
    }
  return dex_future_new_true ();
}

static DexFuture *
field_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (GError) error = NULL;

  mw_draft_set_value (draft, "user", NULL);
  g_assert_null (connect_workshop (engine, draft, NULL, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD);
  g_assert_cmpstr (error->message, ==, "user");
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, NULL), ==, 0);
  return dex_future_new_true ();
}

static DexFuture *
key_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "key");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 0);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  mw_test_assert_nowhere (home, "0123456789abcdef");
  disconnect (engine, connection);
  mw_draft_set_value (draft, "key", "ffffffffffffffff");
  g_assert_null (connect_workshop (engine, draft, NULL, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  return dex_future_new_true ();
}

static DexFuture *
certificate_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (MW_TEST_CERTIFICATE_LOCAL);
  g_autoptr (MwWorkshop) impostor = mw_workshop_new (MW_TEST_CERTIFICATE_SECOND);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwDraft) other = mw_workshop_dup_draft (impostor, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwCertificate) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (connect_workshop (engine, draft, &ladder, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
  g_clear_error (&error);
  g_assert_cmpint (get_state (ladder, "encrypted", NULL), ==, MW_STEP_FAILED);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, NULL), ==, 0);
  refused = mw_ladder_dup_certificate (ladder);
  g_assert_nonnull (strstr (refused->pem, "BEGIN CERTIFICATE"));
  g_assert_nonnull (refused->fingerprint);
  mw_draft_set_certificate (draft, refused);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  /* It is kept for this connection … */
  later = mw_workshop_load_engine ();
  g_assert_cmpuint (
    mw_reading_get_n_rows (read_orders (
      later, mw_engine_find_connection (later, mw_connection_get_id (connection), NULL), &error)),
    ==, 5);
  g_assert_no_error (error);
  /* … and no other certificate passes for it. */
  mw_draft_set_certificate (other, refused);
  g_assert_null (connect_workshop (engine, other, NULL, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED);
  g_assert_cmpuint (mw_fixture_server_count (impostor->server, NULL), ==, 0);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
problems_fiber (gpointer data)
{
  g_autofree char *folder = mw_connection_file_dup_directory ();
  g_autofree char *damaged = g_build_filename (folder, "00000000-0000-4000-8000-000000000001.json", NULL);
  g_autofree char *unknown = g_build_filename (folder, "00000000-0000-4000-8000-000000000002.json", NULL);
  g_autoptr (MwEngine) engine = NULL;
  g_auto (GStrv) problems = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (damaged, "{\"format\":", -1, NULL));
  g_assert_true (
    g_file_set_contents (unknown,
                         "{\"format\":1,\"id\":\"00000000-0000-4000-8000-000000000002\",\"system\":\"other\","
                         "\"sign_in\":\"x\",\"label\":\"Old\",\"settings\":{},\"place\":\"keyring\"}",
                         -1, NULL));
  engine = mw_workshop_load_engine ();
  problems = mw_engine_dup_problems (engine);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  g_assert_cmpuint (count_files (), ==, 2);
  g_remove (damaged);
  g_remove (unknown);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    DexFiberFunc func;
  } tests[] = {
    { "connect", connect_fiber },
    { "restart", restart_fiber },
    { "refused", refused_fiber },
    { "wrong-product", wrong_product_fiber },
    { "forbidden", forbidden_fiber },
    { "plain", plain_fiber },
    { "unreachable", unreachable_fiber },
    { "session-only", session_only_fiber },
    { "sign-in-again", sign_in_again_fiber },
    { "renewed", renewed_fiber },
    { "kept-password-refused", kept_password_refused_fiber },
    { "cancel", cancel_fiber },
    { "drop", drop_fiber },
    { "field", field_fiber },
    { "key", key_fiber },
    { "certificate", certificate_fiber },
    { "problems", problems_fiber },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/connection/ladder/", tests[i].name, NULL);

      g_test_add_data_func (path, (gconstpointer) tests[i].func, mw_test_run_fiber_data);
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
