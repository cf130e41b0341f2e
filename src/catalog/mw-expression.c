/* mw-expression.c: how a normalized value is made from a raw record: small, total, without loops
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-expression.h"

#include "mw-expression-reader.h"

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
  g_clear_pointer (&self->element, mw_expression_free);
  g_clear_pointer (&self->condition, mw_condition_free);
  g_free (self->group);
  g_free (self->zone);
  g_free (self->at_least);
  g_free (self);
}

MwExpressionScope
mw_expression_enter_element (const MwExpression *self, const MwExpressionScope *scope)
{
  return (MwExpressionScope) {
    .outer = scope,
    .list = self->list != NULL ? self->list : self->path,
    .set = scope->set,
    .depth = scope->depth + 1,
  };
}

MwExpressionScope
mw_expression_enter_parent (const MwExpressionScope *scope)
{
  if (scope->outer != NULL)
    return *scope->outer;
  return (MwExpressionScope) { .set = scope->set, .depth = scope->depth - 1 };
}

MwExpressionScope
mw_expression_enter_set (const MwExpression *self)
{
  return (MwExpressionScope) { .set = self->text };
}

static void
visit (const MwExpression *self, const MwExpressionScope *scope, MwExpressionVisit func, gpointer data);

static void
visit_condition (const MwCondition *self,
                 const MwExpressionScope *scope,
                 MwExpressionVisit func,
                 gpointer data)
{
  if (self->of != NULL)
    visit (self->of, scope, func, data);
  if (self->other != NULL)
    visit (self->other, scope, func, data);
  for (guint i = 0; self->parts != NULL && self->parts[i] != NULL; i++)
    visit_condition (self->parts[i], scope, func, data);
}

static void
visit_operands (const MwExpression *self,
                const MwExpressionScope *scope,
                MwExpressionVisit func,
                gpointer data)
{
  MwExpressionScope inner = *scope;

  if (self->kind == MW_EXPRESSION_PARENT)
    inner = mw_expression_enter_parent (scope);
  for (guint i = 0; self->of != NULL && self->of[i] != NULL; i++)
    {
      if (self->kind == MW_EXPRESSION_LOOKUP && i == 1)
        inner = mw_expression_enter_set (self);
      visit (self->of[i], &inner, func, data);
    }
}

static void
visit (const MwExpression *self, const MwExpressionScope *scope, MwExpressionVisit func, gpointer data)
{
  MwExpressionScope element = mw_expression_enter_element (self, scope);

  func (self, scope, data);
  if (self->condition != NULL)
    visit_condition (self->condition, self->kind == MW_EXPRESSION_IF ? scope : &element, func, data);
  if (self->element != NULL)
    visit (self->element, &element, func, data);
  visit_operands (self, scope, func, data);
}

/**
 * mw_expression_visit:
 *
 * Calls @visit for the expression and everything in it, conditions too.
 */
void
mw_expression_visit (const MwExpression *self, MwExpressionVisit func, gpointer data)
{
  MwExpressionScope scope = { NULL };

  visit (self, &scope, func, data);
}

/**
 * mw_condition_visit:
 *
 * The same for the expressions of a condition.
 */
void
mw_condition_visit (const MwCondition *self, MwExpressionVisit func, gpointer data)
{
  MwExpressionScope scope = { NULL };

  visit_condition (self, &scope, func, data);
}
