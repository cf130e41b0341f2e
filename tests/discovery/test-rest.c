/* test-rest.c: lists of plain JSON: where the records are, how the pages turn, and what is no list at all
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-discovery-bench.h"

#define RECORDS                                                                                              \
  "[{\"id\": 1, \"number\": \"PO-1\", \"vendor\": {\"id\": 7, \"name\": \"ACME\"}, \"status\": \"open\"}, "  \
  "{\"id\": 2, \"number\": \"PO-2\", \"vendor\": {\"id\": 8, \"name\": \"Bolt\"}, \"status\": \"closed\"}]"

/* Where the records are, in what other systems put around them. */
static void
test_envelopes (void)
{
  static const struct
  {
    const char *answer;
    const char *records;
    const char *total;
  } cases[] = {
    { RECORDS, "\"\"", NULL },
    { "{\"data\": " RECORDS "}", "\"data\"", NULL },
    { "{\"value\": " RECORDS ", \"@odata.count\": 5}", "\"value\"", "[\"@odata.count\"]" },
    { "{\"results\": " RECORDS ", \"count\": 41, \"next\": null}", "\"results\"", "count" },
    { "{\"d\": {\"results\": " RECORDS "}}", "\"d.results\"", NULL },
    { "{\"result\": " RECORDS "}", "\"result\"", NULL },
    { "{\"data\": {\"orders\": {\"edges\": " RECORDS "}}}", "\"data.orders.edges\"", NULL },
    { "{\"purchase-orders\": " RECORDS ", \"meta\": {\"total\": 99}}", "\"purchase-orders\"", "meta.total" },
    { "{\"items\": " RECORDS ", \"totalResults\": \"12\"}", "\"items\"", "totalResults" },
    { "{\"_embedded\": {\"orders\": " RECORDS "}, \"page\": {\"totalElements\": 3}}", "\"_embedded.orders\"",
      "page.totalElements" },
    { "{\"hydra:member\": " RECORDS ", \"hydra:totalItems\": 8}", "\"[\\\"hydra:member\\\"]\"",
      "hydra:totalItems" },
    /* Less than there are in the answer is the number of something else. */
    { "{\"data\": " RECORDS ", \"total\": 1}", "\"data\"", NULL },
    { "{\"warnings\": [{\"text\": \"slow\"}], \"rows\": " RECORDS "}", "\"rows\"", NULL },
  };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *records = NULL;
      MwSurveyList *list;

      g_test_message ("%s", cases[i].answer);
      g_assert_true (mw_discovery_bench_run_one (bench, cases[i].answer));
      list = mw_discovery_bench_find (bench, "orders");
      records = json_to_string (list->records, FALSE);
      g_assert_cmpstr (records, ==, cases[i].records);
      g_assert_cmpuint (list->n_sampled, ==, 2);
      g_assert_cmpstr (list->total, ==, cases[i].total);
    }
}

/* The other list of an answer is one to choose too. */
static void
test_two_lists (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  static const char *const lists[] = { "all", NULL };
  MwSurveyList *vendors;

  mw_fixture_server_add_json (bench->server, "/base/all",
                              "{\"orders\": " RECORDS ", \"vendors\": [{\"id\": 7, \"name\": \"ACME\"}]}");
  mw_discovery_bench_run (bench, lists, NULL);
  vendors = mw_discovery_bench_find (bench, "all vendors");
  g_assert_cmpuint (mw_survey_get_n_lists (bench->survey), ==, 2);
  g_assert_cmpuint (vendors->n_sampled, ==, 1);
  g_assert_cmpstr (vendors->path, ==, "all");
  /* The user may say which is meant. */
  mw_discovery_bench_run (bench, lists, "vendors");
  g_assert_cmpuint (mw_survey_get_n_lists (bench->survey), ==, 1);
  g_assert_nonnull (mw_survey_list_find_field (mw_discovery_bench_find (bench, "all"), "name"));
  mw_discovery_bench_run (bench, lists, "nowhere");
  g_assert_error (bench->error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE);
}

