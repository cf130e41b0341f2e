/* mw-mapping-count.h: counts what the Mapping tab says, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fill-counts.h"
#include "mw-reading.h"

G_BEGIN_DECLS

/* An atomic reference-counted box. */
typedef struct
{
  MwGeneration *normalized_rows;
  MwGeneration *raw_rows; /* of the list that the rows are made of, or NULL */
  MwFillCounts *normalized;
  MwFillCounts *raw; /* or NULL */
} MwMappingCount;

void mw_mapping_count_unref (gpointer self);
/* @count is complete when the future has resolved. */
DexFuture *mw_mapping_count_run (MwGeneration *normalized,
                                 MwGeneration *raw,
                                 MwMappingCount **count) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
