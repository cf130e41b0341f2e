/* mw-cli.h: millwright systems · connect · connections · check · records · export · rotate · revoke ·
 * disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-cli-outside.h"
#include "mw-engine.h"

G_BEGIN_DECLS

/* Whether @command is one of the command line's own. */
gboolean mw_cli_has_command (const char *command);
/* Runs it to the end on the default main context; @outside: what was taken of the same words. Exit status: 0
 * done, 1 failed, 2 wrong usage, 3 sign in again, 4 not reachable, 130 interrupted. */
int mw_cli_run (MwEngine *engine, MwCliOutside *outside, int argc, char **argv);

G_END_DECLS
