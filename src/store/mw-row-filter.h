/* mw-row-filter.h: which rows are wanted, by what one column holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MwRowFilterKind:
 * @MW_ROW_FILTER_ONE_OF: the cell is one of the values, exactly: ids of an enum, "true", "false"; "" is an
 * empty cell
 * @MW_ROW_FILTER_DATES: the cell is a day, or a moment of one, in a period
 * @MW_ROW_FILTER_NUMBERS: the cell is a number between the two values, both included; "" is no limit
 * @MW_ROW_FILTER_CONTAINS: the cell holds every word of the value, ignoring case and accents
 * @MW_ROW_FILTER_EMPTY: there is nothing in the cell
 * @MW_ROW_FILTER_FILLED: there is something in it
 * @MW_ROW_FILTER_PROBLEM: a value of the column, or without a column of any, could not be made from what was
 * sent
 */
typedef enum
{
  MW_ROW_FILTER_ONE_OF,
  MW_ROW_FILTER_DATES,
  MW_ROW_FILTER_NUMBERS,
  MW_ROW_FILTER_CONTAINS,
  MW_ROW_FILTER_EMPTY,
  MW_ROW_FILTER_FILLED,
  MW_ROW_FILTER_PROBLEM,
  MW_N_ROW_FILTER_KINDS,
} MwRowFilterKind;

/* What is not MW_ROW_PERIOD_DAYS is counted from the day of today, in the zone of this computer. */
typedef enum
{
  MW_ROW_PERIOD_DAYS, /* between the two values, "2026-01-31", both included; "" is no limit */
  MW_ROW_PERIOD_TODAY,
  MW_ROW_PERIOD_THIS_WEEK,
  MW_ROW_PERIOD_THIS_MONTH,
  MW_ROW_PERIOD_LAST_MONTH,
  MW_ROW_PERIOD_THIS_YEAR,
  MW_ROW_PERIOD_LAST_30_DAYS,
  MW_ROW_PERIOD_NEXT_30_DAYS,
  MW_ROW_PERIOD_BEFORE_TODAY,
  MW_N_ROW_PERIODS,
} MwRowPeriod;

#define MW_ROW_FILTER_TYPE  G_VARIANT_TYPE ("(sssas)")
#define MW_ROW_FILTERS_TYPE G_VARIANT_TYPE ("a(sssas)")

/**
 * MwRowFilter:
 * @column: id of the column, NULL: any
 * @values: what the kind wants, never NULL
 *
 * Immutable and atomically reference-counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  MwRowFilterKind kind;
  MwRowPeriod period;
  char *column;
  char **values;
} MwRowFilter;

#define MW_TYPE_ROW_FILTER (mw_row_filter_get_type ())
GType mw_row_filter_get_type (void);
/* NULL when @values are not what @kind wants. */
MwRowFilter *
mw_row_filter_new (MwRowFilterKind kind, const char *column, MwRowPeriod period, const char *const *values);
MwRowFilter *mw_row_filter_ref (MwRowFilter *self);
void mw_row_filter_unref (MwRowFilter *self);
gboolean mw_row_filter_equal (const MwRowFilter *self, const MwRowFilter *other);
/* What is remembered of it, and that again: NULL when it was something else. */
GVariant *mw_row_filter_to_variant (const MwRowFilter *self);
MwRowFilter *mw_row_filter_from_variant (GVariant *variant);
/* First and last day of a period, "2026-01-31", or "" where it is open. */
void mw_row_filter_find_days (const MwRowFilter *self, gint64 now, char from[16], char to[16]);
gboolean mw_row_filter_is_day (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRowFilter, mw_row_filter_unref)

/* Lists of filters, all of which a row must pass. NULL is none. */
gboolean mw_row_filters_equal (GPtrArray *a, GPtrArray *b);
/* The day it is here (a Julian one), when a period is counted from it; 0 when that is the same to all of
 * them.
 */
guint mw_row_filters_find_day (GPtrArray *self, gint64 now);
GVariant *mw_row_filters_to_variant (GPtrArray *self);
GPtrArray *mw_row_filters_from_variant (GVariant *variant); /* those that can be read */

G_END_DECLS
