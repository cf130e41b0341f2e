/* mw-view.c: a table as a lazy list: a generation, an order and a filter
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-view.h"

#include <string.h>

#include "mw-now.h"
#include "mw-row-order.h"
#include "mw-work.h"

/* Each swap of a sorted view takes the rows away under the user's eyes, so while pages arrive it swaps this
 * often. */
#define SORTED_SWAP_INTERVAL_MS 500
/* A computer that slept knows no timer of hours. */
#define DAY_INTERVAL_S 60

struct _MwView
{
  GObject parent_instance;
  MwTable *table;
  MwGeneration *generation; /* what is shown: */
  MwRowOrder *order;        /* NULL: all rows in the order of the system */
  guint n_items;
  MwRowCriteria applied; /* what is shown was made by these */
  MwRowCriteria wanted;  /* … and what was asked for last, which @job computes */
  MwRowOrderJob *job;    /* the newest; a result of any other one is thrown away */
  gint64 swapped_at;
  guint follow_source;
  guint day_source; /* while a period counts from today */
};

/* One computation, as the callback of its future. */
typedef struct
{
  GWeakRef view;
  MwRowOrderJob *job;
  gboolean settled;
} Swap;

static void mw_view_list_init (GListModelInterface *iface);
static void mw_view_follow (MwView *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwView,
                               mw_view,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, mw_view_list_init))

static GType
mw_view_get_item_type (GListModel *model)
{
  return MW_TYPE_ROW;
}

static guint
mw_view_get_n_items (GListModel *model)
{
  return MW_VIEW (model)->n_items;
}

static gpointer
mw_view_get_item (GListModel *model, guint position)
{
  MwView *self = MW_VIEW (model);

  if (position >= self->n_items)
    return NULL;
  return mw_row_new (self->generation, self->order != NULL ? self->order->rows[position] : position);
}

static void
mw_view_list_init (GListModelInterface *iface)
{
  iface->get_item_type = mw_view_get_item_type;
  iface->get_n_items = mw_view_get_n_items;
  iface->get_item = mw_view_get_item;
}

static void
set_shown (MwView *self, MwGeneration *generation, MwRowOrder *order)
{
  mw_generation_ref (generation);
  g_clear_pointer (&self->generation, mw_generation_unref);
  self->generation = generation;
  if (order != NULL)
    mw_row_order_ref (order);
  g_clear_pointer (&self->order, mw_row_order_unref);
  self->order = order;
  self->n_items = order != NULL ? order->n_rows : mw_generation_get_n_rows (generation);
}

