/* mw-places.c: finds the {places} in texts of system files
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-places.h"

#include <string.h>

/* Length of the name behind the brace at @brace, or 0 when it begins no place: {a_b1}, but not {"a": 1} or
 * {}. */
static gsize
name_length (const char *brace)
{
  gsize length = strspn (brace + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

  return length <= MW_PLACE_MAX_LENGTH && g_ascii_isalpha (brace[1]) && brace[1 + length] == '}' ? length : 0;
}

/**
 * mw_place_next:
 * @cursor: (inout): where to go on; begin with the text
 * @place: (out): what was found
 *
 * Finds the next place and the literal text before it. At the end there may be a literal text alone.
 *
 * Returns: %FALSE when nothing is left
 */
gboolean
mw_place_next (const char **cursor, MwPlace *place)
{
  const char *brace = *cursor;
  gsize length = 0;

  place->literal = *cursor;
  *place->name = '\0';
  while ((brace = strchr (brace, '{')) != NULL && (length = name_length (brace)) == 0)
    brace++;
  if (brace == NULL)
    {
      place->literal_length = strlen (*cursor);
      *cursor += place->literal_length;
      return place->literal_length > 0;
    }
  place->literal_length = brace - *cursor;
  memcpy (place->name, brace + 1, length);
  place->name[length] = '\0';
  *cursor = brace + length + 2;
  return TRUE;
}

gboolean
mw_place_is_whole (const char *text, MwPlace *place)
{
  return mw_place_next (&text, place) && place->literal_length == 0 && *place->name != '\0' && *text == '\0';
}

static gboolean
stop (const char *name, gpointer data)
{
  return FALSE;
}

gboolean
mw_place_is_in (const char *text)
{
  return !mw_place_foreach (text, stop, NULL);
}

/**
 * mw_place_foreach:
 * @visit: gets the name of every place; %FALSE from it ends the walk
 *
 * Returns: %FALSE when @visit ended the walk
 */
gboolean
mw_place_foreach (const char *text, MwPlaceVisit visit, gpointer data)
{
  MwPlace place;

  while (mw_place_next (&text, &place))
    if (*place.name != '\0' && !visit (place.name, data))
      return FALSE;
  return TRUE;
}

/**
 * mw_place_foreach_in_node:
 *
 * The same for every text in @node. Names of members are no texts.
 *
 * Returns: %FALSE when @visit ended the walk
 */
gboolean
mw_place_foreach_in_node (JsonNode *node, MwPlaceVisit visit, gpointer data)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, NULL, &value))
        if (!mw_place_foreach_in_node (value, visit, data))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        if (!mw_place_foreach_in_node (json_array_get_element (list, i), visit, data))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return mw_place_foreach (json_node_get_string (node), visit, data);
  return TRUE;
}
