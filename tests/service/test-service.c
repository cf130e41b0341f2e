/* test-service.c: the unified API over real HTTP: pages, filters, tokens, refusals, and hostile input
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service.h"
#include "mw-test-client.h"
#include "mw-test-fiber.h"
#include "mw-test-shelf.h"

typedef struct
{
  MwService *service;
  guint port;
  char *token;
} Fixture;

static DexFuture *
start (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = dex_await_string (mw_service_start (fixture->service), &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));
  fixture->port = (guint) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);

  return dex_future_new_for_boolean (TRUE);
}

static char *
get_token (guint port, const char *client, const char *secret)
{
  g_autofree char *body = g_strdup_printf (
    "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}", client, secret);
  g_autoptr (MwTestAnswer)
    answer = mw_test_request (port, "POST", "/link/token", "Content-Type: application/json\r\n", body);
  g_autoptr (MwJson) json = NULL;

  mw_test_assert_answer (answer, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "cache-control"), ==, "no-store");
  json = mw_test_answer_json (answer);

  return mw_test_json_text (json, "access_token");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) shelf = g_object_new (MW_TYPE_TEST_SHELF, NULL);

  fixture->service = mw_service_new (MW_RECORD_SOURCE (shelf));
  mw_service_set_client (fixture->service, "robot", "s3cret");
  /* From here on nothing needs a main loop. */
  mw_test_run_fiber (start, fixture);
  fixture->token = get_token (fixture->port, "robot", "s3cret");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->service);
  g_free (fixture->token);
}

static MwJson *
get_json (Fixture *fixture, const char *path)
{
  g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, path);

  mw_test_assert_answer (answer, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "content-type"), ==, "application/json");

  return mw_test_answer_json (answer);
}

static void
assert_text (MwJson *json, const char *path, const char *expected)
{
  g_autofree char *text = mw_test_json_text (json, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refused (Fixture *fixture, const char *path, guint status)
{
  g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, path);

  g_test_message ("%s", path);
  mw_test_assert_answer (answer, status);
}

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
test_bad_queries (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "page=0",
    "page=-1",
    "page=",
    "page=1e3",
    "page=+1",
    "page=0x10",
    "page=99999999999999999999999",
    "page=1%00",
    "per_page=0",
    "per_page=501",
    "per_page=4294967297",
    "per_page=all",
    "page=%",
    "page=%4",
    "page=%zz",
    "filter[name]=%ff",
    "filter[name]=%c0%80",
    "filter[",
    "filter[]=1",
    "filter[name:]=1",
    "filter[name:drop]=1",
    "filter[:gt]=1",
    "filter[name=1",
    "filter[a[b]=1",
    "filterMatch=some",
    "sort[name]=2",
    "sort[name]=up",
    "sort[name:gt]=1",
    "sort=name&sort[]=1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/eam/boxes?%s", queries[i]);

      assert_refused (fixture, path, 400);
    }
}

static void
test_many_parameters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) path = g_string_new ("/api/eam/boxes?a=1");

  for (guint i = 0; i < 2000; i++)
    g_string_append (path, "&filter[key]=k001");
  assert_refused (fixture, path->str, 400);
}

static void
test_bad_paths (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/",
    "/api",
    "/api/",
    "/api/eam",
    "/api/eam/",
    "/api/eam/boxes/",
    "/api/eam/boxes/k001/",
    "/api/eam/boxes/k001/more",
    "/api/eam/boxes/%2e%2e",
    "/api/eam/boxes/%ff",
    "/api/eam/boxes/k%00",
    "/api/eam/boxes/a%2Fb",
    "/api/eam/lorries",
    "/api/EAM/boxes",
    "/api/raw/tables/",
    "/api/raw/tables/BOX",
    "/api/raw/tables//data",
    "/api/raw/tables/NONE/data",
    "/api/raw/tables/../data",
    "/api/raw/tables/K%C3%A4se%2F1/data",
    "/link/token/x",
    "//api/eam/boxes",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, paths[i]);

      g_test_message ("%s: %u", paths[i], answer->status);
      /* libsoup refuses some of them before we see them. */
      mw_test_assert_answer (answer, answer->status == 400 ? 400 : 404);
    }
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

