/* test-oauth-renew.c: a new token for an old one: once, stored before it is used, never again when refused
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#define TOKENS(n)                                                                                            \
  "{\"access_token\":\"access-" n "\",\"refresh_token\":\"refresh-" n "\",\"expires_in\":3600}"

/* A keyring that remembers in what order things happened. */
typedef struct
{
  MwSecrets *stored;
  MwFixtureServer *server;
  guint n_begun;
  guint n_stored;
  guint n_orders_when_stored;
  gboolean fails;
  gboolean was_refused; /* what is stored, in another process */
  MwRenewalEnd refusal;
} Keyring;

static DexFuture *
keyring_begin (gpointer data)
{
  Keyring *self = data;

  self->n_begun++;
  if (self->was_refused)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, "It was refused");
  return dex_future_new_take_boxed (MW_TYPE_SECRETS,
                                    self->stored ? mw_secrets_ref (self->stored) : mw_secrets_new ());
}

static DexFuture *
keyring_end (MwSecrets *renewed, MwRenewalEnd refusal, gpointer data)
{
  Keyring *self = data;

  self->refusal = refusal;
  if (renewed == NULL)
    return dex_future_new_true ();
  if (self->fails)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "The keyring is gone");
  self->n_stored++;
  self->n_orders_when_stored = mw_fixture_server_count (self->server, "GET /orders");
  g_clear_pointer (&self->stored, mw_secrets_unref);
  self->stored = mw_secrets_ref (renewed);
  return dex_future_new_true ();
}

static const MwSessionKeeper keeper = { keyring_begin, keyring_end };

static void
keyring_clear (Keyring *self)
{
  g_clear_pointer (&self->stored, mw_secrets_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keyring, keyring_clear)

static MwSession *
sign_in (Fixture *f, Keyring *keyring)
{
  g_autoptr (GError) error = NULL;
  MwSession *session = fixture_sign_in (f, FALSE, &error);

  g_assert_no_error (error);
  keyring->server = f->server;
  keyring->stored = mw_session_dup_secrets (session);
  mw_session_set_keeper (session, &keeper, keyring, NULL);
  return session;
}

static char *
dup_sent_refresh_token (Fixture *f)
{
  g_autoptr (GHashTable) form = fixture_dup_form (f, "POST /token");

  return g_strdup (g_hash_table_lookup (form, "refresh_token"));
}

/* Ten requests hear that the token has ended: one refresh, and the rotated token is in the keyring before any
 * request carries it. */
static DexFuture *
test_rotation (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *bearer = NULL;
  DexFuture *waiting[10] = { NULL };

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add (f->server, "POST /token",
                         &(MwFixtureAnswer) { .body = TOKENS ("2"), .flags = MW_FIXTURE_GATED });
  session = sign_in (f, &keyring);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    waiting[i] = mw_session_renew (session, NULL);
  mw_fixture_server_open_gate (f->server);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    g_assert_true (dex_await (waiting[i], &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 2);
  sent = dup_sent_refresh_token (f);
  g_assert_cmpstr (sent, ==, "refresh-1");
  g_assert_cmpuint (keyring.n_begun, ==, 1);
  g_assert_cmpuint (keyring.n_stored, ==, 1);
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "refresh_token"), ==, "refresh-2");
  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer access-2");
  g_assert_cmpuint (keyring.n_orders_when_stored, ==, 0);
  return dex_future_new_true ();
}

/* A server that does not rotate gives no new refresh token: the old one stays. */
static DexFuture *
test_stays (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add_json (f->server, "POST /token", "{\"access_token\":\"access-2\"}");
  session = sign_in (f, &keyring);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *sent = NULL;

      g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_no_error (error);
      sent = dup_sent_refresh_token (f);
      g_assert_cmpstr (sent, ==, "refresh-1");
    }
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "refresh_token"), ==, "refresh-1");
  return dex_future_new_true ();
}

