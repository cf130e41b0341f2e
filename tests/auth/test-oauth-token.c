/* test-oauth-token.c: asking a token endpoint, its errors, discovery and revocation, against a scripted
 * server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#define ANSWER                                                                                               \
  "{\"access_token\":\"" TOKEN "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"company\":\"C-042\"}"

static DexFuture *
test_basic (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) kept = NULL;
  g_autoptr (MwFixtureRequest) asked = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *company = NULL;
  gint64 now = g_get_real_time ();

  mw_variables_set_text (f->settings, "user", "an:na");
  mw_secrets_set (f->input, "key", "s3/cret +");
  mw_fixture_server_add_json (f->server, "POST /token", ANSWER);
  mw_fixture_server_add_json (f->server, "GET /me", "{}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);

  /* RFC 6749 2.3.1: both parts encoded as in a form: an%3Ana:s3%2Fcret%20%2B */
  asked = mw_fixture_server_dup_last (f->server, "POST /token");
  g_assert_cmpstr (mw_fixture_request_get_header (asked, "Authorization"), ==,
                   "Basic YW4lM0FuYTpzMyUyRmNyZXQlMjAlMkI=");
  form = fixture_dup_form (f, "POST /token");
  g_assert_cmpuint (g_hash_table_size (form), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "client_credentials");
  g_assert_cmpstr (g_hash_table_lookup (form, "scope"), ==, "erp.read erp.list");
  g_assert_cmpstr (g_hash_table_lookup (form, "resource"), ==, "urn:erp");

  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer " TOKEN);
  company = fixture_dup_header (f, session, "X-Company");
  g_assert_cmpstr (company, ==, "042");
  g_assert_cmpint (mw_session_get_expires_at (session), >=, now + G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_assert_cmpint (mw_session_get_expires_at (session), <, now + G_GINT64_CONSTANT (3700) * G_USEC_PER_SEC);
  kept = mw_session_dup_secrets (session);
  g_assert_cmpstr (mw_secrets_get (kept, "access_token"), ==, TOKEN);
  g_assert_cmpstr (mw_secrets_get (kept, "key"), ==, "s3/cret +");
  fixture_check_log (f);
  return dex_future_new_true ();
}

static DexFuture *
test_body (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service-body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) asked = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", ANSWER);
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  asked = mw_fixture_server_dup_last (f->server, "POST /token");
  g_assert_null (mw_fixture_request_get_header (asked, "Authorization"));
  form = fixture_dup_form (f, "POST /token");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "anna");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_secret"), ==, KEY);
  g_assert_null (g_hash_table_lookup (form, "scope"));
  return dex_future_new_true ();
}

/* Some send the moment of the end instead of the seconds that are left, and call it the same. */
static DexFuture *
test_moment (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service-moment");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token",
                              "{\"access_token\":\"" TOKEN "\",\"expires_in\":7,\"ends\":\"4102444800\"}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mw_session_get_expires_at (session), ==, G_GINT64_CONSTANT (4102444800) * G_USEC_PER_SEC);
  return dex_future_new_true ();
}

/* The moment is one of the server's clock: an hour there is an hour here. Seconds that are left need none. */
static DexFuture *
test_clock (gpointer unused)
{
  static const char *const sign_ins[] = { "service-moment", "service" };
  const gint64 ahead = 3 * 3600;

  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    {
      g_autoptr (Fixture) f = fixture_new (sign_ins[i]);
      g_autofree char *date = mw_auth_test_dup_date (ahead);
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;
      g_autofree char *body = g_strdup_printf (
        "{\"access_token\":\"" TOKEN "\",\"expires_in\":3600,\"company\":\"C-042\",\"ends\":%" G_GINT64_FORMAT
        "}",
        now + ahead + 3600);
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (f->server, "POST /token", &(MwFixtureAnswer) { .headers = date, .body = body });
      mw_fixture_server_add_json (f->server, "GET /me", "{}");
      session = fixture_sign_in (f, FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ABS (mw_session_get_expires_at (session) / G_USEC_PER_SEC - now - 3600), <=, 60);
    }
  return dex_future_new_true ();
}

