/* mw-row-finish.c: what is done with mapped rows before they are delivered
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-row-finish.h"

#include <string.h>

#include "mw-since.h"

/* Fields of the model that choices fill and scopes look at. */
#define ORGANIZATION    "organization"
#define ORGANIZATION_ID "organization_id"
#define CURRENCY        "currency"
#define ORDERED         "order_date"
#define STATUS          "status"
static const char *const changed_fields[] = { "updated_at", "created_at" };

struct _MwRowFinish
{
  MwEntity *entity;
  MwChosen *chosen;
  const MwChoice *choice; /* the organization, or NULL */
  const MwChosenValue *value;
  int organization;
  int organization_id;
  int currency;
  MwFilterParts part; /* 0: all rows */
  char *since;        /* ISO 8601 */
  guint64 n_fitting;
  guint64 n_all;
};

static gboolean
is_mapped (MwEntity *entity, const MwEntitySource *source, const char *field)
{
  int position = mw_entity_find_field (entity, field);

  return position >= 0 && source->map[position] != NULL;
}

static gboolean
has_ended_values (MwEntity *entity)
{
  int position = mw_entity_find_field (entity, STATUS);
  const MwField *field = position >= 0 ? mw_entity_get_field (entity, (guint) position) : NULL;

  for (guint i = 0; field != NULL && i < field->n_values; i++)
    if (field->values[i].ended)
      return TRUE;
  return FALSE;
}

/**
 * mw_row_finish_has_fields:
 * @part: one part
 *
 * Returns: whether records of that kind say so, in any system
 */
gboolean
mw_row_finish_has_fields (MwEntity *entity, MwFilterParts part)
{
  switch (part)
    {
    case MW_FILTER_PART_CHANGED:
      return mw_entity_find_field (entity, changed_fields[0]) >= 0;
    case MW_FILTER_PART_ORDERED:
      return mw_entity_find_field (entity, ORDERED) >= 0;
    case MW_FILTER_PART_OPEN:
      return has_ended_values (entity);
    default:
      return TRUE;
    }
}

/**
 * mw_row_finish_can_filter:
 * @part: one part
 *
 * Returns: whether the rows themselves say enough
 */
gboolean
mw_row_finish_can_filter (MwEntity *entity, const MwEntitySource *source, MwFilterParts part)
{
  switch (part)
    {
    case MW_FILTER_PART_CHANGED:
      return is_mapped (entity, source, changed_fields[0]);
    case MW_FILTER_PART_ORDERED:
      return is_mapped (entity, source, ORDERED);
    case MW_FILTER_PART_OPEN:
      return is_mapped (entity, source, STATUS) && has_ended_values (entity);
    default:
      return FALSE;
    }
}

/**
 * mw_row_finish_new:
 * @organization: (nullable): the choice that is the company; must outlive the result, as the system does
 * @chosen: what was chosen
 */
MwRowFinish *
mw_row_finish_new (MwEntity *entity, const MwChoice *organization, MwChosen *chosen)
{
  MwRowFinish *self = g_new0 (MwRowFinish, 1);

  self->entity = g_object_ref (entity);
  self->chosen = mw_chosen_ref (chosen);
  self->choice = organization;
  self->organization = mw_entity_find_field (entity, ORGANIZATION);
  self->organization_id = mw_entity_find_field (entity, ORGANIZATION_ID);
  self->currency = mw_entity_find_field (entity, CURRENCY);
  return self;
}

void
mw_row_finish_free (MwRowFinish *self)
{
  g_object_unref (self->entity);
  mw_chosen_unref (self->chosen);
  g_free (self->since);
  g_free (self);
}

void
mw_row_finish_set_organization (MwRowFinish *self, const MwChosenValue *value)
{
  self->value = value;
}

/**
 * mw_row_finish_set_filter:
 * @part: which rows are wanted; 0: all
 * @since: microseconds since 1970, for what was changed
 * @day: (nullable): the day, for what was ordered: days have no zone
 */
void
mw_row_finish_set_filter (MwRowFinish *self, MwFilterParts part, gint64 since, const char *day)
{
  self->part = part;
  g_clear_pointer (&self->since, g_free);
  if (part == MW_FILTER_PART_ORDERED)
    self->since = g_strdup (day);
  else if (part == MW_FILTER_PART_CHANGED && since != MW_SINCE_NONE)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (since);

      self->since = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
    }
}

static const char *
get_cell (const MwChunk *rows, guint row, int column)
{
  return column >= 0 ? mw_chunk_get_cell (rows, row, (guint) column, NULL) : NULL;
}