static void
assert_host (Fixture *fixture, const char *host, guint status)
{
  g_autofree char *request = g_strdup_printf (
    "GET /api/eam/boxes HTTP/1.1\r\n%s%s%sConnection: close\r\nAuthorization: Bearer %s\r\n\r\n",
    host ? "Host: " : "", host ? host : "", host ? "\r\n" : "", fixture->token);
  g_autoptr (MwTestAnswer) answer = mw_test_exchange (fixture->port, request, strlen (request));

  g_test_message ("%s", host ? host : "no host");
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_true (status == 200 || answer->body == NULL || strstr (answer->body, "k001") == NULL);
}

static void
test_host (Fixture *fixture, gconstpointer data)
{
  g_autofree char *local = g_strdup_printf ("localhost:%u", fixture->port);
  g_autofree char *upper = g_strdup_printf ("LOCALHOST:%u", fixture->port);
  g_autofree char *rebound = g_strdup_printf ("evil.example:%u", fixture->port);
  g_autofree char *suffix = g_strdup_printf ("127.0.0.1.evil.example:%u", fixture->port);
  g_autofree char *user = g_strdup_printf ("127.0.0.1:%u@evil.example", fixture->port);

  assert_host (fixture, local, 200);
  assert_host (fixture, upper, 200);
  assert_host (fixture, rebound, 421);
  assert_host (fixture, suffix, 421);
  assert_host (fixture, "127.0.0.1", 421);
  assert_host (fixture, "127.0.0.1:1", 421);
  assert_host (fixture, user, 421);
  assert_host (fixture, NULL, 400);
}

static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, 'x');
  g_autofree char *fits = g_strnfill (1024 * 1024, 'x');
  g_autoptr (MwTestAnswer) refused = mw_test_request (fixture->port, "POST", "/link/token", NULL, large);
  g_autoptr (MwTestAnswer) read = mw_test_request (fixture->port, "POST", "/link/token", NULL, fits);
  g_autoptr (GString) chunked = g_string_new (NULL);
  g_autoptr (MwTestAnswer) answer = NULL;

  mw_test_assert_answer (refused, 413);
  mw_test_assert_answer (read, 400);

  g_string_printf (chunked,
                   "POST /link/token HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nTransfer-Encoding: chunked\r\n"
                   "Connection: close\r\n\r\n",
                   fixture->port);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (chunked, "10000\r\n%.*s\r\n", 0x10000, large);
  g_string_append (chunked, "0\r\n\r\n");
  answer = mw_test_exchange (fixture->port, chunked->str, chunked->len);
  mw_test_assert_answer (answer, 413);
  assert_refused (fixture, "/api/eam/boxes", 200);
}

/* Without an end: we stop listening, whether or not the other side gets an answer. */
static void
test_endless_body (Fixture *fixture, gconstpointer data)
{
  g_autofree char *block = g_strnfill (0x10000, 'x');
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GString) head = g_string_new (NULL);
  GOutputStream *out;
  guint n_blocks = 0;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) fixture->port, NULL, NULL);
  g_assert_nonnull (connection);
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_string_printf (head,
                   "POST /link/token HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nTransfer-Encoding: chunked\r\n\r\n",
                   fixture->port);
  g_assert_true (g_output_stream_write_all (out, head->str, head->len, NULL, NULL, NULL));
  while (n_blocks < 4096 && g_output_stream_write_all (out, "10000\r\n", 7, NULL, NULL, NULL) &&
         g_output_stream_write_all (out, block, 0x10000, NULL, NULL, NULL) &&
         g_output_stream_write_all (out, "\r\n", 2, NULL, NULL, NULL))
    n_blocks++;
  /* 4096 blocks are 256 MB. */
  g_assert_cmpuint (n_blocks, <, 4096);
  assert_refused (fixture, "/api/eam/boxes", 200);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  static const char *const requests[] = {
    "\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: \x01\r\nConnection: close\r\n\r\n",
    "POST /link/token HTTP/1.1\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
    ("POST /link/token HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\nConnection: "
     "close\r\n\r\nzz\r\n"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
        client, "127.0.0.1", (guint16) fixture->port, NULL, NULL);
      char buffer[1024];
      gssize n_read;

      g_socket_set_timeout (g_socket_connection_get_socket (connection), 5);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), requests[i],
                                 strlen (requests[i]), NULL, NULL, NULL);
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      n_read = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                    sizeof buffer - 1, NULL, NULL);
      buffer[MAX (n_read, 0)] = '\0';
      g_assert_false (g_str_has_prefix (buffer, "HTTP/1.1 2") || g_str_has_prefix (buffer, "HTTP/1.1 5"));
    }
  assert_refused (fixture, "/api/eam/boxes", 200);
}

