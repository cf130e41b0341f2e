/* mw-system-consent.c: what a system file would do, for a person to decide about: hosts, secrets, requests
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-consent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-places.h"
#include "mw-system-private.h"
#include "mw-text.h"

#define MAX_CHARACTERS 1000

/* Everything is taken from the JSON by its shape, not by the list of keys that a request can stand under:
 * what a later version of the format adds is listed too. */

/* Members that people read, and those that are worked out on this computer: nothing of them is sent. */
static const char *const unsent_keys[] = {
  "absent",     "dead_ends",   "entities",        "evidence", "example",
  "guide",      "help",        "label",           "maps",     "needs",
  "page",       "order_fixed", "pattern",         "proposed", "right",
  "right_page", "right_where", "redirect",        "summary",  "text",
  "title",      "vendor",      "password_reason", NULL,
};

/* Members of a sign-in that are an address by themselves. */
static const char *const endpoint_keys[] = { "authorize", "device", "discover", "revoke", "token", NULL };

typedef void (*Visit) (JsonObject *object, gpointer data);

static void
visit_objects (JsonNode *node, Visit visit, gpointer data)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      visit (object, data);
      for (GList *l = names; l != NULL; l = l->next)
        if (!g_strv_contains (unsent_keys, l->data))
          visit_objects (json_object_get_member (object, l->data), visit, data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      visit_objects (json_array_get_element (json_node_get_array (node), i), visit, data);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static void
add_line (GPtrArray *lines, char *text)
{
  g_autofree char *safe = mw_text_for_cell (text, strlen (text), MAX_CHARACTERS);

  g_free (text);
  if (!g_ptr_array_find_with_equal_func (lines, safe, g_str_equal, NULL))
    g_ptr_array_add (lines, g_steal_pointer (&safe));
}

static char **
end_lines (GPtrArray *lines)
{
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

/* "https://host" of an address with places, which need not be one for GUri yet. */
static char *
dup_origin (const char *address)
{
  const char *host = strstr (address, "://");

  return host != NULL ? g_strndup (address, (gsize) (host + 3 - address) + strcspn (host + 3, "/?#")) : NULL;
}

static void
add_hosts (JsonObject *object, gpointer data)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = g_strv_contains (unsent_keys, l->data) ? NULL : get_text (object, l->data);
      char *origin = text != NULL ? dup_origin (text) : NULL;

      if (origin != NULL)
        add_line (data, origin);
    }
}

static char **
dup_hosts (MwSystem *system)
{
  GPtrArray *lines = g_ptr_array_new ();
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == MW_FORM_FIELD_URL)
      add_line (lines, g_strdup_printf (_ ("The address that you type in “%s”"), fields[i].label));
  visit_objects (mw_system_get_json (system), add_hosts, lines);
  return end_lines (lines);
}

static const char *
get_method (JsonObject *request)
{
  const char *method = get_text (request, "method");

  if (method != NULL)
    return method;
  return g_strcmp0 (get_text (request, "kind"), "read") == 0 ? "GET" : "POST";
}

static gboolean
is_request (JsonObject *object)
{
  return get_text (object, "kind") != NULL && get_text (object, "path") != NULL;
}

static char *
dup_request (JsonObject *request)
{
  const char *path = get_text (request, "path");
  JsonNode *query = json_object_get_member (request, "query");
  JsonNode *body = json_object_get_member (request, "body");
  g_autoptr (GString) line = g_string_new (get_method (request));

  g_string_append_printf (line, " %s%s", *path == '/' || strstr (path, "://") != NULL ? "" : "/", path);
  if (query != NULL && JSON_NODE_HOLDS_OBJECT (query))
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (query));

      for (GList *l = names; l != NULL; l = l->next)
        g_string_append_printf (line, "%c%s=%s", l == names ? '?' : '&', (const char *) l->data,
                                get_text (json_node_get_object (query), l->data));
    }
  if (body != NULL)
    {
      g_autofree char *json = json_to_string (body, FALSE);

      g_string_append_printf (line, " %s", json);
    }
  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
add_request (JsonObject *object, gpointer data)
{
  if (is_request (object))
    add_line (data, dup_request (object));
}

static void
add_endpoints (JsonObject *object, gpointer data)
{
  for (guint i = 0; endpoint_keys[i] != NULL; i++)
    {
      const char *address = get_text (object, endpoint_keys[i]);

      /* A token that is a text by itself, such as that of OAuth 1, is no address. */
      if (address != NULL && !is_request (object) &&
          (strchr (address, '/') != NULL || g_str_equal (endpoint_keys[i], "discover")))
        add_line (data, g_strdup_printf ("%s %s",
                                         g_str_equal (endpoint_keys[i], "authorize")  ? _ ("In the browser:")
                                         : g_str_equal (endpoint_keys[i], "discover") ? "GET"
                                                                                      : "POST",
                                         address));
    }
}

/* What a set fills into the requests above. */
static void
add_set_variables (JsonNode *root, GPtrArray *lines)
{
  JsonNode *sets = json_object_get_member (json_node_get_object (root), "sets");
  g_autoptr (GList) names = sets != NULL && JSON_NODE_HOLDS_OBJECT (sets)
                              ? json_object_get_members (json_node_get_object (sets))
                              : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *set = json_object_get_object_member (json_node_get_object (sets), l->data);
      JsonNode *variables = json_object_get_member (set, "variables");
      g_autofree char *json = variables != NULL ? json_to_string (variables, FALSE) : NULL;

      if (json != NULL)
        add_line (lines, g_strdup_printf (_ ("%s: with %s"), get_text (set, "title"), json));
    }
}

