/* mw-oauth-call.c: what every step of an OAuth 2 sign-in works with
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-oauth-call.h"

#include "mw-oauth-endpoints.h"
#include "mw-origin.h"
#include "mw-places.h"

MwOAuthCall *
mw_oauth_call_new (MwSession *session, MwPurposeKind purpose, MwFiber *fiber, MwSecrets *form, GError **error)
{
  g_autoptr (MwOAuthCall) self = g_new0 (MwOAuthCall, 1);

  self->session = g_object_ref (session);
  self->purpose = purpose;
  self->fiber = fiber;
  self->variables = mw_variables_new (session->settings);
  self->secrets = mw_secrets_copy (form);
  mw_session_derive (session, self->secrets, self->variables);
  self->endpoints = mw_oauth_endpoints_find (self, error);
  return self->endpoints != NULL ? g_steal_pointer (&self) : NULL;
}

void
mw_oauth_call_free (MwOAuthCall *self)
{
  g_object_unref (self->session);
  mw_variables_unref (self->variables);
  mw_secrets_unref (self->secrets);
  g_clear_pointer (&self->endpoints, mw_oauth_endpoints_unref);
  g_free (self);
}

char *
mw_oauth_call_fill (MwOAuthCall *self, const char *text, GError **error)
{
  char *filled = mw_template_fill (text, self->variables, self->secrets);
  MwPlace place;

  if (filled != NULL)
    return filled;
  while (mw_place_next (&text, &place))
    {
      g_autofree char *value = *place.name != '\0' ? mw_variables_dup_text (self->variables, place.name)
                                                   : NULL;

      if (*place.name != '\0' && value == NULL && mw_secrets_get (self->secrets, place.name) == NULL)
        {
          g_set_error_literal (error, MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, place.name);
          break;
        }
    }
  return NULL;
}

char *
mw_oauth_call_dup_scope (MwOAuthCall *self, GError **error)
{
  char **scopes = self->session->sign_in->oauth2.scopes;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) filled = NULL;

  if (scopes == NULL)
    return NULL;
  for (guint i = 0; scopes[i] != NULL; i++)
    {
      char *scope = mw_oauth_call_fill (self, scopes[i], error);

      if (scope == NULL)
        return NULL;
      g_strv_builder_take (builder, scope);
    }
  filled = g_strv_builder_end (builder);
  return g_strjoinv (" ", filled);
}

static gboolean
reaches (MwTransport *transport, GUri *uri)
{
  g_autoptr (GUri) base = mw_origin_parse (mw_transport_get_base_uri (transport), NULL);

  return base != NULL && mw_origin_is_same (base, uri);
}

/* The connection's transport, or one beside it that the session keeps for the next time. */
static MwTransport *
dup_transport (MwSession *session, const char *address, GError **error)
{
  g_autoptr (GUri) uri = mw_origin_parse (address, error);
  g_autoptr (GMutexLocker) locker = NULL;

  if (uri == NULL)
    return NULL;
  if (reaches (session->transport, uri))
    return g_object_ref (session->transport);
  locker = g_mutex_locker_new (&session->mutex);
  if (session->beside == NULL || !reaches (session->beside, uri))
    {
      MwTransport *beside = mw_transport_new_beside (session->transport, address, error);

      if (beside == NULL)
        return NULL;
      g_clear_object (&session->beside);
      session->beside = beside;
    }
  return g_object_ref (session->beside);
}

MwResponse *
mw_oauth_call_send (MwOAuthCall *self, MwRequest *request, GError **error)
{
  g_autoptr (MwTransport) transport = dup_transport (self->session, mw_request_get_uri (request), error);

  if (transport == NULL)
    return NULL;
  mw_request_set_purpose (request, &(MwPurpose) { .kind = self->purpose });
  return dex_await_object (mw_session_until (self->fiber, mw_transport_send (transport, request)), error);
}

struct _MwOAuthForm
{
  GString *text;
};

MwOAuthForm *
mw_oauth_form_new (void)
{
  MwOAuthForm *self = g_new0 (MwOAuthForm, 1);

  self->text = g_string_new (NULL);
  return self;
}

MwOAuthForm *
mw_oauth_form_copy (MwOAuthForm *self)
{
  MwOAuthForm *copy = mw_oauth_form_new ();

  g_string_append_len (copy->text, self->text->str, (gssize) self->text->len);
  return copy;
}

void
mw_oauth_form_free (MwOAuthForm *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
mw_oauth_form_add (MwOAuthForm *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, '&');
  g_string_append_uri_escaped (self->text, name, NULL, FALSE);
  g_string_append_c (self->text, '=');
  g_string_append_uri_escaped (self->text, value, NULL, FALSE);
}

char *
mw_oauth_form_dup_text (MwOAuthForm *self)
{
  return g_strdup (self->text->str);
}
