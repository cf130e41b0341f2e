/* test-refusal.c: what the server refused is sent by no process again, until somebody has signed in anew.
 * Each engine here has what a process of its own would have.
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-diagnosis.h"
#include "mw-connection-private.h"
#include "mw-ladder-test.h"

#define KEY "0123456789abcdef"

/* A connection, as two processes have it. */
typedef struct
{
  MwWorkshop *workshop;
  MwEngine *engine;
  MwEngine *other_engine;
  MwConnection *connection;
  MwConnection *other; /* the same, of the other process */
  guint n_logins;
} Place;

static void
place_begin (Place *self, const char *sign_in, gboolean short_tokens)
{
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  self->workshop = mw_workshop_new (NULL);
  self->workshop->short_tokens = short_tokens;
  self->engine = mw_workshop_load_engine ();
  draft = mw_workshop_dup_draft (self->workshop, self->engine, sign_in);
  self->connection = connect_workshop (self->engine, draft, NULL, &error);
  g_assert_no_error (error);
  self->other_engine = mw_workshop_load_engine ();
  self->other = mw_engine_find_connection (self->other_engine, mw_connection_get_id (self->connection), NULL);
  g_assert_nonnull (self->other);
}

static void
place_end (Place *self)
{
  disconnect (self->engine, self->connection);
  g_assert_cmpuint (count_files (), ==, 0);
  mw_test_assert_nowhere (home, KEY);
  mw_test_assert_nowhere (home, MW_WORKSHOP_PASSWORD);
  g_object_unref (self->connection);
  g_object_unref (self->engine);
  g_object_unref (self->other_engine);
  mw_workshop_free (self->workshop);
}

static void
assert_reads (MwEngine *engine, MwConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
}

static void
assert_refused (MwEngine *engine, MwConnection *connection, MwDiagnosis reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) diagnosed = NULL;
  g_autoptr (MwAdvice) advice = NULL;

  read_orders (engine, connection, &error);
  g_assert_nonnull (error);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  diagnosed = mw_link_diagnose (mw_connection_get_link (connection), error);
  g_assert_error (diagnosed, MW_DIAGNOSIS, (int) reason);
  advice = mw_connection_dup_advice (connection, error);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_SIGN_IN_AGAIN);
}

/* Nothing at all is sent, whatever is tried. */
static void
assert_silent (Place *self, MwEngine *engine, MwConnection *connection, MwDiagnosis reason)
{
  guint n_requests = mw_fixture_server_count (self->workshop->server, NULL);
  guint n_checks = mw_fixture_server_count (self->workshop->server, "/me");
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    assert_refused (engine, connection, reason);
  g_assert_cmpuint (mw_fixture_server_count (self->workshop->server, NULL), ==, n_requests);
  /* A check asks which product it is, which needs no sign-in. */
  g_assert_false (dex_await (mw_connection_check (connection, steps), &error));
  g_assert_cmpuint (mw_fixture_server_count (self->workshop->server, "/me"), ==, n_checks);
}

/* A key has nothing that could renew it. */
static DexFuture *
key_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwReconnect) reconnect = NULL;
  g_autoptr (GError) error = NULL;

  place_begin (&place, "key", FALSE);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  assert_refused (place.engine, place.connection, MW_DIAGNOSIS_REVOKED);
  assert_silent (&place, place.engine, place.connection, MW_DIAGNOSIS_REVOKED);
  assert_silent (&place, place.other_engine, place.other, MW_DIAGNOSIS_REVOKED);

  g_atomic_int_set (&place.workshop->token_ends, FALSE);
  assert_silent (&place, place.other_engine, place.other, MW_DIAGNOSIS_REVOKED);
  reconnect = mw_reconnect_new (place.other_engine, place.other);
  g_assert_true (sign_in_again (reconnect, "key", KEY, &error));
  g_assert_no_error (error);
  assert_reads (place.other_engine, place.other);
  assert_reads (place.engine, place.connection);
  place_end (&place);
  return dex_future_new_true ();
}

/* The other process has its session open, and in use. */
static DexFuture *
open_fiber (gpointer data)
{
  Place place;

  place_begin (&place, "key", FALSE);
  assert_reads (place.engine, place.connection);
  assert_reads (place.other_engine, place.other);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  assert_refused (place.engine, place.connection, MW_DIAGNOSIS_REVOKED);
  assert_silent (&place, place.other_engine, place.other, MW_DIAGNOSIS_REVOKED);
  place_end (&place);
  return dex_future_new_true ();
}

/* One login for both, though each has the password in its memory. */
static DexFuture *
password_fiber (gpointer data)
{
  Place place;

  place_begin (&place, "password", FALSE);
  assert_reads (place.engine, place.connection);
  assert_reads (place.other_engine, place.other);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  g_atomic_int_set (&place.workshop->refuse_logins, TRUE);
  assert_refused (place.engine, place.connection, MW_DIAGNOSIS_CREDENTIALS_CHANGED);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, 2);
  assert_refused (place.other_engine, place.other, MW_DIAGNOSIS_CREDENTIALS_CHANGED);
  assert_silent (&place, place.other_engine, place.other, MW_DIAGNOSIS_CREDENTIALS_CHANGED);
  assert_silent (&place, place.engine, place.connection, MW_DIAGNOSIS_CREDENTIALS_CHANGED);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* Both are answered with 401 at the same time: they renew one after the other, and only one of them asks. */
