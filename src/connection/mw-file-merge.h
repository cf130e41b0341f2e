/* mw-file-merge.h: what two programs changed in the file of one connection, together
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Objects, of which @base may be NULL; (transfer full). */
JsonNode *mw_file_merge (JsonNode *base, JsonNode *mine, JsonNode *theirs);

G_END_DECLS
