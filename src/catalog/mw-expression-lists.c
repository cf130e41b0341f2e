/* mw-expression-lists.c: expressions over the elements of lists, as members of a file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-expression-reader.h"

gboolean
mw_read_own_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwJsonPath **path = (MwJsonPath **) G_STRUCT_MEMBER_P (target, m->offset);

  *path = mw_file_reader_dup_path (r, node, FALSE);
  return *path != NULL;
}

gboolean
mw_read_own_list_path (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwJsonPath **path = (MwJsonPath **) G_STRUCT_MEMBER_P (target, m->offset);

  *path = mw_file_reader_dup_path (r, node, TRUE);
  return *path != NULL;
}

/* Which elements count: a condition, or a path in the same list, whose values "is" has. It is an operand, so
 * that it is asked for. */
gboolean
mw_read_element_condition (MwFileReader *r, JsonNode *node, gpointer target, const MwMember *m)
{
  MwExpression *self = target;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return mw_condition_read (r, node, &self->condition);
  if (self->of != NULL)
    return TRUE;
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

/* "where" as a path lies in the list that @path is in. */
static gboolean
check_where (MwFileReader *r, MwExpression *self, const MwJsonPath *path)
{
  const MwJsonPath *where = self->of != NULL ? self->of[0]->path : NULL;
  const char *list = mw_json_path_get_text (path);
  const char *end = strstr (list, "[]");
  guint n_steps;

  if ((where != NULL) != (self->is != NULL))
    return mw_file_reader_fail (r, NULL, "“where” and “is” go together");
  if (where == NULL)
    return TRUE;
  n_steps = count_to_last_list (where);
  if (n_steps == 0 || !mw_json_path_starts_with (path, where, n_steps))
    return mw_file_reader_fail (r, "where", "must lie in the list “%.*s”",
                                end != NULL ? (int) (end + 2 - list) : 0, list);
  self->where = mw_json_path_dup_part (where, n_steps, G_MAXUINT - n_steps);
  return TRUE;
}

/* What is done with every element is done in the list that the condition is about, or in the last one. */
gboolean
mw_check_elements (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;
  guint n_all = mw_json_path_get_n_steps (self->path);
  guint n_steps;

  if (!check_where (r, self, self->path))
    return FALSE;
  if (self->element != NULL && !mw_json_path_is_each (self->path, n_all - 1))
    return mw_file_reader_fail (r, "of", "is for the elements of a list: its path must end with []");
  if (self->where == NULL && self->condition == NULL && self->element == NULL)
    return TRUE;
  n_steps = count_to_last_list (self->where != NULL ? self->of[0]->path : self->path);
  self->list = mw_json_path_dup_part (self->path, 0, n_steps);
  self->inner = mw_json_path_dup_part (self->path, n_steps, n_all - n_steps);
  return TRUE;
}

gboolean
mw_check_counted (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;
  g_autofree char *text = g_strconcat (mw_json_path_get_text (self->path), "[]", NULL);

  if (self->of == NULL && self->is == NULL && self->condition == NULL)
    return TRUE;
  self->list = mw_json_path_parse (text, NULL);
  return check_where (r, self, self->list);
}

gboolean
mw_check_pick (MwFileReader *r, JsonNode *node, gpointer target)
{
  MwExpression *self = target;

  if ((self->where != NULL) != (self->is != NULL))
    return mw_file_reader_fail (r, NULL, "“where” and “is” go together");
  return self->where != NULL || self->any ||
         mw_file_reader_fail (r, NULL, "needs “where” and “is”, or “any”");
}
