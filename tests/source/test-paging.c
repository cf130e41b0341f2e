/* test-paging.c: how each style turns the pages, what ends them, and servers that lead astray
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-header.h"
#include "mw-pager.h"
#include "mw-test-read.h"

#define LIST(query, headers, paging)                                                                         \
  "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"rows\", "     \
  "\"query\": {" query "}, \"headers\": {" headers "}, \"records\": \"items\"}, \"paging\": {" paging "}}"

static void
add_answer (Fixture *fixture, guint status, const char *headers, const char *body)
{
  MwFixtureAnswer answer = { .status = status, .headers = headers, .body = body };

  mw_fixture_server_add (fixture->server, "GET /base/rows", &answer);
}

static void
test_link_header_text (void)
{
  static const struct
  {
    const char *header;
    const char *next;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "<https://a.example/x?page=2>; rel=\"next\"", "https://a.example/x?page=2" },
    { "<b>; rel=prev, <c>; rel=next", "c" },
    { "<b>; rel=\"first prev\", <c>; title=\"a, <d>; rel=next\"; rel=\"last next\"", "c" },
    { "<a>; title=\"say \\\"next\\\"\"; rel=last", NULL },
    { "<a>; REL=NEXT", "a" },
    { "<a> ; rel = \"next\" ; x , <b>;rel=next", "a" },
    /* Only the first rel counts. */
    { "<a>; rel=last; rel=next, <b>; rel=next", "b" },
    /* A link of another page. */
    { "<a>; rel=next; anchor=\"#foo\", <b>; rel=next", "b" },
    { "<a>; rel=\"nextish next-page\"", NULL },
    { ", ,<a>;rel=next", "a" },
    { "< a >; rel=next", "a" },
    { "<>; rel=next", NULL },
    { "<a; rel=next", NULL },
    { "<a>; rel=\"next", "a" },
    { "<a>; rel=\"ne\\", NULL },
    { "a; rel=next", NULL },
    { "<a>; title=x y, <b>; rel=next", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *next = mw_link_header_dup_next (cases[i].header);

      g_test_message ("%s", cases[i].header);
      g_assert_cmpstr (next, ==, cases[i].next);
    }
}

static void
test_content_range (void)
{
  g_assert_cmpint (mw_pager_parse_total ("items 0-99/1234"), ==, 1234);
  g_assert_cmpint (mw_pager_parse_total ("0-49/200"), ==, 200);
  g_assert_cmpint (mw_pager_parse_total ("items */0"), ==, 0);
  g_assert_cmpint (mw_pager_parse_total ("items 0-99/*"), ==, -1);
  g_assert_cmpint (mw_pager_parse_total ("items 0-99"), ==, -1);
  g_assert_cmpint (mw_pager_parse_total ("items 0-99/-7"), ==, -1);
  g_assert_cmpint (mw_pager_parse_total ("items 0-99/99999999999999999999"), ==, -1);
  g_assert_cmpint (mw_pager_parse_total (NULL), ==, -1);
}

