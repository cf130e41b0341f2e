/* mw-system-entities.c: checks the entities of a system file: what their expressions refer to, and what enum
 * fields get
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-system-places.h"

/* One entity while its expressions are visited; the first thing that is wrong stays. */
typedef struct
{
  MwFileReader *reader;
  MwSystemFile *file;
  MwEntityEntry *entry;
  GHashTable *looked_up; /* sets */
  GPtrArray *places;     /* (element-type GHashTable): what has a value, by sign-in and variant */
  gboolean ok;
} EntityCheck;

static gboolean
check_lookup (EntityCheck *check, const char *set)
{
  if (mw_system_file_find_set (check->file, set) == NULL)
    return mw_file_reader_fail (check->reader, NULL, "looks into a set “%s”, which there is not", set);
  if (!g_strv_contains ((const char *const *) check->entry->source.lookups, set))
    return mw_file_reader_fail (check->reader, NULL, "looks into the set “%s”, which is not in “lookups”",
                                set);
  g_hash_table_add (check->looked_up, (gpointer) set);
  return TRUE;
}

/* A row of a child list has its record above it, an element of a list what holds that list. */
static gboolean
check_parent (EntityCheck *check, const MwExpressionScope *scope)
{
  int depth = scope->depth + (scope->set == NULL && check->entry->source.each != NULL);

  if (depth > 0)
    return TRUE;
  if (check->entry->source.each == NULL && scope->depth == 0 && scope->set == NULL)
    return mw_file_reader_fail (check->reader, NULL, "“parent” needs a child list in “each”");
  return mw_file_reader_fail (check->reader, NULL, "“parent” stands in “parent” or in the “get” of a lookup");
}

/* {url} is the address; everything else must have a value whichever way one has signed in. */
static gboolean
check_places (EntityCheck *check, const char *text)
{
  for (guint i = 0; text != NULL && i < check->places->len; i++)
    if (!mw_request_check_text (check->reader, NULL, text, check->places->pdata[i], FALSE))
      return FALSE;
  return TRUE;
}

static gboolean
check_picked (EntityCheck *check, const MwExpression *expression)
{
  for (guint i = 0; expression->is != NULL && expression->is[i] != NULL; i++)
    if (!check_places (check, expression->is[i]))
      return FALSE;
  return TRUE;
}

static void
visit (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  EntityCheck *check = data;

  if (!check->ok)
    return;
  switch (expression->kind)
    {
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
      check->ok = mw_system_file_find_map (check->file, expression->text) != NULL ||
                  mw_file_reader_fail (check->reader, NULL, "there is no map “%s”", expression->text);
      break;
    case MW_EXPRESSION_LOOKUP:
      check->ok = check_lookup (check, expression->text);
      break;
    case MW_EXPRESSION_PARENT:
      check->ok = check_parent (check, scope);
      break;
    case MW_EXPRESSION_CONST:
      check->ok = check_places (check, expression->text);
      break;
    case MW_EXPRESSION_DATE:
      check->ok = check_places (check, expression->zone);
      break;
    case MW_EXPRESSION_PICK:
      check->ok = check_picked (check, expression);
      break;
    default:
      break;
    }
}

static gboolean
check_map_values (EntityCheck *check, const MwField *field, const MwMapEntry *map)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, map->values);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (mw_field_find_value (field, value) == NULL)
      return mw_file_reader_fail (check->reader, NULL,
                                  "the map “%s” gives “%s”, which is no value of this field", map->id,
                                  (const char *) value);
  return TRUE;
}

/* What an enum field gets must be one of its values, whichever way the expression goes. */
static gboolean
check_enum (EntityCheck *check, const MwField *field, const MwExpression *expression)
{
  switch (expression->kind)
    {
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
      return check_map_values (check, field, mw_system_file_find_map (check->file, expression->text));
    case MW_EXPRESSION_CONST:
      return mw_field_find_value (field, expression->text) != NULL ||
             mw_file_reader_fail (check->reader, NULL, "“%s” is no value of this field", expression->text);
    case MW_EXPRESSION_FIRST:
    case MW_EXPRESSION_IF:
    case MW_EXPRESSION_PARENT:
      for (guint i = 0; expression->of[i] != NULL; i++)
        if (!check_enum (check, field, expression->of[i]))
          return FALSE;
      return TRUE;
    case MW_EXPRESSION_LOOKUP:
      return check_enum (check, field, expression->of[1]);
    case MW_EXPRESSION_PICK:
      return check_enum (check, field, expression->element);
    default:
      return mw_file_reader_fail (check->reader, NULL,
                                  "needs {\"enum\": a map, \"of\": …}, as the field has fixed values");
    }
}

