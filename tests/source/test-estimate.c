/* test-estimate.c: how many requests a read will take, and that it takes as many
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

#define LIST(path)                                                                                           \
  "\"list\": {\"kind\": \"read\", \"path\": \"" path                                                         \
  "\", \"query\": {\"page\": \"{page}\"}, \"records\": \"items\", \"total\": \"total\"}, \"paging\": "       \
  "{\"style\": \"page\", \"size\": 2, \"order_fixed\": \"x\"}"
#define COUNT(path) ", \"count\": {\"kind\": \"read\", \"path\": \"" path "\", \"total\": \"n\"}"
#define DETAIL()    ", \"detail\": {\"request\": {\"kind\": \"read\", \"path\": \"whole/{record}\"}}"

static MwEstimate *estimate;

static DexFuture *
estimate_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, "row_whole");

  estimate = dex_await_boxed (mw_source_estimate (fixture->source, entity), &fixture->error);
  return dex_future_new_true ();
}

static void
check (Fixture *fixture, gint64 n_records, gint64 n_requests, gboolean is_exact, gint64 seconds)
{
  mw_test_run_fiber (estimate_fiber, fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (estimate->n_records, ==, n_records);
  g_assert_cmpint (estimate->n_requests, ==, n_requests);
  g_assert_cmpint (estimate->is_exact, ==, is_exact);
  g_assert_cmpint (estimate->seconds, ==, seconds);
  g_clear_pointer (&estimate, mw_estimate_free);
}

/* Three pages and five details; 8 requests at 4 a minute are two minutes. */
static void
test_details (void)
{
  Fixture fixture;

  set_up_small (&fixture, "\"limits\": {\"per_minute\": 4, \"per_hour\": 1000},",
                "\"rows\": {\"title\": \"rows\", \"key\": \"id\", " LIST ("rows") COUNT ("count")
                  DETAIL () "}");
  add (&fixture, "GET /count", "{\"n\":5}");
  check (&fixture, 5, 8, TRUE, 120);
  assert_targets (&fixture, "count\n");
  tear_down (&fixture);

  set_up_small (&fixture, "\"limits\": {\"per_minute\": 1000, \"per_hour\": 8},",
                "\"rows\": {\"title\": \"rows\", \"key\": \"id\", " LIST ("rows") COUNT ("count")
                  DETAIL () "}");
  add (&fixture, "GET /count", "{\"n\":5}");
  check (&fixture, 5, 8, TRUE, 3600);
  tear_down (&fixture);
}

/* What is looked into is read too; what cannot be counted makes it the least. */
static void
test_lookups (void)
{
  static const char entity[] = "\"lookups\": [\"parts\"], \"map\": {\"number\": \"id\", \"name\": "
                               "{\"lookup\": \"parts\", \"key\": \"part\", \"get\": \"name\"}}";
  Fixture fixture;

  set_up_small_with (&fixture, "",
                     "\"parts\": {\"title\": \"parts\", \"key\": \"id\", " LIST ("parts")
                       COUNT ("n-parts") "}, \"rows\": {\"title\": \"rows\", \"key\": \"id\", " LIST ("rows")
                         COUNT ("n-rows") "}",
                     entity);
  add (&fixture, "GET /n-parts", "{\"n\":7}");
  add (&fixture, "GET /n-rows", "{\"n\":0}");
  check (&fixture, 0, 5, TRUE, 0);
  tear_down (&fixture);

  set_up_small_with (&fixture, "",
                     "\"parts\": {\"title\": \"parts\", \"key\": \"id\", " LIST ("parts")
                       COUNT ("n-parts") "}, \"rows\": {\"title\": \"rows\", \"key\": \"id\", " LIST ("rows")
                         COUNT ("n-rows") "}",
                     entity);
  add (&fixture, "GET /n-rows", "{\"n\":3}");
  check (&fixture, 3, 3, FALSE, 0);
  tear_down (&fixture);
}

/* One list for each record of the other set at least. */
static void
test_of (void)
{
  Fixture fixture;

  set_up_small (&fixture, "",
                "\"parts\": {\"title\": \"parts\", \"key\": \"id\", " LIST ("parts") COUNT (
                  "n-parts") "}, \"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": "
                             "\"read\", \"path\": \"parts/{parent}/stock\", \"records\": \"items\"}, \"of\": "
                             "{\"set\": \"parts\", \"key\": \"id\"}}");
  add (&fixture, "GET /n-parts", "{\"n\":4}");
  check (&fixture, -1, 6, FALSE, 0);
  tear_down (&fixture);
}

static void
test_refused (void)
{
  MwFixtureAnswer refused = { .status = 403, .body = "{}" };
  Fixture fixture;

  set_up_small (&fixture, "",
                "\"rows\": {\"title\": \"rows\", \"key\": \"id\", " LIST ("rows") COUNT ("count") "}");
  mw_fixture_server_add (fixture.server, "GET /base/count", &refused);
  mw_test_run_fiber (estimate_fiber, &fixture);
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/details", test_details);
  g_test_add_func ("/estimate/lookups", test_lookups);
  g_test_add_func ("/estimate/of", test_of);
  g_test_add_func ("/estimate/refused", test_refused);
  return g_test_run ();
}
