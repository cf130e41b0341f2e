/* mw-snapshot-pages.h: answers of systems in a snapshot's file: each once, in blocks
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-snapshot-file.h"
#include "mw-squeeze.h"

G_BEGIN_DECLS

#define MW_TYPE_SNAPSHOT_PAGES (mw_snapshot_pages_get_type ())

/* Which bytes in memory are in which file under which number: what a refresh takes over is not written again.
 * Keeps the bytes. For any thread. */
typedef struct _MwSnapshotPages MwSnapshotPages;

GType mw_snapshot_pages_get_type (void);
MwSnapshotPages *mw_snapshot_pages_new (void);
MwSnapshotPages *mw_snapshot_pages_ref (MwSnapshotPages *self);
void mw_snapshot_pages_unref (MwSnapshotPages *self);
/* What was written did not stay: nothing is known any more. */
void mw_snapshot_pages_forget (MwSnapshotPages *self);
/* What @from knows too; of one thread at a time that adds. */
void mw_snapshot_pages_add (MwSnapshotPages *self, MwSnapshotPages *from);
/* Writes the bytes, unless they are there; @before is looked at too. The number, or 0 with an error. */
gint64 mw_snapshot_pages_write (MwSnapshotPages *self,
                                MwSnapshotPages *before,
                                MwSnapshotFile *file,
                                MwSqueeze *squeeze,
                                GBytes *bytes,
                                gboolean *is_new,
                                GError **error);
/* The same bytes for the same number. */
GBytes *mw_snapshot_pages_read (MwSnapshotPages *self,
                                MwSnapshotFile *file,
                                MwSqueeze *squeeze,
                                gint64 number,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSnapshotPages, mw_snapshot_pages_unref)

G_END_DECLS
