/* mw-system-json.c: the JSON of system files: strict, bounded, and merged with what a file extends
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-json.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "mw-file-reader.h"
#include "mw-system.h"

/* The names each object has had so far, and the first that came twice: json-glib keeps the last without a
 * word. */
typedef struct
{
  GHashTable *seen; /* JsonObject → set of names */
  char *twice;
} Duplicates;

static void
on_member (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  Duplicates *duplicates = data;
  GHashTable *names = g_hash_table_lookup (duplicates->seen, object);

  if (names == NULL)
    {
      names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (duplicates->seen, object, names);
    }
  if (!g_hash_table_add (names, g_strdup (name)) && duplicates->twice == NULL)
    duplicates->twice = g_strdup (name);
}

static gboolean
is_deeper (JsonNode *node, guint depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *value;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &value))
        if (depth == 0 || is_deeper (value, depth - 1))
          return TRUE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        if (depth == 0 || is_deeper (json_array_get_element (list, i), depth - 1))
          return TRUE;
    }
  return FALSE;
}

/* Looked at before anything else, as a newer file may have keys that this program does not know. */
static gboolean
check_format (const char *name, JsonNode *root, GError **error)
{
  JsonNode *format = json_object_get_member (json_node_get_object (root), "format");

  if (format == NULL)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: format: is missing", name);
  else if (!JSON_NODE_HOLDS_VALUE (format) || json_node_get_value_type (format) != G_TYPE_INT64 ||
           json_node_get_int (format) < MW_SYSTEM_JSON_FORMAT)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: format: must be %d", name,
                 MW_SYSTEM_JSON_FORMAT);
  else if (json_node_get_int (format) > MW_SYSTEM_JSON_FORMAT)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_NEWER,
                 "%s: format: %" G_GINT64_FORMAT " is newer than this program, which reads %d", name,
                 json_node_get_int (format), MW_SYSTEM_JSON_FORMAT);
  else
    return TRUE;
  return FALSE;
}

/**
 * mw_system_json_parse:
 * @name: of the file, for messages
 * @length: of @text in bytes
 *
 * Reads JSON as RFC 8259 has it: no comments, no member twice in an object, at most 2 MiB and 64 deep; the
 * outermost value is an object of a format that this program reads.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError
 */
JsonNode *
mw_system_json_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) root = NULL;
  Duplicates duplicates = { seen, NULL };
  g_autofree char *twice = NULL;

  if (length > MW_SYSTEM_JSON_MAX_SIZE)
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: larger than %d bytes", name,
                   MW_SYSTEM_JSON_MAX_SIZE);
      return NULL;
    }
  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: is not UTF-8", name);
      return NULL;
    }
  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (on_member), &duplicates);
  if (!json_parser_load_from_data (parser, text, length, &local_error))
    {
      g_free (duplicates.twice);
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: is no JSON: %s", name,
                   local_error->message);
      return NULL;
    }
  twice = duplicates.twice;
  root = json_parser_steal_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: must be an object", name);
  else if (twice != NULL)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: %s: stands twice in one object", name,
                 twice);
  else if (is_deeper (root, MW_SYSTEM_JSON_MAX_DEPTH))
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: nested deeper than %d", name,
                 MW_SYSTEM_JSON_MAX_DEPTH);
  else if (check_format (name, root, error))
    return g_steal_pointer (&root);
  return NULL;
}

/**
 * mw_system_json_read:
 * @name: of the file, for messages
 * @path: where it is
 * @text: (out): what stands in it
 * @length: (out): of @text in bytes
 *
 * Reads a file that is not too large. Blocks.
 *
 * Returns: %FALSE with %MW_CATALOG_ERROR_FILE
 */
gboolean
mw_system_json_read (const char *name, const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;

  /* Looked at first, so that a huge file is not read, nor a pipe that never ends. */
  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: is no file", name);
      return FALSE;
    }
  if (g_stat (path, &status) == 0 && status.st_size > MW_SYSTEM_JSON_MAX_SIZE)
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: larger than %d bytes", name,
                   MW_SYSTEM_JSON_MAX_SIZE);
      return FALSE;
    }
  if (g_file_get_contents (path, text, length, &local_error))
    return TRUE;
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: %s", name, local_error->message);
  return FALSE;
}

/**
 * mw_system_json_load:
 * @name: of the file, for messages
 * @path: where it is
 *
 * Reads a file as mw_system_json_parse() does. Blocks.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError
 */
JsonNode *
mw_system_json_load (const char *name, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!mw_system_json_read (name, path, &text, &length, error))
    return NULL;
  return mw_system_json_parse (name, text, length, error);
}

const char *
mw_system_json_peek_extends (JsonNode *root)
{
  JsonNode *node = json_object_get_member (json_node_get_object (root), "extends");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* Objects are merged member by member, everything else is replaced. Nodes are copied, as a node knows its
 * parent. */
static JsonNode *
merge (MwFileReader *reader, JsonObject *own, JsonObject *extended)
{
  g_autoptr (JsonObject) merged = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, extended);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!json_object_has_member (own, name))
      json_object_set_member (merged, name, json_node_copy (value));
  json_object_iter_init_ordered (&iter, own);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *theirs = json_object_get_member (extended, name);

      if (JSON_NODE_HOLDS_NULL (value))
        {
          if (theirs == NULL)
            {
              mw_file_reader_fail (reader, name, "null removes, but the extended file has nothing here");
              return NULL;
            }
        }
      else if (theirs != NULL && JSON_NODE_HOLDS_OBJECT (value) && JSON_NODE_HOLDS_OBJECT (theirs))
        {
          gsize mark = mw_file_reader_enter (reader, name);
          JsonNode *both = merge (reader, json_node_get_object (value), json_node_get_object (theirs));

          if (both == NULL)
            return NULL;
          json_object_set_member (merged, name, both);
          mw_file_reader_leave (reader, mark);
        }
      else
        json_object_set_member (merged, name, json_node_copy (value));
    }
  return json_node_init_object (json_node_alloc (), merged);
}

/**
 * mw_system_json_merge:
 * @name: of the file, for messages
 * @own: the file
 * @extended: the file it extends, already merged with what that one extends
 *
 * Members of @own replace those of @extended, objects member by member; null removes.
 *
 * Returns: (transfer full): what the file says in all; %NULL with %MW_CATALOG_ERROR_FORMAT
 */
JsonNode *
mw_system_json_merge (const char *name, JsonNode *own, JsonNode *extended, GError **error)
{
  static const char *const never_taken[] = { "format", "revision", "id", "name" };
  JsonObject *object = json_node_get_object (own);
  JsonNode *merged = NULL;
  MwFileReader reader;

  mw_file_reader_init (&reader, name, NULL, NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (never_taken); i++)
    if (!json_object_has_member (object, never_taken[i]))
      {
        mw_file_reader_fail (&reader, never_taken[i], "is missing: it is not taken from the extended file");
        mw_file_reader_clear (&reader);
        return NULL;
      }
  merged = merge (&reader, object, json_node_get_object (extended));
  mw_file_reader_clear (&reader);
  return merged;
}
