/* mw-pick-item.h: a list or a field of a system, to be picked out of many
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MwPickItem:
 * @words: (property): what a search looks at
 */
#define MW_TYPE_PICK_ITEM (mw_pick_item_get_type ())
G_DECLARE_FINAL_TYPE (MwPickItem, mw_pick_item, MW, PICK_ITEM, GObject)

/* Of words that came from elsewhere: they are made safe to show. @id: NULL for none of them. */
MwPickItem *mw_pick_item_new (const char *title, const char *detail, const char *id);
const char *mw_pick_item_get_title (MwPickItem *self);
const char *mw_pick_item_get_detail (MwPickItem *self); /* or NULL */
const char *mw_pick_item_get_id (MwPickItem *self);     /* or NULL */

G_END_DECLS
