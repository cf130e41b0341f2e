/* mw-connection-token.h: where the token of a connection is, and whether it stays
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"

G_BEGIN_DECLS

/* FALSE: the connection has none when the program is started again. */
gboolean mw_connection_keeps_token (MwConnection *self);
/* Signs in for as long as this process runs. TRUE. */
DexFuture *mw_connection_sign_in_for_now (MwConnection *self,
                                          MwSecrets *input,
                                          MwAuthPrompt *prompt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
