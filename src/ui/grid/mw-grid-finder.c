/* mw-grid-finder.c: finds a record again in another generation of its table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-finder.h"

#define KEY           "remote_id"
#define ROWS_PER_LOOK 8192

static void
clear (gpointer data)
{
  MwGridFinder *self = data;

  mw_generation_unref (self->generation);
  g_free (self->key);
}

/**
 * mw_grid_finder_new:
 * @from: where the record stands
 * @number: its row there
 * @generation: where to look for it
 *
 * Returns: (transfer full) (nullable): what looks for it; %NULL when it has no key that stays the same
 */
MwGridFinder *
mw_grid_finder_new (MwGeneration *from, guint number, MwGeneration *generation)
{
  int before = mw_generation_find_column (from, KEY), column = mw_generation_find_column (generation, KEY);
  const char *key = before < 0 ? NULL : mw_generation_get_cell (from, number, (guint) before, NULL);
  MwGridFinder *self;

  if (!key || column < 0)
    return NULL;
  self = g_atomic_rc_box_new0 (MwGridFinder);
  self->generation = mw_generation_ref (generation);
  self->column = (guint) column;
  self->key = g_strdup (key);
  self->found = G_MAXUINT;
  return self;
}

MwGridFinder *
mw_grid_finder_ref (MwGridFinder *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_grid_finder_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * mw_grid_finder_is_at:
 * @self: what looks for a record
 * @number: a row
 *
 * Returns: whether it is that one
 */
gboolean
mw_grid_finder_is_at (MwGridFinder *self, guint number)
{
  return g_strcmp0 (mw_generation_get_cell (self->generation, number, self->column, NULL), self->key) == 0;
}

gboolean
mw_grid_finder_run (gpointer data, GCancellable *cancellable, GError **error)
{
  MwGridFinder *self = data;
  guint n_rows = mw_generation_get_n_rows (self->generation);

  for (guint i = 0; i < n_rows && self->found == G_MAXUINT; i++)
    {
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (mw_grid_finder_is_at (self, i))
        self->found = i;
    }
  return TRUE;
}
