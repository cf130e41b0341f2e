/* test-reading.c: whole reads over HTTP: what is asked for, what belongs together, and what goes wrong on the
 * way
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

static void
test_offset (void)
{
  Fixture fixture;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) last = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *record = NULL;
  g_autofree char *fields = NULL;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":7}");
  add (&fixture, "POST /offset/search_read",
       "{\"result\": [{\"id\":1,\"name\":\"a\"}, {\"id\": 2,\"name\":null,\"old_name\":\"b\"}, {\"id\":3}]}");
  add (&fixture, "POST /offset/search_read",
       "{\"result\":[{\"id\":4,\"tags\":[ 1,2.50 "
       "],\"big\":123456789012345678901234567890},{\"id\":5},{\"id\":6,\"name\":\"\\u00e9\"}]}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":7}]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4,5,6,7");
  assert_column (&fixture, "name", "a,b,-,-,-,é,-");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 7);
  g_assert_cmpuint (mw_test_sink_get_n_pages (fixture.sink), ==, 3);
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "");
  columns = mw_test_sink_dup_raw_columns (fixture.sink, "offset");
  g_assert_cmpstr (columns, ==, "id,name,old_name,tags,big");
  g_assert_cmpstr (mw_test_sink_get_raw_cell (fixture.sink, "offset", 3, "big"), ==,
                   "123456789012345678901234567890");
  g_assert_cmpstr (mw_test_sink_get_raw_cell (fixture.sink, "offset", 3, "tags"), ==, "[1,2.50]");
  g_assert_cmpstr (mw_test_sink_get_raw_cell (fixture.sink, "offset", 6, "tags"), ==, NULL);
  record = mw_test_sink_dup_raw (fixture.sink, "offset", 1);
  g_assert_cmpstr (record, ==, "{\"id\": 2,\"name\":null,\"old_name\":\"b\"}");
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 6)->record, ==, 6);
  first = dup_body (&fixture, 1);
  last = dup_body (&fixture, 3);
  g_assert_cmpint (json_object_get_int_member (first, "offset"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (first, "limit"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (last, "offset"), ==, 6);
  fields = json_to_string (json_object_get_member (first, "fields"), FALSE);
  g_assert_cmpstr (fields, ==, "[\"id\",\"name\",\"old_name\",\"unheard\"]");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 4);
  tear_down (&fixture);
}

static void
test_count_differs (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":9}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2}]}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "count bench.offset 9\n");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 2);
  tear_down (&fixture);
}

/* A count that cannot be read is no reason not to read. */
static void
test_no_count (void)
{
  Fixture fixture;

  set_up (&fixture);
  add_status (&fixture, "POST /base/offset/search_count", 500, NULL, "{\"error\":{\"message\":\"boom\"}}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2}]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  tear_down (&fixture);
}

static void
test_unknown_fields (void)
{
  Fixture fixture;
  g_autoptr (JsonObject) last = NULL;
  g_autofree char *fields = NULL;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":1}");
  add (&fixture, "POST /offset/search_read",
       "{\"error\":{\"message\":\"Invalid field 'old_name' on 'offset'\"}}");
  add_status (&fixture, "POST /base/offset/search_read", 500, NULL,
              "{\"error\":{\"message\":\"Invalid field 'unheard' on 'offset'\"}}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1,\"name\":\"a\"}]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "name", "a");
  /* old_name is only another name of name: nobody misses it. */
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "field unheard: parent\n");
  last = dup_body (&fixture, mw_fixture_server_count (fixture.server, NULL) - 1);
  fields = json_to_string (json_object_get_member (last, "fields"), FALSE);
  g_assert_cmpstr (fields, ==, "[\"id\",\"name\"]");
  tear_down (&fixture);
}

/* A server that says the same of a field that is not asked for any more: an error, not a circle. */
static void
test_unknown_field_for_ever (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":1}");
  add (&fixture, "POST /offset/search_read",
       "{\"error\":{\"message\":\"Invalid field 'unheard' on 'offset'\"}}");
  read_entity (&fixture, "row_offset");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
  g_assert_nonnull (strstr (fixture.error->message, "Invalid field 'unheard'"));
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/offset/search_read"), ==, 2);
  tear_down (&fixture);
}

