/* mw-snapshot-feed.h: a download that is the same whenever it is read, and how to compare two of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"
#include "mw-snapshot-replay.h"
#include "mw-snapshot-writer.h"

#define MW_FEED_CANARY  "mw-canary-7f3d"
#define MW_FEED_RECORDS 20

/* Orders of @model: first what they look into, then page after page. */
typedef struct _MwSnapshotFeed MwSnapshotFeed;

typedef void (*MwSnapshotFeedFunc) (guint page, gpointer data);

MwModel *mw_snapshot_feed_load_model (void);
MwEntity *mw_snapshot_feed_get_orders (MwModel *model);
/* Gives @sink @n_pages, of those that @held (or NULL) has the same bytes again; @after (or NULL) is called
 * behind each of them. @whole: and the end of it. */
void mw_snapshot_feed_run (MwModel *model,
                           MwSink *sink,
                           MwDataset *held,
                           guint n_pages,
                           gboolean whole,
                           MwSnapshotFeedFunc after,
                           gpointer data);
/* The same list, changed @version times: a fifth of its pages each time. @base (or NULL): the version before,
 * of which what was not changed is taken. */
void mw_snapshot_feed_run_version (MwModel *model,
                                   MwSink *sink,
                                   guint version,
                                   MwDataset *held,
                                   MwDataset *base,
                                   guint n_pages,
                                   gboolean whole,
                                   MwSnapshotFeedFunc after,
                                   gpointer data);
/* A dataset with just that. */
MwDataset *mw_snapshot_feed_new_dataset (MwModel *model, guint n_pages, gboolean whole);
MwDataset *mw_snapshot_feed_new_version (MwModel *model, guint version, guint n_pages, gboolean whole);
/* How many pages of orders it has. */
guint mw_snapshot_feed_count_pages (MwDataset *dataset);
void mw_snapshot_feed_assert_same (MwModel *model, MwDataset *one, MwDataset *other);
/* Reads the last read of the orders, a whole one or one that was interrupted, into a new dataset; NULL: there
 * is none, or an error. */
MwDataset *mw_snapshot_feed_restore (MwModel *model,
                                     MwSnapshotFile *file,
                                     gboolean whole,
                                     MwSnapshotPages *pages,
                                     GError **error);
/* A read of the feed into @dataset that is written too. */
MwSnapshotWriter *
mw_snapshot_feed_new_writer (MwSnapshotFile *file, MwSnapshotPages *before, MwDataset *dataset);
/* 32 bytes that are this test's. */
GBytes *mw_snapshot_feed_new_key (guint8 first);
