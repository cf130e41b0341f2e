/* test-reconnect.c: signing in again: what is stored is replaced by what was accepted and fits, and by
 * nothing else
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-branch.h"
#include "mw-connection-private.h"
#include "mw-ladder-test.h"

#define OTHER_KEY "fedcba9876543210"

static GBytes *
read_file (const char *path)
{
  char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

static GBytes *
read_connection_file (MwConnection *connection)
{
  g_autofree char *folder = mw_connection_file_dup_directory ();
  g_autofree char *name = g_strconcat (mw_connection_get_id (connection), ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return read_file (path);
}

static char *
dup_secret (const char *id, const char *field)
{
  g_autoptr (MwSecrets)
    secrets = dex_await_boxed (mw_secret_store_read (mw_secret_stores_get_lasting (), id), NULL);

  g_assert_nonnull (secrets);
  return g_strdup (mw_secrets_get (secrets, field));
}

static void
assert_secret (MwConnection *connection, const char *field, const char *wanted)
{
  g_autofree char *secret = dup_secret (mw_connection_get_id (connection), field);

  g_assert_cmpstr (secret, ==, wanted);
}

/* The branch with the company DE, by a key. */
static MwConnection *
connect_branch (MwEngine *engine, MwBranch *branch)
{
  g_autoptr (MwDraft) draft = mw_branch_dup_draft (branch, engine);
  g_autoptr (GError) error = NULL;
  MwConnection *connection;

  mw_draft_add_choice (draft, "company", "DE");
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
assert_differs (MwReconnect *reconnect, gboolean is_other, const char *title, const char *text)
{
  const MwDifference *difference = mw_reconnect_get_difference (reconnect);
  g_autofree char *said = mw_difference_dup_title (difference);
  g_autofree char *more = mw_difference_dup_text (difference);

  g_assert_cmpint (mw_difference_is_other_company (difference), ==, is_other);
  g_assert_nonnull (strstr (said, title));
  g_assert_nonnull (strstr (more, text));
}

static void
assert_company (MwConnection *connection, const char *wanted)
{
  g_autofree char *title = mw_connection_dup_chosen_title (connection);

  g_assert_nonnull (strstr (title, wanted));
}

/* Another company: nothing is changed before a person has said what is meant, in none of the three ways. */
static DexFuture *
other_company_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_branch (engine, branch);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autoptr (MwConnection) other = NULL;
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GBytes) before = read_connection_file (connection);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  reading = g_object_ref (read_orders (engine, connection, &error));
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, 3);
  mw_branch_set_only (branch, "US");
  g_assert_false (sign_in_again (reconnect, "key", OTHER_KEY, &error));
  g_assert_no_error (error);
  assert_differs (reconnect, TRUE, "Another Company", "This is ACME USA, before it was ACME Germany");
  mw_reconnect_give_up (reconnect);
  dex_await (mw_reconnect_accept (reconnect), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_secret (connection, "key", "0123456789abcdef");
  assert_company (connection, "ACME Germany");
  g_assert_true (mw_connection_read (connection, find_entity (engine, "purchase_order")) == reading);
  after = read_connection_file (connection);
  g_assert_true (g_bytes_equal (before, after));

  g_assert_false (sign_in_again (reconnect, "key", OTHER_KEY, &error));
  other = dex_await_object (mw_reconnect_take_as_new (reconnect), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mw_connection_get_id (other), !=, mw_connection_get_id (connection));
  g_assert_nonnull (strstr (mw_connection_get_label (other), "ACME USA"));
  assert_secret (other, "key", OTHER_KEY);
  assert_secret (connection, "key", "0123456789abcdef");
  assert_company (other, "ACME USA");
  assert_company (connection, "ACME Germany");
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, other, &error)), ==, 2);

  g_assert_false (sign_in_again (reconnect, "key", OTHER_KEY, &error));
  g_assert_true (dex_await (mw_reconnect_accept (reconnect), &error));
  assert_secret (connection, "key", OTHER_KEY);
  assert_company (connection, "ACME USA");
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 2);
  disconnect (engine, other);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* The same company under the same number: nobody is asked, and the loaded rows stay. */
