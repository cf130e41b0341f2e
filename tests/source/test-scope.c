/* test-scope.c: choices after signing in, what the system leaves out, what is left out here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fixture-server.h"
#include "mw-read-scope.h"
#include "mw-since.h"
#include "mw-source.h"
#include "mw-test-bench.h"
#include "mw-test-fiber.h"

typedef struct
{
  MwTestBench *bench;
  MwFixtureServer *server;
  MwTransport *transport;
  MwSource *source;
  MwTestSink *sink;
  MwChosen *chosen;
  const char *entity;
  const char *choice;
  MwChosen *rows;
  GError *error;
  gint64 count;
} Fixture;

static void
set_up (Fixture *fixture, const char *sign_in)
{
  g_autoptr (MwVariables) settings = mw_variables_new (NULL);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;

  *fixture = (Fixture) { NULL };
  fixture->bench = mw_test_bench_new ();
  g_set_object (&fixture->bench->system, mw_catalog_find (fixture->bench->catalog, "scoped"));
  fixture->bench->variant = mw_system_find_variant (fixture->bench->system, sign_in);
  fixture->server = mw_fixture_server_new ();
  fixture->sink = mw_test_sink_new ();
  fixture->chosen = mw_chosen_new ();
  uri = mw_fixture_server_dup_uri (fixture->server, "/base");
  fixture->transport = mw_transport_new (uri, &error);
  g_assert_no_error (error);
  mw_variables_set_text (settings, "url", uri);
  mw_variables_set_text (settings, "plant", "Anna's");
  mw_variables_set_text (settings, "zone", "Europe/Berlin");
  mw_secrets_set (secrets, "key", "k-0123456789");
  session = mw_session_restore (fixture->bench->system,
                                mw_system_find_sign_in (fixture->bench->system, sign_in), fixture->transport,
                                settings, secrets);
  fixture->source = mw_source_new (fixture->bench->system, fixture->bench->variant, fixture->transport,
                                   session);
  mw_source_set_chosen (fixture->source, fixture->chosen);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_error (&fixture->error);
  g_clear_pointer (&fixture->rows, mw_chosen_unref);
  mw_chosen_unref (fixture->chosen);
  g_object_unref (fixture->source);
  g_object_unref (fixture->transport);
  g_object_unref (fixture->sink);
  mw_fixture_server_free (fixture->server);
  mw_test_bench_free (fixture->bench);
}

static void
choose (Fixture *fixture, const char *choice, const char *value, const char *label, const char *currency)
{
  const MwChosenValue chosen = {
    .value = (char *) value,
    .is_number = g_ascii_isdigit (*value),
    .label = (char *) label,
    .currency = (char *) currency,
  };

  mw_chosen_add (fixture->chosen, choice, &chosen);
}

static void
narrow (Fixture *fixture, const char *text)
{
  MwScope scope;

  g_assert_true (mw_scope_parse (text, &scope));
  mw_source_set_scope (fixture->source, &scope);
}

static DexFuture *
read_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);

  dex_await (mw_source_read (fixture->source, entity, MW_SINK (fixture->sink)), &fixture->error);
  return dex_future_new_true ();
}

static void
read_entity (Fixture *fixture, const char *entity)
{
  fixture->entity = entity;
  mw_test_run_fiber (read_fiber, fixture);
}

static DexFuture *
count_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);

  fixture->count = dex_await_int64 (mw_source_count (fixture->source, entity), &fixture->error);
  return dex_future_new_true ();
}

static DexFuture *
choice_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (fixture->bench->system, fixture->bench->variant);

  for (guint i = 0; i < choices->len; i++)
    if (g_str_equal (((const MwChoice *) choices->pdata[i])->id, fixture->choice))
      fixture->rows = dex_await_boxed (mw_source_list_choice (fixture->source, choices->pdata[i]),
                                       &fixture->error);
  return dex_future_new_true ();
}

static void
list_choice (Fixture *fixture, const char *choice)
{
  fixture->choice = choice;
  g_clear_pointer (&fixture->rows, mw_chosen_unref);
  mw_test_run_fiber (choice_fiber, fixture);
}

static void
assert_column (Fixture *fixture, const char *field, const char *expected)
{
  g_autofree char *column = mw_test_sink_dup_column (fixture->sink, field);

  g_assert_cmpstr (column, ==, expected);
}

/* A member of the body of request number @index. */
static char *
dup_member (Fixture *fixture, guint index, const char *name)
{
  g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (fixture->server, index);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text;

  g_assert_nonnull (request);
  text = g_bytes_get_data (request->body, &length);
  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
  return json_to_string (json_object_get_member (json_node_get_object (json_parser_get_root (parser)), name),
                         FALSE);
}

