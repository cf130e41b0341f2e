/* mw-jwt.c: JSON Web Tokens (RFC 7519) that this program signs
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-jwt.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "mw-random-text.h"
#include "mw-session.h"

/* Half of an ES256 signature (RFC 7518 3.4). */
#define ES256_HALF 32

/* In the order of MwJwtAlgorithm. */
static const char *const names[] = { "RS256", "PS256", "ES256" };

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_KEY, reason);
  return FALSE;
}

/* How GnuTLS calls the signature with that key; 0: the key is of another kind. */
static gnutls_sign_algorithm_t
find_algorithm (MwJwtAlgorithm algorithm, int key)
{
  switch (algorithm)
    {
    case MW_JWT_RS256:
      return key == GNUTLS_PK_RSA ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_UNKNOWN;
    case MW_JWT_PS256:
      return key == GNUTLS_PK_RSA       ? GNUTLS_SIGN_RSA_PSS_RSAE_SHA256
             : key == GNUTLS_PK_RSA_PSS ? GNUTLS_SIGN_RSA_PSS_SHA256
                                        : GNUTLS_SIGN_UNKNOWN;
    case MW_JWT_ES256:
    default:
      return key == GNUTLS_PK_ECDSA ? GNUTLS_SIGN_ECDSA_SHA256 : GNUTLS_SIGN_UNKNOWN;
    }
}

/* Right-aligned, without the leading zeros of the DER integer. */
static gboolean
put_half (guchar *half, const gnutls_datum_t *number)
{
  const guchar *data = number->data;
  gsize size = number->size;

  for (; size > 0 && *data == 0; size--)
    data++;
  if (size > ES256_HALF)
    return FALSE;
  memset (half, 0, ES256_HALF - size);
  memcpy (half + ES256_HALF - size, data, size);
  return TRUE;
}

/* GnuTLS gives the DER of two numbers; a JWT has them side by side. */
static char *
dup_es256 (const gnutls_datum_t *signature, GError **error)
{
  gnutls_datum_t r = { NULL, 0 }, s = { NULL, 0 };
  guchar both[2 * ES256_HALF];
  gboolean fits = gnutls_decode_rs_value (signature, &r, &s) == 0 && put_half (both, &r) &&
                  put_half (both + ES256_HALF, &s);

  gnutls_free (r.data);
  gnutls_free (s.data);
  if (!fits)
    {
      fail (error, "The private key is not on the curve P-256");
      return NULL;
    }
  return mw_base64url (both, sizeof both);
}

static char *
dup_signature (gnutls_privkey_t key, MwJwtAlgorithm algorithm, const char *text, GError **error)
{
  const gnutls_datum_t data = { (unsigned char *) text, strlen (text) };
  gnutls_sign_algorithm_t sign = find_algorithm (algorithm, gnutls_privkey_get_pk_algorithm (key, NULL));
  gnutls_datum_t signature = { NULL, 0 };
  char *encoded;

  if (sign == GNUTLS_SIGN_UNKNOWN || gnutls_privkey_sign_data2 (key, sign, 0, &data, &signature) != 0)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_KEY, "The private key cannot sign with %s",
                   names[algorithm]);
      return NULL;
    }
  encoded = algorithm == MW_JWT_ES256 ? dup_es256 (&signature, error)
                                      : mw_base64url (signature.data, signature.size);
  gnutls_free (signature.data);
  return encoded;
}

static gboolean
load (gnutls_privkey_t key, const char *pem, GError **error)
{
  const gnutls_datum_t data = { (unsigned char *) pem, strlen (pem) };

  switch (gnutls_privkey_import_x509_raw (key, &data, GNUTLS_X509_FMT_PEM, NULL, 0))
    {
    case 0:
      return TRUE;
    case GNUTLS_E_DECRYPTION_FAILED:
      return fail (error, "The private key is locked with a password");
    default:
      return fail (error, "The private key cannot be read");
    }
}

/* Strings of JSON objects that are known to need no escape but for @key_id. */
static char *
dup_header (MwJwtAlgorithm algorithm, const char *key_id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "alg");
  json_builder_add_string_value (builder, names[algorithm]);
  json_builder_set_member_name (builder, "typ");
  json_builder_add_string_value (builder, "JWT");
  if (key_id != NULL)
    {
      json_builder_set_member_name (builder, "kid");
      json_builder_add_string_value (builder, key_id);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return mw_base64url ((const guchar *) text, strlen (text));
}

char *
mw_jwt_sign (MwJwtAlgorithm algorithm,
             const char *pem,
             const char *key_id,
             const char *claims,
             GError **error)
{
  g_autofree char *header = dup_header (algorithm, key_id);
  g_autofree char *payload = mw_base64url ((const guchar *) claims, strlen (claims));
  g_autofree char *text = g_strconcat (header, ".", payload, NULL);
  g_autofree char *signature = NULL;
  gnutls_privkey_t key;

  if (gnutls_privkey_init (&key) != 0)
    {
      fail (error, "There is no memory for the private key");
      return NULL;
    }
  if (load (key, pem, error))
    signature = dup_signature (key, algorithm, text, error);
  gnutls_privkey_deinit (key);
  return signature != NULL ? g_strconcat (text, ".", signature, NULL) : NULL;
}
