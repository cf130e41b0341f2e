/* mw-expression.c: how a normalized value is made from a raw record: small, total, without loops
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-expression.h"

#include <string.h>

#include "mw-expression-reader.h"
#include "mw-file-reader.h"
#include "mw-places.h"

/* How an expression's object is read, found by the one member that names its kind. */
typedef struct
{
  const char *name;
  MwExpressionKind kind;
  MwShape shape;
} Form;

/* Operands of which there is a fixed number lie at their place in @of; member->detail says which. */
static gboolean
read_operand (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;

  if (self->of == NULL)
    self->of = g_new0 (MwExpression *, 3);
  return mw_expression_read (r, node, &self->of[GPOINTER_TO_UINT (m->detail)]);
}

static gboolean
read_operands (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of expressions");
  list = json_node_get_array (node);
  if (json_array_get_length (list) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  self->of = g_new0 (MwExpression *, json_array_get_length (list) + 1);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);

      if (!mw_expression_read (r, json_array_get_element (list, i), &self->of[i]))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
read_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;

  self->path = mw_file_reader_dup_path (r, node,
                                        self->kind == MW_EXPRESSION_SUM ||
                                          self->kind == MW_EXPRESSION_MINIMUM ||
                                          self->kind == MW_EXPRESSION_MAXIMUM);
  return self->path != NULL;
}

/* The path that decides which children count lies in the same list as the one that is folded. */
static gboolean
read_where (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;

  self->of = g_new0 (MwExpression *, 2);
  self->of[0] = g_new0 (MwExpression, 1);
  self->of[0]->kind = MW_EXPRESSION_PATH;
  self->of[0]->path = mw_file_reader_dup_path (r, node, TRUE);
  return self->of[0]->path != NULL;
}

static guint
count_to_last_list (const MwJsonPath *path)
{
  guint n_steps = mw_json_path_get_n_steps (path);

  while (n_steps > 0 && !mw_json_path_is_each (path, n_steps - 1))
    n_steps--;
  return n_steps;
}

static gboolean
check_fold (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;
  const MwJsonPath *where;
  const char *list, *end;
  guint n_steps;

  if ((self->of != NULL) != (self->is != NULL))
    return mw_file_reader_fail (r, NULL, "“where” and “is” go together");
  if (self->of == NULL)
    return TRUE;
  where = self->of[0]->path;
  n_steps = count_to_last_list (where);
  list = mw_json_path_get_text (self->path);
  end = strstr (list, "[]");
  if (n_steps == 0 || !mw_json_path_starts_with (self->path, where, n_steps))
    return mw_file_reader_fail (r, "where", "must lie in the list “%.*s”",
                                end != NULL ? (int) (end + 2 - list) : 0, list);
  self->list = mw_json_path_dup_part (where, 0, n_steps);
  self->where = mw_json_path_dup_part (where, n_steps, G_MAXUINT - n_steps);
  self->inner = mw_json_path_dup_part (self->path, n_steps, G_MAXUINT - n_steps);
  return TRUE;
}

static const char *const operations[] = { "add", "subtract", "multiply", "divide", "min", "max", NULL };

static gboolean
read_operation (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  static const MwMember word = { .detail = operations };
  MwExpression *self = target;
  int operation;

  if (!mw_read_word (r, node, &operation, &word))
    return FALSE;
  self->operation = operation;
  return TRUE;
}

