/* mw-extract.h: takes from the answer to a sign-in what the system file names
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-session-private.h"

G_BEGIN_DECLS

/* Where there is something to take from. */
typedef struct
{
  MwResponse *response;
  yyjson_val *body;     /* or NULL: no JSON */
  GHashTable *redirect; /* parameters of the address that the browser came back to, or NULL */
} MwExtractSource;

/* Into @grant; what is missing there and here, and is not optional, is %MW_AUTH_ERROR_NOT_THIS_PRODUCT. */
gboolean mw_extract (MwSystem *system,
                     const MwSignIn *sign_in,
                     const MwExtractSource *source,
                     MwGrant *grant,
                     GError **error);

G_END_DECLS
