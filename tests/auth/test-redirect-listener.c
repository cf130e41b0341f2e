/* test-redirect-listener.c: where the browser comes back to: one answer, from whoever knows the state
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-redirect-listener.h"
#include "mw-work.h"

#define STATE "canary-state-1"

static MwRedirectListener *
listen (const char *host)
{
  g_autoptr (GError) error = NULL;
  MwRedirectListener *listener = mw_redirect_listener_new (host, 0, "/callback", STATE, &error);

  g_assert_no_error (error);
  return listener;
}

static guint
get_port (MwRedirectListener *listener)
{
  g_autoptr (GUri) uri = g_uri_parse (mw_redirect_listener_get_uri (listener), G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

/* What a request of these bytes is answered with, or NULL when nobody listens; on a thread, as a browser is
 * another program. */
typedef struct
{
  const char *address;
  guint port;
  char *request;
  char *answer;
} Visit;

static gboolean
visit (gpointer data, GCancellable *cancellable, GError **error)
{
  Visit *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (self->address);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, self->port);
  g_autoptr (GSocketConnection)
    connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  GString *text = g_string_new (NULL);
  char buffer[512];
  gssize n;

  if (connection == NULL)
    {
      g_string_free (text, TRUE);
      return TRUE;
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), self->request,
                             strlen (self->request), NULL, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  self->answer = g_string_free_and_steal (text);
  return TRUE;
}

static char *
get_from (MwRedirectListener *listener, const char *address, const char *line, const char *host)
{
  Visit self = { address, get_port (listener) };
  g_autoptr (GError) error = NULL;

  self.request = host != NULL ? g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n\r\n", line, host)
                              : g_strdup_printf ("%s HTTP/1.1\r\n\r\n", line);
  dex_await (mw_work_run ("visit", visit, &self, NULL), &error);
  g_assert_no_error (error);
  g_free (self.request);
  return self.answer;
}

static char *
get (MwRedirectListener *listener, const char *path)
{
  g_autofree char *line = g_strconcat ("GET ", path, NULL);
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", get_port (listener));

  return get_from (listener, "127.0.0.1", line, host);
}