static gboolean
check_date (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;
  const char *zone = self->zone;

  if (zone == NULL)
    return TRUE;
  /* Not looked up: whether a machine has the time zone data must not decide whether a file is right. */
  if (!g_ascii_isalpha (*zone) ||
      strspn (zone, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+-") != strlen (zone))
    return mw_file_reader_fail (r, "zone", "“%s” is no name of a time zone", zone);
  return TRUE;
}

static gboolean
check_calculate (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  if (g_strv_length ((char **) self->of) != 2)
    return mw_file_reader_fail (r, "of", "must have two elements");
  if (self->at_least != NULL && !mw_decimal_is_valid (self->at_least))
    return mw_file_reader_fail (r, "at_least", "“%s” is no number", self->at_least);
  return TRUE;
}

static gboolean
check_text (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  return *self->text != '\0' || mw_file_reader_fail (r, NULL, "the name must not be empty");
}

static gboolean
check_prefixes (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  for (guint i = 0; self->prefixes[i] != NULL; i++)
    if (*self->prefixes[i] == '\0')
      return mw_file_reader_fail (r, "custom", "an empty prefix would take every key");
  return TRUE;
}

static gboolean
is_url (const char *name, gpointer data)
{
  return strcmp (name, "url") == 0;
}

static gboolean
check_const (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  return mw_place_foreach (self->text, is_url, NULL) ||
         mw_file_reader_fail (r, "const", "only {url} can stand in it");
}

/* An "if" without "else" is null then: the first of nothing. */
static gboolean
check_if (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  if (self->of[1] == NULL)
    {
      self->of[1] = g_new0 (MwExpression, 1);
      self->of[1]->kind = MW_EXPRESSION_FIRST;
      self->of[1]->of = g_new0 (MwExpression *, 1);
    }
  return TRUE;
}

#define O(field)                 G_STRUCT_OFFSET (MwExpression, field)
#define OPERAND(name, n, needed) { name, read_operand, 0, needed, GUINT_TO_POINTER (n) }
#define MEMBERS(...)                                                                                         \
  (const MwMember[])                                                                                         \
  {                                                                                                          \
    __VA_ARGS__, { NULL }                                                                                    \
  }
#define SHAPE(check, ...) { sizeof (MwExpression), MEMBERS (__VA_ARGS__), check }
#define FOLD(name)                                                                                           \
  SHAPE (check_fold, { name, read_path, 0, TRUE }, { "where", read_where, 0 },                               \
         { "is", mw_read_own_texts, O (is) })
#define CHILDREN(name) SHAPE (NULL, { name, read_path, 0, TRUE })

static const Form forms[] = {
  { "const", MW_EXPRESSION_CONST, SHAPE (check_const, { "const", mw_read_own_text, O (text), TRUE }) },
  { "first", MW_EXPRESSION_FIRST, SHAPE (NULL, { "first", read_operands, 0, TRUE }) },
  { "enum", MW_EXPRESSION_ENUM,
    SHAPE (check_text, { "enum", mw_read_own_text, O (text), TRUE }, OPERAND ("of", 0, TRUE)) },
  { "map", MW_EXPRESSION_MAP,
    SHAPE (check_text, { "map", mw_read_own_text, O (text), TRUE }, OPERAND ("of", 0, TRUE)) },
  { "day", MW_EXPRESSION_DATE, SHAPE (NULL, OPERAND ("day", 0, TRUE)) },
  { "local", MW_EXPRESSION_DATE, SHAPE (NULL, OPERAND ("local", 0, TRUE)) },
  { "instant", MW_EXPRESSION_DATE,
    SHAPE (check_date, OPERAND ("instant", 0, TRUE), { "zone", mw_read_own_text, O (zone) }) },
  { "html", MW_EXPRESSION_HTML, SHAPE (NULL, OPERAND ("html", 0, TRUE)) },
  { "json", MW_EXPRESSION_JSON, CHILDREN ("json") },
  { "sum", MW_EXPRESSION_SUM, FOLD ("sum") },
  { "min", MW_EXPRESSION_MINIMUM, FOLD ("min") },
  { "max", MW_EXPRESSION_MAXIMUM, FOLD ("max") },
  { "count", MW_EXPRESSION_COUNT, CHILDREN ("count") },
  { "calculate", MW_EXPRESSION_CALCULATE,
    SHAPE (check_calculate,
           { "calculate", read_operation, 0, TRUE },
           { "of", read_operands, 0, TRUE },
           { "at_least", mw_read_own_text, O (at_least) }) },
  { "join", MW_EXPRESSION_JOIN,
    SHAPE (NULL, { "join", read_operands, 0, TRUE }, { "with", mw_read_own_text, O (text), TRUE }) },
  { "if", MW_EXPRESSION_IF,
    SHAPE (check_if,
           { "if", mw_read_own_condition, O (condition), TRUE },
           OPERAND ("then", 0, TRUE),
           OPERAND ("else", 1, FALSE)) },
  { "lookup", MW_EXPRESSION_LOOKUP,
    SHAPE (check_text,
           { "lookup", mw_read_own_text, O (text), TRUE },
           OPERAND ("key", 0, TRUE),
           OPERAND ("get", 1, TRUE)) },
  { "parent", MW_EXPRESSION_PARENT, SHAPE (NULL, OPERAND ("parent", 0, TRUE)) },
  { "custom", MW_EXPRESSION_CUSTOM,
    SHAPE (check_prefixes, { "custom", mw_read_own_texts, O (prefixes), TRUE }) },
};

gboolean
mw_expression_begin (MwFileReader *reader)
{
  if (++reader->depth > MW_FILE_READER_MAX_DEPTH)
    return mw_file_reader_fail (reader, NULL, "nested deeper than %d", MW_FILE_READER_MAX_DEPTH);
  if (++reader->n_expressions > MW_FILE_READER_MAX_EXPRESSIONS)
    return mw_file_reader_fail (reader, NULL, "more than %d expressions", MW_FILE_READER_MAX_EXPRESSIONS);
  return TRUE;
}

void
mw_expression_end (MwFileReader *reader)
{
  reader->depth--;
}

static gboolean
read_object (MwFileReader *r, JsonNode *node, MwExpression *self)
{
  JsonObject *object = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (json_object_has_member (object, forms[i].name))
      {
        self->kind = forms[i].kind;
        if (self->kind == MW_EXPRESSION_DATE)
          self->meaning = *forms[i].name == 'd'   ? MW_DATE_DAY
                          : *forms[i].name == 'l' ? MW_DATE_LOCAL
                                                  : MW_DATE_INSTANT;
        return mw_file_reader_read (r, node, &forms[i].shape, self);
      }
  return mw_file_reader_fail (r, NULL, "is no expression: none of its keys names one");
}

gboolean
mw_expression_read (MwFileReader *reader, JsonNode *node, MwExpression **out)
{
  MwExpression *self = *out = g_new0 (MwExpression, 1);
  gboolean ok;

  if (!mw_expression_begin (reader))
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      self->kind = MW_EXPRESSION_PATH;
      ok = read_path (reader, node, self, NULL);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    ok = read_object (reader, node, self);
  else
    ok = mw_file_reader_wrong_type (reader, node, "a path or an expression");
  mw_expression_end (reader);
  return ok;
}

gboolean
mw_read_own_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  return mw_expression_read (r, node, (MwExpression **) G_STRUCT_MEMBER_P (target, m->offset));
}

gboolean
mw_read_kept_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *expression = NULL;
  gboolean ok = mw_expression_read (r, node, &expression);

  *(MwExpression **) G_STRUCT_MEMBER_P (target, m->offset) = mw_keep_add (
    r->keep, expression, (GDestroyNotify) mw_expression_free);
  return ok;
}

