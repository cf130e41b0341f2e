/* mw-evaluation-lists.h: expressions over the elements of lists
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-evaluation.h"

G_BEGIN_DECLS

/* sum, min, max, and join over a list */
MwSlice mw_evaluation_fold (MwEvaluation *self, const MwExpression *expression);
MwSlice mw_evaluation_count (MwEvaluation *self, const MwExpression *expression);
MwSlice mw_evaluation_pick (MwEvaluation *self, const MwExpression *expression, gboolean keep_false);
/* custom, custom_of, custom_pairs: a JSON list of {key, value} */
MwSlice mw_evaluation_get_custom (MwEvaluation *self, const MwExpression *expression);

G_END_DECLS
