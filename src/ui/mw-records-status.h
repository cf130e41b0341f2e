/* mw-records-status.h: what the records page says about its rows: whose they are, how many, how old, and what
 * is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"
#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

/* "acme.odoo.com · anna · as of 10:42 · 4,212 of 4,212" */
char *mw_records_status_dup_line (MwConnection *connection, MwReading *reading, MwGrid *grid, gboolean raw);
/* Sentences about what is missing or was removed. */
char **mw_records_status_dup_notices (MwReading *reading);
/* The advice for a reading that failed, or NULL. */
MwAdvice *mw_records_status_dup_advice (MwConnection *connection, MwReading *reading);
gboolean mw_records_status_is_loading (MwReading *reading);

G_END_DECLS
