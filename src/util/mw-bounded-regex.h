/* mw-bounded-regex.h: regular expressions that come from files, with an end to how long they may search
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MW_BOUNDED_REGEX_MAX_LENGTH 1000

/* @whole: it must match all of a text. A search that takes too many steps ends as if nothing matched. */
GRegex *mw_bounded_regex_new (const char *pattern, gboolean whole, GError **error);

G_END_DECLS
