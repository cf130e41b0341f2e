/* mw-sandbox-words.h: what a Flatpak's sandbox means for whoever uses it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MwSandboxTopic:
 * @MW_SANDBOX_TOKEN_FILE: where the token is, when it is in the file whose key the system keeps
 * @MW_SANDBOX_TOKEN_KEYRING: … when it is in the keyring of the computer
 * @MW_SANDBOX_SAVE: where files can be saved from the window
 * @MW_SANDBOX_OUTPUT: where a command cannot write a file
 * @MW_SANDBOX_INPUT: why a command does not find one
 * @MW_SANDBOX_AUTHORITY: how a company's own authority is trusted
 * @MW_SANDBOX_VPN: that the computer's VPN is used
 */
typedef enum
{
  MW_SANDBOX_TOKEN_FILE,
  MW_SANDBOX_TOKEN_KEYRING,
  MW_SANDBOX_SAVE,
  MW_SANDBOX_OUTPUT,
  MW_SANDBOX_INPUT,
  MW_SANDBOX_AUTHORITY,
  MW_SANDBOX_VPN,
} MwSandboxTopic;

/* Translated sentences; NULL outside of a sandbox, where there is nothing to say. */
char *mw_sandbox_dup_words (MwSandboxTopic topic);
/* Taken and with the sentences behind it, where there are any. */
char *mw_sandbox_add_words (char *text, const char *between, MwSandboxTopic topic);

G_END_DECLS
