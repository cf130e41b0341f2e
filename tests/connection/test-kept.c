/* test-kept.c: what was read is kept on this computer, shown at once, and removed with the connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keeping.h"
#include "mw-ledger.h"

static char *home;

static char *
dup_path (Ledger *ledger)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *name = g_strconcat (mw_connection_get_id (ledger->connection), ".records", NULL);

  return g_build_filename (directory, name, NULL);
}

/* Whose names begin with that of the file of records. */
static guint
count_kept_files (Ledger *ledger)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, mw_connection_get_id (ledger->connection)) &&
         strstr (name, ".records") != NULL;
  return n;
}

static guint
count_requests (Ledger *ledger)
{
  return mw_fixture_server_count (ledger->server, NULL);
}

static DexFuture *
offline_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  ledger_open (&ledger);
  later_open (&later, &ledger);
  reading = mw_connection_read_kept (later.connection, later.orders);
  dex_await (mw_reading_wait (reading), &error);
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_KEPT);
  g_assert_cmpint (mw_reading_get_state (reading), ==, MW_READING_FAILED);
  later_close (&later);

  read_orders (&ledger);
  n_requests = count_requests (&ledger);
  later_open (&later, &ledger);
  g_clear_object (&reading);
  reading = wait_for (mw_connection_read_kept (later.connection, later.orders));
  assert_cells (reading, "notes", "a,b,c");
  assert_cells (reading, "vendor", "Bolt,-,-");
  g_assert_cmpint (mw_reading_get_finished_at (reading), >, 0);
  g_assert_cmpint (mw_reading_get_finished_at (reading), <=, g_get_real_time ());
  g_assert_cmpint (mw_reading_get_compared_at (reading), >, 0);
  g_assert_cmpuint (count_requests (&ledger), ==, n_requests);
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

typedef struct
{
  Ledger *ledger;
  guint n_before;
  guint n_rows; /* before anything was asked for */
  gint64 as_of;
} First;

static void
note_first (MwReading *reading, GParamSpec *spec, First *first)
{
  if (count_requests (first->ledger) > first->n_before)
    return;
  first->n_rows = mw_reading_get_n_rows (reading);
  first->as_of = mw_reading_get_finished_at (reading);
}

/* The rows are there before anybody is asked; then what was changed since is. */
static DexFuture *
shown_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  MwReading *reading;
  First first = { &ledger };

  ledger_open (&ledger);
  read_orders (&ledger);
  put (&ledger, "2", "13:00:00", "\"memo\": \"B\"");
  g_free (mw_record_server_take_filters (ledger.orders));
  later_open (&later, &ledger);
  first.n_before = count_requests (&ledger);
  reading = mw_connection_read (later.connection, later.orders);
  g_signal_connect (reading, "notify::n-rows", G_CALLBACK (note_first), &first);
  wait_for (reading);
  g_assert_cmpuint (first.n_rows, ==, 3);
  g_assert_cmpint (first.as_of, >, 0);
  assert_cells (reading, "notes", "a,B,c");
  assert_changes (reading, "1 changed");
  assert_filters (&ledger, "stamp ge '2026-01-10T11:59:00Z'\n");
  g_assert_cmpint (mw_reading_get_finished_at (reading), >, first.as_of);
  later_close (&later);

  /* What it brought is there for the next one. */
  later_open (&later, &ledger);
  assert_cells (wait_for (mw_connection_read (later.connection, later.orders)), "notes", "a,B,c");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Orders that are kept have their lines with them. */
static DexFuture *
lines_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (MwReading) reading = NULL;

  ledger_open (&ledger);
  read_orders (&ledger);
  later_open (&later, &ledger);
  reading = wait_for (mw_connection_read_kept (
    later.connection, mw_model_find (mw_engine_get_model (later.engine), "purchase_order_line")));
  assert_cells (reading, "purchase_order", "1,1,2");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Of another scope there is nothing. */
