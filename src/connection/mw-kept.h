/* mw-kept.h: what is kept of one entity of a connection: shown again, written, one at a time
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"
#include "mw-kept-turn.h"
#include "mw-link.h"
#include "mw-main-fiber.h"

G_BEGIN_DECLS

/**
 * MwKept:
 *
 * For one reading. Its functions are called on that reading's fiber of the main thread; what blocks runs on
 * the work pool.
 */
#define MW_TYPE_KEPT (mw_kept_get_type ())
G_DECLARE_FINAL_TYPE (MwKept, mw_kept, MW, KEPT, GObject)

/* Of what @link reads now. @before: (nullable): of an earlier reading, whose pages need not be written again.
 * NULL when nothing is kept of it. */
MwKept *mw_kept_new (MwLink *link, MwModel *model, MwEntity *entity, MwKept *before);
/* Finds the last whole read, if it ended after @since (microseconds since 1970); FALSE when there is none.
 * Then its rows come into @dataset, and then what they were made of. */
gboolean mw_kept_find (MwKept *self, MwDataset *dataset, gint64 since, MwMainFiber *fiber, GError **error);
gboolean mw_kept_show (MwKept *self, MwMainFiber *fiber, GError **error);
gboolean mw_kept_fill (MwKept *self, MwMainFiber *fiber, GError **error);
/* What was found: when it was read, and whether it was made as rows are made now. */
gint64 mw_kept_get_as_of (MwKept *self);
gboolean mw_kept_is_made_alike (MwKept *self);

/* Lists move on: what was interrupted on another day is read anew. */
gboolean mw_kept_is_recent (gint64 began_at);
/* Whole pages of a read that was interrupted: (transfer full); NULL when there is none. */
MwDataset *mw_kept_take_interrupted (MwKept *self, MwMainFiber *fiber);
/* What a person should know of a file that was set aside, translated, once; or NULL. */
char *mw_kept_steal_message (MwKept *self);

/* The right to read this entity, which one process has at a time. */
MwKeptTurn *mw_kept_take_turn (MwKept *self, MwMainFiber *fiber, GError **error);

/* A sink that gives everything to @dataset, and writes it if it can: (transfer full). */
MwSink *mw_kept_begin (MwKept *self, MwDataset *dataset, MwMainFiber *fiber);
/* When nothing comes any more: whether what @sink got is there. @whole: it is all there was. */
gboolean mw_kept_end (MwKept *self, MwSink *sink, gboolean whole, MwMainFiber *fiber);
/* When something may still come: what was written goes on being written, and can be gone on from. @sink is
 * taken. */
void mw_kept_leave (MwKept *self, MwSink *sink);

G_END_DECLS
