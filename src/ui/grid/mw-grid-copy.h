/* mw-grid-copy.h: a block of cells as text for the clipboard
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-column.h"
#include "mw-generation.h"

G_BEGIN_DECLS

/* More than any program takes well from a clipboard; an export has no such limit. */
#define MW_GRID_COPY_MAX_CELLS 2000000
#define MW_GRID_COPY_MAX_BYTES (64 * 1024 * 1024)

/* Atomically reference-counted; while it runs, @text is the worker's. */
typedef struct
{
  MwGeneration *generation;
  GArray *rows;       /* of guint32: numbers in @generation */
  GPtrArray *columns; /* of MwColumn */
  gboolean with_headers;
  char *text; /* NULL: too long */
} MwGridCopy;

MwGridCopy *mw_grid_copy_new (MwGeneration *generation, gboolean with_headers);
MwGridCopy *mw_grid_copy_ref (MwGridCopy *self);
void mw_grid_copy_unref (gpointer self);
/* A #MwWorkFunc: lines of tab-separated values, in quotes where one holds a tab, a line end or begins with a
 * quote. */
gboolean mw_grid_copy_run (gpointer self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGridCopy, mw_grid_copy_unref)

G_END_DECLS
