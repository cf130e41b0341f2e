/* test-sign-in.c: what becomes of a sign-in: in the next session, when it ends, and when it is refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-token.h"
#include "mw-ladder-test.h"

#include <glib/gstdio.h>

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

  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "stored", &detail), ==, MW_STEP_DONE);
  g_assert_nonnull (strstr (detail, "memory"));
  g_assert_false (mw_connection_is_lasting (connection));
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  later = mw_workshop_load_engine ();
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (later)), ==, 0);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
count_notification (guint *n_notified)
{
  (*n_notified)++;
}

/* What was for this session only stays after all: the next session reads without a login, and a token that is
 * renewed meanwhile goes where the connection is now. */
static DexFuture *
keep_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwEngine) later = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (MwSecrets) left = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;
  guint n_notified = 0;

  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (connection, "notify::place", G_CALLBACK (count_notification), &n_notified);
  g_object_get (connection, "place", &before, NULL);
  g_assert_true (dex_await (mw_connection_keep (connection), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (mw_connection_is_lasting (connection));
  after = mw_connection_dup_token_place (connection);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpuint (count_files (), ==, 1);
  left = dex_await_boxed (
    mw_secret_store_read (mw_secret_stores_get_session (), mw_connection_get_id (connection)), &error);
  g_assert_no_error (error);
  g_assert_true (mw_secrets_is_empty (left));
  g_atomic_int_inc (&workshop->valid_token); /* the token ends; the password is kept */
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  later = mw_workshop_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (connection), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (later, again, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  disconnect (later, again);
  return dex_future_new_true ();
}

/* The keyring does not take it: it is said, and the connection goes on as it was. */
static DexFuture *
keep_fails_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (keyring);
  g_assert_true (g_file_set_contents (keyring, "damaged", -1, &error));
  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (dex_await (mw_connection_keep (connection), &error));
  g_assert_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_false (mw_connection_is_lasting (connection));
  g_assert_cmpuint (count_files (), ==, 0);
  g_atomic_int_inc (&workshop->valid_token);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  disconnect (engine, connection);
  g_unlink (keyring);
  return dex_future_new_true ();
}

static DexFuture *
sign_in_again_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwReconnect) reconnect = NULL;
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
  reconnect = mw_reconnect_new (engine, connection);
  g_assert_true (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
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

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "restart", restart_fiber },
    { "session-only", session_only_fiber },
    { "keep", keep_fiber },
    { "keep-fails", keep_fails_fiber },
    { "sign-in-again", sign_in_again_fiber },
    { "renewed", renewed_fiber },
    { "kept-password-refused", kept_password_refused_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/sign-in/", tests, G_N_ELEMENTS (tests));
}
