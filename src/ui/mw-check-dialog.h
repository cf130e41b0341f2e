/* mw-check-dialog.h: runs the check of a connection and shows its steps
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"

G_BEGIN_DECLS

#define MW_TYPE_CHECK_DIALOG (mw_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwCheckDialog, mw_check_dialog, MW, CHECK_DIALOG, AdwDialog)

MwCheckDialog *mw_check_dialog_new (MwConnection *connection);

G_END_DECLS
