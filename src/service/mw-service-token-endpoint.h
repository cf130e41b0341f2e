/* mw-service-token-endpoint.h: POST /link/token
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-service-tokens.h"

G_BEGIN_DECLS

/* The answer's JSON, or NULL with a MwServiceTokensError, or %G_IO_ERROR_INVALID_ARGUMENT for a body it
 * cannot read. */
GString *mw_service_token_endpoint (MwServiceTokens *tokens,
                                    const char *content_type,
                                    const char *body,
                                    gsize length,
                                    GError **error);

G_END_DECLS
