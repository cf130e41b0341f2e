/* mw-reading.h: one read of one entity, while it runs and afterwards
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-changes.h"
#include "mw-dataset.h"
#include "mw-source.h"

G_BEGIN_DECLS

typedef enum
{
  MW_READING_WAITING, /* opening the connection */
  MW_READING_RUNNING,
  MW_READING_DONE,
  MW_READING_CANCELLED,
  MW_READING_FAILED, /* what was loaded stays */
} MwReadingState;

/**
 * MwReading:
 * @state: (property): #MwReadingState
 * @n-rows: (property): rows so far
 * @expected: (property): rows announced, -1 unknown
 * @dataset: (property): what was read; a refresh has that of the reading before until all of it has come, and
 * then another one, if something was changed
 *
 * Notifies on the main context, at most once a turn of the loop.
 */
#define MW_TYPE_READING (mw_reading_get_type ())
G_DECLARE_FINAL_TYPE (MwReading, mw_reading, MW, READING, GObject)

MwEntity *mw_reading_get_entity (MwReading *self);
MwDataset *mw_reading_get_dataset (MwReading *self); /* bind to its tables at once, they fill */
MwReadingState mw_reading_get_state (MwReading *self);
guint mw_reading_get_n_rows (MwReading *self);
gint64 mw_reading_get_expected (MwReading *self);
const GError *mw_reading_get_error (MwReading *self); /* of FAILED */
/* When what its dataset has was read, microseconds since 1970; 0 while the first reading runs. */
gint64 mw_reading_get_finished_at (MwReading *self);
/* When all records were asked for last: what was deleted before is gone. 0 while it is not known. */
gint64 mw_reading_get_compared_at (MwReading *self);
/* Of a refresh that is done: what it brought; else NULL. And that for people: "3 changed, 1 new". */
const MwChanges *mw_reading_get_changes (MwReading *self);
char *mw_reading_dup_changes_text (MwReading *self);
/* The entity whose rows, the lines, come with the same records; or NULL. */
MwEntity *mw_reading_find_lines (MwReading *self);
void mw_reading_cancel (MwReading *self);
/* Resolves to TRUE at the end, rejects when it failed or was cancelled. Dropping it does not stop the
 * reading. */
DexFuture *mw_reading_wait (MwReading *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
