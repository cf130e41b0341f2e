/* mw-script.c: plays the exchanges of a case and writes down every request that is not as the case says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-script.h"

#include "mw-request-match.h"

#include <string.h>

/* An answer that no rule of a system file takes for something, and that is not asked for again. */
#define UNEXPECTED_STATUS 418
#define UNEXPECTED_BODY   "{\"unexpected\": \"no exchange of the case is like this request\"}"

struct _MwScript
{
  MwCases *cases;
  MwFixtureServer *server;
  JsonArray *exchanges;
  char *prefix;
  char *address;
  gboolean any_order;
  GMutex mutex;  /* guards what follows: requests come in on threads of the server */
  guint *n_left; /* how many times each exchange is still expected */
  guint n_asked;
  GPtrArray *differences;
};

static JsonObject *
get_exchange (MwScript *self, guint i)
{
  return json_array_get_object_element (self->exchanges, i);
}

/* The exchange that @request is; otherwise -1 with the reason why not the one whose turn it was. */
static int
find_exchange (MwScript *self, const MwFixtureRequest *request, GString *why, int *turn)
{
  *turn = -1;
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    {
      g_autoptr (GString) reason = g_string_new (NULL);

      if (self->n_left[i] == 0)
        continue;
      mw_request_match (get_exchange (self, i), request, self->prefix, self->address, reason);
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

static void
add_headers (JsonNode *node, const char *name, const char *address, GString *lines, char **type)
{
  g_autoptr (GString) value = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        add_headers (json_array_get_element (json_node_get_array (node), i), name, address, lines, type);
      return;
    }
  value = g_string_new (json_node_get_string (node));
  g_string_replace (value, "{address}", address, 0);
  if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    *type = g_strdup (value->str);
  else
    g_string_append_printf (lines, "%s: %s\r\n", name, value->str);
}

static void
fill_answer (MwScript *self, JsonObject *exchange, MwFixtureAnswer *answer)
{
  JsonObject *headers = mw_case_get_object (exchange, "answer_headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char *type = NULL;
  char *body = mw_case_dup_text (exchange, "answer_text");

  if (body == NULL)
    body = mw_cases_dup_answer (self->cases, json_object_get_member (exchange, "answer"), self->address,
                                &error);
  if (body == NULL)
    g_ptr_array_add (self->differences, g_strdup (error->message));
  for (GList *name = names; name != NULL; name = name->next)
    add_headers (json_object_get_member (headers, name->data), name->data, self->address, lines, &type);
  answer->status = json_object_get_int_member_with_default (exchange, "status", 200);
  answer->body = mw_fixture_server_keep (self->server, body);
  answer->type = mw_fixture_server_keep (self->server, type);
  answer->headers = mw_fixture_server_keep (self->server, g_string_free (g_steal_pointer (&lines), FALSE));
}

static void
handle (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  MwScript *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) why = g_string_new (NULL);
  g_autofree char *asked = NULL;
  int turn;
  int found = find_exchange (self, request, why, &turn);

  self->n_asked++;
  if (found >= 0)
    {
      self->n_left[found]--;
      fill_answer (self, get_exchange (self, found), answer);
      return;
    }
  asked = mw_request_describe (request, self->prefix);
  if (turn < 0)
    g_string_assign (why, "all exchanges had been used\n");
  else
    g_string_prepend (why, self->any_order ? "nearest:\n" : "");
  g_string_replace (why, "\n", "\n    ", 0);
  g_ptr_array_add (self->differences,
                   turn < 0 ? g_strdup_printf ("request %u was not expected: %s", self->n_asked, asked)
                            : g_strdup_printf ("request %u is not exchanges[%d]: %s\n    %s", self->n_asked,
                                               turn, asked, g_strchomp (why->str)));
  answer->status = UNEXPECTED_STATUS;
  answer->body = UNEXPECTED_BODY;
}

MwScript *
mw_script_new (MwCases *cases, JsonObject *object, MwFixtureServer *server, const char *prefix)
{
  MwScript *self = g_new0 (MwScript, 1);

  self->cases = cases;
  self->server = server;
  self->exchanges = mw_case_get_list (object, "exchanges");
  self->prefix = g_strdup (prefix);
  self->address = mw_fixture_server_dup_uri (server, prefix);
  self->any_order = json_object_get_boolean_member_with_default (object, "any_order", FALSE);
  self->n_left = g_new0 (guint, json_array_get_length (self->exchanges) + 1);
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    self->n_left[i] = json_object_get_int_member_with_default (get_exchange (self, i), "times", 1);
  self->differences = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->mutex);
  mw_fixture_server_add_handler (server, NULL, handle, self);
  return self;
}

void
mw_script_free (MwScript *self)
{
  g_free (self->prefix);
  g_free (self->address);
  g_free (self->n_left);
  g_ptr_array_unref (self->differences);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
mw_script_get_address (MwScript *self)
{
  return self->address;
}

void
mw_script_report (MwScript *self, GPtrArray *differences)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->differences->len; i++)
    g_ptr_array_add (differences, g_strdup (g_ptr_array_index (self->differences, i)));
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    {
      g_autofree char *method = mw_case_dup_text (get_exchange (self, i), "method");
      g_autofree char *path = mw_case_dup_text (get_exchange (self, i), "path");

      if (self->n_left[i] > 0)
        g_ptr_array_add (differences,
                         g_strdup_printf ("exchanges[%u] was not asked for: %s %s", i,
                                          method != NULL ? method : "GET", path != NULL ? path : ""));
    }
}