/* What a system does not name is asked for alone, once a session: then it says whether there is no such
 * field, or whether this login may not read it. */
static void
test_offered_fields (void)
{
  static const struct
  {
    const char *answer;
    const char *notice;
  } cases[] = {
    { "{\"error\":{\"message\":\"Invalid field 'unheard' on 'fielded'\"}}",
      "field unheard: parent (not offered)\n" },
    { "{\"error\":{\"name\":\"AccessError\",\"message\":\"no\"}}", "field unheard: parent (forbidden)\n" },
    { "{\"result\":[{\"id\":1}]}", "field unheard: parent\n" },
    { "{\"error\":{\"message\":\"The disk is full\"}}", "field unheard: parent\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (JsonObject) alone = NULL;
      g_autoptr (JsonObject) last = NULL;
      g_autofree char *asked = NULL;
      g_autofree char *fields = NULL;

      set_up (&fixture);
      add (&fixture, "POST /fielded/fields_get",
           "{\"result\":{\"id\":{},\"name\":{},\"x_hall\":{},\"other\":{}}}");
      add (&fixture, "POST /fielded/search_read", cases[i].answer);
      add (&fixture, "POST /fielded/search_read",
           "{\"result\":[{\"id\":1,\"name\":\"a\",\"x_hall\":\"H 4\"}]}");
      read_entity (&fixture, "row_fielded");
      g_assert_no_error (fixture.error);
      alone = dup_body (&fixture, 1);
      asked = json_to_string (json_object_get_member (alone, "fields"), FALSE);
      g_assert_cmpstr (asked, ==, "[\"id\",\"unheard\"]");
      last = dup_body (&fixture, 2);
      fields = json_to_string (json_object_get_member (last, "fields"), FALSE);
      g_assert_cmpstr (fields, ==, "[\"id\",\"name\",\"x_hall\"]");
      assert_column (&fixture, "custom_fields", "[{\"key\":\"x_hall\",\"value\":\"H 4\"}]");
      g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, cases[i].notice);
      renew_sink (&fixture);
      read_entity (&fixture, "row_fielded");
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/fielded/search_read"), ==, 3);
      g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, cases[i].notice);
      tear_down (&fixture);
    }
}

static void
assert_statement (Fixture *fixture, guint index, const char *expected)
{
  g_autoptr (JsonObject) body = dup_body (fixture, index);

  g_assert_cmpstr (json_object_get_string_member (body, "q"), ==, expected);
}

/* Columns of a query language: those that are used, less what the server does not know in any of them. */
static void
test_columns (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /stated/suiteql",
       "{\"error\":{\"message\":\"Invalid field 'made_at' for record 't'\"}}");
  add (&fixture, "POST /stated/suiteql",
       "{\"result\":[{\"recordid\":7,\"name\":\"a\",\"shown\":\"A\",\"x_hall\":\"H 4\"}]}");
  read_entity (&fixture, "row_stated");
  g_assert_no_error (fixture.error);
  assert_statement (&fixture, 0,
                    "SELECT t.*, t.id AS recordid, SHOW(t.name) AS shown, t.made_at AS made, "
                    "TO_CHAR(t.Made_At, 'YYYY-MM-DD') AS day FROM t ORDER BY t.id");
  assert_statement (&fixture, 1, "SELECT t.*, t.id AS recordid, SHOW(t.name) AS shown FROM t ORDER BY t.id");
  assert_column (&fixture, "number", "7");
  assert_column (&fixture, "name", "A");
  assert_column (&fixture, "custom_fields", "[{\"key\":\"x_hall\",\"value\":\"H 4\"}]");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "field made: parent\nfield day: parent\n");
  tear_down (&fixture);
}

/* Without its key a record is nothing: what the server says stays an error, and so does what no column has.
 */
