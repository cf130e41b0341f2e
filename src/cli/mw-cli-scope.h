/* mw-cli-scope.h: what other commands need of choosing and narrowing
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
gboolean mw_cli_parse_scope (const char *text,
                             MwConnection *connection,
                             MwEntity *entity,
                             MwScope *scope,
                             GError **error);

G_END_DECLS
