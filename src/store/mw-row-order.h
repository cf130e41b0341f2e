/* mw-row-order.h: which rows of a table a view shows, and in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-column-ranks.h"
#include "mw-generation.h"
#include "mw-row-filter.h"

G_BEGIN_DECLS

/* What was asked for. */
typedef struct
{
  char *search;               /* NULL: all rows */
  GPtrArray *filters;         /* (element-type MwRowFilter), never changed; NULL: all rows */
  gint64 now;                 /* when that was asked, microseconds since 1970 */
  guint day;                  /* of @now, where @filters count from it; 0: they do not */
  MwSort sorts[MW_MAX_SORTS]; /* the most important first */
  guint n_sorts;              /* 0: the order of the system */
} MwRowCriteria;

void mw_row_criteria_copy (MwRowCriteria *self, const MwRowCriteria *other);
void mw_row_criteria_clear (MwRowCriteria *self);
gboolean mw_row_criteria_equal (const MwRowCriteria *a, const MwRowCriteria *b);
gboolean mw_row_criteria_is_all (const MwRowCriteria *self); /* all rows in the order of the system */
/* @filters: (element-type MwRowFilter) (nullable): kept, never changed. */
void mw_row_criteria_set_filters (MwRowCriteria *self, GPtrArray *filters);
void mw_row_criteria_set_now (MwRowCriteria *self, gint64 now);

/* Row numbers, immutable and atomically reference-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint32 rows[];
} MwRowOrder;

MwRowOrder *mw_row_order_ref (MwRowOrder *self);
void mw_row_order_unref (MwRowOrder *self);

/**
 * MwRowOrderJob:
 * @previous: (nullable): the order under the same criteria when the table had @n_seen rows: only later rows
 * are looked at
 * @ranks: those that the table has kept of the columns, or %NULL; when the job is done, those of @generation
 * @stop: cancelled when nobody wants the result any more
 *
 * Atomically reference-counted; while it runs, @ranks and @result are the worker's.
 */
typedef struct
{
  MwGeneration *generation;
  MwRowCriteria criteria;
  MwRowOrder *previous;
  guint n_seen;
  MwColumnRanks *ranks[MW_MAX_SORTS]; /* as @criteria.sorts */
  MwRowOrder *result;
  GCancellable *stop;
} MwRowOrderJob;

MwRowOrderJob *mw_row_order_job_new (MwGeneration *generation, const MwRowCriteria *criteria);
MwRowOrderJob *mw_row_order_job_ref (MwRowOrderJob *self);
void mw_row_order_job_unref (gpointer self);
gboolean mw_row_order_job_run (gpointer self, GCancellable *cancellable, GError **error); /* a MwWorkFunc */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRowOrder, mw_row_order_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRowOrderJob, mw_row_order_job_unref)

G_END_DECLS
