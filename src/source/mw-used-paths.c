/* mw-used-paths.c: which fields of its records a map is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-used-paths.h"

static void
add_path (GPtrArray *paths, const MwJsonPath *path, const char *set)
{
  const char *text = path != NULL ? mw_json_path_get_text (path) : NULL;
  char *whole;

  if (text == NULL || *text == '\0')
    return;
  whole = set != NULL ? g_strdup_printf ("%s: %s", set, text) : g_strdup (text);
  if (g_ptr_array_find_with_equal_func (paths, whole, g_str_equal, NULL))
    g_free (whole);
  else
    g_ptr_array_add (paths, whole);
}

static void
collect_path (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  add_path (data, expression->path, scope->set);
  add_path (data, expression->list, scope->set);
}

/**
 * mw_used_paths_dup_text:
 * @expression: of a map
 *
 * Returns: (transfer full): its paths, with commas; those of another list with its id before them; "" of a
 * constant
 */
char *
mw_used_paths_dup_text (const MwExpression *expression)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  mw_expression_visit (expression, collect_path, paths);
  g_ptr_array_add (paths, NULL);
  return g_strjoinv (", ", (char **) paths->pdata);
}

typedef struct
{
  GHashTable *keys;
  int depth; /* of what starts at the record */
} Keys;

static void
add_key (Keys *self, const MwJsonPath *path)
{
  const char *key = path != NULL && mw_json_path_get_n_steps (path) > 0 ? mw_json_path_get_key (path, 0)
                                                                        : NULL;

  if (key != NULL)
    g_hash_table_add (self->keys, g_strdup (key));
}

static void
collect_key (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  Keys *self = data;

  if (scope->set != NULL || scope->depth != self->depth)
    return;
  add_key (self, expression->path);
  add_key (self, expression->list);
}

/**
 * mw_used_paths_dup_keys:
 * @source: of an entity
 *
 * Returns: (transfer full): a set of keys
 */
GHashTable *
mw_used_paths_dup_keys (const MwEntitySource *source)
{
  Keys keys = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                source->each != NULL ? -1 : 0 };

  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], collect_key, &keys);
  if (source->where != NULL)
    mw_condition_visit (source->where, collect_key, &keys);
  add_key (&keys, source->each);
  return keys.keys;
}