static void
assert_domain (Fixture *fixture, guint index, const char *expected)
{
  g_autofree char *domain = dup_member (fixture, index, "domain");

  g_assert_cmpstr (domain, ==, expected);
}

static void
assert_target (Fixture *fixture, guint index, const char *expected)
{
  g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (fixture->server, index);

  g_assert_nonnull (request);
  g_assert_cmpstr (request->target, ==, expected);
}

static void
test_choice_rows (void)
{
  Fixture fixture;
  const MwChosenValue *value;
  g_autofree char *title = NULL;

  set_up (&fixture, "list");
  mw_fixture_server_add_json (
    fixture.server, "GET /base/companies",
    "{\"value\":[{\"id\":7,\"name\":\"ACME DE\",\"code\":\"DE01\",\"currency\":{\"code\":\"EUR\"}},"
    "{\"id\":\"US\",\"name\":null,\"currency\":null}]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/companies",
                              "{\"value\":[{\"id\":9,\"name\":\"ACME FR\",\"code\":\"ACME FR\"}]}");
  list_choice (&fixture, "company");
  g_assert_no_error (fixture.error);
  g_assert_cmpuint (mw_chosen_get_n_values (fixture.rows, "company"), ==, 3);
  value = mw_chosen_get_value (fixture.rows, "company", 0);
  g_assert_cmpstr (value->value, ==, "7");
  g_assert_true (value->is_number);
  g_assert_cmpstr (value->currency, ==, "EUR");
  title = mw_chosen_value_dup_title (value);
  g_assert_cmpstr (title, ==, "ACME DE (DE01)");
  value = mw_chosen_get_value (fixture.rows, "company", 1);
  g_assert_false (value->is_number);
  g_assert_cmpstr (value->label, ==, "US");
  g_assert_null (value->currency);

  /* A later choice is asked with an earlier one. */
  choose (&fixture, "company", "7", "ACME DE", "EUR");
  mw_fixture_server_add_json (fixture.server, "GET /base/sites",
                              "{\"sites\":[{\"code\":\"B1\",\"zone\":\"Asia/Tokyo\"}]}");
  list_choice (&fixture, "site");
  g_assert_no_error (fixture.error);
  assert_target (&fixture, 2, "/base/sites?company=7");
  g_assert_cmpstr (mw_chosen_get_value (fixture.rows, "site", 0)->zone, ==, "Asia/Tokyo");

  /* An answer about one: nothing but that can be chosen. */
  mw_fixture_server_clear (fixture.server);
  mw_fixture_server_add_json (fixture.server, "GET /base/sites",
                              "{\"sites\":{\"code\":\"C1\",\"zone\":null}}");
  list_choice (&fixture, "site");
  g_assert_no_error (fixture.error);
  g_assert_cmpuint (mw_chosen_get_n_values (fixture.rows, "site"), ==, 1);
  g_assert_cmpstr (mw_chosen_get_value (fixture.rows, "site", 0)->value, ==, "C1");
  tear_down (&fixture);
}

static void
test_choice_refused (void)
{
  Fixture fixture;
  const MwFixtureAnswer answer = { .status = 403, .body = "{}" };

  set_up (&fixture, "list");
  mw_fixture_server_add (fixture.server, "GET /base/sites", &answer);
  list_choice (&fixture, "site");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  g_assert_null (fixture.rows);
  tear_down (&fixture);
}

