/* mw-variables.c: named values that fill the places of requests
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-request-template.h"

/* Of a JsonNode only the count of references is atomic: those of the list, object or value in it are not, and
 * both json_node_copy() and json_to_string() change them. So the text is made once, when the value is set,
 * and the node is never copied: several fibers may read one scope at the same time. */
typedef struct
{
  JsonNode *node; /* sealed */
  char *text;     /* NULL when it is null */
  gboolean is_of_file;
} Value;

struct _MwVariables
{
  gatomicrefcount ref_count;
  MwVariables *outer;
  GHashTable *values; /* name → Value */
};

static void
value_free (gpointer data)
{
  Value *value = data;

  json_node_unref (value->node);
  g_free (value->text);
  g_free (value);
}

static Value *
put (MwVariables *self, const char *name, JsonNode *node, char *text)
{
  Value *value = g_new (Value, 1);

  *value = (Value) { node, text, FALSE };
  g_hash_table_replace (self->values, g_strdup (name), value);
  return value;
}

static Value *
find (MwVariables *self, const char *name)
{
  for (MwVariables *scope = self; scope != NULL; scope = scope->outer)
    {
      Value *value = g_hash_table_lookup (scope->values, name);

      if (value != NULL)
        return value;
    }
  return NULL;
}

/**
 * mw_variables_new:
 * @outer: (nullable): where to look for what this scope does not have
 *
 * An empty scope. It keeps @outer.
 *
 * Returns: (transfer full):
 */
MwVariables *
mw_variables_new (MwVariables *outer)
{
  MwVariables *self = g_new0 (MwVariables, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->outer = outer != NULL ? mw_variables_ref (outer) : NULL;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  return self;
}

MwVariables *
mw_variables_ref (MwVariables *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_variables_unref (MwVariables *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->outer, mw_variables_unref);
  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * mw_variables_set_text:
 * @text: (nullable): %NULL removes the value from this scope; the outer one shows again
 *
 * Sets a text.
 */
void
mw_variables_set_text (MwVariables *self, const char *name, const char *text)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (text == NULL)
    g_hash_table_remove (self->values, name);
  else
    {
      JsonNode *node = json_node_init_string (json_node_alloc (), text);

      json_node_seal (node);
      put (self, name, node, g_strdup (text));
    }
}

void
mw_variables_set_int (MwVariables *self, const char *name, gint64 number)
{
  JsonNode *node;

  g_return_if_fail (self != NULL && name != NULL);

  node = json_node_init_int (json_node_alloc (), number);
  json_node_seal (node);
  put (self, name, node, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static Value *
put_node (MwVariables *self, const char *name, JsonNode *node)
{
  char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_dup_string (node);
  else if (!JSON_NODE_HOLDS_NULL (node))
    text = json_to_string (node, FALSE);
  node = json_node_ref (node);
  json_node_seal (node);
  return put (self, name, node, text);
}

/**
 * mw_variables_set_node:
 * @node: must not change afterwards
 *
 * Sets any JSON value. No other thread may use @node at the same time.
 */
void
mw_variables_set_node (MwVariables *self, const char *name, JsonNode *node)
{
  g_return_if_fail (self != NULL && name != NULL && node != NULL);

  put_node (self, name, node);
}

/**
 * mw_variables_set_file_node:
 * @node: a value that stands in the system file; must not change afterwards
 *
 * The same for what the file wrote itself and what was checked with it: it may be a part of a statement,
 * which no value from anywhere else may.
 */
void
mw_variables_set_file_node (MwVariables *self, const char *name, JsonNode *node)
{
  g_return_if_fail (self != NULL && name != NULL && node != NULL);

  put_node (self, name, node)->is_of_file = TRUE;
}

/**
 * mw_variables_is_of_file:
 *
 * Returns: whether the value was set by mw_variables_set_file_node()
 */
gboolean
mw_variables_is_of_file (MwVariables *self, const char *name)
{
  Value *value;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  value = find (self, name);
  return value != NULL && value->is_of_file;
}

/**
 * mw_variables_get_node:
 *
 * Returns: (transfer none) (nullable): the value in this scope or the nearest outer one that has it; other
 * threads may read it too, so keep it with json_node_ref() and not with json_node_copy()
 */
JsonNode *
mw_variables_get_node (MwVariables *self, const char *name)
{
  Value *value;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  value = find (self, name);
  return value != NULL ? value->node : NULL;
}

/**
 * mw_variables_dup_text:
 *
 * The value as it stands in a URI, a header or a text.
 *
 * Returns: (transfer full) (nullable): a scalar's text, the JSON of a list or object; %NULL when there is
 * none or it is null
 */
char *
mw_variables_dup_text (MwVariables *self, const char *name)
{
  Value *value;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  value = find (self, name);
  return value != NULL ? g_strdup (value->text) : NULL;
}

/**
 * mw_variables_dup_names:
 *
 * Returns: (transfer full): what this scope has itself, sorted
 */
char **
mw_variables_dup_names (MwVariables *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GList) names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_list_sort (g_hash_table_get_keys (self->values), (GCompareFunc) g_strcmp0);
  for (GList *l = names; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);
  return g_strv_builder_end (builder);
}

/**
 * mw_variables_overlay:
 * @over: what to lay over this scope
 *
 * Sets in this scope everything that @over and its outer scopes have; what stands nearer in @over wins.
 */
void
mw_variables_overlay (MwVariables *self, MwVariables *over)
{
  GHashTableIter iter;
  gpointer name;
  gpointer data;

  g_return_if_fail (self != NULL && over != NULL);

  if (over->outer != NULL)
    mw_variables_overlay (self, over->outer);
  g_hash_table_iter_init (&iter, over->values);
  while (g_hash_table_iter_next (&iter, &name, &data))
    {
      Value *value = data;

      put (self, name, json_node_ref (value->node), g_strdup (value->text))->is_of_file = value->is_of_file;
    }
}
