/* test-turning.c: how a read gets from one page to the next, and what must not lead it astray
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-read.h"

/* A server that gives less at a time than it is asked for: its own count tells when it is over. */
static void
test_capped_pages (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":5}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2}]}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":3},{\"id\":4}]}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":5}]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4,5");
  tear_down (&fixture);
}

static void
test_duplicates (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "POST /offset/search_count", "{\"result\":5}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
  add (&fixture, "POST /offset/search_read",
       "{\"result\":[{\"id\":3,\"name\":\"again\"},{\"id\":4,\"id\":9},{\"id\":5}]}");
  add (&fixture, "POST /offset/search_read", "{\"result\":[]}");
  read_entity (&fixture, "row_offset");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4,5");
  assert_column (&fixture, "name", "-,-,-,-,-");
  g_assert_cmpstr (mw_test_sink_get_notices (fixture.sink), ==,
                   "duplicates bench.offset 1\nkeys bench.offset 1\n");
  g_assert_cmpuint (mw_test_sink_get_origin (fixture.sink, 4)->record, ==, 4);
  tear_down (&fixture);
}

static void
test_pages_that_do_not_advance (void)
{
  static const char *const second[] = {
    "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}", /* the same bytes */
    "{\"result\":[{\"id\":3},{\"id\":2},{\"id\":1}]}", /* the same records */
  };

  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      Fixture fixture;

      set_up (&fixture);
      add (&fixture, "POST /offset/search_count", "{\"result\":900}");
      add (&fixture, "POST /offset/search_read", "{\"result\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");
      add (&fixture, "POST /offset/search_read", second[i]);
      read_entity (&fixture, "row_offset");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
      assert_column (&fixture, "number", "1,2,3");
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, "/base/offset/search_read"), ==, 2);
      tear_down (&fixture);
    }
}

static void
test_page_numbers (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) last = NULL;

  set_up (&fixture);
  add (&fixture, "GET /page", "{\"data\":[{\"id\":1},{\"id\":2}],\"meta\":{\"total\":4}}");
  add (&fixture, "GET /page", "{\"data\":[{\"id\":3},{\"id\":4}],\"meta\":{\"total\":4}}");
  read_entity (&fixture, "row_page");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3,4");
  g_assert_cmpint (mw_test_sink_get_expected (fixture.sink), ==, 4);
  g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 2);
  last = mw_fixture_server_dup_last (fixture.server, NULL);
  g_assert_cmpstr (last->target, ==, "/base/page?page=2&per_page=2");
  tear_down (&fixture);

  set_up (&fixture);
  add (&fixture, "GET /last", "{\"data\":[{\"id\":1}],\"meta\":{\"last\":1}}");
  add (&fixture, "GET /last", "{\"data\":[{\"id\":2}],\"meta\":{\"last\":1}}");
  read_entity (&fixture, "row_last");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  tear_down (&fixture);
}

static void
test_next_links (void)
{
  Fixture fixture;
  g_autofree char *absolute = NULL;
  g_autoptr (MwFixtureRequest) second = NULL;
  g_autoptr (MwFixtureRequest) third = NULL;

  set_up (&fixture);
  absolute = mw_fixture_server_dup_uri (fixture.server, "/base/odata/link2?$skiptoken=a%2Fb+c&x=%7Bkey%7D");
  add (&fixture, "GET /odata/link", "{\"value\":[{\"id\":1}],\"@odata.nextLink\":\"link1?%24skiptoken=50\"}");
  add (&fixture, "GET /odata/link1",
       mw_fixture_server_keep (
         fixture.server, g_strdup_printf ("{\"value\":[{\"id\":2}],\"@odata.nextLink\":\"%s\"}", absolute)));
  add (&fixture, "GET /odata/link2", "{\"value\":[{\"id\":3}],\"@odata.nextLink\":null}");
  read_entity (&fixture, "row_link");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2,3");
  second = mw_fixture_server_dup_request (fixture.server, 1);
  g_assert_cmpstr (second->target, ==, "/base/odata/link1?$skiptoken=50");
  g_assert_cmpstr (mw_fixture_request_get_header (second, "authorization"), ==, "Bearer k-0123456789");
  third = mw_fixture_server_dup_request (fixture.server, 2);
  g_assert_cmpstr (third->target, ==, "/base/odata/link2?$skiptoken=a%2Fb%20c&x=%7Bkey%7D");
  tear_down (&fixture);
}

