/* mw-value-counts.h: how many rows have each value of a column
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

/* For a column of few different values: what is beyond MW_MAX_COUNTED_VALUES is not counted. Atomically
 * reference-counted; while it runs, it is the worker's. */
typedef struct _MwValueCounts MwValueCounts;

#define MW_MAX_COUNTED_VALUES 256

MwValueCounts *mw_value_counts_new (MwGeneration *generation, const char *column);
MwValueCounts *mw_value_counts_ref (MwValueCounts *self);
void mw_value_counts_unref (gpointer self);
gboolean mw_value_counts_run (gpointer self, GCancellable *cancellable, GError **error); /* a MwWorkFunc */
guint mw_value_counts_get (MwValueCounts *self, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwValueCounts, mw_value_counts_unref)

G_END_DECLS
