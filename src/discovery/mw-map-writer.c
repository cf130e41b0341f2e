/* mw-map-writer.c: a proposal, as an entity of a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-map-writer.h"

#include <string.h>

#include "mw-flag.h"
#include "mw-json-build.h"
#include "mw-note.h"
#include "mw-proposal-reason.h"
#include "mw-set-writer.h"

/* How fields that a company has added begin, in the systems that mark them so: Odoo, SAP, SAP Business One,
 * ServiceNow, Frappe, IFS, and what others write. */
static const char *const custom_prefixes[] = { "x_",      "YY1_", "ZZ1_", "U_",   "u_",
                                               "custom_", "cf_",  "Cf_",  "udf_", NULL };

static JsonNode *
wrap (const char *name, const char *path)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, name, path);
  return mw_json_take_object (object);
}

static JsonNode *
compose_date (const MwField *field, const MwSurveyField *from)
{
  if (field->type == MW_FIELD_TYPE_DATE || from->type == MW_SURVEY_DAY)
    return wrap ("day", from->path);
  return wrap (from->type == MW_SURVEY_LOCAL ? "local" : "instant", from->path);
}

static JsonNode *
compose_quotient (const MwSurveyField *from, const MwSurveyField *divisor)
{
  JsonObject *object = json_object_new ();
  JsonArray *of = json_array_new ();

  json_object_set_string_member (object, "calculate", "divide");
  json_array_add_string_element (of, from->path);
  json_array_add_string_element (of, divisor->path);
  json_object_set_array_member (object, "of", of);
  return mw_json_take_object (object);
}

static void
add_line (JsonObject *table, GHashTable *seen, const char *text, const char *value)
{
  char *folded = g_utf8_casefold (text, -1);

  /* Upper and lower case are the same to the file. */
  if (g_hash_table_add (seen, folded))
    json_object_set_string_member (table, text, value);
}

/* Every way to write a value that is known, and the values that were seen. */
static JsonObject *
compose_table (MwSurvey *survey, const char *entity, const MwField *field, const MwSurveyField *from)
{
  MwSynonyms *synonyms = mw_survey_get_synonyms (survey);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *table = json_object_new ();
  guint n_values = 0;
  const MwValueSynonyms *values = mw_synonyms_get_values (synonyms, entity, field->id, &n_values);

  for (guint i = 0; i < from->samples->len; i++)
    {
      const char *value = mw_synonyms_find_value (synonyms, entity, field->id, from->samples->pdata[i]);

      if (value != NULL)
        add_line (table, seen, from->samples->pdata[i], value);
    }
  for (guint i = 0; i < n_values; i++)
    for (guint n = 0; values[i].written[n] != NULL; n++)
      {
        g_autofree char *joined = g_strdelimit (g_strdup (values[i].written[n]), " ", '_');

        add_line (table, seen, values[i].written[n], values[i].id);
        add_line (table, seen, joined, values[i].id);
      }
  return table;
}

static JsonNode *
compose_enum (MwSurvey *survey, const MwProposal *proposal, guint position, JsonObject *maps)
{
  const MwField *field = mw_entity_get_field (proposal->entity, position);
  const char *entity = mw_entity_get_id (proposal->entity);
  g_autofree char *name = g_strdup_printf ("%s_%s", entity, field->id);
  MwFlag flag;
  JsonObject *table;
  JsonObject *object;

  if (mw_flag_find (mw_survey_get_synonyms (survey), entity, field->id, proposal->fields[position], &flag))
    return mw_flag_compose (&flag, proposal->fields[position]);
  table = compose_table (survey, entity, field, proposal->fields[position]);
  if (json_object_get_size (table) == 0)
    {
      json_object_unref (table);
      return NULL;
    }
  json_object_set_object_member (maps, name, table);
  object = json_object_new ();
  json_object_set_string_member (object, "enum", name);
  json_object_set_string_member (object, "of", proposal->fields[position]->path);
  return mw_json_take_object (object);
}

