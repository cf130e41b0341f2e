/* test-prepare.c: what is asked once after signing in, and what becomes of those who need it when it fails
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

#define SET(id, path) "\"" id "\": {\"title\": \"" id "\", \"key\": \"id\", \"list\": " path "}"
#define LIST(path, query)                                                                                    \
  "{\"kind\": \"read\", \"path\": \"" path "\", \"query\": {" query "}, \"records\": \"items\"}"

#define GRID                                                                                                 \
  "{\"id\": \"grids\", \"request\": {\"kind\": \"read\", \"path\": \"grids\"}, \"extract\": {\"grid\": "     \
  "{\"path\": \"orders.id\"}, \"part\": {\"header\": \"X-Part\", \"matches\": \"part=([0-9]+)\", "           \
  "\"optional\": true}}}"

static void
add_grids (Fixture *fixture, const char *headers, const char *body)
{
  MwFixtureAnswer answer = { .headers = headers, .body = body };

  mw_fixture_server_add (fixture->server, "GET /base/grids", &answer);
}

/* Asked once, whoever asks; what is not there and may be missing is left out. */
static void
test_request (void)
{
  Fixture fixture;

  set_up_small (&fixture, "\"prepare\": [" GRID "],",
                SET ("rows", LIST ("rows/{grid}", "\"p\": \"{part}\"")));
  add_grids (&fixture, "X-Part: a; part=7\r\n", "{\"orders\":{\"id\":\"a/b\"}}");
  add (&fixture, "GET /rows/a%2Fb", "{\"items\":[{\"id\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  renew_sink (&fixture);
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "grids\nrows/a%2Fb?p=7\nrows/a%2Fb?p=7\n");
  tear_down (&fixture);

  set_up_small (&fixture, "\"prepare\": [" GRID "],",
                SET ("rows", LIST ("rows/{grid}", "\"p\": \"{part}\"")));
  add_grids (&fixture, "X-Part: none\r\n", "{\"orders\":{\"id\":17}}");
  add (&fixture, "GET /rows/17", "{\"items\":[{\"id\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "grids\nrows/17\n");
  tear_down (&fixture);
}

/* A number stays one in a body, a list a list. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *answer;
    const char *body;
  } cases[] = {
    { "{\"orders\":{\"id\":17}}", "{\"g\":17}" },
    { "{\"orders\":{\"id\":\"17\"}}", "{\"g\":\"17\"}" },
    { "{\"orders\":{\"id\":[1,\"b\"]}}", "{\"g\":[1,\"b\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (MwFixtureRequest) request = NULL;
      gsize length;
      const char *body;

      set_up_small (&fixture, "\"prepare\": [" GRID "],",
                    SET ("rows", "{\"kind\": \"search\", \"path\": \"rows/search_read\", \"body\": {\"g\": "
                                 "\"{grid}\"}, \"records\": \"items\"}"));
      add_grids (&fixture, NULL, cases[i].answer);
      add (&fixture, "POST /rows/search_read", "{\"items\":[{\"id\":1}]}");
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      request = mw_fixture_server_dup_request (fixture.server, 1);
      body = g_bytes_get_data (request->body, &length);
      g_assert_cmpmem (body, length, cases[i].body, strlen (cases[i].body));
      tear_down (&fixture);
    }
}

#define COLLECT "{\"id\": \"places\", \"collect\": \"places\", \"variable\": \"ids\", \"value\": \"id\"}"
#define PLACES                                                                                               \
  "\"places\": {\"title\": \"places\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "           \
  "\"places\", \"query\": {\"page\": \"{page}\"}, \"records\": \"items\"}, \"paging\": {\"style\": "         \
  "\"page\", \"size\": 2, \"order_fixed\": \"x\"}}"

/* The values of all records of a set, over all its pages. */
static void
test_collect (void)
{
  static const struct
  {
    const char *first, *second;
    const char *body;
  } cases[] = {
    { "{\"items\":[{\"id\":3},{\"id\":4}]}", "{\"items\":[{\"id\":5}]}", "{\"c\":\"3,4,5\",\"l\":[3,4,5]}" },
    { "{\"items\":[{\"id\":\"a\"},{\"x\":4}]}", "{\"items\":[]}", "{\"c\":\"a\",\"l\":[\"a\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (MwFixtureRequest) request = NULL;
      gsize length;
      const char *body;

      set_up_small (&fixture, "\"prepare\": [" COLLECT "],",
                    PLACES ", " SET ("rows", "{\"kind\": \"search\", \"path\": \"rows/search_read\", "
                                             "\"body\": {\"c\": \"{ids_csv}\", \"l\": \"{ids}\"}, "
                                             "\"records\": \"items\"}"));
      add (&fixture, "GET /places", cases[i].first);
      add (&fixture, "GET /places", cases[i].second);
      add (&fixture, "POST /rows/search_read", "{\"items\":[{\"id\":1}]}");
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_targets (&fixture, "places?page=1\nplaces?page=2\nrows/search_read\n");
      request = mw_fixture_server_dup_request (fixture.server, 2);
      body = g_bytes_get_data (request->body, &length);
      g_assert_cmpmem (body, length, cases[i].body, strlen (cases[i].body));
      /* What was collected is nothing that the user reads. */
      g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "places"), ==, 0);
      tear_down (&fixture);
    }
}

