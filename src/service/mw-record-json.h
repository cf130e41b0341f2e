/* mw-record-json.h: writing JSON text, record by record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text as a JSON string with its quotes; NULL: null. What is not UTF-8 becomes U+FFFD. */
void mw_record_json_append_text (GString *json, const char *text);
/* `"key":`, behind a comma unless an object or list just began. @key needs no escapes. */
void mw_record_json_append_key (GString *json, const char *key);
void mw_record_json_append_member (GString *json, const char *key, const char *text);
void mw_record_json_append_number (GString *json, const char *key, gint64 number);
void mw_record_json_append_bool (GString *json, const char *key, gboolean value);

G_END_DECLS
