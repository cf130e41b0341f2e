/* test-paging.c: how the pages of a list turn is found out by turning them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-discovery-bench.h"

#define N_RECORDS 7
#define PAGE      3 /* without a size */

/* A server that knows some parameters; NULL: not that. */
typedef struct
{
  const char *size;      /* how many records */
  const char *offset;    /* the number of the first record */
  const char *page;      /* the number of the page */
  guint first_page;      /* of the first page */
  const char *sort;      /* field, or "-" and field */
  const char *next;      /* member of the answer with the link to the next page */
  gboolean link_header;  /* the same in a header */
  const char *cursor_in; /* parameter of a cursor */
  const char *cursor;    /* member with the next one */
  gboolean total;
} Server;

static char *
get_parameter (const char *target, const char *name)
{
  const char *query = strchr (target, '?');
  g_autoptr (GHashTable) parameters = NULL;

  if (query == NULL || name == NULL)
    return NULL;
  parameters = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  return g_strdup (g_hash_table_lookup (parameters, name));
}

static guint
get_number (const char *target, const char *name, guint otherwise)
{
  g_autofree char *text = get_parameter (target, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 100000, &number, NULL) ? (guint) number
                                                                                         : otherwise;
}

static char *
dup_records (guint from, guint size, gboolean backwards)
{
  GString *records = g_string_new ("[");

  for (guint i = from; i < MIN (from + size, N_RECORDS); i++)
    g_string_append_printf (records, "%s{\"id\": %u, \"number\": \"PO-%u\"}", i > from ? "," : "",
                            backwards ? N_RECORDS - i : i + 1, backwards ? N_RECORDS - i : i + 1);
  g_string_append (records, "]");
  return g_string_free_and_steal (records);
}

static void
answer_page (MwFixtureServer *fixture,
             const MwFixtureRequest *request,
             MwFixtureAnswer *answer,
             gpointer data)
{
  const Server *server = data;
  guint size = get_number (request->target, server->size, PAGE);
  guint from = get_number (request->target, server->offset, 0);
  g_autofree char *sort = get_parameter (request->target, server->sort);
  g_autofree char *records = NULL;
  g_autoptr (GString) body = g_string_new ("{\"data\": ");

  if (server->page != NULL)
    from = (get_number (request->target, server->page, server->first_page) - server->first_page) * size;
  if (server->cursor_in != NULL)
    from = get_number (request->target, server->cursor_in, 0);
  if (server->next != NULL || server->link_header)
    from = get_number (request->target, "from", 0);
  records = dup_records (from, size, sort != NULL && *sort == '-');
  g_string_append (body, records);
  if (server->next != NULL && from + size < N_RECORDS)
    g_string_append_printf (body, ", \"%s\": \"/base/orders?from=%u\"", server->next, from + size);
  if (server->cursor != NULL && from + size < N_RECORDS)
    g_string_append_printf (body, ", \"%s\": \"%u\"", server->cursor, from + size);
  if (server->link_header && from + size < N_RECORDS)
    answer->headers = mw_fixture_server_keep (
      fixture, g_strdup_printf ("Link: </base/orders?from=%u>; rel=\"next\"\r\n", from + size));
  if (server->total)
    g_string_append_printf (body, ", \"total\": %u", N_RECORDS);
  g_string_append (body, "}");
  answer->body = mw_fixture_server_keep (fixture, g_strdup (body->str));
}

static MwDiscoveryBench *
discover (Server *server)
{
  static const char *const lists[] = { "orders", NULL };
  MwDiscoveryBench *bench = mw_discovery_bench_new ("rest");

  mw_fixture_server_add_handler (bench->server, "/base/orders", answer_page, server);
  mw_discovery_bench_run (bench, lists, NULL);
  g_assert_no_error (bench->error);
  return bench;
}

static char *
dup_set (MwDiscoveryBench *bench, const char *member)
{
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);
  g_autoptr (JsonNode) file = NULL;
  g_autofree char *path = g_strconcat ("sets.orders.", member, NULL);

  g_ptr_array_add (proposals, mw_proposal_new (bench->survey, mw_model_find (bench->model, "purchase_order"),
                                               mw_discovery_bench_find (bench, "orders")));
  file = mw_discovery_bench_dup_file (bench, proposals);
  return mw_discovery_bench_dup_member (file, path);
}

static void
check (Server server, const char *paging, const char *query, guint most)
{
  g_autoptr (MwDiscoveryBench) bench = discover (&server);
  g_autofree char *found = dup_set (bench, "paging");
  g_autofree char *found_query = dup_set (bench, "list.query");

  g_assert_cmpstr (found, ==, paging);
  g_assert_cmpstr (found_query, ==, query);
  g_test_message ("%u requests", mw_fixture_server_count (bench->server, NULL));
  g_assert_cmpuint (mw_fixture_server_count (bench->server, NULL), <=, most);
}

static void
test_links (void)
{
  check ((Server) { .next = "next" }, "{\"style\":\"next-link\",\"next\":\"next\"}", NULL, 4);
  check ((Server) { .next = "next_page_url" }, "{\"style\":\"next-link\",\"next\":\"next_page_url\"}", NULL,
         4);
  check ((Server) { .link_header = TRUE }, "{\"style\":\"link-header\"}", NULL, 4);
}

static void
test_cursor (void)
{
  check ((Server) { .cursor_in = "cursor", .cursor = "next_cursor" },
         "{\"style\":\"cursor\",\"next\":\"next_cursor\"}", "{\"cursor\":\"{cursor}\"}", 4);
  /* A cursor that the server takes under another name turns no page. */
  check ((Server) { .cursor_in = "after", .cursor = "next_cursor" }, "{\"style\":\"none\"}", NULL, 20);
}

