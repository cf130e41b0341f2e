/* test-rotate.c: a new key for one that holds: stored before it is used, used before the old one is deleted;
 * wherever it breaks, what is stored holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"
#include "mw-session-rotate.h"

#define NEW_KEY  "canary-new-key-6124"
#define GENERATE "POST /res.users.apikeys/generate"
#define REVOKE   "POST /res.users.apikeys/revoke"
#define ME       "GET /me"

typedef struct
{
  MwSecrets *stored;
  MwFixtureServer *server;
  guint n_stored;
  guint n_sent; /* requests that the server had seen when it was stored first */
  gboolean fails;
} Keyring;

static DexFuture *
keyring_begin (gpointer data)
{
  return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_ref (((Keyring *) data)->stored));
}

static DexFuture *
keyring_end (MwSecrets *renewed, MwRenewalEnd refused, gpointer data)
{
  Keyring *self = data;

  if (renewed == NULL)
    return dex_future_new_true ();
  if (self->fails)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "The keyring is gone");
  if (self->n_stored++ == 0)
    self->n_sent = mw_fixture_server_count (self->server, NULL);
  mw_secrets_unref (self->stored);
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

static void
add_status (Fixture *f, const char *what, guint status, const char *body)
{
  mw_fixture_server_add (f->server, what, &(MwFixtureAnswer) { .status = status, .body = body });
}

/* Signed in with KEY, which is stored. @checked: what is answered to the next check. */
static MwSession *
sign_in_before (Fixture *f, Keyring *keyring, guint checked)
{
  g_autoptr (GError) error = NULL;
  MwSession *session;

  mw_fixture_server_add_json (f->server, ME, "{}");
  add_status (f, ME, checked, "{}");
  session = fixture_sign_in (f, FALSE, &error);
  g_assert_no_error (error);
  keyring->server = f->server;
  keyring->stored = mw_session_dup_secrets (session);
  mw_session_set_keeper (session, &keeper, keyring, NULL);
  g_assert_true (mw_session_can_rotate (session));
  g_assert_true (mw_session_is_of_person (session));
  return session;
}

static MwSession *
sign_in (Fixture *f, Keyring *keyring)
{
  return sign_in_before (f, keyring, 200);
}

static MwRotation *
rotate (MwSession *session)
{
  g_autoptr (GError) error = NULL;
  MwRotation *rotation = dex_await_boxed (mw_session_rotate (session), &error);

  g_assert_no_error (error);
  return rotation;
}

static void
assert_sent (Fixture *f, const char *what, const char *bearer, const char *in_body)
{
  g_autoptr (MwFixtureRequest) last = mw_fixture_server_dup_last (f->server, what);
  g_autofree char *body = fixture_request_body (last);
  g_autofree char *header = g_strconcat ("Bearer ", bearer, NULL);

  g_assert_cmpstr (mw_fixture_request_get_header (last, "Authorization"), ==, header);
  if (in_body != NULL)
    g_assert_nonnull (strstr (body, in_body));
}

static DexFuture *
test_key (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("own-key");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = sign_in (f, &keyring);
  g_autoptr (MwSession) later = NULL;
  g_autoptr (MwRotation) rotation = NULL;
  const gint64 now = g_get_real_time ();

  mw_fixture_server_add_json (f->server, GENERATE, "{\"key\":\"" NEW_KEY "\"}");
  mw_fixture_server_add_json (f->server, REVOKE, "true");
  rotation = rotate (session);
  g_assert_no_error (rotation->problem);
  g_assert_true (rotation->changed);
  g_assert_true (rotation->ended);
  assert_sent (f, GENERATE, KEY, KEY);
  assert_sent (f, ME, NEW_KEY, NULL);
  assert_sent (f, REVOKE, NEW_KEY, KEY);
  /* The sign-in and the making: nothing was sent with the new one, and the old one holds. */
  g_assert_cmpuint (keyring.n_sent, ==, 2);
  g_assert_cmpuint (keyring.n_stored, ==, 1);
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "key"), ==, NEW_KEY);
  /* Another start of the program knows that it made it, and until when it is. */
  later = mw_session_restore (f->system, f->sign_in, f->transport, f->settings, keyring.stored);
  g_assert_false (mw_session_is_of_person (later));
  g_assert_cmpint (mw_session_get_expires_at (later), >, now + 88 * G_TIME_SPAN_DAY);
  g_assert_cmpint (mw_session_get_expires_at (later), <=, now + 91 * G_TIME_SPAN_DAY);
  return dex_future_new_true ();
}

