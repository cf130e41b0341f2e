/* test-proxy.c: a proxy of the environment is used for other computers and never for this one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

static MwFixtureServer *proxy;

static gboolean
is_configured (void)
{
  g_auto (GStrv) found = g_proxy_resolver_lookup (g_proxy_resolver_get_default (),
                                                  "http://millwright.invalid/", NULL, NULL);

  return found && found[0] && g_str_has_prefix (found[0], "http://127.0.0.1:");
}

static DexFuture *
test_loopback (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  guint before = mw_fixture_server_get_n_connections (proxy);

  mw_fixture_server_add_json (server, "/", "{}");
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_transport_probe_connect (transport), &error));
  g_assert_cmpuint (mw_fixture_server_get_n_connections (proxy), ==, before);
  return dex_future_new_true ();
}

static void
answer_as_proxy (MwFixtureServer *server,
                 const MwFixtureRequest *request,
                 MwFixtureAnswer *answer,
                 gpointer data)
{
  answer->status = g_str_equal (request->method, "CONNECT") && data == NULL ? 502 : 407;
  answer->headers = "Proxy-Authenticate: Basic realm=\"x\"\r\n";
  answer->body = "{}";
}

static DexFuture *
test_elsewhere (gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) http = mw_transport_new ("http://millwright.invalid", &error);
  g_autoptr (MwTransport) https = mw_transport_new ("https://millwright.invalid", &error);
  g_autoptr (MwRequest) plain = mw_request_new ("GET", "http://millwright.invalid/x");
  g_autoptr (MwRequest) encrypted = mw_request_new ("POST", "https://millwright.invalid/x");
  g_autoptr (MwFixtureRequest) seen = NULL;

  if (!is_configured ())
    {
      g_test_skip ("GIO has no resolver here that reads http_proxy");
      return dex_future_new_true ();
    }
  mw_fixture_server_add_handler (proxy, NULL, answer_as_proxy, NULL);
  /* Without consent not even the proxy hears of it. */
  g_assert_null (mw_net_test_send (http, plain, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP);
  g_assert_cmpuint (mw_fixture_server_count (proxy, NULL), ==, 0);
  g_clear_error (&error);

  mw_transport_set_allow_plain (http, TRUE);
  g_assert_null (mw_net_test_send (http, plain, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PROXY);
  g_clear_error (&error);
  g_assert_cmpuint (mw_fixture_server_count (proxy, NULL), ==, 1);

  mw_request_set_header (encrypted, "X-Api-Key", "secret");
  g_assert_null (mw_net_test_send (https, encrypted, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_clear_error (&error);
  seen = mw_fixture_server_dup_last (proxy, NULL);
  g_assert_cmpstr (seen->method, ==, "CONNECT");
  g_assert_null (mw_fixture_request_get_header (seen, "X-Api-Key"));

  /* A tunnel that the proxy wants a sign-in for. */
  mw_fixture_server_clear (proxy);
  mw_fixture_server_add_handler (proxy, NULL, answer_as_proxy, proxy);
  g_assert_null (mw_net_test_send (https, encrypted, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PROXY);
  g_clear_error (&error);

  /* The name need not resolve here when the proxy has to know it. */
  g_assert_true (dex_await (mw_transport_probe_resolve (https), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

static DexFuture *
test_dead (gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwTransport) transport = mw_transport_new ("https://millwright.invalid", &error);
  g_autoptr (MwRequest) request = mw_request_new ("POST", "https://millwright.invalid/x");

  if (!is_configured ())
    {
      g_test_skip ("GIO has no resolver here that reads http_proxy");
      return dex_future_new_true ();
    }
  g_clear_pointer (&proxy, mw_fixture_server_free);
  g_assert_null (mw_net_test_send (transport, request, &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *uri = NULL;
  int result;

  proxy = mw_fixture_server_new ();
  uri = mw_fixture_server_dup_uri (proxy, NULL);
  g_setenv ("http_proxy", uri, TRUE);
  g_setenv ("https_proxy", uri, TRUE);
  g_unsetenv ("no_proxy");
  g_unsetenv ("NO_PROXY");
  g_test_init (&argc, &argv, NULL);
  mw_net_test_add ("/proxy/loopback", test_loopback);
  mw_net_test_add ("/proxy/elsewhere", test_elsewhere);
  mw_net_test_add ("/proxy/dead", test_dead);
  result = g_test_run ();
  g_clear_pointer (&proxy, mw_fixture_server_free);
  return result;
}
