/* mw-activity-words.h: the requests of a connection in words that a person reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-receipt.h"
#include "mw-transport.h"

G_BEGIN_DECLS

/* "Purchase orders, page 12". */
char *mw_activity_dup_purpose (const MwPurpose *purpose);
/* "OK", "Not allowed (403)", "The server's name was not found". One line that is safe for Pango. */
char *mw_activity_dup_result (const MwRequestLogEntry *entry);
gboolean mw_activity_is_good (const MwRequestLogEntry *entry);
/* "0.3 s". */
char *mw_activity_dup_duration (gint64 microseconds);
char *mw_activity_dup_clock (gint64 microseconds);
/* "Complete". */
const char *mw_activity_get_state (MwReceiptState state);
/* What a load brought. */
char *mw_activity_dup_receipt (const MwReceiptFacts *facts);

G_END_DECLS
