/* mw-since.h: moments as systems write them in filters, and as their records tell them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "mw-choice.h"

G_BEGIN_DECLS

/* No moment. */
#define MW_SINCE_NONE G_MININT64

/* What {since} is for @moment, @time being microseconds since 1970. @zone is what "{zone}" means. */
JsonNode *mw_since_new_node (gint64 time, const MwMoment *moment, const char *zone);
/* The first moment of @day (YYYY-MM-DD) where @moment's clocks are; MW_SINCE_NONE when it is no day. */
gint64 mw_since_of_day (const char *day, const MwMoment *moment, const char *zone);
/* The moment that a record tells; MW_SINCE_NONE when the text is no date. */
gint64 mw_since_of_text (const char *text, const MwMoment *moment, const char *zone);

G_END_DECLS
