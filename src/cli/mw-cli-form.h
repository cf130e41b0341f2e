/* mw-cli-form.h: fills in the form of a system from options, questions and standard input
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-command.h"
#include "mw-draft.h"

G_BEGIN_DECLS

MwSystem *mw_cli_find_system (MwCliCall *call, GError **error); /* named by the first argument */
MwDraft *mw_cli_new_form (MwCliCall *call, MwSystem *system, GError **error); /* asks for nothing */
MwDraft *mw_cli_new_draft (MwCliCall *call, MwSystem *system, GError **error);
gboolean mw_cli_is_asked (MwDraft *draft, const MwFormField *field, gboolean secret);
char *mw_cli_ask_field (MwCliCall *call, const MwFormField *field, GError **error);
/* Shows a certificate that was refused (may be NULL). Whether it is the one whose fingerprint the user gave.
 */
gboolean mw_cli_trusts (MwCliCall *call, const MwCertificate *certificate);

G_END_DECLS
