/* mw-system-parts.c: the sign-ins, variants, sets, entities, choices and tables of a system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-system-private.h"

/* Longer texts are folded in memory of their own. */
#define MAX_CODE 63

const MwSignIn *
mw_system_get_sign_ins (MwSystem *self, guint *n_sign_ins)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && n_sign_ins != NULL, NULL);

  *n_sign_ins = self->file.n_sign_ins;
  return self->file.sign_ins;
}

const MwSignIn *
mw_system_find_sign_in (MwSystem *self, const char *id)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && id != NULL, NULL);

  for (guint i = 0; i < self->file.n_sign_ins; i++)
    if (strcmp (self->file.sign_ins[i].id, id) == 0)
      return &self->file.sign_ins[i];
  return NULL;
}

guint
mw_system_get_n_variants (MwSystem *self)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), 0);

  return self->file.n_variants;
}

/**
 * mw_system_get_variant:
 * @position: in the order of the file
 *
 * Returns: (nullable): %NULL behind the last
 */
const MwVariant *
mw_system_get_variant (MwSystem *self, guint position)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self), NULL);

  return position < self->file.n_variants ? &self->file.variants[position].variant : NULL;
}

/**
 * mw_system_find_variant:
 * @sign_in: id of a sign-in
 *
 * Returns: (nullable): the first variant for it; every sign-in of the file has one
 */
const MwVariant *
mw_system_find_variant (MwSystem *self, const char *sign_in)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && sign_in != NULL, NULL);

  for (guint i = 0; i < self->file.n_variants; i++)
    if (mw_system_file_has_variant (&self->file, i, sign_in))
      return &self->file.variants[i].variant;
  return NULL;
}

/**
 * mw_system_dup_variants:
 * @sign_in: id of a sign-in
 *
 * Returns: (transfer full) (element-type MwVariant): all variants for it, in the order of the file; the last
 * one is the only one that may be without “when”
 */
GPtrArray *
mw_system_dup_variants (MwSystem *self, const char *sign_in)
{
  GPtrArray *variants = g_ptr_array_new ();

  for (guint i = 0; i < self->file.n_variants; i++)
    if (mw_system_file_has_variant (&self->file, i, sign_in))
      g_ptr_array_add (variants, &self->file.variants[i].variant);
  return variants;
}

/**
 * mw_system_find_variant_again:
 * @sign_in: id of a sign-in
 * @id: (nullable): of the variant that was chosen before
 *
 * Returns: (nullable): that variant, else the first for @sign_in
 */
const MwVariant *
mw_system_find_variant_again (MwSystem *self, const char *sign_in, const char *id)
{
  g_autoptr (GPtrArray) variants = mw_system_dup_variants (self, sign_in);

  for (guint i = 0; i < variants->len; i++)
    if (g_strcmp0 (((const MwVariant *) variants->pdata[i])->id, id) == 0)
      return variants->pdata[i];
  return mw_system_find_variant (self, sign_in);
}

/**
 * mw_system_get_probe:
 * @sign_in: id of a sign-in
 * @version: (out) (nullable): path of the version in its answer
 *
 * Returns: (nullable): the file's probe, else that of the first variant for @sign_in
 */
const MwRequestTemplate *
mw_system_get_probe (MwSystem *self, const char *sign_in, const MwJsonPath **version)
{
  const MwVariant *variant = mw_system_find_variant (self, sign_in);

  if (self->file.probe == NULL && variant == NULL)
    return NULL;
  *version = self->file.probe != NULL ? self->file.probe_version : variant->probe_version;
  return self->file.probe != NULL ? self->file.probe : variant->probe;
}

/* A variant is the first member of its entry. */
static guint
index_of (MwSystem *self, const MwVariant *variant)
{
  return (const MwVariantEntry *) variant - self->file.variants;
}

/**
 * mw_system_dup_entities:
 *
 * Returns: (transfer full) (element-type MwEntity): what @variant can give, in the model's order
 */
GPtrArray *
mw_system_dup_entities (MwSystem *self, const MwVariant *variant)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL, NULL);

  for (guint i = 0; i < mw_model_get_n_entities (self->model); i++)
    {
      MwEntity *entity = mw_model_get_entity (self->model, i);

      if (mw_system_find_entity (self, variant, entity) != NULL)
        g_ptr_array_add (entities, g_object_ref (entity));
    }
  return g_steal_pointer (&entities);
}

