/* mw-field-plan.c: which fields of a set are asked for, and what stays empty when the server does not give
 * one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-field-plan.h"

#include "mw-request-check.h"

struct _MwFieldPlan
{
  const MwVariant *variant;
  const MwEntitySource *source;
  const MwSetSource *set;
  gboolean is_primary;
  GPtrArray *fields; /* (element-type utf8): asked for, the key's first, then in order of the map */
  guint n_key_fields;
  GPtrArray *dropped;  /* (element-type utf8): NULL-terminated, only ever added to */
  GPtrArray *prefixes; /* (element-type utf8): of custom fields, borrowed */
};

/* [0] and [] choose among the elements; the name is that of all of them. */
static void
append_keys (GString *name, const MwJsonPath *path, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      const char *key = mw_json_path_get_key (path, i);

      if (key == NULL)
        continue;
      if (name->len > 0)
        g_string_append_c (name, '.');
      g_string_append (name, key);
    }
}

/* How many lists lie between a record of this set and where the paths of a scope start; -1: they are not of
 * this set. */
static int
get_level (MwFieldPlan *self, const MwExpressionScope *scope)
{
  if (scope->set != NULL)
    return g_str_equal (scope->set, self->set->id) ? scope->depth : -1;
  if (!self->is_primary)
    return -1;
  return scope->depth + (self->source->each != NULL);
}

static void
append_lists (MwFieldPlan *self, GString *name, const MwExpressionScope *scope)
{
  const MwJsonPath *list = scope->list;

  if (scope->outer != NULL)
    append_lists (self, name, scope->outer);
  else if (get_level (self, scope) > 0)
    list = self->source->each;
  if (list != NULL)
    append_keys (name, list, mw_json_path_get_n_steps (list));
}

/* What to ask for so that @path can be followed: its first key, or party.name where the server resolves that.
 * Of elements of a list only such names; that of the list itself is asked for by the path of the list. */
static char *
dup_field_name (MwFieldPlan *self, const MwExpressionScope *scope, const MwJsonPath *path)
{
  g_autoptr (GString) name = NULL;
  int level = get_level (self, scope);

  if (path == NULL || level < 0 || (level > 0 && !self->variant->dotted_fields))
    return NULL;
  name = g_string_new (NULL);
  if (self->variant->dotted_fields)
    {
      append_lists (self, name, scope);
      append_keys (name, path, mw_json_path_get_n_steps (path));
    }
  else if (mw_json_path_get_n_steps (path) > 0)
    append_keys (name, path, 1);
  return name->len > 0 ? g_string_free_and_steal (g_steal_pointer (&name)) : NULL;
}

static void
add_path (MwFieldPlan *self, const MwExpressionScope *scope, const MwJsonPath *path)
{
  g_autofree char *name = dup_field_name (self, scope, path);

  if (name != NULL && !g_ptr_array_find_with_equal_func (self->fields, name, g_str_equal, NULL))
    g_ptr_array_add (self->fields, g_steal_pointer (&name));
}

static void
collect (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwFieldPlan *self = data;

  add_path (self, scope, expression->path);
  if (get_level (self, scope) != 0)
    return;
  for (guint i = 0; expression->prefixes != NULL && expression->prefixes[i] != NULL; i++)
    g_ptr_array_add (self->prefixes, expression->prefixes[i]);
}

/* The key is one of the record, whichever entity the set is read for. */
static void
collect_key (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwFieldPlan *self = data;
  const MwExpressionScope record = { .set = self->set->id, .depth = scope->depth };

  add_path (self, &record, expression->path);
}

/**
 * mw_field_plan_new:
 * @source: (nullable): the entity that is read; %NULL asks for the key alone
 * @set: its primary set or one that it looks into
 *
 * Derives what to ask for.
 */
