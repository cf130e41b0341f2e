/* test-faults.c: answers that stop in the middle, never end, are too slow or too large; giving up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#define BODY_SIZE 50000

/* JSON that does not compress to nothing. */
static char *
make_body (void)
{
  GString *text = g_string_new ("[0");
  guint32 n = 1;

  while (text->len < BODY_SIZE - 20)
    {
      n = n * 1664525u + 1013904223u;
      g_string_append_printf (text, ",%u", n);
    }
  g_string_append_c (text, ']');
  return g_string_free_and_steal (text);
}

/* Cuts at every tenth of @size bytes: never an answer, always tried again four times. */
static void
check_cuts (MwFixtureFlags flags, gsize size, const char *body)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  for (guint tenth = flags & MW_FIXTURE_SHORT_LENGTH ? 1 : 0; tenth < 10; tenth++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", tenth);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (
        server, path, &(MwFixtureAnswer) { .body = body, .flags = flags, .cut_at = size * tenth / 10 });
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_null (response);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
      g_assert_cmpuint (mw_fixture_server_count (server, path), ==, 4);
    }
  /* The same whole. */
  {
    g_autoptr (MwResponse) response = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *got = NULL;

    mw_fixture_server_add (
      server, "/whole",
      &(MwFixtureAnswer) { .body = body, .flags = flags & ~(MW_FIXTURE_CUT | MW_FIXTURE_SHORT_LENGTH) });
    response = mw_net_test_get (transport, server, "/whole", &error);
    g_assert_no_error (error);
    got = mw_net_test_body (response);
    g_assert_cmpstr (got, ==, body);
  }
}

static gsize
gzip_size (const char *body)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GBytes) plain = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) packed = g_converter_convert_bytes (converter, plain, NULL);

  return g_bytes_get_size (packed);
}

static DexFuture *
test_cut_length (gpointer unused)
{
  g_autofree char *body = make_body ();

  check_cuts (MW_FIXTURE_CUT, strlen (body), body);
  return dex_future_new_true ();
}

static DexFuture *
test_cut_chunked (gpointer unused)
{
  g_autofree char *body = make_body ();

  check_cuts (MW_FIXTURE_CUT | MW_FIXTURE_CHUNKED, strlen (body), body);
  return dex_future_new_true ();
}

static DexFuture *
test_cut_gzip (gpointer unused)
{
  g_autofree char *body = make_body ();

  check_cuts (MW_FIXTURE_CUT | MW_FIXTURE_GZIP, gzip_size (body), body);
  return dex_future_new_true ();
}

/* Well-formed HTTP around a gzip stream without its end: what libsoup takes for a whole answer. */
static DexFuture *
test_short_gzip (gpointer unused)
{
  g_autofree char *body = make_body ();

  check_cuts (MW_FIXTURE_SHORT_LENGTH | MW_FIXTURE_GZIP, gzip_size (body), body);
  check_cuts (MW_FIXTURE_SHORT_LENGTH | MW_FIXTURE_GZIP | MW_FIXTURE_CHUNKED, gzip_size (body), body);
  return dex_future_new_true ();
}

/* The last byte of the trailer, and each of the last nine. */
static DexFuture *
test_gzip_trailer (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *body = make_body ();
  gsize size = gzip_size (body);

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  for (guint missing = 1; missing < 10; missing++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", missing);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (server, path,
                             &(MwFixtureAnswer) { .body = body,
                                                  .flags = MW_FIXTURE_GZIP | MW_FIXTURE_SHORT_LENGTH,
                                                  .cut_at = size - missing });
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_null (response);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
    }
  return dex_future_new_true ();
}

/* Announced as gzip and sent plain, as some servers do. */
static DexFuture *
test_gzip_in_name_only (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  mw_fixture_server_add (server, "/",
                         &(MwFixtureAnswer) { .body = "{\"a\":1}", .headers = "Content-Encoding: gzip\r\n" });
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_no_error (error);
  got = mw_net_test_body (response);
  g_assert_cmpstr (got, ==, "{\"a\":1}");
  return dex_future_new_true ();
}

