/* mw-entity.c: one normalized entity and its fields
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-entity-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (MwEntity, mw_entity, G_TYPE_OBJECT)

static void
mw_entity_finalize (GObject *object)
{
  MwEntity *self = MW_ENTITY (object);

  g_array_unref (self->fields);
  g_hash_table_unref (self->positions);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->groups);
  g_string_chunk_free (self->texts);
  G_OBJECT_CLASS (mw_entity_parent_class)->finalize (object);
}

static void
mw_entity_class_init (MwEntityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_entity_finalize;
}

static void
mw_entity_init (MwEntity *self)
{
  self->texts = g_string_chunk_new (4096);
  self->fields = g_array_new (FALSE, TRUE, sizeof (MwField));
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new ();
}

/**
 * mw_entity_new_plain:
 * @id: its name
 * @fields: (array zero-terminated=1): ids of its fields
 *
 * Returns: (transfer full): an entity that is no part of a model
 */
MwEntity *
mw_entity_new_plain (const char *id, const char *const *fields)
{
  MwEntity *self = g_object_new (MW_TYPE_ENTITY, NULL);

  self->id = g_string_chunk_insert (self->texts, id);
  self->title = self->id;
  self->singular = self->id;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *name = g_string_chunk_insert_const (self->texts, fields[i]);
      MwField field = { .id = name, .title = name, .type = MW_FIELD_TYPE_TEXT, .pair = -1 };

      g_array_append_val (self->fields, field);
      g_hash_table_insert (self->positions, (gpointer) name, GINT_TO_POINTER ((int) self->fields->len));
    }
  return self;
}

/**
 * mw_entity_get_id:
 *
 * Returns: the stable name, such as "purchase_order"
 */
const char *
mw_entity_get_id (MwEntity *self)
{
  return self->id;
}

/**
 * mw_entity_get_title:
 *
 * Returns: what people call many of them, translated
 */
const char *
mw_entity_get_title (MwEntity *self)
{
  return self->title;
}

/**
 * mw_entity_get_singular:
 *
 * Returns: what people call one of them, translated
 */
const char *
mw_entity_get_singular (MwEntity *self)
{
  return self->singular;
}

/**
 * mw_entity_get_icon_name:
 *
 * Returns: a name of the icon theme
 */
const char *
mw_entity_get_icon_name (MwEntity *self)
{
  return self->icon_name;
}

/**
 * mw_entity_get_n_fields:
 *
 * Returns: how many columns there are, both parts of a pair counted
 */
guint
mw_entity_get_n_fields (MwEntity *self)
{
  return self->fields->len;
}

/**
 * mw_entity_get_field:
 * @position: counted from 0
 *
 * Returns: (nullable): the field, %NULL behind the last. Lives as long as @self.
 */
const MwField *
mw_entity_get_field (MwEntity *self, guint position)
{
  return position < self->fields->len ? &g_array_index (self->fields, MwField, position) : NULL;
}

/**
 * mw_entity_find_field:
 * @id: such as "vendor_id"
 *
 * Returns: the position of the field, -1 when there is none
 */
int
mw_entity_find_field (MwEntity *self, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->positions, id)) - 1;
}

/**
 * mw_field_find_value:
 * @field: (nullable): a field
 * @id: what a cell of it may hold
 *
 * Returns: (nullable): the value of the enum, %NULL when it has none like that or is no enum
 */
const MwFieldValue *
mw_field_find_value (const MwField *field, const char *id)
{
  if (field == NULL || field->type != MW_FIELD_TYPE_ENUM)
    return NULL;
  for (guint i = 0; i < field->n_values; i++)
    if (strcmp (field->values[i].id, id) == 0)
      return &field->values[i];
  return NULL;
}

/**
 * mw_field_is_number:
 * @field: (nullable): %NULL for a column of a raw set, whose values have no type
 *
 * Returns: whether its values are numbers
 */
gboolean
mw_field_is_number (const MwField *field)
{
  switch (field != NULL ? field->type : MW_FIELD_TYPE_TEXT)
    {
    case MW_FIELD_TYPE_INTEGER:
    case MW_FIELD_TYPE_DECIMAL:
    case MW_FIELD_TYPE_MONEY:
    case MW_FIELD_TYPE_QUANTITY:
    case MW_FIELD_TYPE_PERCENT:
    case MW_FIELD_TYPE_DURATION:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * mw_entity_get_n_groups:
 *
 * Returns: how many groups its fields are in; 0 when they are in none
 */
guint
mw_entity_get_n_groups (MwEntity *self)
{
  return self->groups->len;
}

/**
 * mw_entity_get_group_title:
 * @group: number of a group
 *
 * Returns: (nullable): its title, translated; %NULL when there is no such group
 */
const char *
mw_entity_get_group_title (MwEntity *self, guint group)
{
  return group < self->groups->len ? self->groups->pdata[group] : NULL;
}
