/* mw-fill-counts.h: how many rows have something in each column, and what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

#define MW_FILL_SAMPLES 3

/* @samples: the first texts that differ, NULL behind them. */
typedef struct
{
  guint n_filled;
  guint n_problems;
  char *samples[MW_FILL_SAMPLES];
} MwFillCount;

void mw_fill_count_clear (MwFillCount *self);
/* Unless there are enough, or it is one of them. */
void mw_fill_count_add_sample (MwFillCount *self, const char *text, gsize length);

/* Immutable and atomically reference-counted; @counts has one for each column of @generation. */
typedef struct
{
  MwGeneration *generation;
  MwFillCount *counts;
} MwFillCounts;

#define MW_TYPE_FILL_COUNTS (mw_fill_counts_get_type ())
GType mw_fill_counts_get_type (void);
/* Blocks. NULL when it was cancelled. */
MwFillCounts *mw_fill_counts_new (MwGeneration *generation, GCancellable *cancellable, GError **error);
MwFillCounts *mw_fill_counts_ref (MwFillCounts *self);
void mw_fill_counts_unref (MwFillCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwFillCounts, mw_fill_counts_unref)

G_END_DECLS