static char **
dup_requests (MwSystem *system)
{
  GPtrArray *lines = g_ptr_array_new ();
  JsonNode *root = mw_system_get_json (system);
  JsonNode *sign_ins = json_object_get_member (json_node_get_object (root), "sign_in");

  visit_objects (sign_ins, add_endpoints, lines);
  visit_objects (root, add_request, lines);
  add_set_variables (root, lines);
  return end_lines (lines);
}

/* One secret, and the names that carry it: its own, and of what is derived from it. */
typedef struct
{
  GHashTable *names;
  const char *label;
  GPtrArray *lines;
} Secret;

static gboolean
is_another (const char *name, gpointer data)
{
  return !g_hash_table_contains (((Secret *) data)->names, name);
}

static gboolean
carries (Secret *secret, JsonNode *node)
{
  return node != NULL && !mw_place_foreach_in_node (node, is_another, secret);
}

static void
add_headers (Secret *secret, JsonObject *object, const char *with)
{
  JsonNode *headers = json_object_get_member (object, "headers");
  g_autoptr (GList) names = headers != NULL && JSON_NODE_HOLDS_OBJECT (headers)
                              ? json_object_get_members (json_node_get_object (headers))
                              : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (carries (secret, json_object_get_member (json_node_get_object (headers), l->data)))
      /* Translators: a secret, a request, a header: "Key: with every request, in the header X-Api-Key" */
      add_line (secret->lines, g_strdup_printf (_ ("%s: with %s, in the header %s"), secret->label, with,
                                                (const char *) l->data));
}

static void
add_secret_of_request (JsonObject *object, gpointer data)
{
  Secret *secret = data;
  g_autofree char *line = NULL;

  if (!is_request (object))
    return;
  line = g_strdup_printf ("%s %s", get_method (object), get_text (object, "path"));
  add_headers (secret, object, line);
  if (carries (secret, json_object_get_member (object, "body")))
    add_line (secret->lines, g_strdup_printf (_ ("%s: with %s, in the body"), secret->label, line));
}

/* What holds a request, which is listed by itself. */
static const char *const call_keys[] = { "delete_key", "new_key", NULL };

/* Members that are neither headers nor requests: what a token is asked for with. */
static void
add_secret_of_sign_in (Secret *secret, JsonObject *sign_in)
{
  g_autoptr (GList) names = json_object_get_members (sign_in);

  add_headers (secret, sign_in, _ ("every request"));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (sign_in, l->data);

      if (g_str_equal (l->data, "headers") || g_str_equal (l->data, "derived") ||
          g_strv_contains (call_keys, l->data) || g_strv_contains (unsent_keys, l->data) ||
          (JSON_NODE_HOLDS_OBJECT (node) && is_request (json_node_get_object (node))))
        continue;
      if (carries (secret, node))
        add_line (secret->lines,
                  g_strdup_printf (_ ("%s: to sign in (%s)"), secret->label, (const char *) l->data));
    }
}

static void
add_secret (MwSystem *system,
            JsonObject *json,
            const MwSignIn *sign_in,
            const char *name,
            const char *label,
            GPtrArray *lines)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  Secret secret = { names, label, lines };

  g_hash_table_add (names, (gpointer) name);
  if (sign_in->delete_key != NULL && strcmp (sign_in->delete_key->field, name) == 0)
    g_hash_table_add (names, (gpointer) MW_KEY_PLACE_THIS);
  for (guint i = 0; i < sign_in->n_derived; i++)
    if (!mw_place_foreach (sign_in->derived[i].text, is_another, &secret))
      g_hash_table_add (names, (gpointer) sign_in->derived[i].variable);
  add_secret_of_sign_in (&secret, json);
  visit_objects (mw_system_get_json (system), add_secret_of_request, &secret);
}

static char **
dup_secrets (MwSystem *system)
{
  GPtrArray *lines = g_ptr_array_new ();
  JsonArray *json = json_object_get_array_member (json_node_get_object (mw_system_get_json (system)),
                                                  "sign_in");
  guint n_fields = 0, n_sign_ins = 0;
  const MwFormField *fields = mw_system_get_form (system, &n_fields);
  const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);

  for (guint s = 0; s < n_sign_ins; s++)
    {
      JsonObject *object = json_array_get_object_element (json, s);

      for (guint i = 0; i < n_fields; i++)
        if ((fields[i].kind == MW_FORM_FIELD_PASSWORD || fields[i].kind == MW_FORM_FIELD_SECRET) &&
            g_strv_contains ((const char *const *) sign_ins[s].fields, fields[i].id))
          add_secret (system, object, &sign_ins[s], fields[i].id, fields[i].label, lines);
      for (guint i = 0; i < sign_ins[s].n_extracts; i++)
        if (sign_ins[s].extracts[i].secret)
          {
            g_autofree char *label = g_strdup_printf (_ ("What signing in gives (%s)"),
                                                      sign_ins[s].extracts[i].variable);

            add_secret (system, object, &sign_ins[s], sign_ins[s].extracts[i].variable, label, lines);
          }
    }
  return end_lines (lines);
}

/**
 * mw_system_consent_new:
 * @system: a system
 *
 * Lists what its file would do. Nothing is left out that can be sent: requests are found by their shape,
 * wherever they stand.
 *
 * Returns: (transfer full): translated lines
 */
MwSystemConsent *
mw_system_consent_new (MwSystem *system)
{
  MwSystemConsent *self = g_new0 (MwSystemConsent, 1);

  self->hosts = dup_hosts (system);
  self->secrets = dup_secrets (system);
  self->requests = dup_requests (system);
  return self;
}

void
mw_system_consent_free (MwSystemConsent *self)
{
  g_strfreev (self->hosts);
  g_strfreev (self->secrets);
  g_strfreev (self->requests);
  g_free (self);
}
