/* mw-cli-climb.h: runs a ladder in the terminal
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-command.h"
#include "mw-ladder.h"

G_BEGIN_DECLS

/* @draft may be NULL when @first is given. */
MwConnection *mw_cli_climb (MwCliCall *call, MwDraft *draft, MwLadder *first, GError **error);

G_END_DECLS
