/* mw-system-update.c: what was found anew, put into a file that a person may have edited
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-system-update.h"

#include <string.h>

#include "mw-json-build.h"
#include "mw-system.h"

/* The old file counts: what stands there stays, and what was proposed once and stands there no more was taken
 * out by somebody. */

typedef struct
{
  JsonObject *old;
  JsonObject *new;
  GHashTable *sets; /* id in the new file → id in the old one */
  guint n_added;
} Update;

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
take_object (JsonObject *object, const char *name)
{
  if (get_object (object, name) == NULL)
    json_object_set_object_member (object, name, json_object_new ());
  return get_object (object, name);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static void
copy_member (JsonObject *to, const char *name, JsonNode *node)
{
  json_object_set_member (to, name, mw_json_copy (node));
}

/* A set is the same one when it asks the same address for the same list. */
static const char *
find_set (JsonObject *sets, JsonObject *wanted)
{
  g_autoptr (GList) ids = json_object_get_members (sets);
  const char *path = get_text (get_object (wanted, "list"), "path");

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *set = get_object (sets, l->data);

      if (set != NULL && g_strcmp0 (get_text (set, "title"), get_text (wanted, "title")) == 0 &&
          g_strcmp0 (get_text (get_object (set, "list"), "path"), path) == 0)
        return l->data;
    }
  return NULL;
}

static void
add_set (Update *self, const char *id, JsonNode *set)
{
  JsonObject *sets = take_object (self->old, "sets");
  const char *same = find_set (sets, json_node_get_object (set));
  g_autofree char *free_id = g_strdup (id);

  for (guint i = 2; same == NULL && json_object_has_member (sets, free_id); i++)
    {
      g_free (free_id);
      free_id = g_strdup_printf ("%s-%u", id, i);
    }
  g_hash_table_insert (self->sets, g_strdup (id), g_strdup (same != NULL ? same : free_id));
}

static void
find_sets (Update *self)
{
  JsonObject *sets = get_object (self->new, "sets");
  JsonObjectIter iter;
  const char *id;
  JsonNode *set;

  json_object_iter_init_ordered (&iter, sets);
  while (json_object_iter_next_ordered (&iter, &id, &set))
    add_set (self, id, set);
}

/* A set is added with the first entity that needs it. */
static void
take_set (Update *self, const char *id)
{
  JsonObject *sets = take_object (self->old, "sets");
  const char *name = g_hash_table_lookup (self->sets, id);

  if (!json_object_has_member (sets, name))
    copy_member (sets, name, json_object_get_member (get_object (self->new, "sets"), id));
}

static gboolean
has_line (JsonObject *table, const char *text)
{
  g_autoptr (GList) lines = json_object_get_members (table);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  gboolean found = FALSE;

  for (GList *l = lines; l != NULL && !found; l = l->next)
    {
      g_autofree char *other = g_utf8_casefold (l->data, -1);

      found = g_str_equal (folded, other);
    }
  return found;
}

/* The table of a status, where it is used: with the lines that it does not have yet. */
static void
take_table (Update *self, JsonNode *expression)
{
  const char *name = JSON_NODE_HOLDS_OBJECT (expression)
                       ? get_text (json_node_get_object (expression), "enum")
                       : NULL;
  JsonObject *new = name != NULL &&get_object (self->new, "maps") != NULL
                      ? get_object (get_object (self->new, "maps"), name)
                      : NULL;
  JsonObject *table;
  JsonObjectIter iter;
  const char *text;
  JsonNode *value;

  if (new == NULL)
    return;
  table = take_object (take_object (self->old, "maps"), name);
  json_object_iter_init_ordered (&iter, new);
  while (json_object_iter_next_ordered (&iter, &text, &value))
    if (!has_line (table, text))
      {
        copy_member (table, text, value);
        self->n_added++;
      }
}

static void
add_fields (Update *self, JsonObject *old, JsonObject *new)
{
  JsonObject *map = take_object (old, "map");
  JsonObject *notes = take_object (old, "proposed");
  JsonObject *absent = get_object (old, "absent");
  JsonObjectIter iter;
  const char *field;
  JsonNode *expression;

  json_object_iter_init_ordered (&iter, get_object (new, "map"));
  while (json_object_iter_next_ordered (&iter, &field, &expression))
    {
      JsonNode *note = json_object_get_member (get_object (new, "proposed"), field);

      if (json_object_has_member (map, field))
        {
          /* New values of the same status. */
          if (json_node_equal (json_object_get_member (map, field), expression))
            take_table (self, expression);
          continue;
        }
      if (json_object_has_member (notes, field) || (absent != NULL && json_object_has_member (absent, field)))
        continue;
      copy_member (map, field, expression);
      if (note != NULL)
        copy_member (notes, field, note);
      take_table (self, expression);
      self->n_added++;
    }
}

static void
add_entity (Update *self, const char *id, JsonNode *entity)
{
  JsonObject *entities = take_object (self->old, "entities");
  JsonObject *absent = get_object (self->old, "absent");
  JsonObject *old = get_object (entities, id);
  const char *set = get_text (json_node_get_object (entity), "set");

  if (old != NULL)
    {
      /* Another list was chosen for it: that counts. */
      if (g_strcmp0 (get_text (old, "set"), g_hash_table_lookup (self->sets, set)) == 0 &&
          g_strcmp0 (get_text (old, "each"), get_text (json_node_get_object (entity), "each")) == 0)
        add_fields (self, old, json_node_get_object (entity));
      return;
    }
  if (absent != NULL && json_object_has_member (absent, id))
    return;
  take_set (self, set);
  copy_member (entities, id, entity);
  old = get_object (entities, id);
  json_object_set_string_member (old, "set", g_hash_table_lookup (self->sets, set));
  self->n_added++;
  add_fields (self, old, json_node_get_object (entity));
}

static void
add_entities (Update *self)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *entity;

  json_object_iter_init_ordered (&iter, get_object (self->new, "entities"));
  while (json_object_iter_next_ordered (&iter, &id, &entity))
    add_entity (self, id, entity);
}

static JsonNode *
read_old (const char *text, JsonObject *new, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &local_error);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FILE, "is no JSON: %s",
                 local_error != NULL ? local_error->message : "not an object");
  else if (g_strcmp0 (get_text (json_node_get_object (node), "extends"), get_text (new, "extends")) != 0)
    g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "does not extend “%s”",
                 get_text (new, "extends"));
  else
    return g_steal_pointer (&node);
  return NULL;
}

/**
 * mw_system_update:
 * @old: a file of the user's
 * @new: what mw_system_writer_compose() gave for the same system
 * @n_added: (out): how much of it is new
 * @error: %MW_CATALOG_ERROR when @old is no file of such a system
 *
 * Returns: (transfer full): @old, to which was added what it never had
 */
char *
mw_system_update (const char *old, const char *new, guint *n_added, GError **error)
{
  g_autoptr (JsonNode) found = json_from_string (new, NULL);
  g_autoptr (JsonNode) node = read_old (old, json_node_get_object (found), error);
  g_autoptr (GHashTable) sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Update self = { NULL, json_node_get_object (found), sets, 0 };

  if (node == NULL)
    return NULL;
  self.old = json_node_get_object (node);
  find_sets (&self);
  add_entities (&self);
  *n_added = self.n_added;
  if (self.n_added == 0)
    return g_strdup (old);
  json_object_set_int_member (self.old, "revision",
                              json_object_get_int_member_with_default (self.old, "revision", 0) + 1);
  return mw_json_dup_pretty (node);
}
