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

/* The user may have thought of another one meanwhile. */
void
mw_reading_fill (MwReading *self, MwMainFiber *fiber)
{
  while (!mw_dataset_is_filled (self->dataset, get_wanted (self->link)))
    {
      g_autoptr (MwDataset) before = g_object_ref (self->dataset);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwDataset) filled = dex_await_object (
        mw_main_until (mw_dataset_fill (before, get_wanted (self->link)), fiber), &error);

      if (filled == NULL)
        {
          g_debug ("Columns are not filled: %s", error->message);
          return;
        }
      /* What a refresh brought has come in its place: it is looked at next. */
      if (self->dataset == before)
        mw_reading_take_dataset (self, filled);
    }
}

static DexFuture *
fill_fiber (MwMainFiber *fiber, gpointer data)
{
  mw_reading_fill (data, fiber);
  return dex_future_new_true ();
}

DexFuture *
mw_reading_fill_soon (MwReading *self)
{
  gboolean is_written = (self->state == MW_READING_WAITING || self->state == MW_READING_RUNNING) &&
                        !self->is_complete;

  if (is_written || mw_dataset_is_filled (self->dataset, get_wanted (self->link)))
    return dex_future_new_true ();
  return mw_main_fiber_spawn (fill_fiber, g_object_ref (self), g_object_unref);
}
