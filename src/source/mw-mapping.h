/* mw-mapping.h: makes normalized rows out of raw records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"
#include "mw-json-keys.h"
#include "mw-lookups.h"
#include "mw-scratch.h"

G_BEGIN_DECLS

typedef struct _MwMapping MwMapping;

/* @source, @variant and @lookups outlive it. @address: base address of the connection, or NULL. */
MwMapping *mw_mapping_new (MwSystem *system,
                           const MwVariant *variant,
                           const MwEntitySource *source,
                           MwLookups *lookups,
                           const char *address);
void mw_mapping_free (MwMapping *self);
/* What fills the {places} of the map; without it they are null. */
void mw_mapping_set_places (MwMapping *self, MwVariables *places);
/* From now on records may come with what @keys, which must be new, found of them. */
void mw_mapping_read_with (MwMapping *self, MwJsonKeys *keys);
/* Adds the rows of @record, which was begun with or stands alone, and is number @number of raw set @set: one,
 * one for each child, or none. @found: what was found of it, or NULL. */
void mw_mapping_add_record (MwMapping *self,
                            yyjson_val *record,
                            const MwJsonFound *found,
                            guint set,
                            guint number,
                            MwChunkBuilder *rows);
/* Takes from @record of @set what lookups into that set need. */
void mw_mapping_add_lookup (MwMapping *self, const char *set, const char *key, yyjson_val *record);
/* Lets go of the texts of the record before and gives @record, of @set, as the map sees it. */
yyjson_val *mw_mapping_begin_record (MwMapping *self, const MwSetSource *set, yyjson_val *record);
/* The identity of the record that was begun with, or null when it has none. It lives until the next one. */
MwSlice mw_mapping_get_key (MwMapping *self, const MwExpression *key, yyjson_val *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwMapping, mw_mapping_free)

G_END_DECLS
