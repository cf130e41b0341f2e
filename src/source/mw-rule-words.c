/* mw-rule-words.c: how a value is made, in words that name what it is made of
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-rule-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-places.h"
#include "mw-row-finish.h"
#include "mw-rule-names.h"
#include "mw-text.h"

#define MAX_CHARS 600
/* Of several parts so many are named. */
#define MAX_NAMED 5
/* What is nested deeper than people follow is named by its fields alone. */
#define MAX_DEPTH 4

/* What a part of a rule is in. @is_value: what comes of it is the value of the field. */
typedef struct
{
  const MwRuleWords *about;
  const MwField *field;
  guint depth;
  gboolean is_value;
} Place;

static char *dup_part (const Place *place, const MwExpression *expression);

static char *
dup_of_path (const MwJsonPath *path)
{
  g_autofree char *text = g_strdup (path != NULL ? mw_json_path_get_text (path) : "");

  /* Of a list people know the name. */
  if (g_str_has_suffix (text, "[]"))
    text[strlen (text) - strlen ("[]")] = '\0';
  return *text != '\0' ? mw_rule_name_dup_quoted (text) : g_strdup (_ ("the value itself"));
}

/* Takes @parts. */
static char *
join_parts_with (GPtrArray *parts, const char *separator)
{
  g_autoptr (GPtrArray) owned = parts;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (owned->len, MAX_NAMED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", (char *) owned->pdata[i]);
  if (owned->len > MAX_NAMED)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", owned->len - MAX_NAMED),
                            owned->len - MAX_NAMED);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Takes @parts. */
static char *
join_parts (GPtrArray *parts)
{
  /* Translators: between the parts of a list */
  return join_parts_with (parts, _ (", "));
}

static char *
dup_constant (const Place *place, const char *text)
{
  const MwField *field = place->is_value ? place->field : NULL;
  const MwFieldValue *value = mw_field_find_value (field, text);
  g_autofree char *quoted = NULL;

  if (value != NULL)
    return g_strdup (value->title);
  if (field != NULL && field->type == MW_FIELD_TYPE_BOOLEAN)
    return g_strdup (g_str_equal (text, "true") ? _ ("yes") : _ ("no"));
  if (mw_place_is_in (text))
    {
      GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

      mw_rule_name_add_places (place->about, text, parts);
      return join_parts (parts);
    }
  return mw_rule_name_dup_quoted (text);
}

/* Parts of several */

/* An empty one is how files write that there is nothing. */
static gboolean
is_nothing (const MwExpression *expression)
{
  return expression == NULL || (expression->kind == MW_EXPRESSION_FIRST && expression->of[0] == NULL);
}

static char *
dup_first (const Place *place, const MwExpression *expression)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; expression->of[i] != NULL; i++)
    mw_rule_name_add (parts, dup_part (place, expression->of[i]));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_ ("nothing")));
  /* Translators: between two fields, the second of which is taken when the first is empty */
  return join_parts_with (parts, _ (", or else "));
}

/* What only holds the parts together is not named. */
static void
add_joined (const Place *place, const MwExpression *expression, GPtrArray *parts, gboolean *is_address)
{
  for (guint i = 0; expression->of[i] != NULL; i++)
    {
      const MwExpression *part = expression->of[i];
      gboolean is_text = part->kind == MW_EXPRESSION_CONST;

      *is_address |= is_text && (strstr (part->text, "://") != NULL || strchr (part->text, '?') != NULL);
      if (is_text && mw_place_is_in (part->text))
        mw_rule_name_add_places (place->about, part->text, parts);
      else if (part->kind == MW_EXPRESSION_JOIN)
        add_joined (place, part, parts, is_address);
      else if (!is_text)
        mw_rule_name_add (parts, dup_part (place, part));
    }
}

static char *
dup_joined (const Place *place, const MwExpression *expression)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  gboolean is_address = FALSE;
  gboolean is_one;
  g_autofree char *named = NULL;

  add_joined (place, expression, parts, &is_address);
  is_one = parts->len == 1;
  named = join_parts (parts);
  if (is_address)
    return g_strdup_printf (_ ("an address made of %s"), named);
  /* Translators: %s is a list of fields */
  return is_one ? g_steal_pointer (&named) : g_strdup_printf (_ ("%s put together"), named);
}

static void
collect_path (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  if (expression->path != NULL && *mw_json_path_get_text (expression->path) != '\0')
    mw_rule_name_add (data, dup_of_path (expression->path));
}

