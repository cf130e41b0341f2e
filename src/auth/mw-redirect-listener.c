/* mw-redirect-listener.c: where the browser comes back to after a sign-in (RFC 8252 7.3)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-redirect-listener.h"

#include <gio/gio.h>
#include <string.h>

#include "mw-delivery.h"
#include "mw-redirect-page.h"
#include "mw-session.h"

#define MAX_REQUEST 16384 /* bytes of a request's head */
#define PATIENCE    10    /* seconds for one connection: browsers open some that they never use */
#define MAX_THREADS 16

/* Of the listener and of the connections that it still answers; counted atomically. */
typedef struct
{
  char *authority; /* as the Host header has it */
  char *path;
  char *state;
  GMutex mutex;
  MwDelivery *delivery; /* NULL: nobody waits yet, or the answer is there */
  char *query;          /* the answer, until somebody waits for it */
  gboolean is_hit;
  GMainLoop *loop;
} Shared;

struct _MwRedirectListener
{
  Shared *shared;
  char *uri;
  GSocketService *service;
  GMainContext *context;
  GThread *thread;
};

static void
shared_clear (gpointer data)
{
  Shared *self = data;

  if (self->delivery != NULL)
    mw_delivery_reject (self->delivery,
                        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody listens any more"));
  g_free (self->authority);
  g_free (self->path);
  g_free (self->state);
  g_free (self->query);
  g_main_loop_unref (self->loop);
  g_mutex_clear (&self->mutex);
}

static void
shared_unref (gpointer data, GClosure *closure)
{
  g_atomic_rc_box_release_full (data, shared_clear);
}

static void
resolve (MwDelivery *delivery, const char *query)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, query);
  mw_delivery_resolve (delivery, &value);
}

/* FALSE when an answer was taken before. */
static gboolean
claim (Shared *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean is_first = !self->is_hit;

  self->is_hit = TRUE;
  return is_first;
}

/* After the browser has its page: the program may end next. */
static void
give (Shared *self, const char *query)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->delivery != NULL)
    resolve (g_steal_pointer (&self->delivery), query);
  else
    self->query = g_strdup (query);
  g_main_loop_quit (self->loop);
}

/* The head of a request, up to its empty line; NULL when it is none. */
static char *
read_head (GInputStream *stream)
{
  g_autofree char *head = g_malloc0 (MAX_REQUEST + 1);
  gsize length = 0;

  while (length < MAX_REQUEST)
    {
      gssize n = g_input_stream_read (stream, head + length, MAX_REQUEST - length, NULL, NULL);

      if (n <= 0)
        return NULL;
      length += n;
      if (memchr (head, '\0', length) != NULL)
        return NULL;
      if (strstr (head, "\r\n\r\n") != NULL)
        return g_steal_pointer (&head);
    }
  return NULL;
}

/* A page elsewhere that has its own name resolve to this computer sends that name. */
static gboolean
is_for_us (Shared *self, char **lines)
{
  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Host:", strlen ("Host:")) == 0)
      {
        g_autofree char *host = g_strstrip (g_strdup (lines[i] + strlen ("Host:")));

        return g_ascii_strcasecmp (host, self->authority) == 0;
      }
  return FALSE;
}

static MwRedirectPage
answer_query (Shared *self, const char *query)
{
  g_autoptr (GHashTable) values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  if (values == NULL || g_strcmp0 (g_hash_table_lookup (values, "state"), self->state) != 0)
    return MW_REDIRECT_PAGE_STRANGE;
  if (!claim (self))
    return MW_REDIRECT_PAGE_NOTHING;
  return g_hash_table_contains (values, "error") ? MW_REDIRECT_PAGE_DECLINED : MW_REDIRECT_PAGE_DONE;
}

