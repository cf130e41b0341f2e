/* mw-row-order.c: which rows of a table a view shows, and in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-row-order.h"

#include <string.h>

#include "mw-filter-run.h"
#include "mw-search.h"

void
mw_row_criteria_set_filters (MwRowCriteria *self, GPtrArray *filters)
{
  if (filters != NULL)
    g_ptr_array_ref (filters);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  self->filters = filters;
}

/* On another day "this month" may be other rows. */
void
mw_row_criteria_set_now (MwRowCriteria *self, gint64 now)
{
  self->now = now;
  self->day = mw_row_filters_find_day (self->filters, now);
}

void
mw_row_criteria_copy (MwRowCriteria *self, const MwRowCriteria *other)
{
  g_set_str (&self->search, other->search);
  mw_row_criteria_set_filters (self, other->filters);
  self->now = other->now;
  self->day = other->day;
  memcpy (self->sorts, other->sorts, sizeof self->sorts);
  self->n_sorts = other->n_sorts;
}

void
mw_row_criteria_clear (MwRowCriteria *self)
{
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
}

gboolean
mw_row_criteria_equal (const MwRowCriteria *a, const MwRowCriteria *b)
{
  if (g_strcmp0 (a->search, b->search) != 0 || a->n_sorts != b->n_sorts || a->day != b->day ||
      !mw_row_filters_equal (a->filters, b->filters))
    return FALSE;
  for (guint i = 0; i < a->n_sorts; i++)
    if (a->sorts[i].column != b->sorts[i].column || a->sorts[i].descending != b->sorts[i].descending)
      return FALSE;
  return TRUE;
}

gboolean
mw_row_criteria_is_all (const MwRowCriteria *self)
{
  return self->search == NULL && self->filters == NULL && self->n_sorts == 0;
}

static MwRowOrder *
row_order_new (guint n_rows)
{
  MwRowOrder *self = g_malloc (sizeof *self + n_rows * sizeof (guint32));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_rows = n_rows;
  return self;
}

MwRowOrder *
mw_row_order_ref (MwRowOrder *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_row_order_unref (MwRowOrder *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static void
job_clear (gpointer data)
{
  MwRowOrderJob *self = data;

  g_clear_pointer (&self->generation, mw_generation_unref);
  mw_row_criteria_clear (&self->criteria);
  g_clear_pointer (&self->previous, mw_row_order_unref);
  for (guint i = 0; i < MW_MAX_SORTS; i++)
    g_clear_pointer (&self->ranks[i], mw_column_ranks_unref);
  g_clear_pointer (&self->result, mw_row_order_unref);
  g_clear_object (&self->stop);
}

MwRowOrderJob *
mw_row_order_job_new (MwGeneration *generation, const MwRowCriteria *criteria)
{
  MwRowOrderJob *self = g_atomic_rc_box_new0 (MwRowOrderJob);

  self->generation = mw_generation_ref (generation);
  mw_row_criteria_copy (&self->criteria, criteria);
  self->stop = g_cancellable_new ();
  return self;
}

MwRowOrderJob *
mw_row_order_job_ref (MwRowOrderJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mw_row_order_job_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, job_clear);
}

/* The rows that are new since @previous and match, in the order of the system. */
static GArray *
find_rows (MwRowOrderJob *self, GError **error)
{
  guint n_rows = mw_generation_get_n_rows (self->generation);
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_rows - self->n_seen);

  for (guint32 row = self->n_seen; row < n_rows; row++)
    g_array_append_val (rows, row);
  /* First what looks at one cell a row only. */
  if (self->criteria.filters != NULL)
    {
      g_autoptr (MwFilterRun)
        run = mw_filter_run_new (self->criteria.filters, self->generation, self->criteria.now);

      if (!mw_filter_run_keep (run, rows, self->stop, error))
        return NULL;
    }
  if (self->criteria.search != NULL)
    {
      g_autoptr (MwSearch) search = mw_search_new (self->criteria.search, self->generation);

      if (!mw_search_keep (search, rows, self->stop, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* Of all columns that are sorted by. */
static gboolean
make_ranks (MwRowOrderJob *self, MwRankSort *sorts, GError **error)
{
  for (guint i = 0; i < self->criteria.n_sorts; i++)
    {
      const MwSort *sort = &self->criteria.sorts[i];
      MwColumnRanks *ranks = mw_column_ranks_new (self->generation, sort->column, self->ranks[i], self->stop,
                                                  error);

      if (ranks == NULL)
        return FALSE;
      g_clear_pointer (&self->ranks[i], mw_column_ranks_unref);
      self->ranks[i] = ranks;
      sorts[i] = (MwRankSort) { ranks, sort->descending };
    }
  return TRUE;
}

static gboolean
compute (MwRowOrderJob *self, GError **error)
{
  g_autoptr (GArray) found = find_rows (self, error);
  const guint32 *before = self->previous != NULL ? self->previous->rows : NULL;
  guint n_before = self->previous != NULL ? self->previous->n_rows : 0;
  guint n_sorts = self->criteria.n_sorts;
  MwRankSort sorts[MW_MAX_SORTS];
  guint32 *rows;

  if (found == NULL || !make_ranks (self, sorts, error))
    return FALSE;
  rows = (guint32 *) (gpointer) found->data;
  if (!mw_rank_sorts_run (sorts, n_sorts, rows, found->len, self->stop, error))
    return FALSE;
  self->result = row_order_new (n_before + found->len);
  if (n_sorts > 0)
    mw_rank_sorts_merge (sorts, n_sorts, before, n_before, rows, found->len, self->result->rows);
  else
    {
      if (n_before > 0)
        memcpy (self->result->rows, before, n_before * sizeof *before);
      if (found->len > 0)
        memcpy (self->result->rows + n_before, rows, found->len * sizeof *rows);
    }
  return TRUE;
}

static void
stop_cb (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

/* Runs on the work pool. Stops when the future is dropped (@cancellable), and when the view wants something
 * else. */
gboolean
mw_row_order_job_run (gpointer data, GCancellable *cancellable, GError **error)
{
  MwRowOrderJob *self = data;
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (stop_cb), self->stop, NULL);
  gboolean done = compute (self, error);

  g_cancellable_disconnect (cancellable, handler);
  return done;
}