/* What the row does not say cannot be held against it, but an order without a date was not ordered yet. */
static gboolean
fits (MwRowFinish *self, const MwChunk *rows, guint row)
{
  const MwFieldValue *value;
  const char *text = NULL;
  int status;

  switch (self->part)
    {
    case MW_FILTER_PART_CHANGED:
      for (guint i = 0; text == NULL && i < G_N_ELEMENTS (changed_fields); i++)
        text = get_cell (rows, row, mw_entity_find_field (self->entity, changed_fields[i]));
      return text == NULL || self->since == NULL || strcmp (text, self->since) >= 0;
    case MW_FILTER_PART_ORDERED:
      text = get_cell (rows, row, mw_entity_find_field (self->entity, ORDERED));
      return text != NULL && strcmp (text, self->since) >= 0;
    case MW_FILTER_PART_OPEN:
      status = mw_entity_find_field (self->entity, STATUS);
      text = get_cell (rows, row, status);
      value = text != NULL ? mw_field_find_value (mw_entity_get_field (self->entity, (guint) status), text)
                           : NULL;
      return value == NULL || !value->ended;
    default:
      return TRUE;
    }
}

/**
 * mw_row_finish_is_filled:
 * @choice: something that was chosen
 * @source: how the rows are made
 * @field: of their entity
 *
 * Returns: whether it is the company, and has something for @field of rows that do not say it
 */
gboolean
mw_row_finish_is_filled (const MwChoice *choice, const MwEntitySource *source, const MwField *field)
{
  if (!choice->organization)
    return FALSE;
  if (g_str_equal (field->id, CURRENCY))
    return choice->currency != NULL;
  return mw_entity_find_field (source->entity, ORGANIZATION_ID) >= 0 &&
         (g_str_equal (field->id, ORGANIZATION) || g_str_equal (field->id, ORGANIZATION_ID));
}

/**
 * mw_row_finish_find_value:
 * @choice: (nullable): the company
 * @chosen: what was chosen
 * @of_all: (nullable): the company that all rows are of
 * @id: (nullable): what the row says of its company
 * @organization: (nullable): by name
 *
 * Returns: (nullable): of a row that names its organization the one of that key, else the one that all rows
 * are of
 */
const MwChosenValue *
mw_row_finish_find_value (const MwChoice *choice,
                          const MwChosen *chosen,
                          const MwChosenValue *of_all,
                          const char *id,
                          const char *organization)
{
  if (choice == NULL)
    return NULL;
  if (id != NULL)
    return mw_chosen_find_value (chosen, choice->id, id);
  return organization == NULL ? of_all : NULL;
}

static void
fill (MwRowFinish *self, const MwChunk *rows, guint row, MwChunkBuilder *filled)
{
  const MwChosenValue *value = mw_row_finish_find_value (self->choice, self->chosen, self->value,
                                                         get_cell (rows, row, self->organization_id),
                                                         get_cell (rows, row, self->organization));

  if (value == NULL)
    return;
  if (self->organization_id >= 0 && get_cell (rows, row, self->organization_id) == NULL)
    {
      mw_chunk_builder_set_cell (filled, (guint) self->organization, value->label, -1);
      mw_chunk_builder_set_cell (filled, (guint) self->organization_id, value->value, -1);
    }
  if (self->currency >= 0 && value->currency != NULL && get_cell (rows, row, self->currency) == NULL)
    mw_chunk_builder_set_cell (filled, (guint) self->currency, value->currency, -1);
}

/**
 * mw_row_finish_run:
 * @rows: (transfer full): rows as they were mapped
 *
 * Returns: (transfer full): the rows to deliver, maybe none
 */
MwChunk *
mw_row_finish_run (MwRowFinish *self, MwChunk *rows)
{
  g_autoptr (MwChunk) mapped = rows;
  g_autoptr (MwChunkBuilder) builder = NULL;
  guint n_rows = mw_chunk_get_n_rows (mapped);

  if (self->part == 0 && self->choice == NULL)
    return g_steal_pointer (&mapped);
  builder = mw_chunk_builder_new (mw_chunk_get_n_columns (mapped));
  for (guint i = 0; i < n_rows; i++)
    {
      if (!fits (self, mapped, i))
        continue;
      mw_chunk_builder_append (builder, mapped, i);
      fill (self, mapped, i, builder);
    }
  self->n_all += n_rows;
  self->n_fitting += mw_chunk_builder_get_n_rows (builder);
  return mw_chunk_builder_finish (builder);
}

gboolean
mw_row_finish_get_counts (MwRowFinish *self, guint64 *n_fitting, guint64 *n_all)
{
  *n_fitting = self->n_fitting;
  *n_all = self->n_all;
  return self->part != 0;
}
