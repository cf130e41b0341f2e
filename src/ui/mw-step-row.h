/* mw-step-row.h: one step of the check ladder as it runs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-ladder.h"

G_BEGIN_DECLS

#define MW_TYPE_STEP_ROW (mw_step_row_get_type ())
G_DECLARE_FINAL_TYPE (MwStepRow, mw_step_row, MW, STEP_ROW, AdwActionRow)

/* Fills @list with a row for each MwLadderStep of @steps, now and later. */
void mw_step_row_bind_list (GtkListBox *list, GListModel *steps);

/* NULL while it runs: a spinner. */
const char *mw_step_row_get_icon (MwStepState state);

G_END_DECLS