static DexFuture *
same_company_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_branch (engine, branch);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  const MwScope scope = { .kind = MW_SCOPE_OPEN };
  MwEntity *orders = find_entity (engine, "purchase_order");
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (MwEngine) later = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *again;
  MwScope kept;

  dex_await (mw_connection_set_scope (connection, orders, &scope), &error);
  reading = g_object_ref (read_orders (engine, connection, &error));
  mw_branch_set_only (branch, "DE");
  g_assert_true (sign_in_again (reconnect, "key", OTHER_KEY, &error));
  g_assert_no_error (error);
  assert_secret (connection, "key", OTHER_KEY);
  g_assert_true (mw_connection_read (connection, orders) == reading);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  later = mw_workshop_load_engine ();
  again = mw_engine_find_connection (later, mw_connection_get_id (connection), &error);
  g_assert_nonnull (again);
  assert_company (again, "ACME Germany");
  kept = mw_connection_get_scope (again, orders);
  g_assert_cmpint (kept.kind, ==, MW_SCOPE_OPEN);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Whose records they are cannot be read now: nobody guesses. */
static DexFuture *
not_comparable_fiber (gpointer data)
{
  g_autoptr (MwBranch) branch = mw_branch_new ();
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_branch (engine, branch);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autoptr (GError) error = NULL;

  mw_branch_set_broken (branch, TRUE);
  sign_in_again (reconnect, "key", OTHER_KEY, &error);
  g_assert_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
  assert_secret (connection, "key", "0123456789abcdef");
  assert_company (connection, "ACME Germany");
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
fewer_rights_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autofree char *before = dup_secret (mw_connection_get_id (connection), "token");
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  workshop->vendors_forbidden = TRUE;
  g_assert_false (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_no_error (error);
  assert_differs (reconnect, FALSE, "Fewer Rights", "Vendors could be read before; this login may not");
  assert_secret (connection, "token", before);
  g_assert_true (dex_await (mw_reconnect_accept (reconnect), &error));
  after = dup_secret (mw_connection_get_id (connection), "token");
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_PERMISSION_MISSING);
  /* From now on that is how it is. */
  g_assert_true (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_no_error (error);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* A file of a version that did not write down what could be read: nothing is known, and nobody is asked; a
 * check makes up for it. */
static DexFuture *
old_file_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;

  mw_link_set_readable (mw_connection_get_link (connection), NULL);
  workshop->vendors_forbidden = TRUE;
  g_assert_true (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_no_error (error);

  mw_link_set_readable (mw_connection_get_link (connection), NULL);
  workshop->vendors_forbidden = FALSE;
  g_assert_true (dex_await (mw_connection_check (connection, steps), &error));
  workshop->vendors_forbidden = TRUE;
  g_assert_false (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_no_error (error);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

static DexFuture *
refused_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autofree char *before = dup_secret (mw_connection_get_id (connection), "token");
  g_autoptr (GError) error = NULL;

  sign_in_again (reconnect, "password", "wrong", &error);
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  assert_secret (connection, "token", before);
  assert_secret (connection, "password", MW_WORKSHOP_PASSWORD);
  /* The old sign-in is as good as it was. */
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 2);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Dropped while the server thinks: the old sign-in stays, and the next try is a new one. */
static DexFuture *
cancelled_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (MwReconnect) reconnect = mw_reconnect_new (engine, connection);
  g_autoptr (MwSecrets) input = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *run;

  workshop->gate_logins = TRUE;
  mw_secrets_set (input, "password", MW_WORKSHOP_PASSWORD);
  run = mw_reconnect_run (reconnect, input);
  while (mw_fixture_server_count (workshop->server, "/login") < 2)
    dex_await (dex_timeout_new_msec (5), NULL);
  dex_unref (run);
  workshop->gate_logins = FALSE;
  g_assert_true (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, 3);
  mw_fixture_server_open_gate (workshop->server);
  g_assert_cmpuint (mw_reading_get_n_rows (read_orders (engine, connection, &error)), ==, 5);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* The session of a sign-in that nobody took is given back. */
static DexFuture *
given_up_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  MwReconnect *reconnect = mw_reconnect_new (engine, connection);
  g_autoptr (GError) error = NULL;

  workshop->vendors_forbidden = TRUE;
  g_assert_false (sign_in_again (reconnect, "password", MW_WORKSHOP_PASSWORD, &error));
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/logout"), ==, 0);
  g_object_unref (reconnect);
  while (mw_fixture_server_count (workshop->server, "/logout") < 1)
    dex_await (dex_timeout_new_msec (5), NULL);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "other-company", other_company_fiber },
    { "same-company", same_company_fiber },
    { "not-comparable", not_comparable_fiber },
    { "fewer-rights", fewer_rights_fiber },
    { "old-file", old_file_fiber },
    { "refused", refused_fiber },
    { "cancelled", cancelled_fiber },
    { "given-up", given_up_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/reconnect/", tests, G_N_ELEMENTS (tests));
}
