/* mw-oauth-code.c: the authorization code (RFC 6749 4.1): a browser goes out and comes back
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-code.h"

#include <string.h>

#include "mw-pkce.h"
#include "mw-random-text.h"
#include "mw-redact.h"
#include "mw-redirect-listener.h"

/* How long a person may take. */
#define PATIENCE_SECONDS 900
#define STATE_BYTES      32

/* One trip of the browser. */
typedef struct
{
  MwOAuthCall *call;
  MwAuthPrompt *prompt;
  MwRedirectListener *listener; /* NULL: the address is pasted */
  const char *redirect_uri;
  char *state;
  char *verifier;
  GHashTable *answer; /* the parameters it brought */
} Trip;

static void
trip_clear (Trip *self)
{
  g_clear_pointer (&self->listener, mw_redirect_listener_free);
  g_clear_pointer (&self->answer, g_hash_table_unref);
  g_free (self->state);
  g_free (self->verifier);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trip, trip_clear)

static gboolean
begin (Trip *self, GError **error)
{
  const MwOAuthRedirect *redirect = self->call->session->sign_in->oauth2.redirect;

  self->state = mw_random_text (STATE_BYTES);
  self->verifier = mw_pkce_make_verifier ();
  mw_redact_add_secret (self->verifier);
  self->redirect_uri = redirect->paste;
  if (redirect->paste != NULL)
    return TRUE;
  self->listener = mw_redirect_listener_new (redirect->host, redirect->port, redirect->path, self->state,
                                             error);
  if (self->listener == NULL)
    return FALSE;
  self->redirect_uri = mw_redirect_listener_get_uri (self->listener);
  return TRUE;
}

/* 4.1.1, with PKCE. */
static char *
dup_authorize_uri (Trip *self, GError **error)
{
  MwOAuthCall *call = self->call;
  const MwOAuth2 *oauth2 = &call->session->sign_in->oauth2;
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();
  g_autoptr (GError) reason = NULL;
  g_autofree char *client_id = mw_oauth_call_fill (call, oauth2->client_id, &reason);
  g_autofree char *scope = reason == NULL ? mw_oauth_call_dup_scope (call, &reason) : NULL;
  g_autofree char *challenge = mw_pkce_dup_challenge (self->verifier);
  g_autofree char *query = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  mw_oauth_form_add (form, "response_type", "code");
  mw_oauth_form_add (form, "client_id", client_id);
  mw_oauth_form_add (form, "redirect_uri", self->redirect_uri);
  mw_oauth_form_add (form, "scope", scope);
  mw_oauth_form_add (form, "state", self->state);
  mw_oauth_form_add (form, "code_challenge", challenge);
  mw_oauth_form_add (form, "code_challenge_method", "S256");
  for (guint i = 0; i < oauth2->n_authorize_parameters; i++)
    {
      /* No secret may stand in an address. */
      g_autofree char *value = mw_template_fill (oauth2->authorize_parameters[i].value, call->variables,
                                                 NULL);

      mw_oauth_form_add (form, oauth2->authorize_parameters[i].name, value);
    }
  query = mw_oauth_form_dup_text (form);
  return g_strconcat (call->endpoints->authorize,
                      strchr (call->endpoints->authorize, '?') != NULL ? "&" : "?", query, NULL);
}

static gboolean
fail_pasted (GError **error)
{
  g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_PASTED,
                       "The pasted address is not the one that this sign-in ends at");
  return FALSE;
}

/* The parameters of a pasted address; what the listener gives is checked already. */
static gboolean
take_pasted (Trip *self, const char *address, GError **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (address));
  gsize length = strlen (self->redirect_uri);

  mw_redact_add_secret (clean);
  if (strncmp (clean, self->redirect_uri, length) != 0 || clean[length] != '?')
    return fail_pasted (error);
  clean[strcspn (clean, "#")] = '\0';
  self->answer = g_uri_parse_params (clean + length + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (self->answer == NULL || g_strcmp0 (g_hash_table_lookup (self->answer, "state"), self->state) != 0)
    return fail_pasted (error);
  return TRUE;
}

