/* mw-narrowing.c: what of a system a connection reads: what was chosen, and the scope of each entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-narrowing.h"

struct _MwNarrowing
{
  MwChosen *chosen;
  GHashTable *scopes; /* entity id → MwScope */
};

MwNarrowing *
mw_narrowing_new (void)
{
  MwNarrowing *self = g_new0 (MwNarrowing, 1);

  self->chosen = mw_chosen_new ();
  self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
mw_narrowing_free (MwNarrowing *self)
{
  mw_chosen_unref (self->chosen);
  g_hash_table_unref (self->scopes);
  g_free (self);
}

/**
 * mw_narrowing_take:
 * @other: of another connection
 *
 * From now on it is what @other is.
 */
void
mw_narrowing_take (MwNarrowing *self, const MwNarrowing *other)
{
  GHashTableIter iter;
  gpointer entity;
  gpointer scope;

  mw_narrowing_set_chosen (self, other->chosen);
  g_hash_table_remove_all (self->scopes);
  g_hash_table_iter_init (&iter, other->scopes);
  while (g_hash_table_iter_next (&iter, &entity, &scope))
    mw_narrowing_set_scope (self, entity, scope);
}

MwChosen *
mw_narrowing_get_chosen (const MwNarrowing *self)
{
  return self->chosen;
}

void
mw_narrowing_set_chosen (MwNarrowing *self, MwChosen *chosen)
{
  mw_chosen_ref (chosen);
  mw_chosen_unref (self->chosen);
  self->chosen = chosen;
}

MwScope
mw_narrowing_get_scope (const MwNarrowing *self, const char *entity)
{
  const MwScope *scope = g_hash_table_lookup (self->scopes, entity);

  return scope != NULL ? *scope : (MwScope) { MW_SCOPE_EVERYTHING };
}

void
mw_narrowing_set_scope (MwNarrowing *self, const char *entity, const MwScope *scope)
{
  if (scope->kind == MW_SCOPE_EVERYTHING)
    g_hash_table_remove (self->scopes, entity);
  else
    g_hash_table_insert (self->scopes, g_strdup (entity), g_memdup2 (scope, sizeof *scope));
}

static JsonNode *
get_member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                          : NULL;
}

static void
read_value (MwChosen *chosen, const char *choice, JsonNode *node)
{
  MwChosenValue value = { NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *key = object != NULL ? get_member (object, "value", JSON_NODE_VALUE) : NULL;

  if (key == NULL)
    return;
  value.is_number = json_node_get_value_type (key) == G_TYPE_INT64;
  value.value = value.is_number ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (key))
                                : json_node_dup_string (key);
  value.label = dup_text (object, "label");
  value.code = dup_text (object, "code");
  value.currency = dup_text (object, "currency");
  value.zone = dup_text (object, "zone");
  if (value.value != NULL)
    mw_chosen_add (chosen, choice, &value);
  g_free (value.value);
  g_free (value.label);
  g_free (value.code);
  g_free (value.currency);
  g_free (value.zone);
}

static void
read_choice (MwChosen *chosen, const char *choice, JsonObject *object)
{
  JsonNode *values = get_member (object, "values", JSON_NODE_ARRAY);
  JsonNode *all = get_member (object, "all", JSON_NODE_VALUE);

  mw_chosen_set_none (chosen, choice);
  for (guint i = 0; values != NULL && i < json_array_get_length (json_node_get_array (values)); i++)
    read_value (chosen, choice, json_array_get_element (json_node_get_array (values), i));
  if (all != NULL && json_node_get_boolean (all))
    mw_chosen_set_all (chosen, choice);
}

/**
 * mw_narrowing_read:
 * @object: the connection's file
 *
 * Reads “choices” and “scopes”.
 */
void
mw_narrowing_read (MwNarrowing *self, JsonObject *object)
{
  JsonNode *choices = get_member (object, "choices", JSON_NODE_OBJECT);
  JsonNode *scopes = get_member (object, "scopes", JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (choices != NULL)
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (choices));
      while (json_object_iter_next_ordered (&iter, &name, &node))
        if (JSON_NODE_HOLDS_OBJECT (node))
          read_choice (self->chosen, name, json_node_get_object (node));
    }
  if (scopes != NULL)
    {
      json_object_iter_init (&iter, json_node_get_object (scopes));
      while (json_object_iter_next (&iter, &name, &node))
        {
          const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
          MwScope scope;

          if (text != NULL && mw_scope_parse (text, &scope))
            mw_narrowing_set_scope (self, name, &scope);
        }
    }
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_value (JsonBuilder *builder, const MwChosenValue *value)
{
  gint64 number;

  json_builder_begin_object (builder);
  if (value->is_number && g_ascii_string_to_signed (value->value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    {
      json_builder_set_member_name (builder, "value");
      json_builder_add_int_value (builder, number);
    }
  else
    add_text (builder, "value", value->value);
  add_text (builder, "label", value->label);
  add_text (builder, "code", value->code);
  add_text (builder, "currency", value->currency);
  add_text (builder, "zone", value->zone);
  json_builder_end_object (builder);
}

static void
add_choices (const MwNarrowing *self, JsonBuilder *builder)
{
  g_auto (GStrv) choices = mw_chosen_dup_choices (self->chosen);

  if (choices[0] == NULL)
    return;
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_object (builder);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      json_builder_set_member_name (builder, choices[i]);
      json_builder_begin_object (builder);
      if (mw_chosen_is_all (self->chosen, choices[i]))
        {
          json_builder_set_member_name (builder, "all");
          json_builder_add_boolean_value (builder, TRUE);
        }
      json_builder_set_member_name (builder, "values");
      json_builder_begin_array (builder);
      for (guint n = 0; n < mw_chosen_get_n_values (self->chosen, choices[i]); n++)
        add_value (builder, mw_chosen_get_value (self->chosen, choices[i], n));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/**
 * mw_narrowing_add:
 * @builder: stands in the object of the connection's file
 *
 * Adds “choices” and “scopes”, where there are any.
 */
void
mw_narrowing_add (const MwNarrowing *self, JsonBuilder *builder)
{
  g_autoptr (GList) entities = g_list_sort (g_hash_table_get_keys (self->scopes), (GCompareFunc) strcmp);

  add_choices (self, builder);
  if (entities == NULL)
    return;
  json_builder_set_member_name (builder, "scopes");
  json_builder_begin_object (builder);
  for (GList *l = entities; l != NULL; l = l->next)
    {
      g_autofree char *text = mw_scope_to_text (g_hash_table_lookup (self->scopes, l->data));

      add_text (builder, l->data, text);
    }
  json_builder_end_object (builder);
}
