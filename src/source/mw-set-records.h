/* mw-set-records.h: the records of one set as they were sent: columns, identities, counts
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-raw-columns.h"
#include "mw-scratch.h"

G_BEGIN_DECLS

typedef struct _MwSetRecords MwSetRecords;

MwSetRecords *mw_set_records_new (const MwJsonDialect *dialect);
void mw_set_records_free (MwSetRecords *self);
/* The next page begins another reading of the set: it may be the same as the one before. */
void mw_set_records_begin_turn (MwSetRecords *self);
/* FALSE when a record with that @key (may be null: none) came before: it is counted and not taken. */
gboolean mw_set_records_admit (MwSetRecords *self, MwSlice key);
/* Counts @record and answers its number. @with_columns: its keys become columns. */
guint mw_set_records_add (MwSetRecords *self, yyjson_val *record, gboolean with_columns);
/* FALSE when @body is the same as the page before: the server does not go on. */
gboolean mw_set_records_add_body (MwSetRecords *self, GBytes *body);
MwRawColumns *mw_set_records_get_columns (MwSetRecords *self);
guint mw_set_records_get_n_records (MwSetRecords *self);
guint64 mw_set_records_get_n_duplicates (MwSetRecords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSetRecords, mw_set_records_free)

G_END_DECLS
