/* test-look.c: where a secret is going to is asked without one first, once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-foreign-sign-in.h"
#include "mw-ladder-test.h"
#include "mw-moved.h"
#include "mw-test-certificates.h"
#include "mw-transport-private.h"

#define KEY      "canary-key-31d0"
#define PASSWORD "canary-password-31d1"
#define SECRET   "canary-secret-31d2"
#define TOKEN    "canary-token-31d3"
/* Of one look that nobody answers. */
#define PATIENCE 5

static const char *const all_ways[] = { "key", "bare", "password", "service", "own-service" };

/* What a server has heard that it should not. */
static void
assert_no_canary (MwFixtureServer *server)
{
  for (guint i = 0; i < mw_fixture_server_count (server, NULL); i++)
    {
      g_autoptr (MwFixtureRequest) request = mw_fixture_server_dup_request (server, i);
      g_autoptr (GPtrArray) headers = g_hash_table_get_values_as_ptr_array (request->headers);
      gsize size = 0;
      const char *body = g_bytes_get_data (request->body, &size);

      for (guint n = 0; n < headers->len; n++)
        g_assert_null (strstr (headers->pdata[n], "canary"));
      g_assert_null (strstr (request->target, "canary"));
      g_assert_null (size > 0 ? g_strstr_len (body, (gssize) size, "canary") : NULL);
    }
}

static gboolean
is_signed_in (const MwFixtureRequest *request)
{
  const char *key = mw_fixture_request_get_header (request, "x-api-key");

  return g_strcmp0 (key, KEY) == 0 || g_strcmp0 (key, TOKEN) == 0;
}

/* The cellar: nothing without a sign-in. */
static void
answer_cellar (MwFixtureServer *server,
               const MwFixtureRequest *request,
               MwFixtureAnswer *answer,
               gpointer data)
{
  if (g_str_equal (request->method, "POST"))
    answer->body = "{\"token\":\"" TOKEN "\",\"access_token\":\"" TOKEN "\",\"token_type\":\"Bearer\"}";
  else if (g_str_equal (request->path, "/api/login") || g_str_equal (request->path, "/oauth/token"))
    answer->status = 405;
  else if (!is_signed_in (request))
    answer->status = 401;
  else
    answer->body = "{\"items\":[{\"id\":1,\"name\":\"Anna\"}]}";
}

static MwFixtureServer *
cellar_new (void)
{
  MwFixtureServer *server = mw_fixture_server_new ();

  mw_fixture_server_add_handler (server, NULL, answer_cellar, NULL);
  return server;
}

static MwDraft *
dup_draft (MwEngine *engine, const char *sign_in, const char *url, const char *login_url)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "cellar");
  MwDraft *draft = mw_draft_new (system);

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, sign_in));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "login_url", login_url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", PASSWORD);
  mw_draft_set_value (draft, "key", KEY);
  mw_draft_set_value (draft, "client", "us");
  mw_draft_set_value (draft, "secret", SECRET);
  return draft;
}

/* One that leads everybody to the same path of the server in @data, or to the text there. */
static void
lead_away (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  g_autofree char *uri = mw_fixture_server_dup_uri (data, request->target);

  answer->status = 302;
  answer->headers = mw_fixture_server_keep (server, g_strdup_printf ("Location: %s\r\n", uri));
}

static void
lead_to (MwFixtureServer *server, const MwFixtureRequest *request, MwFixtureAnswer *answer, gpointer data)
{
  answer->status = 302;
  answer->headers = data;
}

/* The first request of each server has nothing secret, and there is one of them; what follows is the sign-in.
 */
static DexFuture *
once_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (all_ways); i++)
    {
      g_autoptr (MwFixtureServer) server = cellar_new ();
      g_autoptr (MwFixtureServer) login = cellar_new ();
      g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
      g_autofree char *login_url = mw_fixture_server_dup_uri (login, NULL);
      g_autoptr (MwDraft) draft = dup_draft (engine, all_ways[i], url, login_url);
      g_autoptr (MwFixtureRequest) first = NULL;
      g_autoptr (MwConnection) connection = NULL;
      g_autoptr (GError) error = NULL;
      const char *asked = g_str_equal (all_ways[i], "bare")          ? "/api/vendors"
                          : g_str_equal (all_ways[i], "password")    ? "/api/login"
                          : g_str_equal (all_ways[i], "own-service") ? "/oauth/token"
                                                                     : "/api/me";
      gboolean has_check = !g_str_equal (all_ways[i], "bare") && !g_str_equal (all_ways[i], "password");
      gboolean has_call = g_str_equal (all_ways[i], "password") || g_str_equal (all_ways[i], "own-service");

      g_test_message ("%s", all_ways[i]);
      connection = connect_workshop (engine, draft, NULL, &error);
      g_assert_no_error (error);
      /* The look, the login, its check and the first record. */
      g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 2 + has_check + has_call);
      first = mw_fixture_server_dup_request (server, 0);
      g_assert_cmpstr (first->method, ==, "GET");
      g_assert_cmpstr (first->target, ==, asked);
      g_assert_null (mw_fixture_request_get_header (first, "x-api-key"));
      g_assert_null (mw_fixture_request_get_header (first, "authorization"));
      g_assert_cmpuint (mw_fixture_server_count (login, NULL), ==,
                        g_str_equal (all_ways[i], "service") ? 2 : 0);
      g_assert_cmpuint (mw_fixture_server_count (login, "GET /oauth/token"), ==,
                        g_str_equal (all_ways[i], "service") ? 1 : 0);
      disconnect (engine, connection);
    }
  return dex_future_new_true ();
}

