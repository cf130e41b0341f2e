/* mw-service-exchange.c: the answers to one request to the service
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-exchange.h"

#include "mw-service-reply.h"

/* The body alone, instead of one that was there. @json is consumed. */
void
mw_service_exchange_put_json (MwServiceExchange *exchange, GString *json)
{
  gsize length = json->len;

  soup_message_body_truncate (soup_server_message_get_response_body (exchange->message));
  soup_server_message_set_response (exchange->message, "application/json", SOUP_MEMORY_TAKE,
                                    g_string_free_and_steal (json), length);
}

void
mw_service_exchange_answer_json (MwServiceExchange *exchange, guint status, GString *json)
{
  soup_server_message_set_status (exchange->message, status, NULL);
  mw_service_exchange_put_json (exchange, json);
}

void
mw_service_exchange_answer_error (MwServiceExchange *exchange, guint status, const char *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  mw_service_exchange_answer_json (exchange, status,
                                   mw_service_reply_error (status, message, exchange->request_id));
}

void
mw_service_exchange_answer_gerror (MwServiceExchange *exchange, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_NOT_FOUND, error->message);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_BAD_REQUEST, error->message);
  else
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                      "The records could not be read");
}

void
mw_service_exchange_answer_page (MwServiceExchange *exchange, const MwRecordPage *page)
{
  if (!exchange->single)
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK,
                                     mw_service_reply_page (exchange->url, exchange->query, page));
  else if (page->records->len > 0)
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK,
                                     mw_service_reply_data (g_ptr_array_index (page->records, 0)));
  else
    mw_service_exchange_answer_error (exchange, SOUP_STATUS_NOT_FOUND, "There is no record with this key");
}
