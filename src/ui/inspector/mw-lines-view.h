/* mw-lines-view.h: the lines of one record, as a table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"
#include "mw-grid.h"
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
void mw_lines_view_clear (MwLinesView *self);
/* Lines that are a list of their own, and that somebody looks at; @whole: all of them are compared. */
void mw_lines_view_refresh (MwLinesView *self, gboolean whole);
/* What brings lines that are a list of their own; NULL: none, or nobody has looked at them. */
MwReading *mw_lines_view_get_reading (MwLinesView *self);
MwGrid *mw_lines_view_get_grid (MwLinesView *self);    /* NULL while nobody looks at them */
gboolean mw_lines_view_is_settled (MwLinesView *self); /* lines are shown, and no more come by themselves */
/* Where the selected line stands among all of them; G_MAXUINT: nowhere. */
guint mw_lines_view_find_number (MwLinesView *self, MwTable **table);
MwConnection *mw_lines_view_get_connection (MwLinesView *self);
MwEntity *mw_lines_view_get_entity (MwLinesView *self);
void mw_lines_view_search (MwLinesView *self);
void mw_lines_view_filter (MwLinesView *self, const char *column); /* NULL: to choose */
void mw_lines_view_export (MwLinesView *self, GFile *file);        /* NULL: to ask where to */

G_END_DECLS
