/* test-transport.c: requests, answers, addresses, consent, the log
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#include "mw-config.h"
#include "mw-redact.h"

#define CANARY "canary-4711-transport"

static DexFuture *
test_get (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/items?limit=2");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwFixtureRequest) seen = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_auto (GStrv) cookies = NULL;

  mw_fixture_server_add (
    server, "GET /items",
    &(MwFixtureAnswer) { .headers = "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2, with a comma\r\n"
                                    "X-Request-Id: r-17\r\n",
                         .body = "[1,2]" });
  mw_request_set_header (request, "X-Api-Key", "k1");
  mw_request_set_header (request, "x-api-key", "k2");
  mw_request_set_header (request, "X-Evil", "a\r\nX-Injected: yes");
  response = mw_net_test_send (transport, request, &error);
  g_assert_no_error (error);
  body = mw_net_test_body (response);
  cookies = mw_response_dup_headers (response, "set-cookie");
  g_assert_cmpuint (mw_response_get_status (response), ==, 200);
  g_assert_cmpstr (body, ==, "[1,2]");
  g_assert_cmpstr (mw_response_get_uri (response), ==, mw_request_get_uri (request));
  g_assert_cmpstr (mw_response_get_header (response, "CONTENT-type"), ==, "application/json");
  g_assert_cmpstr (mw_response_get_header (response, "Set-Cookie"), ==, "a=1; Path=/, b=2, with a comma");
  g_assert_cmpuint (g_strv_length (cookies), ==, 2);
  g_assert_cmpstr (cookies[1], ==, "b=2, with a comma");
  g_assert_cmpstr (mw_response_get_request_id (response), ==, "r-17");
  g_assert_null (mw_response_get_header (response, "X-Nothing"));

  seen = mw_fixture_server_dup_last (server, NULL);
  g_assert_cmpstr (seen->target, ==, "/items?limit=2");
  g_assert_cmpstr (mw_fixture_request_get_header (seen, "User-Agent"), ==, "Millwright/" MW_VERSION);
  g_assert_cmpstr (mw_fixture_request_get_header (seen, "Accept"), ==, "application/json");
  g_assert_cmpstr (mw_fixture_request_get_header (seen, "Accept-Encoding"), ==, "gzip");
  g_assert_cmpstr (mw_fixture_request_get_header (seen, "X-Api-Key"), ==, "k2");
  g_assert_null (mw_fixture_request_get_header (seen, "X-Injected"));
  g_assert_null (mw_fixture_request_get_header (seen, "Cookie"));
  return dex_future_new_true ();
}

/* Cookies are the session's business: the transport sends none back by itself. */
static DexFuture *
test_no_cookie_jar (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwFixtureRequest) seen = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add (server, "/",
                         &(MwFixtureAnswer) { .headers = "Set-Cookie: a=1; Path=/\r\n", .body = "{}" });
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwResponse) response = mw_net_test_get (transport, server, "/", &error);

      g_assert_no_error (error);
    }
  seen = mw_fixture_server_dup_request (server, 1);
  g_assert_null (mw_fixture_request_get_header (seen, "Cookie"));
  return dex_future_new_true ();
}

static DexFuture *
test_post (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) request = mw_net_test_request (server, "POST", "/rpc");
  g_autoptr (GBytes) sent = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwFixtureRequest) seen = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (server, "POST /rpc", "{\"ok\":true}");
  mw_request_set_body (request, "application/json", sent);
  response = mw_net_test_send (transport, request, &error);
  g_assert_no_error (error);
  seen = mw_fixture_server_dup_last (server, "POST /rpc");
  g_assert_cmpmem (g_bytes_get_data (seen->body, NULL), g_bytes_get_size (seen->body), "{\"a\":1}", 7);
  g_assert_cmpstr (mw_fixture_request_get_header (seen, "Content-Type"), ==, "application/json");
  return dex_future_new_true ();
}

/* Every status is an answer; none of them makes libsoup ask for a password or send the request again. */
static DexFuture *
test_statuses (gpointer unused)
{
  const guint statuses[] = { 204, 304, 400, 401, 403, 404, 405, 500, 502 };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (server, path,
                             &(MwFixtureAnswer) { .status = statuses[i],
                                                  .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n"
                                                             "Proxy-Authenticate: Basic realm=\"x\"\r\n" });
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_response_get_status (response), ==, statuses[i]);
      g_assert_cmpuint (g_bytes_get_size (mw_response_get_body (response)), ==, 0);
      g_assert_cmpuint (mw_fixture_server_count (server, path), ==, 1);
    }
  return dex_future_new_true ();
}

