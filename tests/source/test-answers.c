/* test-answers.c: answers that mean "none" in words of their own, and how the system calls a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

#define ROWS(more)                                                                                           \
  "\"rows\": {\"title\": \"acme.row\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"rows\", " \
  "\"records\": \"items\"" more "}}"

static void
add_answer (Fixture *fixture, guint status, const char *headers, const char *body)
{
  MwFixtureAnswer answer = { .status = status, .headers = headers, .body = body };

  mw_fixture_server_add (fixture->server, "GET /base/rows", &answer);
}

static void
test_empty (void)
{
  static const struct
  {
    guint status;
    const char *body;
    gboolean is_empty;
  } cases[] = {
    { 204, NULL, TRUE },
    { 204, "", TRUE },
    { 404, "{\"code\":\"NO_ROWS\"}", TRUE },
    { 404, "{\"code\":\"NO_PAGE\"}", FALSE },
    { 404, "<html>Not found</html>", FALSE },
    { 404, NULL, FALSE },
    { 200, "{\"items\":[{\"id\":1}],\"code\":\"OK\"}", FALSE },
    { 200, "{\"code\":\"NO_ROWS\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      g_test_message ("case %u", i);
      set_up_small (
        &fixture,
        "\"errors\": {\"empty\": [{\"status\": 204}, {\"status\": 404, \"path\": \"code\", \"is\": "
        "[\"NO_ROWS\"]}]},",
        ROWS (""));
      add_answer (&fixture, cases[i].status, NULL, cases[i].body);
      read_entity (&fixture, "row_whole");
      if (cases[i].is_empty)
        {
          g_assert_no_error (fixture.error);
          g_assert_cmpuint (mw_test_sink_get_n_rows (fixture.sink), ==, 0);
          g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 0);
        }
      else if (cases[i].status == 200 && i == 6)
        {
          g_assert_no_error (fixture.error);
          assert_column (&fixture, "number", "1");
        }
      else
        g_assert_nonnull (fixture.error);
      tear_down (&fixture);
    }
}

static DexFuture *
count_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, "row_whole");

  fixture->count = dex_await_int64 (mw_source_count (fixture->source, entity), &fixture->error);
  if (fixture->error == NULL)
    fixture->found = dex_await_int64 (mw_source_probe (fixture->source, entity), &fixture->error) != 0;
  return dex_future_new_true ();
}

/* None, and no failure, also where only one record or the count is asked for. */
static void
test_empty_questions (void)
{
  Fixture fixture;

  set_up_small (&fixture, "\"errors\": {\"empty\": {\"status\": 404}},", ROWS (", \"total\": \"total\""));
  add_answer (&fixture, 404, NULL, "gone fishing");
  fixture.found = TRUE;
  fixture.count = 17;
  mw_test_run_fiber (count_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_cmpint (fixture.count, ==, 0);
  g_assert_false (fixture.found);
  tear_down (&fixture);
}

static void
test_request_id (void)
{
  static const struct
  {
    const char *headers;
    const char *body;
    const char *message;
  } cases[] = {
    { NULL, "{\"error\":{\"message\":\"No. CorrelationId: 12-ab.\"}}",
      "acme.row: No. CorrelationId: 12-ab. (HTTP 500, request 12-ab)" },
    { "X-Acme: req=77;\r\n", "{\"error\":{\"message\":\"No\"}}", "acme.row: No (HTTP 500, request 77)" },
    { "X-Request-Id: r-1\r\n", "{\"error\":{\"message\":\"No\"}}", "acme.row: No (HTTP 500, request r-1)" },
    { NULL, "{\"error\":{\"message\":\"No\"}}", "acme.row: No (HTTP 500)" },
    { "X-Acme: req=;\r\n", "[]", "acme.row: the system failed (HTTP 500)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      set_up_small (&fixture,
                    "\"errors\": {\"message\": [\"error.message\"], \"request_id\": [{\"path\": "
                    "\"error.message\", \"matches\": \"CorrelationId: ([0-9a-f-]+)\"}, {\"header\": "
                    "\"X-Acme\", \"matches\": \"req=([^;]*)\"}]},",
                    ROWS (""));
      add_answer (&fixture, 500, cases[i].headers, cases[i].body);
      read_entity (&fixture, "row_whole");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
      g_assert_cmpstr (fixture.error->message, ==, cases[i].message);
      tear_down (&fixture);
    }
}

/* A hostile id is cut and cleaned, and a key that a server echoes is not shown. */
static void
test_hostile_request_id (void)
{
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"}", many);
  Fixture fixture;

  set_up_small (&fixture, "\"errors\": {\"request_id\": [\"id\"]},", ROWS (""));
  add_answer (&fixture, 500, NULL, body);
  add_answer (&fixture, 500, NULL, "{\"id\":\"k-0123456789\\n\\u202e\"}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
  g_assert_cmpuint (strlen (fixture.error->message), <, 200);
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
  g_assert_null (strstr (fixture.error->message, "k-0123456789"));
  g_assert_null (strchr (fixture.error->message, '\n'));
  g_assert_null (strstr (fixture.error->message, "\u202e"));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/empty", test_empty);
  g_test_add_func ("/answers/empty-questions", test_empty_questions);
  g_test_add_func ("/answers/request-id", test_request_id);
  g_test_add_func ("/answers/hostile-request-id", test_hostile_request_id);
  return g_test_run ();
}
