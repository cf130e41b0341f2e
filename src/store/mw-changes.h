/* mw-changes.h: what is different between two reads of the same entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"

G_BEGIN_DECLS

/**
 * MwChanges:
 * @n_changed: records that were sent with other bytes than before
 * @n_new: records that were not there before
 * @n_gone: records that are not there any more
 * @others_differ: whether a set that rows look into is not the same
 *
 * Records are those of the set that the entity is made of.
 */
typedef struct
{
  guint n_changed;
  guint n_new;
  guint n_gone;
  gboolean others_differ;
} MwChanges;

/* Compares two reads; @set_id is the entity's own set, @lookups (or NULL) are those that its rows look into.
 * On the work pool. FALSE when it was cancelled. */
gboolean mw_changes_find (MwDataset *before,
                          MwDataset *after,
                          const char *set_id,
                          const char *const *lookups,
                          MwChanges *changes,
                          GCancellable *cancellable,
                          GError **error);
/* Whether nothing is different. */
gboolean mw_changes_is_none (const MwChanges *self);
/* For people, translated: "3 changed, 2 new, 1 no longer there". */
char *mw_changes_dup_text (const MwChanges *self);

G_END_DECLS
