/* mw-set-shape.c: the lists of records that a system offers, as members of its file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-places.h"
#include "mw-request-reader.h"
#include "mw-statement.h"
#include "mw-system-private.h"
#include "mw-system-proposed.h"

/* What one request may ask for at once; addresses have an end. */
#define MAX_BATCH 1000

static gboolean
check_batch (MwFileReader *r, JsonNode *node, guint batch)
{
  if (json_object_has_member (json_node_get_object (node), "batch") && (batch == 0 || batch > MAX_BATCH))
    return mw_file_reader_fail (r, "batch", "must be from 1 to %d", MAX_BATCH);
  return TRUE;
}

static gboolean
check_detail (MwFileReader *r, JsonNode *node, gpointer target)
{
  return check_batch (r, node, ((MwDetail *) target)->batch);
}

static gboolean
check_of (MwFileReader *r, JsonNode *node, gpointer target)
{
  const MwSetOf *of = target;

  if (of->batch > 0 && of->n_values > 0)
    return mw_file_reader_fail (r, "values", "are of one record: not with “batch”");
  return check_batch (r, node, of->batch);
}

static gboolean
read_of_values (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember value = { .offset = G_STRUCT_OFFSET (MwSetOfValue, value) };
  MwSetOf *of = target;
  g_autoptr (GList) names = NULL;
  MwSetOfValue *values;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mw_file_reader_wrong_type (r, node, "an object of expressions");
  names = json_object_get_members (json_node_get_object (node));
  values = mw_keep_add (r->keep, g_new0 (MwSetOfValue, g_list_length (names)), g_free);
  of->values = values;
  for (GList *l = names; l != NULL; l = l->next)
    {
      MwSetOfValue *entry = &values[of->n_values++];
      gsize mark = mw_file_reader_enter (r, l->data);

      entry->place = l->data;
      if (!mw_read_record_expression (r, json_object_get_member (json_node_get_object (node), l->data), entry,
                                      &value))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwDetail, field)
static const MwMember detail_members[] = {
  { "request", mw_read_struct, O (request), TRUE, &mw_request_shape },
  { "batch", mw_read_number, O (batch) },
  { "cost_text", mw_read_translated, O (cost_text) },
  { NULL },
};
static const MwShape detail_shape = { sizeof (MwDetail), detail_members, check_detail };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSetOf, field)
static const MwMember of_members[] = {
  { "set", mw_read_id, O (set), TRUE },
  { "key", mw_read_record_expression, O (key), TRUE },
  { "batch", mw_read_number, O (batch) },
  { "values", read_of_values, 0 },
  { NULL },
};
static const MwShape of_shape = { sizeof (MwSetOf), of_members, check_of };
#undef O

#define O(field) G_STRUCT_OFFSET (MwPivot, field)
static const MwMember pivot_members[] = {
  { "list", mw_read_path, O (list), TRUE },
  { "name", mw_read_path, O (name), TRUE },
  { "value", mw_read_path, O (value), TRUE },
  { NULL },
};
static const MwShape pivot_shape = { sizeof (MwPivot), pivot_members };
#undef O

/* Every column is a part of a statement of its own, so that any of them may be left out. */
static gboolean
check_column (MwFileReader *r, const MwSetColumn *column)
{
  g_autofree char *statement = g_strdup_printf ("SELECT %s", column->text);
  g_autofree char *fault = mw_statement_dup_fault (statement);

  if (g_ascii_isdigit (*column->name) ||
      strspn (column->name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_") != strlen (column->name))
    return mw_file_reader_fail (r, NULL, "“%s” is no name of letters, digits and _", column->name);
  if (mw_place_is_in (column->text))
    return mw_file_reader_fail (r, NULL, "must not have {places}");
  return fault == NULL || mw_file_reader_unsafe (r, NULL, "the column %s", fault);
}

static gboolean
read_columns (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember text = { .offset = G_STRUCT_OFFSET (MwSetColumn, text) };
  MwSetEntry *set = target;
  g_autoptr (GList) names = NULL;
  MwSetColumn *columns;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return mw_file_reader_wrong_type (r, node, "an object with columns");
  names = json_object_get_members (json_node_get_object (node));
  columns = mw_keep_add (r->keep, g_new0 (MwSetColumn, g_list_length (names)), g_free);
  set->columns = columns;
  for (GList *l = names; l != NULL; l = l->next)
    {
      MwSetColumn *column = &columns[set->n_columns++];
      gsize mark = mw_file_reader_enter (r, l->data);

      column->name = l->data;
      if (!mw_read_text (r, json_object_get_member (json_node_get_object (node), l->data), column, &text) ||
          !check_column (r, column))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwSetOverride, field)
static const MwMember override_members[] = {
  { "variables", mw_read_variables, O (variables) },
  { "list", mw_read_struct, O (list), FALSE, &mw_request_shape },
  { "count", mw_read_struct, O (count), FALSE, &mw_request_shape },
  { "fields", mw_read_struct, O (fields), FALSE, &mw_request_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { NULL },
};
static const MwShape override_shape = { sizeof (MwSetOverride), override_members };
#undef O

#define O(field) G_STRUCT_OFFSET (MwSetEntry, field)
static const MwMember set_members[] = {
  { "title", mw_read_text, O (title), TRUE },
  { "variables", mw_read_variables, O (variables) },
  { "key", mw_read_record_expression, O (key), TRUE },
  { "repeats", mw_read_boolean, O (repeats) },
  { "list", mw_read_struct, O (list), FALSE, &mw_request_shape },
  { "count", mw_read_struct, O (count), FALSE, &mw_request_shape },
  { "fields", mw_read_struct, O (fields), FALSE, &mw_request_shape },
  { "paging", mw_read_struct, O (paging), FALSE, &mw_paging_shape },
  { "detail", mw_read_struct, O (detail), FALSE, &detail_shape },
  { "of", mw_read_struct, O (of), FALSE, &of_shape },
  { "pivot", mw_read_struct, O (pivot), FALSE, &pivot_shape },
  { "columns", read_columns, O (columns) },
  { "filters", mw_read_struct, O (filters), FALSE, &mw_set_filters_shape },
  { "changed", mw_read_struct, O (changed), FALSE, &mw_changed_shape },
  { "ordered", mw_read_struct, O (ordered), FALSE, &mw_ordered_shape },
  { "order", mw_read_order, O (order) },
  { "order_newest", mw_read_order, O (order_newest) },
  { "proposed", mw_read_set_proposed },
  { "variants", mw_read_ids, O (variants) },
  { "by_variant", mw_read_table, O (overrides), FALSE, &override_shape, O (n_overrides) },
  { NULL },
};
const MwShape mw_set_shape = { sizeof (MwSetEntry), set_members };