static void
collect_constant (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  g_autoptr (GPtrArray) parts = NULL;

  if (expression->kind != MW_EXPRESSION_CONST || !mw_place_is_in (expression->text))
    return;
  parts = g_ptr_array_new_with_free_func (g_free);
  mw_rule_name_add_places (((const Place *) ((gpointer *) data)[0])->about, expression->text, parts);
  for (guint i = 0; i < parts->len; i++)
    mw_rule_name_add (((gpointer *) data)[1], g_strdup (parts->pdata[i]));
}

/* The fields that a condition looks at; where it looks at none, what else it does. */
static void
add_condition (const Place *place, const MwCondition *condition, GPtrArray *parts)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  gpointer data[] = { (gpointer) place, found };

  mw_condition_visit (condition, collect_path, found);
  if (found->len == 0)
    mw_condition_visit (condition, collect_constant, data);
  for (guint i = 0; i < found->len; i++)
    mw_rule_name_add (parts, g_strdup (found->pdata[i]));
}

static char *
dup_condition (const Place *place, const MwCondition *condition)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  add_condition (place, condition, parts);
  return join_parts (parts);
}

/* All fields of what is nested too deep. */
static char *
dup_fields (const Place *place, const MwExpression *expression)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  gpointer data[] = { (gpointer) place, parts };

  mw_expression_visit (expression, collect_path, parts);
  if (parts->len == 0)
    mw_expression_visit (expression, collect_constant, data);
  if (parts->len == 0 && expression->text != NULL)
    g_ptr_array_add (parts, dup_constant (place, expression->text));
  return join_parts (parts);
}

/* Of one condition behind the other, what may come of them, and what they all depend on. */
static void
add_cases (const Place *place, const MwExpression *expression, GPtrArray *cases, GPtrArray *conditions)
{
  add_condition (place, expression->condition, conditions);
  for (guint i = 0; i < 2; i++)
    {
      const MwExpression *part = expression->of[i];

      if (is_nothing (part))
        mw_rule_name_add (cases, g_strdup (_ ("nothing")));
      else if (part->kind == MW_EXPRESSION_IF)
        add_cases (place, part, cases, conditions);
      else
        mw_rule_name_add (cases, dup_part (place, part));
    }
}

static char *
dup_if (const Place *place, const MwExpression *expression)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *conditions = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *values = NULL;
  g_autofree char *fields = NULL;

  add_cases (place, expression, cases, conditions);
  /* Translators: between two things that a value may be */
  values = join_parts_with (cases, _ (" or "));
  fields = join_parts (conditions);
  /* Translators: what the value may be, and the fields of which it depends */
  return g_strdup_printf (_ ("%s, depending on %s"), values, fields);
}

static char *
dup_calculated (const Place *place, const MwExpression *expression)
{
  /* Translators, of all: two fields, or what was calculated of some */
  static const char *const formats[] = {
    [MW_DECIMAL_ADD] = N_ ("%s plus %s"),
    [MW_DECIMAL_SUBTRACT] = N_ ("%s minus %s"),
    [MW_DECIMAL_MULTIPLY] = N_ ("%s times %s"),
    [MW_DECIMAL_DIVIDE] = N_ ("%s divided by %s"),
    [MW_DECIMAL_MIN] = N_ ("the smaller of %s and %s"),
    [MW_DECIMAL_MAX] = N_ ("the larger of %s and %s"),
  };
  g_autofree char *one = dup_part (place, expression->of[0]);
  g_autofree char *other = dup_part (place, expression->of[1]);
  const char *format = g_dgettext (GETTEXT_PACKAGE, formats[expression->operation]);
  g_auto (GStrv) pieces = g_strsplit (format, "%s", 3);
  g_autofree char *text = NULL;

  if (g_strv_length (pieces) != 3)
    return g_strdup_printf ("%s, %s", one, other);
  text = g_strconcat (pieces[0], one, pieces[1], other, pieces[2], NULL);
  if (expression->at_least == NULL)
    return g_steal_pointer (&text);
  /* Translators: a calculation, and the smallest number that it gives */
  return g_strdup_printf (_ ("%s, at least %s"), text, expression->at_least);
}

static char *
dup_looked_up (const Place *place, const MwExpression *expression)
{
  Place key = *place;
  g_autofree char *list = mw_rule_name_dup_list (place->about, expression->text);
  g_autofree char *by = NULL;
  g_autofree char *got = dup_part (place, expression->of[1]);

  key.is_value = FALSE;
  by = dup_part (&key, expression->of[0]);
  /* Translators: what is taken of a record, what its list is called, and the field by whose value it is found
   */
  return g_strdup_printf (_ ("%s, looked up in the list %s by %s"), got, list, by);
}

