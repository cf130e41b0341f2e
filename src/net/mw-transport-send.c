/* mw-transport-send.c: the one place that sends requests: consent, turns, deadline, redirects, repeats and
 * the log
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-transport-private.h"

#include <string.h>

#include "mw-content.h"
#include "mw-fiber.h"
#include "mw-network-watch.h"
#include "mw-origin.h"
#include "mw-redact.h"
#include "mw-request-private.h"

#define MAX_REDIRECTS 5
/* Of what is only looked at, not read. */
#define LOOK_CAP ((gsize) 1024 * 1024)

/* One mw_transport_send(). */
typedef struct
{
  MwTransport *transport;
  MwRequest *request;
  MwHttpClient *client;
  MwFiber *fiber;
  gint64 budget; /* microseconds that exchanges may still take */
  gsize cap;
} Send;

static GUri *
parse_request_uri (MwTransport *self, MwRequest *request, GError **error)
{
  g_autoptr (GUri) uri = mw_origin_parse (mw_request_get_uri (request), error);

  if (uri == NULL)
    return NULL;
  if (!mw_origin_is_same (self->base, uri))
    {
      g_autofree char *from = mw_origin_dup_text (self->base);
      g_autofree char *to = mw_origin_dup_text (uri);

      g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT,
                   "This connection is to %s, and a link leads to %s", from, to);
      return NULL;
    }
  return mw_transport_may_send (self, uri, error) ? g_steal_pointer (&uri) : NULL;
}

static MwResponse *
exchange_and_decode (Send *send, const char *method, GUri *uri, gboolean with_body, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (MwResponse) response = NULL;
  GBytes *body;

  response = dex_await_object (
    mw_fiber_until (send->fiber, mw_http_client_exchange (send->client, send->request, method, uri, with_body,
                                                          began + send->budget, send->cap)),
    error);
  send->budget -= g_get_monotonic_time () - began;
  if (response == NULL)
    return NULL;
  body = dex_await_boxed (
    mw_fiber_until (send->fiber, mw_content_decode (mw_response_get_header (response, "Content-Encoding"),
                                                    mw_response_get_body (response), send->cap)),
    error);
  if (body == NULL)
    return NULL;
  mw_response_take_body (response, body);
  return g_steal_pointer (&response);
}

static void
note (Send *send, gint64 began, const char *uri, gboolean followed, MwResponse *response)
{
  const char *authorization = mw_request_peek_header (send->request, "Authorization");
  const char *end = authorization != NULL ? strchr (authorization, ' ') : NULL;
  /* Without a blank it is no scheme but the key itself, which is kept nowhere. */
  g_autofree char *scheme = end != NULL ? g_strndup (authorization, (gsize) (end - authorization)) : NULL;

  mw_server_notes_take (send->transport->notes, &(MwAsking) { began, uri, scheme, followed }, response);
}

