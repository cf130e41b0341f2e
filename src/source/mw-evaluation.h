/* mw-evaluation.h: works out the expressions of a map on one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-lookups.h"
#include "mw-scratch.h"

G_BEGIN_DECLS

/**
 * MwEvaluation:
 * @address: base address of the connection without a slash at its end, or NULL
 * @lookups: tables of the sets that were read before, or NULL
 * @scratch: what texts live in that are not as they were sent
 * @record: what paths start at
 * @parent: what paths inside "parent" start at, or NULL
 * @problem: (nullable): why the last value is not what it should be; static and translated
 *
 * A pure function of system file and record: the same call shows later where a value came from.
 */
struct _MwEvaluation
{
  MwSystem *system;
  const MwVariant *variant;
  const char *address;
  MwLookups *lookups;
  MwScratch *scratch;
  yyjson_val *record;
  yyjson_val *parent;
  const char *problem;
};

/* @keep_false: false is a value (of a yes-or-no field), not the system's way to write null. The text lives in
 * the record, the system file, a lookup or the scratch memory. */
MwSlice mw_evaluation_get_text (MwEvaluation *self, const MwExpression *expression, gboolean keep_false);
gboolean mw_evaluation_test (MwEvaluation *self, const MwCondition *condition);
/* The source's own text of an enum or map expression, and what its table makes of that. */
MwSlice mw_evaluation_get_source (MwEvaluation *self, const MwExpression *expression);
MwSlice mw_evaluation_translate (MwEvaluation *self, const MwExpression *expression, MwSlice source);

G_END_DECLS