static void
test_columns_of_key (void)
{
  static const char *const named[] = { "id", "recordid", "nowhere" };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *answer = g_strdup_printf ("{\"error\":{\"message\":\"Invalid field '%s'\"}}",
                                                 named[i]);
      Fixture fixture;

      set_up (&fixture);
      add (&fixture, "POST /stated/suiteql", answer);
      read_entity (&fixture, "row_stated");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SERVER);
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/stated/suiteql"), ==, 1);
      tear_down (&fixture);
    }
}

static void
test_fields_not_told (void)
{
  static const char *const answers[] = { "{\"error\":{\"name\":\"AccessError\"}}", "{\"result\":{}}",
                                         "{\"result\":[1]}", "{\"result\":", "7" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fixture fixture;

      set_up (&fixture);
      add (&fixture, "POST /fielded/fields_get", answers[i]);
      add (&fixture, "POST /fielded/search_read", "{\"result\":[{\"id\":1}]}");
      read_entity (&fixture, "row_fielded");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", "1");
      tear_down (&fixture);
    }
}

static void
test_records_of_any_kind (void)
{
  Fixture fixture;
  g_autofree char *columns = NULL;

  set_up (&fixture);
  add (&fixture, "GET /whole", "[{\"id\":1,\"name\":{\"de\":\"Schraube\"}}, 7, [1,2], null, \"x\", {}]");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "name", "{\"de\":\"Schraube\"},-,-,-,-,-");
  columns = mw_test_sink_dup_raw_columns (fixture.sink, "whole");
  g_assert_cmpstr (columns, ==, "id,name,value");
  g_assert_cmpstr (mw_test_sink_get_raw_cell (fixture.sink, "whole", 2, "value"), ==, "[1,2]");
  tear_down (&fixture);
}

/* Every bad second page ends the read with its own error; the first one stays. */
static void
test_bad_pages (void)
{
  static char deep[100001];
  const struct
  {
    guint status;
    const char *type, *body;
    int code;
  } pages[] = {
    { 200, NULL, "{\"result\":[{\"id\":4},{\"id\":", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, "", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, "{\"result\":[{\"id\":4}]} trailing", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, "{\"result\":[{\"id\":4,\"name\":\"\\ud800\"}]}", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, "{\"result\":[{\"id\":4,\"name\":\"\xff\"}]}", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, deep, MW_SOURCE_ERROR_NOT_JSON },
    { 200, "text/html", "<!doctype html><html>Sign in</html>", MW_SOURCE_ERROR_NOT_JSON },
    { 404, "text/html", "<!doctype html><html>Nothing here</html>", MW_SOURCE_ERROR_NOT_JSON },
    { 200, NULL, "{\"rows\":[]}", MW_SOURCE_ERROR_SHAPE },
    { 200, NULL, "{\"result\":{\"id\":4}}", MW_SOURCE_ERROR_SHAPE },
    { 200, NULL, "[]", MW_SOURCE_ERROR_SHAPE },
    { 200, NULL, "null", MW_SOURCE_ERROR_SHAPE },
    { 200, NULL, "{\"error\":{\"message\":\"out of memory\"},\"result\":[{\"id\":4}]}",
      MW_SOURCE_ERROR_SERVER },
    { 200, NULL, "{\"error\":{\"name\":\"AccessError\",\"message\":\"no\"}}", MW_SOURCE_ERROR_FORBIDDEN },
    { 200, NULL, "{\"error\":{\"name\":\"NotFound\"}}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 200, NULL, "{\"error\":{\"code\":100}}", MW_SOURCE_ERROR_SIGNED_OUT },
    { 401, NULL, "", MW_SOURCE_ERROR_SIGNED_OUT },
    { 403, NULL, "{}", MW_SOURCE_ERROR_FORBIDDEN },
    { 404, NULL, "{}", MW_SOURCE_ERROR_NOT_OFFERED },
    { 422, NULL, "{\"error\":{\"message\":\"bad domain\"}}", MW_SOURCE_ERROR_SERVER },
    { 500, "text/html", "<html>Oops</html>", MW_SOURCE_ERROR_SERVER },
  };

  memset (deep, '[', sizeof deep - 1);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      Fixture fixture;

      g_test_message ("page %u", i);
      set_up (&fixture);
      add (&fixture, "POST /offset/search_count", "{\"result\":9}");
      add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
      add_status (&fixture, "POST /base/offset/search_read", pages[i].status, pages[i].type, pages[i].body);
      read_entity (&fixture, "row_offset");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, pages[i].code);
      g_assert_nonnull (strstr (fixture.error->message, "bench.offset"));
      g_assert_null (strstr (fixture.error->message, "k-0123456789"));
      assert_column (&fixture, "number", "1,2,3");
      tear_down (&fixture);
    }
}

