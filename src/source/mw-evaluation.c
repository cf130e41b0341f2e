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
  return mw_json_path_get (path, self->record, self->variant->nested_suffix);
}

/* What a list gives to sum, min and max, one element after the other. */
typedef struct
{
  MwEvaluation *evaluation;
  MwExpressionKind kind;
  char *result;
  gboolean failed;
} MwFold;

static void
fold_value (yyjson_val *value, gpointer data)
{
  MwFold *fold = data;
  g_autofree char *text = mw_value_dup_text (value, fold->evaluation->variant, FALSE);
  gboolean numbers;
  int order;

  if (text == NULL || fold->failed)
    return;
  if (fold->kind == MW_EXPRESSION_SUM)
    {
      g_autofree char *sum = mw_decimal_calculate (MW_DECIMAL_ADD, fold->result != NULL ? fold->result : "0",
                                                   text, NULL);

      fold->failed = sum == NULL;
      g_set_str (&fold->result, sum);
      return;
    }
  if (fold->result == NULL)
    {
      fold->result = g_steal_pointer (&text);
      return;
    }
  numbers = mw_decimal_is_valid (fold->result) && mw_decimal_is_valid (text);
  order = numbers ? mw_decimal_compare (text, fold->result) : strcmp (text, fold->result);
  if (fold->kind == MW_EXPRESSION_MINIMUM ? order < 0 : order > 0)
    g_set_str (&fold->result, text);
}

/* The first list on @path. Keys follow it, so each key up to there may have its fields beside it. */
static yyjson_val *
get_list (MwEvaluation *self, const MwJsonPath *path)
{
  yyjson_val *value = self->record;
  const char *key;

  for (guint i = 0; (key = mw_json_path_get_key (path, i)) != NULL; i++)
    {
      g_autofree char *nested = g_strconcat (key, self->variant->nested_suffix, NULL);
      yyjson_val *found = yyjson_obj_get (value, nested);

      value = found != NULL ? found : yyjson_obj_get (value, key);
    }
  return value;
}

/* What follows the first list on @path. */
static MwJsonPath *
path_in_element (const MwJsonPath *path)
{
  const char *rest = strstr (mw_json_path_get_text (path), "[]");

  if (rest == NULL)
    return NULL;
  rest += strlen ("[]");
  return mw_json_path_parse (*rest == '.' ? rest + 1 : rest, NULL);
}

/* Only the elements whose other value is one of the wanted ones. */
static void
fold_some (MwEvaluation *self, const MwExpression *expression, MwFold *fold)
{
  const char *suffix = self->variant->nested_suffix;
  g_autoptr (MwJsonPath) value = path_in_element (expression->path);
  g_autoptr (MwJsonPath) where = path_in_element (expression->of[0]->path);
  yyjson_val *element;
  yyjson_arr_iter iter;

  if (value == NULL || where == NULL || !yyjson_arr_iter_init (get_list (self, expression->path), &iter))
    return;
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      g_autofree char *state = mw_value_dup_text (mw_json_path_get (where, element, suffix), self->variant,
                                                  TRUE);

      if (state != NULL && g_strv_contains ((const char *const *) expression->is, state))
        mw_json_path_foreach (value, element, suffix, fold_value, fold);
    }
}

static char *
dup_fold (MwEvaluation *self, const MwExpression *expression)
{
  MwFold fold = { .evaluation = self, .kind = expression->kind };

  if (expression->is != NULL)
    fold_some (self, expression, &fold);
  else
    mw_json_path_foreach (expression->path, self->record, self->variant->nested_suffix, fold_value, &fold);
  if (fold.failed)
    self->problem = _ ("One of the numbers to add up is not a number");
  return fold.result;
}

static char *
dup_date (MwEvaluation *self, const MwExpression *expression)
{
  g_autofree char *text = mw_evaluation_dup_text (self, expression->of[0], FALSE);
  char *date;

  if (text == NULL)
    return NULL;
  date = mw_date_normalize (text, expression->meaning, expression->zone);
  if (date == NULL)
    {
      self->problem = _ ("This is not a date that we can read; it stands here as it was sent");
      return g_steal_pointer (&text);
    }
  return date;
}

