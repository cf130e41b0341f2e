/* mw-json-keys.h: the keys that records have, learned while they are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

/* Records of one set have the same keys, mostly in the same order: whoever has read one knows what the next
 * one looks like, and which key stands twice in its object. For one thread at a time; atomically
 * reference-counted, because the values that were read point to its texts. */
typedef struct _MwJsonKeys MwJsonKeys;

MwJsonKeys *mw_json_keys_new (void);
MwJsonKeys *mw_json_keys_ref (MwJsonKeys *self);
void mw_json_keys_unref (MwJsonKeys *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonKeys, mw_json_keys_unref)

G_END_DECLS
