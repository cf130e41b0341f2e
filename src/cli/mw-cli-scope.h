/* mw-cli-scope.h: what other commands need of narrowing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-command.h"

G_BEGIN_DECLS

gboolean mw_cli_parse_scope (const char *text,
                             MwConnection *connection,
                             MwEntity *entity,
                             MwScope *scope,
                             GError **error);

G_END_DECLS
