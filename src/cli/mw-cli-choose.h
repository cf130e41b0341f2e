/* mw-cli-choose.h: what connect needs of choosing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-choosing.h"
#include "mw-cli-command.h"

G_BEGIN_DECLS

/* A MwChooseFunc that says what can be chosen with --choose. */
DexFuture *mw_cli_choose_at_connect (const MwChoice *choice, MwChosen *rows, gpointer data);
gboolean mw_cli_set_choices (MwCliCall *call, MwDraft *draft, GError **error);

G_END_DECLS
