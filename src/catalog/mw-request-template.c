/* mw-request-template.c: a request of a system file, with places for values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-template.h"

#include <string.h>

#include "mw-places.h"
#include "mw-statement.h"
#include "mw-system.h"

typedef enum
{
  FILL_TEXT, /* as it is */
  FILL_URI,  /* values percent-encoded whole, literal text only where it must be */
  FILL_PATH, /* the same; literal text is already a URI's */
} FillStyle;

/* What a fill works with, and the place that had no value. */
typedef struct
{
  MwVariables *variables;
  MwSecrets *secrets; /* NULL where no secret may stand */
  char missing[MW_PLACE_MAX_LENGTH + 1];
  gboolean empty; /* a place had the empty text */
} Filling;

/* The statement of a request, filled and checked; in front of what the same text would become elsewhere. */
typedef struct
{
  const char *name; /* of its member or parameter; NULL: the request has none */
  char *text;
} Statement;

static void
statement_clear (Statement *statement)
{
  g_free (statement->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statement, statement_clear)

static char *
dup_value (Filling *filling, const char *name)
{
  char *text = filling->variables != NULL ? mw_variables_dup_text (filling->variables, name) : NULL;

  if (text == NULL && filling->secrets != NULL)
    text = g_strdup (mw_secrets_get (filling->secrets, name));
  if (text == NULL)
    g_strlcpy (filling->missing, name, sizeof filling->missing);
  else if (*text == '\0')
    filling->empty = TRUE;
  return text;
}

static void
append_literal (GString *out, const MwPlace *place, FillStyle style)
{
  if (style == FILL_URI)
    {
      g_autofree char *literal = g_strndup (place->literal, place->literal_length);

      /* RFC 3986 3.4 allows these in a query; & = and + are left to be encoded, as they mean something there.
       */
      g_string_append_uri_escaped (out, literal, "!$'()*,;:@/?", FALSE);
    }
  else
    g_string_append_len (out, place->literal, place->literal_length);
}

static char *
fill (Filling *filling, const char *text, FillStyle style)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MwPlace place;

  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = NULL;

      append_literal (out, &place, style);
      if (*place.name == '\0')
        continue;
      value = dup_value (filling, place.name);
      if (value == NULL)
        return NULL;
      if (style == FILL_TEXT)
        g_string_append (out, value);
      else
        g_string_append_uri_escaped (out, value, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * mw_template_fill:
 * @text: with {places}
 * @secrets: (nullable): looked into for what @variables do not have
 *
 * Inserts the values as they are. Values are not looked through for places again.
 *
 * Returns: (transfer full) (nullable): the text; %NULL when a place has no value
 */
char *
mw_template_fill (const char *text, MwVariables *variables, MwSecrets *secrets)
{
  Filling filling = { variables, secrets };

  g_return_val_if_fail (text != NULL, NULL);

  return fill (&filling, text, FILL_TEXT);
}

/**
 * mw_request_derived_fill:
 * @secrets: (nullable): looked into for what @variables do not have
 *
 * Makes the value of a derived variable: fills it, replaces, changes letters, encodes.
 *
 * Returns: (transfer full) (nullable): the value; %NULL when a place has none
 */
char *
mw_request_derived_fill (const MwRequestDerived *derived, MwVariables *variables, MwSecrets *secrets)
{
  g_autofree char *text = mw_template_fill (derived->text, variables, secrets);
  g_autofree char *changed = NULL;

  if (text != NULL && derived->replace != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, derived->replace[0], -1);

      g_free (text);
      text = g_strjoinv (derived->replace[1], parts);
    }
  if (text != NULL && derived->letters != MW_LETTERS_AS_THEY_ARE)
    {
      changed = derived->letters == MW_LETTERS_LOWER ? g_ascii_strdown (text, -1) : g_ascii_strup (text, -1);
      g_free (text);
      text = g_steal_pointer (&changed);
    }
  if (text != NULL && derived->base64)
    return g_base64_encode ((const guchar *) text, strlen (text));
  return g_steal_pointer (&text);
}

/* Everything in front of query and fragment, without the last slash. */
static char *
dup_base (const char *base_uri, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base_uri, G_URI_FLAGS_ENCODED, error);
  gsize length;

  if (uri == NULL)
    {
      g_prefix_error_literal (error, "the address is no URI: ");
      return NULL;
    }
  /* GUri lets spaces and the like through. */
  if (strpbrk (base_uri, " \t\r\n\"<>\\^`{|}") != NULL)
    {
      g_set_error_literal (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
                           "the address has a character that no address has");
      return NULL;
    }
  if ((strcmp (g_uri_get_scheme (uri), "https") != 0 && strcmp (g_uri_get_scheme (uri), "http") != 0) ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
                           "the address must be http or https with a host and without a user");
      return NULL;
    }
  length = strcspn (base_uri, "?#");
  while (length > 0 && base_uri[length - 1] == '/')
    length--;
  return g_strndup (base_uri, length);
}

