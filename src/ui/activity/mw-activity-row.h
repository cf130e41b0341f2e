/* mw-activity-row.h: shows one line of the activity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-activity-item.h"

G_BEGIN_DECLS

#define MW_TYPE_ACTIVITY_ROW (mw_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (MwActivityRow, mw_activity_row, MW, ACTIVITY_ROW, GtkBox)

MwActivityRow *mw_activity_row_new (void);
void mw_activity_row_set_item (MwActivityRow *self, MwActivityItem *item); /* or NULL */

G_END_DECLS