static void
visit_record_expression (const MwExpression *expression, gboolean in_parent, const char *set, gpointer data)
{
  gboolean *ok = data;

  if (expression->kind == MW_EXPRESSION_LOOKUP || expression->kind == MW_EXPRESSION_PARENT ||
      expression->kind == MW_EXPRESSION_ENUM || expression->kind == MW_EXPRESSION_MAP)
    *ok = FALSE;
}

gboolean
mw_read_record_expression (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *const *expression = (MwExpression *const *) G_STRUCT_MEMBER_P (target, m->offset);
  gboolean ok = mw_read_kept_expression (r, node, target, m);
  gboolean is_of_record = ok;

  if (ok)
    mw_expression_visit (*expression, visit_record_expression, &is_of_record);
  if (ok && !is_of_record)
    return mw_file_reader_fail (r, NULL, "is made of the record alone: no lookup, parent, enum or map");
  return ok;
}

/**
 * mw_expression_parse:
 * @node: an expression as data/systems/README.md describes it
 * @where: key path for messages
 *
 * Reads an expression. At most 32 deep and 5000 in one.
 *
 * Returns: (transfer full): the expression, or %NULL with %MW_CATALOG_ERROR_FORMAT "WHERE: reason"
 */
MwExpression *
mw_expression_parse (JsonNode *node, const char *where, GError **error)
{
  g_autoptr (MwExpression) self = NULL;
  MwFileReader reader;
  gboolean ok;

  mw_file_reader_init (&reader, NULL, where, NULL, error);
  ok = mw_expression_read (&reader, node, &self);
  mw_file_reader_clear (&reader);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
mw_expression_free (MwExpression *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->path, mw_json_path_free);
  g_clear_pointer (&self->list, mw_json_path_free);
  g_clear_pointer (&self->where, mw_json_path_free);
  g_clear_pointer (&self->inner, mw_json_path_free);
  g_free (self->text);
  g_strfreev (self->prefixes);
  g_strfreev (self->is);
  for (guint i = 0; self->of != NULL && self->of[i] != NULL; i++)
    mw_expression_free (self->of[i]);
  g_free (self->of);
  g_clear_pointer (&self->condition, mw_condition_free);
  g_free (self->zone);
  g_free (self->at_least);
  g_free (self);
}

static void
visit (const MwExpression *self, gboolean in_parent, const char *set, MwExpressionVisit func, gpointer data);

static void
visit_condition (const MwCondition *self,
                 gboolean in_parent,
                 const char *set,
                 MwExpressionVisit func,
                 gpointer data)
{
  if (self->of != NULL)
    visit (self->of, in_parent, set, func, data);
  if (self->other != NULL)
    visit (self->other, in_parent, set, func, data);
  for (guint i = 0; self->parts != NULL && self->parts[i] != NULL; i++)
    visit_condition (self->parts[i], in_parent, set, func, data);
}

static void
visit (const MwExpression *self, gboolean in_parent, const char *set, MwExpressionVisit func, gpointer data)
{
  func (self, in_parent, set, data);
  if (self->condition != NULL)
    visit_condition (self->condition, in_parent, set, func, data);
  for (guint i = 0; self->of != NULL && self->of[i] != NULL; i++)
    if (self->kind == MW_EXPRESSION_LOOKUP && i == 1)
      visit (self->of[i], FALSE, self->text, func, data);
    else
      visit (self->of[i], in_parent || self->kind == MW_EXPRESSION_PARENT, set, func, data);
}

/**
 * mw_expression_visit:
 *
 * Calls @visit for the expression and everything in it, conditions too. Inside "get" of a lookup @set is the
 * set that is looked into and paths are of its records; inside "parent" @in_parent is %TRUE.
 */
void
mw_expression_visit (const MwExpression *self, MwExpressionVisit func, gpointer data)
{
  visit (self, FALSE, NULL, func, data);
}

/**
 * mw_condition_visit:
 *
 * The same for the expressions of a condition.
 */
void
mw_condition_visit (const MwCondition *self, MwExpressionVisit func, gpointer data)
{
  visit_condition (self, FALSE, NULL, func, data);
}
