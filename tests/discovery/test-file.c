/* test-file.c: the file that is written says what is a guess, and written anew it keeps what a person changed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-discovery-bench.h"
#include "mw-system-update.h"
#include "mw-user-files.h"

#define ORDERS                                                                                               \
  "[{\"id\": 1, \"number\": \"7\", \"status\": \"open\", \"vendor_name\": \"ACME\", \"order_date\": "        \
  "\"2026-01-02\", \"currency\": \"EUR\", \"total\": \"5.50\"}, {\"id\": 2, \"number\": \"8\", \"status\": " \
  "\"05\", \"vendor_name\": \"Bolt\", \"order_date\": \"2026-01-03\", \"currency\": \"EUR\", \"total\": "    \
  "\"6\"}]"

static char *
dup_file (MwDiscoveryBench *bench, const char *json)
{
  g_autoptr (JsonNode) file = NULL;

  g_assert_true (mw_discovery_bench_run_one (bench, json));
  file = mw_discovery_bench_dup_file (bench, NULL);
  return json_to_string (file, TRUE);
}

static char *
dup_member (const char *text, const char *path)
{
  g_autoptr (JsonNode) file = json_from_string (text, NULL);

  return mw_discovery_bench_dup_member (file, path);
}

static void
assert_member (const char *text, const char *path, const char *expected)
{
  g_autofree char *found = dup_member (text, path);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_notes (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autofree char *text = dup_file (bench, ORDERS);
  g_autofree char *status = dup_member (text, "entities.purchase_order.proposed.status");
  g_autofree char *key = dup_member (text, "sets.orders.proposed.key");
  g_autofree char *paging = dup_member (text, "sets.orders.proposed.paging");

  assert_member (text, "entities.purchase_order.proposed.number", "\"sure\"");
  g_assert_true (g_str_has_prefix (status, "\"likely: "));
  g_assert_nonnull (strstr (status, "05"));
  g_assert_true (g_str_has_prefix (key, "\"guess: "));
  /* Nobody knows whether two are all there are. */
  g_assert_true (g_str_has_prefix (paging, "\"guess: "));
}

/* The same answer again: not a byte is another. */
static void
test_same (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autofree char *text = dup_file (bench, ORDERS);
  guint n_added = 1;
  g_autofree char *updated = mw_system_update (text, text, &n_added, NULL);

  g_assert_cmpstr (updated, ==, text);
  g_assert_cmpuint (n_added, ==, 0);
}

static void
replace (char **text, const char *from, const char *to)
{
  g_autoptr (GString) edited = g_string_new (*text);

  g_assert_cmpuint (g_string_replace (edited, from, to, 1), ==, 1);
  g_free (*text);
  *text = g_string_free_and_steal (g_steal_pointer (&edited));
}

static void
remove_member (char **text, const char *object, const char *name)
{
  g_auto (GStrv) names = g_strsplit (object, ".", -1);
  g_autoptr (JsonNode) file = json_from_string (*text, NULL);
  JsonObject *at = json_node_get_object (file);

  for (guint i = 0; names[i] != NULL; i++)
    at = json_object_get_object_member (at, names[i]);
  g_assert_true (json_object_has_member (at, name));
  json_object_remove_member (at, name);
  g_free (*text);
  *text = json_to_string (file, TRUE);
}

