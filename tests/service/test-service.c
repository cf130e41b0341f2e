/* test-service.c: the unified API over real HTTP: pages, filters, tokens, scopes and limits
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-desk.h"

/* Follows links.next: every record once, in order. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup ("/api/eam/boxes?per_page=25");
  guint n_seen = 0;

  for (guint page = 1; path != NULL; page++)
    {
      g_autoptr (MwJson) json = get_json (fixture, path);
      yyjson_val *list = yyjson_obj_get (mw_json_get_root (json), "data");
      g_autofree char *number = g_strdup_printf ("%u", page);
      g_autofree char *next = NULL;
      yyjson_val *record;
      size_t i, n;

      assert_text (json, "meta.current_page", number);
      assert_text (json, "meta.last_page", "6");
      assert_text (json, "meta.total", "137");
      assert_text (json, "meta.per_page", "25");
      yyjson_arr_foreach (list, i, n, record)
      {
        g_autofree char *key = g_strdup_printf ("k%03u", n_seen++);

        g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (record, "key")), ==, key);
      }
      next = mw_test_json_text (json, "links.next");
      g_clear_pointer (&path, g_free);
      if (next != NULL)
        path = g_strdup (strstr (next, "/api/"));
    }
  g_assert_cmpuint (n_seen, ==, MW_TEST_SHELF_N_RECORDS);
}

static void
test_envelope (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwJson) first = get_json (fixture, "/api/eam/boxes");
  g_autoptr (MwJson) beyond = get_json (fixture, "/api/eam/boxes?page=7&per_page=25");
  g_autoptr (MwJson) single = get_json (fixture, "/api/eam/boxes/k004");
  g_autoptr (MwJson)
    status = get_json (fixture, "/api/eam/statuses/boxes?page=2&per_page=100&filter[name:contains]=box");
  g_autofree char *prev = mw_test_json_text (status, "links.prev");

  assert_text (first, "meta.per_page", "50");
  assert_text (first, "meta.from", "1");
  assert_text (first, "meta.to", "50");
  assert_text (first, "links.prev", NULL);
  assert_text (beyond, "data", "[]");
  assert_text (beyond, "meta.from", NULL);
  assert_text (beyond, "meta.to", NULL);
  assert_text (beyond, "links.next", NULL);
  assert_text (single, "data.weight", "996.500");
  g_assert_true (g_str_has_suffix (prev, "?page=1&per_page=100&filter%5Bname%3Acontains%5D=box"));
  assert_refused (fixture, "/api/eam/boxes/k999", 404);
}

static void
test_system (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwJson) current = get_json (fixture, "/api/integrations/current");
  g_autoptr (MwJson) connections = get_json (fixture, "/api/system/connections");
  g_autoptr (MwJson) platforms = get_json (fixture, "/api/system/platforms");
  g_autoptr (MwJson) tables = get_json (fixture, "/api/raw/tables");
  g_autoptr (MwJson) rows = get_json (fixture, "/api/raw/tables/BOX/data?page=3");

  assert_text (current, "data.company_name", "Shelf \"A\"");
  assert_text (connections, "data[0].name", "Shelf \"A\"");
  assert_text (connections, "data[0].status", "Active");
  assert_text (platforms, "data[0].slug", "test");
  assert_text (tables, "data[1].name", "Käse/1");
  assert_text (rows, "meta.from", "101");
  assert_text (rows, "meta.total", "137");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query, *total, *first;
  } cases[] = {
    { "filter[key]=k004", "1", "k004" },
    { "filter[key]=K004", "0", NULL },
    { "filter%5Bname%5D=Box+12", "1", "k012" },
    { "filter[name:contains]=BOX%2013", "7", "k013" },
    { "filter[name:startsWith]=box%209", "10", "k009" },
    { "filter[weight:gt]=997.5", "3", "k000" },
    { "filter[weight:gteq]=997.50", "4", "k000" },
    { "filter[weight:lt]=865.5", "1", "k136" },
    { "filter[weight:lted]=865.5", "2", "k135" },
    { "filter[size.height]=3&filter[key:lt]=k020", "2", "k003" },
    { "filter[key]=k001&filter[key]=k002&filterMatch=any", "2", "k001" },
    { "filter[key]=k001&filter[key]=k002&filter[filterMatch]=any", "2", "k001" },
    { "filter[key]=k001&filter[key]=k002&filterMatch=all", "0", NULL },
    { "filter[nothing]=1", "0", NULL },
    { "sort[weight]=0", "137", "k136" },
    { "sort[weight]=1", "137", "k000" },
    { "sort[name]=0", "137", "k000" },
    { "sort[size.height]=1", "137", "k009" },
    { "unknown=1&pageSize=7", "137", "k000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/erp/boxes?%s", cases[i].query);
      g_autoptr (MwJson) json = get_json (fixture, path);

      g_test_message ("%s", cases[i].query);
      assert_text (json, "meta.total", cases[i].total);
      assert_text (json, "data[0].key", cases[i].first);
    }
}

/* Records without the value stand last, whichever way. */
static void
test_sort_nulls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwJson) up = get_json (fixture, "/api/erp/boxes?sort[name]=0&per_page=500");
  g_autoptr (MwJson) down = get_json (fixture, "/api/erp/boxes?sort[name]=1&per_page=500");

  assert_text (up, "data[136].name", NULL);
  assert_text (up, "data[117].name", NULL);
  assert_text (up, "data[116].name", "Box 99");
  assert_text (down, "data[136].name", NULL);
  assert_text (down, "data[0].name", "Box 99");
}

