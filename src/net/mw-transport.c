/* mw-transport.c: the one place that sends requests: origin, consent, turns, deadline, redirects, repeats and
 * the log
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-transport-private.h"

#include "mw-certificate.h"
#include "mw-content.h"
#include "mw-fiber.h"
#include "mw-gate.h"
#include "mw-http-client.h"
#include "mw-net-thread.h"
#include "mw-origin.h"
#include "mw-probe.h"
#include "mw-redact.h"
#include "mw-request-log.h"
#include "mw-request-private.h"
#include "mw-retry.h"

#define DEFAULT_DEADLINE 120
#define DEFAULT_CAP      ((gsize) 256 * 1024 * 1024)
#define MAX_REDIRECTS    5
/* A person waits for a probe. */
#define PROBE_SECONDS 20

struct _MwTransport
{
  GObject parent_instance;

  char *base_uri;
  GUri *base;
  MwGate *gate;
  MwRequestLog *log;
  GMutex mutex;         /* of the members below */
  MwHttpClient *client; /* for the certificate that is trusted now */
  gboolean broken_pin;
  gboolean allow_plain;
  guint deadline;
  gsize cap;
  GArray *retry_headers; /* of MwRetryHeader; never changed, but replaced */
  MwTransportSleep sleep;
  gpointer sleep_data;
};

G_DEFINE_FINAL_TYPE (MwTransport, mw_transport, G_TYPE_OBJECT)
G_DEFINE_QUARK (mw_transport_error_quark, mw_transport_error)

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

static void
mw_transport_finalize (GObject *object)
{
  MwTransport *self = MW_TRANSPORT (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->gate, mw_gate_unref);
  g_clear_pointer (&self->log, mw_request_log_unref);
  g_clear_pointer (&self->retry_headers, g_array_unref);
  g_clear_pointer (&self->base, g_uri_unref);
  g_free (self->base_uri);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (mw_transport_parent_class)->finalize (object);
}

static void
mw_transport_class_init (MwTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_transport_finalize;
}

static DexFuture *
sleep_really (gint64 usec, gpointer data)
{
  return mw_net_thread_sleep (usec);
}

static void
mw_transport_init (MwTransport *self)
{
  g_mutex_init (&self->mutex);
  self->gate = mw_gate_new ();
  self->log = mw_request_log_new ();
  self->retry_headers = mw_retry_headers_new (NULL, 0);
  self->deadline = DEFAULT_DEADLINE;
  self->cap = DEFAULT_CAP;
  self->sleep = sleep_really;
}

static void
set_pin (MwTransport *self, GTlsCertificate *pin, gboolean broken)
{
  g_autoptr (MwTlsPolicy) policy = mw_tls_policy_new (pin);
  /* A new session: connections that were made under the old rule must not be used again. A proxy has no
   * business between this computer and itself. */
  g_autoptr (MwHttpClient) client = mw_http_client_new (policy, mw_origin_is_loopback (self->base));

  g_mutex_lock (&self->mutex);
  g_set_object (&self->client, client);
  self->broken_pin = broken;
  g_mutex_unlock (&self->mutex);
}

static MwHttpClient *
ref_client (MwTransport *self)
{
  MwHttpClient *client;

  g_mutex_lock (&self->mutex);
  client = g_object_ref (self->client);
  g_mutex_unlock (&self->mutex);
  return client;
}

/**
 * mw_transport_new:
 * @base_uri: http or https, a host, perhaps a port and a path
 * @error: %MW_TRANSPORT_ERROR_ADDRESS
 *
 * Returns: (transfer full): a transport to that origin and to no other, or %NULL
 */
MwTransport *
mw_transport_new (const char *base_uri, GError **error)
{
  MwTransport *self;
  g_autoptr (GUri) base = NULL;

  g_return_val_if_fail (base_uri != NULL, NULL);

  base = mw_origin_parse (base_uri, error);
  if (base == NULL)
    return NULL;
  if (g_uri_get_query (base) || g_uri_get_fragment (base))
    {
      g_set_error_literal (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS,
                           "The address has a question mark or a number sign in it: it is one of a page");
      return NULL;
    }
  self = g_object_new (MW_TYPE_TRANSPORT, NULL);
  self->base_uri = g_strdup (base_uri);
  self->base = g_steal_pointer (&base);
  set_pin (self, NULL, FALSE);
  return self;
}

/**
 * mw_transport_new_beside:
 * @self: a connection's transport
 * @uri: an address; its origin counts
 * @error: %MW_TRANSPORT_ERROR_ADDRESS
 *
 * A token endpoint may stand elsewhere than the system. What the user allowed for the connection holds there
 * too, but a certificate that is trusted alone only on the same host.
 *
 * Returns: (transfer full): a transport to that origin that shares the log of @self, or %NULL
 */
