/* mw-service-exchange.h: one request to the service and its answer
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "mw-service-query.h"
#include "mw-service-server.h"

G_BEGIN_DECLS

/* One request. Lives as long as its message; the fiber that computes its answer knows only its number. */
typedef struct
{
  MwServiceServer *server;
  MwRecordSource *source;     /* the server's */
  MwServiceTokens *tokens;    /* the server's */
  guint port;                 /* the server's */
  SoupServerMessage *message; /* borrowed: it owns us */
  guint64 number;
  char *request_id;
  GByteArray *body;
  gsize n_received;
  MwServiceQuery *query;
  char *url;
  gboolean single;
} MwServiceExchange;

/* @json is consumed. */
void mw_service_exchange_put_json (MwServiceExchange *exchange, GString *json);
void mw_service_exchange_answer_json (MwServiceExchange *exchange, guint status, GString *json);
void mw_service_exchange_answer_error (MwServiceExchange *exchange, guint status, const char *message);
void mw_service_exchange_answer_gerror (MwServiceExchange *exchange, const GError *error);
void mw_service_exchange_answer_page (MwServiceExchange *exchange, const MwRecordPage *page);
/* Answers when @query (transfer full) resolves to a MwRecordPage; in mw-service-server.c. */
void mw_service_exchange_answer_later (MwServiceExchange *exchange, DexFuture *query);

/* Answers a GET; @path is what stands behind "/api/"; in mw-service-routes.c. */
void mw_service_route (MwServiceExchange *exchange, const char *path, const char *client);

G_END_DECLS