static void
test_busy (void)
{
  MwFixtureAnswer busy = { .status = 429,
                           .headers = "Retry-After: 86400\r\n",
                           .body = "{\"error\":{\"message\":\"tomorrow\"}}" };
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":9}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
  mw_fixture_server_add (fixture.server, "POST /base/offset/search_read", &busy);
  read_entity (&fixture, "row_offset");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_BUSY);
  assert_column (&fixture, "number", "1,2,3");
  tear_down (&fixture);
}

static void
test_cut_page (void)
{
  MwFixtureAnswer cut = { .body = "{\"result\":[{\"id\":4},{\"id\":5},{\"id\":6}]}",
                          .flags = MW_FIXTURE_CUT,
                          .cut_at = 20 };
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":9}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
  mw_fixture_server_add (fixture.server, "POST /base/offset/search_read", &cut);
  read_entity (&fixture, "row_offset");
  g_assert_error (fixture.error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
  assert_column (&fixture, "number", "1,2,3");
  tear_down (&fixture);
}

static void
test_lookups (void)
{
  Fixture fixture;
  g_autoptr (JsonObject) parties = NULL;
  g_autofree char *fields = NULL;

  set_up (&fixture);
  add (&fixture, "POST /things/search_count", "{\"result\":3}");
  add (&fixture, "POST /parties/search_read",
       "{\"result\":[{\"id\":12,\"town\":\"Köln\"},{\"id\":13,\"home\":{\"city\":\"Ōsaka\"}}]}");
  add (&fixture, "POST /things/search_read",
       "{\"result\":[{\"id\":1,\"party\":[13,\"B\"]},{\"id\":2,\"party\":[12,\"A\"]},{\"id\":3,\"party\":[99,"
       "\"C\"]}]}");
  add (&fixture, "POST /things/search_read", "{\"result\":[]}");
  read_entity (&fixture, "thing");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "vendor_city", "Ōsaka,Köln,-");
  g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "parties"), ==, 2);
  g_assert_cmpuint (mw_test_sink_get_n_raw (fixture.sink, "things"), ==, 3);
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 0)->set, ==, 1);
  parties = dup_body (&fixture, 1);
  fields = json_to_string (json_object_get_member (parties, "fields"), FALSE);
  g_assert_cmpstr (fields, ==, "[\"id\",\"town\",\"home\"]");
  tear_down (&fixture);
}

static void
test_lookup_not_readable (void)
{
  static const char *const answers[] = { "{\"error\":{\"name\":\"AccessError\",\"message\":\"not for you\"}}",
                                         "{\"error\":{\"name\":\"NotFound\",\"message\":\"no such list\"}}" };
  /* Told apart: who lacks a right can ask for it. */
  static const char *const notices[] = { "set bench.party: vendor_city (forbidden)\n",
                                         "set bench.party: vendor_city (not offered)\n" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fixture fixture;

      set_up (&fixture);
      add (&fixture, "POST /things/search_count", "{\"result\":1}");
      add (&fixture, "POST /parties/search_read", answers[i]);
      add (&fixture, "POST /things/search_read",
           "{\"result\":[{\"id\":1,\"name\":\"T1\",\"party\":[13,\"B\"]}]}");
      read_entity (&fixture, "thing");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", "T1");
      assert_column (&fixture, "vendor_city", "-");
      g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, notices[i]);
      tear_down (&fixture);
    }
}

