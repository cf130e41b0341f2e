/* mw-sort-keys.h: what the rows of one column compare by, made once and kept while the table grows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

#define MW_MAX_SORTS 4

typedef struct
{
  guint column;
  gboolean descending;
} MwSort;

/* Not thread-safe: one job has them at a time. */
typedef struct _MwSortKeys MwSortKeys;

MwSortKeys *mw_sort_keys_new (guint column);
void mw_sort_keys_free (MwSortKeys *self);
guint mw_sort_keys_get_column (const MwSortKeys *self);
/* Makes the keys that are missing for the rows of @generation, which is the one of the last call or a later
 * one. */
gboolean
mw_sort_keys_extend (MwSortKeys *self, MwGeneration *generation, GCancellable *cancellable, GError **error);
/* Of rows that are equal by @self, @next decides; it must live as long. NULL: they stay in their order. */
void mw_sort_keys_set_next (MwSortKeys *self, const MwSortKeys *next, gboolean descending);
/* Sorts @rows, stably. */
gboolean mw_sort_keys_sort (const MwSortKeys *self,
                            guint32 *rows,
                            guint n_rows,
                            gboolean descending,
                            GCancellable *cancellable,
                            GError **error);
/* Merges two sorted runs into @merged; of equal rows those of @a come first. */
void mw_sort_keys_merge (const MwSortKeys *self,
                         const guint32 *a,
                         guint n_a,
                         const guint32 *b,
                         guint n_b,
                         gboolean descending,
                         guint32 *merged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSortKeys, mw_sort_keys_free)

G_END_DECLS