#define FIRST                                                                                                \
  "{\"id\": \"places\", \"collect\": \"places\", \"variable\": \"id\", \"first\": true, \"value\": "         \
  "{\"if\": {\"of\": \"kind\", \"is\": [\"store\"]}, \"then\": \"id\"}}"

/* One value: of the first record that has it. */
static void
test_collect_first (void)
{
  static const struct
  {
    const char *places;
    const char *targets;
  } cases[] = {
    { "{\"items\":[{\"id\":3},{\"id\":4,\"kind\":\"store\"}]}", "places?page=1\nplaces?page=2\nrows/4\n" },
    { "{\"items\":[{\"id\":3},{\"id\":4}]}", "places?page=1\nplaces?page=2\nrows/5\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      set_up_small (&fixture, "\"prepare\": [" FIRST "],", PLACES ", " SET ("rows", LIST ("rows/{id}", "")));
      add (&fixture, "GET /places", cases[i].places);
      add (&fixture, "GET /places", "{\"items\":[{\"id\":5,\"kind\":\"store\"}]}");
      add (&fixture, "GET /rows/4", "{\"items\":[{\"id\":1}]}");
      add (&fixture, "GET /rows/5", "{\"items\":[{\"id\":1}]}");
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_targets (&fixture, cases[i].targets);
      tear_down (&fixture);
    }
}

static void
test_collect_first_of_none (void)
{
  Fixture fixture;

  set_up_small (&fixture, "\"prepare\": [" FIRST "],", PLACES ", " SET ("rows", LIST ("rows/{id}", "")));
  add (&fixture, "GET /places", "{\"items\":[{\"id\":3}]}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED);
  assert_targets (&fixture, "places?page=1\n");
  tear_down (&fixture);
}

static void
test_collect_nothing (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) request = NULL;
  gsize length;
  const char *body;

  set_up_small (&fixture, "\"prepare\": [" COLLECT "],",
                PLACES ", " SET ("rows", "{\"kind\": \"search\", \"path\": \"rows/search_read\", \"body\": "
                                         "{\"l\": \"{ids}\"}, \"records\": \"items\"}"));
  add (&fixture, "GET /places", "{\"items\":[]}");
  add (&fixture, "POST /rows/search_read", "{\"items\":[]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  request = mw_fixture_server_dup_request (fixture.server, 1);
  body = g_bytes_get_data (request->body, &length);
  g_assert_cmpmem (body, length, "{\"l\":[]}", strlen ("{\"l\":[]}"));
  tear_down (&fixture);
}

/* One needs what another gives, and what nobody needs is not asked. */
static void
test_chain (void)
{
  Fixture fixture;

  set_up_small (&fixture,
                "\"prepare\": [{\"id\": \"unused\", \"request\": {\"kind\": \"read\", \"path\": \"unused\"}, "
                "\"extract\": {\"nobody\": {\"path\": \"x\"}}}, " GRID
                ", {\"id\": \"next\", \"request\": {\"kind\": \"read\", \"path\": \"next/{grid}\"}, "
                "\"extract\": {\"second\": {\"path\": \"x\"}}}],",
                SET ("rows", LIST ("rows/{second}", "")));
  add_grids (&fixture, NULL, "{\"orders\":{\"id\":1}}");
  add (&fixture, "GET /next/1", "{\"x\":2}");
  add (&fixture, "GET /rows/2", "{\"items\":[{\"id\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "grids\nnext/1\nrows/2\n");
  tear_down (&fixture);
}

/* A set that does not need it is read; one that does says why it is not there, and is asked again next time.
 */
static void
test_failure (void)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 200, "{\"orders\":{}}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 200, "{\"orders\":{\"id\":null}}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 200, "[1}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 500, "{}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 404, "{}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 403, "{}", MW_SOURCE_ERROR_FORBIDDEN },
    { 401, "{}", MW_SOURCE_ERROR_SIGNED_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MwFixtureAnswer answer = { .status = cases[i].status, .body = cases[i].body };
      Fixture fixture;

      set_up_small (&fixture, "\"prepare\": [" GRID "],", SET ("rows", LIST ("rows/{grid}", "")));
      mw_fixture_server_add (fixture.server, "GET /base/grids", &answer);
      read_entity (&fixture, "row_whole");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (fixture.error->message, "grids"));
      assert_targets (&fixture, "grids\n");
      read_entity (&fixture, "row_whole");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, cases[i].code);
      assert_targets (&fixture, "grids\ngrids\n");
      tear_down (&fixture);
    }
}

static void
test_failure_of_others (void)
{
  Fixture fixture;

  set_up_small (&fixture, "\"prepare\": [" GRID "],",
                SET ("other", LIST ("other/{grid}", "")) ", " SET ("rows", LIST ("rows", "")));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "rows\n");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prepare/request", test_request);
  g_test_add_func ("/prepare/kinds", test_kinds);
  g_test_add_func ("/prepare/collect", test_collect);
  g_test_add_func ("/prepare/collect-first", test_collect_first);
  g_test_add_func ("/prepare/collect-first-of-none", test_collect_first_of_none);
  g_test_add_func ("/prepare/collect-nothing", test_collect_nothing);
  g_test_add_func ("/prepare/chain", test_chain);
  g_test_add_func ("/prepare/failure", test_failure);
  g_test_add_func ("/prepare/failure-of-others", test_failure_of_others);
  return g_test_run ();
}
