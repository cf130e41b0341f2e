/* test-fault-oauth.c: fault 24: what can go wrong with the browser's part of a sign-in, and at the token
 * endpoint, while somebody connects
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-diagnosis.h"
#include "mw-fault-test.h"
#include "mw-foreign-sign-in.h"
#include "mw-health.h"
#include "mw-test-certificates.h"

static char *home;

#define TOKEN_ANSWER "{\"access_token\":\"canary-access-1\",\"refresh_token\":\"canary-refresh-1\"}"

typedef struct
{
  const char *name;
  const char *comes;    /* behind the state, in the address that the browser ends at */
  const char *token;    /* what the token endpoint answers with status 400; NULL: a token */
  gboolean other_state; /* the browser brings a state that was not asked with */
  gboolean port_taken;  /* another program listens where the browser should come back to */
  GQuark (*domain) (void);
  int code; /* of a page: not looked at */
  MwHealth health;
  const char *title; /* a part of it */
  MwAdviceAction action;
  guint n_tokens; /* questions to the token endpoint */
} Case;

static const Case cases[] = {
  { "declined", "&error=access_denied", NULL, FALSE, FALSE, mw_auth_error_quark, MW_AUTH_ERROR_DENIED,
    MW_HEALTH_SIGN_IN_AGAIN, "was declined", MW_ADVICE_TRY_AGAIN, 0 },
  { "administrator", "&error=access_denied&error_description=AADSTS90094%3A%20Need%20admin%20approval", NULL,
    FALSE, FALSE, mw_foreign_sign_in_quark, 0, MW_HEALTH_PERMISSION_MISSING, "An administrator must agree",
    MW_ADVICE_TRY_AGAIN, 0 },
  { "consent-at-token", "&code=canary-code",
    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS65001: The user or administrator has not "
    "consented\"}",
    FALSE, FALSE, mw_foreign_sign_in_quark, 0, MW_HEALTH_PERMISSION_MISSING, "An administrator must agree",
    MW_ADVICE_TRY_AGAIN, 1 },
  { "rule", "&error=access_denied&error_description=AADSTS53003%3A%20Blocked", NULL, FALSE, FALSE,
    mw_foreign_sign_in_quark, 0, MW_HEALTH_PERMISSION_MISSING, "A rule of your company", MW_ADVICE_NONE, 0 },
  { "second-step", "&code=canary-code",
    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: multi-factor\"}", FALSE, FALSE,
    mw_foreign_sign_in_quark, 0, MW_HEALTH_SIGN_IN_AGAIN, "second step", MW_ADVICE_SWITCH, 1 },
  /* A longer number is another error. */
  { "other-number", "&code=canary-code",
    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS500761: something else\"}", FALSE, FALSE,
    mw_auth_error_quark, MW_AUTH_ERROR_REFUSED, MW_HEALTH_SIGN_IN_AGAIN, "does not accept this sign-in",
    MW_ADVICE_TRY_AGAIN, 1 },
  { "code-replayed", "&code=canary-code", "{\"error\":\"invalid_grant\"}", FALSE, FALSE, mw_auth_error_quark,
    MW_AUTH_ERROR_REFUSED, MW_HEALTH_SIGN_IN_AGAIN, "does not accept this sign-in", MW_ADVICE_TRY_AGAIN, 1 },
  { "other-state", "&code=canary-code", NULL, TRUE, FALSE, mw_auth_error_quark, MW_AUTH_ERROR_PASTED,
    MW_HEALTH_WORKING, "not the address", MW_ADVICE_TRY_AGAIN, 0 },
  { "port-taken", NULL, NULL, FALSE, TRUE, mw_auth_error_quark, MW_AUTH_ERROR_PORT, MW_HEALTH_WORKING,
    "cannot come back", MW_ADVICE_TRY_AGAIN, 0 },
};

