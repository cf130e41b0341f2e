/* mw-dataset-trace.h: where the values of a row of a dataset came from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"
#include "mw-trace.h"

G_BEGIN_DECLS

/* The part of its list that a row is of, for mw_source_dup_places(). */
guint mw_dataset_find_turn (MwDataset *self, const MwRowOrigin *origin);
/* How the rows were mapped: @task without record, child and find. Blocks. */
MwTrace *
mw_dataset_trace (MwDataset *self, const MwTraceTask *task, const MwRowOrigin *origin, GError **error);

G_END_DECLS
