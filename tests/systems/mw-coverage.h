/* mw-coverage.h: which of the fields that matter a system file maps, and which it says are absent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cases.h"
#include "mw-catalog.h"

G_BEGIN_DECLS

typedef struct
{
  GString *line;       /* of the table: "odoo  11/11  7/8+1 absent …" */
  GPtrArray *problems; /* (element-type utf8): what keeps the file from being whole */
} MwCoverage;

/* The heading of the table; the same for every system. */
char *mw_coverage_dup_heading (MwModel *model, MwSystem *system);
/* @cases: NULL for what is built in and has none. */
MwCoverage *mw_coverage_new (MwModel *model, MwSystem *system, MwCases *cases);
void mw_coverage_free (MwCoverage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwCoverage, mw_coverage_free)

G_END_DECLS
