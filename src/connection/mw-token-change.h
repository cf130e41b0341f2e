/* mw-token-change.h: a connection's token taken back, or changed for a new one, because a person wants it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection.h"
#include "mw-token-outcome.h"

G_BEGIN_DECLS

/* Whether the system offers it. Send nothing and open no keyring; what was learned while the connection was
 * used counts. */
gboolean mw_connection_can_revoke (MwConnection *self);
gboolean mw_connection_can_rotate (MwConnection *self);
/* Ends the sign-in on the system's side; when it is not valid any more, it is removed here too, and the
 * connection waits for somebody to sign in again. Resolves to a #MwTokenOutcome (boxed); rejects with
 * %G_IO_ERROR_CANCELLED, or when the keyring fails. */
DexFuture *mw_connection_revoke (MwConnection *self) G_GNUC_WARN_UNUSED_RESULT;
/* A new one is made, stored and used once; only then the old one is taken back. Resolves as above. */
DexFuture *mw_connection_rotate (MwConnection *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
