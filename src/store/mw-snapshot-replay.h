/* mw-snapshot-replay.h: gives a sink again what a read of a snapshot gave to one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"
#include "mw-model.h"
#include "mw-sink.h"
#include "mw-snapshot-pages.h"
#include "mw-snapshot-reads.h"

G_BEGIN_DECLS

/* One read, from one moment of the file, whatever others write meanwhile. One thread at a time; blocks. */
typedef struct _MwSnapshotReplay MwSnapshotReplay;

/* @file is taken. @dialect: of the system's answers. @pages: what is read stands there. */
MwSnapshotReplay *mw_snapshot_replay_new (MwSnapshotFile *file,
                                          gint64 read,
                                          MwModel *model,
                                          const MwJsonDialect *dialect,
                                          MwSnapshotPages *pages,
                                          MwSink *sink);
void mw_snapshot_replay_free (MwSnapshotReplay *self);
/* First the rows, to be seen at once; then the answers they were made of, with what was noticed. */
gboolean mw_snapshot_replay_run_rows (MwSnapshotReplay *self, GCancellable *cancellable, GError **error);
gboolean mw_snapshot_replay_run_pages (MwSnapshotReplay *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSnapshotReplay, mw_snapshot_replay_free)

G_END_DECLS
