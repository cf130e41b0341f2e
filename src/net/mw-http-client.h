/* mw-http-client.h: one SoupSession and single exchanges over it: no redirect, no retry, no waiting for a
 * turn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-tls-policy.h"
#include "mw-transport.h"

G_BEGIN_DECLS

#define MW_TYPE_HTTP_CLIENT (mw_http_client_get_type ())
G_DECLARE_FINAL_TYPE (MwHttpClient, mw_http_client, MW, HTTP_CLIENT, GObject)

/* @direct: never through a proxy. */
MwHttpClient *mw_http_client_new (MwTlsPolicy *policy, gboolean direct);
MwTlsPolicy *mw_http_client_get_policy (MwHttpClient *self);
/* @method and @uri may differ from those of @request after a redirect; @with_body: whether its body is sent.
 * @deadline is monotonic, @cap in bytes. Resolves to a MwResponse whose body is still encoded. */
DexFuture *mw_http_client_exchange (MwHttpClient *self,
                                    MwRequest *request,
                                    const char *method,
                                    GUri *uri,
                                    gboolean with_body,
                                    gint64 deadline,
                                    gsize cap) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
