/* mw-token-dialog.h: takes a connection's token back, or has a new one made, and says what became of the old
 * one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-token-change.h"

G_BEGIN_DECLS

#define MW_TYPE_TOKEN_DIALOG (mw_token_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwTokenDialog, mw_token_dialog, MW, TOKEN_DIALOG, AdwDialog)

/* @task: %MW_TOKEN_TASK_REVOKE or %MW_TOKEN_TASK_ROTATE. */
MwTokenDialog *mw_token_dialog_new (MwConnection *connection, MwTokenTask task);

G_END_DECLS
