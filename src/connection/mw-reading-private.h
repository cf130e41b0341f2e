/* mw-reading-private.h: how a connection starts a reading, and the inside of it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-kept.h"
#include "mw-link.h"
#include "mw-main-fiber.h"
#include "mw-reading.h"

G_BEGIN_DECLS

typedef enum
{
  MW_READING_CHANGES, /* what was changed since, as far as the system tells */
  MW_READING_WHOLE,   /* everything, to be compared */
  MW_READING_KEPT,    /* nothing: what is kept on this computer */
} MwReadingHow;

struct _MwReading
{
  GObject parent_instance;

  MwModel *model;
  MwEntity *entity;
  MwLink *link;
  MwDataset *dataset;
  MwTable *table;
  MwReadingState state;
  guint n_rows;
  gint64 expected;
  GError *error;
  gint64 finished_at;
  MwReadingHow how;
  gboolean is_refresh;      /* it began with what another one had read, or what was kept */
  gboolean is_outdated;     /* its rows were made by other rules than those of today */
  gboolean is_complete;     /* the dataset has all there was */
  const MwVariant *variant; /* it was read like that, … */
  MwChosen *chosen;         /* … of that */
  MwScope scope;
  MwKept *kept;           /* of that, or NULL: nothing is kept */
  MwDataset *interrupted; /* what came before it was, where that is not kept; or NULL */
  gint64 interrupted_at;
  gboolean has_changes;
  MwChanges changes;
  GPtrArray *base_beside; /* of a refresh: what the dataset of before has beside */
  GPtrArray *beside;      /* (element-type MwEntity): what else is read with it */
  DexFuture *running;     /* dropped to cancel */
  DexFuture *filling;     /* the last one */
  DexPromise *end;
};

/* @before: (nullable): the last one, which has brought nothing whole. */
MwReading *
mw_reading_new (MwModel *model, MwEntity *entity, MwLink *link, MwReading *before, MwReadingHow how);
/* Reads again what @base has: what was changed since, or (@whole) everything, to be compared. */
MwReading *mw_reading_new_refresh (MwReading *base, gboolean whole);
/* Whether it still runs and will have what a refresh, or one of everything (@whole), would bring. */
gboolean mw_reading_is_bringing (MwReading *self, gboolean whole);
/* Whether its dataset is all there was, as it is read now: something to go on from. */
gboolean mw_reading_is_base (MwReading *self);
/* The reading of @entity that @self, when it is done, was at the same time; or NULL. */
MwReading *mw_reading_new_beside (MwReading *self, MwEntity *entity);

/* Its fiber, and what that needs. */
DexFuture *mw_reading_run (MwMainFiber *fiber, gpointer data);
const MwEntitySource *mw_reading_find_source (MwReading *self);
/* An empty dataset, with columns of the user's. */
MwDataset *mw_reading_new_dataset (MwModel *model, MwEntity *entity, MwLink *link);
/* Its dataset may go on as another one (mw_dataset_continue()). */
void mw_reading_take_latest (MwReading *self);
/* On a fiber, when nothing is written to its dataset: that has the columns that the user wants now. */
void mw_reading_fill (MwReading *self, MwMainFiber *fiber);
/* The same at any time, where nobody waits for it: what comes from then on has them too. TRUE. */
DexFuture *mw_reading_fill_soon (MwReading *self) G_GNUC_WARN_UNUSED_RESULT;
void mw_reading_set_state (MwReading *self, MwReadingState state);
void mw_reading_take_dataset (MwReading *self, MwDataset *dataset);
void mw_reading_take_kept (MwReading *self, gint64 as_of);
void mw_reading_finish (MwReading *self, GError *error);

G_END_DECLS
