/* mw-request-fill.c: values in the places of texts and of JSON
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-fill.h"

#include <string.h>

#include "mw-system.h"

static char *
dup_value (MwFilling *filling, const char *name)
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
append_literal (GString *out, const MwPlace *place, MwFillStyle style)
{
  if (style == MW_FILL_URI)
    {
      g_autofree char *literal = g_strndup (place->literal, place->literal_length);

      /* RFC 3986 3.4 allows these in a query; & = and + are left to be encoded, as they mean something there.
       */
      g_string_append_uri_escaped (out, literal, "!$'()*,;:@/?", FALSE);
    }
  else
    g_string_append_len (out, place->literal, place->literal_length);
}

/* NULL when a place has no value. Values are not looked through for places again. */
char *
mw_filling_fill (MwFilling *filling, const char *text, MwFillStyle style)
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
      if (style == MW_FILL_TEXT)
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
  MwFilling filling = { variables, secrets };

  g_return_val_if_fail (text != NULL, NULL);

  return mw_filling_fill (&filling, text, MW_FILL_TEXT);
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

gboolean
mw_filling_fail (MwFilling *filling, MwSecrets *secrets, const char *where, GError **error)
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

static JsonNode *
fill_string (MwFilling *filling, const char *text)
{
  g_autofree char *filled = NULL;
  MwPlace place;

  if (mw_place_is_whole (text, &place) && filling->variables != NULL)
    {
      JsonNode *value = mw_variables_get_node (filling->variables, place.name);

      if (value != NULL)
        return json_node_ref (value);
    }
  filled = mw_filling_fill (filling, text, MW_FILL_TEXT);
  return filled != NULL ? json_node_init_string (json_node_alloc (), filled) : NULL;
}

static JsonNode *
fill_object (MwFilling *filling, JsonObject *object)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *member = mw_filling_fill_node (filling, value);

      if (member == NULL)
        return NULL;
      json_object_set_member (filled, name, member);
    }
  return json_node_init_object (json_node_alloc (), filled);
}

static JsonNode *
fill_list (MwFilling *filling, JsonArray *list)
{
  g_autoptr (JsonArray) filled = json_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = mw_filling_fill_node (filling, json_array_get_element (list, i));

      if (element == NULL)
        return NULL;
      json_array_add_element (filled, element);
    }
  return json_node_init_array (json_node_alloc (), filled);
}

/* A new node, or NULL when a place has no value. Depth is bounded by the file's, values are not looked into.
 */
JsonNode *
mw_filling_fill_node (MwFilling *filling, JsonNode *node)
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
  MwFilling filling = { variables, NULL };

  return mw_filling_fill_node (&filling, node);
}