/* A value of . or .. would climb out of the address. */
static gboolean
climbs (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    if (strcmp (segments[i], ".") == 0 || strcmp (segments[i], "..") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
fail_place (Filling *filling, MwSecrets *secrets, const char *where, GError **error)
{
  if (*filling->missing == '\0')
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "a place in the %s is empty", where);
  else if (filling->secrets == NULL && secrets != NULL && mw_secrets_get (secrets, filling->missing) != NULL)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE, "the secret {%s} may not stand in the %s",
                 filling->missing, where);
  else
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "{%s} in the %s has no value",
                 filling->missing, where);
  return FALSE;
}

/* @value is encoded already. */
static void
append_parameter (GString *uri, gboolean *first, const char *name, const char *value)
{
  g_string_append_c (uri, *first ? '?' : '&');
  g_string_append_uri_escaped (uri, name, "!$'()*,;:@/?", FALSE);
  g_string_append_printf (uri, "=%s", value);
  *first = FALSE;
}

/* Texts and whole numbers. */
static void
append_element (GString *uri, gboolean *first, const char *name, JsonNode *element)
{
  g_autofree char *value = NULL;

  if (!JSON_NODE_HOLDS_VALUE (element))
    return;
  if (json_node_get_value_type (element) == G_TYPE_STRING)
    value = g_uri_escape_string (json_node_get_string (element), NULL, FALSE);
  else
    value = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (element));
  append_parameter (uri, first, name, value);
}

