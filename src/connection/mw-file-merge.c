/* mw-file-merge.c: what two programs changed in the file of one connection, together
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Each program holds the whole file in memory, and writes the whole of it. So it compares what it wants to
 * write with what it knows of the file, and changes only that in what the file is by now: members, and in
 * lists whose entries have a path, entries. Where both changed the same thing, the later one counts. */

#include "mw-file-merge.h"

#define PATH                 "path"
#define CERTIFICATE          "certificate"
#define CERTIFICATE_ACCEPTED "certificate_accepted" /* says something of that certificate alone */
#define CHOICES              "choices"              /* one that was made holds as it is, or not at all */

static gboolean
is_equal (JsonNode *a, JsonNode *b)
{
  return a == b || (a != NULL && b != NULL && json_node_equal (a, b));
}

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_member (JsonNode *node, const char *name)
{
  JsonObject *object = get_object (node);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* NULL: it has none. */
static const char *
get_path (JsonNode *entry)
{
  JsonNode *path = get_member (entry, PATH);

  return path != NULL && JSON_NODE_HOLDS_VALUE (path) ? json_node_get_string (path) : NULL;
}

static gboolean
is_same_entry (JsonNode *a, JsonNode *b)
{
  const char *path = get_path (a);

  return path != NULL ? g_strcmp0 (path, get_path (b)) == 0 : is_equal (a, b);
}

static JsonArray *
get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
find_entry (JsonNode *list, JsonNode *like)
{
  JsonArray *array = get_array (list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (is_same_entry (json_array_get_element (array, i), like))
      return json_array_get_element (array, i);
  return NULL;
}

static gboolean
has_paths (JsonNode *list)
{
  JsonArray *array = get_array (list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (get_path (json_array_get_element (array, i)) != NULL)
      return TRUE;
  return FALSE;
}

static JsonNode *merge (JsonNode *base, JsonNode *mine, JsonNode *theirs);

/* In the order of @theirs, then what is new in @mine. */
static JsonNode *
merge_entries (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonArray *before = get_array (theirs);
  JsonArray *wanted = get_array (mine);
  JsonArray *after = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonNode *entry = json_array_get_element (before, i);
      JsonNode *known = find_entry (base, entry);
      JsonNode *own = find_entry (mine, entry);

      if (own != NULL)
        json_array_add_element (after, merge (known, own, entry));
      else if (known == NULL)
        json_array_add_element (after, json_node_copy (entry));
    }
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      JsonNode *entry = json_array_get_element (wanted, i);

      if (find_entry (theirs, entry) == NULL && !is_equal (find_entry (base, entry), entry))
        json_array_add_element (after, json_node_copy (entry));
    }
  return json_node_init_array (json_node_alloc (), after);
}

static void
set_member (JsonObject *after, const char *name, JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonNode *merged;

  if (g_str_equal (name, CERTIFICATE_ACCEPTED))
    {
      gboolean is_theirs = is_equal (get_member (base, CERTIFICATE), get_member (mine, CERTIFICATE)) &&
                           is_equal (get_member (base, name), get_member (mine, name));
      JsonNode *whole = get_member (is_theirs ? theirs : mine, name);

      merged = whole != NULL ? json_node_copy (whole) : NULL;
    }
  else if (g_str_equal (name, CHOICES) && !is_equal (get_member (base, name), get_member (mine, name)))
    merged = get_member (mine, name) != NULL ? json_node_copy (get_member (mine, name)) : NULL;
  else
    merged = merge (get_member (base, name), get_member (mine, name), get_member (theirs, name));
  if (merged != NULL)
    json_object_set_member (after, name, merged);
}

static void
set_members (JsonObject *after, JsonNode *names, JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonObjectIter iter;
  const char *name;

  if (names == NULL)
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (names));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!json_object_has_member (after, name))
      set_member (after, name, base, mine, theirs);
}

static JsonNode *
merge_members (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonObject *after = json_object_new ();

  set_members (after, theirs, base, mine, theirs);
  set_members (after, mine, base, mine, theirs);
  return json_node_init_object (json_node_alloc (), after);
}

static gboolean
holds (JsonNode *node, JsonNodeType type)
{
  return node == NULL || JSON_NODE_TYPE (node) == type;
}

/* What became empty is as good as what is not there, and is written so. */
static JsonNode *
merge_parts (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  JsonNode *merged = NULL;
  gboolean is_empty;

  if (holds (mine, JSON_NODE_OBJECT) && holds (theirs, JSON_NODE_OBJECT))
    {
      merged = merge_members (base, mine, theirs);
      is_empty = json_object_get_size (json_node_get_object (merged)) == 0;
    }
  else if (holds (mine, JSON_NODE_ARRAY) && holds (theirs, JSON_NODE_ARRAY) &&
           (has_paths (mine) || has_paths (theirs)))
    {
      merged = merge_entries (base, mine, theirs);
      is_empty = json_array_get_length (json_node_get_array (merged)) == 0;
    }
  else
    return mine != NULL ? json_node_copy (mine) : NULL;
  if (is_empty && (mine == NULL || theirs == NULL))
    g_clear_pointer (&merged, json_node_unref);
  return merged;
}

/* NULL: there is none. */
static JsonNode *
merge (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  if (is_equal (mine, base) || is_equal (mine, theirs))
    return theirs != NULL ? json_node_copy (theirs) : NULL;
  if (is_equal (theirs, base))
    return mine != NULL ? json_node_copy (mine) : NULL;
  return merge_parts (base, mine, theirs);
}

/**
 * mw_file_merge:
 * @base: (nullable): what this program knows of the file; %NULL: nothing
 * @mine: what it wants it to be
 * @theirs: what it is by now
 *
 * Returns: (transfer full): what it is to be
 */
JsonNode *
mw_file_merge (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  return merge_members (base, mine, theirs);
}