/* Each company is asked for on its own; the rows say whose they are. */
static void
test_per_request (void)
{
  Fixture fixture;

  set_up (&fixture, "list");
  choose (&fixture, "company", "7", "ACME DE", "EUR");
  choose (&fixture, "company", "9", "ACME US", "USD");
  choose (&fixture, "site", "B1", "Berlin", NULL);
  choose (&fixture, "site", "B2", "Bremen", NULL);
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_count", "{\"result\":4}");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_count", "{\"result\":2}");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_read",
                              "{\"result\":[{\"id\":1,\"name\":\"A1\"},{\"id\":2,\"name\":\"A2\","
                              "\"currency\":\"CHF\"},{\"id\":3,\"name\":\"A3\"}]}");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_read",
                              "{\"result\":[{\"id\":4,\"name\":\"A4\",\"extra\":1}]}");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_read",
                              "{\"result\":[{\"id\":1,\"name\":\"B1\"},{\"id\":2,\"name\":\"B2\","
                              "\"company\":{\"id\":\"7\",\"name\":\"Other name\"}}]}");
  read_entity (&fixture, "order");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "A1,A2,A3,A4,B1,B2");
  assert_column (&fixture, "organization", "ACME DE,ACME DE,ACME DE,ACME DE,ACME US,Other name");
  assert_column (&fixture, "organization_id", "7,7,7,7,9,7");
  assert_column (&fixture, "currency", "EUR,CHF,EUR,EUR,USD,EUR");
  assert_domain (&fixture, 0,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",7],\"|\",[\"site\",\"=\",false],"
                 "[\"site\",\"in\",[\"B1\",\"B2\"]]]");
  assert_domain (&fixture, 1,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",9],\"|\",[\"site\",\"=\",false],"
                 "[\"site\",\"in\",[\"B1\",\"B2\"]]]");
  assert_domain (&fixture, 4,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",9],\"|\",[\"site\",\"=\",false],"
                 "[\"site\",\"in\",[\"B1\",\"B2\"]]]");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 6);
  /* The same number in two companies is two records, and no count is missed. */
  g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "orders"), ==, 6);
  g_assert_cmpstr (mw_test_sink_get_raw_cell (fixture.sink, "orders", 4, "name"), ==, "B1");
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 5)->record, ==, 5);
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "");
  tear_down (&fixture);
}

/* “All”: the place has no value, and neither has the filter; the rows' own organization gives the currency.
 */
static void
test_all (void)
{
  Fixture fixture;

  set_up (&fixture, "list");
  mw_chosen_set_all (fixture.chosen, "company");
  choose (&fixture, "company", "7", "ACME DE", "EUR");
  choose (&fixture, "company", "9", "ACME US", "USD");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_count", "{\"result\":2}");
  mw_fixture_server_add_json (
    fixture.server, "POST /base/orders/search_read",
    "{\"result\":[{\"id\":1,\"company\":{\"id\":9,\"name\":\"ACME US\"}},{\"id\":2}]}");
  read_entity (&fixture, "order");
  g_assert_no_error (fixture.error);
  assert_domain (&fixture, 1, "[[\"type\",\"=\",\"purchase\"]]");
  assert_column (&fixture, "organization", "ACME US,-");
  assert_column (&fixture, "currency", "USD,-");
  tear_down (&fixture);
}

/* A lookup is read again for each company where it is another list there. */
static void
test_lookups_per_request (void)
{
  Fixture fixture;

  set_up (&fixture, "text");
  choose (&fixture, "company", "d e", "ACME DE", "EUR");
  choose (&fixture, "company", "US", "ACME US", NULL);
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers",
                              "{\"value\":[{\"no\":1,\"name\":\"Anton\"}]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/links", "{\"value\":[{\"id\":1,\"supplier\":1}]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers",
                              "{\"value\":[{\"no\":1,\"name\":\"Adam\"}]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/links", "{\"value\":[{\"id\":1,\"supplier\":1}]}");
  read_entity (&fixture, "thing");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "vendor", "Anton,Adam");
  assert_column (&fixture, "currency", "EUR,-");
  assert_target (&fixture, 1, "/base/links?$filter=plant%20eq%20%27Anna%27%27s%27&company=d%20e");
  tear_down (&fixture);
}

