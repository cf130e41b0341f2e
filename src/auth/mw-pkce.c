/* mw-pkce.c: proof that whoever redeems a code is who asked for it (RFC 7636)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-pkce.h"

#include <string.h>

#include "mw-random-text.h"

/* 4.1: 32 bytes make the shortest verifier that is allowed, and nobody guesses them. */
#define VERIFIER_BYTES 32

char *
mw_pkce_make_verifier (void)
{
  return mw_random_text (VERIFIER_BYTES);
}

char *
mw_pkce_dup_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return mw_base64url (digest, length);
}