static void
test_large_headers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (10 * 1024 * 1024, 'h');
  g_autofree char *header = g_strdup_printf ("X-Filling: %s\r\n", filling);
  g_autoptr (MwTestAnswer) answer = mw_test_request (fixture->port, "GET", "/api/eam/boxes", header, NULL);

  /* An answer, or a closed connection; never a page. */
  g_assert_true (answer->status == 0 || (answer->status >= 400 && answer->status < 500));
  assert_refused (fixture, "/api/eam/boxes", 200);
}

/* What went wrong inside is nobody's business outside. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwTestAnswer) answer = mw_test_get (fixture->port, fixture->token, "/api/eam/broken");

  mw_test_assert_answer (answer, 500);
  g_assert_null (strstr (answer->body, "12345"));
}

static DexFuture *
nothing (gpointer data)
{
  return dex_future_new_for_boolean (TRUE);
}

/* After whatever the pool has queued before. */
static DexFuture *
settle (gpointer data)
{
  dex_await (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, nothing, NULL, NULL), NULL);

  return dex_future_new_for_boolean (TRUE);
}

/* Other clients are served while one waits; the service ends while it waits. */
static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) gone = NULL;
  g_autoptr (GSocketConnection) waiting = NULL;
  g_autofree char *request = g_strdup_printf ("GET /api/eam/slow HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                              "Authorization: Bearer %s\r\n\r\n",
                                              fixture->port, fixture->token);
  char buffer[64];

  mw_test_shelf_slow = dex_promise_new ();
  gone = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) fixture->port, NULL, NULL);
  waiting = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) fixture->port, NULL, NULL);
  g_socket_set_timeout (g_socket_connection_get_socket (waiting), 20);
  for (guint i = 0; i < 2; i++)
    g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (i ? waiting : gone)), request,
                                 strlen (request), NULL, NULL, NULL));
  assert_refused (fixture, "/api/eam/boxes", 200);
  g_assert_true (g_io_stream_close (G_IO_STREAM (gone), NULL, NULL));
  assert_refused (fixture, "/api/eam/boxes", 200);
  g_clear_object (&fixture->service);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (waiting)), buffer,
                                        sizeof buffer, NULL, NULL),
                   <=, 0);
  /* An answer for a service that is gone. */
  dex_promise_reject (mw_test_shelf_slow, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "too late"));
  mw_test_run_fiber (settle, NULL);
  dex_clear (&mw_test_shelf_slow);
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
  ADD ("/service/bad-queries", test_bad_queries);
  ADD ("/service/many-parameters", test_many_parameters);
  ADD ("/service/bad-paths", test_bad_paths);
  ADD ("/service/tokens", test_tokens);
  ADD ("/service/grants", test_grants);
  ADD ("/service/rotation", test_rotation);
  ADD ("/service/scopes", test_scopes);
  ADD ("/service/limit", test_limit);
  ADD ("/service/methods", test_methods);
  ADD ("/service/host", test_host);
  ADD ("/service/bodies", test_bodies);
  ADD ("/service/endless-body", test_endless_body);
  ADD ("/service/garbage", test_garbage);
  ADD ("/service/large-headers", test_large_headers);
  ADD ("/service/broken", test_broken);
  ADD ("/service/slow", test_slow);
  g_test_add_func ("/service/signing-key", test_signing_key);

  return g_test_run ();
}