/* The address that a browser ends at, pasted by a person. */
static void
on_prompt (MwAuthPrompt *prompt, const Case *self)
{
  const char *uri = mw_auth_prompt_get_uri (prompt);
  g_autoptr (GHashTable) asked = NULL;
  g_autofree char *end = NULL;

  if (mw_auth_prompt_get_kind (prompt) != MW_AUTH_PROMPT_BROWSER)
    return;
  asked = g_uri_parse_params (strchr (uri, '?') + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  end = g_strdup_printf ("%s?state=%s%s", (const char *) g_hash_table_lookup (asked, "redirect_uri"),
                         self->other_state ? "another" : (const char *) g_hash_table_lookup (asked, "state"),
                         self->comes);
  mw_auth_prompt_answer (prompt, end);
}

static MwFixtureServer *
depot_new (const Case *self)
{
  MwFixtureServer *server = mw_fixture_server_new ();

  mw_fixture_server_add_json (server, "/version", "{\"workshop\":\"9.1\"}");
  if (self->token != NULL)
    mw_fixture_server_add (server, "/token", &(MwFixtureAnswer) { .status = 400, .body = self->token });
  else
    mw_fixture_server_add_json (server, "/token", TOKEN_ANSWER);
  return server;
}

/* What a person is told, and that a second try with what was typed begins anew. */
static DexFuture *
case_fiber (gpointer data)
{
  const Case *self = data;
  g_autoptr (MwFixtureServer) server = depot_new (self);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "depot");
  const MwSignIn *sign_in = mw_system_find_sign_in (system, "browser");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;

  mw_draft_set_sign_in (draft, sign_in);
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "client", "anna");
  if (self->port_taken)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
      g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, 0);
      g_autoptr (GSocketAddress) bound = NULL;

      g_assert_true (g_socket_listener_add_address (other, wanted, G_SOCKET_TYPE_STREAM,
                                                    G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error));
      /* As a file that says which port; this system's takes any. */
      ((MwOAuthRedirect *) sign_in->oauth2.redirect)->port = g_inet_socket_address_get_port (
        G_INET_SOCKET_ADDRESS (bound));
    }
  ladder = mw_ladder_new (engine, draft);
  g_signal_connect (mw_ladder_get_prompt (ladder), "changed", G_CALLBACK (on_prompt), (gpointer) self);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (self->domain ()));
  if (error->domain != MW_FOREIGN_SIGN_IN)
    g_assert_cmpint (error->code, ==, self->code);
  g_assert_cmpint (mw_health_after (error, MW_HEALTH_WORKING), ==, self->health);
  advice = mw_advice_new_for_draft (error, draft);
  g_test_message ("%s / %s", advice->title, advice->body);
  g_assert_nonnull (strstr (advice->title, self->title));
  g_assert_cmpint (advice->action, ==, self->action);
  g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
  g_assert_cmpuint (mw_fixture_server_count (server, "/token"), ==, self->n_tokens);
  g_assert_cmpint (mw_auth_prompt_get_kind (mw_ladder_get_prompt (ladder)), ==, MW_AUTH_PROMPT_NOTHING);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  g_assert_cmpstr (mw_draft_get_value (draft, "client"), ==, "anna");
  mw_test_assert_nowhere (home, "canary");
  return dex_future_new_true ();
}

/* RFC 7523: dated by a clock that is three hours off, and refused so a second time by the server's. */
static DexFuture *
clock_fiber (gpointer data)
{
  const gint64 ahead = 3 * 3600;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) there = g_date_time_add_seconds (now, (double) ahead);
  g_autofree char *date = g_date_time_format (there, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n");
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autofree char *issuer = g_strdup_printf ("{\"issuer\":\"%s\",\"token_endpoint\":\"%s/token\"}", url, url);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "depot"));
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;
  const MwSignIn *sign_in;

  mw_fixture_server_add_json (server, "/version", "{\"workshop\":\"9.1\"}");
  mw_fixture_server_add_json (server, "/.well-known/openid-configuration", issuer);
  mw_fixture_server_add (
    server, "/token",
    &(MwFixtureAnswer) { .status = 401, .headers = date, .body = "{\"error\":\"invalid_client\"}" });
  sign_in = mw_system_find_sign_in (mw_draft_get_system (draft), "signed");
  /* Of the kind that the certificate's key is. */
  ((MwOAuthAssertion *) sign_in->oauth2.assertion)->algorithm = MW_JWT_ES256;
  mw_draft_set_sign_in (draft, sign_in);
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "issuer", url);
  mw_draft_set_value (draft, "client", "anna");
  mw_draft_set_value (draft, "pem", strstr (MW_TEST_CERTIFICATE_LOCAL, "-----BEGIN PRIVATE KEY"));
  ladder = mw_ladder_new (engine, draft);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_error (error, MW_DIAGNOSIS, MW_DIAGNOSIS_CLOCK);
  advice = mw_advice_new_for_draft (error, draft);
  g_assert_cmpstr (advice->title, ==, "The clock of this computer is 3 hours off");
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRY_AGAIN);
  g_assert_cmpuint (mw_fixture_server_count (server, "/token"), ==, 2);
  return dex_future_new_true ();
}

static void
run_case (gconstpointer data)
{
  mw_test_run_fiber (case_fiber, (gpointer) data);
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/oauth/24-%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], run_case);
    }
  g_test_add_data_func ("/faults/oauth/24-clock", (gconstpointer) clock_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
