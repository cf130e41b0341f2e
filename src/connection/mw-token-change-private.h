/* mw-token-change-private.h: the end of a token on the system's side, for what gives a connection up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection-private.h"
#include "mw-main-fiber.h"
#include "mw-token-change.h"

G_BEGIN_DECLS

/* Asks the system, for a bounded time. FALSE with an error that is not the system's. */
gboolean mw_token_change_end_there (MwConnection *self,
                                    MwTokenTask task,
                                    MwMainFiber *fiber,
                                    MwTokenEnd *end,
                                    GError **reason,
                                    GError **error);
MwTokenOutcome *mw_token_change_describe (MwConnection *self,
                                          MwTokenTask task,
                                          gboolean changed,
                                          MwTokenEnd end,
                                          const GError *error);

G_END_DECLS
