/* mw-transport.c: what requests to one system go through: its origin, its rules, its certificate, its log
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-transport-private.h"

#include "mw-net-thread.h"
#include "mw-origin.h"
#include "mw-probe.h"

#define DEFAULT_DEADLINE 120
#define DEFAULT_CAP      ((gsize) 256 * 1024 * 1024)
/* A person waits for a probe. */
#define PROBE_SECONDS 20

static MwTransportDefaults defaults;

G_DEFINE_FINAL_TYPE (MwTransport, mw_transport, G_TYPE_OBJECT)
G_DEFINE_QUARK (mw_transport_error_quark, mw_transport_error)

static void
mw_transport_finalize (GObject *object)
{
  MwTransport *self = MW_TRANSPORT (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->gate, mw_gate_unref);
  g_clear_pointer (&self->log, mw_request_log_unref);
  g_clear_pointer (&self->notes, mw_server_notes_unref);
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
  self->notes = mw_server_notes_new ();
  self->retry_headers = mw_retry_headers_new (NULL, 0);
  self->deadline = defaults.deadline > 0 ? defaults.deadline : DEFAULT_DEADLINE;
  self->probe = defaults.probe > 0 ? defaults.probe : PROBE_SECONDS;
  self->cap = defaults.cap > 0 ? defaults.cap : DEFAULT_CAP;
  self->sleep = defaults.sleep != NULL ? defaults.sleep : sleep_really;
  self->sleep_data = defaults.sleep_data;
}

void
mw_transport_set_defaults (const MwTransportDefaults *wanted)
{
  defaults = *wanted;
}

static void
set_pin (MwTransport *self, GTlsCertificate *pin, MwCertificateProblems accepted, gboolean broken)
{
  g_autoptr (MwTlsPolicy) policy = mw_tls_policy_new (pin, accepted);
  /* A new session: connections that were made under the old rule must not be used again. A proxy has no
   * business between this computer and itself. */
  g_autoptr (MwHttpClient) client = mw_http_client_new (policy, mw_origin_is_loopback (self->base));

  g_mutex_lock (&self->mutex);
  g_set_object (&self->client, client);
  self->broken_pin = broken;
  g_mutex_unlock (&self->mutex);
}

MwHttpClient *
mw_transport_ref_client (MwTransport *self)
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
  set_pin (self, NULL, 0, FALSE);
  return self;
}

static gboolean
is_alone (MwTransport *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->alone;
}

/**
 * mw_transport_new_beside:
 * @self: a connection's transport
 * @uri: an address; its origin counts
 * @error: %MW_TRANSPORT_ERROR_ADDRESS; of one that is alone always
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
  MwTransport *other = NULL;
  g_autoptr (MwHttpClient) client = NULL;

  if (origin != NULL && is_alone (self))
    g_set_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS, "Nothing is sent to %s from here",
                 g_uri_get_host (parsed));
  else if (origin != NULL)
    other = mw_transport_new (origin, error);
  if (other == NULL)
    return NULL;
  client = mw_transport_ref_client (self);
  mw_request_log_unref (other->log);
  other->log = mw_request_log_ref (self->log);
  mw_server_notes_unref (other->notes);
  other->notes = mw_server_notes_ref (self->notes);
  g_mutex_lock (&self->mutex);
  other->allow_plain = self->allow_plain;
  other->deadline = self->deadline;
  other->cap = self->cap;
  g_mutex_unlock (&self->mutex);
  if (g_ascii_strcasecmp (g_uri_get_host (self->base), g_uri_get_host (other->base)) == 0)
    {
      MwTlsPolicy *policy = mw_http_client_get_policy (client);

      set_pin (other, mw_tls_policy_get_pin (policy), mw_tls_policy_get_accepted (policy), self->broken_pin);
    }
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
 * mw_transport_set_alone:
 * @self: a transport
 * @alone: whether nothing is sent anywhere else on its behalf, as when a file is tried on pages
 */
