/* mw-page-deliver.h: records on their way to the sink: raw, as what others look into, as rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* Records in the same bytes until they are delivered. */
typedef struct
{
  MwSetRead *read;
  GBytes *bytes;            /* borrowed */
  GArray *ranges;           /* of MwJsonRange: the records that were taken */
  MwChunkBuilder *keys;     /* NULL: the sink does not keep them */
  gboolean raw;             /* the sink wants them */
  MwChunkBuilder *rows;     /* the context's, or NULL */
  const MwJsonFound *found; /* of the record that is taken now, or NULL */
  guint first;              /* number of the first record in its set */
  gint64 fetched_at;
  gboolean is_again; /* it was delivered in an earlier read, … */
  const char *place; /* … with this */
} MwPageWork;

void mw_page_work_init (MwPageWork *self, MwSetRead *read, GBytes *bytes);
void mw_page_work_clear (MwPageWork *self);
/* Takes the record at @range, sent as @sent and begun with as @record. @key, @identity: its key, and that
 * among the records of all turns; may be null. */
void mw_page_work_store (MwPageWork *self,
                         const MwJsonRange *range,
                         yyjson_val *sent,
                         yyjson_val *record,
                         MwSlice key,
                         MwSlice identity);
/* Gives them to the sink. */
void mw_page_work_deliver (MwPageWork *self);
/* The same for what was changed, which the sink only holds. */
void mw_page_work_deliver_changed (MwPageWork *self);
/* The identity of a record with that key, in @of_turn when it is not the key. */
MwSlice mw_set_read_get_identity (MwSetRead *read, MwSlice key, char **of_turn);
/* When the record was changed last. */
void mw_set_read_take_moment (MwSetRead *read, yyjson_val *record);
/* A page of an earlier read, as if it had come now. On the work pool. */
gboolean
mw_page_deliver_again (MwSetRead *read, const MwRawPage *page, GCancellable *cancellable, GError **error);
/* Records that are held or were changed since: on the work pool, once all changes are in. */
gboolean mw_page_deliver_update (gpointer read, GCancellable *cancellable, GError **error);
/* Maps the pages that were kept until the set was whole. */
gboolean mw_page_map_kept (gpointer read, GCancellable *cancellable, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwPageWork, mw_page_work_clear)

G_END_DECLS
