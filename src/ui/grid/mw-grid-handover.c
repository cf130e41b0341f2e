/* mw-grid-handover.c: from one grid to the next: order, place and cursor
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-finder.h"
#include "mw-grid-private.h"
#include "mw-work.h"

/* Where the rows have the place of a former grid; the record that the cursor was in may stand elsewhere. */
static void
take_over_order (MwGrid *self, MwGrid *other)
{
  guint n_sorts;
  const MwGridSort *order = mw_grid_view_get_order (other->grid_view, &n_sorts);

  for (guint i = 0; i < n_sorts; i++)
    {
      MwColumn *column = mw_grid_find_column (self, mw_column_get_id (order[i].column));

      if (column)
        mw_grid_view_sort (self->grid_view, column, order[i].descending, TRUE);
    }
}

typedef struct
{
  MwGrid *grid;
  MwGridFinder *finder;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  mw_grid_finder_unref (finding->finder);
  g_free (finding);
}

/* The grid holds the future, and lets go of it when it goes. */
static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Finding *finding = data;

  if (dex_future_is_resolved (future) && finding->finder->found != G_MAXUINT)
    mw_grid_view_take_cursor (finding->grid->grid_view, finding->finder->found);
  return dex_ref (future);
}

static void
find_selected (MwGrid *self, MwRow *row)
{
  g_autoptr (MwGridFinder) finder = mw_grid_finder_new (mw_row_get_generation (row), mw_row_get_number (row),
                                                        mw_view_get_generation (self->view));
  Finding *finding;

  /* Mostly nothing was added or deleted before it. Records as they were sent have no key: their place counts.
   */
  if (!finder || mw_grid_finder_is_at (finder, mw_row_get_number (row)))
    {
      mw_grid_view_take_cursor (self->grid_view, mw_row_get_number (row));
      return;
    }
  finding = g_new0 (Finding, 1);
  finding->grid = self;
  finding->finder = mw_grid_finder_ref (finder);
  dex_clear (&self->finding);
  self->finding = dex_future_finally (
    mw_work_run ("find", mw_grid_finder_run, mw_grid_finder_ref (finder), mw_grid_finder_unref), on_found,
    finding, finding_free);
}

/**
 * mw_grid_take_over:
 * @self: a grid that is not shown yet
 * @other: a grid of the same records, as they were before
 *
 * Sorts and filters as @other does, scrolls to where it was scrolled, and puts the cursor into the same
 * record: a refresh takes nothing away.
 */
void
mw_grid_take_over (MwGrid *self, MwGrid *other)
{
  MwColumn *column = mw_grid_view_get_cursor_column (other->grid_view);

  take_over_order (self, other);
  mw_grid_take_filters (self, other->filters);
  mw_grid_view_take_place (self->grid_view, other->grid_view,
                           column ? mw_grid_find_column (self, mw_column_get_id (column)) : NULL);
  if (other->selected)
    find_selected (self, other->selected);
}