/* Two members one after the other are one body (RFC 1952 2.2); a damaged one is none. */
static DexFuture *
test_gzip_members (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GConverter)
        converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
      g_autoptr (GBytes) plain = g_bytes_new_static (i == 0 ? "[1," : "2]", i == 0 ? 3 : 2);
      g_autoptr (GBytes) packed = g_converter_convert_bytes (converter, plain, NULL);

      g_byte_array_append (both, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
    }
  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  mw_fixture_server_add (server, "/two",
                         &(MwFixtureAnswer) { .body = (char *) both->data,
                                              .length = both->len,
                                              .headers = "Content-Encoding: gzip\r\n" });
  both->data[both->len - 6] ^= 0x20;
  mw_fixture_server_add (server, "/damaged",
                         &(MwFixtureAnswer) { .body = (char *) both->data,
                                              .length = both->len,
                                              .headers = "Content-Encoding: gzip\r\n" });
  response = mw_net_test_get (transport, server, "/two", &error);
  g_assert_no_error (error);
  got = mw_net_test_body (response);
  g_assert_cmpstr (got, ==, "[1,2]");
  g_assert_null (mw_net_test_get (transport, server, "/damaged", &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
  return dex_future_new_true ();
}

/* A repeatable request that finds better luck the second time; a POST is never sent twice. */
static DexFuture *
test_reset (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) post = mw_net_test_request (server, "POST", "/post");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  mw_fixture_server_add (server, "/get", &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET });
  mw_fixture_server_add_json (server, "/get", "{}");
  response = mw_net_test_get (transport, server, "/get", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (server, "/get"), ==, 2);

  mw_fixture_server_add (server, "/post", &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET });
  g_assert_null (mw_net_test_send (transport, post, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_assert_cmpuint (mw_fixture_server_count (server, "/post"), ==, 1);
  g_clear_error (&error);

  mw_fixture_server_add (server, "/never", &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET });
  g_assert_null (mw_net_test_get (transport, server, "/never", &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_assert_cmpuint (mw_fixture_server_count (server, "/never"), >=, 4);
  return dex_future_new_true ();
}

/* Several kept connections, and the one that is used next is reset: the request goes on over a new one. */
static DexFuture *
test_reset_kept (gpointer unused)
{
  const MwFixtureAnswer slow = { .body = "{}", .delay_ms = 20 };
  const MwFixtureAnswer reset = { .flags = MW_FIXTURE_RESET | MW_FIXTURE_ABORT };

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
      g_autoptr (MwTransport) transport = mw_net_test_transport (server);
      g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
      mw_fixture_server_add (server, "/slow", &slow);
      mw_fixture_server_add (server, "/", &reset);
      mw_fixture_server_add_json (server, "/", "{}");
      for (guint n = 0; n < 3; n++)
        {
          g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/slow");

          g_ptr_array_add (futures, mw_transport_send (transport, request));
        }
      g_assert_true (dex_await (dex_future_allv ((DexFuture **) futures->pdata, futures->len), &error));
      g_assert_no_error (error);
      response = mw_net_test_get (transport, server, "/", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_fixture_server_count (server, "/"), ==, 2);
    }
  return dex_future_new_true ();
}

/* A server that closes a kept connection between two requests: a POST must not suffer from it. */
static DexFuture *
test_stale_connection (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);

  mw_fixture_server_add (server, "/",
                         &(MwFixtureAnswer) { .body = "{}", .flags = MW_FIXTURE_CUT, .cut_at = 2 });
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (server, i == 1 ? "POST" : "GET", "/");
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      response = mw_net_test_send (transport, request, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 3);
  return dex_future_new_true ();
}

/* Silence, a drip and a body without an end: each ends at the deadline although the connection is never idle.
 */
static DexFuture *
test_deadline (gpointer unused)
{
  const MwFixtureAnswer answers[] = {
    { .flags = MW_FIXTURE_SILENT },
    { .body = "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}", .drip_ms = 150 },
    { .body = "[1]", .flags = MW_FIXTURE_ENDLESS, .drip_ms = 50 },
  };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);

  mw_transport_set_deadline (transport, 1);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (server, path, &answers[i]);
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_null (response);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_DEADLINE);
      g_assert_cmpuint (mw_fixture_server_count (server, path), <=, 1);
    }
  return dex_future_new_true ();
}