void
mw_transport_set_alone (MwTransport *self, gboolean alone)
{
  g_return_if_fail (MW_IS_TRANSPORT (self));

  g_mutex_lock (&self->mutex);
  self->alone = alone;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_transport_set_certificate:
 * @self: a transport
 * @pem: (nullable): the only certificate to trust from now on; %NULL: those the system trusts
 * @accepted: what the user accepted that is wrong with it
 *
 * With a @pem that cannot be read nothing is trusted: every request ends in %MW_TRANSPORT_ERROR_TLS.
 */
void
mw_transport_set_certificate (MwTransport *self, const char *pem, MwCertificateProblems accepted)
{
  g_autoptr (GTlsCertificate) pin = NULL;

  g_return_if_fail (MW_IS_TRANSPORT (self));

  pin = pem ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;
  set_pin (self, pin, accepted, pem != NULL && pin == NULL);
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
 *
 * Returns: (transfer full) (nullable): the certificate that was refused last since the one to trust was set
 */
MwCertificate *
mw_transport_dup_certificate (MwTransport *self)
{
  g_autoptr (MwHttpClient) client = NULL;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  client = mw_transport_ref_client (self);
  return mw_tls_policy_dup_refused (mw_http_client_get_policy (client));
}

/**
 * mw_transport_get_resumes_at:
 * @self: a transport
 *
 * Returns: when requests go on that wait because the server or the limits ask for it, in microseconds since
 * 1970; 0 when none waits
 */
gint64
mw_transport_get_resumes_at (MwTransport *self)
{
  gint64 start, until;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), 0);

  start = mw_gate_get_start (self->gate);
  g_mutex_lock (&self->mutex);
  until = self->n_waiting > 0 ? self->waits_until : 0;
  g_mutex_unlock (&self->mutex);
  return start > 0 ? MAX (until, g_get_real_time () + start - g_get_monotonic_time ()) : until;
}

/**
 * mw_transport_is_paused:
 * @self: a transport
 *
 * Returns: whether requests wait for the network to be back
 */
gboolean
mw_transport_is_paused (MwTransport *self)
{
  gboolean is_paused;

  g_return_val_if_fail (MW_IS_TRANSPORT (self), FALSE);

  g_mutex_lock (&self->mutex);
  is_paused = self->n_paused > 0;
  g_mutex_unlock (&self->mutex);
  return is_paused;
}

GPtrArray *
mw_transport_dup_log (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return mw_request_log_dup (self->log);
}

/**
 * mw_transport_dup_strange_answer:
 * @self: a transport
 *
 * Returns: (transfer full) (nullable): the last answer that was no data, unless a later one was good
 */
MwStrangeAnswer *
mw_transport_dup_strange_answer (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), NULL);

  return mw_server_notes_dup_strange (self->notes);
}

/**
 * mw_transport_get_clock_offset:
 * @self: a transport
 *
 * Returns: how far the clock of the server is ahead of this computer's by its last answer, in microseconds;
 * 0 when it did not say
 */
gint64
mw_transport_get_clock_offset (MwTransport *self)
{
  g_return_val_if_fail (MW_IS_TRANSPORT (self), 0);

  return mw_server_notes_get_clock_offset (self->notes);
}

/* Everything that can be refused before a byte leaves. */
gboolean
mw_transport_may_send (MwTransport *self, GUri *uri, GError **error)
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

static DexFuture *
probe (MwTransport *self, MwProbeKind kind)
{
  g_autoptr (MwHttpClient) client = mw_transport_ref_client (self);
  g_autoptr (GError) error = NULL;

  if (kind == MW_PROBE_TLS && mw_origin_is_plain (self->base))
    return dex_future_new_true ();
  if (kind == MW_PROBE_TLS && !mw_transport_may_send (self, self->base, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return mw_probe_run (kind, self->base, mw_origin_is_loopback (self->base),
                       mw_http_client_get_policy (client),
                       g_get_monotonic_time () + (gint64) self->probe * G_USEC_PER_SEC);
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
