/* mw-mapping-row.h: shows one line of the Mapping tab
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-mapping-item.h"

G_BEGIN_DECLS

#define MW_TYPE_MAPPING_ROW (mw_mapping_row_get_type ())
G_DECLARE_FINAL_TYPE (MwMappingRow, mw_mapping_row, MW, MAPPING_ROW, GtkBox)

MwMappingRow *mw_mapping_row_new (void);
void mw_mapping_row_set_item (MwMappingRow *self, MwMappingItem *item);

G_END_DECLS