/* @format is one of our own, with one %s. */
static char *
fill (const char *format, char *part)
{
  g_autofree char *owned = part;
  g_auto (GStrv) pieces = g_strsplit (format, "%s", 2);

  return g_strconcat (pieces[0], owned, g_strv_length (pieces) > 1 ? pieces[1] : NULL, NULL);
}

/* What is done with all elements of a list, or with some of them. */
static char *
dup_elements (const Place *place, const MwExpression *expression, const char *format)
{
  g_autofree char *path = dup_of_path (expression->path);
  g_autofree char *inner = expression->element != NULL ? dup_part (place, expression->element) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *only = NULL;

  /* Translators: what is taken of each element of a list, and the list */
  text = fill (format,
               inner != NULL ? g_strdup_printf (_ ("%s of each of %s"), inner, path) : g_strdup (path));
  if (expression->condition != NULL)
    only = dup_condition (place, expression->condition);
  else if (expression->where != NULL)
    only = dup_of_path (expression->where);
  if (only == NULL)
    return g_steal_pointer (&text);
  /* Translators: what is made of a list, and the fields that say which of its elements count */
  return g_strdup_printf (_ ("%s, of those that count by %s"), text, only);
}

/* Of one of the elements. */
static char *
dup_picked (const Place *place, const MwExpression *expression)
{
  g_autofree char *list = dup_of_path (expression->path);
  g_autofree char *got = dup_part (place, expression->element);
  g_autofree char *only = NULL;

  if (expression->where == NULL)
    /* Translators: a field of the elements of a list, and the list */
    return g_strdup_printf (_ ("%s of the first of %s"), got, list);
  only = dup_of_path (expression->where);
  /* Translators: a field of the elements of a list, the list, and the field that says which element it is */
  return g_strdup_printf (_ ("%s of the one of %s that is chosen by %s"), got, list, only);
}

static char *
dup_prefixes (const MwExpression *expression)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; expression->prefixes != NULL && expression->prefixes[i] != NULL; i++)
    g_ptr_array_add (parts, mw_rule_name_dup_quoted (expression->prefixes[i]));
  return join_parts (parts);
}

static char *
dup_pairs (const MwExpression *expression)
{
  g_autofree char *list = dup_of_path (expression->path);
  g_autofree char *name = dup_of_path (expression->where);
  g_autofree char *value = dup_of_path (expression->inner);

  /* Translators: two fields of the elements of a list, and the list */
  return g_strdup_printf (_ ("all pairs of %s and %s in %s"), name, value, list);
}

static char *
dup_trimmed (const Place *place, const MwExpression *expression)
{
  g_autofree char *of = dup_part (place, expression->of[0]);

  if (expression->text == NULL)
    return g_strdup_printf (_ ("%s without blanks around it"), of);
  /* Translators: a field, and a character, such as 0 */
  return g_strdup_printf (_ ("%s without “%s” at its beginning"), of, expression->text);
}