MwTransport *
mw_transport_new_beside (MwTransport *self, const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = mw_origin_parse (uri, error);
  g_autofree char *origin = parsed != NULL ? mw_origin_dup_text (parsed) : NULL;
  MwTransport *other = origin != NULL ? mw_transport_new (origin, error) : NULL;
  g_autoptr (MwHttpClient) client = NULL;

  if (other == NULL)
    return NULL;
  client = ref_client (self);
  mw_request_log_unref (other->log);
  other->log = mw_request_log_ref (self->log);
  g_mutex_lock (&self->mutex);
  other->allow_plain = self->allow_plain;
  other->deadline = self->deadline;
  other->cap = self->cap;
  g_mutex_unlock (&self->mutex);
  if (g_ascii_strcasecmp (g_uri_get_host (self->base), g_uri_get_host (other->base)) == 0)
    set_pin (other, mw_tls_policy_get_pin (mw_http_client_get_policy (client)), self->broken_pin);
  return other;
}

const char *
mw_transport_get_base_uri (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return self->base_uri;
}

/**
 * mw_transport_set_allow_plain:
 * @self: a transport
 * @allow: whether the user agreed to http, unencrypted, for this connection
 */
void
mw_transport_set_allow_plain (MwTransport *self, gboolean allow)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  g_mutex_lock (&self->mutex);
  self->allow_plain = allow;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_transport_set_certificate:
 * @self: a transport
 * @pem: (nullable): the only certificate to trust from now on; %NULL: those the system trusts
 *
 * With a @pem that cannot be read nothing is trusted: every request ends in %MW_TRANSPORT_ERROR_TLS.
 */
void
mw_transport_set_certificate (MwTransport *self, const char *pem)
{
  g_autoptr (GTlsCertificate) pin = NULL;

  g_return_if_fail (MW_IS_TRANSPORT (self));

  pin = pem ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;
  set_pin (self, pin, pem != NULL && pin == NULL);
}

void
mw_transport_set_deadline (MwTransport *self, guint seconds)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  g_mutex_lock (&self->mutex);
  self->deadline = seconds;
  g_mutex_unlock (&self->mutex);
}

void
mw_transport_set_size_cap (MwTransport *self, gsize bytes)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  g_mutex_lock (&self->mutex);
  self->cap = bytes;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_transport_set_retry_headers:
 * @self: a transport
 * @headers: (array length=n_headers): names, and what their numbers mean; copied
 *
 * Where an answer says "later" without Retry-After, the first of these that has a number says when.
 */
void
mw_transport_set_retry_headers (MwTransport *self, const MwRetryHeader *headers, guint n_headers)
{
  GArray *copies;

  g_return_if_fail (MW_IS_TRANSPORT (self));

  copies = mw_retry_headers_new (headers, n_headers);
  g_mutex_lock (&self->mutex);
  g_array_unref (self->retry_headers);
  self->retry_headers = copies;
  g_mutex_unlock (&self->mutex);
}

void
mw_transport_set_limits (MwTransport *self, guint concurrent, guint per_minute)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  mw_gate_set_limits (self->gate, concurrent, per_minute, 60 * G_USEC_PER_SEC);
}

void
mw_transport_set_hourly_limit (MwTransport *self, guint per_hour)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  mw_gate_set_long_limit (self->gate, per_hour, G_TIME_SPAN_HOUR);
}

void
mw_transport_share_limits (MwTransport *self, const char *name)
{
  g_return_if_fail (MW_IS_TRANSPORT (self) && name != NULL);

  mw_gate_share (self->gate, name);
}

void
mw_transport_set_window (MwTransport *self, guint concurrent, guint per_window, gint64 window)
{
  mw_gate_set_limits (self->gate, concurrent, per_window, window);
}

void
mw_transport_set_sleep (MwTransport *self, MwTransportSleep sleep, gpointer data)
{
  self->sleep = sleep;
  self->sleep_data = data;
}

/**
 * mw_transport_dup_certificate:
 * @self: a transport
 * @pem: (out) (optional): the certificate
 * @fingerprint: (out) (optional): its SHA-256, as "AA:BB:…"
 * @issuer: (out) (optional) (nullable): who signed it
 *
 * Returns: whether a certificate was refused since the one to trust was set
 */
gboolean
mw_transport_dup_certificate (MwTransport *self, char **pem, char **fingerprint, char **issuer)
{
  g_autoptr (MwHttpClient) client = NULL;
  g_autoptr (GTlsCertificate) refused = NULL;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), FALSE);

  client = ref_client (self);
  refused = mw_tls_policy_dup_refused (mw_http_client_get_policy (client));
  if (pem)
    *pem = refused ? mw_certificate_dup_pem (refused) : NULL;
  if (fingerprint)
    *fingerprint = refused ? mw_certificate_dup_fingerprint (refused) : NULL;
  if (issuer)
    *issuer = refused ? mw_certificate_dup_issuer (refused) : NULL;
  return refused != NULL;
}

