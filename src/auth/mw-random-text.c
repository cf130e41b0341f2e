/* mw-random-text.c: texts that nobody can guess
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-random-text.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define MAX_BYTES 64

char *
mw_base64url (const guchar *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
mw_random_text (gsize n_bytes)
{
  guchar bytes[MAX_BYTES];

  g_return_val_if_fail (n_bytes <= MAX_BYTES, NULL);

  /* Nothing that must not be guessed can be made without it. */
  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, n_bytes) != 0)
    g_error ("The system gives no random numbers");
  return mw_base64url (bytes, n_bytes);
}
