/* test-fault-sign-in.c: another sign-in is wanted than the one that is tried: before it, at it, and in the
 * middle of a load
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fault-test.h"
#include "mw-foreign-sign-in.h"
#include "mw-health.h"

static char *home;

#define WEB(text) .type = "text/html", .body = "<!DOCTYPE html><html>" text "</html>"
#define TO(where) .status = 302, .headers = "Location: " where "\r\n", .body = "moved"
#define ASKS(how) .status = 401, .headers = "WWW-Authenticate: " how "\r\n", .body = "{\"error\":\"no\"}"

typedef struct
{
  const char *name; /* id of the page; NULL: none */
  MwFixtureAnswer answer;
  MwHealth health;
  MwAdviceAction action; /* while somebody connects; the system has a key beside the password */
  const char *title;     /* a part of it */
} Page;

static const Page pages[] = {
  { "entra",
    { TO ("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Microsoft Entra" },
  { "entra",
    { TO ("https://login.microsoftonline.us/common/saml2?SAMLRequest=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Microsoft Entra" },
  { "entra",
    { TO ("https://login.chinacloudapi.cn/common/oauth2") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Microsoft Entra" },
  { "ad-fs",
    { TO ("https://sts.acme.example/adfs/ls/?wa=wsignin1.0&wtrealm=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "AD FS" },
  { "okta",
    { TO ("https://acme.okta.com/app/x/sso/saml") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Okta" },
  { "auth0",
    { TO ("https://acme.eu.auth0.com/authorize?response_type=code") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Auth0" },
  { "ping",
    { TO ("https://auth.pingone.eu/1/as/authorize") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Ping Identity" },
  { "onelogin",
    { TO ("https://acme.onelogin.com/trust/saml2/http-redirect/sso/1") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "OneLogin" },
  { "google",
    { TO ("https://accounts.google.com/o/oauth2/v2/auth") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Google" },
  { "sap-cloud-identity",
    { TO ("https://a1b2.accounts.ondemand.com/saml2/idp/sso") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "SAP Cloud Identity Services" },
  { "ibm-verify",
    { TO ("https://acme.verify.ibm.com/oidc/endpoint/default/authorize") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "IBM Verify" },
  { "keycloak",
    { TO ("https://id.acme.example/realms/plant/protocol/openid-connect/auth?client_id=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Keycloak" },
  { "shibboleth",
    { TO ("https://idp.acme.example/idp/profile/SAML2/Redirect/SSO?SAMLRequest=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Shibboleth" },
  { "saml",
    { TO ("https://sso.acme.example/in?SAMLRequest=x") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "your company" },
  { "saml",
    { WEB ("<form method=post><input type=hidden name=\"SAMLRequest\" value=x></form>") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "your company" },
  { "openid",
    { TO ("https://sso.acme.example/in?response_type=code&state=1") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "your company" },
  { "form",
    { WEB ("<form action=/login><input type=\"password\" name=p></form>") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "a web page" },
  { "cloudflare-access",
    { TO ("https://acme.cloudflareaccess.com/cdn-cgi/access/login/erp.acme.example?kid=x") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "Cloudflare Access" },
  { "f5-apm", { TO ("{here}/my.policy") }, MW_HEALTH_NOT_REACHABLE, MW_ADVICE_NONE, "F5 BIG-IP" },
  { "netscaler",
    { TO ("{here}/logon/LogonPoint/tmindex.html") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "Citrix NetScaler" },
  { "entra-application-proxy",
    { TO ("https://login.microsoftonline.com/x/oauth2/"
          "authorize?redirect_uri=https%3a%2f%2ferp-acme.msappproxy.net%2f") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "application proxy" },
  { "zscaler",
    { TO ("https://gateway.zscaler.net:443/auD?origurl=x") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_TRY_AGAIN,
    "Your network" },
  { "zscaler",
    { .status = 403, WEB ("<title>Website blocked</title><img src=https://gateway.zscaler.net/l.png>") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_TRY_AGAIN,
    "Your network" },
  { "netskope",
    { .status = 403, WEB ("<script src=https://nsweb.goskope.com/b.js></script>") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_TRY_AGAIN,
    "Your network" },
  { "captive-portal",
    { .status = 511, WEB ("<p>Sign in to the guest network") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_TRY_AGAIN,
    "Your network" },
  { "kerberos", { ASKS ("Negotiate, NTLM") }, MW_HEALTH_SIGN_IN_AGAIN, MW_ADVICE_SWITCH, "Windows sign-in" },
  { "digest",
    { ASKS ("Digest realm=\"erp\", nonce=\"1\"") },
    MW_HEALTH_SIGN_IN_AGAIN,
    MW_ADVICE_SWITCH,
    "Digest" },
  { "client-certificate",
    { .status = 400, WEB ("<head><title>400 No required SSL certificate was sent</title></head>") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "wants a certificate" },
  { "client-certificate",
    { .status = 496, WEB ("<p>no") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "wants a certificate" },
  { "client-certificate",
    { .status = 403, WEB ("<h2>HTTP Error 403.7 - Forbidden</h2>") },
    MW_HEALTH_NOT_REACHABLE,
    MW_ADVICE_NONE,
    "wants a certificate" },
  /* Names that only look like one, and what says nothing of the kind. */
  { NULL, { TO ("https://notokta.com/login") } },
  { NULL, { TO ("https://okta.com.acme.example/") } },
  { NULL, { WEB ("<title>Welcome</title><p>The plant's portal") } },
  { NULL, { ASKS ("Basic realm=\"erp\", Negotiate") } },
  { NULL,
    { .status = 401,
      .headers = "Set-Cookie: PD-S-SESSION-ID=1\r\nSet-Cookie: MRHSession=2\r\n",
      .body = "{}" } },
  { NULL, { .status = 403, .body = "{\"error\":\"client certificate required\"}" } },
};

typedef struct
{
  const Page *page;
  MwFaultPlace place;
} Case;

static void
assert_told (const Page *page, const GError *error, const MwAdvice *advice)
{
  g_test_message ("%s / %s", advice->title, advice->body);
  g_assert_error (error, MW_FOREIGN_SIGN_IN, error->code);
  g_assert_cmpstr (mw_foreign_sign_in_get_page (error)->id, ==, page->name);
  g_assert_cmpint (mw_health_after (error, MW_HEALTH_WORKING), ==, page->health);
  g_assert_nonnull (strstr (advice->title, page->title));
  g_assert_null (strchr (advice->title, '{'));
  g_assert_null (strchr (advice->body, '{'));
  g_assert_true (advice->details == NULL || strstr (advice->details, "canary") == NULL);
}

/* What the system refused is not sent to it before something else is typed. */
static void
type_again (MwFaultPlant *plant, MwEngine *engine, MwDraft *draft)
{
  guint n_logins = mw_fault_plant_count_logins (plant);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, n_logins);
  mw_draft_set_value (draft, "password", "another");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
}

/* While somebody connects: the page is named, another way offered where there is one, everything that was
 * typed is still there, and nothing went to where the page is. */
static DexFuture *
climb_fiber (gpointer data)
{
  const Case *self = data;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;

  mw_fault_plant_break (plant, self->place, &self->page->answer, 0);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  g_assert_nonnull (error);
  if (self->page->name == NULL)
    {
      g_assert_true (error->domain != MW_FOREIGN_SIGN_IN);
      return dex_future_new_true ();
    }
  advice = mw_advice_new_for_draft (error, draft);
  assert_told (self->page, error, advice);
  g_assert_cmpint (advice->action, ==, self->page->action);
  g_assert_true ((advice->sign_in != NULL) == (advice->action == MW_ADVICE_SWITCH));
  if (advice->sign_in != NULL)
    g_assert_cmpstr (advice->sign_in->id, ==, "key");
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), ==, self->place == MW_FAULT_AT_LOGIN ? 1 : 0);
  mw_fault_plant_mend (plant);
  if (mw_draft_get_refusal (draft) != NULL)
    type_again (plant, engine, draft);
  connection = mw_fault_connect (engine, draft);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

/* In the middle of a load: the rows stay, and one button does what can be done. */
static DexFuture *
load_fiber (gpointer data)
{
  const Case *self = data;
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (MwReading) reading = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;

  mw_fault_plant_break (plant, self->place, &self->page->answer, 0);
  reading = g_object_ref (mw_fault_read (engine, connection, "purchase_order", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_KEPT);
  if (self->page->name != NULL)
    {
      /* Also when other lists were read well meanwhile. */
      mw_fault_read (engine, connection, "vendor", NULL);
      advice = mw_connection_dup_advice (connection, mw_reading_get_error (reading));
      assert_told (self->page, error, advice);
      g_assert_cmpint (advice->action, ==,
                       self->page->health == MW_HEALTH_SIGN_IN_AGAIN ? MW_ADVICE_SIGN_IN_AGAIN
                                                                     : MW_ADVICE_TRY_AGAIN);
    }
  else
    g_assert_true (error->domain != MW_FOREIGN_SIGN_IN);
  /* Only a 401 may mean that the token has ended, and is worth one renewal. */
  g_assert_cmpuint (mw_fault_plant_count_logins (plant), <=, self->page->answer.status == 401 ? 2 : 1);
  mw_fault_plant_mend (plant);
  mw_fault_plant_assert_kept_secrets (plant);
  mw_test_assert_nowhere (home, "canary");
  mw_fault_disconnect (engine, connection);
  return dex_future_new_true ();
}

static void
run_case (gconstpointer data)
{
  const Case *self = data;

  mw_test_run_fiber (self->place == MW_FAULT_AT_PAGE ? load_fiber : climb_fiber, (gpointer) data);
}

static void
add_case (guint i, MwFaultPlace place, const char *where)
{
  g_autofree char *path = g_strdup_printf ("/faults/sign-in/%s/%u-%s", where, i,
                                           pages[i].name != NULL ? pages[i].name : "other");
  Case *self = g_new (Case, 1);

  *self = (Case) { &pages[i], place };
  g_test_add_data_func_full (path, self, (GTestDataFunc) run_case, g_free);
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      add_case (i, MW_FAULT_AT_PROBE, "probe");
      add_case (i, MW_FAULT_AT_LOGIN, "login");
      add_case (i, MW_FAULT_AT_PAGE, "page");
    }
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
