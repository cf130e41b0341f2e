/* mw-mapping-items.h: the lines of the Mapping tab: columns, and fields that no column uses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-mapping-count.h"
#include "mw-mapping-item.h"

G_BEGIN_DECLS

/* One for each column of @count's rows, without their counts. */
GPtrArray *
mw_mapping_items_new_columns (MwConnection *connection, MwReading *reading, const MwMappingCount *count);
/* @items: those of mw_mapping_items_new_columns(), when @count has its columns. */
/* Whether the login may not read the records at all, and what to do then, or NULL. */
gboolean mw_mapping_items_is_refused (MwReading *reading);
char *mw_mapping_items_dup_refusal (MwConnection *connection, MwReading *reading);
void mw_mapping_items_count_columns (GListModel *items, const MwMappingCount *count);
/* When @count has its fields: says of empty columns that no record had what they are made of. */
void mw_mapping_items_note_never_sent (GListModel *items,
                                       MwConnection *connection,
                                       MwReading *reading,
                                       const MwMappingCount *count);
/* One for each field that no column of its own is made of; those with values first. */
GPtrArray *
mw_mapping_items_new_unused (MwConnection *connection, MwReading *reading, const MwMappingCount *count);

G_END_DECLS