/* What is no list of records is an error in words, and no crash. */
static void
test_no_records (void)
{
  static const char *const answers[] = {
    "",
    "not JSON",
    "<html><body>Sign in</body></html>",
    "{\"data\": [",
    "[1, 2, 3]",
    "[\"a\", \"b\"]",
    "{\"data\": []}",
    "[]",
    "{}",
    "null",
    "true",
    "42",
    "\"text\"",
    "[[1, 2], [3, 4]]",
    "{\"data\": {\"a\": 1}}",
    "{\"data\": [null, null]}",
    "{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": [{\"id\": 1}]}}}}}",
    "{\"data\": \"\xff\xfe\"}",
  };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_test_message ("%s", answers[i]);
      g_assert_false (mw_discovery_bench_run_one (bench, answers[i]));
      g_assert_error (bench->error, MW_SOURCE_ERROR, bench->error->code);
      g_assert_cmpuint (strlen (bench->error->message), >, 10);
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    guint status;
    int code;
  } cases[] = { { 401, MW_SOURCE_ERROR_SIGNED_OUT },
                { 403, MW_SOURCE_ERROR_FORBIDDEN },
                { 404, MW_SOURCE_ERROR_NOT_OFFERED },
                { 500, MW_SOURCE_ERROR_SERVER } };
  static const char *const lists[] = { "orders", NULL };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MwFixtureAnswer answer = { .status = cases[i].status, .body = "{\"message\": \"No.\"}" };

      mw_fixture_server_clear (bench->server);
      mw_fixture_server_add (bench->server, "/base/orders", &answer);
      mw_discovery_bench_run (bench, lists, NULL);
      g_assert_error (bench->error, MW_SOURCE_ERROR, cases[i].code);
    }
}

/* One list that is refused does not keep the others from being found. */
static void
test_one_refused (void)
{
  static const char *const lists[] = { "secret", "orders", NULL };
  MwFixtureAnswer refused = { .status = 403, .body = "{}" };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  MwSurveyList *secret;

  mw_fixture_server_add (bench->server, "/base/secret", &refused);
  mw_fixture_server_add_json (bench->server, "/base/orders", RECORDS);
  mw_discovery_bench_run (bench, lists, NULL);
  secret = mw_discovery_bench_find (bench, "secret");
  g_assert_true (secret->is_refused);
  g_assert_false (mw_discovery_bench_find (bench, "orders")->is_refused);
}

/* Members that are null, empty or of changing kind, and names that need quotes. */
static void
test_odd_values (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  MwSurveyList *list;
  g_autoptr (GString) deep = g_string_new ("[{\"id\": 1, \"a\": ");

  g_assert_true (mw_discovery_bench_run_one (
    bench, "[{\"id\": 1, \"x\": null, \"y\": \"\", \"a b\": 1, \"q\\\"\": 2, \"\": 3, \"z\": 1, \"t\": "
           "\"2026-01-02\"}, {\"id\": 2, \"x\": null, \"z\": \"two\", \"t\": \"2026-01-02T10:00:00Z\"}]"));
  list = mw_discovery_bench_find (bench, "orders");
  g_assert_cmpint (mw_survey_list_find_field (list, "x")->type, ==, MW_SURVEY_UNKNOWN);
  g_assert_cmpuint (mw_survey_list_find_field (list, "y")->n_seen, ==, 0);
  g_assert_cmpint (mw_survey_list_find_field (list, "z")->type, ==, MW_SURVEY_TEXT);
  g_assert_cmpint (mw_survey_list_find_field (list, "t")->type, ==, MW_SURVEY_MOMENT);
  g_assert_nonnull (mw_survey_list_find_field (list, "[\"a b\"]"));
  g_assert_nonnull (mw_survey_list_find_field (list, "[\"q\\\"\"]"));
  g_assert_nonnull (mw_survey_list_find_field (list, "[\"\"]"));
  /* Everything null: a list, whose fields nobody can tell. */
  g_assert_true (mw_discovery_bench_run_one (bench, "[{\"a\": null, \"b\": null}, {\"a\": null}]"));
  list = mw_discovery_bench_find (bench, "orders");
  g_assert_cmpuint (list->fields->len, ==, 2);
  g_assert_cmpuint (g_strv_length (list->keys), ==, 0);
  /* Objects in objects to any depth are looked into three deep. */
  for (guint i = 0; i < 500; i++)
    g_string_append (deep, "{\"b\": ");
  g_string_append (deep, "1");
  for (guint i = 0; i < 500; i++)
    g_string_append (deep, "}");
  g_string_append (deep, "}]");
  g_assert_true (mw_discovery_bench_run_one (bench, deep->str));
  g_assert_cmpuint (mw_discovery_bench_find (bench, "orders")->fields->len, ==, 1);
}

