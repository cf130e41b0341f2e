/* mw-endpoint.h: addresses of sign-in endpoints: relative, on a host that the file names, or below an address
 * that the user typed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-file-reader.h"
#include "mw-request-template.h"

G_BEGIN_DECLS

/* @places: name → #MwPlaceKind, as before signing in. */
gboolean mw_endpoint_check (MwFileReader *reader, const char *key, const char *text, GHashTable *places);
/* The same for the host of an https address alone, up to its end or the next slash; *@rest is what follows.
 */
gboolean mw_endpoint_check_host (MwFileReader *reader,
                                 const char *key,
                                 const char *text,
                                 GHashTable *places,
                                 const char **rest);
/* The address, with its places filled. */
char *mw_endpoint_fill (const char *text, const char *base_uri, MwVariables *variables, GError **error);

G_END_DECLS
