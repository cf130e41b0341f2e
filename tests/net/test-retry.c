/* test-retry.c: what is tried again, how long is waited before, and how many go at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-test.h"

#include "mw-retry.h"

#define SECOND G_USEC_PER_SEC
/* Sunday, 6 November 1994 08:49:37 GMT: the date of RFC 9110's examples. */
#define NOW (G_GINT64_CONSTANT (784111777) * SECOND)

static void
test_parse (void)
{
  const struct
  {
    const char *value;
    gint64 wanted;
  } cases[] = {
    { NULL, -1 },
    { "", -1 },
    { "  ", -1 },
    { "0", 0 },
    { "120", 120 * SECOND },
    { " 7 ", 7 * SECOND },
    { "-5", -1 },
    { "+5", -1 },
    { "1.5", -1 },
    { "5 minutes", -1 },
    { "soon", -1 },
    { "\xff\xfe", -1 },
    { "1000000000", G_GINT64_CONSTANT (1000000000) * SECOND },
    { "99999999999999999999999999", G_MAXINT64 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
    { "Sun, 06 Nov 1994 08:49:57 GMT", 20 * SECOND },
    { "Sunday, 06-Nov-94 08:49:57 GMT", 20 * SECOND },
    { "Sun Nov  6 08:49:57 1994", 20 * SECOND },
    { "Sun, 06 Nov 1993 08:49:37 GMT", 0 },
    { "Sun, 32 Nov 1994 08:49:37 GMT", -1 },
    { "Sun, 06 Foo 1994 08:49:37 GMT", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (mw_retry_parse_after (cases[i].value, NOW), ==, cases[i].wanted);
}

static void
test_parse_wait (void)
{
  const struct
  {
    const char *value;
    MwRetryUnit unit;
    gint64 wanted;
  } cases[] = {
    { NULL, MW_RETRY_SECONDS, -1 },
    { "", MW_RETRY_SECONDS, -1 },
    { "-1", MW_RETRY_SECONDS, -1 },
    { "1e9", MW_RETRY_SECONDS, -1 },
    { "0x10", MW_RETRY_SECONDS, -1 },
    { "nan", MW_RETRY_SECONDS, -1 },
    { "Sun, 06 Nov 1994 08:49:57 GMT", MW_RETRY_SECONDS, -1 },
    { " 7 ", MW_RETRY_SECONDS, 7 * SECOND },
    { "1.5", MW_RETRY_SECONDS, SECOND + SECOND / 2 },
    { "2500", MW_RETRY_MILLISECONDS, 2 * SECOND + SECOND / 2 },
    { "784111787", MW_RETRY_EPOCH, 10 * SECOND },
    { "784111770", MW_RETRY_EPOCH, 0 },
    { "784111787000", MW_RETRY_EPOCH_MILLISECONDS, 10 * SECOND },
    { "99999999999999999999999", MW_RETRY_EPOCH_MILLISECONDS, G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (mw_retry_parse_wait (cases[i].value, cases[i].unit, NOW), ==, cases[i].wanted);
}

static void
test_delay (void)
{
  const gint64 most[] = { SECOND / 2, SECOND, 2 * SECOND, 4 * SECOND };

  for (guint tries = 1; tries <= G_N_ELEMENTS (most); tries++)
    {
      g_assert_cmpint (mw_retry_get_delay (tries, -1, 0.0), ==, 0);
      g_assert_cmpint (mw_retry_get_delay (tries, -1, 1.0), ==, most[tries - 1]);
      g_assert_cmpint (mw_retry_get_delay (tries, 0, 1.0), ==, most[tries - 1]);
    }
  g_assert_cmpint (mw_retry_get_delay (20, -1, 1.0), ==, 30 * SECOND);
  g_assert_cmpint (mw_retry_get_delay (G_MAXUINT, -1, 1.0), ==, 30 * SECOND);
  g_assert_cmpint (mw_retry_get_delay (1, 10 * SECOND, 0.0), ==, 10 * SECOND);
  g_assert_cmpint (mw_retry_get_delay (1, 60 * SECOND, 0.0), ==, 60 * SECOND);
  g_assert_cmpint (mw_retry_get_delay (1, 61 * SECOND, 0.0), ==, -1);
  g_assert_cmpint (mw_retry_get_delay (1, G_MAXINT64, 1.0), ==, -1);
}

static void
add_status (MwFixtureServer *server, const char *what, guint status, const char *headers)
{
  mw_fixture_server_add (server, what,
                         &(MwFixtureAnswer) { .status = status, .headers = headers, .body = "{}" });
}

/* 429 and 503 of repeatable requests: waited as asked, four tries in all, then the answer itself. */
static DexFuture *
test_later (gpointer unused)
{
  const guint statuses[] = { 429, 503 };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (gint64));

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, waits);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *asked = g_strdup_printf ("/asked-%u", i);
      g_autofree char *unasked = g_strdup_printf ("/unasked-%u", i);
      g_autoptr (MwResponse) first = NULL;
      g_autoptr (MwResponse) second = NULL;
      g_autoptr (GError) error = NULL;

      add_status (server, asked, statuses[i], "Retry-After: 7\r\n");
      add_status (server, asked, 200, NULL);
      g_array_set_size (waits, 0);
      first = mw_net_test_get (transport, server, asked, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_response_get_status (first), ==, 200);
      g_assert_cmpuint (mw_fixture_server_count (server, asked), ==, 2);
      g_assert_cmpuint (waits->len, ==, 1);
      g_assert_cmpint (g_array_index (waits, gint64, 0), >=, 7 * SECOND);
      g_assert_cmpint (g_array_index (waits, gint64, 0), <=, 8 * SECOND);

      add_status (server, unasked, statuses[i], NULL);
      g_array_set_size (waits, 0);
      second = mw_net_test_get (transport, server, unasked, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_response_get_status (second), ==, statuses[i]);
      g_assert_cmpuint (mw_fixture_server_count (server, unasked), ==, 4);
      g_assert_cmpuint (waits->len, ==, 3);
      for (guint j = 0; j < waits->len; j++)
        g_assert_cmpint (g_array_index (waits, gint64, j), <=, (SECOND / 2) << j);
    }
  return dex_future_new_true ();
}

/* Longer than a minute, or not repeatable: the answer at once, for whoever asked to decide. */
static DexFuture *
test_not_waited (gpointer unused)
{
  const char *const asked[] = { "Retry-After: 61\r\n", "Retry-After: 1000000000\r\n",
                                "Retry-After: 99999999999999999999999\r\n",
                                "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n" };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) post = mw_net_test_request (server, "POST", "/post");
  g_autoptr (MwRequest) search = mw_net_test_request (server, "POST", "/search");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwResponse) found = NULL;
  g_autoptr (GError) error = NULL;

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr (MwResponse) answer = NULL;

      add_status (server, path, 429, asked[i]);
      answer = mw_net_test_get (transport, server, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_response_get_status (answer), ==, 429);
      g_assert_cmpuint (mw_fixture_server_count (server, path), ==, 1);
    }
  add_status (server, "/post", 503, NULL);
  response = mw_net_test_send (transport, post, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, 503);
  g_assert_cmpuint (mw_fixture_server_count (server, "/post"), ==, 1);

  add_status (server, "/search", 503, NULL);
  add_status (server, "/search", 200, NULL);
  mw_request_set_repeatable (search, TRUE);
  found = mw_net_test_send (transport, search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (found), ==, 200);
  return dex_future_new_true ();
}

