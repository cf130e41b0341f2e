/* mw-oauth-assertion.h: the signed JWT by which a client proves itself (RFC 7523)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-oauth-call.h"

G_BEGIN_DECLS

#define MW_OAUTH_ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/* A new one; awaits on the fiber while the work pool signs. */
char *mw_oauth_assertion_make (MwOAuthCall *call, const char *client_id, GError **error);

G_END_DECLS