/* Whichever is first: the browser at our door, an address that is pasted, or the end of our patience. */
static gboolean
send_browser (Trip *self, const char *uri, GError **error)
{
  MwFiber *fiber = self->call->fiber;
  DexFuture *pasted = mw_auth_prompt_wait (self->prompt);
  DexFuture *came = self->listener != NULL ? mw_redirect_listener_wait (self->listener)
                                           : dex_future_new_infinite ();
  DexFuture *late = dex_timeout_new_seconds (PATIENCE_SECONDS);
  g_autoptr (DexFuture) first = dex_future_first (dex_ref (came), dex_ref (pasted), late, NULL);
  g_autoptr (GError) reason = NULL;
  const GValue *value;
  gboolean taken = FALSE;

  /* Only now: the answer may come at once. */
  mw_auth_prompt_show (self->prompt, self->listener != NULL ? MW_AUTH_PROMPT_BROWSER : MW_AUTH_PROMPT_PASTE,
                       uri, NULL, NULL, 0);
  dex_await (mw_session_until (fiber, dex_ref (first)), &reason);
  value = dex_future_is_resolved (came) ? dex_future_get_value (came, NULL) : NULL;
  if (value != NULL)
    {
      self->answer = g_uri_parse_params (g_value_get_string (value), -1, "&", G_URI_PARAMS_WWW_FORM, error);
      taken = self->answer != NULL;
    }
  else if (dex_future_is_resolved (pasted))
    taken = take_pasted (self, g_value_get_string (dex_future_get_value (pasted, NULL)), error);
  else if (g_error_matches (reason, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_UNANSWERED, "The browser did not come back");
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  dex_unref (came);
  dex_unref (pasted);
  return taken;
}

/* RFC 9207 2.4: before anything else is believed. */
static gboolean
check_issuer (Trip *self, GError **error)
{
  const MwOAuthEndpoints *endpoints = self->call->endpoints;
  const char *issuer = g_hash_table_lookup (self->answer, "iss");

  if (endpoints->issuer == NULL || (issuer == NULL && !endpoints->promises_issuer) ||
      g_strcmp0 (issuer, endpoints->issuer) == 0)
    return TRUE;
  g_set_error (error, MW_AUTH_ERROR, MW_AUTH_ERROR_ISSUER, "%s was asked, and %s answers", endpoints->issuer,
               issuer != NULL ? "another issuer" : "nobody by that name");
  return FALSE;
}

static gboolean
redeem (Trip *self, MwGrant *grant, GError **error)
{
  const char *problem = g_hash_table_lookup (self->answer, "error");
  const char *code = g_hash_table_lookup (self->answer, "code");
  g_autoptr (MwTokenAnswer) answer = mw_token_answer_new (grant, self->answer);
  g_autoptr (MwOAuthForm) form = mw_oauth_form_new ();

  if (!check_issuer (self, error))
    return FALSE;
  if (problem != NULL || code == NULL)
    return mw_oauth_fail (self->call->session, problem != NULL ? problem : "no code",
                          g_hash_table_lookup (self->answer, "error_description"), MW_AUTH_ERROR_REFUSED,
                          error);
  mw_redact_add_secret (code);
  mw_oauth_form_add (form, "grant_type", "authorization_code");
  mw_oauth_form_add (form, "code", code);
  mw_oauth_form_add (form, "redirect_uri", self->redirect_uri);
  mw_oauth_form_add (form, "code_verifier", self->verifier);
  return mw_oauth_ask_token (self->call, form, answer, MW_AUTH_ERROR_REFUSED, error);
}

gboolean
mw_oauth_code_ask (MwOAuthCall *call, MwAuthPrompt *prompt, MwGrant *grant, GError **error)
{
  g_auto (Trip) trip = { call, prompt };
  g_autofree char *uri = NULL;
  gboolean came;

  if (!begin (&trip, error))
    return FALSE;
  uri = dup_authorize_uri (&trip, error);
  if (uri == NULL)
    return FALSE;
  came = send_browser (&trip, uri, error);
  mw_auth_prompt_show (prompt, MW_AUTH_PROMPT_NOTHING, NULL, NULL, NULL, 0);
  return came && redeem (&trip, grant, error);
}
