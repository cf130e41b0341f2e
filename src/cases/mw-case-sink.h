/* mw-case-sink.h: keeps what a case read, and each notice as a line that is the same in every language
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"

G_BEGIN_DECLS

#define MW_TYPE_CASE_SINK (mw_case_sink_get_type ())
G_DECLARE_FINAL_TYPE (MwCaseSink, mw_case_sink, MW, CASE_SINK, GObject)

MwCaseSink *mw_case_sink_new (MwModel *model);
MwDataset *mw_case_sink_get_dataset (MwCaseSink *self);
const char *mw_case_sink_get_notices (MwCaseSink *self); /* one a line; after the read */

G_END_DECLS
