/* mw-record-pivot.h: records whose fields are a list of names and values
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-scratch.h"
#include "mw-system.h"

G_BEGIN_DECLS

/* @record with a member for each pair of its list, behind its own ones. Made in @scratch; parts of it are
 * @record's. */
yyjson_val *
mw_record_pivot (yyjson_val *record, const MwPivot *pivot, const MwJsonDialect *dialect, MwScratch *scratch);

G_END_DECLS
