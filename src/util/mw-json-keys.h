/* mw-json-keys.h: counts keys that stand twice in an object, while a text is scanned
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MwJsonKeys MwJsonKeys;

MwJsonKeys *mw_json_keys_new (void);
void mw_json_keys_free (MwJsonKeys *self);
void mw_json_keys_open (MwJsonKeys *self);
void mw_json_keys_add (MwJsonKeys *self, const char *start, const char *end, gboolean escaped);
guint mw_json_keys_close (MwJsonKeys *self);
gboolean
mw_json_key_equals (const char *start, const char *end, gboolean escaped, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonKeys, mw_json_keys_free)

G_END_DECLS
