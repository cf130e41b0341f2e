/* mw-raw-set-chooser.h: which list of the system is shown as it was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-records-grids.h"

G_BEGIN_DECLS

/**
 * MwRawSetChooser::chosen:
 *
 * Another set may be selected, or there are others to choose from.
 */
#define MW_TYPE_RAW_SET_CHOOSER (mw_raw_set_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MwRawSetChooser, mw_raw_set_chooser, MW, RAW_SET_CHOOSER, AdwBin)

/* @sets: of MwRawSet, of a dataset whose rows @grids shows; more may come. */
void mw_raw_set_chooser_set_sets (MwRawSetChooser *self, MwRecordsGrids *grids, GListModel *sets);
/* NULL as long as there is none. */
MwRawSet *mw_raw_set_chooser_get_selected (MwRawSetChooser *self);
/* Whether there is something to choose. */
gboolean mw_raw_set_chooser_has_several (MwRawSetChooser *self);

G_END_DECLS
