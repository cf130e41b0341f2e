/* mw-cli-prompt.h: asks for what a form needs, on the terminal or from standard input
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

gboolean mw_cli_prompt_is_terminal (void);
/* Resolves to the line (G_TYPE_STRING), "" at the end of input. @hidden: without echo. */
DexFuture *mw_cli_prompt_ask (const char *question, gboolean hidden) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