MwFieldPlan *
mw_field_plan_new (const MwVariant *variant, const MwEntitySource *source, const MwSetSource *set)
{
  MwFieldPlan *self = g_new0 (MwFieldPlan, 1);

  self->variant = variant;
  self->source = source;
  self->set = set;
  self->is_primary = source != NULL && g_str_equal (source->set, set->id);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->dropped = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->prefixes = g_ptr_array_new ();
  if (set->key != NULL)
    mw_expression_visit (set->key, collect_key, self);
  self->n_key_fields = self->fields->len;
  if (source == NULL)
    return self;
  if (self->is_primary && source->each != NULL)
    add_path (self, &(const MwExpressionScope) { .set = set->id }, source->each);
  for (guint i = 0; i < mw_entity_get_n_fields (source->entity); i++)
    if (source->map[i] != NULL)
      mw_expression_visit (source->map[i], collect, self);
  if (source->where != NULL)
    mw_condition_visit (source->where, collect, self);
  /* Last, as most maps ask for them anyway. */
  if (set->changed != NULL)
    mw_expression_visit (set->changed->of, collect_key, self);
  return self;
}

void
mw_field_plan_add (MwFieldPlan *self, const MwExpression *expression)
{
  mw_expression_visit (expression, collect_key, self);
}

void
mw_field_plan_free (MwFieldPlan *self)
{
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->dropped);
  g_ptr_array_unref (self->prefixes);
  g_free (self);
}

static const MwSetColumn *
find_column (MwFieldPlan *self, const char *name)
{
  for (guint i = 0; i < self->set->n_columns; i++)
    if (g_str_equal (self->set->columns[i].name, name))
      return &self->set->columns[i];
  return NULL;
}

static void
fill_columns (MwFieldPlan *self, MwVariables *variables)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const MwSetColumn *column = find_column (self, g_ptr_array_index (self->fields, i));

      if (column != NULL)
        g_string_append_printf (text, "%s%s AS %s", text->len > 0 ? ", " : "", column->text, column->name);
    }
  json_node_set_string (node, text->str);
  mw_variables_set_file_node (variables, "columns", node);
}

static char *
dup_fields (MwFieldPlan *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (self->fields, i));
  return g_string_free_and_steal (names);
}

/**
 * mw_field_plan_fill:
 *
 * Sets {fields} (a JSON list of names), {fields_csv} and {columns}.
 */
void
mw_field_plan_fill (MwFieldPlan *self, MwVariables *variables)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();
  g_autofree char *csv = dup_fields (self);

  for (guint i = 0; i < self->fields->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (self->fields, i));
  json_node_set_array (node, array);
  mw_variables_set_node (variables, "fields", node);
  mw_variables_set_text (variables, "fields_csv", csv);
  if (self->set->n_columns > 0)
    fill_columns (self, variables);
}

/**
 * mw_field_plan_fill_alone:
 * @field: one that is not asked for
 *
 * Sets {fields} and {fields_csv}, for a set without columns of a query language.
 */
void
mw_field_plan_fill_alone (MwFieldPlan *self, const char *field, MwVariables *variables)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (GString) csv = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->n_key_fields, self->fields->len); i++)
    {
      json_array_add_string_element (array, g_ptr_array_index (self->fields, i));
      g_string_append_printf (csv, "%s,", (const char *) g_ptr_array_index (self->fields, i));
    }
  json_array_add_string_element (array, field);
  g_string_append (csv, field);
  json_node_set_array (node, array);
  mw_variables_set_node (variables, "fields", node);
  mw_variables_set_text (variables, "fields_csv", csv->str);
}

gboolean
mw_field_plan_is_named (const MwRequestTemplate *request)
{
  return mw_request_has_place (request, "fields") || mw_request_has_place (request, "fields_csv") ||
         mw_request_has_place (request, "columns");
}

/**
 * mw_field_plan_dup_asked:
 *
 * Returns: (transfer full): the fields that the requests of the set name, with commas; the empty text when
 * they name none
 */
char *
mw_field_plan_dup_asked (MwFieldPlan *self)
{
  if (mw_field_plan_is_named (self->set->list) ||
      (self->set->detail != NULL && mw_field_plan_is_named (self->set->detail->request)))
    return dup_fields (self);
  return g_strdup ("");
}