/* Of a reference, what people read is its key where there is nothing else. */
static JsonNode *
compose_text (const MwProposal *proposal, guint position)
{
  const MwField *field = mw_entity_get_field (proposal->entity, position);
  const MwSurveyField *from = proposal->fields[position];
  const MwSurveyField *key = field->pair >= 0 && field->entity != NULL ? proposal->fields[field->pair] : NULL;
  JsonObject *first;
  JsonArray *all;

  if (key == NULL || key == from || g_str_has_suffix (field->id, "_id"))
    return mw_json_new_text (from->path);
  first = json_object_new ();
  all = json_array_new ();
  json_array_add_string_element (all, from->path);
  json_array_add_string_element (all, key->path);
  json_object_set_array_member (first, "first", all);
  return mw_json_take_object (first);
}

static JsonNode *
compose_field (MwSurvey *survey, const MwProposal *proposal, guint position, JsonObject *maps)
{
  const MwField *field = mw_entity_get_field (proposal->entity, position);
  const MwSurveyField *from = proposal->fields[position];

  if (proposal->divisors[position] != NULL)
    return compose_quotient (from, proposal->divisors[position]);
  switch (field->type)
    {
    case MW_FIELD_TYPE_DATE:
    case MW_FIELD_TYPE_DATETIME:
      return compose_date (field, from);
    case MW_FIELD_TYPE_ENUM:
      return compose_enum (survey, proposal, position, maps);
    default:
      return compose_text (proposal, position);
    }
}

/* Fields of the company's own, where their names say so. */
static JsonNode *
compose_custom (MwSurveyList *list)
{
  JsonArray *found = json_array_new ();
  JsonObject *object;

  for (guint i = 0; custom_prefixes[i] != NULL; i++)
    for (guint n = 0; n < list->fields->len; n++)
      if (g_str_has_prefix (((MwSurveyField *) list->fields->pdata[n])->path, custom_prefixes[i]))
        {
          json_array_add_string_element (found, custom_prefixes[i]);
          break;
        }
  if (json_array_get_length (found) == 0)
    {
      json_array_unref (found);
      return NULL;
    }
  object = json_object_new ();
  json_object_set_array_member (object, "custom", found);
  return mw_json_take_object (object);
}

static void
take (JsonObject *map, const char *name, JsonNode *expression)
{
  if (expression != NULL)
    json_object_set_member (map, name, expression);
}

/* What a line says of its order stands in the order. */
static JsonNode *
compose_parent (const char *path)
{
  return wrap ("parent", path);
}

static void
add_of_parent (MwSurvey *survey, const MwProposal *proposal, JsonObject *map)
{
  const char *id = mw_entity_get_id (proposal->entity);
  g_autofree char *parent = g_str_has_suffix (id, "_line") ? g_strndup (id, strlen (id) - strlen ("_line"))
                                                           : NULL;
  MwEntity *entity = parent != NULL ? mw_model_find (mw_survey_get_model (survey), parent) : NULL;
  g_autoptr (MwProposal) of = NULL;
  int number, currency;

  if (entity == NULL || proposal->list->parent == NULL)
    return;
  of = mw_proposal_new (survey, entity, proposal->list->parent);
  number = mw_entity_find_field (entity, "number");
  currency = mw_entity_find_field (entity, "currency");
  if (number >= 0 && of->fields[number] != NULL && mw_entity_find_field (proposal->entity, parent) >= 0)
    take (map, parent, compose_parent (of->fields[number]->path));
  if (currency >= 0 && of->fields[currency] != NULL && !json_object_has_member (map, "currency") &&
      mw_entity_find_field (proposal->entity, "currency") >= 0)
    take (map, "currency", compose_parent (of->fields[currency]->path));
}

