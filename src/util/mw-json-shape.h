/* mw-json-shape.h: what yyjson lets through: depth, and keys that stand twice in an object
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

typedef struct _MwJsonShape MwJsonShape;

MwJsonShape *mw_json_shape_new (void);
void mw_json_shape_free (MwJsonShape *self);
/* @n_values: of the document that @root belongs to, which it is the first of. FALSE when it is nested deeper
 * than @max_depth. */
gboolean mw_json_shape_add (MwJsonShape *self, yyjson_val *root, gsize n_values, guint max_depth);
/* Of all documents that were added: how many keys stood in their object before. */
guint mw_json_shape_get_n_duplicate_keys (const MwJsonShape *self);
gboolean mw_json_shape_is_deeper (yyjson_val *root, gsize n_values, guint max_depth);

/* A hash of a key; @seed makes it another one in every table. */
guint64 mw_json_hash_key (guint64 seed, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonShape, mw_json_shape_free)

G_END_DECLS
