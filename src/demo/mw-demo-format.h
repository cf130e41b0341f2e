/* mw-demo-format.h: dates and amounts of the demo plant as text
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Long enough for every text made here. */
#define MW_DEMO_TEXT 40

typedef char MwDemoText[MW_DEMO_TEXT];

/* A day: days since 1970-01-01; 0: none. A time: minutes since then. All return @text. */
char *mw_demo_day (MwDemoText text, gint32 day);             /* 2026-11-20 */
char *mw_demo_compact_day (MwDemoText text, gint32 day);     /* 20261120, or 00000000 */
char *mw_demo_time (MwDemoText text, gint32 minute);         /* 2026-11-20T13:05:00Z */
char *mw_demo_compact_time (MwDemoText text, gint32 minute); /* 20261120130500 */
/* @units of the last of @decimals places: 123450 and 2 give "1234.50". */
char *mw_demo_amount (MwDemoText text, gint64 units, guint decimals);
char *mw_demo_padded (MwDemoText text, gint64 units, guint width);
/* The opaque key of a record in the unified collections: 14 digits. */
char *mw_demo_key (MwDemoText text, guint prefix, guint index);
/* @pattern with $1 and $2 replaced, cut at a character. */
void mw_demo_fill (char *text, gsize size, const char *pattern, const char *first, const char *second);

G_END_DECLS
