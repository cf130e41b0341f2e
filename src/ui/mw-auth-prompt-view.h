/* mw-auth-prompt-view.h: what the person must do to sign in: the page that was opened, the code to type there
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-auth-prompt.h"

G_BEGIN_DECLS

#define MW_TYPE_AUTH_PROMPT_VIEW (mw_auth_prompt_view_get_type ())
G_DECLARE_FINAL_TYPE (MwAuthPromptView, mw_auth_prompt_view, MW, AUTH_PROMPT_VIEW, GtkBox)

/* Follows @prompt: visible while there is something to do. Opens the browser where the browser comes back.
 * Emits "cancelled" when the person gives up. */
void mw_auth_prompt_view_set_prompt (MwAuthPromptView *self, MwAuthPrompt *prompt);
/* There is another way out beside it. */
void mw_auth_prompt_view_hide_cancel (MwAuthPromptView *self);

G_END_DECLS
