/* mw-catalog.c: all systems there is a file for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-catalog.h"

#include <string.h>

#include "mw-system-json.h"
#include "mw-system-private.h"

#define SUFFIX ".json"

struct _MwCatalog
{
  GObject parent_instance;
  GPtrArray *systems;
  MwOtherSystems *others; /* or NULL */
};

G_DEFINE_FINAL_TYPE (MwCatalog, mw_catalog, G_TYPE_OBJECT)

static void
mw_catalog_finalize (GObject *object)
{
  MwCatalog *self = MW_CATALOG (object);

  g_ptr_array_unref (self->systems);
  g_clear_pointer (&self->others, mw_other_systems_free);
  G_OBJECT_CLASS (mw_catalog_parent_class)->finalize (object);
}

static void
mw_catalog_class_init (MwCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_catalog_finalize;
}

static void
mw_catalog_init (MwCatalog *self)
{
  self->systems = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Files of one folder while they are merged: each is its own JSON first, then what it says in all. */
typedef struct
{
  GHashTable *own; /* id → JsonNode */
  GHashTable *merged;
  GHashTable *open; /* ids whose merging has begun */
} Files;

static JsonNode *
merge_file (Files *files, const char *id, GError **error)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);
  JsonNode *own = g_hash_table_lookup (files->own, id);
  JsonNode *merged = g_hash_table_lookup (files->merged, id);
  JsonNode *extended;
  const char *extends;

  if (merged != NULL)
    return merged;
  extends = mw_system_json_peek_extends (own);
  if (extends == NULL)
    merged = json_node_ref (own);
  else if (!g_hash_table_contains (files->own, extends))
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: extends: there is no system “%s”",
                 name, extends);
  else if (!g_hash_table_add (files->open, (gpointer) id))
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "%s: extends: goes round in a circle",
                 name);
  else if ((extended = merge_file (files, extends, error)) != NULL)
    merged = mw_system_json_merge (name, own, extended, error);
  if (merged != NULL)
    g_hash_table_insert (files->merged, g_strdup (id), merged);
  return merged;
}

/* What a file extends comes first, so that a mistake is reported for the file that makes it. */
static gboolean
add_system (MwCatalog *self, Files *files, const char *id, MwModel *model, GError **error)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);
  JsonNode *root = merge_file (files, id, error);
  const char *extends;
  MwSystem *system;

  if (root == NULL)
    return FALSE;
  if (mw_catalog_find (self, id) != NULL)
    return TRUE;
  extends = mw_system_json_peek_extends (root);
  if (extends != NULL && !add_system (self, files, extends, model, error))
    return FALSE;
  system = mw_system_new (name, root, model, error);
  if (system == NULL)
    return FALSE;
  g_ptr_array_add (self->systems, system);
  if (strcmp (mw_system_get_id (system), id) == 0)
    return TRUE;
  g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT,
               "%s: id: must be “%s”, as the file is called", name, id);
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Reads all files; sorted ids, so that the same mistake is reported first everywhere. */
static GPtrArray *
read_files (const char *directory, GHashTable *own, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      g_set_error_literal (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, local_error->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (ids, g_strndup (name, strlen (name) - strlen (SUFFIX)));
  if (ids->len == 0)
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "there is no system file in “%s”",
                   directory);
      return NULL;
    }
  g_ptr_array_sort (ids, compare_texts);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *file = g_strconcat (id, SUFFIX, NULL);
      g_autofree char *path = g_build_filename (directory, file, NULL);
      JsonNode *root = mw_system_json_load (file, path, error);

      if (root == NULL)
        return NULL;
      g_hash_table_insert (own, g_strdup (id), root);
    }
  return g_steal_pointer (&ids);
}

static int
compare_systems (gconstpointer a, gconstpointer b)
{
  MwSystem *left = *(MwSystem *const *) a;
  MwSystem *right = *(MwSystem *const *) b;
  int builtin = (mw_system_get_builtin (right) != NULL) - (mw_system_get_builtin (left) != NULL);

  return builtin != 0 ? builtin : g_utf8_collate (mw_system_get_name (left), mw_system_get_name (right));
}

/**
 * mw_catalog_load:
 * @directory: of system files
 *
 * Loads, merges and checks every *.json. Blocks.
 *
 * Returns: (transfer full): %NULL with a #MwCatalogError about the first bad file: "FILE: KEY.PATH: reason"
 */
