/* mw-reading-columns.c: columns of the user's in what a reading shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-reading-private.h"

static MwCustomFields *
get_wanted (MwLink *link)
{
  return mw_custom_columns_get_fields (mw_link_get_file (link)->custom);
}

MwDataset *
mw_reading_new_dataset (MwModel *model, MwEntity *entity, MwLink *link)
{
  MwDataset *dataset = mw_dataset_new (model);
  g_auto (GStrv)
    problems = mw_custom_columns_dup_problems (mw_link_get_file (link)->custom, mw_entity_get_id (entity));

  mw_dataset_set_custom_fields (dataset, get_wanted (link));
  for (guint i = 0; problems[i] != NULL; i++)
    {
      const MwNotice notice = { .kind = MW_NOTICE_COLUMN, .message = problems[i] };

      mw_sink_notice (MW_SINK (dataset), entity, &notice);
    }
  return dataset;
}

void
mw_reading_take_latest (MwReading *self)
{
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (self->dataset);

  if (latest != self->dataset)
    mw_reading_take_dataset (self, latest);
}

static gboolean
is_filled (MwReading *self)
{
  mw_reading_take_latest (self);
  return mw_dataset_is_filled (self->dataset, get_wanted (self->link));
}

static gboolean
fill (MwReading *self, gboolean is_written, MwMainFiber *fiber)
{
  MwCustomFields *wanted = get_wanted (self->link);
  g_autoptr (MwDataset) before = g_object_ref (self->dataset);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwDataset) filled = dex_await_object (
    mw_main_until (is_written ? mw_dataset_continue (before, wanted) : mw_dataset_fill (before, wanted),
                   fiber),
    &error);

  if (filled == NULL)
    {
      g_debug ("Columns are not filled: %s", error->message);
      return FALSE;
    }
  /* What a refresh brought has come in its place: it is looked at next. */
  if (self->dataset == before)
    mw_reading_take_dataset (self, filled);
  return TRUE;
}

/* The user may have thought of another one meanwhile. */
void
mw_reading_fill (MwReading *self, MwMainFiber *fiber)
{
  while (!is_filled (self) && fill (self, FALSE, fiber))
    ;
}

typedef struct
{
  MwReading *reading;
  DexFuture *before; /* or NULL */
} Turn;

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  g_object_unref (turn->reading);
  dex_clear (&turn->before);
  g_free (turn);
}

/* One after the other: each goes on from what the one before has made. Rows that were kept come before their
 * records; these are filled at the end. */
static DexFuture *
fill_fiber (MwMainFiber *fiber, gpointer data)
{
  Turn *turn = data;
  MwReading *self = turn->reading;

  if (turn->before != NULL)
    dex_await (mw_main_until (dex_ref (turn->before), fiber), NULL);
  if ((self->state == MW_READING_WAITING || self->state == MW_READING_RUNNING) && !self->is_complete)
    (void) (is_filled (self) || fill (self, TRUE, fiber));
  else
    mw_reading_fill (self, fiber);
  return dex_future_new_true ();
}

DexFuture *
mw_reading_fill_soon (MwReading *self)
{
  Turn *turn;

  if (is_filled (self))
    return dex_future_new_true ();
  turn = g_new0 (Turn, 1);
  turn->reading = g_object_ref (self);
  turn->before = g_steal_pointer (&self->filling);
  self->filling = mw_main_fiber_spawn (fill_fiber, turn, turn_free);
  return dex_future_first (dex_ref (self->filling), NULL);
}