static void
test_bad_next_links (void)
{
  static const struct
  {
    const char *link;
    int code;
  } links[] = {
    { "https://elsewhere.example/other/odata/link", MW_SOURCE_ERROR_SHAPE },
    { "//elsewhere.example/baseodata/link", MW_SOURCE_ERROR_SHAPE },
    { "https://anna:secret@elsewhere.example/base/odata/link", MW_SOURCE_ERROR_SHAPE },
    { "ftp://elsewhere.example/base/odata/link", MW_SOURCE_ERROR_SHAPE },
    { "file:///base/odata/link", MW_SOURCE_ERROR_SHAPE },
    { "/other/odata/link", MW_SOURCE_ERROR_SHAPE },
    { "/base/../other", MW_SOURCE_ERROR_SHAPE },
    { "javascript:alert(1)", MW_SOURCE_ERROR_SHAPE },
    { "http://[", MW_SOURCE_ERROR_SHAPE },
    { "?a=%zz", MW_SOURCE_ERROR_SHAPE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      Fixture fixture;

      set_up (&fixture);
      add (&fixture, "GET /odata/link",
           mw_fixture_server_keep (
             fixture.server,
             g_strdup_printf ("{\"value\":[{\"id\":1}],\"@odata.nextLink\":\"%s\"}", links[i].link)));
      read_entity (&fixture, "row_link");
      g_assert_error (fixture.error, MW_SOURCE_ERROR, links[i].code);
      assert_column (&fixture, "number", "1");
      g_assert_cmpuint (mw_fixture_server_count (fixture.server, NULL), ==, 1);
      tear_down (&fixture);
    }
}

static void
test_link_in_a_circle (void)
{
  Fixture fixture;

  set_up (&fixture);
  add (&fixture, "GET /odata/link", "{\"value\":[{\"id\":1}],\"@odata.nextLink\":\"link?n=1\"}");
  add (&fixture, "GET /odata/link", "{\"value\":[{\"id\":2}],\"@odata.nextLink\":\"link?n=1\"}");
  read_entity (&fixture, "row_link");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  assert_column (&fixture, "number", "1,2");
  tear_down (&fixture);
}

static void
test_cursors (void)
{
  Fixture fixture;
  g_autoptr (MwFixtureRequest) first = NULL;
  g_autoptr (MwFixtureRequest) last = NULL;

  set_up (&fixture);
  add (&fixture, "GET /cursor", "{\"items\":[{\"id\":1}],\"next\":\"a&b\"}");
  add (&fixture, "GET /cursor", "{\"items\":[],\"next\":17}");
  add (&fixture, "GET /cursor", "{\"items\":[{\"id\":2}],\"next\":\"\"}");
  read_entity (&fixture, "row_cursor");
  g_assert_no_error (fixture.error);
  assert_column (&fixture, "number", "1,2");
  first = mw_fixture_server_dup_request (fixture.server, 0);
  g_assert_cmpstr (first->target, ==, "/base/cursor?limit=2");
  last = mw_fixture_server_dup_request (fixture.server, 1);
  g_assert_cmpstr (last->target, ==, "/base/cursor?cursor=a%26b&limit=2");
  tear_down (&fixture);

  set_up (&fixture);
  add (&fixture, "GET /cursor", "{\"items\":[{\"id\":1}],\"next\":\"x\"}");
  add (&fixture, "GET /cursor", "{\"items\":[{\"id\":2}],\"next\":\"x\"}");
  read_entity (&fixture, "row_cursor");
  g_assert_error (fixture.error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP);
  assert_column (&fixture, "number", "1,2");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/capped-pages", test_capped_pages);
  g_test_add_func ("/reading/duplicates", test_duplicates);
  g_test_add_func ("/reading/pages-that-do-not-advance", test_pages_that_do_not_advance);
  g_test_add_func ("/reading/page-numbers", test_page_numbers);
  g_test_add_func ("/reading/next-links", test_next_links);
  g_test_add_func ("/reading/bad-next-links", test_bad_next_links);
  g_test_add_func ("/reading/link-in-a-circle", test_link_in_a_circle);
  g_test_add_func ("/reading/cursors", test_cursors);
  return g_test_run ();
}
