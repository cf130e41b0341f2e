/* mw-json-unescape.h: characters of a string that do not stand for themselves alone
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decodes escapes and all that is not ASCII, up to the closing quote or to where it is plain again. */
const char *mw_json_unescape (const char *p, const char *end, char **out, gboolean *escaped);

G_END_DECLS
