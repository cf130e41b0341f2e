/* mw-probe.c: the first steps towards a server, each alone, so that a failure can be told from the next
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-probe.h"

#include "mw-net-error.h"
#include "mw-net-thread.h"
#include "mw-origin.h"

/* Sees that the server asks for a certificate of ours; there is none to show. */
#define MW_TYPE_PROBE_INTERACTION (mw_probe_interaction_get_type ())
G_DECLARE_FINAL_TYPE (MwProbeInteraction, mw_probe_interaction, MW, PROBE_INTERACTION, GTlsInteraction)

struct _MwProbeInteraction
{
  GTlsInteraction parent_instance;

  int was_asked; /* atomic: a handshake may run on a thread of its own */
};

G_DEFINE_FINAL_TYPE (MwProbeInteraction, mw_probe_interaction, G_TYPE_TLS_INTERACTION)

static GTlsInteractionResult
request_certificate (GTlsInteraction *interaction,
                     GTlsConnection *connection,
                     GTlsCertificateRequestFlags flags,
                     GCancellable *cancellable,
                     GError **error)
{
  g_atomic_int_set (&MW_PROBE_INTERACTION (interaction)->was_asked, 1);
  return G_TLS_INTERACTION_UNHANDLED;
}

static void
mw_probe_interaction_class_init (MwProbeInteractionClass *klass)
{
  G_TLS_INTERACTION_CLASS (klass)->request_certificate = request_certificate;
}

static void
mw_probe_interaction_init (MwProbeInteraction *self)
{
}

typedef struct
{
  MwNetJob job;
  MwProbeKind kind;
  GUri *uri;
  char *text;
  gboolean direct;
  MwTlsPolicy *policy;
  gint64 deadline;
  MwProbeInteraction *interaction;
  GError *refusal;
} Probe;

static void
probe_free (Probe *self)
{
  g_uri_unref (self->uri);
  g_free (self->text);
  mw_tls_policy_unref (self->policy);
  g_clear_object (&self->interaction);
  g_clear_error (&self->refusal);
  g_free (self);
}

/* @cause: NULL when all went well. */
static void
finish (Probe *self, const GError *cause)
{
  self->job.certificate_wanted = g_atomic_int_get (&self->interaction->was_asked);
  if (cause == NULL && self->refusal == NULL)
    mw_net_job_resolve (&self->job, NULL);
  else
    mw_net_job_reject (&self->job, mw_net_error_new (&self->job, MW_NET_PHASE_CONNECTING,
                                                     g_uri_get_host (self->uri), self->refusal, cause));
  probe_free (self);
}

static void
on_resolved (GObject *resolver, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &error);

  g_resolver_free_addresses (addresses);
  finish (data, error);
}

static void
resolve (Probe *self)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (self->uri), self->job.cancellable, on_resolved,
                                   self);
}

static void
on_proxy_found (GObject *resolver, GAsyncResult *result, gpointer data)
{
  Probe *self = data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (resolver), result, NULL);

  /* Behind a proxy it is the proxy that must know the name; this computer often does not. */
  if (proxies && proxies[0] && !g_str_has_prefix (proxies[0], "direct:"))
    finish (self, NULL);
  else
    resolve (self);
}

static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *peer,
                       GTlsCertificateFlags errors,
                       gpointer data)
{
  Probe *self = data;

  g_clear_error (&self->refusal);
  self->refusal = mw_tls_policy_judge (self->policy, peer, errors);
  return self->refusal == NULL;
}

static void
on_event (GSocketClient *client,
          GSocketClientEvent event,
          GSocketConnectable *to,
          GIOStream *stream,
          gpointer data)
{
  Probe *self = data;

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    {
      g_tls_connection_set_interaction (G_TLS_CONNECTION (stream), G_TLS_INTERACTION (self->interaction));
      g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && self->refusal == NULL)
    self->refusal = mw_tls_policy_check (self->policy,
                                         g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (stream)),
                                         g_tls_connection_get_protocol_version (G_TLS_CONNECTION (stream)));
}

static void
on_connected (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection)
    connection = g_socket_client_connect_to_uri_finish (G_SOCKET_CLIENT (client), result, &error);

  g_signal_handlers_disconnect_by_data (client, data);
  if (connection)
    g_io_stream_close_async (G_IO_STREAM (connection), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  finish (data, error);
}

static void
connect_to (Probe *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, !self->direct);
  g_socket_client_set_tls (client, self->kind == MW_PROBE_TLS);
  /* RFC 9112 3.2.2: what is not encrypted goes to the proxy without a tunnel, as libsoup does it; proxies
   * forbid tunnels to port 80. */
  if (g_str_equal (g_uri_get_scheme (self->uri), "http"))
    g_socket_client_add_application_proxy (client, "http");
  g_signal_connect (client, "event", G_CALLBACK (on_event), self);
  g_socket_client_connect_to_uri_async (client, self->text, mw_origin_get_port (self->uri),
                                        self->job.cancellable, on_connected, self);
}

static gboolean
begin (gpointer data)
{
  Probe *self = data;

  mw_net_job_start (&self->job, self->deadline);
  if (self->kind != MW_PROBE_RESOLVE)
    connect_to (self);
  else if (self->direct)
    resolve (self);
  else
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), self->text, self->job.cancellable,
                                   on_proxy_found, self);
  return G_SOURCE_REMOVE;
}

DexFuture *
mw_probe_run (MwProbeKind kind, GUri *uri, gboolean direct, MwTlsPolicy *policy, gint64 deadline)
{
  Probe *self = g_new0 (Probe, 1);
  DexFuture *future = mw_net_job_init (&self->job);

  self->kind = kind;
  self->uri = g_uri_ref (uri);
  self->text = g_uri_to_string (uri);
  self->direct = direct;
  self->policy = mw_tls_policy_ref (policy);
  self->deadline = deadline;
  self->interaction = g_object_new (MW_TYPE_PROBE_INTERACTION, NULL);
  mw_net_thread_run (begin, self);
  return future;
}