static MwResponse *
exchange_and_log (Send *send,
                  const char *method,
                  GUri *uri,
                  gboolean with_body,
                  gboolean followed,
                  GError **error)
{
  gint64 started_at = g_get_real_time ();
  gint64 began = g_get_monotonic_time ();
  g_autofree char *text = g_uri_to_string (uri);
  g_autoptr (GError) local = NULL;
  MwResponse *response = exchange_and_decode (send, method, uri, with_body, &local);

  mw_request_log_add (send->transport->log, mw_request_get_purpose (send->request), method, text, started_at,
                      g_get_monotonic_time () - began, response, local);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    note (send, began, text, followed, response);
  return response;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* One try: the request and the redirects inside the origin (RFC 9110 15.4). */
static MwResponse *
exchange_and_follow (Send *send, GUri *first, GError **error)
{
  g_autofree char *method = g_strdup (mw_request_get_method (send->request));
  g_autoptr (GUri) uri = g_uri_ref (first);
  gboolean with_body = TRUE;

  for (guint n = 0; n <= MAX_REDIRECTS; n++)
    {
      g_autoptr (MwResponse) response = exchange_and_log (send, method, uri, with_body, n > 0, error);
      guint status = response ? mw_response_get_status (response) : 0;
      const char *location = response ? mw_response_get_header (response, "Location") : NULL;
      GUri *next;

      if (response == NULL || !is_redirect (status) || location == NULL)
        return g_steal_pointer (&response);
      next = mw_origin_follow (uri, location, error);
      if (next == NULL)
        return NULL;
      g_uri_unref (uri);
      uri = next;
      if (status == 303 && !g_str_equal (method, "HEAD"))
        {
          g_set_str (&method, "GET");
          with_body = FALSE;
        }
      else if ((status == 301 || status == 302) && !g_str_equal (method, "GET") &&
               !g_str_equal (method, "HEAD"))
        {
          g_autofree char *text = g_uri_to_string (uri);
          g_autofree char *safe = mw_redact_uri (text);

          g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT,
                       "A %s was answered with %u and leads to %s; it is not repeated there", method, status,
                       safe);
          return NULL;
        }
    }
  g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT,
               "%s leads from one address to the next without an end", g_uri_get_host (first));
  return NULL;
}

static MwResponse *
try_once (Send *send, GUri *uri, GError **error)
{
  g_autoptr (MwGateTurn) turn = mw_gate_enter (send->transport->gate);

  if (!dex_await (mw_fiber_until (send->fiber, mw_gate_turn_wait (turn)), error))
    return NULL;
  return exchange_and_follow (send, uri, error);
}

/**
 * mw_transport_find_wait:
 * @self: a transport
 * @response: one of its answers
 *
 * Returns: how long the server asks to wait, in microseconds; -1 when it does not say
 */
gint64
mw_transport_find_wait (MwTransport *self, MwResponse *response)
{
  g_autoptr (GArray) headers = NULL;

  g_mutex_lock (&self->mutex);
  headers = g_array_ref (self->retry_headers);
  g_mutex_unlock (&self->mutex);
  return mw_retry_find_wait (headers, response, g_get_real_time ());
}

/* Whether to try again, and after how many microseconds; -1: not. */
static gint64
find_delay (Send *send, guint n_tries, MwResponse *response, const GError *error)
{
  gint64 retry_after = -1;

  if (!mw_request_is_repeatable (send->request) || n_tries >= MW_RETRY_MAX_TRIES || send->budget <= 0)
    return -1;
  if (response ? !mw_retry_is_status_worth_it (mw_response_get_status (response))
               : !mw_retry_is_error_worth_it (error))
    return -1;
  if (response)
    retry_after = mw_transport_find_wait (send->transport, response);
  return mw_retry_get_delay (n_tries, retry_after, g_random_double ());
}

/* Waits before the next try; who asks meanwhile is told when it goes on. */
static gboolean
wait_for (Send *send, gint64 delay, gboolean is_asked, GError **error)
{
  MwTransport *self = send->transport;
  gboolean done;

  if (is_asked)
    {
      g_mutex_lock (&self->mutex);
      self->waits_until = MAX (self->n_waiting > 0 ? self->waits_until : 0, g_get_real_time () + delay);
      self->n_waiting++;
      g_mutex_unlock (&self->mutex);
    }
  done = dex_await (mw_fiber_until (send->fiber, self->sleep (delay, self->sleep_data)), error);
  if (is_asked)
    {
      g_mutex_lock (&self->mutex);
      self->n_waiting--;
      g_mutex_unlock (&self->mutex);
    }
  return done;
}

/* Whether it broke because this computer has lost its network: then it is no failure of the server's. */
static gboolean
is_network_loss (Send *send, const GError *error)
{
  return error != NULL && error->domain == MW_TRANSPORT_ERROR && mw_request_is_repeatable (send->request) &&
         (mw_retry_is_error_worth_it (error) || error->code == MW_TRANSPORT_ERROR_RESOLVE ||
          error->code == MW_TRANSPORT_ERROR_DEADLINE) &&
         mw_network_watch_is_lost (mw_origin_is_loopback (send->transport->base));
}

