/* mw-reading-explain.h: why the values of a row are what they are
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset-trace.h"
#include "mw-reading.h"

G_BEGIN_DECLS

/* A MwTrace of one row of the reading's entity. */
DexFuture *
mw_reading_explain (MwReading *self, MwDataset *dataset, const MwRowOrigin *origin) G_GNUC_WARN_UNUSED_RESULT;
/* … of the row that a record of a raw set became; @child: of one of its lines, -1: of any. */
DexFuture *
mw_reading_explain_record (MwReading *self, MwDataset *dataset, MwRawSet *set, guint record, int child)
  G_GNUC_WARN_UNUSED_RESULT;
/* Why there is none, for people. */
char *mw_reading_explain_dup_problem (const GError *error);

G_END_DECLS
