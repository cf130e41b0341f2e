/* test-shared-file.c: programs that change one connection at the same time: nothing that one of them changed
 * is lost, and each learns of it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-file-merge.h"
#include "mw-ledger.h"

static void
assert_merged (const char *base, const char *mine, const char *theirs, const char *expected)
{
  g_autoptr (JsonNode) one = base != NULL ? json_from_string (base, NULL) : NULL;
  g_autoptr (JsonNode) two = json_from_string (mine, NULL);
  g_autoptr (JsonNode) three = json_from_string (theirs, NULL);
  g_autoptr (JsonNode) merged = mw_file_merge (one, two, three);
  g_autofree char *text = json_to_string (merged, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_members (void)
{
  const char *base = "{\"a\": 1, \"b\": {\"x\": 1, \"y\": 1}, \"c\": 1}";

  assert_merged (base, base, base, "{\"a\":1,\"b\":{\"x\":1,\"y\":1},\"c\":1}");
  assert_merged (base, "{\"a\": 2, \"b\": {\"x\": 1}, \"c\": 1, \"d\": 1}",
                 "{\"a\": 1, \"b\": {\"x\": 1, \"y\": 1, \"z\": 3}, \"e\": 5}",
                 "{\"a\":2,\"b\":{\"x\":1,\"z\":3},\"e\":5,\"d\":1}");
  /* Both changed it: who is later. */
  assert_merged (base, "{\"a\": 2, \"b\": 7}", "{\"a\": 3, \"b\": {\"x\": 2}, \"c\": 1}",
                 "{\"a\":2,\"b\":7}");
  /* Nothing is known. */
  assert_merged (NULL, "{\"a\": 1}", "{\"b\": 1}", "{\"b\":1,\"a\":1}");
  /* What became empty on both sides is not there. */
  assert_merged ("{\"b\": {\"x\": 1, \"y\": 1}}", "{\"b\": {\"y\": 1}}", "{\"b\": {\"x\": 1}}", "{\"b\":{}}");
  assert_merged ("{\"b\": {\"x\": 1, \"y\": 1}}", "{}", "{\"b\": {\"x\": 1}}", "{}");
  assert_merged ("{\"b\": {\"x\": 1}}", "{}", "{\"b\": {\"x\": 1, \"y\": 2}}", "{\"b\":{\"y\":2}}");
}

static void
test_entries (void)
{
  const char *base = "{\"l\": [{\"path\": \"/a\", \"t\": 1}, 7, {\"path\": \"/b\"}]}";

  assert_merged (base, "{\"l\": [{\"path\": \"/a\", \"t\": 2}, 7, {\"path\": \"/c\"}]}",
                 "{\"l\": [7, {\"path\": \"/b\"}, {\"path\": \"/a\", \"t\": 1, \"u\": 1}, 8]}",
                 "{\"l\":[7,{\"path\":\"/a\",\"t\":2,\"u\":1},8,{\"path\":\"/c\"}]}");
  /* Removed here and there. */
  assert_merged (base, "{}", "{\"l\": [7, {\"path\": \"/b\"}, {\"path\": \"/d\"}]}",
                 "{\"l\":[{\"path\":\"/d\"}]}");
  assert_merged (base, "{\"l\": [{\"path\": \"/a\", \"t\": 1}, 7, {\"path\": \"/b\"}, {\"path\": \"/e\"}]}",
                 "{}", "{\"l\":[{\"path\":\"/e\"}]}");
  /* Added by both. */
  assert_merged ("{}", "{\"l\": [{\"path\": \"/a\", \"t\": 1}]}", "{\"l\": [{\"path\": \"/a\", \"t\": 2}]}",
                 "{\"l\":[{\"path\":\"/a\",\"t\":1}]}");
}

/* What only means something together is of one of both. */
static void
test_together (void)
{
  assert_merged ("{\"certificate\": \"A\", \"certificate_accepted\": [\"expired\"]}",
                 "{\"certificate\": \"B\", \"certificate_accepted\": [\"expired\"]}",
                 "{\"certificate\": \"C\", \"certificate_accepted\": [\"other-host\"]}",
                 "{\"certificate\":\"B\",\"certificate_accepted\":[\"expired\"]}");
  assert_merged ("{\"certificate\": \"A\", \"certificate_accepted\": [\"expired\"]}",
                 "{\"certificate\": \"A\", \"certificate_accepted\": [\"expired\"]}",
                 "{\"certificate\": \"C\", \"certificate_accepted\": [\"other-host\"]}",
                 "{\"certificate\":\"C\",\"certificate_accepted\":[\"other-host\"]}");
  assert_merged ("{\"choices\": {\"company\": 1}}", "{\"choices\": {\"company\": 2}}",
                 "{\"choices\": {\"company\": 3, \"site\": 4}}", "{\"choices\":{\"company\":2}}");
}

static void
await_true (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  dex_await (future, &error);
  g_assert_no_error (error);
}

static MwConnectionFile *
load (MwConnection *connection)
{
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *path = mw_connection_file_dup_path (directory, mw_connection_get_id (connection));
  g_autoptr (GError) error = NULL;
  MwConnectionFile *file = mw_connection_file_load (path, &error);

  g_assert_no_error (error);
  return file;
}

static guint
count_columns (MwConnection *connection)
{
  return mw_custom_fields_get_n (mw_connection_get_custom_fields (connection), "purchase_order");
}

