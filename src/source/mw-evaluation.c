/* mw-evaluation.c: works out the expressions of a map on one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-evaluation.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"
#include "mw-value.h"

static yyjson_val *
get_value (MwEvaluation *self, const MwJsonPath *path)
{
  return mw_json_path_get (path, self->record, &self->variant->dialect);
}

/* What a list gives to sum, min and max, one element after the other. */
typedef struct
{
  MwEvaluation *evaluation;
  const MwExpression *expression;
  MwSlice result;
  gboolean failed;
} MwFold;

static void
add_value (MwFold *fold, MwSlice text)
{
  const char *sum_so_far = fold->result.text != NULL ? fold->result.text : "0";

  fold->result = mw_scratch_adopt (fold->evaluation->scratch,
                                   mw_decimal_calculate (MW_DECIMAL_ADD, sum_so_far, text.text, NULL));
  fold->failed = fold->result.text == NULL;
}

static void
fold_value (yyjson_val *value, gpointer data)
{
  MwFold *fold = data;
  MwEvaluation *evaluation = fold->evaluation;
  MwSlice text = mw_value_get_text (value, evaluation->variant, FALSE, evaluation->scratch);
  MwSlice result = fold->result;
  gboolean numbers;
  int order;

  if (text.text == NULL || fold->failed)
    return;
  if (fold->expression->kind == MW_EXPRESSION_SUM)
    {
      add_value (fold, text);
      return;
    }
  if (result.text == NULL)
    {
      fold->result = text;
      return;
    }
  numbers = mw_decimal_is_valid (result.text) && mw_decimal_is_valid (text.text);
  order = numbers ? mw_decimal_compare (text.text, result.text) : strcmp (text.text, result.text);
  if (fold->expression->kind == MW_EXPRESSION_MINIMUM ? order < 0 : order > 0)
    fold->result = text;
}

/* Only an element whose other value is one of the wanted ones. */
static void
fold_element (yyjson_val *element, gpointer data)
{
  MwFold *fold = data;
  MwEvaluation *evaluation = fold->evaluation;
  const MwExpression *expression = fold->expression;
  const MwJsonDialect *dialect = &evaluation->variant->dialect;
  MwSlice state = mw_value_get_text (mw_json_path_get (expression->where, element, dialect),
                                     evaluation->variant, TRUE, evaluation->scratch);

  if (state.text != NULL && mw_slice_is_one_of (state, (const char *const *) expression->is))
    mw_json_path_foreach (expression->inner, element, dialect, fold_value, fold);
}

static MwSlice
get_fold (MwEvaluation *self, const MwExpression *expression)
{
  MwFold fold = { .evaluation = self, .expression = expression };
  const MwJsonDialect *dialect = &self->variant->dialect;

  if (expression->is != NULL)
    mw_json_path_foreach (expression->list, self->record, dialect, fold_element, &fold);
  else
    mw_json_path_foreach (expression->path, self->record, dialect, fold_value, &fold);
  if (fold.failed)
    self->problem = _ ("One of the numbers to add up is not a number");
  return fold.result;
}

static MwSlice
get_date (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);
  char date[MW_DATE_SIZE];
  gsize length;

  if (text.text == NULL)
    return text;
  length = mw_date_write (text.text, expression->meaning, expression->zone, date);
  if (length > 0)
    return mw_scratch_copy (self->scratch, date, length);
  self->problem = _ ("This is not a date that we can read; it stands here as it was sent");
  return text;
}

static MwSlice
get_calculated (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice result = mw_evaluation_get_text (self, expression->of[0], FALSE);

  for (guint i = 1; result.text != NULL && expression->of[i] != NULL; i++)
    {
      MwSlice operand = mw_evaluation_get_text (self, expression->of[i], FALSE);

      if (operand.text == NULL)
        return operand;
      result = mw_scratch_adopt (
        self->scratch, mw_decimal_calculate (expression->operation, result.text, operand.text, NULL));
      if (result.text == NULL)
        self->problem = _ ("This cannot be calculated from what was sent");
    }
  if (result.text == NULL || expression->at_least == NULL)
    return result;
  return mw_scratch_adopt (self->scratch,
                           mw_decimal_calculate (MW_DECIMAL_MAX, result.text, expression->at_least, NULL));
}

/* Null when no part but constants has a value: a prefix alone says nothing. */
static MwSlice
get_joined (MwEvaluation *self, const MwExpression *expression)
{
  GString *joined = g_string_new (NULL);
  gboolean any = FALSE, first = TRUE;

  for (guint i = 0; expression->of[i] != NULL; i++)
    {
      MwSlice part = mw_evaluation_get_text (self, expression->of[i], FALSE);

      if (part.text == NULL)
        continue;
      any = any || expression->of[i]->kind != MW_EXPRESSION_CONST;
      if (!first && expression->text != NULL)
        g_string_append (joined, expression->text);
      g_string_append_len (joined, part.text, (gssize) part.length);
      first = FALSE;
    }
  return mw_scratch_adopt (self->scratch, g_string_free (joined, !any));
}

