/* mw-service.c: the unified API (Makini's shape) over HTTP on loopback
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service.h"

#include "mw-service-server.h"
#include "mw-service-tokens.h"

struct _MwService
{
  GObject parent_instance;

  MwServiceTokens *tokens;
  MwServiceServer *server;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (MwService, mw_service, G_TYPE_OBJECT)

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
mw_service_finalize (GObject *object)
{
  MwService *self = MW_SERVICE (object);

  if (self->thread != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      /* From inside the loop: a quit before it runs would be lost. */
      g_source_set_callback (source, quit, self->loop, NULL);
      g_source_attach (source, self->context);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->server, mw_service_server_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->tokens, mw_service_tokens_free);

  G_OBJECT_CLASS (mw_service_parent_class)->finalize (object);
}

static void
mw_service_class_init (MwServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_service_finalize;
}

static void
mw_service_init (MwService *self)
{
  self->tokens = mw_service_tokens_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/**
 * mw_service_new:
 * @source: what is served
 *
 * Returns: (transfer full): a service that does not listen yet
 */
MwService *
mw_service_new (MwRecordSource *source)
{
  MwService *self;

  g_return_val_if_fail (MW_IS_RECORD_SOURCE (source), NULL);

  self = g_object_new (MW_TYPE_SERVICE, NULL);
  self->server = mw_service_server_new (source, self->tokens);

  return self;
}

/* What the thread needs: not the service, whose last reference ends the thread. */
typedef struct
{
  MwServiceServer *server;
  GMainContext *context;
  GMainLoop *loop;
  DexPromise *started;
} Start;

static gpointer
serve (gpointer data)
{
  Start *start = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  g_main_context_push_thread_default (start->context);
  url = mw_service_server_listen (start->server, &error);
  if (url != NULL)
    dex_promise_resolve_string (start->started, g_steal_pointer (&url));
  else
    dex_promise_reject (start->started, g_steal_pointer (&error));
  dex_clear (&start->started);

  g_main_loop_run (start->loop);

  mw_service_server_stop (start->server);
  g_main_context_pop_thread_default (start->context);
  mw_service_server_unref (start->server);
  g_main_context_unref (start->context);
  g_main_loop_unref (start->loop);
  g_free (start);

  return NULL;
}

/**
 * mw_service_start:
 * @self: a service; to be called once
 *
 * Returns: (transfer full): a future that resolves to the base URL, or rejects with the socket's
 * #GIOErrorEnum
 */
DexFuture *
mw_service_start (MwService *self)
{
  DexPromise *started;
  Start *start;

  g_return_val_if_fail (MW_IS_SERVICE (self), NULL);
  g_return_val_if_fail (self->thread == NULL, NULL);

  started = dex_promise_new ();
  start = g_new0 (Start, 1);
  start->server = mw_service_server_ref (self->server);
  start->context = g_main_context_ref (self->context);
  start->loop = g_main_loop_ref (self->loop);
  start->started = dex_ref (started);
  self->thread = g_thread_new ("mw-service", serve, start);

  return DEX_FUTURE (started);
}

/**
 * mw_service_set_client:
 * @self: a service
 * @client_id: a client
 * @client_secret: its secret
 */
void
mw_service_set_client (MwService *self, const char *client_id, const char *client_secret)
{
  g_return_if_fail (MW_IS_SERVICE (self));
  g_return_if_fail (client_id != NULL && client_secret != NULL);

  mw_service_tokens_set_client (self->tokens, client_id, client_secret);
}

/**
 * mw_service_set_scopes:
 * @self: a service
 * @client_id: a client
 * @scopes: (nullable): what its tokens may read: families ("eam", "erp", "wms", "raw") and collections
 *   ("erp/purchase-orders"); %NULL for everything
 *
 * Holds for tokens that were given before, too.
 */
void
mw_service_set_scopes (MwService *self, const char *client_id, const char *const *scopes)
{
  g_return_if_fail (MW_IS_SERVICE (self));
  g_return_if_fail (client_id != NULL);

  mw_service_tokens_set_scopes (self->tokens, client_id, scopes);
}

/**
 * mw_service_set_signing_key:
 * @self: a service
 * @key: what tokens are signed with
 *
 * Two services with the same key and client accept each other's tokens.
 */
void
mw_service_set_signing_key (MwService *self, GBytes *key)
{
  g_return_if_fail (MW_IS_SERVICE (self));
  g_return_if_fail (key != NULL);

  mw_service_tokens_set_key (self->tokens, key);
}

/**
 * mw_service_set_limit:
 * @self: a service
 * @per_minute: requests a minute; 0 for no limit
 */
void
mw_service_set_limit (MwService *self, guint per_minute)
{
  g_return_if_fail (MW_IS_SERVICE (self));

  mw_service_server_set_limit (self->server, per_minute);
}
