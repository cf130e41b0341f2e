/* mw-exchange.h: one request and its answer, with signing in again when the session has ended
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-fiber.h"
#include "mw-session.h"
#include "mw-tally.h"

G_BEGIN_DECLS

/* Reads @response on the work pool. */
typedef gboolean (*MwExchangeFunc) (gpointer data,
                                    MwResponse *response,
                                    GCancellable *cancellable,
                                    GError **error);

/* Who asks whom; @fiber gives up what it awaits when the read is no longer wanted. */
typedef struct
{
  MwFiber *fiber;
  MwTransport *transport;
  MwSession *session;
  MwTally *tally; /* or NULL: nobody counts */
} MwConversation;

/* On a fiber: sends the request and has @func read the answer. When that says MW_SOURCE_ERROR_SIGNED_OUT,
 * renews the session once and asks again. @data is a g_atomic_rc_box that the job holds on to, so that a
 * dropped read leaves nothing dangling; @clear is called when its last owner lets go. */
gboolean mw_exchange (const MwConversation *conversation,
                      const MwPurpose *purpose,
                      const MwRequestTemplate *request,
                      MwVariables *variables,
                      MwExchangeFunc func,
                      gpointer data,
                      GDestroyNotify clear,
                      GError **error);

G_END_DECLS
