/* mw-mapping-page.h: what each column is made of, and what of the records is not used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_MAPPING_PAGE (mw_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (MwMappingPage, mw_mapping_page, MW, MAPPING_PAGE, AdwBin)

/* Counts anew when it is shown or the rows are others. */
void mw_mapping_page_set_reading (MwMappingPage *self, MwConnection *connection, MwReading *reading);
/* Puts the focus into its search; FALSE: it is not shown. */
gboolean mw_mapping_page_search (MwMappingPage *self);

G_END_DECLS