/* One adds a column, the other a name and a scope: the file has all, and so have both. */
static DexFuture *
both_fiber (gpointer data)
{
  const MwScope recent = { MW_SCOPE_OPEN };
  Ledger ledger;
  Later later;
  MwReading *reading;
  g_autoptr (MwConnectionFile) file = NULL;

  ledger_open (&ledger);
  reading = read_orders (&ledger);
  later_open (&later, &ledger);
  await_true (mw_connection_add_custom_field (later.connection, later.orders, "/memo", NULL));
  mw_connection_describe (ledger.connection, "Renamed", MW_ENVIRONMENT_TEST, MW_COLOUR_NONE);
  await_true (mw_connection_save (ledger.connection));
  g_assert_cmpuint (count_columns (ledger.connection), ==, 1);
  await_true (mw_connection_add_custom_field (ledger.connection, find_entity (&ledger, "purchase_order"),
                                              "/state", NULL));
  assert_cells (reading, "custom:/memo", "a,b,c");
  assert_cells (reading, "custom:/state", "-,open,-");
  await_true (mw_connection_set_scope (later.connection, later.orders, &recent));
  g_assert_cmpstr (mw_connection_get_label (later.connection), ==, "Renamed");
  g_assert_cmpint (mw_connection_get_environment (later.connection), ==, MW_ENVIRONMENT_TEST);
  g_assert_cmpuint (count_columns (later.connection), ==, 2);
  await_true (mw_connection_remove_custom_field (later.connection, later.orders, "/memo"));

  /* At the next refresh at the latest; what is shown stays what it is called. */
  reading = refresh_orders (&ledger);
  g_assert_cmpuint (count_columns (ledger.connection), ==, 1);
  assert_cells (reading, "custom:/state", "-,open,-");
  g_assert_cmpint (mw_connection_get_scope (ledger.connection, find_entity (&ledger, "purchase_order")).kind,
                   ==, MW_SCOPE_EVERYTHING);
  mw_connection_describe (ledger.connection, "Again", MW_ENVIRONMENT_TEST, MW_COLOUR_NONE);
  await_true (mw_connection_save (ledger.connection));
  file = load (ledger.connection);
  g_assert_cmpstr (file->label, ==, "Again");
  g_assert_cmpint (mw_narrowing_get_scope (file->narrowing, "purchase_order").kind, ==, MW_SCOPE_OPEN);
  g_assert_nonnull (
    mw_custom_fields_find (mw_custom_columns_get_fields (file->custom), "purchase_order", "/state"));
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* Nobody waits for the other: each reads what the other wrote before it writes. */
static DexFuture *
at_once_fiber (gpointer data)
{
  const guint n = 12;
  Ledger ledger;
  Later later;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (MwConnectionFile) file = NULL;

  ledger_open (&ledger);
  later_open (&later, &ledger);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/field%u", i);

      g_ptr_array_add (changes, mw_connection_add_custom_field (i % 2 ? later.connection : ledger.connection,
                                                                later.orders, path, NULL));
    }
  await_true (dex_future_all_racev ((DexFuture *const *) changes->pdata, changes->len));
  file = load (ledger.connection);
  g_assert_cmpuint (mw_custom_fields_get_n (mw_custom_columns_get_fields (file->custom), "purchase_order"),
                    ==, n);
  await_true (mw_connection_catch_up (ledger.connection));
  await_true (mw_connection_catch_up (later.connection));
  g_assert_cmpuint (count_columns (ledger.connection), ==, n);
  g_assert_cmpuint (count_columns (later.connection), ==, n);
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* What is changed here and not written yet does not go when another's change is learned, and is written. */
static DexFuture *
unwritten_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (MwConnectionFile) file = NULL;

  ledger_open (&ledger);
  later_open (&later, &ledger);
  mw_connection_describe (ledger.connection, "Not yet", MW_ENVIRONMENT_TEST, MW_COLOUR_NONE);
  await_true (mw_connection_add_custom_field (later.connection, later.orders, "/memo", NULL));
  await_true (mw_connection_catch_up (ledger.connection));
  g_assert_cmpuint (count_columns (ledger.connection), ==, 1);
  g_assert_cmpstr (mw_connection_get_label (ledger.connection), ==, "Not yet");
  await_true (mw_connection_save (ledger.connection));
  file = load (ledger.connection);
  g_assert_cmpstr (file->label, ==, "Not yet");
  later_close (&later);
  ledger_close (&ledger);
  return dex_future_new_true ();
}

/* What another program disconnected does not come back, and what a newer one wrote is left. */
static DexFuture *
gone_fiber (gpointer data)
{
  Ledger ledger;
  Later later;
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = mw_connection_file_dup_directory ();
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  ledger_open (&ledger);
  later_open (&later, &ledger);
  path = mw_connection_file_dup_path (directory, mw_connection_get_id (ledger.connection));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (path, "{\"format\": 2}", -1, NULL));
  g_assert_false (
    dex_await (mw_connection_add_custom_field (later.connection, later.orders, "/memo", NULL), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_cmpuint (count_columns (later.connection), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_object_ref (later.connection);
  ledger_close (&ledger);
  g_assert_false (dex_await (mw_connection_save (later.connection), &error));
  g_assert_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  await_true (mw_connection_catch_up (later.connection));
  g_object_unref (later.connection);
  later_close (&later);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_func ("/connection/shared-file/members", test_members);
  g_test_add_func ("/connection/shared-file/entries", test_entries);
  g_test_add_func ("/connection/shared-file/together", test_together);
  g_test_add_data_func ("/connection/shared-file/both", both_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/shared-file/at-once", at_once_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/shared-file/unwritten", unwritten_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/shared-file/gone", gone_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