/* Nothing was made: not asked for more, and nothing changes. */
static DexFuture *
test_not_made (gpointer unused)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } answers[] = {
    { 404, "{}", MW_AUTH_ERROR_NOT_OFFERED },
    { 403, "{}", MW_AUTH_ERROR_DENIED },
    { 422, "{}", MW_AUTH_ERROR_SERVER },
    { 401, "{}", MW_AUTH_ERROR_EXPIRED },
    { 429, "{}", MW_AUTH_ERROR_TOO_MANY },
    { 200, "{}", MW_AUTH_ERROR_SERVER },
    { 200, "<html>", MW_AUTH_ERROR_SERVER },
    { 200, "{\"key\":\"\"}", MW_AUTH_ERROR_SERVER },
    { 200, "{\"key\":\"a\\nb\"}", MW_AUTH_ERROR_SERVER },
    { 200, "", MW_AUTH_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("own-key");
      g_auto (Keyring) keyring = { NULL };
      g_autoptr (MwSession) session = sign_in (f, &keyring);
      g_autoptr (MwRotation) rotation = NULL;

      add_status (f, GENERATE, answers[i].status, answers[i].body);
      rotation = rotate (session);
      g_assert_error (rotation->problem, MW_AUTH_ERROR, answers[i].code);
      g_assert_false (rotation->changed);
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 2);
      g_assert_cmpuint (keyring.n_stored, ==, 0);
      g_assert_cmpstr (mw_secrets_get (keyring.stored, "key"), ==, KEY);
      /* It can be tried again. */
      g_assert_true (mw_session_can_rotate (session));
    }
  return dex_future_new_true ();
}

/* The keyring does not take it: the old one stays in use, and the new one is deleted. */
static DexFuture *
test_not_stored (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("own-key");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = sign_in (f, &keyring);
  g_autoptr (MwRotation) rotation = NULL;

  keyring.fails = TRUE;
  mw_fixture_server_add_json (f->server, GENERATE, "{\"key\":\"" NEW_KEY "\"}");
  mw_fixture_server_add_json (f->server, REVOKE, "true");
  rotation = rotate (session);
  g_assert_error (rotation->problem, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (rotation->changed);
  assert_sent (f, REVOKE, KEY, NEW_KEY);
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "key"), ==, KEY);
  return dex_future_new_true ();
}

/* The system does not know what it has just made: the old one is stored again. */
static DexFuture *
test_not_accepted (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("own-key");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = sign_in_before (f, &keyring, 401);
  g_autoptr (MwRotation) rotation = NULL;

  mw_fixture_server_add_json (f->server, GENERATE, "{\"key\":\"" NEW_KEY "\"}");
  mw_fixture_server_add_json (f->server, REVOKE, "true");
  rotation = rotate (session);
  g_assert_error (rotation->problem, MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER);
  g_assert_false (rotation->changed);
  assert_sent (f, REVOKE, KEY, NEW_KEY);
  g_assert_cmpuint (keyring.n_stored, ==, 2);
  g_assert_cmpstr (mw_secrets_get (keyring.stored, "key"), ==, KEY);
  g_assert_true (mw_session_is_of_person (session));
  return dex_future_new_true ();
}

/* Nobody knows whether the new one is good, or the old one is not ended: the new one is stored, and the old
 * one was not asked to end, or holds. */
