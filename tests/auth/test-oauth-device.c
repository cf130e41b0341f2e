/* test-oauth-device.c: the device code: what is shown, how often is asked, and how it ends
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-auth-test.h"

#include "mw-transport-private.h"

#define DEVICE                                                                                               \
  "{\"device_code\":\"canary-device-1\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"https://"         \
  "id.example/"                                                                                              \
  "device\",\"verification_uri_complete\":\"https://id.example/"                                             \
  "device?user_code=WDJB-MJHT\",\"expires_in\":60,"                                                          \
  "\"interval\":3}"

/* Time passes at once, and is noted. */
typedef struct
{
  gint64 waits[64];
  guint n_waits;
} Clock;

static DexFuture *
pass_time (gint64 usec, gpointer data)
{
  Clock *clock = data;

  if (clock->n_waits < G_N_ELEMENTS (clock->waits))
    clock->waits[clock->n_waits++] = usec / G_USEC_PER_SEC;
  return dex_future_new_true ();
}

static MwSession *
sign_in (Fixture *f, Clock *clock, MwAuthPrompt *prompt, GError **error)
{
  mw_transport_set_sleep (f->transport, pass_time, clock);
  return dex_await_object (
    mw_session_sign_in (f->system, f->sign_in, f->transport, f->settings, f->input, FALSE, prompt), error);
}

static void
note_code (MwAuthPrompt *prompt, GString *seen)
{
  if (mw_auth_prompt_get_kind (prompt) == MW_AUTH_PROMPT_CODE)
    g_string_append_printf (seen, "%s %s %s;", mw_auth_prompt_get_code (prompt),
                            mw_auth_prompt_get_page (prompt), mw_auth_prompt_get_uri (prompt));
  else
    g_string_append (seen, "nothing;");
}

static void
add_problem (Fixture *f, const char *problem)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":\"%s\"}", problem);

  mw_fixture_server_add (f->server, "POST /token", &(MwFixtureAnswer) { .status = 400, .body = body });
}

/* Pending, too fast, a broken line, and then the token: asked in the pace that RFC 8628 3.5 wants. */
static DexFuture *
test_pace (gpointer unused)
{
  static const gint64 pace[] = { 3, 3, 8, 8, 16 };
  g_autoptr (Fixture) f = fixture_new ("device");
  g_autoptr (MwAuthPrompt) prompt = mw_auth_prompt_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autoptr (GHashTable) asked = NULL;
  g_autoptr (GError) error = NULL;
  Clock clock = { { 0 } };

  g_signal_connect (prompt, "changed", G_CALLBACK (note_code), seen);
  mw_fixture_server_add_json (f->server, "POST /device", DEVICE);
  add_problem (f, "authorization_pending");
  add_problem (f, "slow_down");
  add_problem (f, "authorization_pending");
  mw_fixture_server_add (f->server, "POST /token", &(MwFixtureAnswer) { .flags = MW_FIXTURE_RESET });
  mw_fixture_server_add_json (f->server, "POST /token", "{\"access_token\":\"" TOKEN "\"}");
  session = sign_in (f, &clock, prompt, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (clock.n_waits, ==, G_N_ELEMENTS (pace));
  for (guint i = 0; i < G_N_ELEMENTS (pace); i++)
    g_assert_cmpint (clock.waits[i], ==, pace[i]);
  asked = fixture_dup_form (f, "POST /device");
  g_assert_cmpstr (g_hash_table_lookup (asked, "client_id"), ==, "anna");
  g_assert_cmpstr (g_hash_table_lookup (asked, "scope"), ==, "erp.read");
  form = fixture_dup_form (f, "POST /token");
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==,
                   "urn:ietf:params:oauth:grant-type:device_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "device_code"), ==, "canary-device-1");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "anna");
  while (mw_auth_prompt_get_kind (prompt) != MW_AUTH_PROMPT_NOTHING)
    dex_await (dex_timeout_new_msec (2), NULL);
  g_assert_cmpstr (
    seen->str, ==,
    "WDJB-MJHT https://id.example/device https://id.example/device?user_code=WDJB-MJHT;nothing;");
  return dex_future_new_true ();
}

static DexFuture *
test_ends (gpointer unused)
{
  static const struct
  {
    const char *problem;
    int code;
    guint n_asked; /* 0: many */
  } cases[] = {
    { "access_denied", MW_AUTH_ERROR_DENIED, 1 },
    { "expired_token", MW_AUTH_ERROR_UNANSWERED, 1 },
    { "invalid_grant", MW_AUTH_ERROR_UNANSWERED, 1 },
    { "invalid_client", MW_AUTH_ERROR_CLIENT, 1 },
    { "server_error", MW_AUTH_ERROR_SERVER, 1 },
    /* Nobody types the code: after its 60 seconds it is over, without a word from the server. */
    { "authorization_pending", MW_AUTH_ERROR_UNANSWERED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("device");
      g_autoptr (MwAuthPrompt) prompt = mw_auth_prompt_new ();
      g_autoptr (GError) error = NULL;
      Clock clock = { { 0 } };
      guint n_asked;

      mw_fixture_server_add_json (f->server, "POST /device", DEVICE);
      add_problem (f, cases[i].problem);
      g_assert_null (sign_in (f, &clock, prompt, &error));
      g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      n_asked = mw_fixture_server_count (f->server, "POST /token");
      if (cases[i].n_asked > 0)
        g_assert_cmpuint (n_asked, ==, cases[i].n_asked);
      else
        g_assert_cmpuint (n_asked, ==, 21);
    }
  return dex_future_new_true ();
}

/* An answer that cannot be shown to a person is none: no code, or a page that could be read on the way. */
static DexFuture *
test_bad_answers (gpointer unused)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 200, "{}", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "{\"device_code\":\"d\",\"user_code\":\"u\"}", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"http://id.example/\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 200, "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"javascript:alert(1)\"}",
      MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 404, "<html>", MW_AUTH_ERROR_NOT_THIS_PRODUCT },
    { 503, "", MW_AUTH_ERROR_SERVER },
    { 400, "{\"error\":\"invalid_scope\"}", MW_AUTH_ERROR_SCOPE },
    { 401, "{\"error\":\"invalid_client\"}", MW_AUTH_ERROR_CLIENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) f = fixture_new ("device");
      g_autoptr (MwAuthPrompt) prompt = mw_auth_prompt_new ();
      g_autoptr (GError) error = NULL;
      Clock clock = { { 0 } };

      mw_fixture_server_add (f->server, "POST /device",
                             &(MwFixtureAnswer) { .status = cases[i].status, .body = cases[i].body });
      g_assert_null (sign_in (f, &clock, prompt, &error));
      g_assert_error (error, MW_AUTH_ERROR, cases[i].code);
      g_assert_cmpuint (mw_fixture_server_count (f->server, NULL), ==, 1);
      g_assert_cmpint (mw_auth_prompt_get_kind (prompt), ==, MW_AUTH_PROMPT_NOTHING);
    }
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mw_auth_test_add ("/oauth-device/pace", test_pace);
  mw_auth_test_add ("/oauth-device/ends", test_ends);
  mw_auth_test_add ("/oauth-device/bad-answers", test_bad_answers);
  return g_test_run ();
}
