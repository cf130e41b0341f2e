/* mw-activity-item.h: one line of the activity: a load, or a request
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-receipt.h"
#include "mw-transport.h"

G_BEGIN_DECLS

#define MW_TYPE_ACTIVITY_ITEM (mw_activity_item_get_type ())
G_DECLARE_FINAL_TYPE (MwActivityItem, mw_activity_item, MW, ACTIVITY_ITEM, GObject)

MwActivityItem *mw_activity_item_new_for_load (MwReceipt *receipt);
MwActivityItem *mw_activity_item_new_for_request (const MwRequestLogEntry *entry);
gboolean mw_activity_item_is_load (MwActivityItem *self);
gboolean mw_activity_item_is_good (MwActivityItem *self);
gboolean mw_activity_item_is_running (MwActivityItem *self);
/* Safe for Pango. */
const char *mw_activity_item_get_title (MwActivityItem *self);
const char *mw_activity_item_get_result (MwActivityItem *self);
const char *mw_activity_item_get_detail (MwActivityItem *self);
/* Whether both say the same. */
gboolean mw_activity_item_equal (MwActivityItem *self, MwActivityItem *other);

G_END_DECLS
