/* mw-date-key.h: days and moments as numbers that order as the calendar does
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of texts as they are made of what was sent: "2026-11-22", "2026-11-22T13:05:00.5", "2026-11-22T13:05:00Z".
 * FALSE: it is no date. Where two keys are the same and one is not exact, mw_date_key_compare() decides. */
gboolean mw_date_key_init (const char *text, guint64 *key, gboolean *is_exact);
int mw_date_key_compare (const char *a, const char *b);

G_END_DECLS
