/* mw-used-paths.c: which fields of its records a map is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-used-paths.h"

#include <string.h>

#include "mw-json-pointer.h"

#define EACH "/" MW_JSON_POINTER_EACH

typedef struct
{
  MwSystem *system;
  const MwVariant *variant;
  GPtrArray *paths; /* (element-type utf8): each once */
} Paths;

static void
add_path (Paths *self, const MwJsonPath *path, const char *set_id)
{
  const char *text = path != NULL ? mw_json_path_get_text (path) : NULL;
  const MwSetSource *set = set_id != NULL ? mw_system_find_set (self->system, self->variant, set_id) : NULL;
  char *whole;

  if (text == NULL || *text == '\0')
    return;
  whole = set != NULL
            ? g_strdup_printf ("%s: %s", mw_system_get_set_name (self->system, self->variant, set), text)
            : g_strdup (text);
  if (g_ptr_array_find_with_equal_func (self->paths, whole, g_str_equal, NULL))
    g_free (whole);
  else
    g_ptr_array_add (self->paths, whole);
}

static void
collect_path (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  add_path (data, expression->path, scope->set);
  add_path (data, expression->list, scope->set);
}

/**
 * mw_used_paths_dup_text:
 * @system: a system
 * @variant: of the connection
 * @expression: of a map
 *
 * Returns: (transfer full): its paths, with commas; those of another list with what that is called before
 * them; "" of a constant
 */
char *
mw_used_paths_dup_text (MwSystem *system, const MwVariant *variant, const MwExpression *expression)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Paths paths = { system, variant, texts };

  mw_expression_visit (expression, collect_path, &paths);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **) texts->pdata);
}

struct _MwUsedPlaces
{
  GHashTable *places;  /* place → MwUse, as a pointer: of it and of all that is in it */
  GHashTable *holders; /* places in which something is used, as a pointer: whether its elements are counted */
  GPtrArray *prefixes; /* of places that are used together */
  const MwJsonPath *each;
};

static void
append_path (GString *place, const MwJsonPath *path)
{
  for (guint i = 0; path != NULL && i < mw_json_path_get_n_steps (path); i++)
    {
      const char *key = mw_json_path_get_key (path, i);

      if (key != NULL)
        mw_json_pointer_append (place, key, strlen (key));
      else
        g_string_append (place, EACH);
    }
}

/* "costs" and "costs[]" name the same list. */
static void
append_list (GString *place, const MwJsonPath *list)
{
  append_path (place, list);
  if (!g_str_has_suffix (place->str, EACH))
    g_string_append (place, EACH);
}

static void
append_scope (const MwUsedPlaces *self, GString *place, const MwExpressionScope *scope)
{
  if (scope->outer != NULL)
    {
      append_scope (self, place, scope->outer);
      append_list (place, scope->list);
    }
  else if (self->each != NULL && scope->depth == 0)
    append_list (place, self->each);
}

static void
add_holder (MwUsedPlaces *self, const char *place, gboolean is_counted)
{
  if (is_counted || !g_hash_table_contains (self->holders, place))
    g_hash_table_insert (self->holders, g_strdup (place), GINT_TO_POINTER (is_counted));
}

/* All that @place is in. */
static void
add_holders_of (MwUsedPlaces *self, const char *place)
{
  g_autofree char *part = g_strdup (place);
  char *end;

  while ((end = strrchr (part, '/')) != NULL)
    {
      *end = '\0';
      add_holder (self, part, FALSE);
    }
}

/* The list and its elements, and nothing in those. @place: of the elements. */
static void
add_counted (MwUsedPlaces *self, const char *place)
{
  g_autofree char *list = g_strndup (place, strlen (place) - strlen (EACH));

  add_holder (self, place, TRUE);
  add_holder (self, list, TRUE);
  add_holders_of (self, list);
}

static void
add_place (MwUsedPlaces *self, const char *place, MwUse use)
{
  if (use == MW_USE_ALONE)
    add_holders_of (self, place);
  if (GPOINTER_TO_INT (g_hash_table_lookup (self->places, place)) < (int) use)
    g_hash_table_insert (self->places, g_strdup (place), GINT_TO_POINTER (use));
}

/* Whether the path names nothing but a list whose elements are looked at, or counted. */
static gboolean
is_container (const MwExpression *expression)
{
  return expression->element != NULL || expression->kind == MW_EXPRESSION_COUNT;
}