static char *
dup_json (yyjson_val *value, const MwVariant *variant)
{
  if (value == NULL || yyjson_is_null (value) || (yyjson_is_false (value) && variant->false_is_null))
    return NULL;
  /* From malloc(), as g_free() takes it. */
  return yyjson_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
}

static MwSlice
get_custom (MwEvaluation *self, const MwExpression *expression)
{
  g_autoptr (GString) list = g_string_new ("[");
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (self->record))
    return MW_SLICE_NULL;
  yyjson_obj_iter_init (self->record, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      const char *name = yyjson_get_str (key);
      g_autofree char *value = NULL;
      g_autofree char *quoted = NULL;
      gboolean wanted = FALSE;

      for (guint i = 0; expression->prefixes[i] != NULL && !wanted; i++)
        wanted = g_str_has_prefix (name, expression->prefixes[i]);
      value = wanted ? dup_json (yyjson_obj_iter_get_val (key), self->variant) : NULL;
      if (value == NULL)
        continue;
      quoted = dup_json (key, self->variant);
      g_string_append_printf (list, "%s{\"key\":%s,\"value\":%s}", list->len > 1 ? "," : "", quoted, value);
    }
  if (list->len == 1)
    return MW_SLICE_NULL;
  g_string_append_c (list, ']');
  return mw_scratch_adopt (self->scratch, g_string_free_and_steal (g_steal_pointer (&list)));
}

static MwSlice
get_constant (MwEvaluation *self, const MwExpression *expression)
{
  const char *place = self->address != NULL ? strstr (expression->text, "{url}") : NULL;

  if (place == NULL)
    return (MwSlice) { expression->text, strlen (expression->text) };
  return mw_scratch_adopt (self->scratch,
                           g_strdup_printf ("%.*s%s%s", (int) (place - expression->text), expression->text,
                                            self->address, place + strlen ("{url}")));
}

static MwSlice
get_looked_up (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice key = mw_evaluation_get_text (self, expression->of[0], FALSE);
  const char *text;

  if (key.text == NULL || self->lookups == NULL)
    return MW_SLICE_NULL;
  text = mw_lookups_get (self->lookups, expression, key.text);
  return text != NULL ? (MwSlice) { text, strlen (text) } : MW_SLICE_NULL;
}

static MwSlice
get_in_parent (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  yyjson_val *record = self->record;
  MwSlice text;

  if (self->parent == NULL)
    return MW_SLICE_NULL;
  self->record = self->parent;
  text = mw_evaluation_get_text (self, expression->of[0], keep_false);
  self->record = record;
  return text;
}

static MwSlice
get_count (MwEvaluation *self, const MwExpression *expression)
{
  yyjson_val *list = get_value (self, expression->path);
  char text[32];

  if (!yyjson_is_arr (list))
    return MW_SLICE_NULL;
  return mw_scratch_copy (self->scratch, text,
                          (gsize) g_snprintf (text, sizeof text, "%" G_GSIZE_FORMAT, yyjson_arr_size (list)));
}

static MwSlice
get_plain (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice html = mw_evaluation_get_text (self, expression->of[0], FALSE);
  char *text = html.text != NULL ? mw_text_from_html (html.text) : NULL;
  MwSlice plain = mw_scratch_adopt (self->scratch, text);

  return plain.length > 0 ? plain : MW_SLICE_NULL;
}

/**
 * mw_evaluation_get_source:
 * @expression: of kind enum or map
 *
 * Gives the text that a table translates. False counts as a text where the table has a line for it, because
 * systems that write false for null also have yes-or-no fields.
 *
 * Returns: the source's own text, or null
 */
MwSlice
mw_evaluation_get_source (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], TRUE);

  if (self->variant->false_is_null && mw_slice_equal (text, "false") &&
      mw_system_map_value (self->system, expression->text, text.text) == NULL)
    return MW_SLICE_NULL;
  return text;
}

/**
 * mw_evaluation_translate:
 * @expression: of kind enum or map
 * @source: from mw_evaluation_get_source()
 *
 * Returns: what the expression's table has for @source
 */
MwSlice
mw_evaluation_translate (MwEvaluation *self, const MwExpression *expression, MwSlice source)
{
  const char *value = source.text != NULL ? mw_system_map_value (self->system, expression->text, source.text)
                                          : NULL;

  if (value != NULL)
    return (MwSlice) { value, strlen (value) };
  if (expression->kind == MW_EXPRESSION_MAP)
    return MW_SLICE_NULL;
  return source.text == NULL ? MW_SLICE ("unknown") : MW_SLICE ("other");
}

