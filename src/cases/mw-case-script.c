/* mw-case-script.c: plays the exchanges of a case and writes down every request that is not as the case says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-case-script.h"

#include <libsoup/soup.h>

#include "mw-case-request.h"

/* An answer that no rule of a system file takes for something, and that is not asked for again. */
#define UNEXPECTED_STATUS 418
#define UNEXPECTED_BODY   "{\"unexpected\": \"no exchange of the case is like this request\"}"
#define JSON_TYPE         "application/json"

struct _MwCaseScript
{
  MwCases *cases;
  SoupServer *server;
  JsonArray *exchanges;
  char *prefix;
  char *address;
  gboolean any_order;
  guint *n_left; /* how many times each exchange is still expected */
  guint n_asked;
  GPtrArray *differences;
};

static JsonObject *
get_exchange (MwCaseScript *self, guint i)
{
  return json_array_get_object_element (self->exchanges, i);
}

/* The exchange that @request is; otherwise -1 with the reason why not the one whose turn it was. */
static int
find_exchange (MwCaseScript *self, const MwCaseRequest *request, GString *why, int *turn)
{
  *turn = -1;
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    {
      g_autoptr (GString) reason = g_string_new (NULL);

      if (self->n_left[i] == 0)
        continue;
      mw_case_request_match (get_exchange (self, i), request, self->prefix, self->address, reason);
      if (reason->len == 0)
        return i;
      if (*turn < 0)
        {
          *turn = i;
          g_string_assign (why, reason->str);
        }
      if (!self->any_order)
        break;
    }
  return -1;
}

/* A text, or a list of them: the header comes several times. */
static void
add_header (MwCaseScript *self, SoupMessageHeaders *headers, const char *name, JsonNode *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree char *value = NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_header (self, headers, name, json_array_get_element (list, i));
  if (list != NULL)
    return;
  value = mw_case_dup_filled (json_node_get_string (node), self->address);
  if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    soup_message_headers_replace (headers, name, value);
  else
    soup_message_headers_append (headers, name, value);
}

static void
answer_with (SoupServerMessage *message, guint status, char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, JSON_TYPE, SOUP_MEMORY_TAKE, body, strlen (body));
}

static void
answer (MwCaseScript *self, JsonObject *exchange, SoupServerMessage *message)
{
  JsonObject *headers = mw_case_get_object (exchange, "answer_headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;
  g_autoptr (GError) error = NULL;
  char *body = mw_case_dup_text (exchange, "answer_text");

  if (body == NULL)
    body = mw_cases_dup_answer (self->cases, json_object_get_member (exchange, "answer"), self->address,
                                &error);
  if (body == NULL)
    g_ptr_array_add (self->differences, g_strdup (error->message));
  answer_with (message, json_object_get_int_member_with_default (exchange, "status", SOUP_STATUS_OK),
               body != NULL ? body : g_strdup (""));
  for (GList *name = names; name != NULL; name = name->next)
    add_header (self, soup_server_message_get_response_headers (message), name->data,
                json_object_get_member (headers, name->data));
}

static void
add_unexpected (MwCaseScript *self, const MwCaseRequest *request, int turn, GString *why)
{
  g_autofree char *asked = mw_case_request_describe (request, self->prefix);

  if (turn < 0)
    {
      mw_case_differ (self->differences, "request %u was not expected: %s", self->n_asked, asked);
      return;
    }
  g_string_prepend (why, self->any_order ? "nearest:\n" : "");
  g_string_replace (why, "\n", "\n    ", 0);
  mw_case_differ (self->differences, "request %u is not exchanges[%d]: %s\n    %s", self->n_asked, turn,
                  asked, g_strchomp (why->str));
}

static GHashTable *
dup_headers (SoupServerMessage *message)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SoupMessageHeaders *sent = soup_server_message_get_request_headers (message);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, sent);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_hash_table_replace (headers, g_ascii_strdown (name, -1),
                          g_strdup (soup_message_headers_get_list (sent, name)));
  return headers;
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  MwCaseScript *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GHashTable) headers = dup_headers (message);
  MwCaseRequest request = { .method = soup_server_message_get_method (message),
                            .path = g_uri_get_path (uri),
                            .query = g_uri_get_query (uri),
                            .headers = headers,
                            .body = body->data != NULL ? body->data : "",
                            .length = body->data != NULL ? body->length : 0 };
  g_autoptr (GString) why = g_string_new (NULL);
  int turn;
  int found = find_exchange (self, &request, why, &turn);

  self->n_asked++;
  if (found >= 0)
    {
      self->n_left[found]--;
      answer (self, get_exchange (self, found), message);
      return;
    }
  add_unexpected (self, &request, turn, why);
  answer_with (message, UNEXPECTED_STATUS, g_strdup (UNEXPECTED_BODY));
}

static gboolean
listen_local (MwCaseScript *self, GError **error)
{
  GSList *uris;

  self->server = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, handle, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), self->prefix);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

/**
 * mw_case_script_new:
 * @cases: what @object is of
 * @object: a case; kept by the caller, as @cases are
 * @prefix: path of the address, without a slash at its end
 * @error: the loopback cannot be listened on
 *
 * Answers from now on, on the default main context of this thread.
 *
 * Returns: (transfer full): the script, or %NULL
 */
MwCaseScript *
mw_case_script_new (MwCases *cases, JsonObject *object, const char *prefix, GError **error)
{
  g_autoptr (MwCaseScript) self = g_new0 (MwCaseScript, 1);

  self->cases = cases;
  self->exchanges = mw_case_get_list (object, "exchanges");
  self->prefix = g_strdup (prefix);
  self->any_order = json_object_get_boolean_member_with_default (object, "any_order", FALSE);
  self->n_left = g_new0 (guint, json_array_get_length (self->exchanges) + 1);
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    self->n_left[i] = json_object_get_int_member_with_default (get_exchange (self, i), "times", 1);
  self->differences = g_ptr_array_new_with_free_func (g_free);
  return listen_local (self, error) ? g_steal_pointer (&self) : NULL;
}

void
mw_case_script_free (MwCaseScript *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_free (self->prefix);
  g_free (self->address);
  g_free (self->n_left);
  g_ptr_array_unref (self->differences);
  g_free (self);
}

const char *
mw_case_script_get_address (MwCaseScript *self)
{
  return self->address;
}

void
mw_case_script_report (MwCaseScript *self, GPtrArray *differences)
{
  for (guint i = 0; i < self->differences->len; i++)
    g_ptr_array_add (differences, g_strdup (self->differences->pdata[i]));
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    {
      g_autofree char *method = mw_case_dup_text (get_exchange (self, i), "method");
      g_autofree char *path = mw_case_dup_text (get_exchange (self, i), "path");

      if (self->n_left[i] > 0)
        mw_case_differ (differences, "exchanges[%u] was not asked for: %s %s", i,
                        method != NULL ? method : "GET", path != NULL ? path : "");
    }
}