/* The password goes to the token endpoint and is kept only on request; the client is public. */
static DexFuture *
test_password (gpointer unused)
{
  for (guint keep = 0; keep < 2; keep++)
    {
      g_autoptr (Fixture) f = fixture_new ("grant-password");
      g_autoptr (MwSession) session = NULL;
      g_autoptr (MwSecrets) kept = NULL;
      g_autoptr (GHashTable) form = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add_json (f->server, "POST /token",
                                  "{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"canary-refresh-1\"}");
      session = fixture_sign_in (f, keep, &error);
      g_assert_no_error (error);
      form = fixture_dup_form (f, "POST /token");
      g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "password");
      g_assert_cmpstr (g_hash_table_lookup (form, "username"), ==, "anna");
      g_assert_cmpstr (g_hash_table_lookup (form, "password"), ==, PASSWORD);
      g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "millwright");
      g_assert_cmpint (mw_session_get_expires_at (session), ==, 0);
      kept = mw_session_dup_secrets (session);
      g_assert_cmpstr (mw_secrets_get (kept, "refresh_token"), ==, "canary-refresh-1");
      g_assert_cmpstr (mw_secrets_get (kept, "password"), ==, keep ? PASSWORD : NULL);
    }
  return dex_future_new_true ();
}

/* RFC 6749 5.2, and what else a token endpoint may say. One request each: nothing is tried twice. */
static DexFuture *
test_errors (gpointer unused)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    int code;
  } cases[] = {
    { 401, NULL, "{\"error\":\"invalid_client\",\"error_description\":\"no such client\"}",
      MW_AUTH_ERROR_CLIENT },
    { 400, NULL, "{\"error\":\"unauthorized_client\"}", MW_AUTH_ERROR_CLIENT },
    { 400, NULL, "{\"error\":\"invalid_scope\"}", MW_AUTH_ERROR_SCOPE },
    { 400, NULL, "{\"error\":\"invalid_grant\"}", MW_AUTH_ERROR_REFUSED },
    { 200, NULL, "{\"error\":\"invalid_grant\"}", MW_AUTH_ERROR_REFUSED },
    { 400, NULL, "{\"error\":\"unsupported_grant_type\"}", MW_AUTH_ERROR_NOT_OFFERED },
    { 400, NULL, "{\"error\":\"access_denied\"}", MW_AUTH_ERROR_DENIED },
    { 400, NULL, "{\"error\":\"invalid_request\"}", MW_AUTH_ERROR_SERVER },
    { 400, NULL, "{\"error\":{\"code\":3}}", MW_AUTH_ERROR_SERVER },
    { 401, NULL, "", MW_AUTH_ERROR_CLIENT },
    { 404, "text/html", "<html>", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "text/html", "<html>", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "{\"access_token\":\"\"}", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "{\"access_token\":7}", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "[]", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 429, NULL, "{\"error\":\"invalid_client\"}", MW_AUTH_ERROR_TOO_MANY },
    { 503, NULL, "{}", MW_AUTH_ERROR_SERVER },
    { 200, NULL, "{\"access_token\":\"a\",\"instance_url\":\"https://evil.example/.erp.example\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "{\"access_token\":\"a\",\"instance_url\":\"https://u@x.erp.example\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "{\"access_token\":\"a\",\"instance_url\":\"http://x.erp.example\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, NULL, "{\"access_token\":\"a\",\"instance_url\":\"https://.erp.example\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("service");
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (
        f->server, "POST /token",
        &(MwFixtureAnswer) { .status = cases[i].status, .type = cases[i].type, .body = cases[i].body });
      g_assert_null (fixture_sign_in (f, FALSE, &error));
      g_test_message ("%s: %s", cases[i].body, error->message);
      g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
    }
  return dex_future_new_true ();
}

/* What the endpoint says is shown, cut and without the secret that it repeats. */
static DexFuture *
test_own_words (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service");
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (1000, 'x');
  g_autofree char *body = g_strdup_printf (
    "{\"error\":\"invalid_client\",\"error_description\":\"wrong " KEY " %s\"}", long_text);

  mw_fixture_server_add (f->server, "POST /token", &(MwFixtureAnswer) { .status = 401, .body = body });
  g_assert_null (fixture_sign_in (f, FALSE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_CLIENT);
  g_assert_true (g_str_has_prefix (error->message, "OAuth ERP: invalid_client, wrong •••"));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 301);
  return dex_future_new_true ();
}

/* The token is good, but the system does not take it. */
static DexFuture *
test_check_refused (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service");
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", ANSWER);
  mw_fixture_server_add (f->server, "GET /me", &(MwFixtureAnswer) { .status = 403, .body = "{}" });
  g_assert_null (fixture_sign_in (f, FALSE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  return dex_future_new_true ();
}

static char *
dup_metadata (const char *issuer, const char *token)
{
  return g_strdup_printf ("{\"issuer\":\"%s\",\"token_endpoint\":\"%s\"}", issuer, token);
}

/* The issuer is another server than the system: only its own endpoints are taken, and the secret goes nowhere
 * else. */
static DexFuture *
test_discovery (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("discovered");
  MwFixtureServer *idp = mw_fixture_server_new ();
  g_autofree char *issuer = mw_fixture_server_dup_uri (idp, "/realm");
  g_autofree char *slashed = g_strconcat (issuer, "/", NULL);
  g_autofree char *token = mw_fixture_server_dup_uri (idp, "/realm/token");
  g_autofree char *elsewhere = mw_fixture_server_dup_uri (f->server, "/token");
  g_autofree char *good = dup_metadata (issuer, token);
  g_autofree char *with_slash = dup_metadata (slashed, token);
  g_autofree char *other_name = dup_metadata ("https://idp.example", token);
  g_autofree char *other_origin = dup_metadata (issuer, elsewhere);
  g_autofree char *nothing = g_strdup_printf ("{\"issuer\":\"%s\"}", issuer);
  const struct
  {
    guint status;
    const char *body;
    int code; /* -1: well */
  } cases[] = {
    { 200, good, -1 },
    { 200, with_slash, -1 },
    { 200, other_name, MW_AUTH_ERROR_ISSUER },
    { 200, other_origin, MW_AUTH_ERROR_ISSUER },
    { 200, nothing, MW_AUTH_ERROR_NOT_OFFERED },
    { 404, "{}", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "<html>", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
  };

  mw_variables_set_text (f->settings, "issuer", slashed);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_clear (idp);
      mw_fixture_server_add (idp, "GET /realm/.well-known/openid-configuration",
                             &(MwFixtureAnswer) { .status = cases[i].status, .body = cases[i].body });
      mw_fixture_server_add_json (idp, "POST /realm/token", ANSWER);
      session = fixture_sign_in (f, FALSE, &error);
      g_test_message ("%s: %s", cases[i].body, error ? error->message : "");
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
    }
  g_assert_cmpuint (mw_fixture_server_count (idp, "POST /realm/token"), ==, 2);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 0);
  fixture_check_log (f);
  mw_fixture_server_free (idp);
  return dex_future_new_true ();
}

/* RFC 7009: the refresh token is taken back; without an endpoint nothing is sent. */
static DexFuture *
test_revoke (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_autoptr (Fixture) g = fixture_new ("service-body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSession) other = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token",
                              "{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"canary-refresh-1\"}");
  mw_fixture_server_add (f->server, "POST /revoke", &(MwFixtureAnswer) { .status = 200, .body = "" });
  mw_fixture_server_add (f->server, "POST /revoke", &(MwFixtureAnswer) { .status = 503, .body = "" });
  mw_fixture_server_add_json (g->server, "POST /token", ANSWER);
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_session_sign_out (session), &error));
  g_assert_no_error (error);
  form = fixture_dup_form (f, "POST /revoke");
  g_assert_cmpstr (g_hash_table_lookup (form, "token"), ==, "canary-refresh-1");
  g_assert_cmpstr (g_hash_table_lookup (form, "token_type_hint"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "millwright");
  g_assert_false (dex_await (mw_session_sign_out (session), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER);
  g_clear_error (&error);
  other = fixture_sign_in (g, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_session_sign_out (other), &error));
  g_assert_cmpuint (mw_fixture_server_count (g->server, NULL), ==, 1);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/oauth-token/basic", test_basic);
  mw_auth_test_add ("/oauth-token/body", test_body);
  mw_auth_test_add ("/oauth-token/moment", test_moment);
  mw_auth_test_add ("/oauth-token/clock", test_clock);
  mw_auth_test_add ("/oauth-token/password", test_password);
  mw_auth_test_add ("/oauth-token/errors", test_errors);
  mw_auth_test_add ("/oauth-token/own-words", test_own_words);
  mw_auth_test_add ("/oauth-token/check-refused", test_check_refused);
  mw_auth_test_add ("/oauth-token/discovery", test_discovery);
  mw_auth_test_add ("/oauth-token/revoke", test_revoke);
  return g_test_run ();
}