static MwSlice
get_first (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  MwSlice text = MW_SLICE_NULL;

  for (guint i = 0; text.text == NULL && expression->of[i] != NULL; i++)
    text = mw_evaluation_get_text (self, expression->of[i], keep_false);
  return text;
}

/**
 * mw_evaluation_get_text:
 * @expression: from the system file
 * @keep_false: whether false is a value
 *
 * Works out @expression. Numbers keep the text that was sent; what cannot be made sets the evaluation's
 * problem.
 *
 * Returns: the value, or null
 */
MwSlice
mw_evaluation_get_text (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  switch (expression->kind)
    {
    case MW_EXPRESSION_PATH:
      return mw_value_get_text (get_value (self, expression->path), self->variant, keep_false, self->scratch);
    case MW_EXPRESSION_CONST:
      return get_constant (self, expression);
    case MW_EXPRESSION_FIRST:
      return get_first (self, expression, keep_false);
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
      return mw_evaluation_translate (self, expression, mw_evaluation_get_source (self, expression));
    case MW_EXPRESSION_DATE:
      return get_date (self, expression);
    case MW_EXPRESSION_HTML:
      return get_plain (self, expression);
    case MW_EXPRESSION_JSON:
      return mw_scratch_adopt (self->scratch, dup_json (get_value (self, expression->path), self->variant));
    case MW_EXPRESSION_SUM:
    case MW_EXPRESSION_MINIMUM:
    case MW_EXPRESSION_MAXIMUM:
      return get_fold (self, expression);
    case MW_EXPRESSION_COUNT:
      return get_count (self, expression);
    case MW_EXPRESSION_CALCULATE:
      return get_calculated (self, expression);
    case MW_EXPRESSION_JOIN:
      return get_joined (self, expression);
    case MW_EXPRESSION_IF:
      if (mw_evaluation_test (self, expression->condition))
        return mw_evaluation_get_text (self, expression->of[0], keep_false);
      return expression->of[1] != NULL ? mw_evaluation_get_text (self, expression->of[1], keep_false)
                                       : MW_SLICE_NULL;
    case MW_EXPRESSION_LOOKUP:
      return get_looked_up (self, expression);
    case MW_EXPRESSION_PARENT:
      return get_in_parent (self, expression, keep_false);
    case MW_EXPRESSION_CUSTOM:
      return get_custom (self, expression);
    default:
      return MW_SLICE_NULL;
    }
}

/* Systems write several states as one text: “REL  CNF  PRC”. */
static gboolean
has_word (const char *text, const char *const *words)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && g_strv_contains (words, parts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
test_comparison (MwEvaluation *self, const MwCondition *condition)
{
  MwSlice a = mw_evaluation_get_text (self, condition->of, FALSE);
  MwSlice b = mw_evaluation_get_text (self, condition->other, FALSE);

  if (!mw_decimal_is_valid (a.text) || !mw_decimal_is_valid (b.text))
    return FALSE;
  return condition->wanted == (mw_decimal_compare (a.text, b.text) >= 0);
}

static gboolean
test_parts (MwEvaluation *self, const MwCondition *condition)
{
  gboolean all = condition->kind == MW_CONDITION_ALL;

  for (guint i = 0; condition->parts[i] != NULL; i++)
    if (mw_evaluation_test (self, condition->parts[i]) != all)
      return !all;
  return all;
}

/**
 * mw_evaluation_test:
 * @condition: from the system file
 *
 * Returns: whether @condition holds for the record; a comparison with null or with what is no number does not
 */
gboolean
mw_evaluation_test (MwEvaluation *self, const MwCondition *condition)
{
  MwSlice text;

  switch (condition->kind)
    {
    case MW_CONDITION_IS:
      text = mw_evaluation_get_text (self, condition->of, TRUE);
      return text.text != NULL && mw_slice_is_one_of (text, (const char *const *) condition->is);
    case MW_CONDITION_WORD:
      text = mw_evaluation_get_text (self, condition->of, FALSE);
      return text.text != NULL && has_word (text.text, (const char *const *) condition->is);
    case MW_CONDITION_PRESENT:
      return condition->wanted == (mw_evaluation_get_text (self, condition->of, FALSE).text != NULL);
    case MW_CONDITION_COMPARE:
      return test_comparison (self, condition);
    case MW_CONDITION_ALL:
    case MW_CONDITION_ANY:
      return test_parts (self, condition);
    case MW_CONDITION_NOT:
      return !mw_evaluation_test (self, condition->parts[0]);
    default:
      return FALSE;
    }
}