/* What leads elsewhere gets nothing secret, nor does the place that it leads to; once the user takes that
 * address, it works. */
static DexFuture *
moved_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (all_ways); i++)
    {
      g_autoptr (MwFixtureServer) server = cellar_new ();
      g_autoptr (MwFixtureServer) login = cellar_new ();
      g_autoptr (MwFixtureServer) front = mw_fixture_server_new ();
      g_autofree char *right = mw_fixture_server_dup_uri (server, NULL);
      g_autofree char *url = mw_fixture_server_dup_uri (front, NULL);
      g_autofree char *login_url = mw_fixture_server_dup_uri (login, NULL);
      g_autoptr (MwDraft) draft = dup_draft (engine, all_ways[i], url, login_url);
      g_autoptr (MwConnection) connection = NULL;
      g_autoptr (MwAdvice) advice = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", all_ways[i]);
      mw_fixture_server_add_handler (front, NULL, lead_away, server);
      connection = connect_workshop (engine, draft, NULL, &error);
      g_assert_null (connection);
      g_assert_error (error, MW_MOVED, 0);
      g_assert_cmpstr (error->message, ==, right);
      g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
      g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
      g_assert_cmpuint (mw_fixture_server_count (login, NULL), ==, 0);
      assert_no_canary (front);

      advice = mw_advice_new_for_draft (error, draft);
      g_assert_cmpint (advice->action, ==, MW_ADVICE_USE_ADDRESS);
      g_assert_cmpstr (advice->field, ==, "url");
      mw_draft_set_value (draft, advice->field, advice->address);
      g_clear_error (&error);
      connection = connect_workshop (engine, draft, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
      disconnect (engine, connection);
    }
  return dex_future_new_true ();
}

/* The same of the token's address, which has a field of its own. */
static DexFuture *
token_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = cellar_new ();
  g_autoptr (MwFixtureServer) login = cellar_new ();
  g_autoptr (MwFixtureServer) front = mw_fixture_server_new ();
  g_autofree char *right = mw_fixture_server_dup_uri (login, NULL);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autofree char *login_url = mw_fixture_server_dup_uri (front, NULL);
  g_autoptr (MwDraft) draft = dup_draft (engine, "service", url, login_url);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (MwAdvice) advice = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_handler (front, NULL, lead_away, login);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_null (connection);
  g_assert_nonnull (error);
  g_assert_true (error->domain == MW_MOVED && error->code > 0);
  g_assert_cmpstr (error->message, ==, right);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (login, NULL), ==, 0);
  assert_no_canary (front);
  assert_no_canary (server);

  advice = mw_advice_new_for_draft (error, draft);
  g_assert_cmpint (advice->action, ==, MW_ADVICE_USE_ADDRESS);
  g_assert_cmpstr (advice->field, ==, "login_url");
  g_assert_cmpstr (advice->address, ==, right);
  g_assert_cmpstr (advice->title, ==, "“Address of the sign-in” leads to another address");
  mw_draft_set_value (draft, advice->field, advice->address);
  g_clear_error (&error);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* A server that says no to this request, breaks it off or never answers it may take a sign-in all the same.
 */
static DexFuture *
refused_fiber (gpointer data)
{
  static const MwFixtureAnswer answers[] = {
    { .status = 400 },
    { .status = 403, .type = "text/html", .body = "<!doctype html><input type=\"password\">" },
    { .status = 404 },
    { .status = 429, .headers = "Retry-After: 30\r\n" },
    { .status = 500 },
    { .status = 503, .headers = "Retry-After: 30\r\n" },
    { .status = 200, .type = "text/html", .body = "<!doctype html><input type=\"password\">" },
    { .status = 401, .headers = "WWW-Authenticate: Negotiate\r\n" },
    { .status = 302, .headers = "Location: https://user@127.0.0.1/\r\n", .flags = MW_FIXTURE_CUT_HEAD },
    { .flags = MW_FIXTURE_RESET },
    { .body = "no end ", .flags = MW_FIXTURE_ENDLESS },
    { .flags = MW_FIXTURE_SILENT },
  };
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MwFixtureServer) server = cellar_new ();
      g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
      g_autoptr (MwDraft) draft = dup_draft (engine, "password", url, NULL);
      g_autoptr (MwLadder) ladder = NULL;
      g_autoptr (MwConnection) connection = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      mw_fixture_server_add (server, "GET /api/login", &answers[i]);
      connection = connect_workshop (engine, draft, &ladder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mw_fixture_server_count (server, "GET /api/login"), ==, 1);
      g_assert_cmpuint (mw_fixture_server_count (server, "POST /api/login"), ==, 1);
      g_assert_cmpint (get_state (ladder, "It is Cellar", NULL), ==, MW_STEP_SKIPPED);
      disconnect (engine, connection);
    }
  return dex_future_new_true ();
}

