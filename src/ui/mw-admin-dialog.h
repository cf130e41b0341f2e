/* mw-admin-dialog.h: what to hand to an administrator: to read, print, copy and save
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-draft.h"

G_BEGIN_DECLS

#define MW_TYPE_ADMIN_DIALOG (mw_admin_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwAdminDialog, mw_admin_dialog, MW, ADMIN_DIALOG, AdwDialog)

/* For the system, the sign-in and the address of @draft; nothing else of it is used. */
MwAdminDialog *mw_admin_dialog_new (MwDraft *draft);
/* As plain text when the name ends in .txt, else as HTML. */
void mw_admin_dialog_save (MwAdminDialog *self, GFile *file);

G_END_DECLS
