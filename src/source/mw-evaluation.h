/* mw-evaluation.h: works out the expressions of a map on one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-lookups.h"

G_BEGIN_DECLS

/**
 * MwEvaluation:
 * @address: base address of the connection without a slash at its end, or NULL
 * @lookups: tables of the sets that were read before, or NULL
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
  yyjson_val *record;
  yyjson_val *parent;
  const char *problem;
};

/* NULL is null. @keep_false: false is a value (of a yes-or-no field), not the system's way to write null. */
char *mw_evaluation_dup_text (MwEvaluation *self, const MwExpression *expression, gboolean keep_false);
gboolean mw_evaluation_test (MwEvaluation *self, const MwCondition *condition);
/* The source's own text of an enum expression. */
char *mw_evaluation_dup_enum_source (MwEvaluation *self, const MwExpression *expression);

G_END_DECLS