/* A request that was under way with the old token hears of its end when the new one is there already. */
static DexFuture *
test_late (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  const MwVariant *variant = mw_system_find_variant (f->system, f->sign_in->id);
  const MwSetSource *set = mw_system_find_set (f->system, variant, "orders");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwRequest) before = NULL;
  g_autoptr (MwRequest) after = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("2"));
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("3"));
  session = sign_in (f, &keyring);
  before = mw_session_build_request (session, set->list, set->variables, &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_session_renew (session, before), &error));
  g_assert_true (dex_await (mw_session_renew (session, before), &error));
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 2);
  after = mw_session_build_request (session, set->list, set->variables, &error);
  g_assert_true (dex_await (mw_session_renew (session, after), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 3);
  return dex_future_new_true ();
}

static DexFuture *
test_refused (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add (f->server, "POST /token",
                         &(MwFixtureAnswer) { .status = 400, .body = "{\"error\":\"invalid_grant\"}" });
  session = sign_in (f, &keyring);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
      g_clear_error (&error);
    }
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 2);
  /* Nor does another process try it: it is gone, and the rest is kept for signing in again. */
  g_assert_cmpuint (keyring.n_stored, ==, 1);
  g_assert_null (mw_secrets_get (keyring.stored, "refresh_token"));
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "access_token"), ==, "access-1");
  g_assert_cmpint (keyring.refusal, ==, MW_RENEWAL_CONSENT_REFUSED);
  return dex_future_new_true ();
}

/* What another process was refused with is not sent, and what that one has stored is left alone. */
static DexFuture *
test_refused_elsewhere (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  session = sign_in (f, &keyring);
  keyring.was_refused = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
      g_clear_error (&error);
    }
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 1);
  g_assert_cmpuint (keyring.n_begun, ==, 1);
  g_assert_cmpuint (keyring.n_stored, ==, 0);
  g_assert_cmpint (mw_session_get_renewal_end (session), ==, MW_RENEWAL_CONSENT_REFUSED);
  return dex_future_new_true ();
}

/* A failure says nothing about the token. */
static DexFuture *
test_failure (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add (f->server, "POST /token", &(MwFixtureAnswer) { .status = 503, .body = "" });
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("2"));
  session = sign_in (f, &keyring);
  g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER);
  g_assert_cmpint (mw_session_get_renewal_end (session), ==, MW_RENEWAL_FAILED);
  g_assert_cmpint (keyring.refusal, ==, MW_RENEWAL_NOT_TRIED);
  g_clear_error (&error);
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* Another process has renewed the sign-in: its token is taken, and the old refresh token is not used again.
 */
static DexFuture *
test_other_process (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) theirs = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *sent = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("3"));
  session = sign_in (f, &keyring);
  theirs = mw_secrets_copy (keyring.stored);
  mw_secrets_set (theirs, "access_token", "access-2");
  mw_secrets_set (theirs, "refresh_token", "refresh-2");
  mw_secrets_unref (keyring.stored);
  keyring.stored = mw_secrets_ref (theirs);
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 1);
  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer access-2");
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  sent = dup_sent_refresh_token (f);
  g_assert_cmpstr (sent, ==, "refresh-2");
  return dex_future_new_true ();
}

/* The keyring does not take the new token: it is used all the same, and what is stored is known to be old. */
static DexFuture *
test_not_stored (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *sent = NULL;

  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("1"));
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("2"));
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("3"));
  session = sign_in (f, &keyring);
  keyring.fails = TRUE;
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer access-2");
  keyring.fails = FALSE;
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  sent = dup_sent_refresh_token (f);
  g_assert_cmpstr (sent, ==, "refresh-2");
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "refresh_token"), ==, "refresh-3");
  return dex_future_new_true ();
}

static DexFuture *
prepare (MwFiber *fiber, gpointer session)
{
  g_assert_true (mw_session_prepare (session, fiber, NULL));
  return dex_future_new_true ();
}

