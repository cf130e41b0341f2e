/* mw-case-rows.h: the rows and problems that a case expects, beside those that came
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cases.h"
#include "mw-generation.h"

G_BEGIN_DECLS

/* Adds what differs between "rows", "n_rows" and "problems" of the case and what @rows has. */
void
mw_case_rows_compare (JsonObject *object, MwGeneration *rows, const char *address, GPtrArray *differences);

G_END_DECLS