static void
test_offset_from_one (void)
{
  Fixture fixture;

  set_up_small (&fixture, "",
                LIST ("\"from\": \"{offset}\", \"by\": \"{order}\"", "",
                      "\"style\": \"offset\", \"size\": 2, \"first\": 1, \"order\": \"id asc\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1},{\"id\":2}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3");
  assert_targets (&fixture, "rows?from=1&by=id%20asc\nrows?from=3&by=id%20asc\n");
  tear_down (&fixture);
}

/* What the server says of itself is believed: a short page need not be the last, nor a full one another. */
static void
test_more (void)
{
  static const struct
  {
    const char *paging;
    const char *first, *second;
    const char *column;
  } cases[] = {
    { "\"more\": \"hasMore\"", "\"hasMore\": true", "\"hasMore\": false", "1,2" },
    { "\"more\": \"hasMore\"", "\"hasMore\": false", "", "1" },
    { "\"more\": \"done\", \"more_is\": \"last\"", "\"done\": false", "\"done\": true", "1,2" },
    { "\"more\": \"done\", \"more_is\": \"last\"", "\"done\": true", "", "1" },
    { "\"more\": \"MORE\"", "\"MORE\": \"+\"", "\"MORE\": \"-\"", "1,2" },
    /* Nothing is said: a page shorter than 5 is the last. */
    { "\"more\": \"hasMore\"", "\"hasMore\": null", "", "1" },
    { "\"more\": \"hasMore\"", "\"other\": 1", "", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *paging = g_strdup_printf (
        "\"style\": \"page\", \"size\": 5, \"order_fixed\": \"x\", %s", cases[i].paging);
      g_autofree char *sets = g_strdup_printf (
        "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": \"rows\", "
        "\"query\": {\"page\": \"{page}\"}, \"records\": \"items\"}, \"paging\": {%s}}",
        paging);
      g_autofree char *first = g_strdup_printf ("{\"items\":[{\"id\":1}], %s}", cases[i].first);
      g_autofree char *second = g_strdup_printf ("{\"items\":[{\"id\":2}]%s%s}",
                                                 *cases[i].second != '\0' ? "," : "", cases[i].second);
      Fixture fixture;

      g_test_message ("%s %s", cases[i].paging, cases[i].first);
      set_up_small (&fixture, "", sets);
      add (&fixture, "GET /rows", first);
      add (&fixture, "GET /rows", second);
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", cases[i].column);
      tear_down (&fixture);
    }
}

/* A server that always says that there is more: an empty page ends it, the same page again is a circle. */
static void
test_always_more (void)
{
  Fixture fixture;

  set_up_small (&fixture, "",
                LIST ("\"page\": \"{page}\"", "",
                      "\"style\": \"page\", \"size\": 1, \"order_fixed\": \"x\", \"more\": \"more\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}],\"more\":true}");
  add (&fixture, "GET /rows", "{\"items\":[],\"more\":true}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1");
  assert_targets (&fixture, "rows?page=1\nrows?page=2\n");
  tear_down (&fixture);

  set_up_small (&fixture, "",
                LIST ("\"page\": \"{page}\"", "",
                      "\"style\": \"page\", \"size\": 1, \"order_fixed\": \"x\", \"more\": \"more\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}],\"more\":true}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  assert_column (&fixture, "number", "1");
  tear_down (&fixture);
}

#define CURSOR(more)                                                                                         \
  LIST ("\"cursor\": \"{cursor}\"", "",                                                                      \
        "\"style\": \"cursor\", \"next\": \"next\", \"start\": \"0\", "                                      \
        "\"end\": [\"0\", \"-1\"]" more)

static void
test_cursor_ends (void)
{
  static const char *const ends[] = { "\"next\":0",    "\"next\":\"-1\"", "\"next\":null",
                                      "\"next\":\"\"", "\"next\":false",  "\"other\":1" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *last = g_strdup_printf ("{\"items\":[{\"id\":2}],%s}", ends[i]);
      Fixture fixture;

      set_up_small (&fixture, "", CURSOR (""));
      add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}],\"next\":1000}");
      add (&fixture, "GET /rows", last);
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", "1,2");
      assert_targets (&fixture, "rows?cursor=0\nrows?cursor=1000\n");
      tear_down (&fixture);
    }
}

static void
test_cursor_astray (void)
{
  static const struct
  {
    const char *first, *second;
    int code;
    const char *column;
  } cases[] = {
    /* It does not advance. */
    { "\"next\":5", "\"next\":5", MW_SOURCE_ERROR_LOOP, "1,2" },
    /* More, and not where. */
    { "\"next\":5,\"more\":true", "\"next\":null,\"more\":true", MW_SOURCE_ERROR_SHAPE, "1,2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = g_strdup_printf ("{\"items\":[{\"id\":1}],%s}", cases[i].first);
      g_autofree char *second = g_strdup_printf ("{\"items\":[{\"id\":2}],%s}", cases[i].second);
      Fixture fixture;

      set_up_small (&fixture, "", CURSOR (", \"more\": \"more\""));
      add (&fixture, "GET /rows", first);
      add (&fixture, "GET /rows", second);
      read_entity (&fixture, "row_whole");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, cases[i].code);
      assert_column (&fixture, "number", cases[i].column);
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 2);
      tear_down (&fixture);
    }
}

/* No more, whatever the cursor. */
static void
test_cursor_no_more (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", CURSOR (", \"more\": \"more\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":1}],\"next\":5,\"more\":false}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "rows?cursor=0\n");
  tear_down (&fixture);
}

static void
answer_empty_page (MwFixtureServer *server,
                   const MwFixtureRequest *request,
                   MwFixtureAnswer *answer,
                   gpointer data)
{
  int *n = data;

  answer->body = mw_fixture_server_keep (
    server, g_strdup_printf ("{\"items\":[],\"next\":\"c%d\"}", g_atomic_int_add (n, 1)));
}

/* New cursors without an end, and never a record. */
static void
test_empty_for_ever (void)
{
  Fixture fixture;
  int n = 0;

  set_up_small (&fixture, "", CURSOR (""));
  mw_fixture_server_add_handler (fixture.server, "GET /base/rows", answer_empty_page, &n);
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, MW_PAGER_MAX_EMPTY);
  tear_down (&fixture);
}

