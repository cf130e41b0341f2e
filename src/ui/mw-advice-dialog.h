/* mw-advice-dialog.h: an advice in a dialog, with the button that does what it says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-advice.h"

G_BEGIN_DECLS

/* Responses: "close", and "act" when the advice names an action that can be done after a connection exists.
 */
AdwDialog *mw_advice_dialog_new (const MwAdvice *advice, MwSystem *system);

G_END_DECLS
