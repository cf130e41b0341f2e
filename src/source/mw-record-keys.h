/* mw-record-keys.h: keys of records, as what the requests about them are filled with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system.h"

G_BEGIN_DECLS

typedef struct _MwRecordKeys MwRecordKeys;

MwRecordKeys *mw_record_keys_new (void);
void mw_record_keys_free (MwRecordKeys *self);
guint mw_record_keys_get_n (const MwRecordKeys *self);
const char *mw_record_keys_get (const MwRecordKeys *self, guint number);
/* @key: what @expression is in @record. A number is sent as one where the system sent one. */
void mw_record_keys_add (MwRecordKeys *self,
                         const char *key,
                         const MwExpression *expression,
                         yyjson_val *record,
                         const MwJsonDialect *dialect);
/* Of the last one: the values of more places, in their order. */
void mw_record_keys_add_value (MwRecordKeys *self, const char *value);
void
mw_record_keys_fill_of (const MwRecordKeys *self, const MwSetOf *of, guint first, MwVariables *variables);
/* Where @key stands from @first on among @n, or -1. */
int mw_record_keys_find (const MwRecordKeys *self, const char *key, guint first, guint n);
/* Sets {name} to the key at @first, {names} to the list of @n of them, and {names_csv}. */
void mw_record_keys_fill (const MwRecordKeys *self,
                          const char *name,
                          guint first,
                          guint n,
                          MwVariables *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRecordKeys, mw_record_keys_free)

G_END_DECLS
