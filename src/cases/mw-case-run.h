/* mw-case-run.h: reads an entity from the answers of a case, and compares what came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-cases.h"
#include "mw-dataset-trace.h"
#include "mw-generation.h"

G_BEGIN_DECLS

#define MW_TYPE_CASE_RUN (mw_case_run_get_type ())
G_DECLARE_FINAL_TYPE (MwCaseRun, mw_case_run, MW, CASE_RUN, GObject)

MwCaseRun *mw_case_run_new (MwModel *model, MwSystem *system, MwCases *cases, JsonObject *object);
DexFuture *mw_case_run_play (MwCaseRun *self) G_GNUC_WARN_UNUSED_RESULT;
/* After it was played. (element-type utf8): what is not as the case says */
GPtrArray *mw_case_run_get_differences (MwCaseRun *self);
MwEntity *mw_case_run_get_entity (MwCaseRun *self); /* NULL: there is none of that name */
MwGeneration *mw_case_run_dup_rows (MwCaseRun *self);
/* The rows once more, of the records that came, without asking anybody. */
DexFuture *mw_case_run_map (MwCaseRun *self, MwDataset *into) G_GNUC_WARN_UNUSED_RESULT;
/* The row once more, with what each field was made of; or NULL with why not. Blocks. */
MwTrace *mw_case_run_trace (MwCaseRun *self, MwGeneration *rows, guint row, GError **error);

G_END_DECLS
