/* mw-raw-columns.h: records as they were sent, as rows with a column for each key
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"
#include "mw-json-scanner.h"

G_BEGIN_DECLS

/* The keys that records of a set have, in order of appearance. Atomically reference-counted; for any thread,
 * but only one adds columns. */
typedef struct _MwRawColumns MwRawColumns;

MwRawColumns *mw_raw_columns_new (const MwJsonDialect *dialect);
MwRawColumns *mw_raw_columns_ref (MwRawColumns *self);
void mw_raw_columns_unref (MwRawColumns *self);
/* Adds those of @record that are new. */
void mw_raw_columns_add (MwRawColumns *self, yyjson_val *record);
/* Adds one by its name, behind the others. */
void mw_raw_columns_add_name (MwRawColumns *self, const char *name);
/* Their names, NULL-terminated; until some are added. */
const char *const *mw_raw_columns_get_names (MwRawColumns *self);
/* Rows of the records at @ranges (of MwJsonRange) of @bytes, whose columns were added. They are made when
 * somebody looks at them. @set, @first: number of the set, and of the first record in it. */
MwChunk *mw_raw_columns_new_rows (MwRawColumns *self, GBytes *bytes, GArray *ranges, guint set, guint first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRawColumns, mw_raw_columns_unref)

G_END_DECLS