static DexFuture *
at_once_fiber (gpointer data)
{
  Place place;
  MwReading *reading;
  MwReading *other;

  place_begin (&place, "password", FALSE);
  assert_reads (place.engine, place.connection);
  assert_reads (place.other_engine, place.other);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  g_atomic_int_set (&place.workshop->refuse_logins, TRUE);
  reading = mw_connection_refresh (place.connection, find_entity (place.engine, "purchase_order"));
  other = mw_connection_refresh (place.other, find_entity (place.other_engine, "purchase_order"));
  g_assert_false (dex_await (mw_reading_wait (reading), NULL));
  g_assert_false (dex_await (mw_reading_wait (other), NULL));
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* Neither yes nor no: the password is as good as it was, for all processes. */
static DexFuture *
temporary_fiber (gpointer data)
{
  static const int statuses[] = { 429, 500, 503 };
  Place place;

  place_begin (&place, "password", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
      g_autoptr (GError) error = NULL;

      g_atomic_int_inc (&place.workshop->valid_token); /* the token ends */
      g_atomic_int_set (&place.workshop->login_status, statuses[i]);
      read_orders (place.engine, place.connection, &error);
      g_assert_nonnull (error);
      g_assert_cmpint (mw_connection_get_health (place.connection), !=, MW_HEALTH_SIGN_IN_AGAIN);
      g_assert_false (dex_await (mw_connection_check (place.connection, steps), NULL));
      g_assert_cmpint (mw_connection_get_health (place.connection), !=, MW_HEALTH_SIGN_IN_AGAIN);
      /* Its own, and that of its records. */
      g_assert_cmpuint (count_files (), ==, 2);
      g_atomic_int_set (&place.workshop->login_status, 0);
      assert_reads (place.other_engine, place.other);
      assert_reads (place.engine, place.connection);
    }
  place_end (&place);
  return dex_future_new_true ();
}

/* The server that asks for less is asked once. */
static DexFuture *
once_fiber (gpointer data)
{
  Place place;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;

  place_begin (&place, "password", TRUE);
  g_atomic_int_set (&place.workshop->login_status, 429);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  place.n_logins = mw_fixture_server_count (place.workshop->server, "/login");
  read_orders (place.engine, place.connection, &error);
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_TOO_MANY);
  g_assert_cmpint (mw_connection_get_health (place.connection), ==, MW_HEALTH_WAITING);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, place.n_logins + 1);
  g_assert_false (dex_await (mw_connection_check (place.other, steps), NULL));
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, place.n_logins + 2);
  g_atomic_int_set (&place.workshop->login_status, 0);
  g_atomic_int_set (&place.workshop->token_ends, FALSE);
  assert_reads (place.engine, place.connection);
  place_end (&place);
  return dex_future_new_true ();
}

/* A token that has ended is no refusal where the password is kept: neither when it is read nor when it is
 * checked. */
static DexFuture *
renewed_by_check_fiber (gpointer data)
{
  Place place;
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;

  place_begin (&place, "password", FALSE);
  g_atomic_int_inc (&place.workshop->valid_token);
  g_assert_true (dex_await (mw_connection_check (place.other, steps), &error));
  g_assert_no_error (error);
  g_assert_cmpint (mw_connection_get_health (place.other), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, 2);
  assert_reads (place.engine, place.connection);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, "/login"), ==, 2);
  place_end (&place);
  return dex_future_new_true ();
}

/* A list that is forbidden to a sign-in that holds is none either. */
static DexFuture *
forbidden_fiber (gpointer data)
{
  Place place;
  g_autoptr (GError) error = NULL;

  place_begin (&place, "key", FALSE);
  g_atomic_int_set (&place.workshop->vendors_forbidden, TRUE);
  dex_await (mw_reading_wait (mw_connection_refresh (place.connection, find_entity (place.engine, "vendor"))),
             &error);
  g_assert_nonnull (error);
  /* Its own, and that of its records. */
  g_assert_cmpuint (count_files (), ==, 2);
  assert_reads (place.other_engine, place.other);
  place_end (&place);
  return dex_future_new_true ();
}

/* What lies there in the place of a refusal says nothing. */
static DexFuture *
damaged_fiber (gpointer data)
{
  static const char *const contents[] = { "", "[]", "{\"mark\": 7}",
                                          "{\"mark\": \"another\", \"reason\": \"revoked\"}" };
  Place place;
  g_autofree char *folder = mw_connection_file_dup_directory ();
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  place_begin (&place, "key", FALSE);
  name = g_strconcat (mw_connection_get_id (place.connection), ".refused", NULL);
  path = g_build_filename (folder, name, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      assert_reads (place.other_engine, place.other);
      assert_reads (place.engine, place.connection);
    }
  place_end (&place);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "key", key_fiber },
    { "open", open_fiber },
    { "password", password_fiber },
    { "at-once", at_once_fiber },
    { "temporary", temporary_fiber },
    { "once", once_fiber },
    { "renewed-by-check", renewed_by_check_fiber },
    { "forbidden", forbidden_fiber },
    { "damaged", damaged_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/refusal/", tests, G_N_ELEMENTS (tests));
}
