/* mw-column-ranks.h: which of its values each row of a column has, counted in their order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-generation.h"

G_BEGIN_DECLS

/* How many columns a table is sorted by at once. */
#define MW_MAX_SORTS 4

/* What somebody asked for. */
typedef struct
{
  guint column;
  gboolean descending;
} MwSort;

/**
 * MwColumnRanks:
 *
 * What takes long of a sort, made once and kept: numbers exactly, dates by the calendar, enums by their
 * title, everything else in the order of the language. Immutable and atomically reference-counted. Four bytes
 * a row.
 */
typedef struct _MwColumnRanks MwColumnRanks;

/* Of all rows of @generation; @column may be one that is not there yet: it holds only nulls. @before: those
 * of an earlier generation of the same table, or NULL; only what came since must be looked at. NULL: it was
 * cancelled. */
MwColumnRanks *mw_column_ranks_new (MwGeneration *generation,
                                    guint column,
                                    MwColumnRanks *before,
                                    GCancellable *cancellable,
                                    GError **error);
MwColumnRanks *mw_column_ranks_ref (MwColumnRanks *self);
void mw_column_ranks_unref (MwColumnRanks *self);
guint mw_column_ranks_get_column (const MwColumnRanks *self);
guint mw_column_ranks_get_n_rows (const MwColumnRanks *self);

/* By one column. Whatever the direction, what is no value of the column's type stands behind the others, and
 * nulls are last. */
typedef struct
{
  const MwColumnRanks *ranks;
  gboolean descending;
} MwRankSort;

/* Sorts @rows, which ascend, by the first of @sorts; where that does not decide by the next one, and then
 * they stay as they are. FALSE: it was cancelled. */
gboolean mw_rank_sorts_run (const MwRankSort *sorts,
                            guint n_sorts,
                            guint32 *rows,
                            guint n_rows,
                            GCancellable *cancellable,
                            GError **error);
/* Merges two sorted runs into @merged; of equal rows those of @a come first. */
void mw_rank_sorts_merge (const MwRankSort *sorts,
                          guint n_sorts,
                          const guint32 *a,
                          guint n_a,
                          const guint32 *b,
                          guint n_b,
                          guint32 *merged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwColumnRanks, mw_column_ranks_unref)

G_END_DECLS