/* The right answer is taken once, whoever else knocks before; afterwards nobody listens. */
static DexFuture *
test_one_hit (gpointer unused)
{
  MwRedirectListener *listener = listen ("127.0.0.1");
  g_autofree char *expected = g_strdup_printf ("http://127.0.0.1:%u/callback", get_port (listener));
  g_autofree char *own = g_strdup_printf ("127.0.0.1:%u", get_port (listener));
  g_autofree char *long_line = g_strnfill (20000, 'x');
  g_autofree char *endless = g_strconcat ("GET /", long_line, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *query = NULL;
  g_autofree char *good = NULL;
  g_autofree char *again = NULL;
  DexFuture *answer = mw_redirect_listener_wait (listener);
  const struct
  {
    const char *line;
    const char *host; /* NULL: none */
    const char *status;
  } strangers[] = {
    { "GET /", own, "404" },
    { "GET /favicon.ico", own, "404" },
    { "GET /callback2?state=" STATE "&code=x", own, "404" },
    { "GET /callback/?state=" STATE "&code=x", own, "404" },
    { "GET /callback", own, "400" },
    { "GET /callback?code=x", own, "400" },
    { "GET /callback?code=x&state=", own, "400" },
    { "GET /callback?code=x&state=canary-state-", own, "400" },
    { "GET /callback?code=x&state=canary-state-2", own, "400" },
    { "GET /callback?%zz", own, "400" },
    { "POST /callback?code=x&state=" STATE, own, "400" },
    { "GET /callback?code=x&state=" STATE, "evil.example", "400" },
    { "GET /callback?code=x&state=" STATE, NULL, "400" },
    { "GET", own, "400" },
  };

  g_assert_cmpstr (mw_redirect_listener_get_uri (listener), ==, expected);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *page = get_from (listener, "127.0.0.1", strangers[i].line, strangers[i].host);
      g_autofree char *start = g_strconcat ("HTTP/1.1 ", strangers[i].status, " ", NULL);

      g_test_message ("%s", strangers[i].line);
      g_assert_nonnull (page);
      g_assert_true (g_str_has_prefix (page, start));
      g_assert_null (strstr (page, STATE));
    }
  again = get_from (listener, "127.0.0.1", endless, own);
  g_assert_true (again == NULL || *again == '\0');
  g_assert_true (dex_future_is_pending (answer));

  good = get (listener, "/callback?code=a%20b&state=" STATE "&iss=x");
  g_assert_true (g_str_has_prefix (good, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (good, "Content-Security-Policy: default-src 'none'"));
  g_assert_nonnull (strstr (good, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (good, "You can close this page"));
  g_assert_null (strstr (good, "a b"));
  query = dex_await_string (answer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (query, ==, "code=a%20b&state=" STATE "&iss=x");
  g_free (again);
  again = get (listener, "/callback?code=other&state=" STATE);
  g_assert_true (again == NULL || strstr (again, "200 OK") == NULL);
  mw_redirect_listener_free (listener);
  return dex_future_new_true ();
}

/* An answer that says no is an answer; the page says so. It may come before anybody waits for it. */
static DexFuture *
test_declined (gpointer unused)
{
  MwRedirectListener *listener = listen ("127.0.0.1");
  g_autofree char *page = get (listener, "/callback?error=access_denied&state=" STATE);
  g_autofree char *query = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (page, "The sign-in was declined"));
  query = dex_await_string (mw_redirect_listener_wait (listener), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (query, ==, "error=access_denied&state=" STATE);
  mw_redirect_listener_free (listener);
  return dex_future_new_true ();
}

/* A browser that opens a connection and says nothing does not keep the next one waiting. */
static DexFuture *
test_silent (gpointer unused)
{
  MwRedirectListener *listener = listen ("127.0.0.1");
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) silent = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  silent = g_socket_client_connect_to_host (client, "127.0.0.1", get_port (listener), NULL, &error);
  g_assert_no_error (error);
  page = get (listener, "/callback?code=x&state=" STATE);
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 "));
  mw_redirect_listener_free (listener);
  return dex_future_new_true ();
}

/* Only this computer reaches it, and what is taken is taken. */
static DexFuture *
test_places (gpointer unused)
{
  MwRedirectListener *listener = listen ("127.0.0.1");
  guint port = get_port (listener);
  g_autoptr (GError) error = NULL;
  MwRedirectListener *local;
  g_autofree char *host = NULL;
  g_autofree char *other = get_from (listener, "127.0.0.2", "GET /callback?code=x&state=" STATE, "127.0.0.2");
  g_autofree char *page = NULL;

  g_assert_null (other);
  g_assert_null (mw_redirect_listener_new ("127.0.0.1", port, "/callback", STATE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_PORT);
  g_assert_nonnull (strstr (error->message, "127.0.0.1:"));
  g_clear_error (&error);
  mw_redirect_listener_free (listener);
  /* Given back at once. */
  listener = mw_redirect_listener_new ("127.0.0.1", port, "/callback", STATE, &error);
  g_assert_no_error (error);
  mw_redirect_listener_free (listener);

  local = listen ("localhost");
  host = g_strdup_printf ("localhost:%u", get_port (local));
  page = get_from (local, "127.0.0.1", "GET /callback?code=x&state=" STATE, host);
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 "));
  mw_redirect_listener_free (local);
  return dex_future_new_true ();
}

/* Given up before, while and after somebody waits. */
static DexFuture *
test_drop (gpointer unused)
{
  for (guint i = 0; i < 50; i++)
    {
      MwRedirectListener *listener = listen ("127.0.0.1");
      DexFuture *future = i % 3 > 0 ? mw_redirect_listener_wait (listener) : NULL;

      if (i % 3 == 1)
        dex_clear (&future);
      mw_redirect_listener_free (listener);
      dex_clear (&future);
    }
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/redirect-listener/one-hit", test_one_hit);
  mw_auth_test_add ("/redirect-listener/declined", test_declined);
  mw_auth_test_add ("/redirect-listener/silent", test_silent);
  mw_auth_test_add ("/redirect-listener/places", test_places);
  mw_auth_test_add ("/redirect-listener/drop", test_drop);
  return g_test_run ();
}
