/* test-session.c: signing in, being refused, renewing and signing out, against a scripted server
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-redact.h"

#define LOGIN_OK "{\"result\":{\"uid\":7,\"token\":\"" TOKEN "\",\"until\":1900000000}}"

static DexFuture *
test_body (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) kept = NULL;
  g_autoptr (MwFixtureRequest) login = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *header = NULL;

  mw_fixture_server_add_json (f->server, "POST /rpc", LOGIN_OK);
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
  login = mw_fixture_server_dup_last (f->server, NULL);
  sent = fixture_request_body (login);
  g_assert_nonnull (strstr (sent, "\"" PASSWORD "\""));
  g_assert_null (mw_fixture_request_get_header (login, "Authorization"));

  header = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (header, ==, SESSION_HEADER);
  g_assert_cmpint (mw_session_get_expires_at (session), ==, G_GINT64_CONSTANT (1900000000) * G_USEC_PER_SEC);
  kept = mw_session_dup_secrets (session);
  g_assert_cmpstr (mw_secrets_get (kept, "token"), ==, TOKEN);
  g_assert_null (mw_secrets_get (kept, "password"));
  g_assert_null (mw_secrets_get (kept, "key"));
  return dex_future_new_true ();
}

/* Without a time in the answer the vendor's lifetime counts; a password is kept on request where the file
 * allows it. */
static DexFuture *
test_keeps_password (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (Fixture) g = fixture_new ("cookie");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSession) other = NULL;
  g_autoptr (MwSecrets) kept = NULL;
  g_autoptr (MwSecrets) not_kept = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();

  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":{\"uid\":7,\"token\":\"" TOKEN "\"}}");
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  kept = mw_session_dup_secrets (session);
  g_assert_cmpstr (mw_secrets_get (kept, "password"), ==, PASSWORD);
  g_assert_cmpint (mw_session_get_expires_at (session), >=, now + G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_assert_cmpint (mw_session_get_expires_at (session), <, now + G_GINT64_CONSTANT (3700) * G_USEC_PER_SEC);

  mw_fixture_server_add (
    g->server, "/login",
    &(MwFixtureAnswer) { .body = "{}",
                         .headers = "Set-Cookie: session_id=" TOKEN "\r\nX-Csrf-Token: c\r\n" });
  other = fixture_sign_in (g, TRUE, &error);
  g_assert_no_error (error);
  not_kept = mw_session_dup_secrets (other);
  g_assert_null (mw_secrets_get (not_kept, "password"));
  return dex_future_new_true ();
}

static DexFuture *
test_cookie_and_header (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("cookie");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) login = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *cookie = NULL;
  g_autofree char *csrf = NULL;

  mw_fixture_server_add (f->server, "POST /login",
                         &(MwFixtureAnswer) { .body = "<html>welcome</html>",
                                              .type = "application/json",
                                              .headers = "Set-Cookie: theme=dark\r\n"
                                                         "Set-Cookie: session_id_old=wrong; Path=/\r\n"
                                                         "Set-Cookie: session_id=" TOKEN
                                                         "; Path=/; HttpOnly\r\n"
                                                         "X-Csrf-Token: csrf-1\r\n" });
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_THIS_PRODUCT);
  g_clear_error (&error);

  mw_fixture_server_clear (f->server);
  mw_fixture_server_add (f->server, "POST /login",
                         &(MwFixtureAnswer) { .body = "{\"ok\":true}",
                                              .headers = "Set-Cookie: theme=dark\r\n"
                                                         "Set-Cookie: session_id_old=wrong; Path=/\r\n"
                                                         "Set-Cookie: session_id=" TOKEN
                                                         "; Path=/; HttpOnly\r\n"
                                                         "X-Csrf-Token: csrf-1\r\n" });
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  login = mw_fixture_server_dup_last (f->server, NULL);
  sent = fixture_request_body (login);
  g_assert_cmpstr (mw_fixture_request_get_header (login, "Content-Type"), ==,
                   "application/x-www-form-urlencoded");
  g_assert_nonnull (strstr (sent, "login=anna"));
  cookie = fixture_dup_header (f, session, "Cookie");
  csrf = fixture_dup_header (f, session, "X-Csrf-Token");
  g_assert_cmpstr (cookie, ==, "session_id=" TOKEN);
  g_assert_cmpstr (csrf, ==, "csrf-1");
  return dex_future_new_true ();
}