static char *
dup_calculated (MwEvaluation *self, const MwExpression *expression)
{
  g_autofree char *result = mw_evaluation_dup_text (self, expression->of[0], FALSE);

  for (guint i = 1; result != NULL && expression->of[i] != NULL; i++)
    {
      g_autofree char *operand = mw_evaluation_dup_text (self, expression->of[i], FALSE);
      char *next;

      if (operand == NULL)
        return NULL;
      next = mw_decimal_calculate (expression->operation, result, operand, NULL);
      if (next == NULL)
        self->problem = _ ("This cannot be calculated from what was sent");
      g_free (result);
      result = next;
    }
  if (result == NULL || expression->at_least == NULL)
    return g_steal_pointer (&result);
  return mw_decimal_calculate (MW_DECIMAL_MAX, result, expression->at_least, NULL);
}

/* Null when no part but constants has a value: a prefix alone says nothing. */
static char *
dup_joined (MwEvaluation *self, const MwExpression *expression)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean any = FALSE, first = TRUE;

  for (guint i = 0; expression->of[i] != NULL; i++)
    {
      g_autofree char *part = mw_evaluation_dup_text (self, expression->of[i], FALSE);

      if (part == NULL)
        continue;
      any = any || expression->of[i]->kind != MW_EXPRESSION_CONST;
      if (!first && expression->text != NULL)
        g_string_append (joined, expression->text);
      g_string_append (joined, part);
      first = FALSE;
    }
  return any ? g_string_free_and_steal (g_steal_pointer (&joined)) : NULL;
}

static char *
dup_json (yyjson_val *value, const MwVariant *variant)
{
  char *json, *copy;

  if (value == NULL || yyjson_is_null (value) || (yyjson_is_false (value) && variant->false_is_null))
    return NULL;
  json = yyjson_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
  copy = g_strdup (json);
  free (json);
  return copy;
}

static char *
dup_custom (MwEvaluation *self, const MwExpression *expression)
{
  g_autoptr (GString) list = g_string_new ("[");
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (self->record))
    return NULL;
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
    return NULL;
  g_string_append_c (list, ']');
  return g_string_free_and_steal (g_steal_pointer (&list));
}

static char *
dup_constant (MwEvaluation *self, const MwExpression *expression)
{
  const char *place = self->address != NULL ? strstr (expression->text, "{url}") : NULL;

  if (place == NULL)
    return g_strdup (expression->text);
  return g_strdup_printf ("%.*s%s%s", (int) (place - expression->text), expression->text, self->address,
                          place + strlen ("{url}"));
}

static char *
dup_looked_up (MwEvaluation *self, const MwExpression *expression)
{
  g_autofree char *key = mw_evaluation_dup_text (self, expression->of[0], FALSE);

  if (key == NULL || self->lookups == NULL)
    return NULL;
  return g_strdup (mw_lookups_get (self->lookups, expression, key));
}

static char *
dup_in_parent (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  yyjson_val *record = self->record;
  char *text;

  if (self->parent == NULL)
    return NULL;
  self->record = self->parent;
  text = mw_evaluation_dup_text (self, expression->of[0], keep_false);
  self->record = record;
  return text;
}

static char *
dup_count (MwEvaluation *self, const MwExpression *expression)
{
  yyjson_val *list = get_value (self, expression->path);

  return yyjson_is_arr (list) ? g_strdup_printf ("%" G_GSIZE_FORMAT, yyjson_arr_size (list)) : NULL;
}

/**
 * mw_evaluation_dup_enum_source:
 * @expression: of kind enum or map
 *
 * Gives the text that a table translates. False counts as a text where the table has a line for it, because
 * systems that write false for null also have yes-or-no fields.
 *
 * Returns: (nullable) (transfer full): the source's own text
 */
char *
mw_evaluation_dup_enum_source (MwEvaluation *self, const MwExpression *expression)
{
  g_autofree char *text = mw_evaluation_dup_text (self, expression->of[0], TRUE);

  if (text != NULL && self->variant->false_is_null && g_str_equal (text, "false") &&
      mw_system_map_value (self->system, expression->text, text) == NULL)
    return NULL;
  return g_steal_pointer (&text);
}