static void
test_base_address (void)
{
  const char *const bad[] = { "",
                              "host",
                              "ftp://host/",
                              "file:///etc/passwd",
                              "https://",
                              "https:///x",
                              "http://a b/",
                              "https://user@host/",
                              "https://user:pw@host/",
                              "https://host/?q=1",
                              "https://host/#f",
                              "//host/x",
                              "javascript:alert(1)",
                              "https://host:99999/" };
  const char *const good[] = { "https://host", "HTTPS://Host:8443/base/", "http://127.0.0.1:80",
                               "http://[::1]:8069/" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_transport_new (bad[i], &error));
      g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS);
      g_assert_null (strstr (error->message, "pw"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwTransport) transport = mw_transport_new (good[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mw_transport_get_base_uri (transport), ==, good[i]);
    }
}

/* A link of a page that leads elsewhere is not followed, and nothing goes there. */
static DexFuture *
test_other_origin (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwFixtureServer) other = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *port = g_strdup_printf ("%u", mw_fixture_server_get_port (other));
  g_autofree char *by_name = g_strdup_printf ("http://localhost:%u/", mw_fixture_server_get_port (server));
  g_autofree char *userinfo = g_strdup_printf ("http://user@127.0.0.1:%u/",
                                               mw_fixture_server_get_port (server));
  g_autoptr (MwRequest) named = mw_request_new ("GET", by_name);
  g_autoptr (MwRequest) with_user = mw_request_new ("GET", userinfo);
  g_autoptr (MwRequest) file = mw_request_new ("GET", "file:///etc/passwd");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  response = mw_net_test_get (transport, other, "/", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
  g_assert_nonnull (strstr (error->message, port));
  g_clear_error (&error);
  g_assert_null (mw_net_test_send (transport, named, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
  g_clear_error (&error);
  g_assert_null (mw_net_test_send (transport, with_user, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS);
  g_clear_error (&error);
  g_assert_null (mw_net_test_send (transport, file, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS);
  g_assert_cmpuint (mw_fixture_server_get_n_connections (other), ==, 0);
  g_assert_cmpuint (mw_fixture_server_get_n_connections (server), ==, 0);
  return dex_future_new_true ();
}

/* http to another computer needs consent; a name is not looked up to find out. */
static DexFuture *
test_plain_http (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) remote = mw_transport_new ("http://millwright.invalid:8069", &error);
  g_autoptr (MwRequest) request = mw_request_new ("GET", "http://millwright.invalid:8069/x");
  g_autofree char *by_name = g_strdup_printf ("http://LOCALHOST:%u", mw_fixture_server_get_port (server));
  g_autoptr (MwTransport) local = mw_transport_new (by_name, &error);
  g_autoptr (MwRequest) local_request = mw_request_new ("GET", by_name);
  g_autoptr (MwResponse) response = NULL;

  g_assert_null (mw_net_test_send (remote, request, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP);
  g_clear_error (&error);
  mw_transport_set_allow_plain (remote, TRUE);
  g_assert_null (mw_net_test_send (remote, request, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE);
  g_clear_error (&error);

  response = mw_net_test_send (local, local_request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, 404);
  return dex_future_new_true ();
}

static DexFuture *
test_probes (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) nowhere = mw_transport_new ("https://millwright.invalid", &error);
  g_autoptr (MwFixtureServer) gone = mw_fixture_server_new ();
  g_autoptr (MwTransport) closed = mw_net_test_transport (gone);

  g_assert_true (dex_await (mw_transport_probe_resolve (transport), &error));
  g_assert_true (dex_await (mw_transport_probe_connect (transport), &error));
  g_assert_true (dex_await (mw_transport_probe_tls (transport), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_get_n_bytes (server), ==, 0);

  g_assert_false (dex_await (mw_transport_probe_resolve (nowhere), &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_RESOLVE);
  g_clear_error (&error);
  g_clear_pointer (&gone, mw_fixture_server_free);
  g_assert_false (dex_await (mw_transport_probe_connect (closed), &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  return dex_future_new_true ();
}

/* The log says what happened and nothing that must not be known: not the query, not the key, not the body. */
static DexFuture *
test_log (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GPtrArray) log = NULL;
  const MwRequestLogEntry *entry;

  mw_redact_add_secret (CANARY);
  mw_fixture_server_add (
    server, "/ok/" CANARY,
    &(MwFixtureAnswer) { .body = "[\"" CANARY "\"]", .headers = "X-Request-Id: " CANARY "\r\n" });
  mw_fixture_server_add (server, "/cut",
                         &(MwFixtureAnswer) { .body = "[1,2,3]", .flags = MW_FIXTURE_CUT, .cut_at = 3 });
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (
        server, "GET", i == 0 ? "/ok/" CANARY "?token=" CANARY "&x=hush" : "/cut");
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_request_set_header (request, "Authorization", "Bearer " CANARY);
      mw_request_set_repeatable (request, FALSE);
      response = mw_net_test_send (transport, request, &error);
    }
  log = mw_transport_dup_log (transport);
  g_assert_cmpuint (log->len, ==, 2);
  for (guint i = 0; i < log->len; i++)
    {
      entry = g_ptr_array_index (log, i);
      g_assert_null (strstr (entry->uri, "canary"));
      g_assert_null (strstr (entry->uri, "hush"));
      g_assert_null (entry->outcome ? strstr (entry->outcome, "canary") : NULL);
      g_assert_null (entry->request_id ? strstr (entry->request_id, "canary") : NULL);
    }
  entry = g_ptr_array_index (log, 0);
  g_assert_cmpstr (entry->method, ==, "GET");
  g_assert_cmpuint (entry->status, ==, 200);
  g_assert_cmpuint (entry->n_bytes, ==, strlen ("[\"" CANARY "\"]"));
  g_assert_cmpint (entry->started_at, >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_nonnull (strstr (entry->uri, "/ok/"));
  g_assert_null (entry->outcome);
  entry = g_ptr_array_index (log, 1);
  g_assert_cmpuint (entry->status, ==, 0);
  g_assert_nonnull (entry->outcome);
  return dex_future_new_true ();
}

static DexFuture *
test_log_is_a_ring (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GPtrArray) log = NULL;

  mw_fixture_server_add_json (server, "/", "{}");
  for (guint i = 0; i < 507; i++)
    {
      g_autofree char *method = g_strdup_printf ("M%u", i);
      g_autoptr (MwRequest) request = mw_net_test_request (server, method, "/");
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      mw_request_set_repeatable (request, TRUE);
      response = mw_net_test_send (transport, request, &error);
      g_assert_no_error (error);
    }
  log = mw_transport_dup_log (transport);
  g_assert_cmpuint (log->len, ==, 500);
  g_assert_cmpstr (((MwRequestLogEntry *) g_ptr_array_index (log, 0))->method, ==, "M7");
  g_assert_cmpstr (((MwRequestLogEntry *) g_ptr_array_index (log, 499))->method, ==, "M506");
  return dex_future_new_true ();
}

/* A file that is tried on pages may name an address of a sign-in elsewhere: nothing goes there. */
static void
test_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) transport = mw_transport_new ("http://127.0.0.1:8069", &error);
  g_autoptr (MwTransport)
    beside = mw_transport_new_beside (transport, "https://login.example.com/token", &error);
  g_autoptr (MwTransport) other = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (beside);
  mw_transport_set_alone (transport, TRUE);
  other = mw_transport_new_beside (transport, "https://login.example.com/token", &error);
  g_assert_null (other);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS);
  g_assert_cmpstr (error->message, ==, "Nothing is sent to login.example.com from here");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_net_test_add ("/transport/get", test_get);
  mw_net_test_add ("/transport/no-cookie-jar", test_no_cookie_jar);
  mw_net_test_add ("/transport/post", test_post);
  mw_net_test_add ("/transport/statuses", test_statuses);
  g_test_add_func ("/transport/base-address", test_base_address);
  g_test_add_func ("/transport/alone", test_alone);
  mw_net_test_add ("/transport/other-origin", test_other_origin);
  mw_net_test_add ("/transport/plain-http", test_plain_http);
  mw_net_test_add ("/transport/probes", test_probes);
  mw_net_test_add ("/transport/log", test_log);
  mw_net_test_add ("/transport/log-is-a-ring", test_log_is_a_ring);
  return g_test_run ();
}
