/* mw-lines-status.h: what stands over the lines of a record, or instead of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-records-status.h"

G_BEGIN_DECLS

/* "2 lines so far · 400 of 1,200 lines read"; @is_own: @reading brings the lines, not the records with them.
 */
char *mw_lines_status_dup_line (MwConnection *connection, MwReading *reading, gboolean is_own, MwGrid *grid);
/* Where no line was found; FALSE while some may still come. */
gboolean mw_lines_status_describe_none (MwConnection *connection,
                                        MwReading *reading,
                                        gboolean is_own,
                                        const MwAdvice *advice,
                                        MwRecordsEmpty *words);

G_END_DECLS