static void
test_set_that_looks_into_itself (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /tree/search_read",
       "{\"result\":[{\"id\":1,\"name\":\"Bin\",\"parent\":3},{\"id\":2,\"name\":\"Hall\"},{\"id\":4,"
       "\"name\":\"Lost\",\"parent\":77}]}");
  add (&fixture, "POST /tree/search_read", "{\"result\":[{\"id\":3,\"name\":\"Store\",\"parent\":2}]}");
  read_entity (&fixture, "row_tree");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "name", "Bin,Hall,Lost,Store");
  assert_column (&fixture, "parent", "Store,-,-,Hall");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 2);
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 3)->record, ==, 3);
  tear_down (&fixture);
}

static void
test_children (void)
{
  Fixture fixture;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *fields = NULL;

  set_up (&fixture);
  add (&fixture, "POST /things/search_count", "{\"result\":2}");
  add (&fixture, "POST /things/search_read",
       "{\"result\":[{\"id\":1,\"name\":\"P1\",\"lines\":[{\"number\":10,\"amount\":2},{\"display\":\"note\"}"
       ",{\"number\":20}]},{\"id\":2}]}");
  read_entity (&fixture, "line");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "10,20");
  assert_column (&fixture, "order_number", "P1,P1");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 2);
  g_assert_cmpint (mw_test_sink_get_origin (fixture.sink, 1)->child, ==, 2);
  body = dup_body (&fixture, 1);
  fields = json_to_string (json_object_get_member (body, "fields"), FALSE);
  g_assert_cmpstr (fields, ==, "[\"id\",\"lines\",\"name\"]");
  tear_down (&fixture);
}

static void
test_session_that_ends (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) last = NULL;

  set_up_with (&fixture, "login", TRUE);
  add (&fixture, "POST /login", "{\"token\":\"new-token-4567\"}");
  add (&fixture, "POST /offset/search_count", "{\"result\":4}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
  add_status (&fixture, "POST /base/offset/search_read", 401, NULL, "");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":4}]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/login"), ==, 1);
  last = mw_fixture_server_dup_last (fixture.server, "/base/offset/search_read");
  g_assert_cmpstr (mw_fixture_request_get_header (last, "authorization"), ==, "Bearer new-token-4567");
  tear_down (&fixture);
}

static void
test_session_that_ends_for_good (void)
{
  static const struct
  {
    gboolean keeps_password;
    guint n_logins;
  } cases[] = { { FALSE, 0 }, { TRUE, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      set_up_with (&fixture, "login", cases[i].keeps_password);
      add_status (&fixture, "POST /base/login", 401, NULL, "{}");
      add (&fixture, "POST /offset/search_count", "{\"result\":4}");
      add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
      add_status (&fixture, "POST /base/offset/search_read", 401, NULL, "");
      read_entity (&fixture, "row_offset");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT);
      assert_column (&fixture, "number", "1,2,3");
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/login"), ==, cases[i].n_logins);
      tear_down (&fixture);
    }
}

static DexFuture *
question_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);

  fixture->found = dex_await_int64 (mw_source_probe (fixture->source, entity), &fixture->error) != 0;
  if (fixture->error == NULL)
    fixture->count = dex_await_int64 (mw_source_count (fixture->source, entity), &fixture->error);
  return dex_future_new_true ();
}

