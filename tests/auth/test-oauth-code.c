/* test-oauth-code.c: the authorization code, with a test that plays the browser
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-pkce.h"

#define ANSWER "{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"canary-refresh-1\",\"expires_in\":60}"
#define CODE   "canary-code-1"

/* RFC 7636 appendix B. */
static void
test_pkce (void)
{
  g_autofree char *challenge = mw_pkce_dup_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *a = mw_pkce_make_verifier ();
  g_autofree char *b = mw_pkce_make_verifier ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (a), ==, 43);
  g_assert_cmpuint (strspn (a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
  g_assert_cmpstr (a, !=, b);
}

/* A sign-in that waits for the browser, and what the browser was told. */
typedef struct
{
  Fixture *fixture;
  MwAuthPrompt *prompt;
  DexFuture *session;
  char *uri;
  GHashTable *asked;
} Trip;

static Trip
begin (const char *sign_in, MwAuthPromptKind kind, const char *issuer)
{
  Trip self = { fixture_new (sign_in), mw_auth_prompt_new () };
  g_autoptr (GError) error = NULL;
  const char *query;

  mw_variables_set_text (self.fixture->settings, "issuer", issuer);
  self.session = mw_session_sign_in (self.fixture->system, self.fixture->sign_in, self.fixture->transport,
                                     self.fixture->settings, self.fixture->input, FALSE, self.prompt);
  while (mw_auth_prompt_get_kind (self.prompt) != kind && dex_future_is_pending (self.session))
    dex_await (dex_timeout_new_msec (2), NULL);
  if (mw_auth_prompt_get_uri (self.prompt) == NULL)
    return self;
  self.uri = g_strdup (mw_auth_prompt_get_uri (self.prompt));
  query = strchr (self.uri, '?');
  g_assert_nonnull (query);
  self.asked = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_WWW_FORM, &error);
  g_assert_no_error (error);
  return self;
}

static void
trip_clear (Trip *self)
{
  dex_clear (&self->session);
  g_clear_object (&self->prompt);
  g_clear_pointer (&self->fixture, fixture_free);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_free (self->uri);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trip, trip_clear)

static const char *
get_asked (Trip *self, const char *name)
{
  return g_hash_table_lookup (self->asked, name);
}

/* The browser comes back with @more behind the state. */
static void
come_back (Trip *self, const char *more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_strdup_printf ("%s?state=%s&%s", get_asked (self, "redirect_uri"),
                                          get_asked (self, "state"), more);
  g_autoptr (MwTransport)
    browser = mw_transport_new_beside (self->fixture->transport, get_asked (self, "redirect_uri"), &error);
  g_autoptr (MwRequest) request = mw_request_new ("GET", uri);
  g_autoptr (MwResponse) response = NULL;

  g_assert_no_error (error);
  mw_request_set_repeatable (request, FALSE);
  response = dex_await_object (mw_transport_send (browser, request), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_response_get_status (response), ==, 200);
}

static MwSession *
end (Trip *self, GError **error)
{
  return dex_await_object (g_steal_pointer (&self->session), error);
}

static DexFuture *
test_browser (gpointer unused)
{
  g_auto (Trip) trip = begin ("browser", MW_AUTH_PROMPT_BROWSER, NULL);
  g_autofree char *authorize = mw_fixture_server_dup_uri (trip.fixture->server, "/authorize?");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) kept = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *realm = NULL;

  g_assert_true (g_str_has_prefix (trip.uri, authorize));
  g_assert_cmpstr (get_asked (&trip, "response_type"), ==, "code");
  g_assert_cmpstr (get_asked (&trip, "client_id"), ==, "anna");
  g_assert_cmpstr (get_asked (&trip, "scope"), ==, "erp.read offline_access");
  g_assert_cmpstr (get_asked (&trip, "prompt"), ==, "consent");
  g_assert_cmpstr (get_asked (&trip, "code_challenge_method"), ==, "S256");
  g_assert_cmpuint (strlen (get_asked (&trip, "state")), ==, 43);
  g_assert_true (g_str_has_prefix (get_asked (&trip, "redirect_uri"), "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (get_asked (&trip, "redirect_uri"), "/callback"));

  mw_fixture_server_add_json (trip.fixture->server, "POST /token", ANSWER);
  come_back (&trip, "code=" CODE "&realmId=4711");
  session = end (&trip, &error);
  g_assert_no_error (error);
  form = fixture_dup_form (trip.fixture, "POST /token");
  g_assert_cmpuint (g_hash_table_size (form), ==, 5);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, CODE);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "anna");
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, get_asked (&trip, "redirect_uri"));
  challenge = mw_pkce_dup_challenge (g_hash_table_lookup (form, "code_verifier"));
  g_assert_cmpstr (get_asked (&trip, "code_challenge"), ==, challenge);
  bearer = fixture_dup_header (trip.fixture, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer " TOKEN);
  realm = fixture_dup_header (trip.fixture, session, "X-Realm");
  g_assert_cmpstr (realm, ==, "4711");
  kept = mw_session_dup_secrets (session);
  g_assert_cmpstr (mw_secrets_get (kept, "refresh_token"), ==, "canary-refresh-1");
  fixture_check_log (trip.fixture);
  while (mw_auth_prompt_get_kind (trip.prompt) != MW_AUTH_PROMPT_NOTHING)
    dex_await (dex_timeout_new_msec (2), NULL);
  return dex_future_new_true ();
}

