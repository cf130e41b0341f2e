/* mw-evaluation.c: works out the expressions of a map on one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-evaluation.h"

#include <glib/gi18n-lib.h>

#include "mw-clock.h"
#include "mw-evaluation-lists.h"
#include "mw-places.h"
#include "mw-text.h"
#include "mw-value.h"

/**
 * mw_evaluation_get_value:
 * @path: of an expression
 *
 * Returns: (nullable): the value at @path in the record
 */
yyjson_val *
mw_evaluation_get_value (const MwEvaluation *self, const MwJsonPath *path)
{
  yyjson_val *value;

  if (self->found != NULL)
    return mw_found_paths_get (self->paths, path, self->record, self->found);
  value = mw_json_path_get (path, self->record, &self->variant->dialect);
  if (self->tracer != NULL)
    mw_tracer_add_value (self->tracer, value);
  return value;
}

/**
 * mw_evaluation_fill:
 * @text: a text of the system file
 *
 * Fills the {places} of a text. Values become part of an address as they may stand there (RFC 3986 2.1).
 *
 * Returns: the text; null when a place has no value
 */
MwSlice
mw_evaluation_fill (MwEvaluation *self, const char *text)
{
  gboolean is_address = g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "{url}");
  g_autoptr (GString) filled = NULL;
  const char *cursor = text;
  MwPlace place;

  if (!mw_place_is_in (text))
    return (MwSlice) { text, strlen (text) };
  filled = g_string_new (NULL);
  while (mw_place_next (&cursor, &place))
    {
      gboolean is_url = g_str_equal (place.name, "url");
      g_autofree char *value = NULL;

      g_string_append_len (filled, place.literal, (gssize) place.literal_length);
      if (*place.name == '\0')
        continue;
      value = is_url                 ? g_strdup (self->address)
              : self->places != NULL ? mw_variables_dup_text (self->places, place.name)
                                     : NULL;
      if (value == NULL)
        return MW_SLICE_NULL;
      if (self->tracer != NULL)
        mw_tracer_add_place (self->tracer, place.name);
      if (is_address && !is_url)
        g_string_append_uri_escaped (filled, value, NULL, FALSE);
      else
        g_string_append (filled, value);
    }
  return mw_scratch_adopt (self->scratch, g_string_free_and_steal (g_steal_pointer (&filled)));
}

static MwSlice
get_date (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);
  char date[MW_DATE_SIZE];
  gsize length;

  if (text.text == NULL)
    return text;
  length = mw_date_write (text.text, expression->meaning,
                          expression->zone != NULL ? mw_evaluation_fill (self, expression->zone).text : NULL,
                          date);
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

static MwSlice
get_json (MwEvaluation *self, const MwExpression *expression)
{
  return mw_scratch_adopt (
    self->scratch, mw_value_dup_json (mw_evaluation_get_value (self, expression->path), self->variant));
}

static MwSlice
get_looked_up (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice key = mw_evaluation_get_text (self, expression->of[0], FALSE);
  const char *text;

  if (key.text == NULL || self->lookups == NULL)
    return MW_SLICE_NULL;
  if (self->tracer != NULL)
    mw_tracer_add_lookup (self->tracer, expression, key.text);
  text = mw_lookups_get (self->lookups, expression, key.text);
  return text != NULL ? (MwSlice) { text, strlen (text) } : MW_SLICE_NULL;
}

static MwSlice
get_in_parent (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  yyjson_val *record = self->record;
  const MwHolder *holder = self->holder;
  const MwJsonFound *found = self->found;
  MwSlice text;

  if (holder == NULL)
    return MW_SLICE_NULL;
  self->record = holder->record;
  self->holder = holder->holder;
  self->found = holder->found;
  text = mw_evaluation_get_text (self, expression->of[0], keep_false);
  self->record = record;
  self->holder = holder;
  self->found = found;
  return text;
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

  if (value == NULL && source.text != NULL)
    value = mw_system_map_value (self->system, expression->text, "*");
  if (value != NULL)
    return (MwSlice) { value, strlen (value) };
  if (expression->kind == MW_EXPRESSION_MAP)
    return MW_SLICE_NULL;
  return source.text == NULL ? MW_SLICE ("unknown") : MW_SLICE ("other");
}

/* Blanks around it, and what stands in front of some identities: 0000010042. Nothing left is null. */
static MwSlice
get_trimmed (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);
  gsize before = text.length;

  while (text.length > 0 && g_ascii_isspace (*text.text))
    text.text++, text.length--;
  while (expression->text != NULL && text.length > 0 && *text.text == *expression->text)
    text.text++, text.length--;
  before = text.length;
  while (text.length > 0 && g_ascii_isspace (text.text[text.length - 1]))
    text.length--;
  if (text.length == 0)
    return MW_SLICE_NULL;
  return text.length == before ? text : mw_scratch_copy (self->scratch, text.text, text.length);
}

static MwSlice
get_clock (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);
  char clock[MW_DATE_SIZE];
  gsize length = mw_clock_write (text.text, clock);

  if (text.text == NULL || length > 0)
    return text.text == NULL ? text : mw_scratch_copy (self->scratch, clock, length);
  self->problem = _ ("This is not a time of day that we can read; it stands here as it was sent");
  return text;
}

/* As a part of an address (RFC 3986 2.1). */
static MwSlice
get_encoded (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);

  if (text.text == NULL)
    return text;
  return mw_scratch_adopt (self->scratch, g_uri_escape_string (text.text, NULL, FALSE));
}

static MwSlice
get_number (MwEvaluation *self, const MwExpression *expression)
{
  MwSlice text = mw_evaluation_get_text (self, expression->of[0], FALSE);
  char *number;

  if (text.text == NULL)
    return text;
  number = mw_decimal_from_written (text.text, *expression->text, expression->group);
  if (number != NULL)
    return mw_scratch_adopt (self->scratch, number);
  self->problem = _ ("This is not a number; it stands here as it was sent");
  return text;
}

static MwSlice
get_first (MwEvaluation *self, const MwExpression *expression, gboolean keep_false)
{
  MwTracerMark mark = mw_tracer_mark (self->tracer);
  MwSlice text = MW_SLICE_NULL;

  for (guint i = 0; text.text == NULL && expression->of[i] != NULL; i++)
    {
      mw_tracer_rewind (self->tracer, mark);
      text = mw_evaluation_get_text (self, expression->of[i], keep_false);
    }
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
      return mw_value_get_text (mw_evaluation_get_value (self, expression->path), self->variant, keep_false,
                                self->scratch);
    case MW_EXPRESSION_CONST:
      return mw_evaluation_fill (self, expression->text);
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
      return get_json (self, expression);
    case MW_EXPRESSION_SUM:
    case MW_EXPRESSION_MINIMUM:
    case MW_EXPRESSION_MAXIMUM:
    case MW_EXPRESSION_JOIN_LIST:
      return mw_evaluation_fold (self, expression);
    case MW_EXPRESSION_COUNT:
      return mw_evaluation_count (self, expression);
    case MW_EXPRESSION_PICK:
      return mw_evaluation_pick (self, expression, keep_false);
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
    case MW_EXPRESSION_CUSTOM_OF:
    case MW_EXPRESSION_CUSTOM_PAIRS:
      return mw_evaluation_get_custom (self, expression);
    case MW_EXPRESSION_TRIM:
      return get_trimmed (self, expression);
    case MW_EXPRESSION_CLOCK:
      return get_clock (self, expression);
    case MW_EXPRESSION_ENCODED:
      return get_encoded (self, expression);
    case MW_EXPRESSION_NUMBER:
      return get_number (self, expression);
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