static gboolean
check_field (EntityCheck *check, guint position)
{
  const MwField *field = mw_entity_get_field (check->entry->source.entity, position);
  const MwExpression *expression = check->entry->source.map[position];
  gsize mark;

  if (expression == NULL)
    return TRUE;
  mark = mw_file_reader_enter (check->reader, field->id);
  mw_expression_visit (expression, visit, check);
  if (!check->ok || (field->type == MW_FIELD_TYPE_ENUM && !check_enum (check, field, expression)))
    return FALSE;
  if (field->type != MW_FIELD_TYPE_ENUM && expression->kind == MW_EXPRESSION_ENUM)
    return mw_file_reader_fail (check->reader, NULL,
                                "“enum” is for fields with fixed values; this takes “map”");
  mw_file_reader_leave (check->reader, mark);
  return TRUE;
}

static gboolean
check_lookups (EntityCheck *check)
{
  MwFileReader *r = check->reader;
  char **lookups = check->entry->source.lookups;

  for (guint i = 0; lookups[i] != NULL; i++)
    {
      MwSetEntry *set = mw_system_file_find_set (check->file, lookups[i]);
      gboolean found = FALSE;

      if (set == NULL)
        return mw_file_reader_fail (r, "lookups", "there is no set “%s”", lookups[i]);
      if (set->of != NULL && g_strcmp0 (set->of->set, check->entry->source.set) == 0)
        return mw_file_reader_fail (
          r, "lookups",
          "the set “%s” is read for the records of “%s”, which is the entity's own: "
          "these need a “detail”",
          lookups[i], set->of->set);
      if (!g_hash_table_contains (check->looked_up, lookups[i]))
        return mw_file_reader_fail (r, "lookups", "nothing looks into the set “%s”", lookups[i]);
      for (guint n = 0; n < check->file->n_variants; n++)
        found = found || (check->entry->offered[n] && set->sources[n].id != NULL);
      if (!found)
        return mw_file_reader_fail (r, "lookups", "the set “%s” is for no variant that gives the entity",
                                    lookups[i]);
    }
  return TRUE;
}

/* What constants, zones and languages may be filled with. */
static GPtrArray *
list_places (MwSystemFile *file, MwEntityEntry *entry)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  const MwSetOf *of = mw_system_file_find_set (file, entry->source.set)->of;

  for (guint i = 0; i < file->n_variants; i++)
    for (guint n = 0; n < file->n_sign_ins && entry->offered[i]; n++)
      {
        const MwVariant *variant = &file->variants[i].variant;
        GHashTable *places;

        if (!g_strv_contains ((const char *const *) variant->sign_ins, file->sign_ins[n].id))
          continue;
        places = mw_system_file_dup_places (file, &file->sign_ins[n], variant, variant->n_prepare);
        mw_system_add_place (places, "url", MW_PLACE_PLAIN);
        if (of != NULL && of->batch == 0)
          mw_system_add_of_places (places, of);
        g_ptr_array_add (all, places);
      }
  return all;
}

static gboolean
check_entity (MwFileReader *r, MwSystemFile *file, MwEntityEntry *entry)
{
  g_autoptr (GHashTable) looked_up = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) places = list_places (file, entry);
  EntityCheck check = { r, file, entry, looked_up, places, TRUE };
  gsize mark;

  if (entry->source.where != NULL)
    {
      mark = mw_file_reader_enter (r, "where");
      mw_condition_visit (entry->source.where, visit, &check);
      if (!check.ok)
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  mark = mw_file_reader_enter (r, "map");
  for (guint i = 0; i < mw_entity_get_n_fields (entry->source.entity); i++)
    if (!check_field (&check, i))
      return FALSE;
  mw_file_reader_leave (r, mark);
  return check_lookups (&check);
}

gboolean
mw_system_file_check_entities (MwFileReader *reader, MwSystemFile *file)
{
  for (guint i = 0; i < file->n_entities; i++)
    {
      mw_file_reader_enter (reader, "entities");
      mw_file_reader_enter (reader, file->entities[i].id);
      if (!check_entity (reader, file, &file->entities[i]))
        return FALSE;
      mw_file_reader_leave (reader, 0);
    }
  return TRUE;
}