static DexFuture *
test_old_stays (gpointer unused)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Fixture) f = fixture_new ("own-key");
      g_auto (Keyring) keyring = { NULL };
      g_autoptr (MwSession) session = sign_in_before (f, &keyring, i == 0 ? 500 : 200);
      g_autoptr (MwRotation) rotation = NULL;
      const int code = i == 0 ? MW_AUTH_ERROR_SERVER : MW_AUTH_ERROR_DENIED;

      mw_fixture_server_add_json (f->server, GENERATE, "{\"key\":\"" NEW_KEY "\"}");
      add_status (f, REVOKE, 403, "{}");
      rotation = rotate (session);
      g_assert_error (rotation->problem, MW_AUTH_ERROR, code);
      g_assert_true (rotation->changed);
      g_assert_false (rotation->ended);
      g_assert_cmpuint (mw_fixture_server_count (f->server, REVOKE), ==, i);
      g_assert_cmpstr (mw_secrets_get (keyring.stored, "key"), ==, NEW_KEY);
    }
  return dex_future_new_true ();
}

/* Another process has changed the key: what it stored is taken when the old one is refused, once. */
static DexFuture *
test_other_process (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("own-key");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = sign_in (f, &keyring);
  g_autoptr (MwSecrets) other = mw_secrets_copy (keyring.stored);
  g_autoptr (MwSecrets) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  g_clear_error (&error);
  mw_secrets_set (other, "key", NEW_KEY);
  mw_secrets_unref (keyring.stored);
  keyring.stored = mw_secrets_ref (other);
  g_assert_true (dex_await (mw_session_renew (session, NULL), &error));
  g_assert_no_error (error);
  now = mw_session_dup_secrets (session);
  g_assert_cmpstr (mw_secrets_get (now, "key"), ==, NEW_KEY);
  g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
  return dex_future_new_true ();
}

/* A key that a person has made is deleted only when that is asked for. */
static DexFuture *
test_end (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("own-key");
  g_auto (Keyring) keyring = { NULL };
  g_autoptr (MwSession) session = sign_in (f, &keyring);
  g_autoptr (GError) error = NULL;

  mw_fixture_server_add_json (f->server, REVOKE, "true");
  add_status (f, REVOKE, 401, "{}");
  g_assert_false (dex_await_boolean (mw_session_sign_out (session), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (f->server, REVOKE), ==, 0);
  g_assert_true (dex_await_boolean (mw_session_revoke (session), &error));
  g_assert_no_error (error);
  assert_sent (f, REVOKE, KEY, KEY);
  g_assert_false (dex_await_boolean (mw_session_revoke (session), &error));
  g_assert_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
  return dex_future_new_true ();
}

/* With a kept password: another session is begun, and the old one is logged out with its own token. */
static DexFuture *
test_login (gpointer unused)
{
  g_autoptr (Fixture) f = fixture_new ("body");
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwFixtureRequest) last = NULL;
  g_autoptr (MwRotation) rotation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":{\"uid\":7,\"token\":\"" TOKEN "\"}}");
  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":{\"uid\":7,\"token\":\"canary-other-6125\"}}");
  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":{}}");
  mw_fixture_server_add_json (f->server, "/rpc", "{\"result\":true}");
  session = fixture_sign_in (f, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (mw_session_can_rotate (session));
  rotation = rotate (session);
  g_assert_no_error (rotation->problem);
  g_assert_true (rotation->ended);
  last = mw_fixture_server_dup_last (f->server, NULL);
  sent = fixture_request_body (last);
  g_assert_nonnull (strstr (sent, "common.db.logout"));
  g_assert_cmpstr (mw_fixture_request_get_header (last, "Authorization"), ==, SESSION_HEADER);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/rotate/key", test_key);
  mw_auth_test_add ("/rotate/not-made", test_not_made);
  mw_auth_test_add ("/rotate/not-stored", test_not_stored);
  mw_auth_test_add ("/rotate/not-accepted", test_not_accepted);
  mw_auth_test_add ("/rotate/old-stays", test_old_stays);
  mw_auth_test_add ("/rotate/other-process", test_other_process);
  mw_auth_test_add ("/rotate/end", test_end);
  mw_auth_test_add ("/rotate/login", test_login);
  return g_test_run ();
}
