/* mw-dataset.h: what was read from one connection: normalized tables and the raw sets they were made from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "mw-custom-fields.h"
#include "mw-field-gap.h"
#include "mw-held.h"
#include "mw-model.h"
#include "mw-raw-set.h"
#include "mw-sink.h"
#include "mw-table.h"

G_BEGIN_DECLS

/**
 * MwDataset:
 *
 * A #MwSink that keeps what it gets, for one connection and one read of one entity with the sets that it
 * needs; afterwards it is what the next read goes on from (#MwHeld). Emits `changed` on the main context when
 * a set, a table or a notice was added. In memory only.
 */
#define MW_TYPE_DATASET (mw_dataset_get_type ())
G_DECLARE_FINAL_TYPE (MwDataset, mw_dataset, MW, DATASET, GObject)

MwDataset *mw_dataset_new (MwModel *model);
/* Before anything is written: columns of the user's that its tables have behind those of the model. */
void mw_dataset_set_custom_fields (MwDataset *self, MwCustomFields *custom);
MwCustomFields *mw_dataset_dup_custom_fields (MwDataset *self); /* any thread */
/* When nothing is written any more: whether it has just those, and what came of the records for them; else a
 * MwDataset of the same records that has. */
gboolean mw_dataset_is_filled (MwDataset *self, MwCustomFields *custom);
DexFuture *mw_dataset_fill (MwDataset *self, MwCustomFields *custom) G_GNUC_WARN_UNUSED_RESULT;
/* The same while it is written: what comes from then on comes there. */
DexFuture *mw_dataset_continue (MwDataset *self, MwCustomFields *custom) G_GNUC_WARN_UNUSED_RESULT;
MwDataset *mw_dataset_dup_latest (MwDataset *self); /* where what is written to it comes; any thread */
/* Whether both are of one read. */
gboolean mw_dataset_has_records_of (MwDataset *self, MwDataset *other);
/* The table of an entity: made (empty) on first use, so that a view can be bound before the first page. */
MwTable *mw_dataset_get_table (MwDataset *self, MwEntity *entity);
GListModel *mw_dataset_get_raw_sets (MwDataset *self); /* of MwRawSet; changes on the main context */
MwRawSet *mw_dataset_find_raw_set (MwDataset *self, const char *id); /* (transfer full), any thread */
MwRawSet *
mw_dataset_dup_raw_set (MwDataset *self, guint number); /* by the number in MwRowOrigin, any thread */
/* Sentences for people about what is missing or was removed; translated, any thread. */
char **mw_dataset_dup_notices (MwDataset *self, MwEntity *entity);
/* Fields of @entity the system does not know or does not give to this login. */
char **mw_dataset_dup_fields_not_offered (MwDataset *self, MwEntity *entity);
/* Lists that it is made of too and that could not be read. */
char **mw_dataset_dup_sets_not_readable (MwDataset *self, MwEntity *entity);
/* Why one of them is empty; NULL: nothing was said of it. Any thread. */
MwFieldGap *mw_dataset_dup_field_gap (MwDataset *self, MwEntity *entity, const char *field);
/* How many there are in all raw sets, and of what was changed and is not in them yet. Any thread. */
guint64 mw_dataset_count_records (MwDataset *self);
/* When all records of a set were asked for last, microseconds since 1970; 0 when it was not read. Any thread.
 */
gint64 mw_dataset_get_compared_at (MwDataset *self, const char *set_id);
/* What was said of @from, whose records it has, is said of it too; @from is not used any more. */
void mw_dataset_share_notices (MwDataset *self, MwDataset *from);
/* Takes marks and notices of a later read whose records are the same; FALSE when it was read in another way.
 */
gboolean mw_dataset_take_over (MwDataset *self, MwDataset *from);

G_END_DECLS