static void
test_questions (void)
{
  Fixture fixture;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *text = NULL;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1}]}");
  add (&fixture, "POST /offset/search_count", "{\"result\":12345678901}");
  fixture.entity = "row_offset";
  mw_test_run_fiber (question_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_true (fixture.found);
  g_assert_cmpint (fixture.count, ==, 12345678901);
  body = dup_body (&fixture, 0);
  g_assert_cmpint (json_object_get_int_member (body, "limit"), ==, 1);
  text = json_to_string (json_object_get_member (body, "fields"), FALSE);
  g_assert_cmpstr (text, ==, "[\"id\"]");
  tear_down (&fixture);

  set_up (&fixture);
  add (&fixture, "GET /page", "{\"data\":[],\"meta\":{\"total\":0}}");
  fixture.entity = "row_page";
  mw_test_run_fiber (question_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_false (fixture.found);
  g_assert_cmpint (fixture.count, ==, 0);
  tear_down (&fixture);

  set_up (&fixture);
  add (&fixture, "GET /whole", "[{\"id\":1}]");
  fixture.entity = "row_whole";
  mw_test_run_fiber (question_fiber, &fixture);
  g_assert_no_error (fixture.error);
  g_assert_cmpint (fixture.count, ==, -1);
  tear_down (&fixture);

  set_up (&fixture);
  add (&fixture, "POST /offset/search_read",
       "{\"error\":{\"name\":\"AccessError\",\"message\":\"not for you\"}}");
  fixture.entity = "row_offset";
  mw_test_run_fiber (question_fiber, &fixture);
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
  tear_down (&fixture);
}

static DexFuture *
drop_fiber (gpointer data)
{
  Fixture *fixture = data;
  MwEntity *entity = mw_test_bench_find_entity (fixture->bench, fixture->entity);
  DexFuture *reading = mw_source_read (fixture->source, entity, MW_SINK (fixture->sink));

  while (mw_fixture_server_count (fixture->server, "/base/offset/search_read") < 2)
    dex_await (dex_timeout_new_msec (5), NULL);
  dex_unref (reading);
  /* The page may come now, and another would be asked for if nobody had stopped. */
  mw_fixture_server_open_gate (fixture->server);
  dex_await (dex_timeout_new_msec (300), NULL);
  return dex_future_new_true ();
}

static void
test_dropped (void)
{
  MwFixtureAnswer slow = { .body = "{\"result\":[{\"id\":4},{\"id\":5},{\"id\":6}]}",
                           .flags = MW_FIXTURE_GATED };
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":90}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
  mw_fixture_server_add (fixture.server, "POST /base/offset/search_read", &slow);
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":7},{\"id\":8},{\"id\":9}]}");
  fixture.entity = "row_offset";
  mw_test_run_fiber (drop_fiber, &fixture);
  assert_column (&fixture, "number", "1,2,3");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/offset/search_read"), ==, 2);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/offset", test_offset);
  g_test_add_func ("/reading/count-differs", test_count_differs);
  g_test_add_func ("/reading/no-count", test_no_count);
  g_test_add_func ("/reading/unknown-fields", test_unknown_fields);
  g_test_add_func ("/reading/unknown-field-for-ever", test_unknown_field_for_ever);
  g_test_add_func ("/reading/offered-fields", test_offered_fields);
  g_test_add_func ("/reading/columns", test_columns);
  g_test_add_func ("/reading/columns-of-key", test_columns_of_key);
  g_test_add_func ("/reading/fields-not-told", test_fields_not_told);
  g_test_add_func ("/reading/records-of-any-kind", test_records_of_any_kind);
  g_test_add_func ("/reading/bad-pages", test_bad_pages);
  g_test_add_func ("/reading/busy", test_busy);
  g_test_add_func ("/reading/cut-page", test_cut_page);
  g_test_add_func ("/reading/lookups", test_lookups);
  g_test_add_func ("/reading/lookup-not-readable", test_lookup_not_readable);
  g_test_add_func ("/reading/set-that-looks-into-itself", test_set_that_looks_into_itself);
  g_test_add_func ("/reading/children", test_children);
  g_test_add_func ("/reading/session-that-ends", test_session_that_ends);
  g_test_add_func ("/reading/session-that-ends-for-good", test_session_that_ends_for_good);
  g_test_add_func ("/reading/questions", test_questions);
  g_test_add_func ("/reading/dropped", test_dropped);
  return g_test_run ();
}