static void
test_link_header (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) second = NULL;

  set_up_small (&fixture, "",
                LIST ("\"n\": \"{limit}\"", "\"Prefer\": \"odata.maxpagesize={limit}\"",
                      "\"style\": \"link-header\", \"size\": 2"));
  add_answer (&fixture, 0,
              "Link: <rows?cursor=x%2Cy>; title=\"a, b\"; rel=\"next\", </base/rows?n=1>; rel=\"first\"\r\n",
              "{\"items\":[{\"id\":1}]}");
  add_answer (&fixture, 0, "Link: <rows?n=1>; rel=first\r\nLink: <rows?n=9>; rel=last\r\n",
              "{\"items\":[{\"id\":2}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  assert_targets (&fixture, "rows?n=2\nrows?cursor=x%2Cy\n");
  /* What the list is asked with is asked with again. */
  second = mw_fixture_server_dup_request (fixture.server, 1);
  g_assert_cmpstr (mw_fixture_request_get_header (second, "prefer"), ==, "odata.maxpagesize=2");
  g_assert_cmpstr (mw_fixture_request_get_header (second, "authorization"), ==, "Bearer k-0123456789");
  tear_down (&fixture);
}

#define RANGE LIST ("", "\"Range\": \"items={range}\"", "\"style\": \"range\", \"size\": 2")

static void
test_range (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) first = NULL;
  g_autoptr (MwFixtureRequest) last = NULL;

  set_up_small (&fixture, "", RANGE);
  add_answer (&fixture, 206, "Content-Range: items 0-1/4\r\n", "{\"items\":[{\"id\":1},{\"id\":2}]}");
  add_answer (&fixture, 206, "Content-Range: items 2-3/4\r\n", "{\"items\":[{\"id\":3},{\"id\":4}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 4);
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 2);
  first = mw_fixture_server_dup_request (fixture.server, 0);
  last = mw_fixture_server_dup_request (fixture.server, 1);
  g_assert_cmpstr (mw_fixture_request_get_header (first, "range"), ==, "items=0-1");
  g_assert_cmpstr (mw_fixture_request_get_header (last, "range"), ==, "items=2-3");
  tear_down (&fixture);
}

/* Without a total a short page ends it; without Content-Range the server gave all there is. */
static void
test_range_without_total (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", RANGE);
  add_answer (&fixture, 206, "Content-Range: items 0-1/*\r\n", "{\"items\":[{\"id\":1},{\"id\":2}]}");
  add_answer (&fixture, 206, "Content-Range: items 2-2/*\r\n", "{\"items\":[{\"id\":3}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3");
  tear_down (&fixture);

  set_up_small (&fixture, "", RANGE);
  add_answer (&fixture, 200, NULL, "{\"items\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4");
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 1);
  tear_down (&fixture);
}

#define KEYSET(more)                                                                                         \
  LIST ("\"q\": \"id > {after}\", \"n\": \"{limit}\"", "",                                                   \
        "\"style\": \"keyset\", \"size\": 2, \"start\": \"0\"" more)

