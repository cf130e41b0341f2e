/* mw-custom-columns.c: the columns of the user's in the file of a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-custom-columns.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MEMBER    "custom_fields"
#define MAX_SHOWN 200 /* of an entry that cannot be used */

struct _MwCustomColumns
{
  JsonNode *node; /* never changes: it is replaced; or NULL: there are none */
  MwCustomFields *fields;
};

MwCustomColumns *
mw_custom_columns_new (void)
{
  MwCustomColumns *self = g_new0 (MwCustomColumns, 1);

  self->fields = mw_custom_fields_new ();
  return self;
}

void
mw_custom_columns_free (MwCustomColumns *self)
{
  g_clear_pointer (&self->node, json_node_unref);
  mw_custom_fields_unref (self->fields);
  g_free (self);
}

void
mw_custom_columns_take (MwCustomColumns *self, const MwCustomColumns *other)
{
  MwCustomFields *fields = mw_custom_fields_ref (other->fields);
  JsonNode *node = other->node != NULL ? json_node_ref (other->node) : NULL;

  mw_custom_fields_unref (self->fields);
  g_clear_pointer (&self->node, json_node_unref);
  self->fields = fields;
  self->node = node;
}

MwCustomFields *
mw_custom_columns_get_fields (const MwCustomColumns *self)
{
  return self->fields;
}

static JsonArray *
get_entries (JsonNode *node, const char *entity)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *entries = object != NULL ? json_object_get_member (object, entity) : NULL;

  return entries != NULL && JSON_NODE_HOLDS_ARRAY (entries) ? json_node_get_array (entries) : NULL;
}

/* NULL: it is no text. */
static const char *
get_text (JsonNode *entry, const char *name)
{
  JsonNode *node = JSON_NODE_HOLDS_OBJECT (entry)
                     ? json_object_get_member (json_node_get_object (entry), name)
                     : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* NULL: the entry cannot be used, and why. */
static MwCustomFields *
use_entry (MwCustomFields *fields, const char *entity, JsonNode *entry, GError **error)
{
  const char *path = get_text (entry, "path");

  if (path == NULL)
    {
      g_set_error_literal (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_FILE, _ ("It has no path."));
      return NULL;
    }
  return mw_custom_fields_with (fields, entity, path, get_text (entry, "title"), error);
}

/* @problems: (element-type utf8): gets a sentence for each entry that cannot be used; or NULL */
static MwCustomFields *
use_entries (MwCustomFields *fields, const char *entity, JsonArray *entries, GPtrArray *problems)
{
  MwCustomFields *used = mw_custom_fields_ref (fields);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);
      g_autoptr (GError) error = NULL;
      MwCustomFields *more = use_entry (used, entity, entry, &error);
      g_autofree char *sent = NULL;
      g_autofree char *shown = NULL;

      if (more != NULL)
        {
          mw_custom_fields_unref (used);
          used = more;
          continue;
        }
      if (problems == NULL)
        continue;
      sent = json_to_string (entry, FALSE);
      shown = mw_text_for_cell (sent, strlen (sent), MAX_SHOWN);
      /* Translators: an entry of a file, and a sentence that says why */
      g_ptr_array_add (problems,
                       g_strdup_printf (_ ("One of your own columns cannot be shown: %s. %s It is kept "
                                           "in the file of the connection as it stands there."),
                                        shown, error->message));
    }
  return used;
}

static MwCustomFields *
use_all (JsonNode *node)
{
  MwCustomFields *fields = mw_custom_fields_new ();
  JsonObjectIter iter;
  const char *entity;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fields;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &entity, NULL))
    {
      JsonArray *entries = get_entries (node, entity);
      MwCustomFields *more = entries != NULL ? use_entries (fields, entity, entries, NULL) : NULL;

      if (more == NULL)
        continue;
      mw_custom_fields_unref (fields);
      fields = more;
    }
  return fields;
}

/* Takes @node. */
static void
set_node (MwCustomColumns *self, JsonNode *node)
{
  g_clear_pointer (&self->node, json_node_unref);
  self->node = node;
  mw_custom_fields_unref (self->fields);
  self->fields = use_all (node);
}

/**
 * mw_custom_columns_dup_problems:
 * @self: of a connection
 * @entity: id of an entity
 *
 * Returns: (transfer full): a sentence for each entry that stands in the file and cannot be used
 */
char **
mw_custom_columns_dup_problems (const MwCustomColumns *self, const char *entity)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_null_terminated (2, g_free, TRUE);
  g_autoptr (MwCustomFields) none = mw_custom_fields_new ();
  g_autoptr (MwCustomFields) used = NULL;
  JsonArray *entries = get_entries (self->node, entity);
  JsonObject *object = self->node != NULL && JSON_NODE_HOLDS_OBJECT (self->node)
                         ? json_node_get_object (self->node)
                         : NULL;

  if (entries != NULL)
    used = use_entries (none, entity, entries, problems);
  else if (self->node != NULL && (object == NULL || json_object_has_member (object, entity)))
    g_ptr_array_add (problems,
                     g_strdup (_ ("Your own columns cannot be shown: in the file of the connection "
                                  "“custom_fields” is not written as it should be. It is kept as it "
                                  "stands there.")));
  return (char **) g_ptr_array_steal (problems, NULL);
}