static DexFuture *
scope_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  ledger_open (&ledger);
  read_orders (&ledger);
  later_open (&later, &ledger);
  mw_connection_narrow (later.connection, later.orders, &(const MwScope) { .kind = MW_SCOPE_OPEN });
  reading = mw_connection_read_kept (later.connection, later.orders);
  dex_await (mw_reading_wait (reading), &error);
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_KEPT);
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static void
spoil (const char *path, gsize at, gsize length)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, >, at + length);
  for (gsize i = at; i < at + length; i++)
    contents[i] ^= 0x5a;
  g_file_set_contents (path, contents, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
change_key (Ledger *ledger)
{
  g_autofree char *id = g_strconcat (mw_connection_get_id (ledger->connection), ".records", NULL);
  g_autofree char *key = g_strnfill (64, 'a');
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_secrets_set (secrets, "records", key);
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
}

/* As a later version might write it. */
static void
make_newer (Ledger *ledger, const char *path)
{
  g_autofree char *id = g_strconcat (mw_connection_get_id (ledger->connection), ".records", NULL);
  g_autoptr (MwSnapshotFile) file = NULL;
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = NULL;
  guint8 bytes[MW_SNAPSHOT_KEY_BYTES];
  const char *text;

  secrets = dex_await_boxed (mw_secret_store_read (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  text = mw_secrets_get (secrets, "records");
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (16 * g_ascii_xdigit_value (text[2 * i]) + g_ascii_xdigit_value (text[2 * i + 1]));
  key = g_bytes_new (bytes, sizeof bytes);
  file = mw_snapshot_file_open (path, key, &error);
  g_assert_no_error (error);
  mw_snapshot_file_run (file, "PRAGMA user_version = 99", &error);
  g_assert_no_error (error);
}

static void
assert_aside (Ledger *ledger, const char *words)
{
  Later later;
  MwReading *reading;
  g_auto (GStrv) notices = NULL;
  g_autofree char *all = NULL;

  later_open (&later, ledger);
  reading = wait_for (mw_connection_read (later.connection, later.orders));
  assert_cells (reading, "notes", "a,b,c");
  notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), later.orders);
  all = g_strjoinv ("\n", notices);
  g_assert_nonnull (strstr (all, words));
  g_assert_nonnull (strstr (all, ".set-aside-"));
  later_close (&later);
  /* From then on all is well. */
  later_open (&later, ledger);
  reading = wait_for (mw_connection_read (later.connection, later.orders));
  g_strfreev (g_steal_pointer (&notices));
  notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), later.orders);
  g_assert_cmpuint (g_strv_length (notices), ==, 0);
  later_close (&later);
}

static DexFuture *
aside_fiber (gpointer data)
{
  Ledger ledger;
  g_autofree char *path = NULL;

  ledger_open (&ledger);
  path = dup_path (&ledger);
  read_orders (&ledger);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 1);
  spoil (path, 32 * 1024, 512);
  assert_aside (&ledger, "damaged");
  g_assert_cmpuint (count_kept_files (&ledger), ==, 2);
  change_key (&ledger);
  assert_aside (&ledger, "another key");
  g_assert_cmpuint (count_kept_files (&ledger), ==, 3);
  make_newer (&ledger, path);
  assert_aside (&ledger, "newer Millwright");
  g_assert_cmpuint (count_kept_files (&ledger), ==, 4);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static char *
dup_file_id (MwKeeping *keeping)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSnapshotFile) file = mw_keeping_open (keeping, &error);

  g_assert_no_error (error);
  return g_strdup (mw_snapshot_file_get_id (file));
}

static MwKeeping *
new_keeping (Ledger *ledger)
{
  MwKeeping *keeping = mw_keeping_new (mw_connection_get_id (ledger->connection),
                                       mw_secret_stores_get_lasting (), TRUE);

  g_assert_true (dex_await (mw_keeping_unlock (keeping), NULL));
  return keeping;
}

