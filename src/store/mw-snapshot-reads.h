/* mw-snapshot-reads.h: the reads of entities that a snapshot's file holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-snapshot-file.h"

G_BEGIN_DECLS

/**
 * MwSnapshotRead:
 * @entity: id of the entity that was read
 * @basis: what of the system was read, and how: the words of whoever wrote it
 * @maker: what rows were made by
 * @began_at: microseconds since 1970
 * @ended_at: the same; 0: it was interrupted, and its pages are those until then
 */
typedef struct
{
  gint64 number;
  char *entity;
  char *basis;
  char *maker;
  gint64 began_at;
  gint64 ended_at;
} MwSnapshotRead;

void mw_snapshot_read_free (MwSnapshotRead *self);
/* The read of @entity on that @basis: the whole one, or the interrupted one that came furthest; NULL in
 * @read: none. */
gboolean mw_snapshot_reads_find (MwSnapshotFile *file,
                                 const char *entity,
                                 const char *basis,
                                 gboolean whole,
                                 MwSnapshotRead **read,
                                 GError **error);
/* In a transaction of the caller's: the number of a new one, 0 with an error. Interrupted ones of the same
 * entity go, but for the one that came furthest. */
gint64 mw_snapshot_reads_add (MwSnapshotFile *file,
                              const char *entity,
                              const char *basis,
                              const char *maker,
                              GError **error);
/* In a transaction of the caller's: FALSE when it was removed meanwhile. */
gboolean mw_snapshot_reads_check (MwSnapshotFile *file, gint64 number, GError **error);
/* In a transaction of the caller's: it came further than those before it that were interrupted, which go. */
gboolean mw_snapshot_reads_pass (MwSnapshotFile *file, gint64 number, const char *entity, GError **error);
/* In a transaction of the caller's: what was changed is in its pages now. */
gboolean mw_snapshot_reads_drop_changed (MwSnapshotFile *file, gint64 number, GError **error);
/* In a transaction of the caller's: it is whole now, and all others of its entity go. */
gboolean mw_snapshot_reads_end (MwSnapshotFile *file, gint64 number, const char *entity, GError **error);
/* In a transaction of the caller's: what was read of @entity goes; NULL: of all. */
gboolean mw_snapshot_reads_remove (MwSnapshotFile *file, const char *entity, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSnapshotRead, mw_snapshot_read_free)

G_END_DECLS