/* Systems that say it in a header of their own: Retry-After counts first, then the file's order. */
static DexFuture *
test_own_headers (gpointer unused)
{
  const MwRetryHeader headers[] = { { (char *) "X-Rate-Limit-Reset", MW_RETRY_SECONDS },
                                    { (char *) "X-Wait-Ms", MW_RETRY_MILLISECONDS } };
  const struct
  {
    const char *sent;
    gint64 least;
  } cases[] = {
    { "X-Rate-Limit-Reset: 9\r\nX-Wait-Ms: 3000\r\n", 9 * SECOND },
    { "X-Rate-Limit-Reset: soon\r\nX-Wait-Ms: 3000\r\n", 3 * SECOND },
    { "Retry-After: 5\r\nX-Rate-Limit-Reset: 9\r\n", 5 * SECOND },
    { NULL, 0 },
  };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (gint64));

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, waits);
  mw_transport_set_retry_headers (transport, headers, G_N_ELEMENTS (headers));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr (MwResponse) response = NULL;
      g_autoptr (GError) error = NULL;

      add_status (server, path, 429, cases[i].sent);
      add_status (server, path, 200, NULL);
      g_array_set_size (waits, 0);
      response = mw_net_test_get (transport, server, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_response_get_status (response), ==, 200);
      g_assert_cmpuint (waits->len, ==, 1);
      g_assert_cmpint (g_array_index (waits, gint64, 0), >=, cases[i].least);
      g_assert_cmpint (g_array_index (waits, gint64, 0), <=, cases[i].least + SECOND);
    }
  return dex_future_new_true ();
}

