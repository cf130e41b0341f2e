/* mw-service-routes.c: which address of the unified API gives what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-exchange.h"
#include "mw-service-reply.h"

static gboolean
parse_query (MwServiceExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  GUri *uri = soup_server_message_get_uri (exchange->message);

  exchange->query = mw_service_query_parse (g_uri_get_query (uri), &error);
  if (exchange->query == NULL)
    {
      mw_service_exchange_answer_gerror (exchange, error);
      return FALSE;
    }
  exchange->url = g_strdup_printf ("http://127.0.0.1:%u%s", exchange->port, g_uri_get_path (uri));

  return TRUE;
}

static void
serve_collection (MwServiceExchange *exchange, const char *collection)
{
  if (parse_query (exchange))
    mw_service_exchange_answer_later (
      exchange, mw_record_source_query (exchange->source, collection, &exchange->query->query));
}

static void
serve_record (MwServiceExchange *exchange, const char *collection, const char *key)
{
  typeof (*((MwRecordQuery *) NULL)->filters) filter = { .field = "key", .operation = "", .value = key };
  MwRecordQuery query = { .page = 1, .per_page = 1, .filters = (gpointer) &filter, .n_filters = 1 };

  exchange->single = TRUE;
  mw_service_exchange_answer_later (exchange, mw_record_source_query (exchange->source, collection, &query));
}

static void
serve_raw_table (MwServiceExchange *exchange, const char *table)
{
  if (parse_query (exchange))
    mw_service_exchange_answer_later (
      exchange, mw_record_source_query_raw (exchange->source, table, &exchange->query->query));
}

static void
serve_raw_tables (MwServiceExchange *exchange)
{
  g_auto (GStrv) tables = mw_record_source_list_raw_tables (exchange->source);

  mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK,
                                   mw_service_reply_raw_tables ((const char *const *) tables));
}

static gboolean
check_scope (MwServiceExchange *exchange, const char *client, const char *collection)
{
  if (mw_service_tokens_may_read (exchange->tokens, client, collection))
    return TRUE;
  mw_service_exchange_answer_error (exchange, SOUP_STATUS_FORBIDDEN,
                                    "The token may not read this collection");

  return FALSE;
}

/* @path is what stands behind "/api/". */
void
mw_service_route (MwServiceExchange *exchange, const char *path, const char *client)
{
  MwRecordSource *source = exchange->source;
  g_autofree char *description = NULL;
  const char *slash;

  if (g_str_equal (path, "raw/tables") || g_str_has_prefix (path, "raw/tables/"))
    {
      const char *table = path + strlen ("raw/tables");
      g_autofree char *name = NULL;

      if (!check_scope (exchange, client, "raw"))
        return;
      if (*table == '\0')
        {
          serve_raw_tables (exchange);
          return;
        }
      if (g_str_has_suffix (table + 1, "/data"))
        name = mw_service_decode_segment (table + 1, strlen (table + 1) - strlen ("/data"));
      if (name != NULL)
        serve_raw_table (exchange, name);
      else
        mw_service_exchange_answer_error (exchange, SOUP_STATUS_NOT_FOUND, "There is no such address");
      return;
    }

  description = mw_record_source_describe (source);
  if (g_str_equal (path, "integrations/current"))
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK, mw_service_reply_data (description));
  else if (g_str_equal (path, "system/connections"))
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK, mw_service_reply_connections (description));
  else if (g_str_equal (path, "system/platforms"))
    mw_service_exchange_answer_json (exchange, SOUP_STATUS_OK, mw_service_reply_platforms (description));
  else
    {
      g_auto (GStrv) collections = mw_record_source_list_collections (source);
      g_autofree char *parent = NULL;
      g_autofree char *key = NULL;

      if (g_strv_contains ((const char *const *) collections, path))
        {
          if (check_scope (exchange, client, path))
            serve_collection (exchange, path);
          return;
        }
      slash = strrchr (path, '/');
      if (slash != NULL)
        {
          parent = g_strndup (path, slash - path);
          key = mw_service_decode_segment (slash + 1, -1);
        }
      if (key == NULL || !g_strv_contains ((const char *const *) collections, parent))
        mw_service_exchange_answer_error (exchange, SOUP_STATUS_NOT_FOUND, "There is no such address");
      else if (check_scope (exchange, client, parent))
        serve_record (exchange, parent, key);
    }
}
