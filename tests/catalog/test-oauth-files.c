/* test-oauth-files.c: members of OAuth sign-ins, and each mistake they can have
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bad-file.h"
#include "mw-endpoint.h"

#define FILE_NAME "oauth.json"

#define SERVICE_TOKEN "\"token\": \"https://login.example.com/{tenant}/oauth2/v2.0/token\""
#define REVOKE        "\"revoke\": \"https://{tenant}.login.example.com/revoke\""
#define SIGNED_TOKEN  "\"token\": \"/oauth/token\""
#define DISCOVER      "\"discover\": \"{issuer}\""
#define SECRET        "\"client_secret\": \"{client_secret}\",\n      \"client_auth\": \"body\""
#define LOOPBACK      "{\"host\": \"127.0.0.1\", \"port\": 0, \"path\": \"/callback\"}"
#define PASTE         "{\"paste\": \"https://localhost/millwright\"}"
#define ASSERTION     "\"key\": \"{private_key}\", \"key_id\": \"{tenant}\""
#define PASTED_TOKEN  "\"authorize\": \"/authorize\",\n      \"token\": \"/token\""
#define DEVICE        "\"device\": \"/device\""
#define COOKIES       "{\"cookies\": [\"B1SESSION\", \"ROUTE*\"], \"secret\": true}"
#define REALM         "{\"redirect\": \"realmId\", \"matches\": \"^([0-9]+)$\"}"
#define LOGOUT        "\"logout\": {\"kind\": \"logout\", \"path\": \"/Logout\"},\n"
#define LOCAL_GRANT                                                                                          \
  "\"grant\": \"client-credentials\",\n      \"client\": {\"owner\": \"bring-your-own\", \"type\": "

static const BadFile bad_files[] = {
  /* Where secrets may go */
  { "endpoint-other-scheme", SERVICE_TOKEN, "\"token\": \"http://login.example.com/token\"", UNSAFE,
    "sign_in[0].token", "an endpoint is a path below the address" },
  { "endpoint-no-scheme", SERVICE_TOKEN, "\"token\": \"//login.example.com/token\"", UNSAFE,
    "sign_in[0].token", "an endpoint is a path below the address" },
  { "endpoint-host-of-user", SERVICE_TOKEN, "\"token\": \"https://{tenant}/token\"", UNSAFE,
    "sign_in[0].token", "the last two names of the host must be written out" },
  { "endpoint-one-literal", SERVICE_TOKEN, "\"token\": \"https://login.{tenant}.com/token\"", UNSAFE,
    "sign_in[0].token", "the last two names of the host must be written out" },
  { "endpoint-joined-label", SERVICE_TOKEN, "\"token\": \"https://{tenant}example.com/token\"", UNSAFE,
    "sign_in[0].token", "the last two names of the host must be written out" },
  { "endpoint-short-host", SERVICE_TOKEN, "\"token\": \"https://localhost/token\"", UNSAFE,
    "sign_in[0].token", "the last two names of the host must be written out" },
  { "endpoint-user-info", SERVICE_TOKEN, "\"token\": \"https://login.example.com@evil.example/token\"",
    UNSAFE, "sign_in[0].token", "is no name of a host" },
  { "endpoint-port", SERVICE_TOKEN, "\"token\": \"https://login.example.com:8443/token\"", UNSAFE,
    "sign_in[0].token", "is no name of a host" },
  { "endpoint-secret-in-path", SERVICE_TOKEN,
    "\"token\": \"https://login.example.com/{client_secret}/token\"", UNSAFE, "sign_in[0].token",
    "the secret {client_secret} may not stand here" },
  { "endpoint-secret-in-host", REVOKE, "\"revoke\": \"https://{client_secret}.example.com/revoke\"", UNSAFE,
    "sign_in[0].revoke", "the secret {client_secret} may not stand here" },
  { "endpoint-dots", SIGNED_TOKEN, "\"token\": \"/../token\"", UNSAFE, "sign_in[1].token",
    "a segment must not be . or .." },
  { "endpoint-query", SIGNED_TOKEN, "\"token\": \"/token?key={tenant}\"", FORMAT, "sign_in[1].token",
    "has a character that does not belong into a path" },
  { "endpoint-text-field", DISCOVER, "\"discover\": \"{client_id}\"", UNSAFE, "sign_in[2].discover",
    "an endpoint is a path below the address" },
  { "endpoint-joined-field", DISCOVER, "\"discover\": \"{issuer}.example.com\"", UNSAFE,
    "sign_in[2].discover", "an endpoint is a path below the address" },
  { "endpoint-not-asked", DEVICE, "\"device\": \"{issuer}/device\"", UNSAFE, "sign_in[4].device",
    "an endpoint is a path below the address" },
  { "secret-in-file", SECRET, "\"client_secret\": \"s3cret\"", UNSAFE, "sign_in[0].client_secret",
    "must come from a secret form field" },
  { "secret-is-plain", SECRET, "\"client_secret\": \"{tenant}\"", UNSAFE, "sign_in[0].client_secret",
    "must come from a secret form field" },
  { "key-in-file", ASSERTION, "\"key\": \"-----BEGIN PRIVATE KEY-----\"", UNSAFE, "sign_in[1].assertion.key",
    "must come from a secret form field" },
  { "secret-client-id", SECRET ",", "\"client_secret\": \"{client_secret}\", \"realm\": \"x\",", FORMAT,
    "sign_in[0].realm", "is only for kind oauth1" },
  { "secret-authorize", "{\"prompt\": \"consent\"}", "{\"prompt\": \"{client_secret}\"}", FORMAT,
    "sign_in[2].authorize_parameters.prompt", "nothing gives {client_secret} a value here" },
  { "secret-scope", "[\"https://{tenant}.example.com/.default\"]", "[\"{client_secret}\"]", UNSAFE,
    "sign_in[0].scopes", "the secret {client_secret} may not stand here" },
  { "oauth1-secret", "\"consumer_secret\": \"{client_secret}\"", "\"consumer_secret\": \"{tenant}\"", UNSAFE,
    "sign_in[6].consumer_secret", "must come from a secret form field" },
  { "password-in-file", "\"password\": \"{password}\",\n      \"keeps", "\"password\": \"x\",\n      \"keeps",
    UNSAFE, "sign_in[5].password", "must come from a secret form field" },

  /* The client */
  { "grant-missing", "\"grant\": \"device-code\",", "", FORMAT, "sign_in[4].grant", "is missing" },
  { "grant", "\"grant\": \"device-code\"", "\"grant\": \"implicit\"", FORMAT, "sign_in[4].grant",
    "“implicit” is none of: client-credentials, authorization-code" },
  { "client-owner", "{\"owner\": \"shipped\", \"type\": \"public\"}", "{\"type\": \"public\"}", FORMAT,
    "sign_in[3].client.owner", "is missing" },
  { "client-shipped-place", "\"client_id\": \"millwright\"", "\"client_id\": \"{url}\"", FORMAT,
    "sign_in[3].client_id", "must be written out" },
  { "client-own-literal", "\"client_id\": \"{client_id}\",\n      \"device\"",
    "\"client_id\": \"abc\",\n      \"device\"", FORMAT, "sign_in[4].client_id", "must come from the form" },
  { "client-shipped-secret", "{\"owner\": \"shipped\", \"type\": \"public\"}",
    "{\"owner\": \"shipped\", \"type\": \"confidential\"}", UNSAFE, "sign_in[3].client",
    "a client that is shipped has no secret" },
  { "client-public-secret",
    LOCAL_GRANT "\"confidential\"},\n      \"client_id\": \"{client_id}\",\n      \"client_secret\"",
    LOCAL_GRANT "\"public\"},\n      \"client_id\": \"{client_id}\",\n      \"client_secret\"", FORMAT,
    "sign_in[0].client_secret", "is only for a confidential client" },
  { "client-no-secret", SECRET ",", "", FORMAT, "sign_in[0].client_secret",
    "has either client_secret or assertion" },
  { "client-auth", "\"client_auth\": \"body\"", "\"client_auth\": \"none\"", FORMAT, "sign_in[0].client_auth",
    "does not fit" },
  { "client-auth-assertion", "\"client_auth\": \"body\"", "\"client_auth\": \"assertion\"", FORMAT,
    "sign_in[0].client_auth", "does not fit" },
  { "assertion-algorithm", "\"algorithm\": \"PS256\"", "\"algorithm\": \"none\"", FORMAT,
    "sign_in[1].assertion.algorithm", "“none” is none of: RS256" },
  { "assertion-lifetime", "\"lifetime\": 600", "\"lifetime\": 7200", FORMAT, "sign_in[1].assertion.lifetime",
    "is at most 3600 seconds" },
  { "parameter", "{\"resource\": \"erp\"}", "{\"grant_type\": \"openapi_2lo\"}", FORMAT,
    "sign_in[0].parameters.grant_type", "is set by Millwright itself" },
  { "headers-missing",
    "\"device\": \"/device\",\n      \"token\": \"/token\",\n      \"headers\": {\"Authorization\": \"Bearer "
    "{access_token}\"}",
    "\"device\": \"/device\",\n      \"token\": \"/token\"", FORMAT, "sign_in[4].headers", "is missing" },
  { "headers-without-token",
    "\"device\": \"/device\",\n      \"token\": \"/token\",\n      \"headers\": {\"Authorization\": \"Bearer "
    "{access_token}\"}",
    "\"device\": \"/device\",\n      \"token\": \"/token\",\n      \"headers\": {\"X\": \"{client_id}\"}",
    FORMAT, "sign_in[4].headers", "nothing would send the token" },
  { "refresh-token-place",
    "\"device\": \"/device\",\n      \"token\": \"/token\",\n      \"headers\": {\"Authorization\": \"Bearer "
    "{access_token}\"}",
    "\"device\": \"/device\",\n      \"token\": \"/token\",\n      \"headers\": {\"A\": \"{access_token}\", "
    "\"X\": \"{refresh_token}\"}",
    FORMAT, "sign_in[4].headers.X", "nothing gives {refresh_token} a value here" },
  { "token-name", "\"realm\": {\"redirect\"", "\"access_token\": {\"redirect\"", FORMAT, "sign_in[2].extract",
    "“access_token” means something else already" },

  /* Endpoints and redirect */
  { "token-missing", PASTED_TOKEN, "\"authorize\": \"/authorize\"", FORMAT, "sign_in[3].token",
    "is missing" },
  { "authorize-missing", PASTED_TOKEN, "\"token\": \"/token\"", FORMAT, "sign_in[3].authorize",
    "is missing" },
  { "authorize-useless", DEVICE, "\"device\": \"/device\", \"authorize\": \"/a\"", FORMAT,
    "sign_in[4].authorize", "is of no use for this grant" },
  { "discover-and-token", DISCOVER, "\"discover\": \"{issuer}\", \"token\": \"/token\"", FORMAT,
    "sign_in[2].token", "is found by discover" },
  { "redirect-missing", "\"redirect\": " LOOPBACK ",", "", FORMAT, "sign_in[2].redirect", "is missing" },
  { "redirect-useless", DEVICE,
    "\"device\": \"/device\", \"redirect\": {\"host\": \"localhost\", \"path\": \"/\"}", FORMAT,
    "sign_in[4].redirect", "is only for authorization-code" },
  { "redirect-other-host", LOOPBACK, "{\"host\": \"0.0.0.0\", \"path\": \"/\"}", UNSAFE,
    "sign_in[2].redirect.host", "must be 127.0.0.1 or localhost" },
  { "redirect-port", LOOPBACK, "{\"host\": \"localhost\", \"port\": 65536, \"path\": \"/\"}", FORMAT,
    "sign_in[2].redirect.port", "must be at most 65535" },
  { "redirect-path", LOOPBACK, "{\"host\": \"localhost\", \"path\": \"callback\"}", FORMAT,
    "sign_in[2].redirect.path", "must begin with a slash" },
  { "redirect-both", PASTE, "{\"paste\": \"https://localhost/\", \"host\": \"localhost\"}", FORMAT,
    "sign_in[3].redirect", "must have either paste, or host and path" },
  { "redirect-none", PASTE, "{\"port\": 80}", FORMAT, "sign_in[3].redirect",
    "must have either paste, or host and path" },
  { "redirect-paste-away", PASTE, "{\"paste\": \"https://millwright.example.com/\"}", UNSAFE,
    "sign_in[3].redirect.paste", "must be a literal https address of this computer" },
  { "redirect-paste-plain", PASTE, "{\"paste\": \"http://localhost/\"}", UNSAFE, "sign_in[3].redirect.paste",
    "must be a literal https address of this computer" },
  { "password-grant", "\"username\": \"{user}\",", "", FORMAT, "sign_in[5].username", "is missing" },
  { "username-useless", DEVICE, "\"device\": \"/device\", \"username\": \"{client_id}\"", FORMAT,
    "sign_in[4].password", "is only for the grant password" },
  { "authorize-parameters", DEVICE, "\"device\": \"/device\", \"authorize_parameters\": {\"a\": \"b\"}",
    FORMAT, "sign_in[4].authorize_parameters", "is only for authorization-code" },
  { "extract-cookie", REALM, "{\"cookie\": \"realm\"}", FORMAT, "sign_in[2].extract.realm",
    "the answer with a token has no cookies" },
  { "extract-redirect", "{\"path\": \"instance_url\", \"suffix\": \".example.com\", \"optional\": true}",
    "{\"redirect\": \"realmId\"}", FORMAT, "sign_in[0].extract.host",
    "only authorization-code has a redirect" },

  /* OAuth 1, and what a login has */
  { "oauth1-missing", "\"token_secret\": \"{password}\"", "\"help\": \"x\"", FORMAT,
    "sign_in[6].token_secret", "is missing" },
  { "oauth1-grant", "\"realm\": \"{tenant}\",", "\"realm\": \"{tenant}\", \"grant\": \"password\",", FORMAT,
    "sign_in[6].grant", "is only for kind oauth2" },
  { "oauth1-extract", "\"realm\": \"{tenant}\",",
    "\"realm\": \"{tenant}\", \"extract\": {\"a\": {\"path\": \"b\"}},", FORMAT, "sign_in[6].extract",
    "is only for kind login or oauth2" },
  { "extract-matches", REALM, "{\"redirect\": \"realmId\", \"matches\": \"^[0-9]+$\"}", FORMAT,
    "sign_in[2].extract.realm.matches", "needs a group" },
  { "extract-suffix", "\"suffix\": \".example.com\"", "\"suffix\": \".com\"", FORMAT,
    "sign_in[0].extract.host.suffix", "begins with a dot and has two names of a host" },
  { "extract-suffix-dot", "\"suffix\": \".example.com\"", "\"suffix\": \"example.com\"", FORMAT,
    "sign_in[0].extract.host.suffix", "begins with a dot and has two names of a host" },
  { "extract-two", COOKIES, "{\"cookies\": [\"a\"], \"cookie\": \"b\"}", FORMAT, "sign_in[7].extract.cookies",
    "must have one of: path, cookie, cookies, header, redirect" },
  { "login-redirect", COOKIES, "{\"redirect\": \"a\"}", FORMAT, "sign_in[7].extract.cookies",
    "a login has no redirect" },
  { "login-both-ends", "\"expires_in\": \"expires\",",
    "\"expires_in\": \"expires\", \"expires_at\": \"until\",", FORMAT, "sign_in[7].expires_in",
    "contradicts “expires_at”" },
  { "login-no-logout", LOGOUT, "", FORMAT, "sign_in[7].logout", "is missing: the session must end" },
  { "login-refresh-place", "{\"refreshToken\": \"{renewal}\"}", "{\"refreshToken\": \"{renewals}\"}", FORMAT,
    "sign_in[7].refresh.body", "nothing gives {renewals} a value here" },
  { "login-refresh-kind", "\"refresh\": {\"kind\": \"login\"", "\"refresh\": {\"kind\": \"search\"", FORMAT,
    "sign_in[7].refresh.kind", "does not belong here" },
  { "multiline", "{\"id\": \"tenant\", \"kind\": \"text\", \"label\": \"Tenant\"}",
    "{\"id\": \"tenant\", \"kind\": \"text\", \"label\": \"Tenant\", \"multiline\": true}", FORMAT,
    "form[2].multiline", "is only for kind secret" },
};

