/* mw-filter-words.h: filters as people say them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column.h"
#include "mw-row-filter.h"

G_BEGIN_DECLS

/* "Status is Open or Draft"; @column: NULL where the table has none of that id (yet). */
char *mw_filter_dup_words (const MwRowFilter *filter, MwColumn *column);
/* "This Month": what a period is called where one chooses. */
const char *mw_filter_get_period_title (MwRowPeriod period);

G_END_DECLS