/* What is shown stays and gets rows at its end. */
static void
append_rows (MwView *self, MwGeneration *generation, MwRowOrder *order)
{
  guint before = self->n_items;

  set_shown (self, generation, order);
  if (self->n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
}

/* Never (0, n, n): a selection model would then look for its row among all of the new ones, get_item by
 * get_item. */
static void
swap_rows (MwView *self, MwGeneration *generation, MwRowOrder *order)
{
  guint before = self->n_items;

  self->n_items = 0;
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  set_shown (self, generation, order);
  if (self->n_items > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_items);
  self->swapped_at = g_get_monotonic_time ();
}

static void
stop_job (MwView *self)
{
  if (self->job == NULL)
    return;
  g_cancellable_cancel (self->job->stop);
  g_clear_pointer (&self->job, mw_row_order_job_unref);
}

static void
show_result (MwView *self, MwRowOrderJob *job)
{
  gboolean grew = mw_row_criteria_equal (&self->applied, &job->criteria);

  mw_row_criteria_copy (&self->applied, &job->criteria);
  for (guint i = 0; i < job->criteria.n_sorts; i++)
    mw_table_keep_ranks (self->table, job->ranks[i]);
  if (grew && (job->criteria.n_sorts == 0 || job->result->n_rows == self->n_items))
    append_rows (self, job->generation, job->result);
  else
    swap_rows (self, job->generation, job->result);
}

static DexFuture *
computed_cb (DexFuture *future, gpointer data)
{
  Swap *swap = data;
  g_autoptr (MwView) self = g_weak_ref_get (&swap->view);

  swap->settled = TRUE;
  if (self == NULL || self->job != swap->job)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another order or search was asked for");
  g_clear_pointer (&self->job, mw_row_order_job_unref);
  if (dex_future_is_rejected (future))
    mw_row_criteria_copy (&self->wanted, &self->applied);
  else
    show_result (self, swap->job);
  mw_view_follow (self);
  return dex_ref (future);
}

static void
swap_free (gpointer data)
{
  Swap *swap = data;

  if (!swap->settled)
    {
      g_autoptr (MwView) self = g_weak_ref_get (&swap->view);

      /* Whoever asked let go of the future: the view stays as it is. */
      if (self != NULL && self->job == swap->job)
        {
          stop_job (self);
          mw_row_criteria_copy (&self->wanted, &self->applied);
          mw_view_follow (self);
        }
    }
  g_weak_ref_clear (&swap->view);
  mw_row_order_job_unref (swap->job);
  g_free (swap);
}

static DexFuture *
compute (MwView *self, MwGeneration *generation)
{
  MwRowOrderJob *job;
  Swap *swap = g_new0 (Swap, 1);
  DexFuture *future;

  mw_row_criteria_set_now (&self->wanted, mw_now ());
  job = mw_row_order_job_new (generation, &self->wanted);
  if (self->order != NULL && mw_row_criteria_equal (&self->applied, &self->wanted))
    {
      job->previous = mw_row_order_ref (self->order);
      job->n_seen = mw_generation_get_n_rows (self->generation);
    }
  for (guint i = 0; i < job->criteria.n_sorts; i++)
    job->ranks[i] = mw_table_dup_ranks (self->table, job->criteria.sorts[i].column);

  self->job = job;
  g_weak_ref_init (&swap->view, self);
  swap->job = mw_row_order_job_ref (job);
  future = mw_work_run ("view", mw_row_order_job_run, mw_row_order_job_ref (job), mw_row_order_job_unref);
  return dex_future_finally (future, computed_cb, swap, swap_free);
}

static gboolean
follow_cb (gpointer data)
{
  MwView *self = MW_VIEW (data);

  self->follow_source = 0;
  mw_view_follow (self);
  return G_SOURCE_REMOVE;
}

/* Takes up what the table got since: at once where rows only come at the end, else by computing the order
 * again. */
static void
mw_view_follow (MwView *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (self->table);
  gint64 wait;

  if (generation == self->generation)
    return;
  if (self->order == NULL ||
      mw_generation_get_n_rows (generation) == mw_generation_get_n_rows (self->generation))
    {
      append_rows (self, generation, self->order);
      return;
    }
  if (self->job != NULL || self->follow_source != 0)
    return;
  wait = self->swapped_at / 1000 + SORTED_SWAP_INTERVAL_MS - g_get_monotonic_time () / 1000;
  if (self->applied.n_sorts > 0 && wait > 0)
    self->follow_source = g_timeout_add ((guint) wait, follow_cb, self);
  else
    dex_future_disown (compute (self, generation));
}

static DexFuture *
mw_view_ask (MwView *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (self->table);

  stop_job (self);
  mw_row_criteria_set_now (&self->wanted, mw_now ());
  if (mw_row_criteria_equal (&self->wanted, &self->applied))
    mw_view_follow (self);
  else if (mw_row_criteria_is_all (&self->wanted))
    {
      mw_row_criteria_copy (&self->applied, &self->wanted);
      swap_rows (self, generation, NULL);
    }
  else
    return compute (self, generation);
  return dex_future_new_for_boolean (TRUE);
}

static void
mw_view_dispose (GObject *object)
{
  MwView *self = MW_VIEW (object);

  stop_job (self);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_clear_handle_id (&self->day_source, g_source_remove);
  G_OBJECT_CLASS (mw_view_parent_class)->dispose (object);
}

static void
mw_view_finalize (GObject *object)
{
  MwView *self = MW_VIEW (object);

  g_clear_pointer (&self->generation, mw_generation_unref);
  g_clear_pointer (&self->order, mw_row_order_unref);
  mw_row_criteria_clear (&self->applied);
  mw_row_criteria_clear (&self->wanted);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (mw_view_parent_class)->finalize (object);
}

static void
mw_view_class_init (MwViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mw_view_dispose;
  object_class->finalize = mw_view_finalize;
}

static void
mw_view_init (MwView *self)
{
}

/**
 * mw_view_new:
 *
 * Returns: (transfer full): all rows of @table, in the order of the system; it follows the table while that
 * grows
 */
MwView *
mw_view_new (MwTable *table)
{
  MwView *self = g_object_new (MW_TYPE_VIEW, NULL);
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);

  self->table = g_object_ref (table);
  set_shown (self, generation, NULL);
  g_signal_connect_object (table, "notify::generation", G_CALLBACK (mw_view_follow), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * mw_view_get_table:
 *
 * Returns: (transfer none): the table
 */
MwTable *
mw_view_get_table (MwView *self)
{
  return self->table;
}

/**
 * mw_view_get_generation:
 *
 * Returns: (transfer none): the generation that is shown, which may be older than the table's newest
 */
MwGeneration *
mw_view_get_generation (MwView *self)
{
  return self->generation;
}

/**
 * mw_view_get_number:
 * @self: the view
 * @position: less than the number of items
 *
 * Who draws cells asks thousands of times a second, so there is no #MwRow in between.
 *
 * Returns: number of that row in the generation that is shown; 0 behind the end
 */
guint
mw_view_get_number (MwView *self, guint position)
{
  if (position >= self->n_items)
    return 0;
  return self->order != NULL ? self->order->rows[position] : position;
}

/**
 * mw_view_find_number:
 * @self: the view
 * @number: of a row in the generation
 *
 * Returns: the position it is shown at; %G_MAXUINT where the search leaves it out
 */
guint
mw_view_find_number (MwView *self, guint number)
{
  if (self->order == NULL)
    return number < self->n_items ? number : G_MAXUINT;
  for (guint i = 0; i < self->n_items; i++)
    if (self->order->rows[i] == number)
      return i;
  return G_MAXUINT;
}

/**
 * mw_view_set_search:
 * @text: (nullable): words; shown are the rows that hold all of them, each as a part of any column, ignoring
 * case and accents. An enum is searched by its title. %NULL or nothing but spaces: all rows
 *
 * The list changes before this returns when nothing must be computed, else later. Dropping the future before
 * it settles leaves the view as it is.
 *
 * Returns: (transfer full): resolves to %TRUE when the view shows it; rejects with %G_IO_ERROR_CANCELLED when
 * another search or order was asked for before, which then shows both
 */
DexFuture *
mw_view_set_search (MwView *self, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  g_set_str (&self->wanted.search, *words != '\0' ? words : NULL);
  return mw_view_ask (self);
}

/**
 * mw_view_see_day:
 *
 * Computes again what counts from today, when another day has begun.
 */
void
mw_view_see_day (MwView *self)
{
  g_autoptr (MwGeneration) generation = NULL;

  /* What is computed now is looked at the next time. */
  if (self->job != NULL || self->applied.day == mw_row_filters_find_day (self->applied.filters, mw_now ()))
    return;
  generation = mw_table_dup_generation (self->table);
  dex_future_disown (compute (self, generation));
}

static gboolean
see_day_cb (gpointer data)
{
  mw_view_see_day (data);
  return G_SOURCE_CONTINUE;
}

/**
 * mw_view_set_filters:
 * @filters: (nullable) (element-type MwRowFilter): shown are the rows that pass all of them, and the search
 *
 * Kept, so it must not change. A period like "this month" is that of today, also when another day begins.
 *
 * Returns: (transfer full): as mw_view_set_search()
 */
DexFuture *
mw_view_set_filters (MwView *self, GPtrArray *filters)
{
  mw_row_criteria_set_filters (&self->wanted, filters != NULL && filters->len > 0 ? filters : NULL);
  g_clear_handle_id (&self->day_source, g_source_remove);
  if (mw_row_filters_find_day (filters, mw_now ()) != 0)
    self->day_source = g_timeout_add_seconds (DAY_INTERVAL_S, see_day_cb, self);
  return mw_view_ask (self);
}

/**
 * mw_view_set_sort:
 * @column: of the table; -1 for the order of the system
 *
 * Sorts by the type of the column's field: numbers exactly, dates by the calendar, enums by their title,
 * everything else by the locale. Equal rows keep the order of the system. Values that are none of that type
 * stand behind the others, nulls last, in both directions. Dropping the future before it settles leaves the
 * view as it is.
 *
 * Returns: (transfer full): as mw_view_set_search()
 */
DexFuture *
mw_view_set_sort (MwView *self, int column, gboolean descending)
{
  const MwSort sort = { (guint) MAX (column, 0), descending };

  return mw_view_set_sorts (self, &sort, column >= 0 ? 1 : 0);
}

/**
 * mw_view_set_sorts:
 * @sorts: (array length=n_sorts) (nullable): the columns to sort by, the most important first, each once
 * @n_sorts: how many; those behind %MW_MAX_SORTS are left out
 *
 * Sorts as mw_view_set_sort() does, by several columns.
 *
 * Returns: (transfer full): as mw_view_set_search()
 */
DexFuture *
mw_view_set_sorts (MwView *self, const MwSort *sorts, guint n_sorts)
{
  self->wanted.n_sorts = MIN (n_sorts, MW_MAX_SORTS);
  for (guint i = 0; i < self->wanted.n_sorts; i++)
    self->wanted.sorts[i] = sorts[i];
  return mw_view_ask (self);
}

/**
 * mw_view_dup_snapshot:
 * @rows: (out) (array length=n_rows) (nullable): row numbers as shown, freed with g_free(); %NULL for all in
 * order
 * @n_rows: (out): how many are shown
 *
 * Returns: (transfer full): the generation that is shown: with @rows, what an export writes while the view
 * goes on
 */
MwGeneration *
mw_view_dup_snapshot (MwView *self, guint32 **rows, guint *n_rows)
{
  *rows = NULL;
  if (self->order != NULL)
    {
      /* Also when no row is shown: NULL would stand for all of them. */
      *rows = g_new (guint32, self->n_items + 1);
      memcpy (*rows, self->order->rows, self->n_items * sizeof **rows);
    }
  *n_rows = self->n_items;
  return mw_generation_ref (self->generation);
}
