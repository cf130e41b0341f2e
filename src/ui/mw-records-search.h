/* mw-records-search.h: from the search to what was found, by keyboard
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-page.h"

G_BEGIN_DECLS

/* Return in @entry goes on to the table, and so does who closes @bar from within. */
void mw_records_search_watch (MwRecordsPage *page, GtkSearchBar *bar, GtkSearchEntry *entry);

G_END_DECLS
