/* mw-mapping-items.c: the lines of the Mapping tab: columns, and fields that no column uses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-mapping-items.h"

#include <glib/gi18n-lib.h>

#include "mw-field-standing.h"
#include "mw-missing-right.h"
#include "mw-rule-words.h"
#include "mw-source.h"
#include "mw-trace.h"
#include "mw-used-paths.h"

static const MwEntitySource *
find_source (MwConnection *connection, MwReading *reading)
{
  return mw_system_find_entity (mw_connection_get_system (connection), mw_connection_get_variant (connection),
                                mw_reading_get_entity (reading));
}

/* What makes a column; of the text beside a code, what makes the code's. */
static const MwExpression *
find_expression (const MwEntitySource *source, guint field)
{
  gboolean is_sent;
  const MwExpression *made_by = mw_trace_find_expression (source, field, &is_sent);

  return is_sent ? made_by->of[0] : made_by;
}

/* How it is made; also by what was chosen at connecting, where the records do not say it. */
static char *
dup_rule (const MwRuleWords *about, const MwExpression *expression, const MwField *field)
{
  g_autofree char *words = expression != NULL ? mw_rule_words_dup (about, expression, field) : NULL;
  g_autofree char *chosen = mw_rule_words_dup_chosen (about, field);

  if (words == NULL || chosen == NULL)
    return words != NULL ? g_steal_pointer (&words) : g_steal_pointer (&chosen);
  /* Translators: how a value is made, and where it comes from when that gives nothing */
  return g_strdup_printf (_ ("%s; where that is empty, %s"), words, chosen);
}

/**
 * mw_mapping_items_is_refused:
 * @reading: a reading
 *
 * Returns: whether the system answered that this login may not read these records
 */
gboolean
mw_mapping_items_is_refused (MwReading *reading)
{
  return mw_reading_get_n_rows (reading) == 0 &&
         g_error_matches (mw_reading_get_error (reading), MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN);
}

/**
 * mw_mapping_items_dup_refusal:
 * @connection: whose system it is
 * @reading: a reading
 *
 * Returns: (transfer full) (nullable): that they may not be read, and who can grant it; %NULL when they may
 */
char *
mw_mapping_items_dup_refusal (MwConnection *connection, MwReading *reading)
{
  const MwEntitySource *source = find_source (connection, reading);

  if (source == NULL || !mw_mapping_items_is_refused (reading))
    return NULL;
  return mw_missing_right_dup_of_list (mw_connection_get_system (connection),
                                       mw_connection_get_variant (connection), source->set,
                                       mw_entity_get_title (source->entity));
}

/* Why a column has nothing; of a list that may not be read at all that holds for each. */
static MwFieldGap *
dup_gap (MwReading *reading, const MwEntitySource *source, guint number)
{
  const MwNotice refused = { .kind = MW_NOTICE_SET_NOT_READABLE,
                             .reason = MW_NOTICE_REASON_FORBIDDEN,
                             .set = source->set };

  if (mw_mapping_items_is_refused (reading))
    return mw_field_gap_new (&refused);
  return mw_dataset_dup_field_gap (mw_reading_get_dataset (reading), source->entity,
                                   mw_entity_get_field (source->entity, number)->id);
}

static MwMappingItem *
new_column (MwConnection *connection, MwReading *reading, const MwEntitySource *source, guint number)
{
  const MwRuleWords about = { mw_connection_get_system (connection), mw_connection_get_variant (connection),
                              source, mw_connection_get_chosen (connection) };
  const MwField *field = mw_entity_get_field (source->entity, number);
  const MwExpression *expression = find_expression (source, number);
  g_autoptr (MwFieldGap) gap = dup_gap (reading, source, number);
  g_autofree char *paths = expression != NULL
                             ? mw_used_paths_dup_text (about.system, about.variant, expression)
                             : NULL;
  g_autofree char *rule = gap == NULL ? dup_rule (&about, expression, field) : NULL;

  /* Who can grant it stands above them all. */
  if (rule == NULL && mw_mapping_items_is_refused (reading) &&
      mw_field_standing_find (source, number, gap) == MW_FIELD_STANDING_NOT_PERMITTED)
    rule = g_strdup (_ ("Not permitted"));
  if (rule == NULL)
    rule = mw_field_standing_dup_words (about.system, about.variant, source, number, gap);
  return mw_mapping_item_new (field->title, paths, rule, NULL, 0);
}

/* Behind those of the model. */
static MwMappingItem *
new_custom_column (const MwTableColumn *column)
{
  const char *path = mw_custom_field_get_path (column->id);
  g_autoptr (MwCustomPath) parsed = path != NULL ? mw_custom_path_parse (path, NULL) : NULL;
  g_autofree char *shown = parsed != NULL ? mw_custom_path_dup_shown (parsed) : NULL;
  MwMappingItem *item = mw_mapping_item_new (column->title, shown,
                                             _ ("Your own column: as the system sent it"), NULL, 0);

  mw_mapping_item_set_custom (item, path, TRUE);
  return item;
}

/**
 * mw_mapping_items_new_columns:
 * @connection: whose system it is
 * @reading: what brought the rows
 * @count: with rows
 *
 * Returns: (transfer full) (element-type MwMappingItem): the columns, in the order of the rows
 */
