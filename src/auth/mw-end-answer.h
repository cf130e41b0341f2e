/* mw-end-answer.h: the answer to a call that ends something on the system's side, read on the work pool
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session-private.h"

G_BEGIN_DECLS

/* TRUE when it was done; else rejects with EXPIRED (it had ended already), DENIED, NOT_OFFERED, TOO_MANY or
 * SERVER. @what names the call in the message. */
DexFuture *
mw_end_answer_read (MwSession *session, MwResponse *response, const char *what) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