/* Twenty megabytes at once: the first records are looked at, the others only counted. */
static void
test_large (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autoptr (GString) large = g_string_sized_new (21 * 1024 * 1024);
  g_autofree char *padding = g_strnfill (1050, 'x');
  MwSurveyList *list;

  g_string_append (large, "{\"total\": 20000, \"data\": [");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (large, "%s{\"id\": %u, \"note\": \"%s\"}", i > 0 ? "," : "", i, padding);
  g_string_append (large, "]}");
  g_assert_cmpuint (large->len, >, 20 * 1024 * 1024);
  g_assert_true (mw_discovery_bench_run_one (bench, large->str));
  list = mw_discovery_bench_find (bench, "orders");
  g_assert_cmpuint (list->n_sampled, ==, MW_SURVEY_MAX_RECORDS);
  g_assert_cmpint (list->n_records, ==, 20000);
  g_assert_cmpstr (list->keys[0], ==, "id");
  g_assert_cmpuint (mw_survey_list_find_field (list, "note")->samples->len, ==, 0);
}

/* More fields than anybody has: no more than the bound is kept. */
static void
test_many_fields (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autoptr (GString) wide = g_string_new ("[{\"id\": 1");

  for (guint i = 0; i < MW_SURVEY_MAX_FIELDS + 100; i++)
    g_string_append_printf (wide, ", \"f%u\": %u", i, i);
  g_string_append (wide, "}]");
  g_assert_true (mw_discovery_bench_run_one (bench, wide->str));
  g_assert_cmpuint (mw_discovery_bench_find (bench, "orders")->fields->len, ==, MW_SURVEY_MAX_FIELDS);
}

/* Lines inside of orders are a list of their own, and so are their own keys. */
static void
test_nested (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autoptr (JsonNode) file = NULL;
  g_autofree char *each = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *order = NULL;
  MwSurveyList *lines;

  g_assert_true (mw_discovery_bench_run_one (
    bench,
    "[{\"order_number\": \"1\", \"vendor\": \"ACME\", \"order_date\": \"2026-01-02\", \"currency\": \"EUR\", "
    "\"lines\": [{\"line_number\": 1, \"item_code\": \"M1\", \"quantity\": 5, \"unit_price\": \"1.50\"}, "
    "{\"line_number\": 2, \"item_code\": \"M2\", \"quantity\": 6, \"unit_price\": \"2.50\"}]}, "
    "{\"order_number\": \"2\", \"vendor\": \"Bolt\", \"order_date\": \"2026-01-03\", \"currency\": \"EUR\", "
    "\"lines\": [{\"line_number\": 1, \"item_code\": \"M1\", \"quantity\": 7, \"unit_price\": \"1.50\"}]}, "
    "{\"order_number\": \"3\", \"vendor\": \"Bolt\", \"order_date\": null, \"currency\": \"EUR\", \"lines\": "
    "[]}]"));
  lines = mw_discovery_bench_find (bench, "orders/lines");
  g_assert_cmpuint (lines->n_sampled, ==, 3);
  g_assert_cmpstr (lines->each, ==, "lines");
  file = mw_discovery_bench_dup_file (bench, NULL);
  each = mw_discovery_bench_dup_member (file, "entities.purchase_order_line.each");
  order = mw_discovery_bench_dup_member (file, "entities.purchase_order_line.map.purchase_order");
  identity = mw_discovery_bench_dup_member (file, "entities.purchase_order_line.map.remote_id");
  g_assert_cmpstr (each, ==, "\"lines\"");
  g_assert_cmpstr (order, ==, "{\"parent\":\"order_number\"}");
  g_assert_cmpstr (identity, ==, "{\"join\":[{\"parent\":\"order_number\"},\"line_number\"],\"with\":\"/\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/rest/envelopes", test_envelopes);
  g_test_add_func ("/discovery/rest/two-lists", test_two_lists);
  g_test_add_func ("/discovery/rest/no-records", test_no_records);
  g_test_add_func ("/discovery/rest/statuses", test_statuses);
  g_test_add_func ("/discovery/rest/one-refused", test_one_refused);
  g_test_add_func ("/discovery/rest/odd-values", test_odd_values);
  g_test_add_func ("/discovery/rest/large", test_large);
  g_test_add_func ("/discovery/rest/many-fields", test_many_fields);
  g_test_add_func ("/discovery/rest/nested", test_nested);
  return g_test_run ();
}
