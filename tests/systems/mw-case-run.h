/* mw-case-run.h: reads an entity from the answers of a case, and compares what came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-case.h"
#include "mw-catalog.h"

G_BEGIN_DECLS

/* What is not as the case says, one text each. (element-type utf8) (transfer container) */
GPtrArray *mw_case_run (MwModel *model, MwSystem *system, MwCases *cases, JsonObject *object);

G_END_DECLS
