/* mw-mapping-count.h: counts what the Mapping tab says, on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-raw-fields.h"
#include "mw-reading.h"

G_BEGIN_DECLS

/**
 * MwMappingCount:
 * @rows: of the entity
 * @set: (nullable): the list that they are made of
 * @columns: of @rows, when the first future has resolved
 * @fields: of @set, when the second one has
 * @n_done: how many records of @set were looked at so far; atomic
 *
 * An atomic reference-counted box.
 */
typedef struct
{
  MwGeneration *rows;
  MwRawSet *set;
  MwSystem *system; /* keeps what @shape points to */
  MwRawFieldsShape shape;
  MwFillCounts *columns;
  MwRawFields *fields;
  guint n_records;
  int n_done;
} MwMappingCount;

MwMappingCount *mw_mapping_count_new (MwGeneration *rows,
                                      MwRawSet *set,
                                      MwSystem *system,
                                      const MwVariant *variant,
                                      const MwEntitySource *source);
MwMappingCount *mw_mapping_count_new_again (MwMappingCount *self);
void mw_mapping_count_unref (gpointer self);
/* Whether both are of the same records. */
gboolean mw_mapping_count_has_records_of (const MwMappingCount *self, const MwMappingCount *other);
/* Each resolves to TRUE; dropping it ends the work. */
DexFuture *mw_mapping_count_columns (MwMappingCount *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *mw_mapping_count_fields (MwMappingCount *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