static void
assert_token_refused (guint port, const char *header)
{
  g_autoptr (MwTestAnswer) answer = mw_test_request (port, "GET", "/api/eam/boxes", header, NULL);

  mw_test_assert_answer (answer, 401);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "www-authenticate"), ==, "Bearer");
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *basic = g_strdup_printf ("Authorization: Basic %s\r\n", fixture->token);
  g_autofree char *cut = g_strdup_printf ("Authorization: Bearer %.*s\r\n", (int) strlen (fixture->token) - 1,
                                          fixture->token);
  g_autofree char *longer = g_strdup_printf ("Authorization: Bearer %s0\r\n", fixture->token);
  g_autofree char *changed = g_strdup_printf ("Authorization: Bearer %s\r\n", fixture->token);
  g_autofree char *lower = g_strdup_printf ("authorization: bearer %s\r\n", fixture->token);
  g_autoptr (MwTestAnswer) good = NULL;

  assert_token_refused (fixture->port, NULL);
  assert_token_refused (fixture->port, "Authorization: Bearer\r\n");
  assert_token_refused (fixture->port, "Authorization: Bearer \r\n");
  assert_token_refused (fixture->port, "Authorization: Bearer .\r\n");
  assert_token_refused (fixture->port, "Authorization: Bearer mw.\r\n");
  assert_token_refused (fixture->port, "Authorization: Bearer mw..\r\n");
  assert_token_refused (fixture->port, basic);
  assert_token_refused (fixture->port, cut);
  assert_token_refused (fixture->port, longer);
  /* One digit of the signed part. */
  changed[strlen ("Authorization: Bearer mw.") + 5] ^= 1;
  assert_token_refused (fixture->port, changed);
  /* The scheme's name ignores case (RFC 9110 11.1). */
  good = mw_test_request (fixture->port, "GET", "/api/eam/boxes", lower, NULL);
  mw_test_assert_answer (good, 200);
}