static DexFuture *
test_key (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("key");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) check = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "GET /me", "{\"name\":\"anna\"}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  check = mw_fixture_server_dup_last (f->server, "GET /me");
  g_assert_cmpstr (mw_fixture_request_get_header (check, "Authorization"), ==, "Bearer " KEY);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
  return dex_future_new_true ();
}

/* Nothing is there that everybody may read: a refusal of the read, not of the user. */
static DexFuture *
test_accepted (gpointer unused)
{
  const struct
  {
    MwFixtureAnswer answer;
    gboolean accepted;
  } cases[] = {
    { { .status = 403, .body = "{\"error\":{\"name\":\"NoRight\"}}" }, TRUE },
    { { .status = 403, .body = "{\"error\":{\"name\":\"Blocked\"}}" }, FALSE },
    { { .status = 403, .body = "<html>", .type = "text/html" }, FALSE },
    { { .status = 401, .body = "{\"error\":{\"name\":\"NoRight\"}}" }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("key");
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (f->server, "GET /me", &cases[i].answer);
      session = fixture_sign_in (f, FALSE, &error);
      g_assert_true ((session != NULL) == cases[i].accepted);
      if (session == NULL)
        g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
      else if (!dex_await (mw_session_check (session), &error))
        g_error ("the check: %s", error->message);
      g_clear_object (&session);
    }
  return dex_future_new_true ();
}

/* What each kind of answer means. A login is sent once, whatever comes. */
static DexFuture *
test_answers (gpointer unused)
{
  const struct
  {
    MwFixtureAnswer answer;
    int code; /* MwAuthError; -1: a MwTransportError of truncation, -2: of connection */
  } cases[] = {
    { { .status = 401, .body = "{}" }, MW_AUTH_ERROR_REFUSED },
    { { .status = 401, .body = "<html>no</html>", .type = "text/html" }, MW_AUTH_ERROR_REFUSED },
    { { .status = 403, .body = "" }, MW_AUTH_ERROR_REFUSED },
    { { .body = "{\"error\":{\"name\":\"LoginException\",\"text\":\"" PASSWORD " is wrong\"}}" },
      MW_AUTH_ERROR_REFUSED },
    { { .status = 429, .body = "{}" }, MW_AUTH_ERROR_TOO_MANY },
    { { .status = 429, .body = "{}", .headers = "Retry-After: 1\r\n" }, MW_AUTH_ERROR_TOO_MANY },
    { { .body = "<!DOCTYPE html><html></html>", .type = "text/html; charset=utf-8" },
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "<html>", .type = "application/json" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "{\"result\":{\"uid\":7" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "{\"result\":{\"uid\":7}}" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "{\"result\":{\"uid\":7,\"token\":null}}" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "[]" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .body = "" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .status = 404, .body = "{}" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .status = 405, .body = "{}" }, MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { { .status = 500, .body = "{\"error\":{\"text\":\"no space left for " PASSWORD "\"}}" },
      MW_AUTH_ERROR_SERVER },
    { { .status = 503, .body = "<html>", .type = "text/html" }, MW_AUTH_ERROR_SERVER },
    { { .body = "{\"error\":{\"name\":\"Other\",\"text\":\"broken\"}}" }, MW_AUTH_ERROR_SERVER },
    { { .body = LOGIN_OK, .flags = MW_FIXTURE_CUT, .cut_at = 20 }, -1 },
    { { .body = LOGIN_OK, .flags = MW_FIXTURE_GZIP | MW_FIXTURE_SHORT_LENGTH, .cut_at = 30 }, -1 },
    { { .flags = MW_FIXTURE_RESET }, -2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("body");
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (f->server, "/rpc", &cases[i].answer);
      session = fixture_sign_in (f, TRUE, &error);
      g_test_message ("%u: %s", i, error ? error->message : "signed in");
      g_assert_null (session);
      if (cases[i].code == -1)
        g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TRUNCATED);
      else if (cases[i].code == -2)
        g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
      else
        g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, PASSWORD));
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
      fixture_check_log (f);
    }
  return dex_future_new_true ();
}