static void
test_filter_list (void)
{
  Fixture fixture;

  set_up (&fixture, "list");
  choose (&fixture, "company", "7", "ACME DE", NULL);
  narrow (&fixture, "changed:2026-01-31");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_count", "{\"result\":0}");
  mw_fixture_server_add_json (fixture.server, "POST /base/orders/search_read", "{\"result\":[]}");
  read_entity (&fixture, "order");
  g_assert_no_error (fixture.error);
  /* A day begins where the connection's clocks are. */
  assert_domain (&fixture, 1,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",7],[\"changed\",\">=\",{\"__class__\":"
                 "\"datetime\",\"year\":2026,\"month\":1,\"day\":31,\"hour\":0,\"minute\":0,\"second\":0,"
                 "\"microsecond\":0}]]");
  narrow (&fixture, "ordered:2026-01-31");
  fixture.entity = "order";
  mw_test_run_fiber (count_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_cmpint (fixture.count, ==, 0);
  assert_domain (&fixture, 2,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",7],[\"day\",\">=\",\"2026-01-31\"]]");
  narrow (&fixture, "open");
  mw_test_run_fiber (count_fiber, &fixture);
  assert_domain (&fixture, 3,
                 "[[\"type\",\"=\",\"purchase\"],[\"company\",\"=\",7],[\"state\",\"!=\",\"closed\"]]");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "");
  tear_down (&fixture);
}

static void
test_filter_text (void)
{
  Fixture fixture;

  set_up (&fixture, "text");
  choose (&fixture, "company", "DE", "ACME DE", NULL);
  choose (&fixture, "site", "B1", "Berlin", NULL);
  narrow (&fixture, "changed:2026-01-31");
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers", "{\"value\":[]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/links", "{\"value\":[]}");
  read_entity (&fixture, "thing");
  g_assert_no_error (fixture.error);
  assert_target (
    &fixture, 1,
    "/base/links?$filter=plant%20eq%20%27Anna%27%27s%27%20and%20site%20eq%20B1%20and%20changed%20ge"
    "%20datetimeoffset%272026-01-31T00%3A00%3A00Z%27&company=DE");
  tear_down (&fixture);
}

/* Only the list that the rows are of is turned around. */
static void
test_newest (void)
{
  Fixture fixture;

  set_up (&fixture, "text");
  choose (&fixture, "company", "DE", "ACME DE", NULL);
  narrow (&fixture, "newest");
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers", "{\"value\":[]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/links", "{\"value\":[{\"id\":2},{\"id\":1}]}");
  read_entity (&fixture, "thing");
  g_assert_no_error (fixture.error);
  assert_target (&fixture, 0, "/base/suppliers?company=DE");
  assert_target (
    &fixture, 1,
    "/base/links?$filter=plant%20eq%20%27Anna%27%27s%27&company=DE&$orderby=day%20desc%2Cid%20desc");
  g_assert_cmpuint (mw_test_sink_get_n_rows (fixture.sink), ==, 2);
  tear_down (&fixture);
}

/* A value that would become part of the filter's language is not sent. */
static void
test_filter_injection (void)
{
  Fixture fixture;

  set_up (&fixture, "text");
  choose (&fixture, "company", "DE", "ACME DE", NULL);
  choose (&fixture, "site", "B1 or 1 eq 1", "Berlin", NULL);
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers", "{\"value\":[]}");
  read_entity (&fixture, "thing");
  g_assert_error (fixture.error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE);
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/links"), ==, 0);
  tear_down (&fixture);
}

static void
test_filter_parameters (void)
{
  Fixture fixture;

  set_up (&fixture, "parameters");
  mw_fixture_server_add_json (fixture.server, "GET /base/api/parts", "{\"data\":[]}");
  read_entity (&fixture, "row_page");
  narrow (&fixture, "changed:2026-01-31");
  read_entity (&fixture, "row_page");
  narrow (&fixture, "open");
  read_entity (&fixture, "row_page");
  g_assert_no_error (fixture.error);
  assert_target (&fixture, 0, "/base/api/parts");
  assert_target (&fixture, 1, "/base/api/parts?since=1769817600000");
  assert_target (&fixture, 2, "/base/api/parts?open=yes");
  tear_down (&fixture);
}

