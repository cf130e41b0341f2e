/* mw-connect-dialog.h: the dialog that connects a system: choose it, fill in its form, watch the check
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connect-state.h"
#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwConnectDialog::connected:
 * @connection: the new #MwConnection, already in the engine's list
 */
#define MW_TYPE_CONNECT_DIALOG (mw_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwConnectDialog, mw_connect_dialog, MW, CONNECT_DIALOG, AdwDialog)

MwConnectDialog *mw_connect_dialog_new (MwEngine *engine);
/* Goes to the page of @system; one that asks for nothing is connected at once. */
void mw_connect_dialog_choose (MwConnectDialog *self, MwSystem *system);
MwConnectState mw_connect_dialog_get_state (MwConnectDialog *self);

G_END_DECLS
