/* mw-evaluation-lists.c: expressions over the elements of lists
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-evaluation-lists.h"

#include <glib/gi18n-lib.h>

#include "mw-value.h"

/* What is worked out on an element has its paths start there. */
typedef struct
{
  yyjson_val *record;
  MwHolder holder;
} MwStay;

static void
enter (MwEvaluation *self, yyjson_val *element, MwStay *stay)
{
  stay->record = self->record;
  stay->holder = (MwHolder) { self->record, self->holder, self->found };
  self->record = element;
  self->holder = &stay->holder;
  self->found = NULL;
}

static void
leave (MwEvaluation *self, const MwStay *stay)
{
  self->record = stay->record;
  self->holder = stay->holder.holder;
  self->found = stay->holder.found;
}

/* What a path inside of an element leads to. */
static yyjson_val *
get_inner (MwEvaluation *self, const MwJsonPath *path, yyjson_val *element)
{
  yyjson_val *value = mw_json_path_get (path, element, &self->variant->dialect);

  if (self->tracer != NULL)
    mw_tracer_add_value (self->tracer, value);
  return value;
}

static MwSlice
get_in_element (MwEvaluation *self, const MwExpression *expression, yyjson_val *element, gboolean keep_false)
{
  MwStay stay;
  MwSlice text;

  enter (self, element, &stay);
  text = mw_evaluation_get_text (self, expression, keep_false);
  leave (self, &stay);
  return text;
}

/* Whether an element of the expression's list counts. */
static gboolean
counts (MwEvaluation *self, const MwExpression *expression, yyjson_val *element)
{
  gboolean holds;
  MwStay stay;
  MwSlice state;

  if (expression->where != NULL)
    {
      state = mw_value_get_text (get_inner (self, expression->where, element), self->variant, TRUE,
                                 self->scratch);
      return state.text != NULL && mw_slice_is_one_of (state, (const char *const *) expression->is);
    }
  if (expression->condition == NULL)
    return TRUE;
  enter (self, element, &stay);
  holds = mw_evaluation_test (self, expression->condition);
  leave (self, &stay);
  return holds;
}

/* What a list gives, one element after the other. */
typedef struct
{
  MwEvaluation *evaluation;
  const MwExpression *expression;
  MwSlice result;
  GString *joined; /* of a join */
  guint64 n;
  gboolean failed;
} MwFold;

static void
add_to_sum (MwFold *fold, MwSlice text)
{
  const char *sum_so_far = fold->result.text != NULL ? fold->result.text : "0";

  fold->result = mw_scratch_adopt (fold->evaluation->scratch,
                                   mw_decimal_calculate (MW_DECIMAL_ADD, sum_so_far, text.text, NULL));
  fold->failed = fold->result.text == NULL;
}

/* Numbers as such, dates in whatever way they are written as the moments they are, all else as text. */
static int
compare (const char *a, const char *b)
{
  char date_a[MW_DATE_SIZE], date_b[MW_DATE_SIZE];

  if (mw_decimal_is_valid (a) && mw_decimal_is_valid (b))
    return mw_decimal_compare (a, b);
  if (mw_date_write (a, MW_DATE_INSTANT, NULL, date_a) > 0 &&
      mw_date_write (b, MW_DATE_INSTANT, NULL, date_b) > 0)
    return strcmp (date_a, date_b);
  return strcmp (a, b);
}

static void
fold_text (MwFold *fold, MwSlice text)
{
  MwExpressionKind kind = fold->expression->kind;
  int order;

  if (text.text == NULL || fold->failed)
    return;
  if (kind == MW_EXPRESSION_SUM)
    add_to_sum (fold, text);
  else if (kind == MW_EXPRESSION_JOIN_LIST)
    {
      if (fold->n++ > 0)
        g_string_append (fold->joined, fold->expression->text);
      g_string_append_len (fold->joined, text.text, (gssize) text.length);
    }
  else
    {
      order = fold->result.text != NULL ? compare (text.text, fold->result.text) : 0;
      if (fold->result.text == NULL || (kind == MW_EXPRESSION_MINIMUM ? order < 0 : order > 0))
        fold->result = text;
    }
}

static void
fold_value (yyjson_val *value, gpointer data)
{
  MwFold *fold = data;
  MwEvaluation *evaluation = fold->evaluation;

  if (fold->expression->element != NULL)
    fold_text (fold, get_in_element (evaluation, fold->expression->element, value, FALSE));
  else
    {
      if (evaluation->tracer != NULL)
        mw_tracer_add_value (evaluation->tracer, value);
      fold_text (fold, mw_value_get_text (value, evaluation->variant, FALSE, evaluation->scratch));
    }
}

static void
fold_element (yyjson_val *element, gpointer data)
{
  MwFold *fold = data;

  if (counts (fold->evaluation, fold->expression, element))
    mw_json_path_foreach (fold->expression->inner, element, &fold->evaluation->variant->dialect, fold_value,
                          fold);
}

/**
 * mw_evaluation_fold:
 * @expression: sum, min, max or a join over a list
 *
 * Returns: what the elements that count give together; null when none gives anything
 */
MwSlice
mw_evaluation_fold (MwEvaluation *self, const MwExpression *expression)
{
  MwFold fold = { .evaluation = self, .expression = expression };
  const MwJsonDialect *dialect = &self->variant->dialect;

  if (expression->kind == MW_EXPRESSION_JOIN_LIST)
    fold.joined = g_string_new (NULL);
  if (expression->list != NULL)
    mw_json_path_foreach (expression->list, self->record, dialect, fold_element, &fold);
  else
    mw_json_path_foreach (expression->path, self->record, dialect, fold_value, &fold);
  if (fold.joined != NULL)
    return mw_scratch_adopt (self->scratch, g_string_free (fold.joined, fold.n == 0));
  if (fold.failed)
    self->problem = _ ("One of the numbers to add up is not a number");
  return fold.result;
}

