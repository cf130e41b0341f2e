/* mw-grid-finder.h: finds a record again in another generation of its table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

/* Atomically reference-counted; while it runs, @found is the worker's. */
typedef struct
{
  MwGeneration *generation;
  guint column;
  char *key;
  guint found; /* number of the row; G_MAXUINT: none */
} MwGridFinder;

/* NULL when the table has no key that stays the same. */
MwGridFinder *mw_grid_finder_new (MwGeneration *from, guint number, MwGeneration *generation);
MwGridFinder *mw_grid_finder_ref (MwGridFinder *self);
void mw_grid_finder_unref (gpointer self);
gboolean mw_grid_finder_is_at (MwGridFinder *self, guint number);
gboolean mw_grid_finder_run (gpointer self, GCancellable *cancellable, GError **error); /* a MwWorkFunc */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGridFinder, mw_grid_finder_unref)

G_END_DECLS
