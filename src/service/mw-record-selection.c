/* mw-record-selection.c: which records of a collection a query means, in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-record-selection.h"

#include "mw-decimal.h"
#include "mw-json.h"

typedef enum
{
  OPERATION_IS,
  OPERATION_CONTAINS,
  OPERATION_STARTS_WITH,
  OPERATION_GREATER,
  OPERATION_AT_LEAST,
  OPERATION_LESS,
  OPERATION_AT_MOST,
} Operation;

/* By number of the operation; "lted" is Makini's spelling. */
static const char *const operation_names[] = { "", "contains", "startsWith", "gt", "gteq", "lt", "lted" };

typedef struct
{
  MwJsonPath *path;
  Operation operation;
  char *value; /* case-folded for the text operations */
} Filter;

typedef struct
{
  guint64 number;
  char *key; /* NULL: the record has no value there */
  bool is_decimal;
} Match;

struct _MwRecordSelection
{
  guint page;
  guint per_page;
  gboolean match_any;
  MwJsonPath *sort;
  gboolean descending;
  GArray *filters; /* Filter */
  GArray *matches; /* Match */
  GArray *order;   /* guint64: numbers of all matches; NULL: not known yet */
  guint64 total;   /* without filters and sort */
};

static void
filter_clear (gpointer data)
{
  Filter *filter = data;

  g_clear_pointer (&filter->path, mw_json_path_free);
  g_free (filter->value);
}

static void
match_clear (gpointer data)
{
  g_free (((Match *) data)->key);
}

/**
 * mw_record_selection_free:
 * @self: (transfer full): a selection
 */
void
mw_record_selection_free (MwRecordSelection *self)
{
  g_clear_pointer (&self->sort, mw_json_path_free);
  g_array_unref (self->filters);
  g_array_unref (self->matches);
  g_clear_pointer (&self->order, g_array_unref);
  g_free (self);
}

static MwJsonPath *
parse_field (const char *field, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MwJsonPath *path = mw_json_path_parse (field, &local_error);

  if (path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Not a field: %s", local_error->message);

  return path;
}

/**
 * mw_record_selection_new:
 * @query: filters, order and page
 * @error: location for %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Text is compared ignoring case by `contains` and `startsWith`, exactly otherwise; two numbers are compared
 * as exact decimals. A record without the field matches no filter and stands last.
 *
 * Returns: (transfer full) (nullable): an empty selection
 */
MwRecordSelection *
mw_record_selection_new (const MwRecordQuery *query, GError **error)
{
  g_autoptr (MwRecordSelection) self = g_new0 (MwRecordSelection, 1);

  self->page = MAX (1, query->page);
  self->per_page = MAX (1, query->per_page);
  self->match_any = query->match_any;
  self->descending = query->sort_descending;
  self->filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  g_array_set_clear_func (self->filters, filter_clear);
  self->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_array_set_clear_func (self->matches, match_clear);
  if (query->sort_field != NULL && (self->sort = parse_field (query->sort_field, error)) == NULL)
    return NULL;

  for (guint i = 0; i < query->n_filters; i++)
    {
      Filter filter = { 0 };
      gsize operation = 0;

      while (operation < G_N_ELEMENTS (operation_names) &&
             !g_str_equal (operation_names[operation], query->filters[i].operation))
        operation++;
      if (operation == G_N_ELEMENTS (operation_names))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Unknown operation in a filter");
          return NULL;
        }
      filter.operation = (Operation) operation;
      filter.path = parse_field (query->filters[i].field, error);
      if (filter.path == NULL)
        return NULL;
      if (filter.operation == OPERATION_CONTAINS || filter.operation == OPERATION_STARTS_WITH)
        filter.value = g_utf8_casefold (query->filters[i].value, -1);
      else
        filter.value = g_strdup (query->filters[i].value);
      g_array_append_val (self->filters, filter);
    }

  return g_steal_pointer (&self);
}

/**
 * mw_record_selection_needs_records:
 * @self: a selection
 *
 * Returns: whether every record must be added; otherwise the number of records is enough
 */
gboolean
mw_record_selection_needs_records (const MwRecordSelection *self)
{
  return self->order == NULL && (self->sort != NULL || self->filters->len > 0);
}

static int
compare_values (const char *a, gboolean a_is_decimal, const char *b, gboolean b_is_decimal)
{
  if (a_is_decimal && b_is_decimal)
    return mw_decimal_compare (a, b);
  if (a_is_decimal != b_is_decimal)
    return a_is_decimal ? -1 : 1;

  return strcmp (a, b);
}

