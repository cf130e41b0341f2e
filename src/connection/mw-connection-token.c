/* mw-connection-token.c: where the token of a connection is, and whether it stays
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-token.h"

#include "mw-connection-private.h"

/**
 * mw_connection_keeps_token:
 * @self: a connection
 *
 * Returns: whether it has a token when the program is started again
 */
gboolean
mw_connection_keeps_token (MwConnection *self)
{
  return mw_link_keeps_token (mw_connection_get_link (self));
}

/**
 * mw_connection_sign_in_for_now:
 * @self: a connection that was not used yet
 * @input: all secrets of its sign-in
 * @prompt: (nullable): where a browser or a code is shown
 *
 * Signs in once, for this process: nothing is stored, and what is stored is neither read nor changed.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_connection_sign_in_for_now (MwConnection *self, MwSecrets *input, MwAuthPrompt *prompt)
{
  mw_link_keep_for_now (mw_connection_get_link (self));
  return mw_connection_sign_in_again (self, input, prompt);
}
