/* mw-custom-fields.c: the columns that a user made of fields of the records, of one connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-custom-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MwCustomFields
{
  GHashTable *lists; /* entity id → GPtrArray of MwCustomField, which several of these share */
};

static void
field_clear (gpointer data)
{
  MwCustomField *field = data;

  g_free (field->id);
  g_free (field->text);
  g_free (field->title);
  mw_custom_path_unref (field->path);
}

static void
field_unref (gpointer field)
{
  g_atomic_rc_box_release_full (field, field_clear);
}

static void
fields_clear (gpointer fields)
{
  g_hash_table_unref (((MwCustomFields *) fields)->lists);
}

/**
 * mw_custom_fields_new:
 *
 * Returns: (transfer full): none
 */
MwCustomFields *
mw_custom_fields_new (void)
{
  MwCustomFields *self = g_atomic_rc_box_new0 (MwCustomFields);

  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

MwCustomFields *
mw_custom_fields_ref (MwCustomFields *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_custom_fields_unref (MwCustomFields *self)
{
  g_atomic_rc_box_release_full (self, fields_clear);
}

static MwCustomField *
field_new (const char *text, const char *title, GError **error)
{
  g_autoptr (MwCustomPath) path = mw_custom_path_parse (text, error);
  MwCustomField *field;

  if (path == NULL)
    return NULL;
  field = g_atomic_rc_box_new0 (MwCustomField);
  field->id = g_strconcat (MW_CUSTOM_FIELD_PREFIX, text, NULL);
  field->text = g_strdup (text);
  field->title = title != NULL && *title != '\0' ? g_strdup (title) : mw_custom_path_dup_title (path);
  /* A key may be empty; a header that one clicks on may not. */
  if (*field->title == '\0')
    g_set_str (&field->title, text);
  field->path = g_steal_pointer (&path);
  return field;
}

static GPtrArray *
copy_list (const GPtrArray *list)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (field_unref);

  for (guint i = 0; list != NULL && i < list->len; i++)
    g_ptr_array_add (copy, g_atomic_rc_box_acquire (list->pdata[i]));
  return copy;
}

/**
 * mw_custom_fields_with:
 * @self: some
 * @entity: id of an entity
 * @path: see #MwCustomPath
 * @title: (nullable): what its header says
 * @error: a sentence
 *
 * Returns: (transfer full) (nullable): those of @self and one more
 */
MwCustomFields *
mw_custom_fields_with (MwCustomFields *self,
                       const char *entity,
                       const char *path,
                       const char *title,
                       GError **error)
{
  MwCustomField *field = NULL;
  MwCustomFields *copy;
  GHashTableIter iter;
  gpointer key, list;

  if (mw_custom_fields_find (self, entity, path) != NULL)
    g_set_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_EXISTS, _ ("“%s” is a column already."), path);
  else if (mw_custom_fields_get_n (self, entity) >= MW_CUSTOM_FIELDS_MAX)
    g_set_error (error, MW_CUSTOM_ERROR, MW_CUSTOM_ERROR_TOO_MANY,
                 _ ("There are %d columns of your own already. Remove one first."), MW_CUSTOM_FIELDS_MAX);
  else
    field = field_new (path, title, error);
  if (field == NULL)
    return NULL;
  copy = mw_custom_fields_new ();
  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, &key, &list))
    g_hash_table_insert (copy->lists, g_strdup (key), g_ptr_array_ref (list));
  list = copy_list (g_hash_table_lookup (self->lists, entity));
  g_ptr_array_add (list, field);
  g_hash_table_insert (copy->lists, g_strdup (entity), list);
  return copy;
}

guint
mw_custom_fields_get_n (MwCustomFields *self, const char *entity)
{
  const GPtrArray *list = g_hash_table_lookup (self->lists, entity);

  return list != NULL ? list->len : 0;
}

/**
 * mw_custom_fields_get:
 * @self: some
 * @entity: id of an entity
 * @position: counted from 0
 *
 * Returns: (nullable): the field; it lives as long as @self
 */
const MwCustomField *
mw_custom_fields_get (MwCustomFields *self, const char *entity, guint position)
{
  const GPtrArray *list = g_hash_table_lookup (self->lists, entity);

  return list != NULL && position < list->len ? list->pdata[position] : NULL;
}

const MwCustomField *
mw_custom_fields_find (MwCustomFields *self, const char *entity, const char *path)
{
  const GPtrArray *list = g_hash_table_lookup (self->lists, entity);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MwCustomField *field = list->pdata[i];

      if (g_str_equal (field->text, path))
        return field;
    }
  return NULL;
}

static gboolean
are_same (MwCustomFields *self, MwCustomFields *other, const char *entity, gboolean titles)
{
  guint n = mw_custom_fields_get_n (self, entity);

  if (n != mw_custom_fields_get_n (other, entity))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const MwCustomField *one = mw_custom_fields_get (self, entity, i);
      const MwCustomField *two = mw_custom_fields_get (other, entity, i);

      if (!g_str_equal (one->text, two->text) || (titles && !g_str_equal (one->title, two->title)))
        return FALSE;
    }
  return TRUE;
}

gboolean
mw_custom_fields_equal (MwCustomFields *self, MwCustomFields *other, const char *entity)
{
  return are_same (self, other, entity, TRUE);
}

gboolean
mw_custom_fields_have_same_paths (MwCustomFields *self, MwCustomFields *other, const char *entity)
{
  return are_same (self, other, entity, FALSE);
}

const char *
mw_custom_field_get_path (const char *id)
{
  return g_str_has_prefix (id, MW_CUSTOM_FIELD_PREFIX) ? id + strlen (MW_CUSTOM_FIELD_PREFIX) : NULL;
}