static char *
dup_good (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "catalog", FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_bad_file (gconstpointer data)
{
  g_autofree char *good = dup_good ();

  mw_test_bad_file (FILE_NAME, good, data);
}

static void
test_good (void)
{
  g_autofree char *good = dup_good ();
  const char *const files[] = { FILE_NAME, good, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MwCatalog) catalog = mw_test_load (files, &error);
  MwSystem *system;
  const MwSignIn *sign_in;

  g_assert_no_error (error);
  system = mw_catalog_find (catalog, "oauth");
  sign_in = mw_system_find_sign_in (system, "service");
  g_assert_cmpint (sign_in->kind, ==, MW_SIGN_IN_OAUTH2);
  g_assert_cmpint (sign_in->oauth2.grant, ==, MW_OAUTH_GRANT_CLIENT_CREDENTIALS);
  g_assert_cmpint (sign_in->oauth2.client_auth, ==, MW_OAUTH_CLIENT_AUTH_BODY);
  g_assert_true (sign_in->oauth2.owned_by_user);
  g_assert_true (sign_in->oauth2.confidential);
  g_assert_cmpstr (sign_in->extracts[0].suffix, ==, ".example.com");
  sign_in = mw_system_find_sign_in (system, "signed");
  g_assert_cmpint (sign_in->oauth2.client_auth, ==, MW_OAUTH_CLIENT_AUTH_ASSERTION);
  g_assert_cmpint (sign_in->oauth2.assertion->algorithm, ==, MW_JWT_PS256);
  g_assert_cmpuint (sign_in->oauth2.assertion->lifetime, ==, 600);
  sign_in = mw_system_find_sign_in (system, "browser");
  g_assert_cmpint (sign_in->oauth2.client_auth, ==, MW_OAUTH_CLIENT_AUTH_NONE);
  g_assert_cmpstr (sign_in->oauth2.redirect->path, ==, "/callback");
  g_assert_true (sign_in->oauth2.admin_consent);
  sign_in = mw_system_find_sign_in (system, "pasted");
  g_assert_cmpstr (sign_in->oauth2.redirect->paste, ==, "https://localhost/millwright");
  g_assert_false (sign_in->oauth2.owned_by_user);
  sign_in = mw_system_find_sign_in (system, "signature");
  g_assert_cmpstr (sign_in->oauth1.token, ==, "{tenant}");
  g_assert_null (sign_in->oauth2.token);
  sign_in = mw_system_find_sign_in (system, "session");
  g_assert_cmpstr (sign_in->extracts[0].cookies[1], ==, "ROUTE*");
  g_assert_cmpuint (sign_in->ends_idle, ==, 600);
  g_assert_nonnull (sign_in->refresh);
}

/* What a user types into a place of an endpoint cannot lead the secret elsewhere. */
static void
test_endpoint_values (void)
{
  static const struct
  {
    const char *text;
    const char *value;
    const char *address; /* NULL: refused */
  } cases[] = {
    { "/token", "acme", "https://erp.example.com/base/token" },
    { "/{tenant}/token", "a/b c", "https://erp.example.com/base/a%2Fb%20c/token" },
    { "/{tenant}/token", "..", NULL },
    { "https://{tenant}.example.com/token", "acme-1", "https://acme-1.example.com/token" },
    { "https://{tenant}.example.com/token", "evil.example/", NULL },
    { "https://{tenant}.example.com/token", "evil.com#", NULL },
    { "https://{tenant}.example.com/token", "a.b", NULL },
    { "https://{tenant}.example.com/token", "", NULL },
    { "https://{tenant}.example.com/token", "a@b", NULL },
    { "https://{tenant}.example.com/token",
      "a123456789a123456789a123456789a123456789a123456789a123456789a123", NULL },
    { "https://login.example.com/{tenant}", "acme?x=1", "https://login.example.com/acme%3Fx%3D1" },
    { "{tenant}/token", "https://idp.example.com/", "https://idp.example.com/token" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwVariables) variables = mw_variables_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *address = NULL;

      mw_variables_set_text (variables, "tenant", cases[i].value);
      address = mw_endpoint_fill (cases[i].text, "https://erp.example.com/base/", variables, &error);
      g_test_message ("%s %s", cases[i].text, cases[i].value);
      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_true ((address == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/oauth-files/good", test_good);
  g_test_add_func ("/catalog/oauth-files/endpoint-values", test_endpoint_values);
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog/oauth-files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  return g_test_run ();
}
