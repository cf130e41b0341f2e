/* mw-oauth-token.c: asks the token endpoint: client credentials, password, refresh token, revocation
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-call.h"

#include <string.h>

#include "mw-end-answer.h"
#include "mw-oauth-assertion.h"
#include "mw-oauth-code.h"

/* In microseconds: servers take dates that are a little off. */
#define MIN_CLOCK_OFFSET (60 * G_USEC_PER_SEC)
#define FORM_TYPE        "application/x-www-form-urlencoded"

/* RFC 6749 2.3.1: id and secret are encoded as in a form before they are joined. */
static char *
dup_basic (const char *id, const char *secret)
{
  g_autofree char *encoded_id = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *encoded_secret = g_uri_escape_string (secret, NULL, FALSE);
  g_autofree char *pair = g_strconcat (encoded_id, ":", encoded_secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* What proves who the client is: in @form or in a header of @request. */
static gboolean
prove_client (MwOAuthCall *self, MwOAuthForm *form, MwRequest *request, GError **error)
{
  const MwOAuth2 *oauth2 = &self->session->sign_in->oauth2;
  g_autofree char *id = mw_oauth_call_fill (self, oauth2->client_id, error);
  g_autofree char *secret = NULL;

  if (id == NULL)
    return FALSE;
  if (oauth2->client_auth == MW_OAUTH_CLIENT_AUTH_NONE)
    {
      mw_oauth_form_add (form, "client_id", id);
      return TRUE;
    }
  if (oauth2->client_auth == MW_OAUTH_CLIENT_AUTH_ASSERTION)
    {
      g_autofree char *token = mw_oauth_assertion_make (self, id, error);

      mw_oauth_form_add (form, "client_id", id);
      mw_oauth_form_add (form, "client_assertion_type", MW_OAUTH_ASSERTION_TYPE);
      mw_oauth_form_add (form, "client_assertion", token);
      return token != NULL;
    }
  secret = mw_oauth_call_fill (self, oauth2->client_secret, error);
  if (secret == NULL)
    return FALSE;
  if (oauth2->client_auth == MW_OAUTH_CLIENT_AUTH_BASIC)
    {
      g_autofree char *header = dup_basic (id, secret);

      mw_request_set_header (request, "Authorization", header);
      return TRUE;
    }
  mw_oauth_form_add (form, "client_id", id);
  mw_oauth_form_add (form, "client_secret", secret);
  return TRUE;
}

MwResponse *
mw_oauth_post (MwOAuthCall *self, const char *address, MwOAuthForm *form, GError **error)
{
  g_autoptr (MwRequest) request = mw_request_new ("POST", address);
  g_autoptr (MwOAuthForm) whole = mw_oauth_form_copy (form);
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (!prove_client (self, whole, request, error))
    return NULL;
  text = mw_oauth_form_dup_text (whole);
  body = g_bytes_new_take (text, strlen (text));
  mw_request_set_header (request, "Accept", "application/json");
  mw_request_set_body (request, FORM_TYPE, body);
  return mw_oauth_call_send (self, request, error);
}

static gboolean
ask_once (MwOAuthCall *self, MwOAuthForm *form, MwTokenAnswer *answer, MwAuthError refused, GError **error)
{
  g_autoptr (MwResponse) response = mw_oauth_post (self, self->endpoints->token, form, error);

  return response != NULL &&
         dex_await (
           mw_session_until (self->fiber, mw_token_answer_read (answer, self->session, response, refused)),
           error);
}

/* Whether what was signed may have been refused for its date alone: then it is signed once more by the clock
 * of the server, which is another proof than the one that was refused. */
static gboolean
take_server_clock (MwOAuthCall *self, const GError *reason)
{
  gint64 offset = mw_transport_get_clock_offset (self->session->transport);

  if (self->session->sign_in->oauth2.client_auth != MW_OAUTH_CLIENT_AUTH_ASSERTION ||
      self->clock_offset != 0 || ABS (offset) < MIN_CLOCK_OFFSET || reason->domain != MW_AUTH_ERROR ||
      reason->code == MW_AUTH_ERROR_TOO_MANY || reason->code == MW_AUTH_ERROR_KEY)
    return FALSE;
  self->clock_offset = offset;
  return TRUE;
}

gboolean
mw_oauth_ask_token (MwOAuthCall *self,
                    MwOAuthForm *form,
                    MwTokenAnswer *answer,
                    MwAuthError refused,
                    GError **error)
{
  const MwOAuth2 *oauth2 = &self->session->sign_in->oauth2;
  g_autoptr (GError) reason = NULL;

  for (guint i = 0; i < oauth2->n_parameters; i++)
    {
      g_autofree char *value = mw_template_fill (oauth2->parameters[i].value, self->variables, self->secrets);

      mw_oauth_form_add (form, oauth2->parameters[i].name, value);
    }
  if (ask_once (self, form, answer, refused, &reason))
    return TRUE;
  if (take_server_clock (self, reason))
    {
      g_clear_pointer (&answer->problem, g_free);
      return ask_once (self, form, answer, refused, error);
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
add_password (MwOAuthCall *self, MwOAuthForm *form, GError **error)
{
  const MwOAuth2 *oauth2 = &self->session->sign_in->oauth2;
  g_autofree char *username = mw_oauth_call_fill (self, oauth2->username, error);
  g_autofree char *password = username != NULL ? mw_oauth_call_fill (self, oauth2->password, error) : NULL;

  if (password == NULL)
    return FALSE;
  mw_oauth_form_add (form, "username", username);
  mw_oauth_form_add (form, "password", password);
  return TRUE;
}

/* RFC 6749 4.3 and 4.4: one request, nobody is asked. */
static gboolean
ask_alone (MwOAuthCall *self, MwTokenAnswer *answer, GError **error)
{
  gboolean with_password = self->session->sign_in->oauth2.grant == MW_OAUTH_GRANT_PASSWORD;
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
  g_autoptr (GError) reason = NULL;
  g_autofree char *scope = mw_oauth_call_dup_scope (self, &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  mw_oauth_form_add (form, "grant_type", with_password ? "password" : "client_credentials");
  mw_oauth_form_add (form, "scope", scope);
  return (!with_password || add_password (self, form, error)) &&
         mw_oauth_ask_token (self, form, answer, MW_AUTH_ERROR_REFUSED, error);
}

static gboolean
ask_grant (MwOAuthCall *self, MwAuthPrompt *prompt, MwGrant *grant, GError **error)
{
  MwOAuthGrant kind = self->session->sign_in->oauth2.grant;
  g_autoptr (MwTokenAnswer) answer = NULL;

  if (kind == MW_OAUTH_GRANT_CLIENT_CREDENTIALS || kind == MW_OAUTH_GRANT_PASSWORD)
    {
      answer = mw_token_answer_new (grant, NULL);
      return ask_alone (self, answer, error);
    }
  if (prompt == NULL)
    {
      g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, "Signing in to %s needs a person",
                   mw_system_get_name (self->session->system));
      return FALSE;
    }
  return kind == MW_OAUTH_GRANT_DEVICE_CODE ? mw_oauth_device_ask (self, prompt, grant, error)
                                            : mw_oauth_code_ask (self, prompt, grant, error);
}

MwGrant *
mw_oauth_sign_in (MwSession *session,
                  MwFiber *fiber,
                  MwSecrets *form,
                  gboolean keep_password,
                  MwAuthPrompt *prompt,
                  GError **error)
{
  const MwSignIn *sign_in = session->sign_in;
  g_autoptr (MwOAuthCall) call = mw_oauth_call_new (session, MW_PURPOSE_SIGN_IN, fiber, form, error);
  g_autoptr (MwGrant) grant = mw_grant_new ();

  if (call == NULL || !ask_grant (call, prompt, grant, error))
    return NULL;
  mw_session_take_form_secrets (session, form, grant->secrets, keep_password && sign_in->keeps_password);
  return g_steal_pointer (&grant);
}

MwGrant *
mw_oauth_refresh (MwSession *session, GError **error)
{
  g_autoptr (MwGrant) grant = mw_grant_new_from (session);
  g_autoptr (MwOAuthCall) call = mw_oauth_call_new (session, MW_PURPOSE_RENEW, NULL, grant->secrets, error);
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
  g_autoptr (MwTokenAnswer) answer = mw_token_answer_new (grant, NULL);

  if (call == NULL)
    return NULL;
  mw_oauth_form_add (form, "grant_type", "refresh_token");
  mw_oauth_form_add (form, "refresh_token", mw_secrets_get (grant->secrets, MW_OAUTH_REFRESH_TOKEN));
  if (!mw_oauth_ask_token (call, form, answer, MW_AUTH_ERROR_EXPIRED, error))
    return NULL;
  return g_steal_pointer (&grant);
}

gboolean
mw_oauth_revoke (MwSession *session, MwFiber *fiber, gboolean *heard, GError **error)
{
  g_autoptr (MwGrant) grant = mw_grant_new_from (session);
  g_autoptr (MwOAuthCall)
    call = mw_oauth_call_new (session, MW_PURPOSE_SIGN_OUT, fiber, grant->secrets, error);
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
  g_autoptr (MwResponse) response = NULL;
  const char *refresh_token = mw_secrets_get (grant->secrets, MW_OAUTH_REFRESH_TOKEN);
  const char *access_token = mw_secrets_get (grant->secrets, MW_OAUTH_ACCESS_TOKEN);

  if (call == NULL)
    return FALSE;
  if (call->endpoints->revoke == NULL || (refresh_token == NULL && access_token == NULL))
    return TRUE;
  *heard = TRUE;
  /* RFC 7009 2.1: with the refresh token the access tokens go too. */
  mw_oauth_form_add (form, "token", refresh_token != NULL ? refresh_token : access_token);
  mw_oauth_form_add (form, "token_type_hint", refresh_token != NULL ? "refresh_token" : "access_token");
  response = mw_oauth_post (call, call->endpoints->revoke, form, error);
  return response != NULL &&
         dex_await (mw_session_until (fiber, mw_end_answer_read (session, response, "the revocation")),
                    error);
}
