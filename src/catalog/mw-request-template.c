/* mw-request-template.c: a request of a system file, with places for values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-template.h"

#include <string.h>

#include "mw-request-fill.h"
#include "mw-statement.h"
#include "mw-system.h"

static void
statement_clear (MwRequestStatement *statement)
{
  g_free (statement->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwRequestStatement, statement_clear)

/* application/x-www-form-urlencoded (URL standard 5.2); the loader lets only objects of texts be forms. */
static char *
fill_form (MwFilling *filling, JsonObject *body, const MwRequestStatement *statement)
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
                                : mw_filling_fill (filling, json_node_get_string (value), MW_FILL_TEXT);

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
fill_json (MwFilling *filling, JsonNode *body, const MwRequestStatement *statement)
{
  g_autoptr (JsonNode) filled = mw_filling_fill_node (filling, body);

  if (filled != NULL && JSON_NODE_HOLDS_OBJECT (filled) && statement->name != NULL &&
      json_object_has_member (json_node_get_object (filled), statement->name))
    json_object_set_string_member (json_node_get_object (filled), statement->name, statement->text);
  return filled != NULL ? json_to_string (filled, FALSE) : NULL;
}

/**
 * mw_request_kind_is_sign_in:
 * @kind: of a request
 *
 * Returns: whether it begins or ends a sign-in, or changes its key: secrets may stand in its body
 */
gboolean
mw_request_kind_is_sign_in (MwRequestKind kind)
{
  return kind != MW_REQUEST_READ && kind != MW_REQUEST_SEARCH;
}

static gboolean
render_body (const MwRequestTemplate *self,
             MwVariables *variables,
             MwSecrets *secrets,
             const MwRequestStatement *statement,
             MwRenderedRequest *rendered,
             GError **error)
{
  MwFilling filling = { variables, mw_request_kind_is_sign_in (self->kind) ? secrets : NULL };
  char *text;

  if (self->body == NULL)
    return TRUE;
  text = self->form_encoded ? fill_form (&filling, json_node_get_object (self->body), statement)
                            : fill_json (&filling, self->body, statement);
  if (text == NULL)
    return mw_filling_fail (&filling, secrets, "body", error);
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
fill_statement (const MwRequestTemplate *self,
                MwVariables *variables,
                MwRequestStatement *statement,
                GError **error)
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
  g_auto (MwRequestStatement) statement = { NULL, NULL };

  g_return_val_if_fail (self != NULL && base_uri != NULL, NULL);

  if (!fill_statement (self, variables, &statement, error))
    return NULL;
  rendered = g_new0 (MwRenderedRequest, 1);
  rendered->method = g_strdup (self->method);
  rendered->uri = mw_request_render_uri (self, base_uri, variables, secrets, &statement, error);
  if (rendered->uri == NULL || !render_body (self, variables, secrets, &statement, rendered, error))
    return NULL;
  rendered->headers = mw_request_render_headers (self, variables, secrets, &rendered->content_type, error);
  return rendered->headers != NULL ? g_steal_pointer (&rendered) : NULL;
}

/**
 * mw_request_template_dup_address:
 * @self: a request
 * @base_uri: the system's address; may have a path of its own
 * @variables: values of the places
 *
 * Returns: (transfer full) (nullable): the address that it goes to, without its query; %NULL when a place of
 * the path has no value, or a secret would stand there
 */
char *
mw_request_template_dup_address (const MwRequestTemplate *self, const char *base_uri, MwVariables *variables)
{
  const MwRequestStatement no_statement = { NULL, NULL };
  MwRequestTemplate bare = *self;

  bare.query = NULL;
  bare.n_query = 0;
  return mw_request_render_uri (&bare, base_uri, variables, NULL, &no_statement, NULL);
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
