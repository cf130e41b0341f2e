/* test-jwt.c: signed assertions, verified with the public key of the key that signed them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "mw-jwt.h"
#include "mw-random-text.h"

typedef struct
{
  gnutls_pubkey_t public_key;
  char *pem;
} Key;

/* A new key, in the form that people copy. */
static Key
key_new (gnutls_pk_algorithm_t algorithm, guint bits, const char *password)
{
  Key key = { NULL };
  gnutls_x509_privkey_t x509;
  gnutls_privkey_t private_key;
  gnutls_datum_t pem = { NULL, 0 };

  g_assert_cmpint (gnutls_x509_privkey_init (&x509), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (x509, algorithm, bits, 0), ==, 0);
  g_assert_cmpint (
    gnutls_x509_privkey_export2_pkcs8 (x509, GNUTLS_X509_FMT_PEM, password,
                                       password ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN, &pem),
    ==, 0);
  key.pem = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  g_assert_cmpint (gnutls_privkey_init (&private_key), ==, 0);
  g_assert_cmpint (gnutls_privkey_import_x509 (private_key, x509, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_init (&key.public_key), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (key.public_key, private_key, 0, 0), ==, 0);
  gnutls_privkey_deinit (private_key);
  gnutls_x509_privkey_deinit (x509);
  return key;
}

static void
key_clear (Key *key)
{
  gnutls_pubkey_deinit (key->public_key);
  g_free (key->pem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Key, key_clear)

static guchar *
decode (const char *text, gsize *length)
{
  g_autoptr (GString) padded = g_string_new (text);

  g_assert_null (strpbrk (text, "+/="));
  g_string_replace (padded, "-", "+", 0);
  g_string_replace (padded, "_", "/", 0);
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  return g_base64_decode (padded->str, length);
}

static JsonNode *
decode_json (const char *text)
{
  gsize length;
  g_autofree guchar *bytes = decode (text, &length);
  g_autofree char *json = g_strndup ((const char *) bytes, length);
  JsonNode *node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return node;
}

static const char *
get (JsonNode *node, const char *name)
{
  return json_object_get_string_member (json_node_get_object (node), name);
}

/* Whether the signature of @token is that key's. */
static gboolean
verify (const Key *key, gnutls_sign_algorithm_t algorithm, const char *token)
{
  const char *dot = strrchr (token, '.');
  const gnutls_datum_t data = { (unsigned char *) token, dot - token };
  gsize length;
  g_autofree guchar *bytes = decode (dot + 1, &length);
  gnutls_datum_t signature = { bytes, length };
  gboolean valid;

  if (algorithm != GNUTLS_SIGN_ECDSA_SHA256)
    return gnutls_pubkey_verify_data2 (key->public_key, algorithm, 0, &data, &signature) >= 0;
  g_assert_cmpuint (length, ==, 64);
  g_assert_cmpint (gnutls_encode_rs_value (&signature, &(gnutls_datum_t) { bytes, 32 },
                                           &(gnutls_datum_t) { bytes + 32, 32 }),
                   ==, 0);
  valid = gnutls_pubkey_verify_data2 (key->public_key, algorithm, 0, &data, &signature) >= 0;
  gnutls_free (signature.data);
  return valid;
}

static const struct
{
  MwJwtAlgorithm algorithm;
  const char *name;
  gnutls_pk_algorithm_t key;
  guint bits;
  gnutls_sign_algorithm_t sign;
} kinds[] = {
  { MW_JWT_RS256, "RS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA256 },
  { MW_JWT_PS256, "PS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
  { MW_JWT_ES256, "ES256", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
    GNUTLS_SIGN_ECDSA_SHA256 },
};

static void
test_signatures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (Key) key = key_new (kinds[i].key, kinds[i].bits, NULL);
      g_auto (Key) other = key_new (kinds[i].key, kinds[i].bits, NULL);

      /* Several: a half of an ES256 signature is shorter than 32 bytes now and then. */
      for (guint n = 0; n < (kinds[i].key == GNUTLS_PK_ECDSA ? 300 : 2); n++)
        {
          g_autofree char *claims = g_strdup_printf ("{\"n\":%u}", n);
          g_autoptr (GError) error = NULL;
          g_autofree char *token = mw_jwt_sign (kinds[i].algorithm, key.pem, "key \"1\"", claims, &error);
          g_auto (GStrv) parts = NULL;
          g_autoptr (JsonNode) header = NULL;
          g_autoptr (JsonNode) payload = NULL;

          g_assert_no_error (error);
          parts = g_strsplit (token, ".", -1);
          g_assert_cmpuint (g_strv_length (parts), ==, 3);
          header = decode_json (parts[0]);
          g_assert_cmpstr (get (header, "alg"), ==, kinds[i].name);
          g_assert_cmpstr (get (header, "typ"), ==, "JWT");
          g_assert_cmpstr (get (header, "kid"), ==, "key \"1\"");
          payload = decode_json (parts[1]);
          g_assert_cmpint (json_object_get_int_member (json_node_get_object (payload), "n"), ==, n);
          g_assert_true (verify (&key, kinds[i].sign, token));
          g_assert_false (verify (&other, kinds[i].sign, token));
        }
    }
}

/* Every key that cannot be used is refused with a reason that has nothing of the key. */
static void
test_bad_keys (void)
{
  g_auto (Key) rsa = key_new (GNUTLS_PK_RSA, 2048, NULL);
  g_auto (Key) locked = key_new (GNUTLS_PK_RSA, 2048, "secret");
  g_auto (Key) p384 = key_new (GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1), NULL);
  g_autofree char *half = g_strndup (rsa.pem, strlen (rsa.pem) / 2);
  const struct
  {
    MwJwtAlgorithm algorithm;
    const char *pem;
    const char *reason;
  } cases[] = {
    { MW_JWT_ES256, rsa.pem, "cannot sign with ES256" },
    { MW_JWT_RS256, p384.pem, "cannot sign with RS256" },
    { MW_JWT_PS256, p384.pem, "cannot sign with PS256" },
    { MW_JWT_ES256, p384.pem, "not on the curve P-256" },
    { MW_JWT_RS256, locked.pem, "password" },
    { MW_JWT_RS256, half, "cannot be read" },
    { MW_JWT_RS256, "", "cannot be read" },
    { MW_JWT_RS256, "canary-key", "cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_jwt_sign (cases[i].algorithm, cases[i].pem, NULL, "{}", &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_KEY);
      if (strstr (error->message, cases[i].reason) == NULL)
        g_error ("%u: %s", i, error->message);
      g_assert_null (strstr (error->message, "canary"));
    }
}

/* The whole sign-in: the token endpoint gets a fresh assertion with the claims of RFC 7523. */
static DexFuture *
test_sign_in (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("signed");
  g_auto (Key) key = key_new (GNUTLS_PK_RSA, 2048, NULL);
  g_autofree char *address = mw_fixture_server_dup_uri (f->server, "/token");
  g_autofree char *first = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  mw_secrets_set (f->input, "pem", key.pem);
  mw_variables_set_text (f->settings, "key_id", "cert-7");
  mw_fixture_server_add_json (f->server, "POST /token", "{\"access_token\":\"" TOKEN "\"}");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwSession) session = NULL;
      g_autoptr (MwSecrets) kept = NULL;
      g_autoptr (GHashTable) form = NULL;
      g_autoptr (JsonNode) header = NULL;
      g_autoptr (JsonNode) claims = NULL;
      g_auto (GStrv) parts = NULL;
      g_autoptr (GError) error = NULL;
      JsonObject *object;
      const char *token;

      session = fixture_sign_in (f, FALSE, &error);
      g_assert_no_error (error);
      form = fixture_dup_form (f, "POST /token");
      g_assert_cmpstr (g_hash_table_lookup (form, "client_assertion_type"), ==,
                       "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      g_assert_null (g_hash_table_lookup (form, "client_secret"));
      token = g_hash_table_lookup (form, "client_assertion");
      g_assert_true (verify (&key, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, token));
      parts = g_strsplit (token, ".", -1);
      header = decode_json (parts[0]);
      g_assert_cmpstr (get (header, "kid"), ==, "cert-7");
      claims = decode_json (parts[1]);
      g_assert_cmpstr (get (claims, "iss"), ==, "anna");
      g_assert_cmpstr (get (claims, "sub"), ==, "anna");
      g_assert_cmpstr (get (claims, "aud"), ==, address);
      object = json_node_get_object (claims);
      g_assert_cmpint (json_object_get_int_member (object, "iat"), >=, now);
      g_assert_cmpint (json_object_get_int_member (object, "exp"), ==,
                       json_object_get_int_member (object, "iat") + 300);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "scope")), ==, 2);
      /* The key is kept for the next token, which this sign-in has no other way to get. */
      kept = mw_session_dup_secrets (session);
      g_assert_cmpstr (mw_secrets_get (kept, "pem"), ==, key.pem);
      if (first != NULL)
        g_assert_cmpstr (get (claims, "jti"), !=, first);
      g_set_str (&first, get (claims, "jti"));
    }
  return dex_future_new_true ();
}