static void
await_prepare (MwSession *session)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_fiber_spawn ("prepare", prepare, g_object_ref (session), g_object_unref), &error);
  g_assert_no_error (error);
}

/* A token with a known end is renewed shortly before: not while it is fresh, and a client's own credentials
 * need no refresh token. */
static DexFuture *
test_prepare (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("service-body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bearer = NULL;

  mw_fixture_server_add_json (f->server, "POST /token",
                              "{\"access_token\":\"access-1\",\"expires_in\":\"0\"}");
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("2"));
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    await_prepare (session);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 2);
  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer access-2");
  return dex_future_new_true ();
}

/* What the keyring gave: a token without a known end is used until the system says that it has ended. */
static DexFuture *
test_restore (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("grant-password");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSession) restored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  mw_fixture_server_add_json (f->server, "POST /token",
                              "{\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\"}");
  mw_fixture_server_add_json (f->server, "POST /token", TOKENS ("2"));
  session = sign_in (f, &keyring);
  restored = mw_session_restore (f->system, f->sign_in, f->transport, f->settings, keyring.stored);
  await_prepare (restored);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /token"), ==, 1);
  g_assert_true (dex_await (mw_session_renew (restored, NULL), &error));
  g_assert_no_error (error);
  sent = dup_sent_refresh_token (f);
  g_assert_cmpstr (sent, ==, "refresh-1");
  return dex_future_new_true ();
}

/* The refresh call of a login: new tokens over the old ones; when it is refused, the kept password is tried,
 * once. */
static DexFuture *
test_login_refresh (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("refreshed");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) asked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *bearer = NULL;
  g_autofree char *cookies = NULL;

  mw_fixture_server_add (
    f->server, "POST /signin",
    &(MwFixtureAnswer) { .body = "{\"accessToken\":\"a1\",\"refreshToken\":\"r1\",\"expiresIn\":3600}",
                         .headers = "Set-Cookie: B1SESSION=one; HttpOnly\r\nSet-Cookie: other=x\r\n"
                                    "Set-Cookie: ROUTEID=.node2; path=/\r\nSet-Cookie: B1SESSION=two\r\n" });
  mw_fixture_server_add (f->server, "POST /signin", &(MwFixtureAnswer) { .status = 401, .body = "{}" });
  mw_fixture_server_add_json (f->server, "POST /refresh", "{\"accessToken\":\"a2\"}");
  mw_fixture_server_add (f->server, "POST /refresh", &(MwFixtureAnswer) { .status = 401, .body = "{}" });
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  cookies = fixture_dup_header (f, session, "Cookie");
  g_assert_cmpstr (cookies, ==, "ROUTEID=.node2; B1SESSION=two");
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  asked = mw_fixture_server_dup_last (f->server, "POST /refresh");
  body = fixture_request_body (asked);
  g_assert_cmpstr (body, ==, "{\"refreshToken\":\"r1\"}");
  bearer = fixture_dup_header (f, session, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer a2");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /refresh"), ==, 2);
  g_assert_cmpuint (mw_fixture_server_count (f->server, "POST /signin"), ==, 2);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/oauth-renew/rotation", test_rotation);
  mw_auth_test_add ("/oauth-renew/stays", test_stays);
  mw_auth_test_add ("/oauth-renew/late", test_late);
  mw_auth_test_add ("/oauth-renew/refused", test_refused);
  mw_auth_test_add ("/oauth-renew/refused-elsewhere", test_refused_elsewhere);
  mw_auth_test_add ("/oauth-renew/failure", test_failure);
  mw_auth_test_add ("/oauth-renew/other-process", test_other_process);
  mw_auth_test_add ("/oauth-renew/not-stored", test_not_stored);
  mw_auth_test_add ("/oauth-renew/prepare", test_prepare);
  mw_auth_test_add ("/oauth-renew/restore", test_restore);
  mw_auth_test_add ("/oauth-renew/login-refresh", test_login_refresh);
  return g_test_run ();
}
