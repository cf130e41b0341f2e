/* mw-http-client.c: one SoupSession and single exchanges over it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-http-client.h"

#include <libsoup/soup.h>

#include "mw-config.h"
#include "mw-net-error.h"
#include "mw-net-thread.h"
#include "mw-request-private.h"

#define READ_SIZE (128 * 1024)
/* As many as a system file may ask for at once; the limits of the transport do the rest. */
#define MAX_CONNECTIONS 16

struct _MwHttpClient
{
  GObject parent_instance;

  MwTlsPolicy *policy;
  gboolean direct;
  SoupSession *session; /* made, used and freed on the network thread, as is */
  GHashTable *sockets;  /* connection id → GSocket of connections that may be used again */
};

G_DEFINE_FINAL_TYPE (MwHttpClient, mw_http_client, G_TYPE_OBJECT)

typedef struct
{
  MwNetJob job;
  MwHttpClient *client;
  MwRequest *request;
  char *method;
  GUri *uri;
  gboolean with_body;
  gint64 deadline;
  gsize cap;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize filled;
  goffset announced; /* -1: not known */
  GSocket *socket;   /* of the connection it goes over */
  gboolean started;  /* libsoup writes or reads now */
  gboolean asked;    /* somebody was there to hear the request */
  gboolean aborted;
  GError *refusal;
} Exchange;

static void
mw_http_client_finalize (GObject *object)
{
  MwHttpClient *self = MW_HTTP_CLIENT (object);

  if (self->session)
    mw_net_thread_unref (g_steal_pointer (&self->session));
  g_clear_pointer (&self->sockets, g_hash_table_unref);
  mw_tls_policy_unref (self->policy);

  G_OBJECT_CLASS (mw_http_client_parent_class)->finalize (object);
}

static void
mw_http_client_class_init (MwHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_http_client_finalize;
}

static void
mw_http_client_init (MwHttpClient *self)
{
}

MwHttpClient *
mw_http_client_new (MwTlsPolicy *policy, gboolean direct)
{
  MwHttpClient *self = g_object_new (MW_TYPE_HTTP_CLIENT, NULL);

  self->policy = mw_tls_policy_ref (policy);
  self->direct = direct;
  self->sockets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  return self;
}

MwTlsPolicy *
mw_http_client_get_policy (MwHttpClient *self)
{
  return self->policy;
}

/* What a SoupSession brings along and must not: the auth manager repeats a refused request and keeps
 * passwords, the content decoder takes a cut body for a whole one. A cookie jar and a logger are not there by
 * themselves. */
static SoupSession *
ensure_session (MwHttpClient *self)
{
  if (self->session)
    return self->session;
  self->session = soup_session_new_with_options ("user-agent", "Millwright/" MW_VERSION, "max-conns",
                                                 MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS,
                                                 "timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  if (self->direct)
    soup_session_set_proxy_resolver (self->session, NULL);
  return self->session;
}

static void
exchange_free (Exchange *self)
{
  if (self->message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_object_unref (self->client);
  g_object_unref (self->request);
  g_uri_unref (self->uri);
  g_free (self->method);
  g_clear_error (&self->refusal);
  g_free (self);
}

static void
fail (Exchange *self, GError *taken)
{
  /* Also when nothing is cancelled yet: the connection has an unread rest and may not be used again. */
  g_cancellable_cancel (self->job.cancellable);
  mw_net_job_reject (&self->job, taken);
  exchange_free (self);
}

static void
fail_with (Exchange *self, const GError *cause)
{
  MwNetPhase phase = self->stream  ? MW_NET_PHASE_READING
                     : self->asked ? MW_NET_PHASE_ASKING
                                   : MW_NET_PHASE_CONNECTING;

  fail (self, mw_net_error_new (&self->job, phase, g_uri_get_host (self->uri), self->refusal, cause));
}

static void
succeed (Exchange *self)
{
  g_autofree char *uri = g_uri_to_string (self->uri);
  MwResponse *response = mw_response_new (soup_message_get_status (self->message), uri);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    mw_response_add_header (response, name, value);
  if (self->body)
    {
      g_byte_array_set_size (self->body, self->filled);
      mw_response_take_body (response, g_byte_array_free_to_bytes (g_steal_pointer (&self->body)));
    }
  mw_net_job_resolve (&self->job, response);
  exchange_free (self);
}

static void read_more (Exchange *self);

static void
on_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, &error);

  if (n < 0)
    {
      fail_with (self, error);
      return;
    }
  self->filled += n;
  if (self->filled > self->cap)
    fail (self, g_error_new (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_SIZE,
                             "The answer is larger than %" G_GSIZE_FORMAT " bytes", self->cap));
  else if (n > 0)
    read_more (self);
  else if (self->announced >= 0 && self->filled < (gsize) self->announced)
    fail (self, g_error_new (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED,
                             "The answer stops after %" G_GSIZE_FORMAT " of %" G_GOFFSET_FORMAT " bytes",
                             self->filled, self->announced));
  else
    succeed (self);
}