/* What the browser brings instead of a code, and what the token endpoint says to one. */
static DexFuture *
test_refusals (gpointer unused)
{
  static const struct
  {
    const char *more;
    const char *token; /* answer of the token endpoint; NULL: it is not asked */
    int code;
  } cases[] = {
    { "error=access_denied&error_description=not+today", NULL, MW_AUTH_ERROR_DENIED },
    { "error=invalid_scope", NULL, MW_AUTH_ERROR_SCOPE },
    { "error=unauthorized_client", NULL, MW_AUTH_ERROR_CLIENT },
    { "error=server_error", NULL, MW_AUTH_ERROR_SERVER },
    { "error=temporarily_unavailable", NULL, MW_AUTH_ERROR_SERVER },
    { "nothing=1", NULL, MW_AUTH_ERROR_SERVER },
    { "code=" CODE, "{\"error\":\"invalid_grant\"}", MW_AUTH_ERROR_REFUSED },
    { "code=" CODE, "{\"error\":\"invalid_client\"}", MW_AUTH_ERROR_CLIENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Trip) trip = begin ("browser", MW_AUTH_PROMPT_BROWSER, NULL);
      g_autoptr (GError) error = NULL;

      if (cases[i].token != NULL)
        mw_fixture_server_add (trip.fixture->server, "POST /token",
                               &(MwFixtureAnswer) { .status = 400, .body = cases[i].token });
      come_back (&trip, cases[i].more);
      g_assert_null (end (&trip, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_cmpuint (mw_fixture_server_count (trip.fixture->server, NULL), ==,
                        cases[i].token != NULL ? 1 : 0);
    }
  return dex_future_new_true ();
}

/* RFC 9207: the answer names the issuer that was asked; one that promises to and does not, or names another,
 * gets no code. */
static DexFuture *
test_issuer (gpointer unused)
{
  MwFixtureServer *idp = mw_fixture_server_new ();
  g_autofree char *issuer = mw_fixture_server_dup_uri (idp, "/realm");
  g_autofree char *right = g_strconcat ("code=" CODE "&iss=", issuer, NULL);
  const struct
  {
    gboolean promises;
    const char *more;
    int code; /* -1: well */
  } cases[] = {
    { TRUE, right, -1 },
    { FALSE, right, -1 },
    { FALSE, "code=" CODE, -1 },
    { TRUE, "code=" CODE, MW_AUTH_ERROR_ISSUER },
    { TRUE, "code=" CODE "&iss=https://evil.example", MW_AUTH_ERROR_ISSUER },
    { FALSE, "code=" CODE "&iss=https://evil.example", MW_AUTH_ERROR_ISSUER },
    { FALSE, "error=access_denied&iss=https://evil.example", MW_AUTH_ERROR_ISSUER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *metadata = g_strdup_printf (
        "{\"issuer\":\"%s\",\"token_endpoint\":\"%s/token\",\"authorization_endpoint\":\"%s/auth?tenant=1\","
        "\"authorization_response_iss_parameter_supported\":%s}",
        issuer, issuer, issuer, cases[i].promises ? "true" : "false");
      g_auto (Trip) trip = { NULL };
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;
      guint before = mw_fixture_server_count (idp, "POST /realm/token");

      mw_fixture_server_clear (idp);
      mw_fixture_server_add_json (idp, "GET /realm/.well-known/openid-configuration", metadata);
      mw_fixture_server_add_json (idp, "POST /realm/token", ANSWER);
      trip = begin ("issuer", MW_AUTH_PROMPT_BROWSER, issuer);
      g_assert_cmpstr (get_asked (&trip, "tenant"), ==, "1");
      g_assert_null (get_asked (&trip, "client_secret"));
      come_back (&trip, cases[i].more);
      session = end (&trip, &error);
      g_test_message ("%s: %s", cases[i].more, error ? error->message : "");
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_cmpuint (mw_fixture_server_count (idp, "POST /realm/token") - before, ==,
                        cases[i].code < 0 ? 1 : 0);
    }
  mw_fixture_server_free (idp);
  return dex_future_new_true ();
}

/* Where nothing listens, the person pastes what the browser shows. */
static DexFuture *
test_pasted (gpointer unused)
{
  static const struct
  {
    const char *format; /* of the pasted address, with the state */
    int code;           /* -1: well */
  } cases[] = {
    { "https://localhost/erp?code=" CODE "&state=%s", -1 },
    { "  https://localhost/erp?state=%s&code=" CODE "#top\n", -1 },
    { "https://localhost/erp?error=access_denied&state=%s", MW_AUTH_ERROR_DENIED },
    { "https://localhost/erp?code=" CODE "&state=%s2", MW_AUTH_ERROR_PASTED },
    { "https://localhost/erp2?code=" CODE "&state=%s", MW_AUTH_ERROR_PASTED },
    { "https://evil.example/?code=" CODE "&state=%s", MW_AUTH_ERROR_PASTED },
    { CODE "%s", MW_AUTH_ERROR_PASTED },
    { "%.0s", MW_AUTH_ERROR_PASTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Trip) trip = begin ("pasted", MW_AUTH_PROMPT_PASTE, NULL);
      g_autoptr (GString) address = g_string_new (cases[i].format);
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (get_asked (&trip, "redirect_uri"), ==, "https://localhost/erp");
      mw_fixture_server_add_json (trip.fixture->server, "POST /token", ANSWER);
      g_string_replace (address, "%s", get_asked (&trip, "state"), 0);
      g_string_replace (address, "%.0s", "", 0);
      mw_auth_prompt_answer (trip.prompt, address->str);
      session = end (&trip, &error);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_null (error != NULL ? strstr (error->message, CODE) : NULL);
    }
  return dex_future_new_true ();
}

static void
paste_at_once (MwAuthPrompt *prompt, gpointer unused)
{
  g_autoptr (GHashTable) asked = NULL;
  g_autofree char *address = NULL;

  if (mw_auth_prompt_get_kind (prompt) != MW_AUTH_PROMPT_PASTE)
    return;
  asked = g_uri_parse_params (strchr (mw_auth_prompt_get_uri (prompt), '?') + 1, -1, "&",
                              G_URI_PARAMS_WWW_FORM, NULL);
  address = g_strdup_printf ("https://localhost/erp?code=" CODE "&state=%s",
                             (const char *) g_hash_table_lookup (asked, "state"));
  mw_auth_prompt_answer (prompt, address);
}

/* An answer that comes as soon as it is asked for is not lost. */
static DexFuture *
test_at_once (gpointer unused)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (Fixture) f = fixture_new ("pasted");
      g_autoptr (MwAuthPrompt) prompt = mw_auth_prompt_new ();
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      g_signal_connect (prompt, "changed", G_CALLBACK (paste_at_once), NULL);
      mw_fixture_server_add_json (f->server, "POST /token", ANSWER);
      session = dex_await_object (
        mw_session_sign_in (f->system, f->sign_in, f->transport, f->settings, f->input, FALSE, prompt),
        &error);
      g_assert_no_error (error);
    }
  return dex_future_new_true ();
}

/* The browser may be on another computer: its address is taken from a paste there too. */
static DexFuture *
test_pasted_loopback (gpointer unused)
{
  g_auto (Trip) trip = begin ("browser", MW_AUTH_PROMPT_BROWSER, NULL);
  g_autofree char *address = g_strdup_printf ("%s?code=" CODE "&state=%s", get_asked (&trip, "redirect_uri"),
                                              get_asked (&trip, "state"));
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (trip.fixture->server, "POST /token", ANSWER);
  mw_auth_prompt_answer (trip.prompt, address);
  session = end (&trip, &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* Given up while the browser is away: nobody listens any more, and a late answer finds nothing. */
static DexFuture *
test_given_up (gpointer unused)
{
  g_auto (Trip) trip = begin ("browser", MW_AUTH_PROMPT_BROWSER, NULL);
  g_autoptr (MwTransport) browser = NULL;
  g_autoptr (MwRequest) request = mw_request_new ("GET", get_asked (&trip, "redirect_uri"));
  g_autoptr (GError) error = NULL;
  gboolean is_gone = FALSE;

  dex_clear (&trip.session);
  browser = mw_transport_new_beside (trip.fixture->transport, get_asked (&trip, "redirect_uri"), &error);
  g_assert_no_error (error);
  mw_request_set_repeatable (request, FALSE);
  while (!is_gone)
    {
      g_autoptr (MwResponse) response = dex_await_object (mw_transport_send (browser, request), &error);

      is_gone = g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
      g_clear_error (&error);
      dex_await (dex_timeout_new_msec (5), NULL);
    }
  return dex_future_new_true ();
}

/* Without anybody to ask nothing happens at all. */
static DexFuture *
test_no_prompt (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("browser");
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture_sign_in (f, FALSE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 0);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth-code/pkce", test_pkce);
  mw_auth_test_add ("/oauth-code/browser", test_browser);
  mw_auth_test_add ("/oauth-code/refusals", test_refusals);
  mw_auth_test_add ("/oauth-code/issuer", test_issuer);
  mw_auth_test_add ("/oauth-code/pasted", test_pasted);
  mw_auth_test_add ("/oauth-code/at-once", test_at_once);
  mw_auth_test_add ("/oauth-code/pasted-loopback", test_pasted_loopback);
  mw_auth_test_add ("/oauth-code/given-up", test_given_up);
  mw_auth_test_add ("/oauth-code/no-prompt", test_no_prompt);
  return g_test_run ();
}
