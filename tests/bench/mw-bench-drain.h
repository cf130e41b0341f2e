/* mw-bench-drain.h: drops what comes, but for the moment of the first rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sink.h"

G_BEGIN_DECLS

#define MW_TYPE_BENCH_DRAIN (mw_bench_drain_get_type ())
G_DECLARE_FINAL_TYPE (MwBenchDrain, mw_bench_drain, MW, BENCH_DRAIN, GObject)

struct _MwBenchDrain
{
  GObject parent_instance;
  gint64 first_rows_at;
  guint n_rows;
};

MwBenchDrain *mw_bench_drain_new (void);

G_END_DECLS