/* Lets in who has a key, and shows the others to a sign-in page for people. */
static void
answer_with_page (MwFixtureServer *server,
                  const MwFixtureRequest *request,
                  MwFixtureAnswer *answer,
                  gpointer data)
{
  if (is_signed_in (request))
    answer_cellar (server, request, answer, NULL);
  else
    lead_to (server, request, answer, data);
}

static DexFuture *
page_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (MwDraft) draft = dup_draft (engine, "key", url, NULL);
  g_autoptr (MwCertificate) certificate = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwLadder) second = NULL;
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  connection = connect_workshop (engine, draft, &ladder, &error);
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  certificate = mw_ladder_dup_certificate (ladder);
  mw_draft_set_certificate (draft, certificate);
  g_clear_error (&error);

  mw_fixture_server_add_handler (server, NULL, answer_with_page,
                                 (gpointer) "Location: https://acme.okta.com/app/sso\r\n");
  connection = connect_workshop (engine, draft, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_state (second, "It is Cellar", &detail), ==, MW_STEP_WARNING);
  g_assert_nonnull (strstr (detail, "Okta"));
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* What stands in between lets nothing through, and on a line that is not encrypted nothing follows after who
 * leads elsewhere. */
static DexFuture *
stopped_fiber (gpointer data)
{
  static const struct
  {
    const char *headers;
    gboolean is_foreign;
  } table[] = {
    { "Location: https://acme.cloudflareaccess.com/cdn-cgi/access/login/erp\r\n", TRUE },
    { "Location: /my.policy\r\n", TRUE },
    { "Location: https://acme.okta.com/app/sso\r\n", TRUE },
    { "Location: https://anna:canary@127.0.0.1/api/me\r\n", FALSE },
    { "Location: javascript:alert(1)\r\n", FALSE },
  };
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (MwFixtureServer) server = mw_fixture_server_new ();
      g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
      g_autoptr (MwDraft) draft = dup_draft (engine, "key", url, NULL);
      g_autoptr (MwConnection) connection = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", table[i].headers);
      mw_fixture_server_add_handler (server, "/api/me", lead_to, (gpointer) table[i].headers);
      connection = connect_workshop (engine, draft, NULL, &error);
      g_assert_null (connection);
      if (table[i].is_foreign)
        g_assert_true (error->domain == MW_FOREIGN_SIGN_IN);
      else
        g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_REDIRECT);
      assert_no_canary (server);
    }
  return dex_future_new_true ();
}

/* From http to https: nothing secret goes over the line that is not encrypted. */
static DexFuture *
encrypted_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = mw_fixture_server_new_tls (MW_TEST_CERTIFICATE_LOCAL);
  g_autoptr (MwFixtureServer) front = mw_fixture_server_new ();
  g_autofree char *right = mw_fixture_server_dup_uri (server, NULL);
  g_autofree char *url = mw_fixture_server_dup_uri (front, NULL);
  g_autoptr (MwDraft) draft = dup_draft (engine, "password", url, NULL);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  mw_draft_set_allow_plain (draft, TRUE);
  mw_fixture_server_add_handler (front, NULL, lead_away, server);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_null (connection);
  g_assert_error (error, MW_MOVED, 0);
  g_assert_true (g_str_has_prefix (error->message, "https://"));
  g_assert_cmpstr (error->message, ==, right);
  g_assert_cmpuint (mw_fixture_server_count (front, NULL), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (server, NULL), ==, 0);
  assert_no_canary (front);
  return dex_future_new_true ();
}

/* On the same server, to another path: below it everything is where it was. */
static DexFuture *
path_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwFixtureServer) server = cellar_new ();
  g_autofree char *right = mw_fixture_server_dup_uri (server, "/erp");
  g_autofree char *url = mw_fixture_server_dup_uri (server, NULL);
  g_autoptr (MwDraft) draft = dup_draft (engine, "key", url, NULL);
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_handler (server, "/api/me", lead_to, (gpointer) "Location: /erp/api/me\r\n");
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_null (connection);
  g_assert_error (error, MW_MOVED, 0);
  g_assert_cmpstr (error->message, ==, right);
  assert_no_canary (server);

  /* To a page of it: the address is right. */
  g_clear_error (&error);
  mw_fixture_server_clear (server);
  mw_fixture_server_add_handler (server, "/api/me", answer_with_page, (gpointer) "Location: /login\r\n");
  mw_fixture_server_add_handler (server, NULL, answer_cellar, NULL);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "once", once_fiber },           { "moved", moved_fiber }, { "token", token_fiber },
    { "refused", refused_fiber },     { "page", page_fiber },   { "stopped", stopped_fiber },
    { "encrypted", encrypted_fiber }, { "path", path_fiber },
  };
  const MwTransportDefaults defaults = { .probe = PATIENCE };

  mw_transport_set_defaults (&defaults);
  return run_ladder_tests (argc, argv, "/connection/look/", tests, G_N_ELEMENTS (tests));
}
