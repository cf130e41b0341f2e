/* mw-service-server.c: the HTTP side of the service, on the thread that owns it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-server.h"

#include "mw-service-exchange.h"
#include "mw-service-reply.h"
#include "mw-service-token-endpoint.h"

#define MAX_BODY          (1024 * 1024)
#define MAX_DRAIN         (16 * MAX_BODY)
#define MINUTE            (60 * G_USEC_PER_SEC)
#define TOO_MANY_REQUESTS 429 /* RFC 6585, not among libsoup's */
#define ID_HEADER         "X-Request-Id"
#define EXCHANGE          "mw-exchange"

struct _MwServiceServer
{
  MwRecordSource *source;
  MwServiceTokens *tokens;
  SoupServer *server;
  GMutex mutex;          /* of: */
  GMainContext *context; /* where answers are delivered; NULL once stopped */
  GHashTable *exchanges; /* number → MwServiceExchange that waits for its answer */
  guint64 last_number;
  guint port;
  guint limit;      /* atomic */
  guint n_requests; /* in the minute that began at: */
  gint64 minute;
};

static void
server_clear (gpointer data)
{
  MwServiceServer *self = data;

  g_clear_object (&self->source);
  g_clear_object (&self->server);
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->exchanges, g_hash_table_unref);
}

MwServiceServer *
mw_service_server_ref (MwServiceServer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_service_server_unref (MwServiceServer *self)
{
  g_atomic_rc_box_release_full (self, server_clear);
}

/**
 * mw_service_server_new:
 * @source: what is served
 * @tokens: who may read
 *
 * Returns: (transfer full): a server that does not listen yet
 */
MwServiceServer *
mw_service_server_new (MwRecordSource *source, MwServiceTokens *tokens)
{
  MwServiceServer *self = g_atomic_rc_box_new0 (MwServiceServer);

  self->source = g_object_ref (source);
  self->tokens = tokens;
  g_mutex_init (&self->mutex);
  self->exchanges = g_hash_table_new (g_int64_hash, g_int64_equal);

  return self;
}

/**
 * mw_service_server_set_limit:
 * @self: the server
 * @per_minute: requests that are answered in one minute; 0 for all
 */
void
mw_service_server_set_limit (MwServiceServer *self, guint per_minute)
{
  g_atomic_int_set (&self->limit, per_minute);
}

static void
exchange_free (gpointer data)
{
  MwServiceExchange *exchange = data;

  g_hash_table_remove (exchange->server->exchanges, &exchange->number);
  g_clear_pointer (&exchange->query, mw_service_query_free);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange->url);
  g_free (exchange->request_id);
  mw_service_server_unref (exchange->server);
  g_free (exchange);
}

/* What a fiber hands back to the server's thread. */
typedef struct
{
  MwServiceServer *server;
  guint64 number;
  DexFuture *query;
  MwRecordPage *page;
  GError *error;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  mw_service_server_unref (answer->server);
  dex_clear (&answer->query);
  g_clear_pointer (&answer->page, mw_record_page_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

static gboolean
deliver (gpointer data)
{
  Answer *answer = data;
  MwServiceExchange *exchange = g_hash_table_lookup (answer->server->exchanges, &answer->number);

  if (exchange != NULL)
    {
      g_hash_table_remove (answer->server->exchanges, &answer->number);
      if (answer->page != NULL)
        mw_service_exchange_answer_page (exchange, answer->page);
      else
        mw_service_exchange_answer_gerror (exchange, answer->error);
      soup_server_message_unpause (exchange->message);
    }

  return G_SOURCE_REMOVE;
}

/* In a fiber of the pool: the blocks of libdex 0.10 would run on the main thread, which has other things to
 * do. */
static DexFuture *
wait_for_page (gpointer data)
{
  Answer *waiting = data;
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  answer->server = mw_service_server_ref (waiting->server);
  answer->number = waiting->number;
  answer->page = dex_await_boxed (g_steal_pointer (&waiting->query), &answer->error);
  g_source_set_callback (source, deliver, answer, answer_free);
  g_source_set_static_name (source, "[mw-service] answer");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  /* The server's thread may have ended meanwhile; then the answer goes with the source. */
  g_mutex_lock (&waiting->server->mutex);
  if (waiting->server->context != NULL)
    g_source_attach (source, waiting->server->context);
  g_mutex_unlock (&waiting->server->mutex);

  return dex_future_new_for_boolean (TRUE);
}

void
mw_service_exchange_answer_later (MwServiceExchange *exchange, DexFuture *query)
{
  MwServiceServer *self = exchange->server;
  Answer *waiting = g_new0 (Answer, 1);

  exchange->number = ++self->last_number;
  g_hash_table_insert (self->exchanges, &exchange->number, exchange);
  waiting->server = mw_service_server_ref (self);
  waiting->number = exchange->number;
  waiting->query = query;
  soup_server_message_pause (exchange->message);
  /* Never dropped: libdex 0.10 does not survive that when the query resolves on another thread in that
   * moment. */
  dex_unref (
    dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, wait_for_page, waiting, answer_free));
}

static gboolean
is_loopback_host (const char *host, guint port)
{
  g_autofree char *by_address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *by_name = g_strdup_printf ("localhost:%u", port);

  return host != NULL && (g_str_equal (host, by_address) || g_ascii_strcasecmp (host, by_name) == 0);
}

/* Seconds until the limit lets the next request through, 0: now. */
static guint
count_request (MwServiceServer *self)
{
  guint limit = g_atomic_int_get (&self->limit);
  gint64 now = g_get_monotonic_time ();

  if (self->minute == 0 || now - self->minute >= MINUTE)
    {
      self->minute = now;
      self->n_requests = 0;
    }
  self->n_requests++;
  if (limit == 0 || self->n_requests <= limit)
    return 0;

  return (guint) ((self->minute + MINUTE - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static char *
check_token (MwServiceExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  char *client = NULL;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0 ||
      !mw_service_tokens_check (exchange->server->tokens, header + 7, g_get_real_time () / G_USEC_PER_SEC,
                                &client))
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_UNAUTHORIZED, "A valid bearer token is needed");

  return client;
}

static gboolean
check_method (MwServiceExchange *exchange, const char *allowed)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (g_str_equal (soup_server_message_get_method (exchange->message), allowed))
    return TRUE;
  soup_message_headers_replace (headers, "Allow", allowed);
  mw_service_exchange_answer_error (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, "This address is only read");

  return FALSE;
}

static void
serve_token (MwServiceExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (exchange->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GError) error = NULL;
  GString *json = mw_service_token_endpoint (
    exchange->server->tokens, type, (const char *) exchange->body->data, exchange->body->len, &error);

  soup_message_headers_replace (response, "Cache-Control", "no-store");
  if (json != NULL)
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK, json);
  else if (error->domain == MW_SERVICE_TOKENS_ERROR && error->code != MW_SERVICE_TOKENS_ERROR_REQUEST)
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_UNAUTHORIZED, error->message);
  else
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_BAD_REQUEST, error->message);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  MwServiceExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  const char *exact = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *client = NULL;
  guint wait = count_request (exchange->server);

  if (wait > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", wait);

      soup_message_headers_replace (response, "Retry-After", seconds);
      mw_service_exchange_answer_error (exchange, TOO_MANY_REQUESTS, "Too many requests in this minute");
    }
  else if (g_str_equal (exact, "/link/token"))
    {
      if (check_method (exchange, SOUP_METHOD_POST))
        serve_token (exchange);
    }
  else if ((client = check_token (exchange)) != NULL && check_method (exchange, SOUP_METHOD_GET))
    {
      if (g_str_has_prefix (exact, "/api/"))
        mw_service_route (exchange, exact + strlen ("/api/"), client);
      else
        mw_service_exchange_answer_error (exchange, SOUP_STATUS_NOT_FOUND, "There is no such address");
    }
}