static char *
dup_by_kind (const Place *place, const MwExpression *expression)
{
  Place inner = *place;

  inner.depth++;
  inner.is_value = FALSE;
  switch (expression->kind)
    {
    case MW_EXPRESSION_PATH:
      return dup_of_path (expression->path);
    case MW_EXPRESSION_CONST:
      return dup_constant (place, expression->text);
    case MW_EXPRESSION_FIRST:
      inner.is_value = place->is_value;
      return dup_first (&inner, expression);
    case MW_EXPRESSION_ENUM:
    case MW_EXPRESSION_MAP:
      {
        g_autofree char *of = dup_part (&inner, expression->of[0]);

        /* Translators: a field, and the name of a system */
        return g_strdup_printf (_ ("%s, translated by the table of %s"), of,
                                mw_system_get_name (place->about->system));
      }
    case MW_EXPRESSION_DATE:
      return fill (_ ("%s, as a date"), dup_part (&inner, expression->of[0]));
    case MW_EXPRESSION_HTML:
      return fill (_ ("%s without its formatting"), dup_part (&inner, expression->of[0]));
    case MW_EXPRESSION_JSON:
      return fill (_ ("all of %s, as it was sent"), dup_of_path (expression->path));
    case MW_EXPRESSION_SUM:
      return dup_elements (&inner, expression, _ ("the sum of %s"));
    case MW_EXPRESSION_MINIMUM:
      return dup_elements (&inner, expression, _ ("the smallest or earliest of %s"));
    case MW_EXPRESSION_MAXIMUM:
      return dup_elements (&inner, expression, _ ("the largest or latest of %s"));
    case MW_EXPRESSION_COUNT:
      return dup_elements (&inner, expression, _ ("how many there are in %s"));
    case MW_EXPRESSION_CALCULATE:
      return dup_calculated (&inner, expression);
    case MW_EXPRESSION_JOIN:
      return dup_joined (&inner, expression);
    case MW_EXPRESSION_IF:
      inner.is_value = place->is_value;
      return dup_if (&inner, expression);
    case MW_EXPRESSION_LOOKUP:
      inner.is_value = place->is_value;
      return dup_looked_up (&inner, expression);
    case MW_EXPRESSION_PARENT:
      inner.is_value = place->is_value;
      return fill (expression->of[0]->kind == MW_EXPRESSION_PATH
                     ? _ ("%s of the record that the line belongs to")
                     : _ ("of the record that the line belongs to: %s"),
                   dup_part (&inner, expression->of[0]));
    case MW_EXPRESSION_CUSTOM:
      return fill (_ ("all fields whose names begin with %s"), dup_prefixes (expression));
    case MW_EXPRESSION_CUSTOM_OF:
      return fill (_ ("all fields in %s"), dup_of_path (expression->path));
    case MW_EXPRESSION_CUSTOM_PAIRS:
      return dup_pairs (expression);
    case MW_EXPRESSION_PICK:
      return dup_picked (&inner, expression);
    case MW_EXPRESSION_JOIN_LIST:
      return dup_elements (&inner, expression, _ ("%s put together"));
    case MW_EXPRESSION_TRIM:
      return dup_trimmed (&inner, expression);
    case MW_EXPRESSION_CLOCK:
      return fill (_ ("%s, as a time of day"), dup_part (&inner, expression->of[0]));
    case MW_EXPRESSION_ENCODED:
      return dup_part (&inner, expression->of[0]);
    case MW_EXPRESSION_NUMBER:
      return fill (_ ("%s, as a number"), dup_part (&inner, expression->of[0]));
    default:
      return g_strdup ("");
    }
}

static char *
dup_part (const Place *place, const MwExpression *expression)
{
  return place->depth > MAX_DEPTH ? dup_fields (place, expression) : dup_by_kind (place, expression);
}

/**
 * mw_rule_words_dup:
 * @self: what the words are about
 * @expression: of the map
 * @field: what it makes
 *
 * Names the fields, lists, constants and choices that the value is made of, by the names that the system and
 * the windows have for them.
 *
 * Returns: (transfer full): one line for people
 */
char *
mw_rule_words_dup (const MwRuleWords *self, const MwExpression *expression, const MwField *field)
{
  const Place place = { self, field, 0, TRUE };
  g_autofree char *text = NULL;

  if (expression->kind == MW_EXPRESSION_PATH)
    return g_strdup (_ ("as it was sent"));
  text = dup_part (&place, expression);
  if (expression->kind == MW_EXPRESSION_CONST && !mw_place_is_in (expression->text))
    {
      g_autofree char *always = fill (_ ("always %s"), g_steal_pointer (&text));

      text = g_steal_pointer (&always);
    }
  return mw_text_for_cell (text, strlen (text), MAX_CHARS);
}

/**
 * mw_rule_words_dup_chosen:
 * @self: what the words are about
 * @field: of the entity
 *
 * Returns: (transfer full) (nullable): that a choice fills @field where the record does not say it
 */
char *
mw_rule_words_dup_chosen (const MwRuleWords *self, const MwField *field)
{
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (self->system, self->variant);

  for (guint i = 0; i < choices->len; i++)
    if (mw_row_finish_is_filled (choices->pdata[i], self->source, field))
      {
        g_autofree char *text = mw_rule_name_dup_chosen (self, choices->pdata[i]);

        return mw_text_for_cell (text, strlen (text), MAX_CHARS);
      }
  return NULL;
}

/**
 * mw_rule_words_dup_missing:
 * @self: what the words are about
 * @field: number of a field that nothing makes
 *
 * Returns: (transfer full): why, as far as the system's file says it
 */
char *
mw_rule_words_dup_missing (const MwRuleWords *self, guint field)
{
  const char *name = mw_system_get_name (self->system);

  if (self->source->absent[field] != NULL)
    /* Translators: the name of a system, and why it has no such field */
    return g_strdup_printf (_ ("Not offered by %s: %s"), name, self->source->absent[field]);
  /* Translators: %s is the name of a system */
  return g_strdup_printf (_ ("Not known: nothing that Millwright knows of %s says where this would be"),
                          name);
}
