/* mw-system-json.h: the JSON of system files: strict, bounded, and merged with what a file extends
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MW_SYSTEM_JSON_FORMAT    1
#define MW_SYSTEM_JSON_MAX_SIZE  (2 * 1024 * 1024)
#define MW_SYSTEM_JSON_MAX_DEPTH 64

/* @name is the file's, for messages. */
gboolean mw_system_json_read (const char *name, const char *path, char **text, gsize *length, GError **error);
JsonNode *mw_system_json_load (const char *name, const char *path, GError **error);
JsonNode *mw_system_json_parse (const char *name, const char *text, gsize length, GError **error);
/* Id of the file it extends, or NULL. */
const char *mw_system_json_peek_extends (JsonNode *root);
JsonNode *mw_system_json_merge (const char *name, JsonNode *own, JsonNode *extended, GError **error);

G_END_DECLS
