/* mw-net-test.h: what the tests of the network layer share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fixture-server.h"
#include "mw-test-fiber.h"
#include "mw-transport-private.h"

/* A transport to @server. */
static inline MwTransport *
mw_net_test_transport (MwFixtureServer *server)
{
  g_autofree char *uri = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (GError) error = NULL;
  MwTransport *transport = mw_transport_new (uri, &error);

  g_assert_no_error (error);
  return transport;
}

static inline MwRequest *
mw_net_test_request (MwFixtureServer *server, const char *method, const char *path)
{
  g_autofree char *uri = mw_fixture_server_dup_uri (server, path);

  return mw_request_new (method, uri);
}

/* Sends from the fiber of a test. */
static inline MwResponse *
mw_net_test_send (MwTransport *transport, MwRequest *request, GError **error)
{
  return dex_await_object (mw_transport_send (transport, request), error);
}

static inline MwResponse *
mw_net_test_get (MwTransport *transport, MwFixtureServer *server, const char *path, GError **error)
{
  g_autoptr (MwRequest) request = mw_net_test_request (server, "GET", path);

  return mw_net_test_send (transport, request, error);
}

static inline char *
mw_net_test_body (MwResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (mw_response_get_body (response), &length);

  return g_strndup (data ? data : "", length);
}

/* Waits between tries that take no time; @data: a GArray of gint64 that takes what was asked for. */
static inline DexFuture *
mw_net_test_no_sleep (gint64 usec, gpointer data)
{
  if (data)
    g_array_append_val ((GArray *) data, usec);
  return dex_future_new_true ();
}

/* A test whose body is a fiber. */
static inline void
mw_net_test_run (gconstpointer func)
{
  mw_test_run_fiber ((DexFiberFunc) func, NULL);
}

static inline void
mw_net_test_add (const char *path, DexFiberFunc func)
{
  g_test_add_data_func (path, (gconstpointer) func, mw_net_test_run);
}
