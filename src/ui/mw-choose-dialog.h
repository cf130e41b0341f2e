/* mw-choose-dialog.h: another company, site … for a connection that exists
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

/**
 * MwChooseDialog::chosen:
 *
 * It was chosen and stored, and the dialog is closed.
 */
#define MW_TYPE_CHOOSE_DIALOG (mw_choose_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwChooseDialog, mw_choose_dialog, MW, CHOOSE_DIALOG, AdwDialog)

/* Its rows are asked for at once. @choice: one of the connection's. */
MwChooseDialog *mw_choose_dialog_new (MwConnection *connection, const MwChoice *choice);

G_END_DECLS
