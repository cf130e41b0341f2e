/* mw-condition.c: the conditions of expressions
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-expression-reader.h"

#include <string.h>

/* How a condition's object is read, found by the one member that names its kind. */
typedef struct
{
  const char *name;
  MwConditionKind kind;
  gboolean wanted;
  MwShape shape;
} Form;

static gboolean
read_parts (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwCondition *self = target;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mw_file_reader_wrong_type (r, node, "a list of conditions");
  list = json_node_get_array (node);
  if (json_array_get_length (list) == 0)
    return mw_file_reader_fail (r, NULL, "must not be empty");
  self->parts = g_new0 (MwCondition *, json_array_get_length (list) + 1);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize mark = mw_file_reader_enter_index (r, i);

      if (!mw_condition_read (r, json_array_get_element (list, i), &self->parts[i]))
        return FALSE;
      mw_file_reader_leave (r, mark);
    }
  return TRUE;
}

static gboolean
read_part (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwCondition *self = target;

  self->parts = g_new0 (MwCondition *, 2);
  return mw_condition_read (r, node, &self->parts[0]);
}

/* What has a blank in it is never one of the words that blanks separate. */
static gboolean
read_words (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  char **words;

  if (!mw_read_own_texts (r, node, target, m))
    return FALSE;
  words = *(char ***) G_STRUCT_MEMBER_P (target, m->offset);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '\0' || strpbrk (words[i], " \t\r\n") != NULL)
      return mw_file_reader_fail (r, NULL, "“%s” is not one word", words[i]);
  return TRUE;
}

#define O(field) G_STRUCT_OFFSET (MwCondition, field)
#define OF       { "of", mw_read_own_expression, O (of), TRUE }
#define SHAPE(...)                                                                                           \
  {                                                                                                          \
    sizeof (MwCondition), (const MwMember[])                                                                 \
    {                                                                                                        \
      __VA_ARGS__, { NULL }                                                                                  \
    }                                                                                                        \
  }

static const Form forms[] = {
  { "is", MW_CONDITION_IS, FALSE, SHAPE (OF, { "is", mw_read_own_texts, O (is), TRUE }) },
  { "word", MW_CONDITION_WORD, FALSE, SHAPE (OF, { "word", read_words, O (is), TRUE }) },
  { "present", MW_CONDITION_PRESENT, FALSE, SHAPE (OF, { "present", mw_read_boolean, O (wanted), TRUE }) },
  { "less_than", MW_CONDITION_COMPARE, FALSE,
    SHAPE (OF, { "less_than", mw_read_own_expression, O (other), TRUE }) },
  { "at_least", MW_CONDITION_COMPARE, TRUE,
    SHAPE (OF, { "at_least", mw_read_own_expression, O (other), TRUE }) },
  { "all", MW_CONDITION_ALL, FALSE, SHAPE ({ "all", read_parts, 0, TRUE }) },
  { "any", MW_CONDITION_ANY, FALSE, SHAPE ({ "any", read_parts, 0, TRUE }) },
  { "not", MW_CONDITION_NOT, FALSE, SHAPE ({ "not", read_part, 0, TRUE }) },
};

static gboolean
read_object (MwFileReader *r, JsonNode *node, MwCondition *self)
{
  JsonObject *object = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (json_object_has_member (object, forms[i].name))
      {
        self->kind = forms[i].kind;
        self->wanted = forms[i].wanted;
        return mw_file_reader_read (r, node, &forms[i].shape, self);
      }
  return mw_file_reader_fail (
    r, NULL, "is no condition: needs is, word, present, less_than, at_least, all, any or not");
}

gboolean
mw_condition_read (MwFileReader *reader, JsonNode *node, MwCondition **out)
{
  gboolean ok;

  *out = g_new0 (MwCondition, 1);
  if (!mw_expression_begin (reader))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    ok = read_object (reader, node, *out);
  else
    ok = mw_file_reader_wrong_type (reader, node, "a condition");
  mw_expression_end (reader);
  return ok;
}

gboolean
mw_read_own_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  return mw_condition_read (r, node, (MwCondition **) G_STRUCT_MEMBER_P (target, m->offset));
}

gboolean
mw_read_kept_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwCondition *condition = NULL;
  gboolean ok = mw_condition_read (r, node, &condition);

  *(MwCondition **) G_STRUCT_MEMBER_P (target, m->offset) = mw_keep_add (r->keep, condition,
                                                                         (GDestroyNotify) mw_condition_free);
  return ok;
}

/**
 * mw_condition_parse:
 * @node: a condition as data/systems/README.md describes it
 * @where: key path for messages
 *
 * Reads a condition.
 *
 * Returns: (transfer full): the condition, or %NULL with %MW_CATALOG_ERROR_FORMAT "WHERE: reason"
 */
MwCondition *
mw_condition_parse (JsonNode *node, const char *where, GError **error)
{
  g_autoptr (MwCondition) self = NULL;
  MwFileReader reader;
  gboolean ok;

  mw_file_reader_init (&reader, NULL, where, NULL, error);
  ok = mw_condition_read (&reader, node, &self);
  mw_file_reader_clear (&reader);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
mw_condition_free (MwCondition *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->of, mw_expression_free);
  g_clear_pointer (&self->other, mw_expression_free);
  g_strfreev (self->is);
  for (guint i = 0; self->parts != NULL && self->parts[i] != NULL; i++)
    mw_condition_free (self->parts[i]);
  g_free (self->parts);
  g_free (self);
}