static void
refuse_body (MwServiceExchange *exchange)
{
  SoupMessageHeaders *response = soup_server_message_get_response_headers (exchange->message);

  soup_message_headers_replace (response, "Connection", "close");
  mw_service_exchange_answer_error (exchange, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                                    "The body is larger than 1 MB");
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  MwServiceExchange *exchange = data;

  exchange->n_received += g_bytes_get_size (chunk);
  if (exchange->n_received <= MAX_BODY)
    g_byte_array_append (exchange->body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  else if (soup_server_message_get_status (message) == 0)
    refuse_body (exchange);
  /* libsoup reads a refused body to its end before it answers: nobody sends us one for ever. */
  else if (exchange->n_received > MAX_DRAIN)
    g_socket_close (soup_server_message_get_socket (message), NULL);
}

/* Once the headers are there and before the body is. */
static void
on_headers (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  MwServiceExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  /* A page on the Internet can make a browser talk to us under its own name (DNS rebinding), not under ours.
   */
  if (!is_loopback_host (soup_message_headers_get_one (headers, "Host"), exchange->server->port))
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_MISDIRECTED_REQUEST,
                                      "This service answers only as 127.0.0.1");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
           soup_message_headers_get_content_length (headers) > MAX_BODY)
    refuse_body (exchange);
}

static void
on_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  MwServiceExchange *exchange = g_new0 (MwServiceExchange, 1);

  exchange->server = mw_service_server_ref (data);
  exchange->source = exchange->server->source;
  exchange->tokens = exchange->server->tokens;
  exchange->port = exchange->server->port;
  exchange->message = message;
  exchange->request_id = g_uuid_string_random ();
  exchange->body = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), EXCHANGE, exchange, exchange_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), exchange);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), ID_HEADER,
                                exchange->request_id);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-Content-Type-Options",
                                "nosniff");
  /* What libsoup refuses before it calls us gets this body; ours replace it. */
  mw_service_exchange_put_json (exchange, mw_service_reply_error (SOUP_STATUS_BAD_REQUEST,
                                                                  "This is no request that can be read",
                                                                  exchange->request_id));
}

/* The other side went away: what computes its answer finds nobody. */
static void
on_aborted (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  MwServiceExchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE);

  if (exchange != NULL)
    g_hash_table_remove (exchange->server->exchanges, &exchange->number);
}

/**
 * mw_service_server_listen:
 * @self: the server
 * @error: location for an error of the socket
 *
 * Returns: (transfer full) (nullable): "http://127.0.0.1:PORT", without a slash at the end
 */
char *
mw_service_server_listen (MwServiceServer *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  GSList *uris;

  self->context = g_main_context_ref_thread_default ();
  self->server = soup_server_new ("server-header", "Millwright ", NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (on_started), self);
  g_signal_connect (self->server, "request-aborted", G_CALLBACK (on_aborted), self);
  soup_server_add_early_handler (self->server, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen (self->server, address, 0, error))
    return NULL;

  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

/**
 * mw_service_server_stop:
 * @self: the server
 *
 * Closes every connection and drops what is being computed for them.
 */
void
mw_service_server_stop (MwServiceServer *self)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_unlock (&self->mutex);
  g_hash_table_remove_all (self->exchanges);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}
