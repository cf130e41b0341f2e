/* mw-mapping-item.h: one line of the Mapping tab: a column, or a field that is not used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-fill-counts.h"
#include "mw-model.h"

G_BEGIN_DECLS

#define MW_TYPE_MAPPING_ITEM (mw_mapping_item_get_type ())
G_DECLARE_FINAL_TYPE (MwMappingItem, mw_mapping_item, MW, MAPPING_ITEM, GObject)

/**
 * MwMappingItem::changed:
 *
 * It says something else.
 */

/* @paths, @rule: what it is made of and how, or NULL. @count: NULL when there is nothing to count, or it is
 * not counted yet. */
MwMappingItem *mw_mapping_item_new (const char *title,
                                    const char *paths,
                                    const char *rule,
                                    const MwFillCount *count,
                                    guint n_rows);
/* @field: (nullable): whose values have names. */
void
mw_mapping_item_set_count (MwMappingItem *self, const MwField *field, const MwFillCount *count, guint n_rows);
void mw_mapping_item_set_rule (MwMappingItem *self, const char *rule);
void mw_mapping_item_set_unused (MwMappingItem *self);
gboolean mw_mapping_item_is_unused (MwMappingItem *self);
/* The field that can be a column of the user's, or is one already: see MwCustomPath. NULL: cannot be. */
void mw_mapping_item_set_custom (MwMappingItem *self, const char *path, gboolean is_column);
const char *mw_mapping_item_get_custom_path (MwMappingItem *self);
gboolean mw_mapping_item_is_custom_column (MwMappingItem *self);
/* All safe for Pango; "" for nothing. */
const char *mw_mapping_item_get_title (MwMappingItem *self);
const char *mw_mapping_item_get_paths (MwMappingItem *self);
const char *mw_mapping_item_get_rule (MwMappingItem *self);
const char *mw_mapping_item_get_fill (MwMappingItem *self);
const char *mw_mapping_item_get_samples (MwMappingItem *self);

G_END_DECLS
