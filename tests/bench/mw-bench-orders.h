/* mw-bench-orders.h: purchase orders with ten lines each, read and mapped, page by page
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-bench-read.h"

G_BEGIN_DECLS

#define MW_BENCH_PAGE_ORDERS 100
#define MW_BENCH_ORDER_LINES 10
#define MW_BENCH_COLUMNS     30

/* What the text column, the number, the moment and the words are that both programs sort by and look for. */
#define MW_BENCH_TEXT   "description"
#define MW_BENCH_NUMBER "unit_price"
#define MW_BENCH_MOMENT "updated_at"
#define MW_BENCH_WORDS  { "schraube", "COMPANIA", "po-2023-0000001" }

/* One answer and the line rows of it. */
typedef struct
{
  GBytes *bytes;
  MwJsonRange *records;
  guint n_records;
  MwChunk *keys;
  MwChunk *rows;
} MwBenchPage;

typedef struct
{
  const char *text; /* NULL is null */
  guint length;
} MwBenchCell;

typedef struct
{
  MwModel *model;
  MwEntity *entity;
  GPtrArray *pages; /* of MwBenchPage */
} MwBenchOrders;

/* The same ones in every process. */
MwBenchOrders *mw_bench_orders_new (guint n_orders);
void mw_bench_orders_free (MwBenchOrders *self);
/* All cells of a page, row by row, so that reaching them costs both programs nothing. */
guint mw_bench_page_fill_cells (const MwBenchPage *self, GArray *cells);
/* The language whose order texts are sorted in: one that has more than the order of bytes, where there is. */
const char *mw_bench_set_language (void);
double mw_bench_get_cpu (void);
double mw_bench_get_resident (void);
/* Of row numbers in their order, to see that both programs found the same. */
guint mw_bench_check (guint sum, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwBenchOrders, mw_bench_orders_free)

G_END_DECLS
