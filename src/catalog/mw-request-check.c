/* mw-request-check.c: the rules that keep the program from writing and secrets from leaking, for requests of
 * system files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-check.h"

#include <string.h>

#include "mw-places.h"
#include "mw-statement.h"

/* Every method that a "search" may call: none of them changes anything in any system we know. A method that
 * is missing here is added here, with the system that wants it. */
static const char *const reading_methods[] = {
  "CompanyService_GetAdminInfo", /* SAP Business One */
  "check_access_rights",         /* Odoo */
  "context_get",                 /* Odoo: res.users */
  "fields_get",                  /* Odoo, Tryton */
  "get_preferences",             /* Tryton: res.user */
  "get_session_info",            /* Odoo */
  "list",                        /* Odoo, Tryton: databases */
  "name_search",                 /* Odoo */
  "read",                        /* Odoo, Tryton */
  "read_group",                  /* Odoo */
  "search",                      /* Odoo, Tryton */
  "search_count",                /* Odoo, Tryton */
  "search_read",                 /* Odoo, Tryton */
  "server_version",              /* Odoo: db */
  "version",                     /* Odoo, Tryton */
  "version_info",                /* Odoo */
  "web_read",                    /* Odoo */
  "web_search_read",             /* Odoo */
  NULL,
};

/* Last path segments of other POSTs that only read, and what makes sure of that: a statement in a member of
 * the body, or members of a name whose texts begin with a word. */
static const struct
{
  const char *segment;
  const char *statement;
  const char *member;
  const char *word;
} reading_endpoints[] = {
  { "griddata", NULL, "REQUEST_TYPE", "LIST" }, /* Infor EAM */
  { "grids", NULL, "REQUEST_TYPE", "LIST" },    /* Infor EAM */
  { "suiteql", "q", NULL, NULL },               /* NetSuite */
};

/* The only calls that make or delete a key, each of the one who asks. One that is missing here is added here,
 * with the system that wants it. */
static const struct
{
  MwRequestKind kind;
  const char *path; /* what the path ends with */
} key_endpoints[] = {
  { MW_REQUEST_NEW_KEY, "res.users.apikeys/generate" },  /* Odoo */
  { MW_REQUEST_DELETE_KEY, "res.users.apikeys/revoke" }, /* Odoo */
  { MW_REQUEST_DELETE_KEY, "apitoken/revoke" },          /* IBM Maximo */
};

/* Methods of RPC calls that sign in and out. */
static const char *const sign_in_methods[] = { "authenticate", "destroy", "login", "logout", NULL };

/* Last path segments where the body alone says what is called. "": a path that ends with a slash. */
static const char *const rpc_endpoints[] = { "", "call_kw", "jsonrpc", "rpc", NULL };

/* Members of an RPC body's params that name another method to call, and the position of the method in their
 * arguments. */
static const char *const wrapping_methods[] = { "execute", "execute_kw", NULL };
#define WRAPPED_METHOD_POSITION 4 /* Odoo external API: database, user, password, model, method */

static const char *const http_methods[][4] = {
  [MW_REQUEST_READ] = { "GET" },
  [MW_REQUEST_SEARCH] = { "POST" },
  [MW_REQUEST_LOGIN] = { "POST", "GET", "PUT" },
  [MW_REQUEST_LOGOUT] = { "POST", "GET", "DELETE" },
  [MW_REQUEST_NEW_KEY] = { "POST" },
  [MW_REQUEST_DELETE_KEY] = { "POST" },
};

static gboolean
is_sign_in (const MwRequestTemplate *request)
{
  return mw_request_kind_is_sign_in (request->kind);
}

/* Of new-key and delete-key: what it calls is written out, and on the list. */
static gboolean
check_key_endpoint (MwFileReader *reader, const MwRequestTemplate *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_endpoints); i++)
    {
      const char *end = key_endpoints[i].path;
      gsize length = strlen (request->path), rest = strlen (end);

      if (key_endpoints[i].kind == request->kind && length >= rest &&
          strcmp (request->path + length - rest, end) == 0 &&
          (length == rest || request->path[length - rest - 1] == '/'))
        return TRUE;
    }
  return mw_file_reader_unsafe (reader, "path", "is not on the list of calls that make or delete a key");
}