MwCatalog *
mw_catalog_load (const char *directory, MwModel *model, GError **error)
{
  g_autoptr (MwCatalog) self = g_object_new (MW_TYPE_CATALOG, NULL);
  g_autoptr (GHashTable)
    own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autoptr (GHashTable)
    merged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autoptr (GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;
  Files files = { own, merged, open };

  g_return_val_if_fail (directory != NULL && MW_IS_MODEL (model), NULL);

  ids = read_files (directory, own, error);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (!add_system (self, &files, g_ptr_array_index (ids, i), model, error))
      return NULL;
  g_ptr_array_sort (self->systems, compare_systems);
  return g_steal_pointer (&self);
}

/**
 * mw_catalog_add:
 * @system: a system of a user's file
 *
 * Adds it, in the place of one with the same id.
 */
void
mw_catalog_add (MwCatalog *self, MwSystem *system)
{
  MwSystem *old;

  g_return_if_fail (MW_IS_CATALOG (self) && MW_IS_SYSTEM (system));

  old = mw_catalog_find (self, mw_system_get_id (system));
  g_ptr_array_add (self->systems, g_object_ref (system));
  if (old != NULL)
    g_ptr_array_remove (self->systems, old);
  g_ptr_array_sort (self->systems, compare_systems);
}

/**
 * mw_catalog_copy:
 *
 * Returns: (transfer full): a catalog of the same systems; the names without a file are left out
 */
MwCatalog *
mw_catalog_copy (MwCatalog *self)
{
  MwCatalog *copy;

  g_return_val_if_fail (MW_IS_CATALOG (self), NULL);

  copy = g_object_new (MW_TYPE_CATALOG, NULL);
  g_ptr_array_extend (copy->systems, self->systems, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  return copy;
}

guint
mw_catalog_get_n_systems (MwCatalog *self)
{
  g_return_val_if_fail (MW_IS_CATALOG (self), 0);

  return self->systems->len;
}

/**
 * mw_catalog_get_system:
 *
 * Returns: (transfer none) (nullable): %NULL behind the last
 */
MwSystem *
mw_catalog_get_system (MwCatalog *self, guint position)
{
  g_return_val_if_fail (MW_IS_CATALOG (self), NULL);

  return position < self->systems->len ? g_ptr_array_index (self->systems, position) : NULL;
}

/**
 * mw_catalog_find:
 *
 * Returns: (transfer none) (nullable): the system with that id
 */
MwSystem *
mw_catalog_find (MwCatalog *self, const char *id)
{
  g_return_val_if_fail (MW_IS_CATALOG (self) && id != NULL, NULL);

  for (guint i = 0; i < self->systems->len; i++)
    if (strcmp (mw_system_get_id (g_ptr_array_index (self->systems, i)), id) == 0)
      return g_ptr_array_index (self->systems, i);
  return NULL;
}

/**
 * mw_catalog_load_others:
 * @path: data/other-systems.json
 *
 * Takes up the names of products without a system file. Blocks.
 *
 * Returns: %FALSE with a #MwCatalogError "FILE: KEY.PATH: reason"
 */
gboolean
mw_catalog_load_others (MwCatalog *self, const char *path, GError **error)
{
  MwOtherSystems *others;

  g_return_val_if_fail (MW_IS_CATALOG (self) && path != NULL, FALSE);

  others = mw_other_systems_load (path, error);
  if (others == NULL)
    return FALSE;
  g_clear_pointer (&self->others, mw_other_systems_free);
  self->others = others;
  return TRUE;
}

/**
 * mw_catalog_get_others:
 * @n_others: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_others) (nullable): the products without a system file
 */
const MwOtherSystem *
mw_catalog_get_others (MwCatalog *self, guint *n_others)
{
  g_return_val_if_fail (MW_IS_CATALOG (self) && n_others != NULL, NULL);

  *n_others = 0;
  return self->others != NULL ? mw_other_systems_get (self->others, n_others) : NULL;
}

/**
 * mw_catalog_dup_ways:
 * @other: a product without a system file
 *
 * Returns: (transfer full) (element-type MwSystem): the systems of the catalog through which it may be read,
 * the likeliest first
 */
GPtrArray *
mw_catalog_dup_ways (MwCatalog *self, const MwOtherSystem *other)
{
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MW_IS_CATALOG (self) && other != NULL, NULL);

  for (guint i = 0; other->via[i] != NULL; i++)
    {
      MwSystem *system = mw_catalog_find (self, other->via[i]);

      if (system != NULL)
        g_ptr_array_add (ways, g_object_ref (system));
    }
  return g_steal_pointer (&ways);
}
