/* mw-mapping.c: makes normalized rows out of raw records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-mapping.h"

#include "mw-evaluation.h"
#include "mw-field-check.h"
#include "mw-value.h"

struct _MwMapping
{
  MwSystem *system;
  const MwVariant *variant;
  const MwEntitySource *source;
  MwLookups *lookups;
  char *address;
  guint n_fields;
};

/**
 * mw_mapping_new:
 * @lookups: (nullable): the tables that the map's lookups read
 * @address: (nullable): stands for {url} in constants
 */
MwMapping *
mw_mapping_new (MwSystem *system,
                const MwVariant *variant,
                const MwEntitySource *source,
                MwLookups *lookups,
                const char *address)
{
  MwMapping *self = g_new0 (MwMapping, 1);

  self->system = g_object_ref (system);
  self->variant = variant;
  self->source = source;
  self->lookups = lookups;
  self->n_fields = mw_entity_get_n_fields (source->entity);
  self->address = g_strdup (address);
  if (self->address != NULL && g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  return self;
}

void
mw_mapping_free (MwMapping *self)
{
  g_object_unref (self->system);
  g_free (self->address);
  g_free (self);
}

static MwEvaluation
begin_evaluation (MwMapping *self, yyjson_val *record, yyjson_val *parent)
{
  return (MwEvaluation) {
    .system = self->system,
    .variant = self->variant,
    .address = self->address,
    .lookups = self->lookups,
    .record = record,
    .parent = parent,
  };
}

/* Cells of plain paths that hold text are most of all cells: no copy on the way, and a NUL inside is kept. */
static gboolean
set_plain_cell (MwMapping *self,
                guint column,
                const MwField *field,
                MwEvaluation *evaluation,
                MwChunkBuilder *rows)
{
  const MwExpression *expression = self->source->map[column];
  g_autofree char *owned = NULL;
  const char *text;
  gsize length = 0;

  if (expression->kind != MW_EXPRESSION_PATH ||
      (field->type >= MW_FIELD_TYPE_INTEGER && field->type <= MW_FIELD_TYPE_ENUM))
    return FALSE;
  text = mw_value_peek_text (
    mw_json_path_get (expression->path, evaluation->record, self->variant->nested_suffix), self->variant,
    FALSE, &length, &owned);
  if (text != NULL)
    mw_chunk_builder_set_cell (rows, column, text, length);
  return TRUE;
}

static void
set_cell (MwMapping *self, guint column, MwEvaluation *evaluation, MwChunkBuilder *rows)
{
  const MwField *field = mw_entity_get_field (self->source->entity, column);
  const MwExpression *expression = self->source->map[column];
  g_autofree char *text = NULL;
  const char *problem = NULL;

  if (set_plain_cell (self, column, field, evaluation, rows))
    return;
  evaluation->problem = NULL;
  text = mw_evaluation_dup_text (evaluation, expression, field->type == MW_FIELD_TYPE_BOOLEAN);
  text = mw_field_check (field, g_steal_pointer (&text), &problem);
  if (evaluation->problem != NULL)
    problem = evaluation->problem;
  if (text != NULL)
    mw_chunk_builder_set_cell (rows, column, text, -1);
  if (problem != NULL)
    mw_chunk_builder_add_problem (rows, column, problem);
  if (expression->kind == MW_EXPRESSION_ENUM && field->pair >= 0 && self->source->map[field->pair] == NULL)
    {
      g_autofree char *raw = mw_evaluation_dup_enum_source (evaluation, expression);

      if (raw != NULL)
        mw_chunk_builder_set_cell (rows, field->pair, raw, -1);
    }
}

static void
add_row (MwMapping *self, MwEvaluation *evaluation, const MwRowOrigin *origin, MwChunkBuilder *rows)
{
  if (self->source->where != NULL && !mw_evaluation_test (evaluation, self->source->where))
    return;
  mw_chunk_builder_begin_row (rows, origin);
  for (guint i = 0; i < self->n_fields; i++)
    if (self->source->map[i] != NULL)
      set_cell (self, i, evaluation, rows);
}

/**
 * mw_mapping_add_record:
 * @record: a raw record
 * @set: number of its raw set in the sink
 * @number: its number in that set
 * @rows: gets the rows, one column for each field of the entity
 *
 * What cannot be made of a value spoils that one cell, which keeps the text that was sent with a problem
 * beside it.
 */
void
mw_mapping_add_record (MwMapping *self, yyjson_val *record, guint set, guint number, MwChunkBuilder *rows)
{
  MwRowOrigin origin = { .set = set, .record = number, .child = -1 };
  yyjson_val *children, *child;
  yyjson_arr_iter iter;

  if (self->source->each == NULL)
    {
      MwEvaluation evaluation = begin_evaluation (self, record, NULL);

      add_row (self, &evaluation, &origin, rows);
      return;
    }
  children = mw_json_path_get (self->source->each, record, self->variant->nested_suffix);
  if (!yyjson_is_arr (children))
    return;
  yyjson_arr_iter_init (children, &iter);
  while ((child = yyjson_arr_iter_next (&iter)) != NULL)
    {
      MwEvaluation evaluation = begin_evaluation (self, child, record);

      origin.child++;
      add_row (self, &evaluation, &origin, rows);
    }
}

/**
 * mw_mapping_add_lookup:
 *
 * Remembers what the entity's map will ask of this record of a set that it looks into.
 */
void
mw_mapping_add_lookup (MwMapping *self, const char *set, const char *key, yyjson_val *record)
{
  MwEvaluation evaluation = begin_evaluation (self, record, NULL);

  mw_lookups_add (self->lookups, set, key, &evaluation);
}

/**
 * mw_mapping_dup_key:
 * @key: (nullable): the set's key expression
 *
 * Returns: (nullable) (transfer full): the identity of @record, %NULL when there is none
 */
char *
mw_mapping_dup_key (MwMapping *self, const MwExpression *key, yyjson_val *record)
{
  MwEvaluation evaluation = begin_evaluation (self, record, NULL);

  return key != NULL ? mw_evaluation_dup_text (&evaluation, key, FALSE) : NULL;
}
