/* mw-raw-set.h: the records of one list as the system sent them, byte for byte
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-sink.h"
#include "mw-table.h"

G_BEGIN_DECLS

#define MW_TYPE_RAW_SET (mw_raw_set_get_type ())
G_DECLARE_FINAL_TYPE (MwRawSet, mw_raw_set, MW, RAW_SET, GObject)

MwRawSet *mw_raw_set_new (const char *id, const char *title);
const char *mw_raw_set_get_id (MwRawSet *self);
const char *mw_raw_set_get_title (MwRawSet *self);
MwTable *mw_raw_set_get_table (MwRawSet *self); /* one row a record, one column a key, texts as sent */
guint mw_raw_set_get_n_records (MwRawSet *self);
/* The exact bytes of one record, and when they were fetched (microseconds since 1970). Any thread. */
GBytes *mw_raw_set_dup_record (MwRawSet *self, guint record, gint64 *fetched_at);
/* The same, and the record's identity (or NULL), borrowed. Any thread. */
const char *mw_raw_set_peek_record (MwRawSet *self, guint record, gsize *length);
const char *mw_raw_set_peek_key (MwRawSet *self, guint record, gsize *length);
/* How a turn of the reader ended, and its pages; FALSE where there is none. Of a turn that has not ended
 * there are pages and no mark. Any thread. */
gboolean mw_raw_set_get_mark (MwRawSet *self, guint turn, MwSetMark *mark);
gboolean mw_raw_set_get_page (MwRawSet *self, guint turn, guint page, MwRawPage *raw_page);
/* Writers, from one worker at a time. */
/* Whether both were read in the same turns, with the same fields; and the marks of @from for @self. */
gboolean mw_raw_set_has_turns_of (MwRawSet *self, MwRawSet *from);
void mw_raw_set_take_marks (MwRawSet *self, MwRawSet *from);
gboolean mw_raw_set_get_changed_page (MwRawSet *self, guint turn, guint page, MwRawPage *raw_page);
void mw_raw_set_add_changed_page (MwRawSet *self, const MwRawPage *page);
/* Also those of changed pages. */
guint64 mw_raw_set_count_kept (MwRawSet *self);
void mw_raw_set_add_mark (MwRawSet *self, const MwSetMark *mark);
void mw_raw_set_add_page (MwRawSet *self, const MwRawPage *page);

G_END_DECLS
