/* mw-mapping-count.c: counts what the Mapping tab says, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-mapping-count.h"

#include "mw-work.h"

static void
count_clear (gpointer data)
{
  MwMappingCount *self = data;

  g_clear_pointer (&self->rows, mw_generation_unref);
  g_clear_object (&self->set);
  g_clear_object (&self->system);
  g_clear_pointer (&self->columns, mw_fill_counts_unref);
  g_clear_pointer (&self->fields, mw_raw_fields_unref);
}

void
mw_mapping_count_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, count_clear);
}

/**
 * mw_mapping_count_new:
 * @rows: of an entity
 * @set: (nullable): the list that they are made of
 * @system: a system
 * @variant: of the connection
 * @source: how the rows are made
 *
 * Returns: (transfer full): nothing is counted yet
 */
MwMappingCount *
mw_mapping_count_new (MwGeneration *rows,
                      MwRawSet *set,
                      MwSystem *system,
                      const MwVariant *variant,
                      const MwEntitySource *source)
{
  MwMappingCount *self = g_atomic_rc_box_new0 (MwMappingCount);

  self->rows = mw_generation_ref (rows);
  g_set_object (&self->set, set);
  self->n_records = set != NULL ? mw_raw_set_get_n_records (set) : 0;
  self->system = g_object_ref (system);
  self->shape.variant = variant;
  self->shape.set = source != NULL ? mw_system_find_set (system, variant, source->set) : NULL;
  self->shape.each = source != NULL ? source->each : NULL;
  return self;
}

/**
 * mw_mapping_count_new_again:
 * @self: what is counted, or was to be
 *
 * A job that is no longer wanted may still write into its own.
 *
 * Returns: (transfer full): the same, and nothing is counted yet
 */
MwMappingCount *
mw_mapping_count_new_again (MwMappingCount *self)
{
  MwMappingCount *again = g_atomic_rc_box_new0 (MwMappingCount);

  again->rows = mw_generation_ref (self->rows);
  g_set_object (&again->set, self->set);
  again->n_records = self->n_records;
  again->system = g_object_ref (self->system);
  again->shape = self->shape;
  return again;
}

gboolean
mw_mapping_count_has_records_of (const MwMappingCount *self, const MwMappingCount *other)
{
  return self->set == other->set && self->n_records == other->n_records;
}

static gboolean
count_columns (gpointer data, GCancellable *cancellable, GError **error)
{
  MwMappingCount *self = data;

  self->columns = mw_fill_counts_new (self->rows, cancellable, error);
  return self->columns != NULL;
}

static gboolean
count_fields (gpointer data, GCancellable *cancellable, GError **error)
{
  MwMappingCount *self = data;

  self->fields = mw_raw_fields_new (self->set, &self->shape, &self->n_done, cancellable, error);
  return self->fields != NULL;
}

/**
 * mw_mapping_count_columns:
 * @self: with rows
 *
 * Returns: (transfer full): resolves to %TRUE when it has its columns
 */
DexFuture *
mw_mapping_count_columns (MwMappingCount *self)
{
  return mw_work_run ("fill counts", count_columns, g_atomic_rc_box_acquire (self), mw_mapping_count_unref);
}

/**
 * mw_mapping_count_fields:
 * @self: with a set
 *
 * Returns: (transfer full): resolves to %TRUE when it has its fields
 */
DexFuture *
mw_mapping_count_fields (MwMappingCount *self)
{
  if (self->set == NULL || self->shape.set == NULL || self->fields != NULL)
    return dex_future_new_true ();
  return mw_work_run ("raw fields", count_fields, g_atomic_rc_box_acquire (self), mw_mapping_count_unref);
}