static void
add_parts (JsonArray *parts, MwSurveyList *list, gboolean of_parent)
{
  for (guint i = 0; list->keys[i] != NULL; i++)
    json_array_add_element (parts,
                            of_parent ? compose_parent (list->keys[i]) : mw_json_new_text (list->keys[i]));
}

/* What makes a record what it is: its key, and for an element of a list that of what it is in. NULL when
 * nobody knows one; a whole record is no name for itself. */
static JsonNode *
compose_identity (const MwProposal *proposal)
{
  MwSurveyList *list = proposal->list;
  g_autoptr (JsonArray) parts = json_array_new ();
  JsonObject *join;

  if (list->keys[0] == NULL || (list->parent != NULL && !list->has_identity && list->parent->keys[0] == NULL))
    return NULL;
  if (list->parent != NULL && !list->has_identity)
    add_parts (parts, list->parent, TRUE);
  add_parts (parts, list, FALSE);
  if (json_array_get_length (parts) == 1)
    return mw_json_copy (json_array_get_element (parts, 0));
  join = json_object_new ();
  json_object_set_array_member (join, "join", g_steal_pointer (&parts));
  json_object_set_string_member (join, "with", "/");
  return mw_json_take_object (join);
}

/* How sure each field is. What only the file has (a key of several fields, what is of the order) was put
 * together from what is. */
static JsonObject *
compose_notes (const MwProposal *proposal, JsonObject *map)
{
  JsonObject *notes = json_object_new ();
  g_autofree char *why = mw_proposal_dup_reason (proposal);
  MwConfidence confidence = mw_proposal_get_confidence (proposal);

  /* What was not proposed at all was chosen. */
  mw_note_add (notes, "set", confidence != MW_CONFIDENCE_NONE ? confidence : MW_CONFIDENCE_SURE, why);
  for (guint i = 0; i < mw_entity_get_n_fields (proposal->entity); i++)
    {
      const char *id = mw_entity_get_field (proposal->entity, i)->id;
      g_autofree char *reason = mw_proposal_dup_field_reason (proposal, i);
      MwConfidence sure = mw_proposal_get_field_confidence (proposal, i);

      if (sure == MW_CONFIDENCE_NONE && strcmp (id, "remote_id") == 0)
        sure = proposal->list->key_confidence;
      if (json_object_has_member (map, id))
        mw_note_add (notes, id, sure != MW_CONFIDENCE_NONE ? sure : MW_CONFIDENCE_LIKELY, reason);
    }
  return notes;
}

/**
 * mw_map_writer_compose:
 * @survey: what was found
 * @proposal: which field is which
 * @set: id of the set in the file
 * @maps: gets the tables
 *
 * Returns: (transfer full): the entity as a system file has it
 */
JsonNode *
mw_map_writer_compose (MwSurvey *survey, const MwProposal *proposal, const char *set, JsonObject *maps)
{
  JsonObject *entity = json_object_new ();
  JsonObject *map = json_object_new ();

  for (guint i = 0; i < mw_entity_get_n_fields (proposal->entity); i++)
    if (proposal->fields[i] != NULL)
      take (map, mw_entity_get_field (proposal->entity, i)->id, compose_field (survey, proposal, i, maps));
  add_of_parent (survey, proposal, map);
  if (mw_entity_find_field (proposal->entity, "remote_id") >= 0 && !json_object_has_member (map, "remote_id"))
    take (map, "remote_id", compose_identity (proposal));
  if (mw_entity_find_field (proposal->entity, "custom_fields") >= 0)
    take (map, "custom_fields", compose_custom (proposal->list));
  json_object_set_string_member (entity, "set", set);
  if (proposal->list->each != NULL)
    json_object_set_string_member (entity, "each", proposal->list->each);
  json_object_set_object_member (entity, "map", map);
  json_object_set_object_member (entity, "proposed", compose_notes (proposal, map));
  return mw_json_take_object (entity);
}