static void
test_grants (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *type, *body;
    guint status;
  } cases[] = {
    { "application/json",
      "{\"grant_type\":\"client_credentials\",\"client_id\":\"robot\",\"client_secret\":\"wrong\"}", 401 },
    { "application/json",
      "{\"grant_type\":\"client_credentials\",\"client_id\":\"nobody\",\"client_secret\":\"\"}", 401 },
    { "application/json", "{\"grant_type\":\"client_credentials\",\"client_id\":\"robot\"}", 400 },
    { "application/json",
      "{\"grant_type\":\"client_credentials\",\"client_id\":\"robot\",\"client_secret\":7}", 400 },
    { "application/json",
      "{\"grant_type\":\"client_credentials\",\"client_id\":\"robot\",\"client_secret\":\"s3cret\\u0000\"}",
      400 },
    { "application/json",
      "{\"grant_type\":\"password\",\"client_id\":\"robot\",\"client_secret\":\"s3cret\"}", 400 },
    { "application/json",
      "{\"grant_type\":\"refresh_token\",\"client_id\":\"robot\",\"client_secret\":\"s3cret\"}", 401 },
    { "application/json", "[]", 400 },
    { "application/json", "", 400 },
    { "application/json", "{\"grant_type\"", 400 },
    { "application/x-www-form-urlencoded",
      "grant_type=client_credentials&client_id=robot&client_secret=s3cret", 200 },
    { "application/x-www-form-urlencoded", "grant_type=client_credentials&client_id=robot&client_secret=%",
      400 },
    { "application/x-www-form-urlencoded", "", 400 },
    { "text/plain", "hello", 400 },
  };
  g_autoptr (MwTestAnswer) get = mw_test_get (fixture->port, fixture->token, "/link/token");

  mw_test_assert_answer (get, 405);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *header = g_strdup_printf ("Content-Type: %s\r\n", cases[i].type);
      g_autoptr (MwTestAnswer)
        answer = mw_test_request (fixture->port, "POST", "/link/token", header, cases[i].body);

      g_test_message ("%s", cases[i].body);
      mw_test_assert_answer (answer, cases[i].status);
      g_assert_null (strstr (answer->body, "s3cret"));
    }
}

static MwJson *
refresh_pair (Fixture *fixture, const char *token, guint status)
{
  g_autofree char *body = g_strdup_printf (
    "grant_type=refresh_token&client_id=robot&client_secret=s3cret&refresh_token=%s", token);
  g_autoptr (MwTestAnswer) answer = mw_test_request (
    fixture->port, "POST", "/link/token", "Content-Type: application/x-www-form-urlencoded\r\n", body);

  mw_test_assert_answer (answer, status);

  return mw_test_answer_json (answer);
}

static void
test_rotation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwTestAnswer)
    answer = mw_test_request (fixture->port, "POST", "/link/token", NULL,
                              "grant_type=client_credentials&client_id=robot&client_secret=s3cret");
  g_autoptr (MwJson) first = NULL, second = NULL, third = NULL;
  g_autofree char *access = NULL, *refresh = NULL, *expires = NULL, *new_access = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  mw_test_assert_answer (answer, 200);
  first = mw_test_answer_json (answer);
  assert_text (first, "token_type", "bearer");
  access = mw_test_json_text (first, "access_token");
  refresh = mw_test_json_text (first, "refresh_token");
  /* A point in time, not a duration; 30 days from now. */
  expires = mw_test_json_text (first, "expires_in");
  g_assert_cmpint (g_ascii_strtoll (expires, NULL, 10), >, now + 29 * 24 * 60 * 60);
  g_assert_cmpint (g_ascii_strtoll (expires, NULL, 10), <, now + 31 * 24 * 60 * 60);

  g_clear_pointer (&fixture->token, g_free);
  fixture->token = g_strdup (refresh);
  assert_refused (fixture, "/api/eam/boxes", 401);
  second = refresh_pair (fixture, refresh, 200);
  new_access = mw_test_json_text (second, "access_token");
  /* The old pair is dead, both of it. */
  g_set_str (&fixture->token, access);
  assert_refused (fixture, "/api/eam/boxes", 401);
  third = refresh_pair (fixture, refresh, 401);
  assert_text (third, "error.code", "AUTHENTICATION_FAILED");
  g_set_str (&fixture->token, new_access);
  assert_refused (fixture, "/api/eam/boxes", 200);
}

