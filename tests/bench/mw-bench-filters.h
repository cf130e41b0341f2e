/* mw-bench-filters.h: the filters that both programs put over the lines
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-row-filter.h"

/* @where: the same for SQLite. It knows no values that could not be made, so that this kind is not here. */
typedef struct
{
  const char *name;
  const char *title;
  MwRowFilterKind kind;
  const char *column;
  const char *values[3];
  const char *where;
} MwBenchFilter;

static const MwBenchFilter mw_bench_filters[] = {
  { "filter-one-of",
    "filter, one of two statuses",
    MW_ROW_FILTER_ONE_OF,
    "order_status",
    { "draft", "closed" },
    "order_status IN ('draft', 'closed')" },
  { "filter-days",
    "filter, days of a month",
    MW_ROW_FILTER_DATES,
    "required_date",
    { "2024-03-01", "2024-03-31" },
    "required_date BETWEEN '2024-03-01' AND '2024-03-31'" },
  { "filter-moments",
    "filter, moments in a month",
    MW_ROW_FILTER_DATES,
    "updated_at",
    { "2024-03-01", "2024-03-31" },
    "updated_at >= '2024-03-01' AND updated_at < '2024-04-01'" },
  { "filter-numbers",
    "filter, numbers between two",
    MW_ROW_FILTER_NUMBERS,
    "unit_price",
    { "100", "250.5" },
    "unit_price BETWEEN 100 AND 250.5" },
  { "filter-contains",
    "filter, a word in a column",
    MW_ROW_FILTER_CONTAINS,
    "description",
    { "schraube" },
    "holds (description, 'schraube')" },
  { "filter-empty", "filter, empty", MW_ROW_FILTER_EMPTY, "notes", { NULL }, "notes IS NULL OR notes = ''" },
  { "filter-filled", "filter, not empty", MW_ROW_FILTER_FILLED, "notes", { NULL }, "notes <> ''" },
};