static gboolean
pause_until_back (Send *send, GError **error)
{
  MwTransport *self = send->transport;
  gboolean is_back;

  g_mutex_lock (&self->mutex);
  self->n_paused++;
  g_mutex_unlock (&self->mutex);
  is_back = dex_await (mw_fiber_until (send->fiber, mw_network_watch_wait ()), error);
  g_mutex_lock (&self->mutex);
  self->n_paused--;
  send->budget = (gint64) self->deadline * G_USEC_PER_SEC;
  g_mutex_unlock (&self->mutex);
  return is_back;
}

static DexFuture *
send_in_fiber (MwFiber *fiber, gpointer data)
{
  Send *send = data;
  MwTransport *self = send->transport;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = parse_request_uri (self, send->request, &error);

  if (uri == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  send->fiber = fiber;
  for (guint n_tries = 1;; n_tries++)
    {
      g_autoptr (MwResponse) response = NULL;
      gint64 delay;

      g_clear_error (&error);
      response = try_once (send, uri, &error);
      if (is_network_loss (send, error))
        {
          g_clear_error (&error);
          if (!pause_until_back (send, &error))
            return dex_future_new_for_error (g_steal_pointer (&error));
          n_tries = 0;
          continue;
        }
      delay = find_delay (send, n_tries, response, error);
      if (delay < 0 && response)
        return dex_future_new_take_object (g_steal_pointer (&response));
      if (delay < 0 || !wait_for (send, delay, response != NULL, &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
}

static void
send_free (gpointer data)
{
  Send *send = data;

  g_object_unref (send->transport);
  g_object_unref (send->request);
  g_object_unref (send->client);
  g_free (send);
}

static DexFuture *
begin (MwTransport *self, MwRequest *request, guint seconds, gsize cap)
{
  Send *send = g_new0 (Send, 1);

  send->transport = g_object_ref (self);
  send->request = g_object_ref (request);
  send->client = mw_transport_ref_client (self);
  send->budget = (gint64) seconds * G_USEC_PER_SEC;
  send->cap = cap;
  return mw_fiber_spawn ("mw_transport_send", send_in_fiber, send, send_free);
}

/**
 * mw_transport_send:
 * @self: a transport
 * @request: what to send; not to be changed afterwards
 *
 * Can be called from any thread. The deadline counts the time of the exchanges, not that of waiting for a
 * turn or between tries. A wait that the server asks for and that is longer than a minute is not waited: its
 * 429 or 503 is given.
 *
 * Returns: (transfer full): resolves to a #MwResponse whatever its status, or rejects with a
 * #MwTransportError; dropping it aborts the exchange
 */
DexFuture *
mw_transport_send (MwTransport *self, MwRequest *request)
{
  guint deadline;
  gsize cap;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (MW_IS_REQUEST (request), NULL);

  g_mutex_lock (&self->mutex);
  deadline = self->deadline;
  cap = self->cap;
  g_mutex_unlock (&self->mutex);
  return begin (self, request, deadline, cap);
}

/**
 * mw_transport_look:
 * @self: a transport
 * @uri: an address of its origin
 *
 * One GET with nothing in it that is secret; it is not repeated, and follows redirects inside the origin.
 *
 * Returns: (transfer full): resolves to the #MwResponse, rejects with a #MwTransportError; dropping it aborts
 * the exchange
 */
DexFuture *
mw_transport_look (MwTransport *self, const char *uri)
{
  g_autoptr (MwRequest) request = NULL;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  request = mw_request_new ("GET", uri);
  mw_request_set_purpose (request, &(MwPurpose) { .kind = MW_PURPOSE_LOOK });
  mw_request_set_repeatable (request, FALSE);
  return begin (self, request, self->probe, LOOK_CAP);
}