static gboolean
check_method (MwFileReader *reader, MwRequestTemplate *request)
{
  const char *const *allowed = http_methods[request->kind];

  if (request->method == NULL)
    request->method = allowed[0];
  for (guint i = 0; i < 4 && allowed[i] != NULL; i++)
    if (strcmp (allowed[i], request->method) == 0)
      return TRUE;
  return mw_file_reader_unsafe (reader, "method", "“%s” could write: a request of this kind uses %s",
                                request->method, allowed[0]);
}

/* Servers decode a segment before they look at it (RFC 3986 6.2.2.2). */
static gboolean
is_dots (const char *segment)
{
  g_autofree char *decoded = g_uri_unescape_string (segment, NULL);

  return decoded != NULL && (strcmp (decoded, ".") == 0 || strcmp (decoded, "..") == 0);
}

/* A percent sign begins two hexadecimal digits. */
static gboolean
is_encoded (const char *path)
{
  while ((path = strchr (path, '%')) != NULL)
    if (!g_ascii_isxdigit (path[1]) || !g_ascii_isxdigit (path[2]))
      return FALSE;
    else
      path += 3;
  return TRUE;
}

static gboolean
check_path (MwFileReader *reader, const char *path)
{
  g_autofree char *scheme = g_uri_parse_scheme (path);
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  if (scheme != NULL || g_str_has_prefix (path, "//"))
    return mw_file_reader_unsafe (reader, "path", "must be relative to the address");
  if (strstr (path, "//") != NULL)
    return mw_file_reader_fail (reader, "path", "has an empty segment");
  for (guint i = 0; segments[i] != NULL; i++)
    if (is_dots (segments[i]))
      return mw_file_reader_unsafe (reader, "path", "a segment must not be . or ..");
  if (strpbrk (path, "?#") != NULL)
    return mw_file_reader_fail (reader, "path", "must not have ? or #: parameters stand in “query”");
  /* RFC 3986 3.3, and the braces of places. */
  if (strspn (path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@%/{}") !=
        strlen (path) ||
      !is_encoded (path))
    return mw_file_reader_fail (reader, "path", "has a character that must be percent-encoded");
  return TRUE;
}

/* A header whose name the user types: whatever it is, it is checked again when it is known. */
static gboolean
is_typed_name (const char *name, GHashTable *places)
{
  MwPlace place;

  return places != NULL && mw_place_is_whole (name, &place) &&
         GPOINTER_TO_INT (g_hash_table_lookup (places, place.name)) == MW_PLACE_PLAIN;
}

/* @places: (nullable): what a name may be filled with; %NULL: names are written out */
static gboolean
check_header_names (MwFileReader *reader, const MwRequestHeader *headers, guint n_headers, GHashTable *places)
{
  for (guint i = 0; i < n_headers; i++)
    {
      const char *name = headers[i].name;
      gboolean unsafe = FALSE;
      const char *problem = is_typed_name (name, places) ? NULL
                                                         : mw_request_header_find_problem (name, &unsafe);

      if (strpbrk (headers[i].value, "\r\n") != NULL)
        return mw_file_reader_unsafe (reader, "headers", "“%s” has a line break", name);
      if (problem != NULL && unsafe)
        return mw_file_reader_unsafe (reader, "headers", "“%s” %s", name, problem);
      if (problem != NULL)
        return mw_file_reader_fail (reader, "headers", "“%s” %s", name, problem);
      for (guint before = 0; before < i; before++)
        if (g_ascii_strcasecmp (headers[before].name, name) == 0)
          return mw_file_reader_fail (reader, "headers", "“%s” stands twice", name);
    }
  return TRUE;
}

static gboolean
check_form_body (MwFileReader *reader, const MwRequestTemplate *request)
{
  JsonObjectIter iter;
  JsonNode *value;

  if (!request->form_encoded)
    return TRUE;
  if (request->body == NULL || !JSON_NODE_HOLDS_OBJECT (request->body))
    return mw_file_reader_fail (reader, "body", "must be an object, as it is sent as a form");
  json_object_iter_init (&iter, json_node_get_object (request->body));
  while (json_object_iter_next (&iter, NULL, &value))
    if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
      return mw_file_reader_fail (reader, "body", "a form has only texts");
  return TRUE;
}

gboolean
mw_request_check_form (MwFileReader *reader, MwRequestTemplate *request)
{
  if (!check_method (reader, request) || !check_path (reader, request->path) ||
      !check_header_names (reader, request->headers, request->n_headers, NULL))
    return FALSE;
  if (request->body != NULL && strcmp (request->method, "GET") == 0)
    return mw_file_reader_fail (reader, "body", "a GET request has none");
  for (guint i = 0; i < request->n_query; i++)
    if (g_ascii_strcasecmp (request->query[i].name, "_method") == 0)
      return mw_file_reader_unsafe (reader, "query", "“_method” turns a reading request into another");
  return check_form_body (reader, request);
}

typedef struct
{
  MwFileReader *reader;
  GHashTable *places;
  gboolean secrets_allowed;
  const char *part; /* "path" …, or NULL when the reader has entered it */
} PlaceCheck;

static gboolean
check_place (const char *name, gpointer data)
{
  PlaceCheck *check = data;

  switch ((MwPlaceKind) GPOINTER_TO_INT (g_hash_table_lookup (check->places, name)))
    {
    case MW_PLACE_ADDRESS:
    case MW_PLACE_PLAIN:
      return TRUE;
    case MW_PLACE_SECRET:
      return check->secrets_allowed ||
             mw_file_reader_unsafe (check->reader, check->part, "the secret {%s} may not stand here", name);
    case MW_PLACE_UNKNOWN:
    default:
      return mw_file_reader_fail (check->reader, check->part, "nothing gives {%s} a value here", name);
    }
}

gboolean
mw_request_check_text (MwFileReader *reader,
                       const char *key,
                       const char *text,
                       GHashTable *places,
                       gboolean secrets_allowed)
{
  PlaceCheck check = { reader, places, secrets_allowed, key };

  return mw_place_foreach (text, check_place, &check);
}

gboolean
mw_request_check_headers (MwFileReader *reader,
                          const MwRequestHeader *headers,
                          guint n_headers,
                          GHashTable *places)
{
  PlaceCheck check = { reader, places, TRUE, NULL };
  gsize mark = mw_file_reader_enter (reader, "headers");

  for (guint i = 0; i < n_headers; i++)
    {
      check.part = headers[i].name;
      if (!mw_place_foreach (headers[i].value, check_place, &check))
        return FALSE;
    }
  mw_file_reader_leave (reader, mark);
  return check_header_names (reader, headers, n_headers, places);
}

gboolean
mw_request_check_places (MwFileReader *reader, const MwRequestTemplate *request, GHashTable *places)
{
  PlaceCheck check = { reader, places, FALSE, "path" };
  gsize mark;

  if (!mw_place_foreach (request->path, check_place, &check))
    return FALSE;
  mark = mw_file_reader_enter (reader, "query");
  for (guint i = 0; i < request->n_query; i++)
    {
      check.part = request->query[i].name;
      if (!mw_place_foreach (request->query[i].value, check_place, &check))
        return FALSE;
    }
  mw_file_reader_leave (reader, mark);
  check.part = "body";
  check.secrets_allowed = is_sign_in (request);
  if (request->body != NULL && !mw_place_foreach_in_node (request->body, check_place, &check))
    return FALSE;
  return mw_request_check_headers (reader, request->headers, request->n_headers, places);
}

static gboolean
is_other (const char *name, gpointer other)
{
  return strcmp (name, other) != 0;
}

gboolean
mw_request_has_place (const MwRequestTemplate *request, const char *name)
{
  gpointer data = (gpointer) name;

  if (!mw_place_foreach (request->path, is_other, data) ||
      (request->body != NULL && !mw_place_foreach_in_node (request->body, is_other, data)))
    return TRUE;
  for (guint i = 0; i < request->n_query; i++)
    if (!mw_place_foreach (request->query[i].value, is_other, data))
      return TRUE;
  for (guint i = 0; i < request->n_headers; i++)
    if (!mw_place_foreach (request->headers[i].value, is_other, data))
      return TRUE;
  return FALSE;
}

/* @text with the set's variables in their places; what is not known when the file is loaded stays a {place}.
 */
static char *
fill_known (const char *text, MwVariables *variables)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = NULL;

      g_string_append_len (out, place.literal, place.literal_length);
      if (*place.name == '\0')
        continue;
      value = variables != NULL ? mw_variables_dup_text (variables, place.name) : NULL;
      if (value != NULL)
        g_string_append (out, value);
      else
        g_string_append_printf (out, "{%s}", place.name);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The value that a "{place}" alone becomes, or the node itself. */
static JsonNode *
resolve (JsonNode *node, MwVariables *variables)
{
  MwPlace place;

  if (variables != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      mw_place_is_whole (json_node_get_string (node), &place))
    {
      JsonNode *value = mw_variables_get_node (variables, place.name);

      return value != NULL ? value : node;
    }
  return node;
}

typedef struct
{
  MwFileReader *reader;
  MwVariables *variables;
  const char *const *allowed;
  gboolean found; /* a method that says what is called */
} MethodCheck;

static gboolean
check_called (MethodCheck *check, JsonNode *node)
{
  g_autofree char *method = NULL;
  const char *name;

  node = resolve (node, check->variables);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return mw_file_reader_unsafe (check->reader, "body", "the method that is called must be written out");
  method = fill_known (json_node_get_string (node), check->variables);
  if (mw_place_is_in (method))
    return mw_file_reader_unsafe (check->reader, "body", "the method “%s” must be written out", method);
  name = strrchr (method, '.');
  name = name != NULL ? name + 1 : method;
  check->found = TRUE;
  if (g_strv_contains (check->allowed, name))
    return TRUE;
  return mw_file_reader_unsafe (check->reader, "body",
                                "the method “%s” is not on the list of those that only %s", name,
                                check->allowed == reading_methods ? "read" : "sign in or out");
}

static gboolean
check_wrapped (MethodCheck *check, JsonObject *params)
{
  JsonNode *arguments = json_object_get_member (params, "args");

  if (arguments != NULL)
    arguments = resolve (arguments, check->variables);
  if (arguments == NULL || !JSON_NODE_HOLDS_ARRAY (arguments) ||
      json_array_get_length (json_node_get_array (arguments)) <= WRAPPED_METHOD_POSITION)
    return mw_file_reader_unsafe (check->reader, "body", "the method that is called must be written out");
  return check_called (check,
                       json_array_get_element (json_node_get_array (arguments), WRAPPED_METHOD_POSITION));
}

/* The member "method" of an RPC body: {"method": "model.x.read", …}, {"method": "call", "params": {"method":
 * …}} or
 * {"params": {"method": "execute_kw", "args": […]}}; a list of them is a batch. */
static gboolean
check_rpc (MethodCheck *check, JsonNode *node, gboolean outermost)
{
  JsonObject *object;
  JsonNode *method, *params;
  const char *name = NULL;

  node = resolve (node, check->variables);
  if (outermost && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *batch = json_node_get_array (node);
      gboolean every = json_array_get_length (batch) > 0;

      for (guint i = 0; i < json_array_get_length (batch); i++)
        {
          check->found = FALSE;
          if (!check_rpc (check, json_array_get_element (batch, i), FALSE))
            return FALSE;
          every = every && check->found;
        }
      check->found = every;
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  object = json_node_get_object (node);
  method = json_object_get_member (object, "method");
  params = json_object_get_member (object, "params");
  if (params != NULL && !check_rpc (check, params, FALSE))
    return FALSE;
  if (method == NULL)
    return TRUE;
  method = resolve (method, check->variables);
  if (JSON_NODE_HOLDS_VALUE (method) && json_node_get_value_type (method) == G_TYPE_STRING)
    name = json_node_get_string (method);
  if (g_strcmp0 (name, "call") == 0 && params != NULL)
    return TRUE;
  if (name != NULL && g_strv_contains (wrapping_methods, name))
    return check_wrapped (check, object);
  return check_called (check, method);
}

static gboolean
check_query_methods (MwFileReader *reader, const MwRequestTemplate *request, MwVariables *variables)
{
  for (guint i = 0; i < request->n_query; i++)
    if (g_ascii_strcasecmp (request->query[i].name, "method") == 0)
      {
        g_autofree char *method = fill_known (request->query[i].value, variables);

        if (!g_strv_contains (reading_methods, method))
          return mw_file_reader_unsafe (reader, "query",
                                        "the method “%s” is not on the list of those that only read", method);
      }
  return TRUE;
}

char *
mw_request_dup_statement_fault (const MwRequestTemplate *request, MwVariables *variables)
{
  const char *text = mw_request_template_get_statement (request);
  g_autofree char *known = text != NULL ? fill_known (text, variables) : NULL;

  return known != NULL ? mw_statement_dup_fault (known) : NULL;
}

/* A statement is checked as it will be sent, as far as the file says it. */
static gboolean
check_statement (MwFileReader *reader, const MwRequestTemplate *request, MwVariables *variables)
{
  g_autofree char *fault = mw_request_dup_statement_fault (request, variables);

  if (request->statement == NULL)
    return TRUE;
  if (mw_request_template_get_statement (request) == NULL)
    return mw_file_reader_fail (reader, "statement", "there is no text “%s” in body or query",
                                request->statement);
  return fault == NULL || mw_file_reader_unsafe (reader, "statement", "“%s” %s", request->statement, fault);
}

/* Counts members called @name anywhere in @node; FALSE when one does not begin with @word. */
static gboolean
check_members (JsonNode *node, MwVariables *variables, const char *name, const char *word, guint *n_found)
{
  node = resolve (node, variables);
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      if (!check_members (json_array_get_element (json_node_get_array (node), i), variables, name, word,
                          n_found))
        return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *value;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &member, &value))
        {
          g_autofree char *text = NULL;

          if (g_ascii_strcasecmp (member, name) != 0)
            {
              if (!check_members (value, variables, name, word, n_found))
                return FALSE;
              continue;
            }
          value = resolve (value, variables);
          if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
            return FALSE;
          text = fill_known (json_node_get_string (value), variables);
          if (!g_str_has_prefix (text, word))
            return FALSE;
          (*n_found)++;
        }
    }
  return TRUE;
}