static void
test_numbers (void)
{
  check ((Server) { .size = "limit", .offset = "offset", .sort = "sort" },
         "{\"style\":\"offset\",\"size\":100,\"order\":\"id\"}",
         "{\"sort\":\"{order}\",\"limit\":\"{limit}\",\"offset\":\"{offset}\"}", 12);
  check (
    (Server) { .size = "per_page", .page = "page", .first_page = 1 },
    "{\"style\":\"page\",\"size\":100,\"order_fixed\":\"assumed: no way to order the records was found\"}",
    "{\"per_page\":\"{limit}\",\"page\":\"{page}\"}", 30);
  check ((Server) { .size = "size", .page = "page", .first_page = 0, .sort = "sort" },
         "{\"style\":\"page\",\"size\":100,\"first\":0,\"order\":\"id\"}",
         "{\"sort\":\"{order}\",\"size\":\"{limit}\",\"page\":\"{page}\"}", 30);
}

/* A server that does not look at parameters gives everything, or what it gives is all there is. */
static void
test_none (void)
{
  Server server = { .total = TRUE };
  g_autoptr (MwDiscoveryBench) bench = discover (&server);
  g_autofree char *paging = dup_set (bench, "paging");
  g_autofree char *query = dup_set (bench, "list.query");

  g_assert_cmpstr (paging, ==, "{\"style\":\"none\"}");
  g_assert_null (query);
  g_assert_cmpint (mw_discovery_bench_find (bench, "orders")->n_records, ==, N_RECORDS);
  g_assert_cmpuint (mw_fixture_server_count (bench->server, NULL), <=, 20);
}

/* Two records are too few to turn pages with: nothing is asked for. */
static void
test_few (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");

  g_assert_true (mw_discovery_bench_run_one (bench, "[{\"id\": 1}, {\"id\": 2}]"));
  g_assert_cmpuint (mw_fixture_server_count (bench->server, NULL), ==, 1);
}

/* A link to somewhere else is not followed. */
static void
test_strange_link (void)
{
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  g_autoptr (MwFixtureServer) other = mw_fixture_server_new ();
  g_autofree char *link = mw_fixture_server_dup_uri (other, "/stolen");
  g_autofree char *json = g_strdup_printf (
    "{\"data\": [{\"id\": 1}, {\"id\": 2}, {\"id\": 3}], \"next\": \"%s\"}", link);

  g_assert_true (mw_discovery_bench_run_one (bench, json));
  g_assert_null (mw_discovery_bench_find (bench, "orders")->paging);
  g_assert_cmpuint (mw_fixture_server_count (other, NULL), ==, 0);
}

/* A list that only the user knows what it is: its pages are tried when it is picked. */
static void
test_picked (void)
{
  static const char *const lists[] = { "orders", "things", NULL };
  Server server = { .size = "limit", .offset = "offset" };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  MwSurveyList *things;

  mw_fixture_server_add_handler (bench->server, "/base/orders", answer_page, &server);
  mw_fixture_server_add_json (bench->server, "/base/things",
                              "{\"list\": [{\"a\": 1}], \"data\": [{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]}");
  mw_discovery_bench_run (bench, lists, NULL);
  g_assert_cmpstr (mw_discovery_bench_get_told (bench), ==, "0/2 orders; 1/2 things; 0/1 orders; ");
  g_assert_true (mw_discovery_bench_find (bench, "orders")->is_tried);
  things = mw_discovery_bench_find (bench, "things");
  g_assert_false (things->is_tried);
  g_assert_cmpuint (things->n_sampled, ==, 3);
  mw_fixture_server_clear (bench->server);
  mw_fixture_server_add_handler (bench->server, "/base/things", answer_page, &server);
  mw_discovery_bench_look (bench, "things");
  things = mw_discovery_bench_find (bench, "things");
  g_assert_true (things->is_tried);
  g_assert_nonnull (things->paging);
  /* The others are the same, and none is there twice. */
  g_assert_cmpuint (mw_survey_get_n_lists (bench->survey), ==, 3);
  g_assert_nonnull (mw_discovery_bench_find (bench, "orders")->paging);
}

/* A session that ends meanwhile stops it. */
static void
test_ends (void)
{
  static const char *const lists[] = { "orders", NULL };
  g_autoptr (MwDiscoveryBench) bench = mw_discovery_bench_new ("rest");
  MwFixtureAnswer ended = { .status = 401, .body = "{}" };

  mw_fixture_server_add_json (
    bench->server, "/base/orders",
    "[{\"id\": 1, \"order_date\": \"2026-01-02\", \"vendor\": \"A\"}, {\"id\": 2}, {\"id\": 3}]");
  mw_fixture_server_add (bench->server, "/base/orders", &ended);
  mw_discovery_bench_run (bench, lists, NULL);
  g_assert_error (bench->error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT);
  g_assert_cmpuint (mw_fixture_server_count (bench->server, NULL), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/paging/links", test_links);
  g_test_add_func ("/discovery/paging/cursor", test_cursor);
  g_test_add_func ("/discovery/paging/numbers", test_numbers);
  g_test_add_func ("/discovery/paging/none", test_none);
  g_test_add_func ("/discovery/paging/few", test_few);
  g_test_add_func ("/discovery/paging/strange-link", test_strange_link);
  g_test_add_func ("/discovery/paging/picked", test_picked);
  g_test_add_func ("/discovery/paging/ends", test_ends);
  return g_test_run ();
}
