/* mw-user-files.c: system files that users put beside the built-in ones
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-user-files.h"

#include <string.h>

#include "mw-system-json.h"
#include "mw-system-private.h"
#include "mw-text.h"

#define SUFFIX ".json"

/**
 * mw_user_files_dup_directory:
 *
 * Returns: (transfer full): the folder of this user's system files
 */
char *
mw_user_files_dup_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "millwright", "systems", NULL);
}

/* Characters that make a text look like another one have no place in what a person decides by. */
static gboolean
check_text (MwFileReader *r, const char *text)
{
  g_autofree char *shown = mw_text_for_block (text, (gsize) -1, G_MAXUINT);

  return strcmp (shown, text) == 0 ||
         mw_file_reader_unsafe (r, NULL, "has a control character, or one that turns the direction of text");
}

static gboolean
check_texts (MwFileReader *r, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

      for (GList *l = names; l != NULL; l = l->next)
        {
          gsize mark;

          if (!check_text (r, l->data))
            return FALSE;
          mark = mw_file_reader_enter (r, l->data);
          if (!check_texts (r, json_object_get_member (json_node_get_object (node), l->data)))
            return FALSE;
          mw_file_reader_leave (r, mark);
        }
      return TRUE;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          gsize mark = mw_file_reader_enter_index (r, i);

          if (!check_texts (r, json_array_get_element (list, i)))
            return FALSE;
          mw_file_reader_leave (r, mark);
        }
      return TRUE;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return check_text (r, json_node_get_string (node));
  return TRUE;
}

/* Letters and digits, so that a blank or a dot makes no other name. */
static char *
squeeze (const char *name)
{
  g_autofree char *folded = mw_text_fold (name);
  GString *letters = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_len (letters, p, g_utf8_next_char (p) - p);
  return g_string_free_and_steal (letters);
}

static gboolean
check_not_built_in (MwFileReader *r, MwCatalog *catalog, MwSystem *system)
{
  g_autofree char *name = squeeze (mw_system_get_name (system));

  if (*name == '\0')
    return mw_file_reader_fail (r, "name", "has no letter");
  for (guint i = 0; i < mw_catalog_get_n_systems (catalog); i++)
    {
      MwSystem *other = mw_catalog_get_system (catalog, i);
      g_autofree char *other_name = squeeze (mw_system_get_name (other));

      if (mw_system_get_user_file (other) != NULL)
        continue;
      if (strcmp (mw_system_get_id (other), mw_system_get_id (system)) == 0)
        return mw_file_reader_unsafe (r, "id", "“%s” is the id of a built-in system",
                                      mw_system_get_id (system));
      if (strcmp (other_name, name) == 0)
        return mw_file_reader_unsafe (r, "name", "“%s” is the name of a built-in system",
                                      mw_system_get_name (system));
    }
  if (mw_system_get_builtin (system) != NULL)
    return mw_file_reader_unsafe (r, "address",
                                  "only a built-in system stands for something in this program");
  return TRUE;
}

/* A file is allowed by its hash, so all that it does is in it, or in what is built in. */
static JsonNode *
merge (MwFileReader *r, MwCatalog *catalog, JsonNode *own, GError **error)
{
  const char *extends = mw_system_json_peek_extends (own);
  MwSystem *extended = extends != NULL ? mw_catalog_find (catalog, extends) : NULL;

  if (extends == NULL)
    return json_node_ref (own);
  if (extended == NULL || mw_system_get_user_file (extended) != NULL)
    {
      mw_file_reader_fail (r, "extends", "there is no built-in system “%s”", extends);
      return NULL;
    }
  return mw_system_json_merge (r->file, own, mw_system_get_json (extended), error);
}

static MwSystem *
read_system (MwFileReader *r, MwCatalog *catalog, JsonNode *own, MwModel *model, GError **error)
{
  g_autofree char *id = g_strndup (r->file, strlen (r->file) - strlen (SUFFIX));
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (MwSystem) system = NULL;

  if (!check_texts (r, own))
    return NULL;
  root = merge (r, catalog, own, error);
  if (root == NULL)
    return NULL;
  system = mw_system_new (r->file, root, model, error);
  if (system == NULL)
    return NULL;
  if (strcmp (mw_system_get_id (system), id) != 0)
    mw_file_reader_fail (r, "id", "must be “%s”, as the file is called", id);
  else if (check_not_built_in (r, catalog, system))
    return g_steal_pointer (&system);
  return NULL;
}

/**
 * mw_user_files_parse:
 * @catalog: the built-in systems
 * @path: where the file is or will be
 * @text: what stands in it
 * @length: of @text in bytes
 *
 * Reads and checks a file by the rules of the built-in ones, and some more: it takes no id and no name of a
 * built-in system, extends only those, and has no character that makes a text look like another one.
 *
 * Returns: (transfer full): a system that is not allowed yet; %NULL with a #MwCatalogError
 */
MwSystem *
mw_user_files_parse (MwCatalog *catalog,
                     const char *path,
                     const char *text,
                     gsize length,
                     MwModel *model,
                     GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  g_autoptr (JsonNode) own = NULL;
  MwSystem *system = NULL;
  MwFileReader reader;

  if (!g_str_has_suffix (name, SUFFIX))
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: the name must end with %s", name,
                   SUFFIX);
      return NULL;
    }
  own = mw_system_json_parse (name, text, length, error);
  if (own == NULL)
    return NULL;
  mw_file_reader_init (&reader, name, NULL, NULL, error);
  system = read_system (&reader, catalog, own, model, error);
  mw_file_reader_clear (&reader);
  if (system != NULL)
    mw_system_set_user_file (system, path, sha256);
  return system;
}

/**
 * mw_user_files_read:
 * @catalog: the built-in systems
 * @path: where the file is
 *
 * Reads the file once: what is checked, what the hash is of and what is used are the same bytes. Blocks.
 *
 * Returns: (transfer full): as mw_user_files_parse()
 */
MwSystem *
mw_user_files_read (MwCatalog *catalog, const char *path, MwModel *model, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  gsize length;

  if (!mw_system_json_read (name, path, &text, &length, error))
    return NULL;
  return mw_user_files_parse (catalog, path, text, length, model, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * mw_user_files_load:
 * @catalog: gets the systems
 * @directory: the folder; a missing one holds nothing
 * @problems: (element-type GError): gets what is wrong with each file that cannot be used
 *
 * Blocks.
 */
void
mw_user_files_load (MwCatalog *catalog, const char *directory, MwModel *model, GPtrArray *problems)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) systems = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDir) folder = g_dir_open (directory, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (directory, names->pdata[i], NULL);
      GError *error = NULL;
      MwSystem *system = NULL;

      if (i < MW_USER_FILES_MAX)
        system = mw_user_files_read (catalog, path, model, &error);
      else
        g_set_error (&error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "%s: there are more than %d files",
                     (const char *) names->pdata[i], MW_USER_FILES_MAX);
      if (system != NULL)
        g_ptr_array_add (systems, system);
      else
        g_ptr_array_add (problems, error);
    }
  for (guint i = 0; i < systems->len; i++)
    mw_catalog_add (catalog, systems->pdata[i]);
}
