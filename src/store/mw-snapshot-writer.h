/* mw-snapshot-writer.h: a sink that also writes what it gets into a snapshot, without holding it up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sink.h"
#include "mw-snapshot-pages.h"

G_BEGIN_DECLS

/**
 * MwSnapshotWriter:
 *
 * A #MwSink in front of another one, which gets everything first. What came is written behind, each page with
 * its rows in one transaction, and with the pages that wait by then; what waits to be written is bounded.
 * When it cannot be written any more, the other sink still gets everything, and a notice that it is not kept.
 */
#define MW_TYPE_SNAPSHOT_WRITER (mw_snapshot_writer_get_type ())
G_DECLARE_FINAL_TYPE (MwSnapshotWriter, mw_snapshot_writer, MW, SNAPSHOT_WRITER, GObject)

/* @file is taken. @entity, @basis, @maker: see #MwSnapshotRead. @before: (nullable): what an earlier read has
 * written. */
MwSnapshotWriter *mw_snapshot_writer_new (MwSnapshotFile *file,
                                          const char *entity,
                                          const char *basis,
                                          const char *maker,
                                          MwSnapshotPages *before,
                                          MwSink *sink);
/* mw_snapshot_file_get_id() of its file. */
const char *mw_snapshot_writer_get_file_id (MwSnapshotWriter *self);
/* What was written, for the next one. */
MwSnapshotPages *mw_snapshot_writer_get_pages (MwSnapshotWriter *self);
/* On the work pool, when nothing comes any more: waits until all is written. @whole: it is all there was, and
 * takes the place of what was read of the entity before; else it can be gone on with. FALSE when it is not
 * kept. */
gboolean mw_snapshot_writer_end (MwSnapshotWriter *self, gboolean whole, GError **error);

G_END_DECLS