/* The list that is sent element by element, or NULL. */
static JsonArray *
get_list (const MwRequestHeader *parameter, MwVariables *variables)
{
  JsonNode *node;
  MwPlace place;

  if (!parameter->repeat || variables == NULL || !mw_place_is_whole (parameter->value, &place))
    return NULL;
  node = mw_variables_get_node (variables, place.name);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
render_uri (const MwRequestTemplate *self,
            const char *base_uri,
            MwVariables *variables,
            MwSecrets *secrets,
            const Statement *statement,
            GError **error)
{
  Filling filling = { variables, NULL };
  g_autofree char *base = dup_base (base_uri, error);
  g_autofree char *path = NULL;
  g_autoptr (GString) uri = NULL;
  const char *relative;
  gboolean first = TRUE;

  if (base == NULL)
    return NULL;
  path = fill (&filling, self->path, FILL_PATH);
  if (path == NULL || filling.empty)
    {
      fail_place (&filling, secrets, "path", error);
      return NULL;
    }
  if (climbs (path))
    {
      g_set_error_literal (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
                           "a segment of the path is . or ..");
      return NULL;
    }
  relative = path + strspn (path, "/");
  uri = g_string_new (base);
  if (*path != '\0')
    g_string_append_printf (uri, "/%s", relative);
  for (guint i = 0; i < self->n_query; i++)
    {
      Filling parameter = { variables, NULL };
      gboolean is_statement = g_strcmp0 (self->query[i].name, statement->name) == 0;
      JsonArray *list = get_list (&self->query[i], variables);
      g_autofree char *value = NULL;

      for (guint n = 0; list != NULL && n < json_array_get_length (list); n++)
        append_element (uri, &first, self->query[i].name, json_array_get_element (list, n));
      if (list != NULL)
        continue;
      value = is_statement ? g_uri_escape_string (statement->text, NULL, FALSE)
                           : fill (&parameter, self->query[i].value, FILL_URI);
      if (value == NULL && secrets != NULL && mw_secrets_get (secrets, parameter.missing) != NULL)
        {
          fail_place (&parameter, secrets, "query", error);
          return NULL;
        }
      if (value != NULL && !parameter.empty)
        append_parameter (uri, &first, self->query[i].name, value);
    }
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

/* What would end a header line, or what no header may hold (RFC 9110 5.5). */
static gboolean
is_header_value (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if ((guchar) *c < ' ' ? *c != '\t' : *c == 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * mw_request_header_find_problem:
 * @name: of a header
 * @unsafe: (out): whether it could do harm
 *
 * Returns: (nullable): why requests of system files cannot have such a header, to be put behind its name
 */
const char *
mw_request_header_find_problem (const char *name, gboolean *unsafe)
{
  static const char *const of_connection[] = { "connection", "content-length", "host", "transfer-encoding",
                                               NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  *unsafe = FALSE;
  /* RFC 9110 5.6.2: a token. */
  if (*name == '\0' ||
      strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~") !=
        strlen (name))
    return "is no name of a header";
  *unsafe = TRUE;
  if (g_strv_contains (of_connection, lower))
    return "is not for system files";
  if (g_str_has_prefix (lower, "x-http-method") || g_str_equal (lower, "x-method-override"))
    return "turns a reading request into another";
  return NULL;
}

/**
 * mw_request_header_dup_name:
 * @header: of a sign-in
 *
 * The name of a header, which may be a place: then the user has typed it.
 *
 * Returns: (transfer full): %NULL with %MW_CATALOG_ERROR_FORMAT when what was typed is no name of a header
 */
char *
mw_request_header_dup_name (const MwRequestHeader *header, MwVariables *variables, GError **error)
{
  g_autofree char *name = NULL;
  const char *problem;
  gboolean unsafe;
  MwPlace place;

  if (!mw_place_is_whole (header->name, &place))
    return g_strdup (header->name);
  name = mw_variables_dup_text (variables, place.name);
  problem = mw_request_header_find_problem (name != NULL ? name : "", &unsafe);
  if (problem == NULL)
    return g_steal_pointer (&name);
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "“%s” %s", name != NULL ? name : "",
               problem);
  return NULL;
}

/**
 * mw_request_header_fill:
 * @secrets: (nullable): looked into for what @variables do not have
 *
 * The value of a header with its places filled.
 *
 * Returns: (transfer full) (nullable): the value; %NULL without @error when the header is left out, as a
 * place has no value or the empty text; %NULL with %MW_CATALOG_ERROR_FORMAT when a value has a line break or
 * another control character
 */
char *
mw_request_header_fill (const MwRequestHeader *header,
                        MwVariables *variables,
                        MwSecrets *secrets,
                        GError **error)
{
  Filling filling = { variables, secrets };
  g_autofree char *value = NULL;

  g_return_val_if_fail (header != NULL, NULL);

  value = fill (&filling, header->value, FILL_TEXT);
  if (value == NULL || filling.empty)
    return NULL;
  if (is_header_value (value))
    return g_steal_pointer (&value);
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
               "a value for the header %s has a line break or another control character", header->name);
  return NULL;
}

static char **
render_headers (const MwRequestTemplate *self,
                MwVariables *variables,
                MwSecrets *secrets,
                char **content_type,
                GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->n_headers; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autofree char *value = mw_request_header_fill (&self->headers[i], variables, secrets, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (value == NULL)
        continue;
      if (g_ascii_strcasecmp (self->headers[i].name, "Content-Type") == 0)
        {
          g_free (*content_type);
          *content_type = g_steal_pointer (&value);
          continue;
        }
      g_strv_builder_add (builder, self->headers[i].name);
      g_strv_builder_take (builder, g_steal_pointer (&value));
    }
  return g_strv_builder_end (builder);
}

static JsonNode *fill_node (Filling *filling, JsonNode *node);

static JsonNode *
fill_string (Filling *filling, const char *text)
{
  g_autofree char *filled = NULL;
  MwPlace place;

  if (mw_place_is_whole (text, &place) && filling->variables != NULL)
    {
      JsonNode *value = mw_variables_get_node (filling->variables, place.name);

      if (value != NULL)
        return json_node_ref (value);
    }
  filled = fill (filling, text, FILL_TEXT);
  return filled != NULL ? json_node_init_string (json_node_alloc (), filled) : NULL;
}

static JsonNode *
fill_object (Filling *filling, JsonObject *object)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *member = fill_node (filling, value);

      if (member == NULL)
        return NULL;
      json_object_set_member (filled, name, member);
    }
  return json_node_init_object (json_node_alloc (), filled);
}

static JsonNode *
fill_list (Filling *filling, JsonArray *list)
{
  g_autoptr (JsonArray) filled = json_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = fill_node (filling, json_array_get_element (list, i));

      if (element == NULL)
        return NULL;
      json_array_add_element (filled, element);
    }
  return json_node_init_array (json_node_alloc (), filled);
}

