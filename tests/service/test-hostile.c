/* test-hostile.c: what nobody well-behaved sends to the service
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-test-desk.h"

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

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("/service/hostile/bad-queries", test_bad_queries);
  ADD ("/service/hostile/many-parameters", test_many_parameters);
  ADD ("/service/hostile/bad-paths", test_bad_paths);
  ADD ("/service/hostile/host", test_host);
  ADD ("/service/hostile/bodies", test_bodies);
  ADD ("/service/hostile/endless-body", test_endless_body);
  ADD ("/service/hostile/garbage", test_garbage);
  ADD ("/service/hostile/large-headers", test_large_headers);
  ADD ("/service/hostile/broken", test_broken);
  ADD ("/service/hostile/slow", test_slow);

  return g_test_run ();
}