static void
read_more (Exchange *self)
{
  g_byte_array_set_size (self->body, self->filled + READ_SIZE);
  g_input_stream_read_async (self->stream, self->body->data + self->filled, READ_SIZE, G_PRIORITY_DEFAULT,
                             self->job.cancellable, on_read, self);
}

/* RFC 9110 15.5.8: 407 is the proxy's; 403 and 451 are what proxies say whose rules forbid a place. Another
 * answer to CONNECT is about the server. */
static gboolean
is_refusal_of_proxy (guint status)
{
  return status == 407 || status == 403 || status == 451;
}

static void
on_sent (GObject *session, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  SoupMessageHeaders *headers;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (session), result, &error);
  if (self->stream == NULL)
    {
      fail_with (self, error);
      return;
    }
  if (!self->started)
    {
      /* libsoup gives a proxy's refusal to make a tunnel as if it were the server's answer. */
      guint status = soup_message_get_status (self->message);

      fail (self,
            g_error_new (MW_TRANSPORT_ERROR,
                         is_refusal_of_proxy (status) ? MW_TRANSPORT_ERROR_PROXY : MW_TRANSPORT_ERROR_CONNECT,
                         "The proxy does not connect to %s: status %u", g_uri_get_host (self->uri), status));
      return;
    }
  if (soup_message_get_status (self->message) == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    {
      fail (self, g_error_new (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_PROXY,
                               "A proxy on the way to %s wants a sign-in of its own: status 407",
                               g_uri_get_host (self->uri)));
      return;
    }
  headers = soup_message_get_response_headers (self->message);
  self->announced = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
                        !g_str_equal (self->method, "HEAD")
                      ? soup_message_headers_get_content_length (headers)
                      : -1;
  if (self->announced > 0 && (gsize) self->announced > self->cap)
    {
      fail (self, g_error_new (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_SIZE,
                               "The answer has %" G_GOFFSET_FORMAT " bytes, more than %" G_GSIZE_FORMAT,
                               self->announced, self->cap));
      return;
    }
  self->body = g_byte_array_sized_new (self->announced > 0 ? MIN (self->announced, 16 * READ_SIZE) : 0);
  read_more (self);
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *peer,
                       GTlsCertificateFlags errors,
                       gpointer data)
{
  Exchange *self = data;

  g_clear_error (&self->refusal);
  self->refusal = mw_tls_policy_judge (self->client->policy, peer, errors);
  return self->refusal == NULL;
}

/* There is none to show; a server that only offers to look at one goes on without. */
static gboolean
on_request_certificate (SoupMessage *message, GTlsClientConnection *connection, gpointer data)
{
  Exchange *self = data;

  self->job.certificate_wanted = TRUE;
  return FALSE;
}

static gboolean
is_closed (gpointer id, gpointer socket, gpointer data)
{
  return g_socket_is_closed (socket);
}

/* A connection is new, and we saw its socket, or it was used before, and then we remember it. */
static void
find_socket (Exchange *self)
{
  guint64 id = soup_message_get_connection_id (self->message);
  GHashTable *sockets = self->client->sockets;

  g_hash_table_foreach_remove (sockets, is_closed, NULL);
  if (self->socket)
    g_hash_table_replace (sockets, g_memdup2 (&id, sizeof id), g_object_ref (self->socket));
  else
    g_set_object (&self->socket, g_hash_table_lookup (sockets, &id));
}

/* Cancelling is safe before libsoup writes the request and after the head of the answer was read. In between,
 * libsoup 3.6.5 (Debian 13) ends the message twice and frees it once too often (soup-session.c,
 * run_until_read_done (); mended in 3.6.6). A connection that breaks is an ordinary error to it, so then that
 * is what happens. */