/**
 * mw_system_find_entity:
 *
 * Returns: (nullable): how @entity's rows are made in @variant; %NULL when it is not offered there
 */
const MwEntitySource *
mw_system_find_entity (MwSystem *self, const MwVariant *variant, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && MW_IS_ENTITY (entity), NULL);

  for (guint i = 0; i < self->file.n_entities; i++)
    {
      MwEntityEntry *entry = &self->file.entities[i];

      if (strcmp (entry->id, mw_entity_get_id (entity)) == 0)
        return entry->offered[index_of (self, variant)] ? &entry->source : NULL;
    }
  return NULL;
}

/**
 * mw_system_find_set:
 * @set: id of a set
 *
 * Returns: (nullable): the set as it is read in @variant; %NULL when there is none or it is not offered there
 */
const MwSetSource *
mw_system_find_set (MwSystem *self, const MwVariant *variant, const char *set)
{
  MwSetEntry *entry;
  MwSetSource *source;

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && set != NULL, NULL);

  entry = mw_system_file_find_set (&self->file, set);
  if (entry == NULL)
    return NULL;
  source = &entry->sources[index_of (self, variant)];
  return source->id != NULL ? source : NULL;
}

/**
 * mw_system_get_set_name:
 * @set: a set of @variant
 *
 * Returns: (transfer none): what people call it: the title of the entity that it has the records of; else
 * what the system calls it
 */
const char *
mw_system_get_set_name (MwSystem *self, const MwVariant *variant, const MwSetSource *set)
{
  for (guint i = 0; i < mw_model_get_n_entities (self->model); i++)
    {
      MwEntity *entity = mw_model_get_entity (self->model, i);
      const MwEntitySource *source = mw_system_find_entity (self, variant, entity);

      if (source != NULL && g_str_equal (source->set, set->id))
        return mw_entity_get_title (entity);
    }
  return set->title;
}

/**
 * mw_system_dup_choices:
 * @variant: one of the system's
 *
 * Returns: (transfer container) (element-type MwChoice): what is chosen after signing in, in order: a later
 * one may need an earlier one
 */
GPtrArray *
mw_system_dup_choices (MwSystem *self, const MwVariant *variant)
{
  GPtrArray *choices = g_ptr_array_new ();

  g_return_val_if_fail (MW_IS_SYSTEM (self), choices);

  for (guint i = 0; i < self->file.n_choices; i++)
    if (mw_system_find_choice_rows (self, variant, &self->file.choices[i].choice) != NULL)
      g_ptr_array_add (choices, &self->file.choices[i].choice);
  return choices;
}

/**
 * mw_system_find_choice_rows:
 * @variant: one of the system's
 * @choice: one of the system's
 *
 * Returns: (nullable): the list of what can be chosen; %NULL when the variant does not have it
 */
const MwSetSource *
mw_system_find_choice_rows (MwSystem *self, const MwVariant *variant, const MwChoice *choice)
{
  const MwChoiceEntry *entry = (const MwChoiceEntry *) choice;
  const MwSetSource *source;

  g_return_val_if_fail (MW_IS_SYSTEM (self) && variant != NULL && choice != NULL, NULL);

  source = &entry->sources[index_of (self, variant)];
  return source->id != NULL ? source : NULL;
}

/* What g_utf8_casefold() does with ASCII, and most codes are that. */
static gboolean
fold_code (const char *key, char lower[MAX_CODE + 1])
{
  for (guint i = 0; i <= MAX_CODE; i++)
    {
      if ((guchar) key[i] >= 0x80)
        return FALSE;
      lower[i] = g_ascii_tolower (key[i]);
      if (key[i] == '\0')
        return TRUE;
    }
  return FALSE;
}

/**
 * mw_system_map_value:
 * @map: name of a table of the file
 * @key: text from the system, any case
 *
 * Returns: (nullable): our text; %NULL when the table has no such key
 */
const char *
mw_system_map_value (MwSystem *self, const char *map, const char *key)
{
  MwMapEntry *entry;
  g_autofree char *folded = NULL;
  char lower[MAX_CODE + 1];

  g_return_val_if_fail (MW_IS_SYSTEM (self) && map != NULL && key != NULL, NULL);

  entry = mw_system_file_find_map (&self->file, map);
  if (entry == NULL)
    return NULL;
  if (fold_code (key, lower))
    return g_hash_table_lookup (entry->values, lower);
  folded = g_utf8_casefold (key, -1);
  return g_hash_table_lookup (entry->values, folded);
}
