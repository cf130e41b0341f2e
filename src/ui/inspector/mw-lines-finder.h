/* mw-lines-finder.h: finds the lines of one record among those that are there, and those that still come
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-dataset.h"

G_BEGIN_DECLS

/**
 * MwLinesFinder::changed:
 *
 * Lines were found, or all that have come were looked at.
 */
#define MW_TYPE_LINES_FINDER (mw_lines_finder_get_type ())
G_DECLARE_FINAL_TYPE (MwLinesFinder, mw_lines_finder, MW, LINES_FINDER, GObject)

/* Lines of @entity in @dataset whose field @reference is @id; @reference -1: those of the same record as
 * @origin. */
MwLinesFinder *mw_lines_finder_new (MwDataset *dataset,
                                    MwEntity *entity,
                                    int reference,
                                    const char *id,
                                    const MwRowOrigin *origin);
MwTable *mw_lines_finder_get_table (MwLinesFinder *self); /* another one when columns were added */
guint mw_lines_finder_count (MwLinesFinder *self);
/* Where a row of that table stands among all lines; G_MAXUINT: that is not known. */
guint mw_lines_finder_find_number (MwLinesFinder *self, guint row, MwTable **table);
gboolean mw_lines_finder_is_looking (MwLinesFinder *self);
void mw_lines_finder_stop (MwLinesFinder *self);

G_END_DECLS