/* Two programs find the same damage: the second one leaves alone what the first one has begun anew. */
static DexFuture *
aside_once_fiber (gpointer data)
{
  Ledger ledger;
  g_autoptr (GError) damaged = g_error_new_literal (MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_DAMAGED, "damaged");
  g_autoptr (MwKeeping) one = NULL;
  g_autoptr (MwKeeping) other = NULL;
  g_autofree char *old = NULL, *new = NULL, *now = NULL, *message = NULL, *other_message = NULL;

  ledger_open (&ledger);
  read_orders (&ledger);
  one = new_keeping (&ledger);
  other = new_keeping (&ledger);
  old = dup_file_id (one);
  mw_keeping_set_aside (one, old, damaged);
  message = mw_keeping_steal_message (one);
  g_assert_nonnull (message);
  new = dup_file_id (one);
  g_assert_cmpstr (new, !=, old);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 2);
  mw_keeping_set_aside (other, old, damaged);
  other_message = mw_keeping_steal_message (other);
  g_assert_null (other_message);
  now = dup_file_id (other);
  g_assert_cmpstr (now, ==, new);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 2);
  mw_keeping_set_aside (other, new, damaged);
  g_clear_pointer (&now, g_free);
  now = dup_file_id (one);
  g_assert_cmpstr (now, !=, new);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 3);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* A newer program has taken the file over while this one reads: another one sets it aside, and both go on. */
