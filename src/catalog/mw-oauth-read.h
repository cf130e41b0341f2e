/* mw-oauth-read.h: members of an OAuth sign-in
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-system-private.h"

G_BEGIN_DECLS

extern const char *const mw_oauth_grant_words[];       /* in the order of MwOAuthGrant */
extern const char *const mw_oauth_client_auth_words[]; /* of MwOAuthClientAuth */
extern const MwShape mw_oauth_client_shape;            /* into a MwSignIn */
extern const MwShape mw_oauth_assertion_shape;
extern const MwShape mw_oauth_redirect_shape;

/* What the table of members cannot say. @node is the sign-in. */
gboolean mw_oauth_read_check (MwFileReader *r, JsonNode *node, MwSignIn *sign_in);
/* Every place has a value, secrets go only where they may. @before: what is known before signing in. */
gboolean mw_oauth_check_places (MwFileReader *r, const MwSignIn *sign_in, GHashTable *before);

G_END_DECLS
