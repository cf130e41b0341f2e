/* test-ladder.c: connecting, reading, signing in again and disconnecting, against a scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-ladder-test.h"
#include "mw-test-certificates.h"

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
  g_autofree char *orders = NULL;
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
  g_assert_cmpint (get_state (ladder, "Purchase orders", &orders), ==, MW_STEP_DONE);
  g_assert_cmpstr (orders, ==, "First of 5 records seen");
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

/* The same system twice: two names, and each of them is found. */
static DexFuture *
twice_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) first = connect_well (engine, workshop);
  g_autoptr (MwConnection) second = connect_well (engine, workshop);
  g_autofree char *numbered = g_strdup_printf ("%s (2)", mw_connection_get_label (first));

  g_assert_cmpstr (mw_connection_get_label (second), ==, numbered);
  g_assert_true (mw_engine_find_connection (engine, mw_connection_get_label (first), NULL) == first);
  g_assert_true (mw_engine_find_connection (engine, numbered, NULL) == second);
  disconnect (engine, first);
  disconnect (engine, second);
  return dex_future_new_true ();
}

static DexFuture *
refused_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
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

  /* However often somebody tries it again: a user is locked out by that. */
  for (guint i = 0; i < 3; i++)
    {
      g_clear_error (&error);
      g_clear_object (&ladder);
      mw_draft_set_value (draft, "password", "canary-wrong-81");
      g_assert_null (connect_workshop (engine, draft, &ladder, &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
      g_assert_cmpint (get_state (ladder, "sign-in", NULL), ==, MW_STEP_FAILED);
    }
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 1);
  mw_draft_set_value (draft, "password", MW_WORKSHOP_PASSWORD);
  g_clear_error (&error);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  disconnect (engine, connection);
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

/* A warning says why, with the words of the system, and whom to ask. */
static void
assert_explained (MwLadder *ladder, const char *title, const char *words, const char *who)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);
      const MwAdvice *advice = mw_ladder_step_get_advice (step);

      if (g_str_equal (mw_ladder_step_get_title (step), title))
        {
          g_assert_nonnull (advice);
          g_assert_nonnull (strstr (advice->body, who));
          g_assert_nonnull (strstr (advice->details, words));
        }
      else
        g_assert_null (advice);
    }
}

/* A list that the system fails to give does not stop the others. */
static DexFuture *
broken_list_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;

  workshop->vendors_broken = TRUE;
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "Vendors", &detail), ==, MW_STEP_WARNING);
  g_assert_nonnull (strstr (detail, "failed while reading"));
  assert_explained (ladder, "Vendors", "r-17", "whoever runs");
  disconnect (engine, connection);
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
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  MwReading *reading;

  workshop->vendors_forbidden = TRUE;
  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (ladder, "Vendors", &detail), ==, MW_STEP_WARNING);
  g_assert_nonnull (strstr (detail, "the role Purchasing"));
  assert_explained (ladder, "Vendors", "HTTP 403", "administrator");
  reading = mw_connection_read (connection, find_entity (engine, "vendor"));
  g_assert_false (dex_await (mw_reading_wait (reading), &error));
  g_assert_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  /* At once, by name: what may not be read, and the right. */
  advice = mw_connection_dup_advice_on (connection, error, mw_reading_get_entity (reading));
  g_assert_cmpstr (advice->title, ==, "Your login may not read “Vendors” in Workshop");
  g_assert_cmpstr (advice->body, ==,
                   "The sign-in works, but a right is missing. Ask your Workshop administrator for: the role "
                   "Purchasing. Then try again.");
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
  static const LadderTest tests[] = {
    { "connect", connect_fiber },
    { "refused", refused_fiber },
    { "wrong-product", wrong_product_fiber },
    { "twice", twice_fiber },
    { "broken-list", broken_list_fiber },
    { "forbidden", forbidden_fiber },
    { "plain", plain_fiber },
    { "unreachable", unreachable_fiber },
    { "cancel", cancel_fiber },
    { "drop", drop_fiber },
    { "field", field_fiber },
    { "key", key_fiber },
    { "certificate", certificate_fiber },
    { "problems", problems_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/ladder/", tests, G_N_ELEMENTS (tests));
}