/* RFC 7523 3: what is dated by another clock is refused. Then it is signed once more by the server's clock,
 * and not again; where the clocks agree, nothing is repeated. */
static DexFuture *
test_clock (gpointer unused)
{
  const struct
  {
    gint64 ahead; /* seconds */
    gboolean is_refused_twice;
    guint n_asked;
  } table[] = {
    { 3 * 3600, FALSE, 2 },
    { -3 * 3600, FALSE, 2 },
    { 3 * 3600, TRUE, 2 },
    { 20, TRUE, 1 },
  };
  g_auto (Key) key = key_new (GNUTLS_PK_RSA, 2048, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("signed");
      g_autofree char *date = mw_auth_test_dup_date (table[i].ahead);
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GHashTable) form = NULL;
      g_autoptr (JsonNode) claims = NULL;
      g_auto (GStrv) parts = NULL;
      g_autoptr (GError) error = NULL;
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;
      gint64 issued;

      mw_secrets_set (f->input, "pem", key.pem);
      mw_fixture_server_add (
        f->server, "POST /token",
        &(MwFixtureAnswer) { .status = 401, .headers = date, .body = "{\"error\":\"invalid_client\"}" });
      if (!table[i].is_refused_twice)
        mw_fixture_server_add (
          f->server, "POST /token",
          &(MwFixtureAnswer) { .headers = date, .body = "{\"access_token\":\"" TOKEN "\"}" });
      session = fixture_sign_in (f, FALSE, &error);
      g_assert_cmpint (session != NULL, ==, !table[i].is_refused_twice);
      if (session == NULL)
        g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_CLIENT);
      g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, table[i].n_asked);
      form = fixture_dup_form (f, "POST /token");
      g_assert_true (
        verify (&key, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, g_hash_table_lookup (form, "client_assertion")));
      parts = g_strsplit (g_hash_table_lookup (form, "client_assertion"), ".", -1);
      claims = decode_json (parts[1]);
      issued = json_object_get_int_member (json_node_get_object (claims), "iat");
      g_assert_cmpint (ABS (issued - now - (table[i].n_asked > 1 ? table[i].ahead : 0)), <=, 60);
    }
  return dex_future_new_true ();
}

static DexFuture *
test_sign_in_bad_key (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("signed");
  g_autoptr (GError) error = NULL;

  mw_secrets_set (f->input, "pem", "no key at all");
  g_assert_null (fixture_sign_in (f, FALSE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_KEY);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 0);
  return dex_future_new_true ();
}

/* RFC 7515 appendix C. */
static void
test_base64url (void)
{
  static const guchar bytes[] = { 3, 236, 255, 224, 193 };
  g_autofree char *text = mw_base64url (bytes, sizeof bytes);
  g_autofree char *a = mw_random_text (32);
  g_autofree char *b = mw_random_text (32);

  g_assert_cmpstr (text, ==, "A-z_4ME");
  g_assert_cmpuint (strlen (a), ==, 43);
  g_assert_cmpstr (a, !=, b);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jwt/base64url", test_base64url);
  g_test_add_func ("/jwt/signatures", test_signatures);
  g_test_add_func ("/jwt/bad-keys", test_bad_keys);
  mw_auth_test_add ("/jwt/sign-in", test_sign_in);
  mw_auth_test_add ("/jwt/clock", test_clock);
  mw_auth_test_add ("/jwt/sign-in-bad-key", test_sign_in_bad_key);
  return g_test_run ();
}