/* What the system cannot filter is filtered here, and said so. */
static void
test_filtered_here (void)
{
  static const char
    *const rows = "{\"value\":[{\"id\":1,\"name\":\"a\",\"state\":\"open\",\"day\":\"2026-01-30\"},"
                  "{\"id\":2,\"name\":\"b\",\"state\":\"closed\",\"day\":\"2026-01-31\"},"
                  "{\"id\":3,\"name\":\"c\",\"state\":\"strange\",\"day\":\"2026-02-01\"},"
                  "{\"id\":4,\"name\":\"d\"}]}";
  Fixture fixture;

  set_up (&fixture, "text");
  choose (&fixture, "company", "DE", "ACME DE", NULL);
  mw_fixture_server_add_json (fixture.server, "GET /base/suppliers", "{\"value\":[]}");
  mw_fixture_server_add_json (fixture.server, "GET /base/links", rows);
  narrow (&fixture, "open");
  read_entity (&fixture, "thing");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "a,c,d");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 3);
  /* The records are there as they were sent: all four. */
  g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "links"), ==, 4);
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 1)->record, ==, 2);
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "filtered  3 of 4\n");
  g_object_unref (fixture.sink);
  fixture.sink = mw_test_sink_new ();
  narrow (&fixture, "ordered:2026-01-31");
  read_entity (&fixture, "thing");
  assert_column (&fixture, "number", "b,c");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "filtered  2 of 4\n");
  tear_down (&fixture);
}

static void
test_offered (void)
{
  Fixture fixture;
  MwSystem *system;
  const MwVariant *variant;
  MwEntity *order, *thing;

  set_up (&fixture, "list");
  system = fixture.bench->system;
  variant = fixture.bench->variant;
  order = mw_test_bench_find_entity (fixture.bench, "order");
  g_assert_cmpint (mw_scope_find_offer (system, variant, order, MW_SCOPE_EVERYTHING), ==,
                   MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_scope_find_offer (system, variant, order, MW_SCOPE_CHANGED), ==, MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_scope_find_offer (system, variant, order, MW_SCOPE_ORDERED), ==, MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_scope_find_offer (system, variant, order, MW_SCOPE_OPEN), ==, MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_scope_find_offer (system, variant, order, MW_SCOPE_NEWEST), ==, MW_SCOPE_OFFER_NONE);
  thing = mw_test_bench_find_entity (fixture.bench, "thing");
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_EVERYTHING), ==,
                   MW_SCOPE_OFFER_NONE);
  variant = mw_system_find_variant (system, "text");
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_ORDERED), ==, MW_SCOPE_OFFER_HERE);
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_NEWEST), ==, MW_SCOPE_OFFER_SYSTEM);
  variant = mw_system_find_variant (system, "none");
  thing = mw_test_bench_find_entity (fixture.bench, "row_whole");
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_EVERYTHING), ==,
                   MW_SCOPE_OFFER_SYSTEM);
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_CHANGED), ==,
                   MW_SCOPE_OFFER_SENSELESS);
  g_assert_cmpint (mw_scope_find_offer (system, variant, thing, MW_SCOPE_OPEN), ==, MW_SCOPE_OFFER_SENSELESS);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/source/scope/choice-rows", test_choice_rows);
  g_test_add_func ("/source/scope/choice-refused", test_choice_refused);
  g_test_add_func ("/source/scope/per-request", test_per_request);
  g_test_add_func ("/source/scope/all", test_all);
  g_test_add_func ("/source/scope/lookups-per-request", test_lookups_per_request);
  g_test_add_func ("/source/scope/filter-list", test_filter_list);
  g_test_add_func ("/source/scope/filter-text", test_filter_text);
  g_test_add_func ("/source/scope/newest", test_newest);
  g_test_add_func ("/source/scope/filter-injection", test_filter_injection);
  g_test_add_func ("/source/scope/filter-parameters", test_filter_parameters);
  g_test_add_func ("/source/scope/filtered-here", test_filtered_here);
  g_test_add_func ("/source/scope/offered", test_offered);
  return g_test_run ();
}
