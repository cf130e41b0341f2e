/* mw-case-request.c: whether a request is the one that an exchange of a case expects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-request.h"

#include <string.h>

#define ANY_MORE  "…"
#define MAX_SHOWN 2000

static char *
dup_json (JsonNode *node)
{
  return node != NULL ? json_to_string (node, FALSE) : g_strdup ("nothing");
}

static void
add_difference (GString *why, const char *what, const char *expected, const char *actual)
{
  g_string_append_printf (why, "%s: expected %s, got %s\n", what, expected, actual);
}

/* Whether @actual has all that @expected has: members of objects, lists of the same length. What differs
 * is added to @why with its path. */
static void
match_json (JsonNode *expected, JsonNode *actual, const char *path, GString *why)
{
  g_autofree char *want = dup_json (expected);
  g_autofree char *have = dup_json (actual);

  if (actual != NULL && JSON_NODE_HOLDS_OBJECT (expected) && JSON_NODE_HOLDS_OBJECT (actual))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (expected));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autofree char *below = g_strdup_printf ("%s.%s", path, name);

          match_json (member, json_object_get_member (json_node_get_object (actual), name), below, why);
        }
    }
  else if (actual != NULL && JSON_NODE_HOLDS_ARRAY (expected) && JSON_NODE_HOLDS_ARRAY (actual) &&
           json_array_get_length (json_node_get_array (expected)) ==
             json_array_get_length (json_node_get_array (actual)))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (expected)); i++)
        {
          g_autofree char *below = g_strdup_printf ("%s[%u]", path, i);

          match_json (json_array_get_element (json_node_get_array (expected), i),
                      json_array_get_element (json_node_get_array (actual), i), below, why);
        }
    }
  else if (!g_str_equal (want, have))
    add_difference (why, path, want, have);
}

/**
 * mw_case_parse_form:
 * @text: "a=b&c=d"
 *
 * Returns: (transfer full): names and values, decoded
 */
GHashTable *
mw_case_parse_form (const char *text)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (text, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (pair[0] == NULL || *pair[0] == '\0')
        continue;
      for (guint k = 0; k < 2 && pair[k] != NULL; k++)
        g_strdelimit (pair[k], "+", ' ');
      g_hash_table_replace (form, g_uri_unescape_string (pair[0], NULL),
                            g_uri_unescape_string (pair[1] != NULL ? pair[1] : "", NULL));
    }
  return form;
}

static char *
dup_filled (JsonObject *object, const char *name, const char *address)
{
  g_autofree char *text = mw_case_dup_text (object, name);

  return mw_case_dup_filled (text != NULL ? text : "", address);
}

static JsonNode *
parse_part (const char *part)
{
  GString *text = g_string_new (part != NULL ? part : "");
  g_autofree guchar *bytes = NULL;
  g_autofree char *json = NULL;
  gsize length;

  g_string_replace (text, "-", "+", 0);
  g_string_replace (text, "_", "/", 0);
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  bytes = g_base64_decode (text->str, &length);
  g_string_free (text, TRUE);
  json = g_strndup ((const char *) bytes, length);
  return json_from_string (json, NULL);
}

/* A signed token (RFC 7519): @expected says what its header and its claims have; the signature is not looked
 * at. */
static void
match_jwt (JsonNode *expected, const char *token, const char *what, const char *address, GString *why)
{
  static const char *const parts[] = { "header", "claims" };
  g_autofree char *text = json_to_string (expected, FALSE);
  g_autofree char *filled = mw_case_dup_filled (text, address);
  g_autoptr (JsonNode) wanted = json_from_string (filled, NULL);
  g_auto (GStrv) pieces = g_strsplit (token != NULL ? token : "", ".", 3);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonNode *part = json_object_get_member (json_node_get_object (wanted), parts[i]);
      g_autoptr (JsonNode) actual = i < g_strv_length (pieces) ? parse_part (pieces[i]) : NULL;
      g_autofree char *at = g_strdup_printf ("%s: %s", what, parts[i]);

      if (part != NULL)
        match_json (part, actual, at, why);
    }
}

