/* mw-cost.h: what reading an entity will cost, in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-estimate.h"

G_BEGIN_DECLS

/* "4,212 records", or that nobody knows; "at least 43 requests"; "about 2 minutes" (NULL: no limit is known):
 * translated. */
char *mw_cost_dup_records (const MwEstimate *estimate);
char *mw_cost_dup_requests (const MwEstimate *estimate);
char *mw_cost_dup_time (const MwEstimate *estimate);
/* All of them: "4,212 records · 43 requests · about 2 minutes". */
char *mw_cost_dup_text (const MwEstimate *estimate);

G_END_DECLS
