/* test-redirect.c: redirects are followed inside the origin and nowhere else, and no key goes anywhere else
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#include "mw-redact.h"

#define CANARY "canary-4712-redirect"

static void
add_redirect (MwFixtureServer *server, const char *what, guint status, const char *to)
{
  g_autofree char *headers = g_strdup_printf ("Location: %s\r\n", to);

  mw_fixture_server_add (server, what,
                         &(MwFixtureAnswer) { .status = status, .headers = headers, .body = "moved" });
}

static MwRequest *
secret_request (MwFixtureServer *server, const char *method, const char *path)
{
  MwRequest *request = mw_net_test_request (server, method, path);
  g_autoptr (GBytes)
    body = g_bytes_new_static ("{\"password\":\"" CANARY "\"}", strlen ("{\"password\":\"" CANARY "\"}"));

  mw_request_set_header (request, "Authorization", "Bearer " CANARY);
  mw_request_set_header (request, "X-Api-Key", CANARY);
  mw_request_set_header (request, "Cookie", "session=" CANARY);
  if (g_str_equal (method, "POST"))
    mw_request_set_body (request, "application/json", body);
  return request;
}

/* Every kind of redirect to every kind of elsewhere: refused, and the other server hears nothing at all. */
static DexFuture *
test_elsewhere (gpointer unused)
{
  const guint statuses[] = { 301, 302, 303, 307, 308 };
  const char *const methods[] = { "GET", "POST" };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwFixtureServer) other = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  guint here = mw_fixture_server_get_port (server);
  guint there = mw_fixture_server_get_port (other);
  char *targets[] = {
    g_strdup_printf ("http://127.0.0.1:%u/stolen", there),
    g_strdup_printf ("//127.0.0.1:%u/stolen", there),
    g_strdup_printf ("http://localhost:%u/stolen", here),
    g_strdup_printf ("https://127.0.0.1:%u/stolen", here),
    g_strdup_printf ("http://u:p@127.0.0.1:%u/", here),
    g_strdup ("file:///etc/passwd"),
    g_strdup ("http://[bad"),
    g_strdup ("javascript:alert(1)"),
    g_strdup_printf ("http://127.0.0.1:%u@127.0.0.1:%u/", here, there),
  };
  guint n = 0;

  mw_redact_add_secret (CANARY);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    for (guint j = 0; j < G_N_ELEMENTS (targets); j++)
      for (guint k = 0; k < G_N_ELEMENTS (methods); k++)
        {
          g_autofree char *path = g_strdup_printf ("/%u-%u-%u", i, j, k);
          g_autoptr (MwRequest) request = secret_request (server, methods[k], path);
          g_autoptr (MwResponse) response = NULL;
          g_autoptr (GError) error = NULL;

          add_redirect (server, path, statuses[i], targets[j]);
          response = mw_net_test_send (transport, request, &error);
          g_assert_null (response);
          g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
          g_assert_null (strstr (error->message, CANARY));
          n++;
        }
  g_assert_cmpuint (mw_fixture_server_get_n_connections (other), ==, 0);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, n);
  for (guint j = 0; j < G_N_ELEMENTS (targets); j++)
    g_free (targets[j]);
  return dex_future_new_true ();
}

/* The message names both sides, so that the user can correct the address; a query there stays secret. */
static DexFuture *
test_names_both (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *from = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  add_redirect (server, "/", 301, "https://erp.example.com/login?ticket=hush-hush");
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
  g_assert_nonnull (strstr (error->message, from));
  g_assert_nonnull (strstr (error->message, "https://erp.example.com/login"));
  g_assert_null (strstr (error->message, "hush-hush"));
  return dex_future_new_true ();
}

static DexFuture *
test_same_origin (gpointer unused)
{
  const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autofree char *target = mw_fixture_server_dup_uri (server, "/there/end?q=1");

  mw_fixture_server_add_json (server, "/there/end", "{\"end\":true}");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const char *const locations[] = { "/there/end?q=1", "../there/end?q=1", target };

      for (guint j = 0; j < G_N_ELEMENTS (locations); j++)
        {
          g_autofree char *path = g_strdup_printf ("/from/%u-%u", i, j);
          g_autoptr (MwRequest) request = secret_request (server, "GET", path);
          g_autoptr (MwResponse) response = NULL;
          g_autoptr (MwFixtureRequest) seen = NULL;
          g_autoptr (GError) error = NULL;

          add_redirect (server, path, statuses[i], locations[j]);
          response = mw_net_test_send (transport, request, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (mw_response_get_status (response), ==, 200);
          g_assert_cmpstr (mw_response_get_uri (response), ==, target);
          seen = mw_fixture_server_dup_last (server, "GET /there/end");
          g_assert_cmpstr (seen->target, ==, "/there/end?q=1");
          g_assert_cmpstr (mw_fixture_request_get_header (seen, "X-Api-Key"), ==, CANARY);
        }
    }
  return dex_future_new_true ();
}

/* RFC 9110 15.4: 303 asks for a GET; 307 and 308 for the same again; a POST is not made a GET by 301 or 302.
 */
static DexFuture *
test_post (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  const guint statuses[] = { 301, 302, 303, 307, 308 };

  mw_fixture_server_add_json (server, "/end", "{}");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);
      g_autoptr (MwRequest) request = secret_request (server, "POST", path);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (MwFixtureRequest) seen = NULL;
      g_autoptr (GError) error = NULL;
      guint before = mw_fixture_server_count (server, "/end");

      add_redirect (server, path, statuses[i], "/end");
      response = mw_net_test_send (transport, request, &error);
      g_assert_cmpuint (mw_fixture_server_count (server, path), ==, 1);
      if (statuses[i] < 303)
        {
          g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
          g_assert_cmpuint (mw_fixture_server_count (server, "/end"), ==, before);
          continue;
        }
      g_assert_no_error (error);
      seen = mw_fixture_server_dup_last (server, "/end");
      g_assert_cmpstr (seen->method, ==, statuses[i] == 303 ? "GET" : "POST");
      g_assert_cmpuint (g_bytes_get_size (seen->body) > 0, ==, statuses[i] != 303);
    }
  return dex_future_new_true ();
}

static DexFuture *
test_circle (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  add_redirect (server, "/a", 302, "/b");
  add_redirect (server, "/b", 302, "/a");
  response = mw_net_test_get (transport, server, "/a", &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 6);
  return dex_future_new_true ();
}

/* 3xx without a Location is an answer like any other. */
static DexFuture *
test_no_location (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add (server, "/", &(MwFixtureAnswer) { .status = 302, .body = "{}" });
  response = mw_net_test_get (transport, server, "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, 302);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_net_test_add ("/redirect/elsewhere", test_elsewhere);
  mw_net_test_add ("/redirect/names-both", test_names_both);
  mw_net_test_add ("/redirect/same-origin", test_same_origin);
  mw_net_test_add ("/redirect/post", test_post);
  mw_net_test_add ("/redirect/circle", test_circle);
  mw_net_test_add ("/redirect/no-location", test_no_location);
  return g_test_run ();
}