/* A new node, or NULL when a place has no value. Depth is bounded by the file's, values are not looked into.
 */
static JsonNode *
fill_node (Filling *filling, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return fill_object (filling, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return fill_list (filling, json_node_get_array (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return fill_string (filling, json_node_get_string (node));
  return json_node_ref (node);
}

/**
 * mw_template_fill_node:
 * @node: with {places} in its texts
 *
 * Fills the places as in the body of a request: a text that is nothing but a place becomes the value itself.
 *
 * Returns: (transfer full) (nullable): the filled value; %NULL when a place has none
 */
JsonNode *
mw_template_fill_node (JsonNode *node, MwVariables *variables)
{
  Filling filling = { variables, NULL };

  return fill_node (&filling, node);
}

/* application/x-www-form-urlencoded (URL standard 5.2); the loader lets only objects of texts be forms. */
static char *
fill_form (Filling *filling, JsonObject *body, const Statement *statement)
{
  g_autoptr (GString) out = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, body);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *text = g_strcmp0 (name, statement->name) == 0
                                ? g_strdup (statement->text)
                                : fill (filling, json_node_get_string (value), FILL_TEXT);

      if (text == NULL)
        return NULL;
      if (out->len > 0)
        g_string_append_c (out, '&');
      g_string_append_uri_escaped (out, name, NULL, FALSE);
      g_string_append_c (out, '=');
      g_string_append_uri_escaped (out, text, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
fill_json (Filling *filling, JsonNode *body, const Statement *statement)
{
  g_autoptr (JsonNode) filled = fill_node (filling, body);

  if (filled != NULL && JSON_NODE_HOLDS_OBJECT (filled) && statement->name != NULL &&
      json_object_has_member (json_node_get_object (filled), statement->name))
    json_object_set_string_member (json_node_get_object (filled), statement->name, statement->text);
  return filled != NULL ? json_to_string (filled, FALSE) : NULL;
}

static gboolean
render_body (const MwRequestTemplate *self,
             MwVariables *variables,
             MwSecrets *secrets,
             const Statement *statement,
             MwRenderedRequest *rendered,
             GError **error)
{
  gboolean sign_in = self->kind == MW_REQUEST_LOGIN || self->kind == MW_REQUEST_LOGOUT;
  Filling filling = { variables, sign_in ? secrets : NULL };
  char *text;

  if (self->body == NULL)
    return TRUE;
  text = self->form_encoded ? fill_form (&filling, json_node_get_object (self->body), statement)
                            : fill_json (&filling, self->body, statement);
  if (text == NULL)
    return fail_place (&filling, secrets, "body", error);
  rendered->body = g_bytes_new_take (text, strlen (text));
  rendered->content_type = g_strdup (self->form_encoded ? "application/x-www-form-urlencoded"
                                                        : "application/json");
  return TRUE;
}

/**
 * mw_request_template_get_statement:
 *
 * Returns: (nullable): the text that holds a query language, with its places
 */
const char *
mw_request_template_get_statement (const MwRequestTemplate *self)
{
  JsonNode *member = NULL;

  if (self->statement == NULL)
    return NULL;
  for (guint i = 0; i < self->n_query; i++)
    if (strcmp (self->query[i].name, self->statement) == 0)
      return self->query[i].value;
  if (self->body != NULL && JSON_NODE_HOLDS_OBJECT (self->body))
    member = json_object_get_member (json_node_get_object (self->body), self->statement);
  return member != NULL && JSON_NODE_HOLDS_VALUE (member) &&
             json_node_get_value_type (member) == G_TYPE_STRING
           ? json_node_get_string (member)
           : NULL;
}

static gboolean
fill_statement (const MwRequestTemplate *self, MwVariables *variables, Statement *statement, GError **error)
{
  const char *text = mw_request_template_get_statement (self);
  g_autofree char *fault = NULL;

  if (text == NULL)
    return TRUE;
  statement->name = self->statement;
  statement->text = mw_statement_fill (text, variables, error);
  fault = statement->text != NULL ? mw_statement_dup_fault (statement->text) : NULL;
  if (fault != NULL)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_UNSAFE, "the statement %s", fault);
  return statement->text != NULL && fault == NULL;
}

/**
 * mw_request_template_render:
 * @base_uri: the system's address; may have a path of its own
 * @variables: (nullable): values of the places
 * @secrets: (nullable): values for headers and for the bodies of login and logout only: in the path, the
 * query and every other body a secret is an error
 *
 * Fills the places of a request. @variables come before @secrets. The body of a sign-in request holds secrets
 * and is not wiped: the transport lets go of it when it is sent.
 *
 * Returns: (transfer full): the request; %NULL with %MW_CATALOG_ERROR_FORMAT (a place without value in path
 * or body, a line break in a header, no usable address), %MW_CATALOG_ERROR_UNSAFE (a secret where it may not
 * stand, a value that would become part of a statement) or a #GUriError. The message names places, never
 * values.
 */
MwRenderedRequest *
mw_request_template_render (const MwRequestTemplate *self,
                            const char *base_uri,
                            MwVariables *variables,
                            MwSecrets *secrets,
                            GError **error)
{
  g_autoptr (MwRenderedRequest) rendered = NULL;
  g_auto (Statement) statement = { NULL, NULL };

  g_return_val_if_fail (self != NULL && base_uri != NULL, NULL);

  if (!fill_statement (self, variables, &statement, error))
    return NULL;
  rendered = g_new0 (MwRenderedRequest, 1);
  rendered->method = g_strdup (self->method);
  rendered->uri = render_uri (self, base_uri, variables, secrets, &statement, error);
  if (rendered->uri == NULL || !render_body (self, variables, secrets, &statement, rendered, error))
    return NULL;
  rendered->headers = render_headers (self, variables, secrets, &rendered->content_type, error);
  return rendered->headers != NULL ? g_steal_pointer (&rendered) : NULL;
}

void
mw_rendered_request_free (MwRenderedRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->uri);
  g_strfreev (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