static void
abort_exchange (MwNetJob *job)
{
  Exchange *self = (Exchange *) job;

  self->aborted = TRUE;
  if (self->started && self->stream == NULL && self->socket)
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  else
    g_cancellable_cancel (job->cancellable);
}

static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer data)
{
  Exchange *self = data;

  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    g_set_object (&self->socket, g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
}

/* libsoup sends a request again whose kept connection broke before the answer. Over another kept connection
 * that would begin before the failure of the first one is reported, which then ends the second: the message
 * is answered twice or never (soup-session.c of 3.6.5, run_until_read_done ()). A new connection takes its
 * time, and is not stale either. */
static void
on_restarted (SoupMessage *message, gpointer data)
{
  Exchange *self = data;

  self->started = FALSE;
  g_clear_object (&self->socket);
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (self->aborted)
    g_cancellable_cancel (self->job.cancellable);
  else
    self->asked = FALSE;
}

/* Emitted for every message, on a new and on a reused connection, before the first byte of the request is
 * written: soup-client-message-io-http1.c looks at the cancellable first. (HTTP/2 does not, so it is not
 * used.) */
static void
on_starting (SoupMessage *message, gpointer data)
{
  Exchange *self = data;

  find_socket (self);
  if (g_strcmp0 (g_uri_get_scheme (self->uri), "https") == 0)
    self->refusal = mw_tls_policy_check (self->client->policy,
                                         soup_message_get_tls_peer_certificate (message),
                                         soup_message_get_tls_protocol_version (message));
  if (self->refusal)
    g_cancellable_cancel (self->job.cancellable);
  else
    self->started = self->asked = TRUE;
}

static void
add_header (const char *name, const char *value, gpointer data)
{
  soup_message_headers_replace (data, name, value);
}

static void
fill_message (Exchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT;
  const char *type;
  GBytes *body = mw_request_get_body (self->request, &type);

  mw_request_foreach_header (self->request, add_header, headers);
  if (!mw_request_has_header (self->request, "Accept"))
    soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  if (self->with_body && body)
    soup_message_set_request_body_from_bytes (self->message, type, body);
  /* A kept connection may have died meanwhile; what cannot be repeated goes over a fresh one. */
  if (!mw_request_is_repeatable (self->request))
    flags |= SOUP_MESSAGE_NEW_CONNECTION;
  soup_message_set_flags (self->message, flags);
  soup_message_set_force_http1 (self->message, TRUE);
}

static gboolean
begin (gpointer data)
{
  Exchange *self = data;

  mw_net_job_start (&self->job, self->deadline);
  self->message = soup_message_new_from_uri (self->method, self->uri);
  fill_message (self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  g_signal_connect (self->message, "request-certificate", G_CALLBACK (on_request_certificate), self);
  g_signal_connect (self->message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect (self->message, "restarted", G_CALLBACK (on_restarted), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (on_starting), self);
  soup_session_send_async (ensure_session (self->client), self->message, G_PRIORITY_DEFAULT,
                           self->job.cancellable, on_sent, self);
  return G_SOURCE_REMOVE;
}

/**
 * mw_http_client_exchange:
 * @self: a client
 * @request: headers and body
 * @method: the method to use
 * @uri: where to send it: http or https, with a host
 * @with_body: whether the request's body is sent
 * @deadline: when to give up, by g_get_monotonic_time()
 * @cap: the largest body, as sent
 *
 * Can be called from any thread.
 *
 * Returns: (transfer full): resolves to a #MwResponse with its body as sent, or rejects with a
 * #MwTransportError; dropping it aborts the exchange
 */
DexFuture *
mw_http_client_exchange (MwHttpClient *self,
                         MwRequest *request,
                         const char *method,
                         GUri *uri,
                         gboolean with_body,
                         gint64 deadline,
                         gsize cap)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  DexFuture *future = mw_net_job_init (&exchange->job);

  exchange->job.abort = abort_exchange;
  exchange->client = g_object_ref (self);
  exchange->request = g_object_ref (request);
  exchange->method = g_strdup (method);
  exchange->uri = g_uri_ref (uri);
  exchange->with_body = with_body;
  exchange->deadline = deadline;
  exchange->cap = cap;
  mw_net_thread_run (begin, exchange);
  return future;
}