GPtrArray *
mw_mapping_items_new_columns (MwConnection *connection, MwReading *reading, const MwMappingCount *count)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const MwEntitySource *source = find_source (connection, reading);
  guint n_own = source != NULL ? mw_entity_get_n_fields (source->entity) : 0;
  guint n_columns = source != NULL ? mw_generation_get_n_columns (count->rows) : 0;

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (items, i < n_own ? new_column (connection, reading, source, i)
                                      : new_custom_column (mw_generation_get_column (count->rows, i)));
  return items;
}

/**
 * mw_mapping_items_count_columns:
 * @items: (element-type MwMappingItem): the columns
 * @count: with its columns
 *
 * Has those that are made of something say how many rows have it.
 */
void
mw_mapping_items_count_columns (GListModel *items, const MwMappingCount *count)
{
  guint n = MIN (g_list_model_get_n_items (items), mw_generation_get_n_columns (count->rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (items, i);
      const MwFillCount *column = &count->columns->counts[i];

      /* What is made of nothing has nothing, unless it was filled in another way. */
      if (*mw_mapping_item_get_paths (item) != '\0' || column->n_filled > 0)
        mw_mapping_item_set_count (item, mw_generation_get_column (count->rows, i)->field, column,
                                   mw_generation_get_n_rows (count->rows));
    }
}

static void
find_lookup (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  *(gboolean *) data |= expression->kind == MW_EXPRESSION_LOOKUP;
}

static MwUse
find_use (const MwUsedPlaces *places, const MwRawField *field)
{
  MwUse use = mw_used_places_find (places, field->place);

  return use == MW_USE_NONE && mw_used_places_hold (places, field->place, field->may_hold) ? MW_USE_ALONE
                                                                                           : use;
}

/* Whether a record has something where the column is made from; also when nobody can tell. */
static gboolean
may_be_sent (const MwEntitySource *source, const MwExpression *expression, const MwRawFields *fields)
{
  g_autoptr (MwUsedPlaces) places = mw_used_places_new_of (source, expression);
  gboolean has_lookup = FALSE;

  mw_expression_visit (expression, find_lookup, &has_lookup);
  for (guint i = 0; i < fields->fields->len && !has_lookup; i++)
    if (find_use (places, fields->fields->pdata[i]) != MW_USE_NONE)
      return TRUE;
  return has_lookup;
}

/**
 * mw_mapping_items_note_never_sent:
 * @items: (element-type MwMappingItem): the columns
 * @connection: whose system it is
 * @reading: what brought the rows
 * @count: with columns and fields
 *
 * A field that no record has may be empty everywhere, or be left out for this login: who sees a column
 * without values wants to know that.
 */
void
mw_mapping_items_note_never_sent (GListModel *items,
                                  MwConnection *connection,
                                  MwReading *reading,
                                  const MwMappingCount *count)
{
  const MwEntitySource *source = find_source (connection, reading);
  guint n = source != NULL ? MIN (g_list_model_get_n_items (items), mw_entity_get_n_fields (source->entity))
                           : 0;

  if (count->fields == NULL || count->fields->is_cut || count->fields->n_records == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MwMappingItem) item = g_list_model_get_item (items, i);
      const MwExpression *expression = find_expression (source, i);
      g_autoptr (MwFieldGap) gap = dup_gap (reading, source, i);
      g_autofree char *words = NULL;

      if (expression == NULL || gap != NULL || count->columns->counts[i].n_filled > 0 ||
          *mw_mapping_item_get_paths (item) == '\0' || may_be_sent (source, expression, count->fields))
        continue;
      words = mw_field_standing_dup_never_sent (mw_connection_get_system (connection),
                                                mw_mapping_item_get_paths (item));
      mw_mapping_item_set_rule (item, words);
    }
}

static MwMappingItem *
new_unused (const MwMappingCount *count, const MwRawField *field, MwUse use)
{
  g_autoptr (MwCustomPath) path = mw_custom_path_parse (field->path, NULL);
  g_autofree char *shown = path != NULL ? mw_custom_path_dup_shown (path) : NULL;
  guint n = field->is_of_element ? count->fields->n_elements : count->fields->n_records;
  const char *rule = use == MW_USE_TOGETHER
                       ? _ ("Only among the custom fields, which are one column together")
                       : NULL;
  MwMappingItem *item = mw_mapping_item_new (shown != NULL ? shown : field->path, NULL, rule, &field->count,
                                             n);

  mw_mapping_item_set_unused (item);
  if (path != NULL && !field->is_of_pairs)
    mw_mapping_item_set_custom (item, field->path, FALSE);
  return item;
}

/**
 * mw_mapping_items_new_unused:
 * @connection: whose system it is
 * @reading: what brought the rows
 * @count: with its fields
 *
 * Returns: (transfer full) (element-type MwMappingItem): the fields that no column of its own is made of
 */
GPtrArray *
mw_mapping_items_new_unused (MwConnection *connection, MwReading *reading, const MwMappingCount *count)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const MwEntitySource *source = find_source (connection, reading);
  const char *entity = mw_entity_get_id (mw_reading_get_entity (reading));
  MwCustomFields *custom = mw_connection_get_custom_fields (connection);
  g_autoptr (MwUsedPlaces) used = NULL;

  if (source == NULL || count->fields == NULL)
    return items;
  used = mw_used_places_new (source, count->shape.set);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < count->fields->fields->len; i++)
      {
        const MwRawField *field = count->fields->fields->pdata[i];
        MwUse use = find_use (used, field);

        if ((field->count.n_filled == 0) == (pass == 1) && use != MW_USE_ALONE &&
            mw_custom_fields_find (custom, entity, field->path) == NULL)
          g_ptr_array_add (items, new_unused (count, field, use));
      }
  return items;
}
