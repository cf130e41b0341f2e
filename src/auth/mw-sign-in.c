/* mw-sign-in.c: signing in, and checking that it holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-sign-in.h"

#include "mw-login-answer.h"
#include "mw-oauth-call.h"

/* One call of kind login, whose answer fills @grant. */
static gboolean
call_login (MwSession *self,
            MwPurposeKind purpose,
            MwFiber *fiber,
            const MwRequestTemplate *template,
            MwSecrets *secrets,
            MwVariables *variables,
            MwGrant *grant,
            GError **error)
{
  g_autoptr (MwVariables) scope = mw_variables_new (variables);
  g_autoptr (MwSecrets) all = mw_secrets_copy (secrets);
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;

  mw_session_derive (self, all, scope);
  request = mw_session_build (self, template, scope, all, FALSE, error);
  if (request == NULL)
    return FALSE;
  mw_request_set_purpose (request, &(MwPurpose) { .kind = purpose });
  /* Also one that is a GET: an account may be locked after a few. */
  mw_request_set_repeatable (request, FALSE);
  response = dex_await_object (mw_session_until (fiber, mw_transport_send (self->transport, request)), error);
  return response != NULL &&
         dex_await (
           mw_session_until (fiber, mw_login_answer_read (self, response, grant, MW_AUTH_ERROR_REFUSED)),
           error);
}

MwGrant *
mw_sign_in_log_in (MwSession *self, MwFiber *fiber, MwSecrets *form, gboolean keep_password, GError **error)
{
  g_autoptr (MwGrant) grant = mw_grant_new ();

  if (!call_login (self, MW_PURPOSE_SIGN_IN, fiber, self->sign_in->request, form, self->settings, grant,
                   error))
    return NULL;
  if (keep_password && self->sign_in->keeps_password)
    mw_session_take_form_secrets (self, form, grant->secrets, TRUE);
  return g_steal_pointer (&grant);
}

MwGrant *
mw_sign_in_refresh (MwSession *self, GError **error)
{
  g_autoptr (MwGrant) grant = mw_grant_new_from (self);
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;

  mw_session_snapshot (self, &secrets, &variables);
  if (!call_login (self, MW_PURPOSE_RENEW, NULL, self->sign_in->refresh, secrets, variables, grant, error))
    return NULL;
  return g_steal_pointer (&grant);
}

/* @sent: (out) (optional): what was sent, if anything */
static gboolean
check (MwSession *self, MwFiber *fiber, MwAuthError signed_out, MwRequest **sent, GError **error)
{
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;

  if (self->sign_in->check == NULL)
    return TRUE;
  request = mw_session_build_request (self, self->sign_in->check, NULL, error);
  if (request == NULL)
    return FALSE;
  mw_request_set_purpose (request, &(MwPurpose) { .kind = MW_PURPOSE_CHECK });
  if (sent != NULL)
    g_set_object (sent, request);
  mw_request_set_repeatable (request, TRUE);
  response = dex_await_object (mw_session_until (fiber, mw_transport_send (self->transport, request)), error);
  return response != NULL &&
         dex_await (mw_session_until (fiber, mw_login_answer_read (self, response, NULL, signed_out)), error);
}

typedef struct
{
  MwSession *session;
  MwSecrets *form;
  MwAuthPrompt *prompt;
  gboolean keep_password;
} SignInCall;

static void
sign_in_call_free (gpointer data)
{
  SignInCall *call = data;

  g_object_unref (call->session);
  mw_secrets_unref (call->form);
  g_clear_object (&call->prompt);
  g_free (call);
}

/* What the form's secrets become. */
static MwGrant *
get_grant (SignInCall *call, MwFiber *fiber, GError **error)
{
  MwSession *self = call->session;
  MwGrant *grant;

  switch (self->sign_in->kind)
    {
    case MW_SIGN_IN_LOGIN:
      return mw_sign_in_log_in (self, fiber, call->form, call->keep_password, error);
    case MW_SIGN_IN_OAUTH2:
      return mw_oauth_sign_in (self, fiber, call->form, call->keep_password, call->prompt, error);
    case MW_SIGN_IN_HEADERS:
    case MW_SIGN_IN_OAUTH1:
    default:
      grant = mw_grant_new ();
      mw_session_take_form_secrets (self, call->form, grant->secrets, TRUE);
      return grant;
    }
}

static DexFuture *
sign_in_fiber (MwFiber *fiber, gpointer data)
{
  SignInCall *call = data;
  MwSession *self = call->session;
  const char *missing = mw_session_find_missing_secret (self, call->form);
  g_autoptr (MwGrant) grant = NULL;
  GError *error = NULL;

  if (missing != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "%s", missing);
  grant = get_grant (call, fiber, &error);
  if (grant == NULL)
    return dex_future_new_for_error (error);
  mw_session_accept (self, grant);
  /* A login has just been answered; what a token is worth to the system shows only when it is used. */
  if (self->sign_in->kind != MW_SIGN_IN_LOGIN && !check (self, fiber, MW_AUTH_ERROR_REFUSED, NULL, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_object_ref (self));
}

/**
 * mw_session_sign_in:
 * @system: the system
 * @sign_in: one of its ways
 * @transport: to its address
 * @settings: the form's plain values
 * @input: the form's secrets
 * @keep_password: whether the session may keep the password where @sign_in allows it
 * @prompt: (nullable): where a browser or a code is shown; without it a sign-in that needs one is refused
 *
 * One try: a refused login is never repeated.
 *
 * Returns: (transfer full): a #MwSession; rejects with a #MwAuthError or #MwTransportError
 */
DexFuture *
mw_session_sign_in (MwSystem *system,
                    const MwSignIn *sign_in,
                    MwTransport *transport,
                    MwVariables *settings,
                    MwSecrets *input,
                    gboolean keep_password,
                    MwAuthPrompt *prompt)
{
  SignInCall *call = g_new0 (SignInCall, 1);

  call->session = mw_session_new (system, sign_in, transport, settings);
  call->form = mw_secrets_ref (input);
  call->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  call->keep_password = keep_password;
  return mw_fiber_spawn ("sign in", sign_in_fiber, call, sign_in_call_free);
}

/* As with any other request: a token that has ended is no end of the sign-in where another can be had. */
static DexFuture *
check_fiber (MwFiber *fiber, gpointer data)
{
  MwSession *self = data;
  g_autoptr (MwRequest) sent = NULL;
  g_autoptr (GError) ended = NULL;
  g_autoptr (GError) error = NULL;

  if (!mw_session_prepare (self, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (check (self, fiber, MW_AUTH_ERROR_EXPIRED, &sent, &ended))
    return dex_future_new_true ();
  if (!g_error_matches (ended, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED))
    return dex_future_new_for_error (g_steal_pointer (&ended));
  if (!dex_await (mw_fiber_until (fiber, mw_session_renew (self, sent)), &error))
    return dex_future_new_for_error (mw_auth_error_is_refusal (error) ? g_steal_pointer (&ended)
                                                                      : g_steal_pointer (&error));
  if (!check (self, fiber, MW_AUTH_ERROR_EXPIRED, NULL, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_session_check:
 *
 * Asks what only a signed-in user may ask, where the file names such a request. A token that has ended is
 * renewed, where that needs nothing from the user.
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError (EXPIRED when the sign-in no longer holds) or
 * #MwTransportError
 */
DexFuture *
mw_session_check (MwSession *self)
{
  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  return mw_fiber_spawn ("check sign-in", check_fiber, g_object_ref (self), g_object_unref);
}