static void
count_element (yyjson_val *element, gpointer data)
{
  MwFold *fold = data;

  fold->n += counts (fold->evaluation, fold->expression, element);
}

/**
 * mw_evaluation_count:
 * @expression: a count
 *
 * Returns: the number of elements that count; null when there is no list
 */
MwSlice
mw_evaluation_count (MwEvaluation *self, const MwExpression *expression)
{
  const MwJsonDialect *dialect = &self->variant->dialect;
  MwFold fold = { .evaluation = self, .expression = expression };
  yyjson_val *list = mw_evaluation_get_value (self, expression->path);
  char text[32];

  if (!yyjson_is_arr (list))
    return MW_SLICE_NULL;
  fold.n = yyjson_arr_size (list);
  if (expression->list != NULL)
    {
      fold.n = 0;
      mw_json_path_foreach (expression->list, self->record, dialect, count_element, &fold);
    }
  return mw_scratch_copy (self->scratch, text,
                          (gsize) g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, fold.n));
}

/* The first element whose text is @wanted. Codes of languages are written in either case: "de", "DE". */
static yyjson_val *
find_element (MwEvaluation *self, const MwExpression *expression, yyjson_val *list, const char *wanted)
{
  yyjson_val *element;
  yyjson_arr_iter iter;

  yyjson_arr_iter_init (list, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = mw_json_path_get (expression->where, element, &self->variant->dialect);
      MwSlice text = mw_value_get_text (value, self->variant, TRUE, self->scratch);

      if (text.text != NULL && text.length == strlen (wanted) &&
          g_ascii_strncasecmp (text.text, wanted, text.length) == 0)
        {
          if (self->tracer != NULL)
            mw_tracer_add_value (self->tracer, value);
          return element;
        }
    }
  return NULL;
}

/**
 * mw_evaluation_pick:
 * @expression: a pick
 *
 * Takes the element with the first of the wanted texts that any element has.
 *
 * Returns: what the expression gets of that element; null when there is none
 */
MwSlice
mw_evaluation_pick (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  yyjson_val *list = mw_evaluation_get_value (self, expression->path);
  yyjson_val *element = NULL;

  if (!yyjson_is_arr (list))
    return MW_SLICE_NULL;
  for (guint i = 0; element == NULL && expression->is != NULL && expression->is[i] != NULL; i++)
    {
      MwSlice wanted = mw_evaluation_fill (self, expression->is[i]);

      if (wanted.text != NULL)
        element = find_element (self, expression, list, wanted.text);
    }
  if (element == NULL && expression->any)
    element = yyjson_arr_get_first (list);
  return element != NULL ? get_in_element (self, expression->element, element, keep_false) : MW_SLICE_NULL;
}

static void
add_pair (MwEvaluation *self, GString *list, yyjson_val *name, yyjson_val *value)
{
  g_autofree char *text = yyjson_is_str (name) || yyjson_is_raw (name)
                            ? mw_value_dup_json (value, self->variant)
                            : NULL;
  g_autofree char *key = NULL;

  if (text == NULL)
    return;
  if (self->tracer != NULL)
    mw_tracer_add_value (self->tracer, value);
  key = mw_value_dup_json (name, self->variant);
  g_string_append_printf (list, "%s{\"key\":%s%s%s,\"value\":%s}", list->len > 1 ? "," : "",
                          yyjson_is_raw (name) ? "\"" : "", key, yyjson_is_raw (name) ? "\"" : "", text);
}

static gboolean
has_prefix (const char *name, char **prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;
  return FALSE;
}

static void
add_members (MwEvaluation *self, const MwExpression *expression, yyjson_val *object, GString *list)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_obj_iter_init (object, &iter))
    return;
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (expression->prefixes == NULL || has_prefix (yyjson_get_str (key), expression->prefixes))
      add_pair (self, list, key, mw_json_unwrap (yyjson_obj_iter_get_val (key), &self->variant->dialect));
}

static void
add_pairs (MwEvaluation *self, const MwExpression *expression, yyjson_val *pairs, GString *list)
{
  const MwJsonDialect *dialect = &self->variant->dialect;
  yyjson_val *pair;
  yyjson_arr_iter iter;

  if (!yyjson_arr_iter_init (pairs, &iter))
    return;
  while ((pair = yyjson_arr_iter_next (&iter)) != NULL)
    add_pair (self, list, mw_json_path_get (expression->where, pair, dialect),
              mw_json_path_get (expression->inner, pair, dialect));
}

/**
 * mw_evaluation_get_custom:
 * @expression: custom, custom_of or custom_pairs
 *
 * Returns: the fields that have a value, as a JSON list of {key, value}; null when none has one
 */
MwSlice
mw_evaluation_get_custom (MwEvaluation *self, const MwExpression *expression)
{
  yyjson_val *fields = self->record;
  GString *list = g_string_new ("[");

  if (expression->path != NULL)
    fields = mw_evaluation_get_value (self, expression->path);
  if (expression->kind == MW_EXPRESSION_CUSTOM_PAIRS)
    add_pairs (self, expression, fields, list);
  else
    add_members (self, expression, fields, list);
  if (list->len > 1)
    g_string_append_c (list, ']');
  return mw_scratch_adopt (self->scratch, g_string_free (list, list->len == 1));
}
