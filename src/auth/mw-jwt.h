/* mw-jwt.h: JSON Web Tokens (RFC 7519) that this program signs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-oauth.h"

G_BEGIN_DECLS

/* Header.claims.signature. @pem: a private key without a password; @key_id: header kid, or NULL; @claims: a
 * JSON object. Computes: for the work pool. NULL with %MW_AUTH_ERROR_KEY, whose message has nothing of the
 * key. */
char *mw_jwt_sign (MwJwtAlgorithm algorithm,
                   const char *pem,
                   const char *key_id,
                   const char *claims,
                   GError **error);

G_END_DECLS
