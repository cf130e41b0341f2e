/* mw-oauth-endpoints.h: where an OAuth 2 sign-in asks for what
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-oauth-call.h"

G_BEGIN_DECLS

/* As the file says, or as the issuer's metadata say; asked once a session. */
MwOAuthEndpoints *mw_oauth_endpoints_find (MwOAuthCall *call, GError **error);

G_END_DECLS