static char *
dup_mapped (MwEvaluation *self, const MwExpression *expression)
{
  g_autofree char *text = mw_evaluation_dup_enum_source (self, expression);
  const char *value = text != NULL ? mw_system_map_value (self->system, expression->text, text) : NULL;

  if (expression->kind == MW_EXPRESSION_MAP)
    return g_strdup (value);
  if (text == NULL)
    return g_strdup ("unknown");
  return g_strdup (value != NULL ? value : "other");
}

/**
 * mw_evaluation_dup_text:
 * @expression: from the system file
 * @keep_false: whether false is a value
 *
 * Works out @expression. Numbers keep the text that was sent; what cannot be made sets the evaluation's
 * problem.
 *
 * Returns: (nullable) (transfer full): the value, %NULL for null
 */
char *
mw_evaluation_dup_text (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  switch (expression->kind)
    {
    case MW_EXPRESSION_PATH:
      return mw_value_dup_text (get_value (self, expression->path), self->variant, keep_false);
    case MW_EXPRESSION_CONST:
      return dup_constant (self, expression);
    case MW_EXPRESSION_FIRST:
      for (guint i = 0; expression->of[i] != NULL; i++)
        {
          char *text = mw_evaluation_dup_text (self, expression->of[i], keep_false);

          if (text != NULL)
            return text;
        }
      return NULL;
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
      return dup_mapped (self, expression);
    case MW_EXPRESSION_DATE:
      return dup_date (self, expression);
    case MW_EXPRESSION_HTML:
      {
        g_autofree char *html = mw_evaluation_dup_text (self, expression->of[0], FALSE);
        g_autofree char *text = html != NULL ? mw_text_from_html (html) : NULL;

        return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
      }
    case MW_EXPRESSION_JSON:
      return dup_json (get_value (self, expression->path), self->variant);
    case MW_EXPRESSION_SUM:
    case MW_EXPRESSION_MINIMUM:
    case MW_EXPRESSION_MAXIMUM:
      return dup_fold (self, expression);
    case MW_EXPRESSION_COUNT:
      return dup_count (self, expression);
    case MW_EXPRESSION_CALCULATE:
      return dup_calculated (self, expression);
    case MW_EXPRESSION_JOIN:
      return dup_joined (self, expression);
    case MW_EXPRESSION_IF:
      if (mw_evaluation_test (self, expression->condition))
        return mw_evaluation_dup_text (self, expression->of[0], keep_false);
      return expression->of[1] != NULL ? mw_evaluation_dup_text (self, expression->of[1], keep_false) : NULL;
    case MW_EXPRESSION_LOOKUP:
      return dup_looked_up (self, expression);
    case MW_EXPRESSION_PARENT:
      return dup_in_parent (self, expression, keep_false);
    case MW_EXPRESSION_CUSTOM:
      return dup_custom (self, expression);
    default:
      return NULL;
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
  g_autofree char *a = mw_evaluation_dup_text (self, condition->of, FALSE);
  g_autofree char *b = mw_evaluation_dup_text (self, condition->other, FALSE);

  if (a == NULL || b == NULL || !mw_decimal_is_valid (a) || !mw_decimal_is_valid (b))
    return FALSE;
  return condition->wanted == (mw_decimal_compare (a, b) >= 0);
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
  g_autofree char *text = NULL;

  switch (condition->kind)
    {
    case MW_CONDITION_IS:
      text = mw_evaluation_dup_text (self, condition->of, TRUE);
      return text != NULL && g_strv_contains ((const char *const *) condition->is, text);
    case MW_CONDITION_WORD:
      text = mw_evaluation_dup_text (self, condition->of, FALSE);
      return text != NULL && has_word (text, (const char *const *) condition->is);
    case MW_CONDITION_PRESENT:
      text = mw_evaluation_dup_text (self, condition->of, FALSE);
      return condition->wanted == (text != NULL);
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
