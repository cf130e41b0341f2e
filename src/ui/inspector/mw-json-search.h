/* mw-json-search.h: finds keys and values of a record on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-document.h"

G_BEGIN_DECLS

/**
 * MwJsonFinds:
 * @numbers: (element-type guint): of the values that have the text in them or in their key, as they stand in
 * the record
 *
 * Immutable, atomically reference-counted.
 */
#define MW_TYPE_JSON_FINDS (mw_json_finds_get_type ())
typedef struct
{
  GArray *numbers;
} MwJsonFinds;

GType mw_json_finds_get_type (void);
MwJsonFinds *mw_json_finds_ref (MwJsonFinds *self);
void mw_json_finds_unref (MwJsonFinds *self);
/* Resolves to a MwJsonFinds. Dropping the future stops the work. */
DexFuture *mw_json_search (MwJsonDocument *document, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonFinds, mw_json_finds_unref)

G_END_DECLS
