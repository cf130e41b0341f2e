/* mw-oauth-code.h: the grants that a person finishes: authorization code (RFC 6749 4.1) and device code (RFC
 * 8628)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-oauth-call.h"

G_BEGIN_DECLS

/* On a fiber. Both fill @grant, or fail with a #MwAuthError or #MwTransportError. */
gboolean mw_oauth_code_ask (MwOAuthCall *call, MwAuthPrompt *prompt, MwGrant *grant, GError **error);
gboolean mw_oauth_device_ask (MwOAuthCall *call, MwAuthPrompt *prompt, MwGrant *grant, GError **error);

G_END_DECLS