static void
drop_at (MwFieldPlan *self, guint position)
{
  g_ptr_array_add (self->dropped, g_ptr_array_steal_index (self->fields, position));
}

static gboolean
has_segment (const char *field, const char *named)
{
  g_auto (GStrv) segments = g_strsplit (field, ".", -1);

  return g_strv_contains ((const char *const *) segments, named);
}

/* Whether @named is a word of the column's text: names of query languages have no case. */
static gboolean
has_word (const MwSetColumn *column, const char *named)
{
  g_auto (GStrv) words = g_regex_split_simple ("[^A-Za-z0-9_]+", column->text, G_REGEX_DEFAULT, 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], named) == 0)
      return TRUE;
  return FALSE;
}

/* Of columns servers name what they are made of. Without the key there would be no records. */
static gboolean
drop_columns (MwFieldPlan *self, const char *named)
{
  guint before = self->dropped->len;

  for (guint i = self->n_key_fields; i < self->fields->len;)
    {
      const MwSetColumn *column = find_column (self, g_ptr_array_index (self->fields, i));

      if (column != NULL && (g_ascii_strcasecmp (column->name, named) == 0 || has_word (column, named)))
        drop_at (self, i);
      else
        i++;
    }
  return self->dropped->len > before;
}

/**
 * mw_field_plan_drop:
 * @named: the field, as the server's error names it
 *
 * Stops asking for a field that the server does not know. Of dotted names servers name the unknown part only:
 * without an exact match everything with that part goes.
 *
 * Returns: whether something was dropped
 */
gboolean
mw_field_plan_drop (MwFieldPlan *self, const char *named)
{
  guint position, before = self->dropped->len;

  if (self->set->n_columns > 0)
    return drop_columns (self, named);
  if (g_ptr_array_find_with_equal_func (self->fields, named, g_str_equal, &position))
    {
      drop_at (self, position);
      return TRUE;
    }
  for (guint i = 0; i < self->fields->len;)
    if (has_segment (g_ptr_array_index (self->fields, i), named))
      drop_at (self, i);
    else
      i++;
  return self->dropped->len > before;
}

/**
 * mw_field_plan_offer:
 * @offered: an object whose members are named like the fields there are
 *
 * Keeps of the derived fields those that exist, and adds the custom ones.
 */
void
mw_field_plan_offer (MwFieldPlan *self, yyjson_val *offered)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (offered) || yyjson_obj_size (offered) == 0)
    return;
  for (guint i = 0; i < self->fields->len;)
    {
      g_auto (GStrv) segments = g_strsplit (g_ptr_array_index (self->fields, i), ".", 2);

      if (yyjson_obj_get (offered, segments[0]) == NULL)
        drop_at (self, i);
      else
        i++;
    }
  yyjson_obj_iter_init (offered, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    for (guint i = 0; i < self->prefixes->len; i++)
      if (g_str_has_prefix (yyjson_get_str (key), g_ptr_array_index (self->prefixes, i)) &&
          !g_ptr_array_find_with_equal_func (self->fields, yyjson_get_str (key), g_str_equal, NULL))
        g_ptr_array_add (self->fields, g_strdup (yyjson_get_str (key)));
}

const char *const *
mw_field_plan_get_dropped (MwFieldPlan *self)
{
  return (const char *const *) self->dropped->pdata;
}

/* Whether an expression can still have a value, while walking from the primary record into parents and
 * lookups. */
typedef struct
{
  MwFieldPlan *plan;
  gboolean whole_set; /* nothing of the set can be read */
  MwExpressionScope scope;
} MwReach;

static gboolean can_have_value (const MwReach *reach, const MwExpression *expression);

