/* mw-bench-pages.h: pages of purchase orders, the same ones in every run
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MwBenchPages MwBenchPages;

MwBenchPages *mw_bench_pages_new (guint per_page);
/* As many lines in every order. */
void mw_bench_pages_set_lines (MwBenchPages *self, guint n_lines);
void mw_bench_pages_free (MwBenchPages *self);
/* The next page: orders of about 4 KB with about 10.5 lines each, numbers of the orders above 2^53. */
GBytes *mw_bench_pages_make (MwBenchPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwBenchPages, mw_bench_pages_free)

G_END_DECLS
