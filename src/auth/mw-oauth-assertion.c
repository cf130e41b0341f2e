/* mw-oauth-assertion.c: the signed JWT by which a client proves itself (RFC 7523)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-assertion.h"

#include "mw-jwt.h"
#include "mw-random-text.h"
#include "mw-redact.h"
#include "mw-work.h"

/* Shared by the fiber and the work pool. */
typedef struct
{
  MwJwtAlgorithm algorithm;
  char *pem;
  char *key_id;
  char *claims;
  char *token; /* the result */
} Signing;

static void
signing_clear (gpointer data)
{
  Signing *self = data;

  if (self->pem != NULL)
    explicit_bzero (self->pem, strlen (self->pem));
  g_free (self->pem);
  g_free (self->key_id);
  g_free (self->claims);
  g_free (self->token);
}

static void
signing_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, signing_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signing, signing_unref)

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static gboolean
add_scopes (MwOAuthCall *call, JsonBuilder *builder, GError **error)
{
  char **scopes = call->session->sign_in->oauth2.scopes;

  json_builder_set_member_name (builder, "scope");
  json_builder_begin_array (builder);
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    {
      g_autofree char *scope = mw_oauth_call_fill (call, scopes[i], error);

      if (scope == NULL)
        return FALSE;
      json_builder_add_string_value (builder, scope);
    }
  json_builder_end_array (builder);
  return TRUE;
}

/* What the file says, or @preset where it says nothing. */
static char *
fill (MwOAuthCall *call, const char *text, const char *preset, GError **error)
{
  return text != NULL ? mw_oauth_call_fill (call, text, error) : g_strdup (preset);
}

/* RFC 7523 3: who, to whom, from when until when, and a number that is used once. */
static char *
dup_claims (MwOAuthCall *call, const char *client_id, GError **error)
{
  const MwOAuthAssertion *assertion = call->session->sign_in->oauth2.assertion;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *issuer = fill (call, assertion->issuer, client_id, error);
  g_autofree char *audience = issuer != NULL ? fill (call, assertion->audience, call->endpoints->token, error)
                                             : NULL;
  g_autofree char *number = mw_random_text (16);
  gint64 now = (g_get_real_time () + call->clock_offset) / G_USEC_PER_SEC;

  if (audience == NULL)
    return NULL;
  json_builder_begin_object (builder);
  add_text (builder, "iss", issuer);
  add_text (builder, "sub", client_id);
  add_text (builder, "aud", audience);
  add_text (builder, "jti", number);
  add_number (builder, "iat", now);
  add_number (builder, "exp", now + assertion->lifetime);
  if (assertion->scope_claim && !add_scopes (call, builder, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
sign (gpointer data, GCancellable *cancellable, GError **error)
{
  Signing *signing = data;

  signing->token = mw_jwt_sign (signing->algorithm, signing->pem, signing->key_id, signing->claims, error);
  return signing->token != NULL;
}

char *
mw_oauth_assertion_make (MwOAuthCall *call, const char *client_id, GError **error)
{
  const MwOAuthAssertion *assertion = call->session->sign_in->oauth2.assertion;
  g_autoptr (Signing) signing = g_atomic_rc_box_new0 (Signing);

  signing->algorithm = assertion->algorithm;
  signing->pem = mw_oauth_call_fill (call, assertion->key, error);
  signing->claims = signing->pem != NULL ? dup_claims (call, client_id, error) : NULL;
  if (signing->claims == NULL)
    return NULL;
  /* An optional field may be empty. */
  if (assertion->key_id != NULL)
    signing->key_id = mw_template_fill (assertion->key_id, call->variables, call->secrets);
  if (!dex_await (
        mw_session_until (call->fiber, mw_work_run ("sign assertion", sign, g_atomic_rc_box_acquire (signing),
                                                    signing_unref)),
        error))
    return NULL;
  mw_redact_add_secret (signing->token);
  return g_strdup (signing->token);
}