static void
test_keyset (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", KEYSET (""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3},{\"id\":7}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":8},{\"id\":12}]}");
  add (&fixture, "GET /rows", "{\"items\":[]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "3,7,8,12");
  assert_targets (&fixture, "rows?q=id%20%3E%200&n=2\nrows?q=id%20%3E%207&n=2\nrows?q=id%20%3E%2012&n=2\n");
  tear_down (&fixture);

  set_up_small (&fixture, "", KEYSET (", \"key\": \"seq\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3,\"seq\":\"a\"},{\"id\":7,\"seq\":\"b\"}]}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":8,\"seq\":\"c\"}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_targets (&fixture, "rows?q=id%20%3E%200&n=2\nrows?q=id%20%3E%20b&n=2\n");
  tear_down (&fixture);
}

static void
test_keyset_astray (void)
{
  Fixture fixture;

  /* A server that does not look at {after}. */
  set_up_small (&fixture, "", KEYSET (""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3},{\"id\":7}]}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  assert_column (&fixture, "number", "3,7");
  tear_down (&fixture);

  set_up_small (&fixture, "", KEYSET (", \"key\": \"seq\""));
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3},{\"id\":7}]}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE);
  assert_column (&fixture, "number", "3,7");
  tear_down (&fixture);
}

/* A server behind a proxy calls itself by its own name. What goes out goes to the connection's address. */
static void
test_put_back (void)
{
  Fixture fixture;

  set_up_small (&fixture, "", LIST ("", "", "\"style\": \"next-link\", \"next\": \"next\""));
  add (&fixture, "GET /rows",
       "{\"items\":[{\"id\":1}],\"next\":\"https://erp.internal:8443/base/rows?page=2\"}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":2}],\"next\":\"http://erp.internal/base/rows?page=3\"}");
  add (&fixture, "GET /rows", "{\"items\":[{\"id\":3}]}");
  read_entity (&fixture, "row_whole");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3");
  assert_targets (&fixture, "rows\nrows?page=2\nrows?page=3\n");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==, "put-back rows\n");
  tear_down (&fixture);
}

/* Where a relative link begins. */
static void
test_relative_links (void)
{
  static const struct
  {
    const char *relative_to;
    const char *link;
    const char *target;
  } cases[] = {
    { "page", "orders?skip=2", "odata/v4/orders?skip=2" },
    { "page", "?skip=2", "odata/v4/list?skip=2" },
    { "service", "orders?skip=2", "odata/v4/orders?skip=2" },
    { "service", "list(1)/orders?skip=2", "odata/v4/list%281%29/orders?skip=2" },
    { "address", "odata/v4/orders?skip=2", "odata/v4/orders?skip=2" },
    { "address", "/base/odata/v4/orders?skip=2", "odata/v4/orders?skip=2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sets = g_strdup_printf (
        "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "
        "\"odata/v4/list\", \"query\": {\"a\": \"b\"}, \"records\": [\"d.results\", \"value\", \"d\"]}, "
        "\"paging\": {\"style\": \"next-link\", \"next\": \"next\", \"relative_to\": \"%s\"}}",
        cases[i].relative_to);
      g_autofree char *first = g_strdup_printf ("{\"d\":[{\"id\":1}],\"next\":\"%s\"}", cases[i].link);
      g_autofree char *targets = g_strdup_printf ("odata/v4/list?a=b\n%s\n", cases[i].target);
      MwFixtureAnswer rest = { .body = "{\"value\":[{\"id\":2}]}" };
      Fixture fixture;

      set_up_small (&fixture, "", sets);
      mw_fixture_server_add_json (fixture.server, "GET /base/odata/v4/list", first);
      mw_fixture_server_add (fixture.server, "GET /base/odata/v4/list", &rest);
      mw_fixture_server_add (fixture.server, "GET /base/odata/v4/orders", &rest);
      mw_fixture_server_add (fixture.server, "GET /base/odata/v4/list%281%29/orders", &rest);
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", "1,2");
      assert_targets (&fixture, targets);
      tear_down (&fixture);
    }
}

/* The records stand at the first of several paths that has a list. */
static void
test_record_paths (void)
{
  static const struct
  {
    const char *body;
    const char *column;
  } cases[] = {
    { "{\"d\":{\"results\":[{\"id\":1}],\"x\":[{\"id\":9}]}}", "1" },
    { "{\"d\":[{\"id\":2}],\"value\":[{\"id\":9}]}", "2" },
    { "{\"value\":[{\"id\":3}]}", "3" },
    { "{\"d\":{\"results\":null},\"value\":[]}", "" },
  };
  Fixture fixture;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_up_small (&fixture, "",
                    "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", "
                    "\"path\": \"rows\", \"records\": [\"d.results\", \"d\", \"value\"]}}");
      add (&fixture, "GET /rows", cases[i].body);
      read_entity (&fixture, "row_whole");
      g_assert_no_error (fixture.error);
      assert_column (&fixture, "number", cases[i].column);
      tear_down (&fixture);
    }
  set_up_small (&fixture, "",
                "\"rows\": {\"title\": \"rows\", \"key\": \"id\", \"list\": {\"kind\": \"read\", \"path\": "
                "\"rows\", \"records\": [\"d.results\", \"value\"]}}");
  add (&fixture, "GET /rows", "{\"d\":{\"id\":1},\"items\":[]}");
  read_entity (&fixture, "row_whole");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SHAPE);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paging/link-header-text", test_link_header_text);
  g_test_add_func ("/paging/content-range", test_content_range);
  g_test_add_func ("/paging/offset-from-one", test_offset_from_one);
  g_test_add_func ("/paging/more", test_more);
  g_test_add_func ("/paging/always-more", test_always_more);
  g_test_add_func ("/paging/cursor-ends", test_cursor_ends);
  g_test_add_func ("/paging/cursor-astray", test_cursor_astray);
  g_test_add_func ("/paging/cursor-no-more", test_cursor_no_more);
  g_test_add_func ("/paging/empty-for-ever", test_empty_for_ever);
  g_test_add_func ("/paging/link-header", test_link_header);
  g_test_add_func ("/paging/range", test_range);
  g_test_add_func ("/paging/range-without-total", test_range_without_total);
  g_test_add_func ("/paging/keyset", test_keyset);
  g_test_add_func ("/paging/keyset-astray", test_keyset_astray);
  g_test_add_func ("/paging/put-back", test_put_back);
  g_test_add_func ("/paging/relative-links", test_relative_links);
  g_test_add_func ("/paging/record-paths", test_record_paths);
  return g_test_run ();
}
