/* mw-beside.c: another entity whose rows are made of the records that are read anyway
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-beside.h"

#include "mw-field-plan.h"

static gboolean
has_lookups (const MwEntitySource *source)
{
  return source->lookups != NULL && source->lookups[0] != NULL;
}

/**
 * mw_beside_is_possible:
 * @entity: what is read
 * @other: another one
 *
 * Returns: whether the rows of @other can be made while all of @entity is read: they are of the same set,
 * which has whole records (a list that is told which fields it should have is told those of one entity), and
 * look into no other
 */
gboolean
mw_beside_is_possible (MwSystem *system, const MwVariant *variant, MwEntity *entity, MwEntity *other)
{
  const MwEntitySource *source = mw_system_find_entity (system, variant, entity);
  const MwEntitySource *beside = mw_system_find_entity (system, variant, other);
  const MwSetSource *set = source != NULL ? mw_system_find_set (system, variant, source->set) : NULL;

  if (set == NULL || beside == NULL || source == beside || !g_str_equal (source->set, beside->set))
    return FALSE;
  return set->list != NULL && !mw_field_plan_is_named (set->list) && !has_lookups (beside) &&
         !(source->lookups != NULL && g_strv_contains ((const char *const *) source->lookups, set->id));
}

/**
 * mw_beside_new:
 *
 * Returns: (transfer full): @other, without rows yet
 */
MwBeside *
mw_beside_new (MwSystem *system,
               const MwVariant *variant,
               MwEntity *other,
               MwReadScope *scope,
               const char *address)
{
  MwBeside *self = g_new0 (MwBeside, 1);
  const MwEntitySource *source = mw_system_find_entity (system, variant, other);

  self->entity = g_object_ref (other);
  self->mapping = mw_mapping_new (system, variant, source, NULL, address);
  self->scope = mw_read_scope_new_beside (scope, source, mw_system_find_set (system, variant, source->set));
  return self;
}

void
mw_beside_free (MwBeside *self)
{
  g_object_unref (self->entity);
  mw_mapping_free (self->mapping);
  mw_read_scope_free (self->scope);
  g_clear_pointer (&self->rows, mw_chunk_builder_free);
  g_free (self);
}
