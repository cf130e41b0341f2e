/* mw-service-reply.c: the bodies of the service's answers
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-service-reply.h"

#include "mw-json.h"
#include "mw-record-json.h"

static void
append_link (GString *json, const char *key, const char *url, const MwServiceQuery *query, guint64 number)
{
  g_autofree char *link = NULL;

  if (number > 0)
    link = g_strdup_printf ("%s?page=%" G_GUINT64_FORMAT "%s", url, number, query->rest);
  mw_record_json_append_member (json, key, link);
}

static void
append_position (GString *json, const char *key, guint64 position)
{
  if (position > 0)
    mw_record_json_append_number (json, key, (gint64) position);
  else
    mw_record_json_append_member (json, key, NULL);
}

/**
 * mw_service_reply_page:
 * @url: address of the collection
 * @query: what was asked
 * @page: what was found
 *
 * Returns: (transfer full): the list envelope of Makini's public OpenAPI description (that of a Laravel
 * paginator)
 */
GString *
mw_service_reply_page (const char *url, const MwServiceQuery *query, const MwRecordPage *page)
{
  guint64 number = query->query.page;
  guint64 per_page = query->query.per_page;
  guint64 last = MAX (1, (page->total + per_page - 1) / per_page);
  guint64 from = page->records->len > 0 ? (number - 1) * per_page + 1 : 0;
  GString *json = g_string_new ("{\"data\":[");

  for (guint i = 0; i < page->records->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append (json, g_ptr_array_index (page->records, i));
    }

  g_string_append (json, "],\"links\":{");
  append_link (json, "first", url, query, 1);
  append_link (json, "last", url, query, last);
  append_link (json, "prev", url, query, number > 1 ? MIN (number - 1, last) : 0);
  append_link (json, "next", url, query, number < last ? number + 1 : 0);
  g_string_append (json, "},\"meta\":{");
  mw_record_json_append_number (json, "current_page", (gint64) number);
  append_position (json, "from", from);
  mw_record_json_append_number (json, "last_page", (gint64) last);
  mw_record_json_append_member (json, "path", url);
  mw_record_json_append_number (json, "per_page", (gint64) per_page);
  append_position (json, "to", from > 0 ? from + page->records->len - 1 : 0);
  mw_record_json_append_number (json, "total", (gint64) page->total);
  g_string_append (json, "}}");

  return json;
}

/**
 * mw_service_reply_data:
 * @json: a JSON text
 *
 * Returns: (transfer full): the envelope of a single record
 */
GString *
mw_service_reply_data (const char *json)
{
  GString *reply = g_string_new ("{\"data\":");

  g_string_append (reply, json);
  g_string_append_c (reply, '}');

  return reply;
}

/**
 * mw_service_reply_raw_tables:
 * @tables: names
 *
 * Returns: (transfer full): the body of /api/raw/tables, whose shape Makini leaves open
 */
GString *
mw_service_reply_raw_tables (const char *const *tables)
{
  GString *json = g_string_new ("{\"data\":[");

  for (gsize i = 0; tables[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      mw_record_json_append_member (json, "name", tables[i]);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");

  return json;
}

static const struct
{
  guint status;
  const char *code;
  const char *type;
} errors[] = {
  { 400, "INVALID_REQUEST", "request" },      { 401, "AUTHENTICATION_FAILED", "authentication" },
  { 403, "PERMISSION_DENIED", "permission" }, { 404, "NOT_FOUND", "request" },
  { 405, "METHOD_NOT_ALLOWED", "request" },   { 413, "BODY_TOO_LARGE", "request" },
  { 421, "WRONG_HOST", "request" },           { 429, "RATE_LIMIT_EXCEEDED", "rate_limit" },
};

/**
 * mw_service_reply_error:
 * @status: the HTTP status
 * @message: what is wrong, for a developer
 * @request_id: id of the request, the same as in the header
 *
 * Code, type, message and request id are what Makini documents in prose; how it nests them is not public.
 *
 * Returns: (transfer full): the body
 */
GString *
mw_service_reply_error (guint status, const char *message, const char *request_id)
{
  GString *json = g_string_new ("{\"error\":{");
  const char *code = "SERVER_ERROR";
  const char *type = "server";

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].status == status)
      {
        code = errors[i].code;
        type = errors[i].type;
      }
  mw_record_json_append_member (json, "code", code);
  mw_record_json_append_member (json, "type", type);
  mw_record_json_append_member (json, "message", message);
  mw_record_json_append_member (json, "request_id", request_id);
  g_string_append (json, "}}");

  return json;
}

static void
append_described (GString *json, const char *key, yyjson_val *description, const char *member)
{
  mw_record_json_append_member (json, key, mw_json_peek_text (yyjson_obj_get (description, member), NULL));
}

/**
 * mw_service_reply_connections:
 * @description: what a source says about itself
 *
 * Returns: (transfer full): the body of /api/system/connections
 */
GString *
mw_service_reply_connections (const char *description)
{
  g_autoptr (MwJson) parsed = mw_json_parse (description, strlen (description), NULL);
  yyjson_val *root = parsed ? mw_json_get_root (parsed) : NULL;
  GString *json = g_string_new ("{\"data\":[{");

  append_described (json, "key", root, "id");
  append_described (json, "name", root, "company_name");
  append_described (json, "email", root, "email");
  mw_record_json_append_member (json, "status", "Active");
  append_described (json, "integration_name", root, "provider");
  append_described (json, "updated_at", root, "updated_at");
  g_string_append (json, "}]}");

  return json;
}

/**
 * mw_service_reply_platforms:
 * @description: what a source says about itself
 *
 * The fields of a platform are not public at Makini: ours are slug and name.
 *
 * Returns: (transfer full): the body of /api/system/platforms
 */
GString *
mw_service_reply_platforms (const char *description)
{
  g_autoptr (MwJson) parsed = mw_json_parse (description, strlen (description), NULL);
  yyjson_val *root = parsed ? mw_json_get_root (parsed) : NULL;
  GString *json = g_string_new ("{\"data\":[{");

  append_described (json, "slug", root, "provider");
  append_described (json, "name", root, "provider_name");
  g_string_append (json, "}]}");

  return json;
}