/* Whether a condition can hold: one on a value that never comes holds only when it asks for that. */
static gboolean
can_hold (const MwReach *reach, const MwCondition *condition)
{
  gboolean all = condition->kind == MW_CONDITION_ALL;

  switch (condition->kind)
    {
    case MW_CONDITION_IS:
    case MW_CONDITION_WORD:
      return can_have_value (reach, condition->of);
    case MW_CONDITION_PRESENT:
      return !condition->wanted || can_have_value (reach, condition->of);
    case MW_CONDITION_COMPARE:
      return can_have_value (reach, condition->of) && can_have_value (reach, condition->other);
    case MW_CONDITION_ALL:
    case MW_CONDITION_ANY:
      for (guint i = 0; condition->parts[i] != NULL; i++)
        if (can_hold (reach, condition->parts[i]) != all)
          return !all;
      return all;
    case MW_CONDITION_NOT:
    default:
      return TRUE;
    }
}

static gboolean
is_missing (const MwReach *reach, const MwJsonPath *path)
{
  g_autofree char *name = NULL;

  if (path == NULL || get_level (reach->plan, &reach->scope) < 0)
    return FALSE;
  if (reach->whole_set)
    return TRUE;
  name = dup_field_name (reach->plan, &reach->scope, path);
  return name != NULL && g_ptr_array_find_with_equal_func (reach->plan->dropped, name, g_str_equal, NULL);
}

static gboolean
can_have_value (const MwReach *reach, const MwExpression *expression)
{
  MwReach inner = *reach;
  gboolean any = FALSE;

  switch (expression->kind)
    {
    case MW_EXPRESSION_CONST:
      return TRUE;
    case MW_EXPRESSION_FIRST:
    case MW_EXPRESSION_JOIN:
      for (guint i = 0; expression->of[i] != NULL && !any; i++)
        any = (expression->kind == MW_EXPRESSION_FIRST || expression->of[i]->kind != MW_EXPRESSION_CONST) &&
              can_have_value (reach, expression->of[i]);
      return any;
    case MW_EXPRESSION_IF:
      return (can_hold (reach, expression->condition) && can_have_value (reach, expression->of[0])) ||
             (expression->of[1] != NULL && can_have_value (reach, expression->of[1]));
    case MW_EXPRESSION_LOOKUP:
      inner.scope = mw_expression_enter_set (expression);
      return can_have_value (reach, expression->of[0]) && can_have_value (&inner, expression->of[1]);
    case MW_EXPRESSION_PARENT:
      inner.scope = mw_expression_enter_parent (&reach->scope);
      return can_have_value (&inner, expression->of[0]);
    default:
      break;
    }
  for (guint i = 0; expression->of != NULL && expression->of[i] != NULL; i++)
    if (!can_have_value (reach, expression->of[i]))
      return FALSE;
  if (expression->element != NULL)
    {
      inner.scope = mw_expression_enter_element (expression, &reach->scope);
      if (!can_have_value (&inner, expression->element))
        return FALSE;
    }
  return !is_missing (reach, expression->path);
}

typedef struct
{
  MwFieldPlan *plan;
  const char *field;
  gboolean found;
} MwUse;

static void
find_use (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
{
  MwUse *use = data;
  g_autofree char *name = NULL;

  if (expression->path == NULL || get_level (use->plan, scope) < 0)
    return;
  name = dup_field_name (use->plan, scope, expression->path);
  use->found = use->found || use->field == NULL || g_strcmp0 (name, use->field) == 0;
}

/**
 * mw_field_plan_dup_empty_fields:
 * @field: (nullable): a dropped field; %NULL when nothing of the set can be read
 *
 * Tells what the user will miss: a normalized field that can be made in another way is not among it.
 *
 * Returns: (transfer full): ids of normalized fields
 */
char **
mw_field_plan_dup_empty_fields (MwFieldPlan *self, const char *field)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  MwReach reach = { .plan = self, .whole_set = field == NULL };

  for (guint i = 0; i < mw_entity_get_n_fields (self->source->entity); i++)
    {
      MwUse use = { .plan = self, .field = field };

      if (self->source->map[i] == NULL)
        continue;
      mw_expression_visit (self->source->map[i], find_use, &use);
      if (use.found && !can_have_value (&reach, self->source->map[i]))
        g_strv_builder_add (ids, mw_entity_get_field (self->source->entity, i)->id);
    }
  return g_strv_builder_end (ids);
}
