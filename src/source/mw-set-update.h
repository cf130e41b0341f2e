/* mw-set-update.h: a set as it was read before, and the records of it that were changed since
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-choice.h"
#include "mw-held.h"
#include "mw-scratch.h"
#include "mw-set-records.h"

G_BEGIN_DECLS

/**
 * MwSetUpdate:
 *
 * First all pages with changes are taken; then the set comes out whole, record by record: changed ones in the
 * place of the old ones, new ones at the end. Touched by one job at a time.
 */
typedef struct _MwSetUpdate MwSetUpdate;

/* NULL when there is nothing to go on from, or it is too long ago that all was compared. @turn: which part of
 * the set. */
MwSetUpdate *mw_set_update_new (MwHeld *held,
                                const char *set_id,
                                guint turn,
                                const MwMoment *changed,
                                const MwJsonDialect *dialect);
void mw_set_update_free (MwSetUpdate *self);
const MwSetMark *mw_set_update_get_mark (const MwSetUpdate *self);
/* What is asked for: changes since then, microseconds since 1970. @watermark: that of the mark, or a later
 * one for what was changed meanwhile. */
gint64 mw_set_update_get_since (const MwSetUpdate *self, gint64 watermark);
/* The pages that come next are one more reading. @leaving: they also have records that the list does not have
 * any more, and tell nothing but which were changed. */
void mw_set_update_begin_pass (MwSetUpdate *self, gboolean leaving);
gboolean mw_set_update_is_leaving (const MwSetUpdate *self);
/* Against equal pages and records of one reading. */
MwSetRecords *mw_set_update_get_records (MwSetUpdate *self);
/* A record that was changed, as it stands at @bytes. */
void mw_set_update_add (MwSetUpdate *self, MwSlice identity, const char *bytes, gsize length);
/* Whether each record had an identity: without it its old version cannot be found. */
gboolean mw_set_update_has_identities (const MwSetUpdate *self);

/* When all changes are in: finds out what the set is now, and of how many records. FALSE when it was
 * cancelled.
 */
gboolean mw_set_update_merge (MwSetUpdate *self, GCancellable *cancellable, GError **error);
guint mw_set_update_get_n_records (const MwSetUpdate *self);
/* The set, in runs of records that lie in the same bytes: number @number, without keys; FALSE past the last.
 */
gboolean mw_set_update_get_run (const MwSetUpdate *self, guint number, MwRawPage *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSetUpdate, mw_set_update_free)

G_END_DECLS