GPtrArray *
mw_transport_dup_log (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return mw_request_log_dup (self->log);
}

/* Everything that can be refused before a byte leaves. */
static gboolean
may_send (MwTransport *self, GUri *uri, GError **error)
{
  gboolean allow_plain, broken_pin;

  g_mutex_lock (&self->mutex);
  allow_plain = self->allow_plain;
  broken_pin = self->broken_pin;
  g_mutex_unlock (&self->mutex);

  if (mw_origin_is_plain (uri) && !allow_plain && !mw_origin_is_loopback (uri))
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PLAIN_HTTP,
                 "The address of %s begins with http: what is sent could be read on the way",
                 g_uri_get_host (uri));
  else if (broken_pin && !mw_origin_is_plain (uri))
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS,
                 "The certificate that was trusted for %s cannot be read any more", g_uri_get_host (uri));
  else
    return TRUE;
  return FALSE;
}

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
  return may_send (self, uri, error) ? g_steal_pointer (&uri) : NULL;
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

static MwResponse *
exchange_and_log (Send *send, const char *method, GUri *uri, gboolean with_body, GError **error)
{
  gint64 started_at = g_get_real_time ();
  gint64 began = g_get_monotonic_time ();
  g_autofree char *text = g_uri_to_string (uri);
  g_autoptr (GError) local = NULL;
  MwResponse *response = exchange_and_decode (send, method, uri, with_body, &local);

  mw_request_log_add (send->transport->log, method, text, started_at, g_get_monotonic_time () - began,
                      response, local);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
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
      g_autoptr (MwResponse) response = exchange_and_log (send, method, uri, with_body, error);
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

/* How long the server asks to wait; -1: it does not say. */
static gint64
find_retry_after (MwTransport *self, MwResponse *response)
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
    retry_after = find_retry_after (send->transport, response);
  return mw_retry_get_delay (n_tries, retry_after, g_random_double ());
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
      delay = find_delay (send, n_tries, response, error);
      if (delay < 0 && response)
        return dex_future_new_take_object (g_steal_pointer (&response));
      if (delay < 0 || !dex_await (mw_fiber_until (fiber, self->sleep (delay, self->sleep_data)), &error))
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
  Send *send;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (MW_IS_REQUEST (request), NULL);

  send = g_new0 (Send, 1);
  send->transport = g_object_ref (self);
  send->request = g_object_ref (request);
  send->client = ref_client (self);
  g_mutex_lock (&self->mutex);
  send->budget = (gint64) self->deadline * G_USEC_PER_SEC;
  send->cap = self->cap;
  g_mutex_unlock (&self->mutex);
  return mw_fiber_spawn ("mw_transport_send", send_in_fiber, send, send_free);
}

static DexFuture *
probe (MwTransport *self, MwProbeKind kind)
{
  g_autoptr (MwHttpClient) client = ref_client (self);
  g_autoptr (GError) error = NULL;

  if (kind == MW_PROBE_TLS && mw_origin_is_plain (self->base))
    return dex_future_new_true ();
  if (kind == MW_PROBE_TLS && !may_send (self, self->base, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return mw_probe_run (kind, self->base, mw_origin_is_loopback (self->base),
                       mw_http_client_get_policy (client),
                       g_get_monotonic_time () + PROBE_SECONDS * G_USEC_PER_SEC);
}

/**
 * mw_transport_probe_resolve:
 * @self: a transport
 *
 * Returns: (transfer full): %TRUE when the host name resolves (or a proxy has to), or a #MwTransportError
 */
DexFuture *
mw_transport_probe_resolve (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return probe (self, MW_PROBE_RESOLVE);
}

/**
 * mw_transport_probe_connect:
 * @self: a transport
 *
 * Returns: (transfer full): %TRUE when the port answers, or a #MwTransportError
 */
DexFuture *
mw_transport_probe_connect (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return probe (self, MW_PROBE_CONNECT);
}

/**
 * mw_transport_probe_tls:
 * @self: a transport
 *
 * Makes a TLS connection and closes it; no byte of a request is sent.
 *
 * Returns: (transfer full): %TRUE when the certificate is trusted or the address is http, or a
 * #MwTransportError
 */
DexFuture *
mw_transport_probe_tls (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return probe (self, MW_PROBE_TLS);
}

DexFuture *
mw_transport_wait (MwTransport *self, gint64 usec)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return self->sleep (usec, self->sleep_data);
}