static gboolean
filter_matches (const Filter *filter, yyjson_val *root)
{
  g_autofree char *text = mw_json_dup_text (mw_json_path_get (filter->path, root, NULL));
  g_autofree char *folded = NULL;
  int order;

  if (text == NULL)
    return FALSE;
  if (filter->operation == OPERATION_IS)
    return g_str_equal (text, filter->value);
  if (filter->operation == OPERATION_CONTAINS || filter->operation == OPERATION_STARTS_WITH)
    {
      folded = g_utf8_casefold (text, -1);
      return filter->operation == OPERATION_CONTAINS ? strstr (folded, filter->value) != NULL
                                                     : g_str_has_prefix (folded, filter->value);
    }

  order = compare_values (text, mw_decimal_is_valid (text), filter->value,
                          mw_decimal_is_valid (filter->value));
  switch (filter->operation)
    {
    case OPERATION_GREATER:
      return order > 0;
    case OPERATION_AT_LEAST:
      return order >= 0;
    case OPERATION_LESS:
      return order < 0;
    default:
      return order <= 0;
    }
}

static gboolean
record_matches (MwRecordSelection *self, yyjson_val *root)
{
  if (self->filters->len == 0)
    return TRUE;

  for (guint i = 0; i < self->filters->len; i++)
    if (filter_matches (&g_array_index (self->filters, Filter, i), root) == self->match_any)
      return self->match_any;

  return !self->match_any;
}

/**
 * mw_record_selection_add:
 * @self: a selection
 * @number: what mw_record_selection_finish() shall give for this record
 * @json: the record
 * @length: its length in bytes
 */
void
mw_record_selection_add (MwRecordSelection *self, guint64 number, const char *json, gsize length)
{
  g_autoptr (MwJson) parsed = mw_json_parse (json, length, NULL);
  yyjson_val *root = parsed ? mw_json_get_root (parsed) : NULL;
  Match match = { .number = number };

  if (!record_matches (self, root))
    return;
  if (self->sort != NULL)
    {
      match.key = mw_json_dup_text (mw_json_path_get (self->sort, root, NULL));
      match.is_decimal = match.key != NULL && mw_decimal_is_valid (match.key);
    }
  g_array_append_val (self->matches, match);
}

/**
 * mw_record_selection_set_total:
 * @self: a selection that needs no records
 * @total: how many there are
 */
void
mw_record_selection_set_total (MwRecordSelection *self, guint64 total)
{
  self->total = total;
}

static int
compare_matches (gconstpointer a, gconstpointer b, gpointer data)
{
  const MwRecordSelection *self = data;
  const Match *first = a;
  const Match *second = b;
  int order;

  if (first->key == NULL || second->key == NULL)
    order = (first->key == NULL) - (second->key == NULL);
  else
    {
      order = compare_values (first->key, first->is_decimal, second->key, second->is_decimal);
      if (self->descending)
        order = -order;
    }
  if (order == 0)
    order = (first->number > second->number) - (first->number < second->number);

  return order;
}

/**
 * mw_record_selection_dup_order:
 * @self: a selection with filters or sort that was given all records
 *
 * Returns: (transfer full) (element-type guint64): the numbers of all that match, in order
 */
GArray *
mw_record_selection_dup_order (MwRecordSelection *self)
{
  if (self->order == NULL)
    {
      if (self->sort != NULL)
        g_array_sort_with_data (self->matches, compare_matches, self);
      self->order = g_array_new (FALSE, FALSE, sizeof (guint64));
      for (guint i = 0; i < self->matches->len; i++)
        g_array_append_val (self->order, g_array_index (self->matches, Match, i).number);
    }
  return g_array_ref (self->order);
}

/**
 * mw_record_selection_set_order:
 * @self: a selection
 * @order: what mw_record_selection_dup_order() gave for the same filters, sort and records
 *
 * It then needs no records.
 */
void
mw_record_selection_set_order (MwRecordSelection *self, GArray *order)
{
  g_clear_pointer (&self->order, g_array_unref);
  self->order = g_array_ref (order);
}

/**
 * mw_record_selection_finish:
 * @self: a selection that was given all it needs
 * @total: (out): how many records match in all
 *
 * Returns: (transfer full) (element-type guint64): the numbers of the page's records, in order
 */
GArray *
mw_record_selection_finish (MwRecordSelection *self, guint64 *total)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 first = (guint64) (self->page - 1) * self->per_page;
  gboolean all = self->sort == NULL && self->filters->len == 0;
  g_autoptr (GArray) order = all ? NULL : mw_record_selection_dup_order (self);

  *total = all ? self->total : order->len;
  for (guint64 i = first; i < *total && i < first + self->per_page; i++)
    {
      guint64 number = all ? i : g_array_index (order, guint64, i);

      g_array_append_val (numbers, number);
    }

  return numbers;
}