/* Whether @segment is an endpoint that only reads, and the body keeps to what makes sure of that. */
static gboolean
check_endpoint (MwFileReader *reader,
                const MwRequestTemplate *request,
                MwVariables *variables,
                const char *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (reading_endpoints); i++)
    {
      const char *statement = reading_endpoints[i].statement;
      const char *member = reading_endpoints[i].member;
      guint n_found = 0;

      if (strcmp (reading_endpoints[i].segment, segment) != 0)
        continue;
      if (statement != NULL && g_strcmp0 (request->statement, statement) != 0)
        return mw_file_reader_unsafe (reader, "statement", "must be “%s”: that decides whether it reads",
                                      statement);
      if (member != NULL &&
          (request->body == NULL ||
           !check_members (request->body, variables, member, reading_endpoints[i].word, &n_found) ||
           n_found == 0))
        return mw_file_reader_unsafe (reader, "body",
                                      "“%s” must begin with “%s”: that decides whether it reads", member,
                                      reading_endpoints[i].word);
      return TRUE;
    }
  return mw_file_reader_unsafe (reader, "path", "“%s” is not on the list of methods that only read", segment);
}

gboolean
mw_request_check_reads (MwFileReader *reader, const MwRequestTemplate *request, MwVariables *variables)
{
  MethodCheck check = { reader, variables, is_sign_in (request) ? sign_in_methods : reading_methods, FALSE };
  g_autofree char *path = fill_known (request->path, variables);
  const char *segment = strrchr (path, '/');

  segment = segment != NULL ? segment + 1 : path;
  if ((request->kind == MW_REQUEST_NEW_KEY || request->kind == MW_REQUEST_DELETE_KEY) &&
      !check_key_endpoint (reader, request))
    return FALSE;
  if (request->body != NULL && !check_rpc (&check, request->body, TRUE))
    return FALSE;
  if (!check_statement (reader, request, variables) ||
      (!is_sign_in (request) && !check_query_methods (reader, request, variables)))
    return FALSE;
  if (request->kind != MW_REQUEST_SEARCH || g_strv_contains (reading_methods, segment))
    return TRUE;
  if (!g_strv_contains (rpc_endpoints, segment))
    return check_endpoint (reader, request, variables, segment);
  return check.found || mw_file_reader_unsafe (reader, "body", "must say which method it calls");
}
