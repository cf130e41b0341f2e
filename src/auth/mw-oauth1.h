/* mw-oauth1.h: signs requests with OAuth 1.0 (RFC 5849), HMAC-SHA256
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *realm; /* or NULL */
  const char *consumer_key;
  const char *consumer_secret;
  const char *token;
  const char *token_secret;
} MwOAuth1Keys;

/* The value of the Authorization header. @form: a body of type application/x-www-form-urlencoded, or NULL.
 * @timestamp: seconds since 1970. */
char *mw_oauth1_sign (const MwOAuth1Keys *keys,
                      const char *method,
                      const char *uri,
                      const char *form,
                      gint64 timestamp,
                      const char *nonce);
/* What is signed (3.4.1). @protocol: the oauth_ parameters, name and value in turn, ending with NULL. */
char *mw_oauth1_dup_base_string (const char *method,
                                 const char *uri,
                                 const char *form,
                                 const char *const *protocol);

G_END_DECLS
