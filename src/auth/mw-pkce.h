/* mw-pkce.h: proof that whoever redeems a code is who asked for it (RFC 7636)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *mw_pkce_make_verifier (void);
/* Method S256. */
char *mw_pkce_dup_challenge (const char *verifier);

G_END_DECLS
