/* mw-record-selection.h: which records of a collection a query means, in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-source.h"

G_BEGIN_DECLS

/* Fed with every record once, gives the numbers of those on the page. One thread. */
typedef struct _MwRecordSelection MwRecordSelection;

MwRecordSelection *mw_record_selection_new (const MwRecordQuery *query, GError **error);
void mw_record_selection_free (MwRecordSelection *self);
/* Without filters and sort nothing needs to be fed: only mw_record_selection_set_total() is needed. */
gboolean mw_record_selection_needs_records (const MwRecordSelection *self);
void mw_record_selection_add (MwRecordSelection *self, guint64 number, const char *json, gsize length);
void mw_record_selection_set_total (MwRecordSelection *self, guint64 total);
/* (element-type guint64): all numbers that match, in order; of one that needs records. Another selection that
 * asks the same of the same records, for another page, can use it instead of being fed. */
GArray *mw_record_selection_dup_order (MwRecordSelection *self);
void mw_record_selection_set_order (MwRecordSelection *self, GArray *order);
/* (element-type guint64): numbers of the records of the page. */
GArray *mw_record_selection_finish (MwRecordSelection *self, guint64 *total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRecordSelection, mw_record_selection_free)

G_END_DECLS
