/* mw-lines-view.h: the lines of one record, as a table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"
#include "mw-row.h"

G_BEGIN_DECLS

#define MW_TYPE_LINES_VIEW (mw_lines_view_get_type ())
G_DECLARE_FINAL_TYPE (MwLinesView, mw_lines_view, MW, LINES_VIEW, AdwBin)

/* FALSE: there are no lines of such records. @row: NULL: none. */
gboolean mw_lines_view_set_row (MwLinesView *self,
                                MwConnection *connection,
                                MwReading *reading,
                                MwDataset *dataset,
                                MwRow *row);

G_END_DECLS
