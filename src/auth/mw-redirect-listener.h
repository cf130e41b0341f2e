/* mw-redirect-listener.h: where the browser comes back to after a sign-in (RFC 8252 7.3)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef struct _MwRedirectListener MwRedirectListener;

/* Listens on this computer only. @host: 127.0.0.1 or localhost; @port: 0 for any free one; @state: what the
 * answer must repeat. NULL with %MW_AUTH_ERROR_PORT when another program listens there. */
MwRedirectListener *
mw_redirect_listener_new (const char *host, guint port, const char *path, const char *state, GError **error);
/* Nobody listens any more when it returns. */
void mw_redirect_listener_free (MwRedirectListener *self);
/* "http://127.0.0.1:43017/callback" */
const char *mw_redirect_listener_get_uri (MwRedirectListener *self);
/* Once: resolves to the query (string) of the first request with the right path and state; then the listener
 * is closed. */
DexFuture *mw_redirect_listener_wait (MwRedirectListener *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwRedirectListener, mw_redirect_listener_free)

G_END_DECLS