/* The system's own words are given on, without what they repeat of ours. */
static DexFuture *
test_own_words (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add (
    f->server, "/rpc",
    &(MwFixtureAnswer) { .status = 500,
                         .body = "{\"error\":{\"text\":\"the database for " PASSWORD " is gone\"}}",
                         .headers = "X-Request-Id: r-99\r\n" });
  g_assert_null (fixture_sign_in (f, FALSE, &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "the database for"));
  g_assert_nonnull (strstr (error->message, "is gone"));
  g_assert_nonnull (strstr (error->message, "r-99"));
  g_assert_null (strstr (error->message, PASSWORD));
  return dex_future_new_true ();
}

static DexFuture *
test_refused_key (gpointer unused)
{
  const guint statuses[] = { 401, 403 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("key");
      g_autoptr (GError) error = NULL;

      mw_fixture_server_add (f->server, "/me",
                             &(MwFixtureAnswer) { .status = statuses[i], .body = "\"" KEY "\"" });
      g_assert_null (fixture_sign_in (f, FALSE, &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
      g_assert_null (strstr (error->message, KEY));
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
      fixture_check_log (f);
    }
  return dex_future_new_true ();
}

static DexFuture *
test_missing_field (gpointer unused)
{
  const char *const sign_ins[] = { "body", "key" };

  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    {
      g_autoptr (Fixture) f = fixture_new (sign_ins[i]);
      g_autoptr (MwSecrets) empty = mw_secrets_new ();
      g_autoptr (GError) error = NULL;

      mw_secrets_unref (f->input);
      f->input = g_steal_pointer (&empty);
      g_assert_null (fixture_sign_in (f, FALSE, &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD);
      g_assert_cmpstr (error->message, ==, i == 0 ? "password" : "key");
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 0);
    }
  return dex_future_new_true ();
}

static DexFuture *
test_restore (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSession) again = NULL;
  g_autoptr (MwSecrets) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *company = NULL;

  mw_fixture_server_add_json (f->server, "/rpc",
                              "{\"result\":{\"uid\":7,\"token\":\"" TOKEN
                              "\",\"until\":1900000000,\"company\":\"ACME DE\"}}");
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  kept = mw_session_dup_secrets (session);
  again = mw_session_restore (f->system, f->sign_in, f->transport, f->settings, kept);
  before = fixture_dup_header (f, session, "Authorization");
  after = fixture_dup_header (f, again, "Authorization");
  company = fixture_dup_header (f, again, "X-Company");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (company, ==, "ACME DE");
  g_assert_cmpint (mw_session_get_expires_at (again), ==, mw_session_get_expires_at (session));
  return dex_future_new_true ();
}

/* What a damaged or foreign keyring item gives is a session that is simply not signed in. */
static DexFuture *
test_restore_nonsense (gpointer unused)
{
  const char *const nonsense[] = { "", "plain:", "plain:[1,", "plain:{\"expires_at\":\"x\",\"uid\":{}}",
                                   "plain:[]" };

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("body");
      g_autoptr (MwSecrets) stored = mw_secrets_new ();
      g_autoptr (MwSession) session = NULL;
      g_autoptr (GError) error = NULL;

      mw_secrets_set (stored, "plain", nonsense[i]);
      session = mw_session_restore (f->system, f->sign_in, f->transport, f->settings, stored);
      g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
    }
  return dex_future_new_true ();
}

