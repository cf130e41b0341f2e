/* mw-csv-format.h: one cell of a CSV record (RFC 4180)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text, in quotes where RFC 4180 needs them (2.6, 2.7), always as valid UTF-8. @prefix stands before
 * it. */
void mw_csv_append_cell (GString *record, const char *prefix, const char *text, gsize length);
/* Whether a spreadsheet takes @text for a formula (OWASP, "CSV injection"). */
gboolean mw_csv_is_formula (const char *text);

G_END_DECLS