/* @query: (out): what was taken, or NULL */
static MwRedirectPage
answer (Shared *self, const char *head, char **query)
{
  MwRedirectPage page;
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0], " ", -1);
  gsize length;

  if (g_strv_length (words) != 3 || strcmp (words[0], "GET") != 0 || !is_for_us (self, lines))
    return MW_REDIRECT_PAGE_STRANGE;
  length = strcspn (words[1], "?");
  if (strlen (self->path) != length || strncmp (words[1], self->path, length) != 0)
    return MW_REDIRECT_PAGE_NOTHING;
  *query = g_strdup (words[1][length] == '?' ? words[1] + length + 1 : "");
  page = answer_query (self, *query);
  if (page != MW_REDIRECT_PAGE_DONE && page != MW_REDIRECT_PAGE_DECLINED)
    g_clear_pointer (query, g_free);
  return page;
}

/* On a thread of the service. */
static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, Shared *self)
{
  GIOStream *stream = G_IO_STREAM (connection);
  g_autofree char *head = NULL;
  g_autofree char *response = NULL;
  g_autofree char *query = NULL;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), PATIENCE);
  head = read_head (g_io_stream_get_input_stream (stream));
  if (head == NULL)
    return TRUE;
  response = mw_redirect_page_dup_response (answer (self, head, &query));
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), response, strlen (response), NULL, NULL,
                             NULL);
  g_io_stream_close (stream, NULL, NULL);
  if (query != NULL)
    give (self, query);
  explicit_bzero (head, strlen (head));
  return TRUE;
}

/* The service's own thread: it accepts, until there is an answer or nobody wants one any more. */
static gpointer
listen_thread (gpointer data)
{
  MwRedirectListener *self = data;

  g_main_context_push_thread_default (self->context);
  g_socket_service_start (self->service);
  g_main_loop_run (self->shared->loop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* The accepting that was stopped ends here. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* @port: what was taken, when 0 was asked for. */
static gboolean
bind_one (GSocketService *service, const char *text, guint *port, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, *port);
  g_autoptr (GSocketAddress) bound = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return TRUE;
}

/* “localhost” may be either address for the browser; a computer without IPv6 has only one. */
static gboolean
bind_all (GSocketService *service, const char *host, guint *port, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!bind_one (service, "127.0.0.1", port, &reason) ||
      (strcmp (host, "localhost") == 0 && !bind_one (service, "::1", port, &reason) &&
       g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)))
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_PORT, "%s:%u cannot be used: %s", host, *port,
                   reason->message);
      return FALSE;
    }
  return TRUE;
}

MwRedirectListener *
mw_redirect_listener_new (const char *host, guint port, const char *path, const char *state, GError **error)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (MAX_THREADS);
  MwRedirectListener *self;

  g_socket_service_stop (service);
  if (!bind_all (service, host, &port, error))
    return NULL;
  self = g_new0 (MwRedirectListener, 1);
  self->service = g_steal_pointer (&service);
  self->context = g_main_context_new ();
  self->uri = g_strdup_printf ("http://%s:%u%s", host, port, path);
  self->shared = g_atomic_rc_box_new0 (Shared);
  g_mutex_init (&self->shared->mutex);
  self->shared->authority = g_strdup_printf ("%s:%u", host, port);
  self->shared->path = g_strdup (path);
  self->shared->state = g_strdup (state);
  self->shared->loop = g_main_loop_new (self->context, FALSE);
  g_signal_connect_data (self->service, "run", G_CALLBACK (on_run), g_atomic_rc_box_acquire (self->shared),
                         shared_unref, G_CONNECT_DEFAULT);
  self->thread = g_thread_new ("mw-redirect", listen_thread, self);
  return self;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
mw_redirect_listener_free (MwRedirectListener *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* From inside of the loop: a quit before it runs would be forgotten. */
  g_source_set_callback (source, quit, self->shared->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_object_unref (self->service);
  g_main_context_unref (self->context);
  shared_unref (self->shared, NULL);
  g_free (self->uri);
  g_free (self);
}

const char *
mw_redirect_listener_get_uri (MwRedirectListener *self)
{
  return self->uri;
}

DexFuture *
mw_redirect_listener_wait (MwRedirectListener *self)
{
  Shared *shared = self->shared;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared->mutex);
  DexFuture *future;
  MwDelivery *delivery = mw_delivery_new (&future);

  if (shared->query != NULL)
    resolve (delivery, shared->query);
  else
    shared->delivery = delivery;
  return future;
}
