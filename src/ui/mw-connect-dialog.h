/* mw-connect-dialog.h: the dialog that connects a system: choose it, fill in its form, watch the check
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-engine.h"

G_BEGIN_DECLS

/**
 * MwConnectState:
 * @MW_CONNECT_IDLE: no system is chosen, or a field is empty or not well-formed. Leaves to READY as the user
 * types
 * @MW_CONNECT_READY: the form is well-formed (a system without a form is at once). *Connect* leads to BUSY
 * @MW_CONNECT_BUSY: the ladder runs. Back or closing cancels it and leads to READY; its end to ERROR, DONE
 * or, when it looked for lists, CHOOSING
 * @MW_CONNECT_CHOOSING: of a general interface the lists were found, and the user says which is which. Leads
 * to BUSY or back to READY
 * @MW_CONNECT_ERROR: it stopped, and the page names a field, a person or a wait. The form is as it was typed.
 * Leads to BUSY (try again, with what the user agreed to) or to READY or IDLE (back to the form)
 * @MW_CONNECT_DONE: the connection exists and MwConnectDialog::connected was emitted. Terminal
 */
typedef enum
{
  MW_CONNECT_IDLE,
  MW_CONNECT_READY,
  MW_CONNECT_BUSY,
  MW_CONNECT_CHOOSING,
  MW_CONNECT_ERROR,
  MW_CONNECT_DONE,
} MwConnectState;

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