static DexFuture *
newer_meanwhile_fiber (gpointer data)
{
  static const MwFixtureAnswer held = { .body = "{\"data\": [{\"id\": \"7\", \"name\": \"Bolt\"}]}",
                                        .flags = MW_FIXTURE_GATED };
  Ledger ledger;
  Later later;
  MwReading *reading;
  g_autoptr (MwReading) kept = NULL;
  g_autofree char *path = NULL;
  guint n_asked;

  ledger_open (&ledger);
  path = dup_path (&ledger);
  read_orders (&ledger);
  put (&ledger, "2", "13:00:00", "\"memo\": \"B\"");
  n_asked = mw_fixture_server_count (ledger.server, "/vendors");
  mw_record_server_stop_at (ledger.vendors, 0, 1, &held);
  reading = mw_connection_refresh (ledger.connection, find_entity (&ledger, "purchase_order"));
  while (mw_fixture_server_count (ledger.server, "/vendors") == n_asked)
    dex_await (dex_timeout_new_msec (1), NULL);
  make_newer (&ledger, path);
  later_open (&later, &ledger);
  kept = mw_connection_read_kept (later.connection, later.orders);
  g_assert_false (dex_await (mw_reading_wait (kept), NULL));
  g_assert_cmpuint (count_kept_files (&ledger), >=, 2);
  mw_fixture_server_open_gate (ledger.server);
  assert_cells (wait_for (reading), "notes", "a,B,c");
  later_close (&later);

  /* Whatever became of that read, the file is one of this program's, and the next read is in it. */
  later_open (&later, &ledger);
  assert_cells (wait_for (mw_connection_read (later.connection, later.orders)), "notes", "a,B,c");
  later_close (&later);
  later_open (&later, &ledger);
  g_clear_object (&kept);
  kept = wait_for (mw_connection_read_kept (later.connection, later.orders));
  assert_cells (kept, "notes", "a,B,c");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Nothing of it is left, nor anywhere in clear before. */
static DexFuture *
disconnect_fiber (gpointer data)
{
  Ledger ledger;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (GError) error = NULL;

  ledger_open (&ledger);
  path = dup_path (&ledger);
  id = g_strconcat (mw_connection_get_id (ledger.connection), ".records", NULL);
  put (&ledger, "2", "13:00:00", "\"memo\": \"canary-memo-4711\"");
  read_orders (&ledger);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  mw_test_assert_nowhere (home, "canary-memo-4711");
  mw_test_assert_nowhere (home, "0123456789abcdef");
  secrets = dex_await_boxed (mw_secret_store_read (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  g_assert_false (mw_secrets_is_empty (secrets));
  dex_await (mw_engine_disconnect (ledger.engine, ledger.connection), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 0);
  g_clear_pointer (&secrets, mw_secrets_unref);
  secrets = dex_await_boxed (mw_secret_store_read (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  g_assert_true (mw_secrets_is_empty (secrets));
  g_object_unref (ledger.connection);
  g_object_unref (ledger.engine);
  mw_fixture_server_free (ledger.server);
  mw_record_server_free (ledger.orders);
  mw_record_server_free (ledger.vendors);
  return dex_future_new_true ();
}

/* Two that ask at the same time ask once, and both have it. */
static DexFuture *
at_once_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  MwReading *here, *there;
  guint n_requests;

  ledger_open (&ledger);
  read_orders (&ledger);
  later_open (&later, &ledger);
  wait_for (mw_connection_read (later.connection, later.orders));
  put (&ledger, "1", "13:00:00", "\"memo\": \"A\"");
  n_requests = count_requests (&ledger);
  refresh_orders (&ledger);
  n_requests = count_requests (&ledger) - n_requests;
  wait_for (mw_connection_refresh (later.connection, later.orders));

  put (&ledger, "3", "14:00:00", "\"memo\": \"C\"");
  g_free (mw_record_server_take_filters (ledger.orders));
  here = mw_connection_refresh (ledger.connection, find_entity (&ledger, "purchase_order"));
  there = mw_connection_refresh (later.connection, later.orders);
  wait_for (here);
  wait_for (there);
  assert_filters (&ledger, "stamp ge '2026-01-10T12:59:00Z'\n");
  assert_cells (here, "notes", "A,b,C");
  assert_cells (there, "notes", "A,b,C");
  assert_changes (here, "1 changed");
  assert_changes (there, "1 changed");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

static guint
count_passing_files (void)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, ".passing") != NULL;
  return n;
}

/* Where nothing is to stay, the key is in memory only, and the file goes with who has it; one that was left
 * by a process that was killed goes when the program is started. */
static DexFuture *
passing_fiber (gpointer data)
{
  Ledger ledger;
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *connection = g_uuid_string_random ();
  g_autofree char *process = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (connection, ".", process, ".passing", NULL);
  g_autofree char *left = g_build_filename (directory, name, NULL);
  g_autofree char *left_wal = g_strconcat (left, "-wal", NULL);
  g_autoptr (MwEngine) engine = mw_engine_new ();
  g_autoptr (MwReading) reading = NULL;

  ledger_open_in (&ledger, mw_secret_stores_get_session ());
  put (&ledger, "2", "13:00:00", "\"memo\": \"canary-memo-4712\"");
  read_orders (&ledger);
  g_assert_cmpuint (count_passing_files (), >=, 1);
  g_assert_cmpuint (count_kept_files (&ledger), ==, 0);
  mw_test_assert_nowhere (home, "canary-memo-4712");
  g_assert_true (g_file_set_contents (left, "left", -1, NULL));
  g_assert_true (g_file_set_contents (left_wal, "left", -1, NULL));
  g_assert_true (dex_await (mw_engine_load (engine), NULL));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (left_wal, G_FILE_TEST_EXISTS));
  /* Its own are still there. */
  g_assert_cmpuint (count_passing_files (), >=, 1);
  reading = wait_for (mw_connection_read_kept (ledger.connection, find_entity (&ledger, "purchase_order")));
  assert_cells (reading, "notes", "a,canary-memo-4712,c");
  ledger_close (&ledger);
  g_assert_cmpuint (count_passing_files (), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/connection/kept/offline", offline_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/shown", shown_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/lines", lines_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/scope", scope_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/aside", aside_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/aside-once", aside_once_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/newer-meanwhile", newer_meanwhile_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/disconnect", disconnect_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/at-once", at_once_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/kept/passing", passing_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
