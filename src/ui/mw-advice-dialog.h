/* mw-advice-dialog.h: an advice in a dialog, with the button that does what it says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"

G_BEGIN_DECLS

/**
 * MwAdviceDialog::act:
 *
 * The user wants to do what the advice says; the dialog is closed.
 */
#define MW_TYPE_ADVICE_DIALOG (mw_advice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwAdviceDialog, mw_advice_dialog, MW, ADVICE_DIALOG, AdwDialog)

MwAdviceDialog *mw_advice_dialog_new (const MwAdvice *advice, MwSystem *system);

G_END_DECLS
