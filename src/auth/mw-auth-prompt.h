/* mw-auth-prompt.h: what a person must do to sign in: open a page, type a code, paste an address
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef enum
{
  MW_AUTH_PROMPT_NOTHING, /* nothing (any more) */
  MW_AUTH_PROMPT_BROWSER, /* open the address; the browser comes back by itself */
  MW_AUTH_PROMPT_PASTE,   /* open the address, and paste the one that the browser ends at */
  MW_AUTH_PROMPT_CODE,    /* open the address, on any device, and type the code there */
} MwAuthPromptKind;

/**
 * MwAuthPrompt:
 *
 * Stands between a sign-in, which runs on fibers, and whoever shows it to the person. The signal
 * #MwAuthPrompt::changed is emitted on the main thread.
 */
#define MW_TYPE_AUTH_PROMPT (mw_auth_prompt_get_type ())
G_DECLARE_FINAL_TYPE (MwAuthPrompt, mw_auth_prompt, MW, AUTH_PROMPT, GObject)

MwAuthPrompt *mw_auth_prompt_new (void);

/* For who shows it, on the main thread. */
MwAuthPromptKind mw_auth_prompt_get_kind (MwAuthPrompt *self);
const char *
mw_auth_prompt_get_uri (MwAuthPrompt *self); /* to open; what is shown of it is up to its # or ? */
const char *mw_auth_prompt_get_page (MwAuthPrompt *self); /* of a code: the address to read out, without it */
const char *mw_auth_prompt_get_code (MwAuthPrompt *self); /* or NULL */
gint64 mw_auth_prompt_get_ends_at (MwAuthPrompt *self);   /* microseconds since 1970; 0: nobody says */
/* The address that the browser ended at; wanted for PASTE and taken for BROWSER too. */
void mw_auth_prompt_answer (MwAuthPrompt *self, const char *address);

/* For the sign-in, on any thread. */
void mw_auth_prompt_show (MwAuthPrompt *self,
                          MwAuthPromptKind kind,
                          const char *uri,
                          const char *page,
                          const char *code,
                          gint64 ends_at);
/* Resolves to the pasted address (string). */
DexFuture *mw_auth_prompt_wait (MwAuthPrompt *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
