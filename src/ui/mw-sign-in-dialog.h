/* mw-sign-in-dialog.h: asks for a new password or key for a connection whose token ended
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwSignInDialog::signed-in:
 *
 * The connection works again; or, where it turned out to be another company, the user kept the old sign-in
 * and has another connection with the new one.
 */
#define MW_TYPE_SIGN_IN_DIALOG (mw_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwSignInDialog, mw_sign_in_dialog, MW, SIGN_IN_DIALOG, AdwDialog)

MwSignInDialog *mw_sign_in_dialog_new (MwEngine *engine, MwConnection *connection);

G_END_DECLS