static void
test_scopes (Fixture *fixture, gconstpointer data)
{
  const char *const scopes[] = { "erp", "eam/statuses/boxes", NULL };

  mw_service_set_scopes (fixture->service, "robot", scopes);
  assert_refused (fixture, "/api/erp/boxes", 200);
  assert_refused (fixture, "/api/erp/boxes/k001", 200);
  assert_refused (fixture, "/api/eam/statuses/boxes", 200);
  assert_refused (fixture, "/api/eam/boxes", 403);
  assert_refused (fixture, "/api/eam/boxes/k001", 403);
  assert_refused (fixture, "/api/raw/tables", 403);
  assert_refused (fixture, "/api/raw/tables/BOX/data", 403);
  assert_refused (fixture, "/api/integrations/current", 200);
  mw_service_set_scopes (fixture->service, "robot", NULL);
  assert_refused (fixture, "/api/eam/boxes", 200);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  guint n_refused = 0;
  int wait = 0;

  mw_service_set_limit (fixture->service, 5);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, "/api/eam/boxes");

      if (answer->status == 429)
        {
          mw_test_assert_answer (answer, 429);
          wait = atoi (g_hash_table_lookup (answer->headers, "retry-after"));
          g_assert_cmpint (wait, >=, 1);
          g_assert_cmpint (wait, <=, 60);
          n_refused++;
        }
    }
  /* One went for the token; the rest of the five may span two windows only if this took a minute. */
  g_assert_cmpuint (n_refused, ==, 4);
  mw_service_set_limit (fixture->service, 0);
  assert_refused (fixture, "/api/eam/boxes", 200);
}

static void
test_methods (Fixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW" };
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s\r\nOrigin: https://example.com\r\n",
                                             fixture->token);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (MwTestAnswer)
        answer = mw_test_request (fixture->port, methods[i], "/api/eam/boxes/k001", header, "{}");

      mw_test_assert_answer (answer, 405);
      g_assert_cmpstr (g_hash_table_lookup (answer->headers, "allow"), ==, "GET");
    }
}

/* The same key and client: the tokens of one process hold in the next. Another key: they do not. */
static void
test_signing_key (void)
{
  g_autoptr (GObject) shelf = g_object_new (MW_TYPE_TEST_SHELF, NULL);
  g_autoptr (GBytes) key = g_bytes_new_static ("0123456789", 10);
  Fixture fixtures[3] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      fixtures[i].service = mw_service_new (MW_RECORD_SOURCE (shelf));
      mw_service_set_client (fixtures[i].service, "robot", "s3cret");
      if (i < 2)
        mw_service_set_signing_key (fixtures[i].service, key);
      mw_test_run_fiber (start, &fixtures[i]);
      fixtures[i].token = i == 0 ? get_token (fixtures[0].port, "robot", "s3cret")
                                 : g_strdup (fixtures[0].token);
    }
  assert_refused (&fixtures[0], "/api/eam/boxes", 200);
  assert_refused (&fixtures[1], "/api/eam/boxes", 200);
  assert_refused (&fixtures[2], "/api/eam/boxes", 401);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    tear_down (&fixtures[i], NULL);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("/service/pages", test_pages);
  ADD ("/service/envelope", test_envelope);
  ADD ("/service/system", test_system);
  ADD ("/service/filters", test_filters);
  ADD ("/service/sort-nulls", test_sort_nulls);
  ADD ("/service/tokens", test_tokens);
  ADD ("/service/grants", test_grants);
  ADD ("/service/rotation", test_rotation);
  ADD ("/service/scopes", test_scopes);
  ADD ("/service/limit", test_limit);
  ADD ("/service/methods", test_methods);
  g_test_add_func ("/service/signing-key", test_signing_key);

  return g_test_run ();
}
