/* mw-lines-tools.h: columns, search, filters and export of the lines of one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-grid.h"

G_BEGIN_DECLS

/* Its button for the export has the action “lines.export”. */
#define MW_TYPE_LINES_TOOLS (mw_lines_tools_get_type ())
G_DECLARE_FINAL_TYPE (MwLinesTools, mw_lines_tools, MW, LINES_TOOLS, AdwBin)

/* NULL: there is nothing to look for. */
void mw_lines_tools_set_grid (MwLinesTools *self, MwGrid *grid);
void mw_lines_tools_search (MwLinesTools *self);
/* @column: id of one, NULL to choose. */
void mw_lines_tools_filter (MwLinesTools *self, const char *column);
/* FALSE when there was no filter. */
gboolean mw_lines_tools_clear_filters (MwLinesTools *self);

G_END_DECLS
