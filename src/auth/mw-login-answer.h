/* mw-login-answer.h: the answer to a login or to a check request, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session-private.h"

G_BEGIN_DECLS

/* Resolves to TRUE, or rejects with a #MwAuthError. @grant takes what the answer to a login gives; NULL for
 * other answers. @signed_out: what a refusal means: REFUSED while signing in, EXPIRED later. */
DexFuture *mw_login_answer_read (MwSession *session,
                                 MwResponse *response,
                                 MwGrant *grant,
                                 MwAuthError signed_out) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
