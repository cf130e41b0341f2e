/* mw-other-systems.c: products that there is no system file for, and what may reach them all the same
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-other-systems.h"

#include "mw-system-json.h"
#include "mw-system-private.h"

struct _MwOtherSystems
{
  JsonNode *root; /* texts lie here */
  MwKeep *keep;
  guint format;
  MwOtherSystem *systems;
  guint n_systems;
};

#define O(field) G_STRUCT_OFFSET (MwOtherSystem, field)
static const MwMember system_members[] = {
  { "name", mw_read_text, O (name), TRUE }, { "vendor", mw_read_text, O (vendor), TRUE },
  { "names", mw_read_texts, O (names) },    { "category", mw_read_categories, O (categories), TRUE },
  { "via", mw_read_ids, O (via), TRUE },    { NULL },
};
static const MwShape system_shape = { sizeof (MwOtherSystem), system_members };
#undef O

#define O(field) G_STRUCT_OFFSET (MwOtherSystems, field)
static const MwMember file_members[] = {
  { "format", mw_read_number, O (format), TRUE },
  { "systems", mw_read_list, O (systems), TRUE, &system_shape, O (n_systems) },
  { NULL },
};
static const MwShape file_shape = { sizeof (MwOtherSystems), file_members };
#undef O

/**
 * mw_other_systems_free:
 * @self: (transfer full): the list
 */
void
mw_other_systems_free (MwOtherSystems *self)
{
  g_clear_pointer (&self->keep, g_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

/**
 * mw_other_systems_load:
 * @path: a file as data/systems/README.md describes it at its end
 *
 * Blocks.
 *
 * Returns: (transfer full): the list; %NULL with a #MwCatalogError "FILE: KEY.PATH: reason"
 */
MwOtherSystems *
mw_other_systems_load (const char *path, GError **error)
{
  g_autoptr (MwOtherSystems) self = g_new0 (MwOtherSystems, 1);
  g_autofree char *name = g_path_get_basename (path);
  MwFileReader reader;
  gboolean ok;

  self->keep = mw_keep_new ();
  self->root = mw_system_json_load (name, path, error);
  if (self->root == NULL)
    return NULL;
  mw_file_reader_init (&reader, name, NULL, self->keep, error);
  ok = mw_file_reader_read (&reader, self->root, &file_shape, self);
  mw_file_reader_clear (&reader);
  for (guint i = 0; ok && i < self->n_systems; i++)
    if (self->systems[i].names == NULL)
      self->systems[i].names = mw_keep_add (self->keep, g_new0 (char *, 1), g_free);
  return ok ? g_steal_pointer (&self) : NULL;
}

/**
 * mw_other_systems_get:
 * @n_systems: (out): how many there are
 *
 * Returns: (array length=n_systems): the products, in the order of the file
 */
const MwOtherSystem *
mw_other_systems_get (MwOtherSystems *self, guint *n_systems)
{
  *n_systems = self->n_systems;
  return self->systems;
}