/* @form has all of @expected, and with @exactly nothing else. */
static void
match_form (JsonObject *expected,
            GHashTable *form,
            const char *what,
            gboolean exactly,
            const char *address,
            GString *why)
{
  g_autoptr (GList) names = expected != NULL ? json_object_get_members (expected) : NULL;
  GHashTableIter iter;
  gpointer name, value;

  for (GList *item = names; item != NULL; item = item->next)
    {
      g_autofree char *want = dup_filled (expected, item->data, address);
      g_autofree char *at = g_strdup_printf ("%s “%s”", what, (char *) item->data);
      const char *have = g_hash_table_lookup (form, item->data);

      if (g_str_equal (item->data, ANY_MORE))
        continue;
      if (JSON_NODE_HOLDS_OBJECT (json_object_get_member (expected, item->data)))
        match_jwt (json_object_get_member (expected, item->data), have, at, address, why);
      else if (g_strcmp0 (want, have) != 0)
        add_difference (why, at, want, have != NULL ? have : "nothing");
    }
  if (!exactly)
    return;
  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (expected == NULL || !json_object_has_member (expected, name))
      g_string_append_printf (why, "%s “%s” = “%s” is not expected\n", what, (char *) name, (char *) value);
}

void
mw_case_form_match (JsonObject *expected,
                    GHashTable *form,
                    const char *what,
                    const char *address,
                    GString *why)
{
  match_form (expected, form, what, expected == NULL || !json_object_has_member (expected, ANY_MORE), address,
              why);
}

static void
match_query (JsonObject *exchange, const MwCaseRequest *request, const char *address, GString *why)
{
  g_autoptr (GHashTable) query = mw_case_parse_form (request->query != NULL ? request->query : "");

  mw_case_form_match (mw_case_get_object (exchange, "query"), query, "query", address, why);
}

static void
match_body (JsonObject *exchange, const MwCaseRequest *request, const char *address, GString *why)
{
  JsonNode *expected = json_object_get_member (exchange, "body");
  const char *type = g_hash_table_lookup (request->headers, "content-type");
  g_autofree char *text = g_strndup (request->body, request->length);
  g_autoptr (JsonNode) actual = NULL;

  if (expected == NULL)
    return;
  if (type != NULL && g_str_has_prefix (type, "application/x-www-form-urlencoded") &&
      JSON_NODE_HOLDS_OBJECT (expected))
    {
      g_autoptr (GHashTable) form = mw_case_parse_form (text);

      match_form (json_node_get_object (expected), form, "body", FALSE, address, why);
      return;
    }
  actual = json_from_string (text, NULL);
  match_json (expected, actual, "body", why);
}

static const char *
get_path (const MwCaseRequest *request, const char *prefix)
{
  const char *path = request->path;

  if (*prefix != '\0' && g_str_has_prefix (path, prefix) &&
      (path[strlen (prefix)] == '/' || path[strlen (prefix)] == '\0'))
    path += strlen (prefix);
  return path + strspn (path, "/");
}

void
mw_case_request_match (JsonObject *exchange,
                       const MwCaseRequest *request,
                       const char *prefix,
                       const char *address,
                       GString *why)
{
  g_autofree char *method = mw_case_dup_text (exchange, "method");
  g_autofree char *path = mw_case_dup_text (exchange, "path");
  const char *sent = get_path (request, prefix);
  g_autofree char *decoded = g_uri_unescape_string (sent, NULL);
  JsonObject *headers = mw_case_get_object (exchange, "headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;
  const char *expected = path != NULL ? path + strspn (path, "/") : "";

  if (g_strcmp0 (method != NULL ? method : "GET", request->method) != 0)
    add_difference (why, "method", method != NULL ? method : "GET", request->method);
  if (g_strcmp0 (expected, sent) != 0 && g_strcmp0 (expected, decoded) != 0)
    add_difference (why, "path", expected, sent);
  match_query (exchange, request, address, why);
  match_body (exchange, request, address, why);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autofree char *want = dup_filled (headers, name->data, address);
      g_autofree char *at = g_strdup_printf ("header “%s”", (char *) name->data);
      g_autofree char *lower = g_ascii_strdown (name->data, -1);
      const char *have = g_hash_table_lookup (request->headers, lower);

      if (json_object_get_null_member (headers, name->data) ? have != NULL : g_strcmp0 (want, have) != 0)
        add_difference (why, at, *want != '\0' ? want : "nothing", have != NULL ? have : "nothing");
    }
}

char *
mw_case_request_describe (const MwCaseRequest *request, const char *prefix)
{
  g_autofree char *decoded = request->query != NULL ? g_uri_unescape_string (request->query, NULL) : NULL;
  const char *query = decoded != NULL ? decoded : request->query;

  return g_strdup_printf ("%s %s%s%s %.*s", request->method, get_path (request, prefix),
                          query != NULL ? "?" : "", query != NULL ? query : "",
                          (int) MIN (request->length, MAX_SHOWN), request->body);
}
