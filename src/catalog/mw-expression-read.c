/* mw-expression-read.c: expressions, as members of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

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
  return mw_read_own_path (r, node, target, &(MwMember) { .offset = G_STRUCT_OFFSET (MwExpression, path) });
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
  MwPlace place;

  if (zone == NULL || mw_place_is_whole (zone, &place))
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

/* Of the marks in numbers. */
static gboolean
check_number (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  if (strcmp (self->text, ".") != 0 && strcmp (self->text, ",") != 0)
    return mw_file_reader_fail (r, "decimal", "must be “.” or “,”");
  if (self->group != NULL && (g_utf8_strlen (self->group, -1) != 1 || strcmp (self->group, self->text) == 0 ||
                              g_ascii_isdigit (*self->group) || strchr ("+-", *self->group) != NULL))
    return mw_file_reader_fail (r, "group", "must be one character that is no digit, sign or decimal mark");
  return TRUE;
}

static gboolean
check_trim (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  if (self->text != NULL && (strlen (self->text) != 1 || !g_ascii_isgraph (*self->text)))
    return mw_file_reader_fail (r, "leading", "must be one character");
  return TRUE;
}

/* Either expressions, or the path of a list. */
static gboolean
read_joined (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return read_operands (r, node, target, m);
  self->kind = MW_EXPRESSION_JOIN_LIST;
  return mw_read_own_list_path (r, node, target,
                                &(MwMember) { .offset = G_STRUCT_OFFSET (MwExpression, path) });
}

static gboolean
check_join (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;
  JsonObject *object = json_node_get_object (node);

  if (self->kind == MW_EXPRESSION_JOIN_LIST)
    return mw_check_elements (r, node, target);
  for (const char *const *key = (const char *const[]) { "where", "is", "of", NULL }; *key != NULL; key++)
    if (json_object_has_member (object, *key))
      return mw_file_reader_fail (r, *key, "is for the elements of a list, as in {\"join\": \"lines[]\"}");
  return TRUE;
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
#define OF_ELEMENTS                                                                                          \
  { "where", mw_read_element_condition, 0 }, { "is", mw_read_own_texts, O (is) },                            \
  {                                                                                                          \
    "of", mw_read_own_expression, O (element)                                                                \
  }
#define FOLD(name)   SHAPE (mw_check_elements, { name, mw_read_own_list_path, O (path), TRUE }, OF_ELEMENTS)
#define OF_ONE(name) SHAPE (NULL, OPERAND (name, 0, TRUE))

static const Form forms[] = {
  { "const", MW_EXPRESSION_CONST, SHAPE (NULL, { "const", mw_read_own_text, O (text), TRUE }) },
  { "first", MW_EXPRESSION_FIRST, SHAPE (NULL, { "first", read_operands, 0, TRUE }) },
  { "enum", MW_EXPRESSION_ENUM,
    SHAPE (check_text, { "enum", mw_read_own_text, O (text), TRUE }, OPERAND ("of", 0, TRUE)) },
  { "map", MW_EXPRESSION_MAP,
    SHAPE (check_text, { "map", mw_read_own_text, O (text), TRUE }, OPERAND ("of", 0, TRUE)) },
  { "day", MW_EXPRESSION_DATE, OF_ONE ("day") },
  { "local", MW_EXPRESSION_DATE, OF_ONE ("local") },
  { "instant", MW_EXPRESSION_DATE,
    SHAPE (check_date, OPERAND ("instant", 0, TRUE), { "zone", mw_read_own_text, O (zone) }) },
  { "html", MW_EXPRESSION_HTML, OF_ONE ("html") },
  { "json", MW_EXPRESSION_JSON, SHAPE (NULL, { "json", read_path, 0, TRUE }) },
  { "sum", MW_EXPRESSION_SUM, FOLD ("sum") },
  { "min", MW_EXPRESSION_MINIMUM, FOLD ("min") },
  { "max", MW_EXPRESSION_MAXIMUM, FOLD ("max") },
  { "count", MW_EXPRESSION_COUNT,
    SHAPE (mw_check_counted,
           { "count", read_path, 0, TRUE },
           { "where", mw_read_element_condition, 0 },
           { "is", mw_read_own_texts, O (is) }) },
  { "calculate", MW_EXPRESSION_CALCULATE,
    SHAPE (check_calculate,
           { "calculate", read_operation, 0, TRUE },
           { "of", read_operands, 0, TRUE },
           { "at_least", mw_read_own_text, O (at_least) }) },
  { "join", MW_EXPRESSION_JOIN,
    SHAPE (check_join,
           { "join", read_joined, 0, TRUE },
           { "with", mw_read_own_text, O (text), TRUE },
           OF_ELEMENTS) },
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
  { "parent", MW_EXPRESSION_PARENT, OF_ONE ("parent") },
  { "custom", MW_EXPRESSION_CUSTOM,
    SHAPE (check_prefixes, { "custom", mw_read_own_texts, O (prefixes), TRUE }) },
  { "custom_of", MW_EXPRESSION_CUSTOM_OF, SHAPE (NULL, { "custom_of", read_path, 0, TRUE }) },
  { "custom_pairs", MW_EXPRESSION_CUSTOM_PAIRS,
    SHAPE (NULL,
           { "custom_pairs", read_path, 0, TRUE },
           { "name", mw_read_own_path, O (where), TRUE },
           { "value", mw_read_own_path, O (inner), TRUE }) },
  { "pick", MW_EXPRESSION_PICK,
    SHAPE (mw_check_pick,
           { "pick", read_path, 0, TRUE },
           { "where", mw_read_own_path, O (where) },
           { "is", mw_read_own_texts, O (is) },
           { "any", mw_read_boolean, O (any) },
           { "get", mw_read_own_expression, O (element), TRUE }) },
  { "trim", MW_EXPRESSION_TRIM,
    SHAPE (check_trim, OPERAND ("trim", 0, TRUE), { "leading", mw_read_own_text, O (text) }) },
  { "clock", MW_EXPRESSION_CLOCK, OF_ONE ("clock") },
  { "encoded", MW_EXPRESSION_ENCODED, OF_ONE ("encoded") },
  { "number", MW_EXPRESSION_NUMBER,
    SHAPE (check_number,
           OPERAND ("number", 0, TRUE),
           { "decimal", mw_read_own_text, O (text), TRUE },
           { "group", mw_read_own_text, O (group) }) },
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
visit_record_expression (const MwExpression *expression, const MwExpressionScope *scope, gpointer data)
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
