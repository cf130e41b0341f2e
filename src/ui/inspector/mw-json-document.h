/* mw-json-document.h: one record as it was sent, read on the work pool, to be looked into piece by piece
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

#include "mw-json.h"

G_BEGIN_DECLS

/* A container with more children shows them in ranges of so many. */
#define MW_JSON_DOCUMENT_PAGE 1000

/**
 * MwJsonDocument:
 *
 * A parsed record; its values are numbered as they stand in it, keys too. Immutable, atomically
 * reference-counted.
 */
#define MW_TYPE_JSON_DOCUMENT (mw_json_document_get_type ())
typedef struct _MwJsonDocument MwJsonDocument;

GType mw_json_document_get_type (void);
/* Resolves to a MwJsonDocument; rejects with MW_JSON_ERROR. Dropping the future stops the work. */
DexFuture *mw_json_document_new (GBytes *record) G_GNUC_WARN_UNUSED_RESULT;
MwJsonDocument *mw_json_document_ref (MwJsonDocument *self);
void mw_json_document_unref (MwJsonDocument *self);
GBytes *mw_json_document_get_bytes (MwJsonDocument *self);
yyjson_val *mw_json_document_get_root (MwJsonDocument *self);
guint mw_json_document_get_n_values (MwJsonDocument *self);
yyjson_val *mw_json_document_get_value (MwJsonDocument *self, guint number);
guint mw_json_document_get_number (MwJsonDocument *self, yyjson_val *value);
/* Of an array or object; @key is NULL in an array. */
yyjson_val *
mw_json_document_get_child (MwJsonDocument *self, yyjson_val *container, guint child, yyjson_val **key);
/* Which child @value is, or is in. */
guint mw_json_document_find_child (MwJsonDocument *self, yyjson_val *container, yyjson_val *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonDocument, mw_json_document_unref)

G_END_DECLS