/* Too large as announced, as sent and when unpacked; afterwards the transport still works. */
static DexFuture *
test_size (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *zeros = g_strnfill (8 * 1024 * 1024, '0');
  const MwFixtureAnswer answers[] = {
    { .body = "[]", .headers = "Content-Length: 1000000000\r\n", .flags = MW_FIXTURE_CLOSE_DELIMITED },
    { .body = "0123456789abcdef", .flags = MW_FIXTURE_ENDLESS },
    { .body = zeros, .flags = MW_FIXTURE_GZIP },
  };

  mw_transport_set_size_cap (transport, 1024 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (server, path, &answers[i]);
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_null (response);
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_SIZE);
      g_clear_error (&error);
      mw_fixture_server_add_json (server, "/good", "{}");
      response = mw_net_test_get (transport, server, "/good", &error);
      g_assert_no_error (error);
    }
  return dex_future_new_true ();
}

/* 20 MB of headers. */
static DexFuture *
test_endless_head (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *fill = g_strnfill (20 * 1024 * 1024, 'h');
  g_autofree char *headers = g_strdup_printf ("X-Fill: %s\r\n", fill);
  g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  mw_request_set_repeatable (request, FALSE);
  mw_fixture_server_add (server, "/", &(MwFixtureAnswer) { .headers = headers, .body = "{}" });
  response = mw_net_test_send (transport, request, &error);
  g_assert_null (response);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  return dex_future_new_true ();
}

/* Dropping the future closes the connection: the server, which would wait for ever, sees it. */
static DexFuture *
test_drop (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GPtrArray) log = NULL;

  mw_transport_set_limits (transport, 1, 0);
  mw_fixture_server_add (server, "/endless",
                         &(MwFixtureAnswer) { .body = "[1]", .flags = MW_FIXTURE_ENDLESS });
  mw_fixture_server_add_json (server, "/good", "{}");
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/endless");
      DexFuture *future = mw_transport_send (transport, request);

      /* Some before they began, some in the middle. */
      dex_await (dex_timeout_new_msec (i % 5), NULL);
      dex_unref (future);
    }
  /* With one request at a time, this one only comes through when every turn was given back. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (MwResponse) response = mw_net_test_get (transport, server, "/good", &error);

    g_assert_no_error (error);
  }
  log = mw_transport_dup_log (transport);
  for (guint i = 0; i < log->len; i++)
    {
      const MwRequestLogEntry *entry = g_ptr_array_index (log, i);

      g_assert_true (entry->status == 200 || entry->outcome != NULL);
    }
  return dex_future_new_true ();
}

/* Given up at about the moment the answer arrives, over and over: nothing breaks, nothing is lost. */
static DexFuture *
test_drop_race (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwResponse) response = NULL;

  mw_fixture_server_add_json (server, "/", "{}");
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");
      DexFuture *future = mw_transport_send (transport, request);

      dex_await (dex_timeout_new_usec (i * 5), NULL);
      dex_unref (future);
    }
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_net_test_add ("/faults/cut/length", test_cut_length);
  mw_net_test_add ("/faults/cut/chunked", test_cut_chunked);
  mw_net_test_add ("/faults/cut/gzip", test_cut_gzip);
  mw_net_test_add ("/faults/cut/short-gzip", test_short_gzip);
  mw_net_test_add ("/faults/cut/gzip-trailer", test_gzip_trailer);
  mw_net_test_add ("/faults/gzip/in-name-only", test_gzip_in_name_only);
  mw_net_test_add ("/faults/gzip/members", test_gzip_members);
  mw_net_test_add ("/faults/reset", test_reset);
  mw_net_test_add ("/faults/reset-kept", test_reset_kept);
  mw_net_test_add ("/faults/stale-connection", test_stale_connection);
  mw_net_test_add ("/faults/deadline", test_deadline);
  mw_net_test_add ("/faults/size", test_size);
  mw_net_test_add ("/faults/endless-head", test_endless_head);
  mw_net_test_add ("/faults/drop", test_drop);
  mw_net_test_add ("/faults/drop-race", test_drop_race);
  return g_test_run ();
}