/* Ten ask at once, one login goes out, all have the new token. */
static DexFuture *
test_renew (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  DexFuture *waiting[10] = { NULL };

  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  mw_fixture_server_add (f->server, "/rpc",
                         &(MwFixtureAnswer) { .body = "{\"result\":{\"uid\":7,\"token\":\"renewed\"}}",
                                              .flags = MW_FIXTURE_GATED });
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  before = fixture_dup_header (f, session, "Authorization");
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    waiting[i] = mw_session_renew (session, NULL);
  /* Whoever loses patience does not take the token from the others. */
  dex_unref (waiting[0]);
  mw_fixture_server_open_gate (f->server);
  for (guint i = 1; i < G_N_ELEMENTS (waiting); i++)
    {
      g_assert_true (dex_await (waiting[i], &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (mw_fixture_server_count (f->server, "/rpc"), ==, 2);
  after = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (after, !=, before);
  return dex_future_new_true ();
}

/* A password that was changed meanwhile is tried once and never again: accounts get locked. */
static DexFuture *
test_renew_refused (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  mw_fixture_server_add (f->server, "/rpc", &(MwFixtureAnswer) { .status = 401, .body = "{}" });
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
  for (guint i = 0; i < 3; i++)
    {
      g_clear_error (&error);
      g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
    }
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 2);
  return dex_future_new_true ();
}

/* A broken line is no refusal: later it is tried again. */
static DexFuture *
test_renew_after_failure (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  mw_fixture_server_add (f->server, "/rpc", &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET });
  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  g_clear_error (&error);
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* Without a kept password, and with a key, there is nothing to renew with: nothing is sent. */
static DexFuture *
test_renew_impossible (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (Fixture) g = fixture_new ("key");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSession) by_key = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  mw_fixture_server_add_json (g->server, "/me", "{}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  by_key = fixture_sign_in (g, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  g_clear_error (&error);
  g_assert_false (dex_await (mw_session_renew (by_key, NULL), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
  g_assert_cmpuint (mw_fixture_server_count (g->server, NULL), ==, 1);
  return dex_future_new_true ();
}

static DexFuture *
test_check_and_sign_out (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) last = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":{}}");
  mw_fixture_server_add_json (f->server, "/rpc", "{\"error\":{\"name\":\"SessionExpired\"}}");
  mw_fixture_server_add (f->server, "/rpc", &(MwFixtureAnswer) { .status = 401, .body = "" });
  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":true}");
  mw_fixture_server_add (f->server, "/rpc", &(MwFixtureAnswer) { .status = 500, .body = "{}" });
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_session_check (session), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (dex_await (mw_session_check (session), &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
      g_clear_error (&error);
    }
  g_assert_true (dex_await (mw_session_sign_out (session), &error));
  g_assert_no_error (error);
  last = mw_fixture_server_dup_last (f->server, NULL);
  sent = fixture_request_body (last);
  g_assert_nonnull (strstr (sent, "common.db.logout"));
  g_assert_cmpstr (mw_fixture_request_get_header (last, "Authorization"), ==, SESSION_HEADER);
  g_assert_false (dex_await (mw_session_sign_out (session), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER);
  return dex_future_new_true ();
}

/* Given up while the server keeps silent: the connection is closed, nothing is left behind. */
static DexFuture *
test_drop (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSession) session = NULL;
  DexFuture *future;

  mw_fixture_server_add (f->server, "/rpc", &(MwFixtureAnswer) { .flags = MW_FIXTURE_SILENT });
  mw_fixture_server_add_json (f->server, "/rpc", LOGIN_OK);
  future = mw_session_sign_in (f->system, f->sign_in, f->transport, f->settings, f->input, FALSE, NULL);
  while (mw_fixture_server_count (f->server, NULL) == 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  dex_unref (future);
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/session/body", test_body);
  mw_auth_test_add ("/session/keeps-password", test_keeps_password);
  mw_auth_test_add ("/session/cookie-and-header", test_cookie_and_header);
  mw_auth_test_add ("/session/key", test_key);
  mw_auth_test_add ("/session/accepted", test_accepted);
  mw_auth_test_add ("/session/answers", test_answers);
  mw_auth_test_add ("/session/own-words", test_own_words);
  mw_auth_test_add ("/session/refused-key", test_refused_key);
  mw_auth_test_add ("/session/missing-field", test_missing_field);
  mw_auth_test_add ("/session/restore", test_restore);
  mw_auth_test_add ("/session/restore-nonsense", test_restore_nonsense);
  mw_auth_test_add ("/session/renew", test_renew);
  mw_auth_test_add ("/session/renew-refused", test_renew_refused);
  mw_auth_test_add ("/session/renew-after-failure", test_renew_after_failure);
  mw_auth_test_add ("/session/renew-impossible", test_renew_impossible);
  mw_auth_test_add ("/session/check-and-sign-out", test_check_and_sign_out);
  mw_auth_test_add ("/session/drop", test_drop);
  return g_test_run ();
}
