/* mw-cli-auth-prompt.h: tells on standard error what a person must do to sign in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-auth-prompt.h"

G_BEGIN_DECLS

/* Until @prompt goes. */
void mw_cli_auth_prompt_follow (MwAuthPrompt *prompt);

G_END_DECLS
