/* mw-found-paths.c: the paths of a map whose values are found while records are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-found-paths.h"

/* One path; paths are known by their address: each one of a file stands at one place of it. */
typedef struct
{
  const MwJsonPath *path;
  guint place;      /* of the value at its first steps */
  MwJsonPath *rest; /* what follows them, or NULL */
} Entry;

struct _MwFoundPaths
{
  const MwJsonDialect *dialect;
  MwJsonKeys *keys;
  guint list; /* that the rows are elements of; 0: rows are records, or their list cannot be found */
  gboolean rows_are_found;
  Entry *entries;
  guint n_entries; /* a power of two */
  guint n_used;
};

#define FIRST_ENTRIES 64

static Entry *
find (const MwFoundPaths *self, const MwJsonPath *path)
{
  guint64 hash = (guint64) (guintptr) path * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  guint slot = (guint) (hash >> 40) & (self->n_entries - 1);

  while (self->entries[slot].path != NULL && self->entries[slot].path != path)
    slot = (slot + 1) & (self->n_entries - 1);
  return &self->entries[slot];
}

static void
grow (MwFoundPaths *self)
{
  g_autofree Entry *old = g_steal_pointer (&self->entries);
  guint n_old = self->n_entries;

  self->n_entries *= 2;
  self->entries = g_new0 (Entry, self->n_entries);
  for (guint i = 0; i < n_old; i++)
    if (old[i].path != NULL)
      *find (self, old[i].path) = old[i];
}

/* How many steps are keys that stand for themselves. Where a server puts the fields of a record beside its
 * key, only a last key does. */
static guint
count_keys (const MwFoundPaths *self, const MwJsonPath *path)
{
  guint n_steps = mw_json_path_get_n_steps (path), n = 0;

  while (n < n_steps && mw_json_path_get_key (path, n) != NULL)
    n++;
  for (guint i = n; i < n_steps; i++)
    if (mw_json_path_is_each (path, i))
      return 0;
  if (self->dialect->nested_suffix != NULL)
    return n_steps == 1 ? n : 0;
  return n;
}

static void
add (MwFoundPaths *self, const MwJsonPath *path, guint list)
{
  guint n_steps = count_keys (self, path);
  guint place = mw_json_keys_want (self->keys, list, path, n_steps);
  guint n_left = mw_json_path_get_n_steps (path) - n_steps;

  if (place == 0)
    return;
  if (++self->n_used > self->n_entries / 2)
    grow (self);
  *find (self, path) = (Entry) {
    .path = path,
    .place = place,
    .rest = n_left > 0 ? mw_json_path_dup_part (path, n_steps, n_left) : NULL,
  };
}

static void
visit (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwFoundPaths *self = data;
  gboolean in_row = scope->depth == 0 && self->rows_are_found;
  gboolean in_holder = scope->depth == -1 && self->list > 0;

  if (expression->path != NULL && scope->outer == NULL && scope->set == NULL && (in_row || in_holder) &&
      find (self, expression->path)->path == NULL)
    add (self, expression->path, in_holder ? 0 : self->list);
}

/**
 * mw_found_paths_new:
 * @source: its map
 * @dialect: how the server nests and wraps values
 * @keys: what the records will be read with
 *
 * Returns: (transfer full): the paths of @source that @keys can find values of
 */
MwFoundPaths *
mw_found_paths_new (const MwEntitySource *source, const MwJsonDialect *dialect, MwJsonKeys *keys)
{
  MwFoundPaths *self = g_new0 (MwFoundPaths, 1);
  guint n_fields = mw_entity_get_n_fields (source->entity);

  self->dialect = dialect;
  self->keys = mw_json_keys_ref (keys);
  self->n_entries = FIRST_ENTRIES;
  self->entries = g_new0 (Entry, self->n_entries);
  if (source->each != NULL && count_keys (self, source->each) == mw_json_path_get_n_steps (source->each))
    {
      self->list = mw_json_keys_add_list (keys, source->each, dialect->odata ? "results" : NULL);
      add (self, source->each, 0);
    }
  self->rows_are_found = source->each == NULL || self->list > 0;
  if (source->where != NULL)
    mw_condition_visit (source->where, visit, self);
  for (guint i = 0; i < n_fields; i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], visit, self);
  return self;
}

/**
 * mw_found_paths_free:
 */
void
mw_found_paths_free (MwFoundPaths *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    g_clear_pointer (&self->entries[i].rest, mw_json_path_free);
  g_free (self->entries);
  mw_json_keys_unref (self->keys);
  g_free (self);
}

/**
 * mw_found_paths_get:
 * @path: of an expression of the map
 * @record: what it starts at
 * @found: what was found of @record
 *
 * Returns: (nullable): what mw_json_path_get() gives
 */
yyjson_val *
mw_found_paths_get (const MwFoundPaths *self,
                    const MwJsonPath *path,
                    yyjson_val *record,
                    const MwJsonFound *found)
{
  const Entry *entry = find (self, path);
  yyjson_val *value = entry->path != NULL ? mw_json_found_get (found, entry->place) : NULL;

  if (value == NULL)
    {
      /* It may still stand in a wrapper. */
      if (entry->path == NULL || self->dialect->odata || self->dialect->value_objects)
        return mw_json_path_get (path, record, self->dialect);
      return NULL;
    }
  return entry->rest != NULL ? mw_json_path_get (entry->rest, value, self->dialect)
                             : mw_json_unwrap (value, self->dialect);
}

/**
 * mw_found_paths_get_place:
 * @rest: (out) (optional): what of @path is to be followed from the value at that place; or %NULL
 *
 * Returns: where the value at @path, or at its beginning, stands in what is found; 0 when that alone does not
 * say what mw_found_paths_get() gives
 */
guint
mw_found_paths_get_place (const MwFoundPaths *self, const MwJsonPath *path, const MwJsonPath **rest)
{
  const Entry *entry = find (self, path);

  if (self->dialect->odata || self->dialect->value_objects)
    return 0;
  *rest = entry->rest;
  return entry->place;
}

/**
 * mw_found_paths_get_rows:
 * @record: what was found of a record
 * @n: (out): how many elements there are
 *
 * Returns: (nullable): the list of the record whose elements the rows are
 */
yyjson_val *
mw_found_paths_get_rows (const MwFoundPaths *self, const MwJsonFound *record, guint *n)
{
  *n = 0;
  return self->list > 0 ? mw_json_keys_find_list (self->keys, self->list, record, n) : NULL;
}

/**
 * mw_found_paths_get_row:
 * @number: of the element
 *
 * Returns: what was found of it
 */
MwJsonFound
mw_found_paths_get_row (const MwFoundPaths *self, const MwJsonFound *record, guint number)
{
  return mw_json_keys_find_element (self->keys, self->list, record, number);
}
