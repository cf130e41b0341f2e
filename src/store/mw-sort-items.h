/* mw-sort-items.h: sorts many small things by a number
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-text-key.h"

G_BEGIN_DECLS

/* @head: compares as what it stands for does, as far as it goes. @id, @rest: the caller's. */
typedef struct
{
  guint64 head;
  guint32 id;
  guint32 rest;
} MwSortItem;

/* Where the key of a text is. */
typedef struct
{
  gsize begin;
  guint32 n_words;
} MwSortKey;

/* By their heads. FALSE: cancelled. */
gboolean mw_sort_items (MwSortItem *items, guint n_items, GCancellable *cancellable, GError **error);
/* By the keys of their ids, whose first words the heads are. */
gboolean mw_sort_items_by_keys (MwSortItem *items,
                                guint n_items,
                                const MwSortKey *keys,
                                const MwTextKeys *words,
                                GCancellable *cancellable,
                                GError **error);
int mw_sort_keys_compare (const guint64 *a, guint n_a, const guint64 *b, guint n_b);

G_END_DECLS