static void
collect_place (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwUsedPlaces *self = data;
  g_autoptr (GString) place = g_string_new (NULL);
  gsize length;

  if (scope->set != NULL)
    return;
  append_scope (self, place, scope);
  length = place->len;
  switch (expression->kind)
    {
    case MW_EXPRESSION_CUSTOM:
      for (guint i = 0; expression->prefixes != NULL && expression->prefixes[i] != NULL; i++)
        {
          g_string_truncate (place, length);
          mw_json_pointer_append (place, expression->prefixes[i], strlen (expression->prefixes[i]));
          g_ptr_array_add (self->prefixes, g_strdup (place->str));
        }
      return;
    case MW_EXPRESSION_CUSTOM_OF:
    case MW_EXPRESSION_CUSTOM_PAIRS:
      append_path (place, expression->path);
      add_place (self, place->str, MW_USE_TOGETHER);
      return;
    default:
      break;
    }
  if (expression->path != NULL && is_container (expression))
    {
      append_list (place, expression->path);
      add_counted (self, place->str);
    }
  else if (expression->path != NULL)
    {
      append_path (place, expression->path);
      add_place (self, place->str, MW_USE_ALONE);
    }
  if (expression->where != NULL)
    {
      g_string_truncate (place, length);
      append_list (place, expression->list != NULL ? expression->list : expression->path);
      append_path (place, expression->where);
      add_place (self, place->str, MW_USE_ALONE);
    }
}

static MwUsedPlaces *
places_new (const MwEntitySource *source)
{
  MwUsedPlaces *self = g_new0 (MwUsedPlaces, 1);

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->holders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prefixes = g_ptr_array_new_with_free_func (g_free);
  self->each = source->each;
  return self;
}

/**
 * mw_used_places_new_of:
 * @source: of an entity
 * @expression: of its map
 *
 * Returns: (transfer full): what that looks at
 */
MwUsedPlaces *
mw_used_places_new_of (const MwEntitySource *source, const MwExpression *expression)
{
  MwUsedPlaces *self = places_new (source);

  mw_expression_visit (expression, collect_place, self);
  return self;
}

/**
 * mw_used_places_new:
 * @source: of an entity
 * @set: whose records its rows are made of
 *
 * Returns: (transfer full): what its map and its "where" look at
 */
MwUsedPlaces *
mw_used_places_new (const MwEntitySource *source, const MwSetSource *set)
{
  MwUsedPlaces *self = places_new (source);

  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], collect_place, self);
  if (source->where != NULL)
    mw_condition_visit (source->where, collect_place, self);
  if (set->pivot != NULL)
    {
      g_autoptr (GString) pairs = g_string_new (NULL);

      append_path (pairs, set->pivot->list);
      add_place (self, pairs->str, MW_USE_ALONE);
    }
  return self;
}

void
mw_used_places_free (MwUsedPlaces *self)
{
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->holders);
  g_ptr_array_unref (self->prefixes);
  g_free (self);
}

/**
 * mw_used_places_find:
 * @place: a place in the records
 *
 * Returns: whether a column is made of it, or of something that it is a part of
 */
MwUse
mw_used_places_find (const MwUsedPlaces *self, const char *place)
{
  g_autofree char *part = g_strdup (place);
  int use = MW_USE_NONE;

  for (char *end = part + strlen (part); end != NULL; end = strrchr (part, '/'))
    {
      *end = '\0';
      use = MAX (use, GPOINTER_TO_INT (g_hash_table_lookup (self->places, part)));
    }
  for (guint i = 0; use == MW_USE_NONE && i < self->prefixes->len; i++)
    if (g_str_has_prefix (place, self->prefixes->pdata[i]))
      use = MW_USE_TOGETHER;
  return (MwUse) use;
}

/**
 * mw_used_places_hold:
 * @place: a place in which no record has anything
 * @may_hold: whether maps would find it there
 *
 * Systems write null, false or an empty list where others have something in it.
 *
 * Returns: whether a column is made of what may stand in it, or depends on how many there are
 */
gboolean
mw_used_places_hold (const MwUsedPlaces *self, const char *place, gboolean may_hold)
{
  gpointer is_counted;

  return g_hash_table_lookup_extended (self->holders, place, NULL, &is_counted) &&
         (may_hold || is_counted != NULL);
}