/* Other failures are the caller's business. */
static DexFuture *
test_not_repeated (gpointer unused)
{
  const guint statuses[] = { 400, 401, 403, 404, 500, 502, 504 };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);

  mw_transport_set_sleep (transport, mw_net_test_no_sleep, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", statuses[i]);
      g_autoptr (MwResponse) answer = NULL;
      g_autoptr (GError) error = NULL;

      add_status (server, path, statuses[i], NULL);
      answer = mw_net_test_get (transport, server, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_fixture_server_count (server, path), ==, 1);
    }
  return dex_future_new_true ();
}

/* A wait between tries holds nobody else up, and can be given up. */
static DexFuture *
test_wait_is_dropped (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/later");
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *waiting;

  mw_transport_set_limits (transport, 1, 0);
  add_status (server, "/later", 429, "Retry-After: 50\r\n");
  add_status (server, "/now", 200, NULL);
  waiting = mw_transport_send (transport, request);
  while (mw_fixture_server_count (server, "/later") == 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  response = mw_net_test_get (transport, server, "/now", &error);
  g_assert_no_error (error);
  g_assert_true (dex_future_is_pending (waiting));
  dex_unref (waiting);
  return dex_future_new_true ();
}

typedef struct
{
  GMutex mutex;
  guint now;
  guint most;
} Load;

static void
count_load (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  Load *load = data;

  g_mutex_lock (&load->mutex);
  load->now++;
  load->most = MAX (load->most, load->now);
  g_mutex_unlock (&load->mutex);
  g_usleep (20000);
  g_mutex_lock (&load->mutex);
  load->now--;
  g_mutex_unlock (&load->mutex);
  answer->body = "{}";
}

static DexFuture *
test_concurrent (gpointer unused)
{
  Load load = { 0 };
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  DexFuture *all[12];

  mw_fixture_server_add_handler (server, NULL, count_load, &load);
  for (guint limit = 1; limit <= 3; limit++)
    {
      load.most = 0;
      mw_transport_set_limits (transport, limit, 0);
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        {
          g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");

          all[i] = mw_transport_send (transport, request);
        }
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (MwResponse) response = dex_await_object (all[i], &error);

          g_assert_no_error (error);
        }
      g_assert_cmpuint (load.most, ==, limit);
    }
  return dex_future_new_true ();
}

/* Three in a window that does not end; the others go when the limit is lifted. */
static DexFuture *
test_per_minute (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  DexFuture *all[6];

  mw_fixture_server_add_json (server, "/", "{}");
  mw_transport_set_limits (transport, 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", "/");

      all[i] = mw_transport_send (transport, request);
    }
  for (guint n = 0; n < 3;)
    {
      dex_await (dex_timeout_new_msec (10), NULL);
      n = 0;
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        n += !dex_future_is_pending (all[i]);
    }
  dex_await (dex_timeout_new_msec (100), NULL);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 3);
  mw_transport_set_limits (transport, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwResponse) response = dex_await_object (all[i], &error);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 6);
  return dex_future_new_true ();
}

/* A short window lets all through, one window after the other. */
static DexFuture *
test_window_moves (gpointer unused)
{
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autoptr (MwTransport) transport = mw_net_test_transport (server);
  gint64 began = g_get_monotonic_time ();

  mw_fixture_server_add_json (server, "/", "{}");
  mw_transport_set_window (transport, 0, 2, SECOND / 5);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwResponse) response = mw_net_test_get (transport, server, "/", &error);

      g_assert_no_error (error);
    }
  /* Five of two a window: the fifth cannot have come before two windows were over. */
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 2 * (SECOND / 5));
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/parse", test_parse);
  g_test_add_func ("/retry/parse-wait", test_parse_wait);
  g_test_add_func ("/retry/delay", test_delay);
  mw_net_test_add ("/retry/later", test_later);
  mw_net_test_add ("/retry/own-headers", test_own_headers);
  mw_net_test_add ("/retry/not-waited", test_not_waited);
  mw_net_test_add ("/retry/not-repeated", test_not_repeated);
  mw_net_test_add ("/retry/wait-is-dropped", test_wait_is_dropped);
  mw_net_test_add ("/limits/concurrent", test_concurrent);
  mw_net_test_add ("/limits/per-minute", test_per_minute);
  mw_net_test_add ("/limits/window-moves", test_window_moves);
  return g_test_run ();
}
