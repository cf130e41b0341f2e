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

  g_clear_pointer (&self->normalized_rows, mw_generation_unref);
  g_clear_pointer (&self->raw_rows, mw_generation_unref);
  g_clear_pointer (&self->normalized, mw_fill_counts_unref);
  g_clear_pointer (&self->raw, mw_fill_counts_unref);
}

void
mw_mapping_count_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, count_clear);
}

static gboolean
run (gpointer data, GCancellable *cancellable, GError **error)
{
  MwMappingCount *self = data;

  self->normalized = mw_fill_counts_new (self->normalized_rows, cancellable, error);
  if (self->normalized != NULL && self->raw_rows != NULL)
    self->raw = mw_fill_counts_new (self->raw_rows, cancellable, error);
  return self->normalized != NULL && (self->raw_rows == NULL || self->raw != NULL);
}

/**
 * mw_mapping_count_run:
 * @normalized: rows of an entity
 * @raw: (nullable): rows of the list that they are made of
 * @count: (out) (transfer full): complete when the future has resolved
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_mapping_count_run (MwGeneration *normalized, MwGeneration *raw, MwMappingCount **count)
{
  MwMappingCount *self = g_atomic_rc_box_new0 (MwMappingCount);

  self->normalized_rows = mw_generation_ref (normalized);
  self->raw_rows = raw != NULL ? mw_generation_ref (raw) : NULL;
  *count = self;
  return mw_work_run ("fill counts", run, g_atomic_rc_box_acquire (self), mw_mapping_count_unref);
}
