/* mw-request-uri.c: the address of a request: base, path and query
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-request-fill.h"
#include "mw-system.h"

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

char *
mw_request_render_uri (const MwRequestTemplate *self,
                       const char *base_uri,
                       MwVariables *variables,
                       MwSecrets *secrets,
                       const MwRequestStatement *statement,
                       GError **error)
{
  MwFilling filling = { variables, NULL };
  g_autofree char *base = dup_base (base_uri, error);
  g_autofree char *path = NULL;
  g_autoptr (GString) uri = NULL;
  const char *relative;
  gboolean first = TRUE;

  if (base == NULL)
    return NULL;
  path = mw_filling_fill (&filling, self->path, MW_FILL_PATH);
  if (path == NULL || filling.empty)
    {
      mw_filling_fail (&filling, secrets, "path", error);
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
      MwFilling parameter = { variables, NULL };
      gboolean is_statement = g_strcmp0 (self->query[i].name, statement->name) == 0;
      JsonArray *list = get_list (&self->query[i], variables);
      g_autofree char *value = NULL;

      for (guint n = 0; list != NULL && n < json_array_get_length (list); n++)
        append_element (uri, &first, self->query[i].name, json_array_get_element (list, n));
      if (list != NULL)
        continue;
      value = is_statement ? g_uri_escape_string (statement->text, NULL, FALSE)
                           : mw_filling_fill (&parameter, self->query[i].value, MW_FILL_URI);
      if (value == NULL && secrets != NULL && mw_secrets_get (secrets, parameter.missing) != NULL)
        {
          mw_filling_fail (&parameter, secrets, "query", error);
          return NULL;
        }
      if (value != NULL && !parameter.empty)
        append_parameter (uri, &first, self->query[i].name, value);
    }
  return g_string_free (g_steal_pointer (&uri), FALSE);
}
