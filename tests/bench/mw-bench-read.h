/* mw-bench-read.h: a read of the system "bench", fed with pages by hand
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-set-read.h"

G_BEGIN_DECLS

/* A read of one entity, up to where the first answer comes. */
typedef struct
{
  MwCatalog *catalog;
  MwReadContext *context;
  MwSetRead *read;
} MwBenchRead;

/* A file beside this one. */
char *mw_bench_dup_path (const char *name);
MwModel *mw_bench_load_model (void);
/* @other: another entity of the same records that comes along, or NULL. */
void
mw_bench_read_init (MwBenchRead *self, MwModel *model, MwSink *sink, const char *entity, const char *other);
void mw_bench_read_clear (MwBenchRead *self);
void mw_bench_read_page (MwBenchRead *self, GBytes *bytes);

G_END_DECLS