/* A copy of what stands there, to be changed; NULL when it cannot be added to. */
static JsonNode *
begin_change (const MwCustomColumns *self, const char *entity, JsonArray **entries, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (self->node != NULL)
    {
      g_autofree char *text = json_to_string (self->node, FALSE);

      node = json_from_string (text, NULL);
    }
  else
    node = json_node_init_object (json_node_alloc (), json_object_new ());
  object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object != NULL && !json_object_has_member (object, entity))
    json_object_set_array_member (object, entity, json_array_new ());
  *entries = get_entries (node, entity);
  if (*entries != NULL)
    return g_steal_pointer (&node);
  g_set_error_literal (
    error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_FILE,
    _ ("In the file of this connection “custom_fields” is not written as it should be. Put it "
       "right or take it out there, then start Millwright again."));
  return NULL;
}

/**
 * mw_custom_columns_add_field:
 * @self: of a connection
 * @entity: id of an entity
 * @path: see #MwCustomPath
 * @title: (nullable): what its header says; %NULL: the last part of its path
 * @error: a sentence
 *
 * Returns: whether it is one now
 */
gboolean
mw_custom_columns_add_field (MwCustomColumns *self,
                             const char *entity,
                             const char *path,
                             const char *title,
                             GError **error)
{
  g_autoptr (MwCustomFields) more = mw_custom_fields_with (self->fields, entity, path, title, error);
  JsonNode *node;
  JsonArray *entries;
  JsonObject *entry;

  if (more == NULL)
    return FALSE;
  node = begin_change (self, entity, &entries, error);
  if (node == NULL)
    return FALSE;
  entry = json_object_new ();
  json_object_set_string_member (entry, "path", path);
  json_object_set_string_member (entry, "title", mw_custom_fields_find (more, entity, path)->title);
  json_array_add_object_element (entries, entry);
  set_node (self, node);
  return TRUE;
}

static gboolean
is_column (MwCustomColumns *self, const char *entity, const char *path, GError **error)
{
  if (mw_custom_fields_find (self->fields, entity, path) != NULL)
    return TRUE;
  g_set_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_MISSING, _ ("“%s” is none of your own columns."),
               path);
  return FALSE;
}

/**
 * mw_custom_columns_rename_field:
 * @self: of a connection
 * @entity: id of an entity
 * @path: of one of its columns
 * @title: (nullable): what its header says from now on; %NULL or empty: the last part of its path
 * @error: that there is none
 *
 * It stays where it stands.
 *
 * Returns: whether it is called so
 */
gboolean
mw_custom_columns_rename_field (MwCustomColumns *self,
                                const char *entity,
                                const char *path,
                                const char *title,
                                GError **error)
{
  JsonArray *entries;
  JsonNode *node;

  if (!is_column (self, entity, path, error))
    return FALSE;
  node = begin_change (self, entity, &entries, error);
  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);

      if (g_strcmp0 (get_text (entry, "path"), path) != 0)
        continue;
      json_object_set_string_member (json_node_get_object (entry), "title", title != NULL ? title : "");
      break; /* one that stands there twice is used once */
    }
  set_node (self, node);
  return TRUE;
}

/**
 * mw_custom_columns_remove_field:
 * @self: of a connection
 * @entity: id of an entity
 * @path: of one of its columns
 * @error: that there is none
 *
 * Returns: whether it is none any more
 */
gboolean
mw_custom_columns_remove_field (MwCustomColumns *self, const char *entity, const char *path, GError **error)
{
  JsonArray *entries;
  JsonNode *node;

  if (!is_column (self, entity, path, error))
    return FALSE;
  node = begin_change (self, entity, &entries, error);
  if (node == NULL)
    return FALSE;
  for (guint i = json_array_get_length (entries); i > 0; i--)
    if (g_strcmp0 (get_text (json_array_get_element (entries, i - 1), "path"), path) == 0)
      json_array_remove_element (entries, i - 1);
  if (json_array_get_length (entries) == 0)
    json_object_remove_member (json_node_get_object (node), entity);
  if (json_object_get_size (json_node_get_object (node)) == 0)
    g_clear_pointer (&node, json_node_unref);
  set_node (self, node);
  return TRUE;
}

/**
 * mw_custom_columns_read:
 * @object: the connection's file
 *
 * Reads “custom_fields”.
 */
void
mw_custom_columns_read (MwCustomColumns *self, JsonObject *object)
{
  JsonNode *node = json_object_dup_member (object, MEMBER);

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    g_clear_pointer (&node, json_node_unref);
  set_node (self, node);
}

/**
 * mw_custom_columns_add:
 * @builder: stands in the object of the connection's file
 *
 * Adds “custom_fields”, where there are any, as they were read.
 */
void
mw_custom_columns_add (const MwCustomColumns *self, JsonBuilder *builder)
{
  if (self->node == NULL)
    return;
  json_builder_set_member_name (builder, MEMBER);
  json_builder_add_value (builder, json_node_copy (self->node));
}
