/* mw-service-tokens.h: the bearer tokens of the service: signed, with an end, not stored
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MW_SERVICE_TOKENS_ERROR (mw_service_tokens_error_quark ())

/**
 * MwServiceTokensError:
 * @MW_SERVICE_TOKENS_ERROR_REQUEST: the request lacks something or asks for an unknown grant
 * @MW_SERVICE_TOKENS_ERROR_CLIENT: unknown client or wrong secret
 * @MW_SERVICE_TOKENS_ERROR_GRANT: the refresh token is not good (any more)
 */
typedef enum
{
  MW_SERVICE_TOKENS_ERROR_REQUEST,
  MW_SERVICE_TOKENS_ERROR_CLIENT,
  MW_SERVICE_TOKENS_ERROR_GRANT,
} MwServiceTokensError;

GQuark mw_service_tokens_error_quark (void);

/* Thread-safe. */
typedef struct _MwServiceTokens MwServiceTokens;

MwServiceTokens *mw_service_tokens_new (void);
void mw_service_tokens_free (MwServiceTokens *self);
void mw_service_tokens_set_key (MwServiceTokens *self, GBytes *key);
void mw_service_tokens_set_client (MwServiceTokens *self, const char *id, const char *secret);
void mw_service_tokens_set_scopes (MwServiceTokens *self, const char *id, const char *const *scopes);
/* @now and @expires_at: seconds since 1970. */
gboolean mw_service_tokens_grant (MwServiceTokens *self,
                                  const char *grant_type,
                                  const char *id,
                                  const char *secret,
                                  const char *refresh_token,
                                  gint64 now,
                                  char **access_token,
                                  char **new_refresh_token,
                                  gint64 *expires_at,
                                  GError **error);
/* Whether @token may be used now; @client is who it was given to. */
gboolean mw_service_tokens_check (MwServiceTokens *self, const char *token, gint64 now, char **client);
/* @collection: "erp/purchase-orders", "raw" … */
gboolean mw_service_tokens_may_read (MwServiceTokens *self, const char *client, const char *collection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwServiceTokens, mw_service_tokens_free)

G_END_DECLS