static void
test_edited (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autofree char *text = dup_file (bench, ORDERS);
  g_autofree char *new = NULL;
  g_autofree char *updated = NULL;
  g_autoptr (MwSystem) system = NULL;
  g_autoptr (GError) error = NULL;
  guint n_added;

  /* Another path, a value that only the person knows, a field taken out, another paging. */
  replace (&text, "\"total\" : \"total\"", "\"total\" : \"grand.total\"");
  replace (&text, "\"open\" : \"open\"", "\"open\" : \"closed\"");
  remove_member (&text, "entities.purchase_order.map", "currency");
  replace (&text, "\"style\" : \"none\"", "\"style\" : \"next-link\", \"next\" : \"more\"");
  new = dup_file (
    bench, "[{\"id\": 1, \"number\": \"7\", \"status\": \"open\", \"vendor_name\": \"ACME\", "
           "\"order_date\": \"2026-01-02\", \"currency\": \"EUR\", \"total\": \"5.50\", "
           "\"payment_terms\": \"NET30\"}, {\"id\": 2, \"number\": \"8\", \"status\": \"Approved!\"}]");
  updated = mw_system_update (text, new, &n_added, &error);
  g_assert_no_error (error);
  assert_member (updated, "entities.purchase_order.map.total", "\"grand.total\"");
  assert_member (updated, "maps.purchase_order_status.open", "\"closed\"");
  assert_member (updated, "entities.purchase_order.map.currency", NULL);
  assert_member (updated, "sets.orders.paging", "{\"style\":\"next-link\",\"next\":\"more\"}");
  assert_member (updated, "revision", "2");
  /* What is new is there, with its note. */
  assert_member (updated, "entities.purchase_order.map.payment_terms", "\"payment_terms\"");
  assert_member (updated, "entities.purchase_order.proposed.payment_terms", "\"sure\"");
  g_assert_cmpuint (n_added, >=, 1);
  system = mw_user_files_parse (bench->catalog, "mine.json", updated, strlen (updated), bench->model, &error);
  g_assert_no_error (error);
}

/* An entity that is there already keeps its list; a new one brings its own. */
static void
test_entities (void)
{
  static const char *const lists[] = { "orders", "vendors", NULL };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autofree char *text = dup_file (bench, ORDERS);
  g_autofree char *new = NULL;
  g_autofree char *updated = NULL;
  g_autofree char *absent = NULL;
  g_autoptr (JsonNode) file = NULL;
  guint n_added;

  mw_fixture_server_clear (bench->server);
  mw_fixture_server_add_json (bench->server, "/base/orders", ORDERS);
  mw_fixture_server_add_json (
    bench->server, "/base/vendors",
    "[{\"id\": 7, \"code\": \"V7\", \"name\": \"ACME\", \"city\": \"Ulm\", \"email\": \"a@example.com\"}]");
  mw_discovery_bench_run (bench, lists, NULL);
  file = mw_discovery_bench_dup_file (bench, NULL);
  new = json_to_string (file, TRUE);
  updated = mw_system_update (text, new, &n_added, NULL);
  assert_member (updated, "entities.vendor.set", "\"vendors\"");
  assert_member (updated, "sets.vendors.title", "\"vendors\"");
  g_assert_cmpuint (n_added, ==, 1);
  /* What the person calls absent stays so. */
  replace (&text, "\"entities\" : {",
           "\"absent\": {\"vendor\": {\"reason\": \"Not ours\", \"page\": "
           "\"https://example.com\"}}, \"entities\" : {");
  absent = mw_system_update (text, new, &n_added, NULL);
  assert_member (absent, "entities.vendor", NULL);
  g_assert_cmpuint (n_added, ==, 0);
}

static void
test_wrong (void)
{
  static const char *const files[] = { "",
                                       "no JSON",
                                       "[]",
                                       "{}",
                                       "{\"extends\": \"odata\"}",
                                       "{\"extends\": 5}",
                                       "{\"extends\": \"rest\", \"entities\": [" };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autofree char *new = dup_file (bench, ORDERS);
  g_autofree char *odd = NULL;
  guint n_added;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_system_update (files[i], new, &n_added, &error));
      g_assert_error (error, MW_CATALOG_ERROR, error->code);
    }
  /* Members of another kind than they should be are replaced, not read. */
  odd = mw_system_update (
    "{\"extends\": \"rest\", \"sets\": 5, \"entities\": {\"purchase_order\": 7}, \"maps\": "
    "[], \"absent\": \"x\"}",
    new, &n_added, NULL);
  assert_member (odd, "sets.orders.title", "\"orders\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/file/notes", test_notes);
  g_test_add_func ("/discovery/file/same", test_same);
  g_test_add_func ("/discovery/file/edited", test_edited);
  g_test_add_func ("/discovery/file/entities", test_entities);
  g_test_add_func ("/discovery/file/wrong", test_wrong);
  return g_test_run ();
}
