/* mw-inspector.h: one row in full: all its fields, and the record it was made from as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"
#include "mw-view.h"

G_BEGIN_DECLS

#define MW_TYPE_INSPECTOR (mw_inspector_get_type ())
G_DECLARE_FINAL_TYPE (MwInspector, mw_inspector, MW, INSPECTOR, AdwBin)

/* @columns: list of MwColumn. @raw_set: the set @row stands in, NULL for a normalized row of @dataset. */
void mw_inspector_set_row (MwInspector *self,
                           MwRow *row,
                           GListModel *columns,
                           MwConnection *connection,
                           MwReading *reading,
                           MwDataset *dataset,
                           MwRawSet *raw_set);
void mw_inspector_clear (MwInspector *self);
/* What is looked at and does not come with the records; @whole: all of it is compared. */
void mw_inspector_refresh (MwInspector *self, gboolean whole);

G_END_DECLS
