/* mw-session.c: being signed in to one system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

#include <string.h>

#include "mw-oauth-call.h"
#include "mw-oauth1.h"
#include "mw-random-text.h"

/* Renewed this long before the end, or in the last quarter of a short life. */
#define RENEW_BEFORE (30 * G_USEC_PER_SEC)

G_DEFINE_QUARK (mw_auth_error_quark, mw_auth_error)

G_DEFINE_FINAL_TYPE (MwSession, mw_session, G_TYPE_OBJECT)

static void
mw_session_finalize (GObject *object)
{
  MwSession *self = MW_SESSION (object);

  if (self->keeper_destroy)
    self->keeper_destroy (self->keeper_data);
  g_clear_object (&self->system);
  g_clear_object (&self->transport);
  g_clear_object (&self->beside);
  g_clear_pointer (&self->endpoints, mw_oauth_endpoints_unref);
  g_clear_pointer (&self->settings, mw_variables_unref);
  g_clear_pointer (&self->secrets, mw_secrets_unref);
  g_clear_pointer (&self->variables, mw_variables_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (mw_session_parent_class)->finalize (object);
}

static void
mw_session_class_init (MwSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_session_finalize;
}

static void
mw_session_init (MwSession *self)
{
  g_mutex_init (&self->mutex);
}

/* Its number in the session's life, on each request. */
static GQuark
generation_quark (void)
{
  return g_quark_from_static_string ("mw-session-generation");
}

MwSession *
mw_session_new (MwSystem *system, const MwSignIn *sign_in, MwTransport *transport, MwVariables *settings)
{
  MwSession *self = g_object_new (MW_TYPE_SESSION, NULL);

  self->system = g_object_ref (system);
  self->sign_in = sign_in;
  self->transport = g_object_ref (transport);
  self->settings = mw_variables_ref (settings);
  self->used_at = g_get_monotonic_time ();
  self->secrets = mw_secrets_new ();
  self->variables = mw_variables_new (settings);
  return self;
}

static gboolean
is_secret_field (MwSystem *system, const char *id)
{
  const MwFormField *field = mw_system_find_form_field (system, id);

  return field != NULL && (field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET);
}

void
mw_session_take_form_secrets (MwSession *self, MwSecrets *from, MwSecrets *to, gboolean passwords)
{
  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const char *id = self->sign_in->fields[i];

      if (is_secret_field (self->system, id) &&
          (passwords || mw_system_find_form_field (self->system, id)->kind == MW_FORM_FIELD_SECRET))
        mw_secrets_set (to, id, mw_secrets_get (from, id));
    }
}

const char *
mw_session_find_missing_secret (MwSession *self, MwSecrets *secrets)
{
  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const char *id = self->sign_in->fields[i];
      const MwFormField *field = mw_system_find_form_field (self->system, id);

      if (is_secret_field (self->system, id) && !field->optional && mw_secrets_get (secrets, id) == NULL)
        return id;
    }
  return NULL;
}

void
mw_session_derive (MwSession *self, MwSecrets *secrets, MwVariables *variables)
{
  for (guint i = 0; i < self->sign_in->n_derived; i++)
    {
      const MwRequestDerived *derived = &self->sign_in->derived[i];
      g_autofree char *value = mw_request_derived_fill (derived, variables, secrets);

      if (derived->secret)
        mw_secrets_set (secrets, derived->variable, value);
      else
        mw_variables_set_text (variables, derived->variable, value);
    }
}

void
mw_session_accept (MwSession *self, MwGrant *grant)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 life = grant->expires_at - g_get_real_time ();

  g_clear_pointer (&self->secrets, mw_secrets_unref);
  g_clear_pointer (&self->variables, mw_variables_unref);
  self->secrets = mw_secrets_ref (grant->secrets);
  self->variables = mw_variables_new (self->settings);
  mw_variables_overlay (self->variables, grant->variables);
  self->expires_at = grant->expires_at;
  self->made_here = grant->made_here;
  self->renew_at = grant->expires_at > 0 ? grant->expires_at - CLAMP (life / 4, 0, RENEW_BEFORE) : 0;
  self->generation++;
  g_clear_pointer (&self->chosen, g_hash_table_unref);
}

void
mw_session_snapshot (MwSession *self, MwSecrets **secrets, MwVariables **variables)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *secrets = mw_secrets_ref (self->secrets);
  *variables = mw_variables_ref (self->variables);
}

/**
 * mw_session_dup_variables:
 *
 * Returns: (transfer full): what is known in clear: settings and what the sign-in gave. Any thread.
 */
MwVariables *
mw_session_dup_variables (MwSession *self)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwSecrets) all = NULL;
  g_autoptr (MwVariables) own = NULL;
  MwVariables *variables;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  mw_session_snapshot (self, &secrets, &own);
  all = mw_secrets_copy (secrets);
  variables = mw_variables_new (own);
  mw_session_derive (self, all, variables);
  return variables;
}

/* What a read is for its reader knows. */
static const MwPurposeKind purposes[] = {
  [MW_REQUEST_READ] = MW_PURPOSE_OTHER,    [MW_REQUEST_SEARCH] = MW_PURPOSE_OTHER,
  [MW_REQUEST_LOGIN] = MW_PURPOSE_SIGN_IN, [MW_REQUEST_LOGOUT] = MW_PURPOSE_SIGN_OUT,
  [MW_REQUEST_NEW_KEY] = MW_PURPOSE_KEY,   [MW_REQUEST_DELETE_KEY] = MW_PURPOSE_KEY,
};

static MwRequest *
request_from_rendered (MwRenderedRequest *rendered, MwRequestKind kind)
{
  MwRequest *request = mw_request_new (rendered->method, rendered->uri);

  mw_request_set_purpose (request, &(MwPurpose) { .kind = purposes[kind] });
  for (guint i = 0; rendered->headers != NULL && rendered->headers[i] != NULL; i += 2)
    mw_request_set_header (request, rendered->headers[i], rendered->headers[i + 1]);
  if (rendered->body != NULL)
    mw_request_set_body (request, rendered->content_type, rendered->body);
  return request;
}

/* OAuth 1: the signature is over method, address and parameters, with a nonce of its own. */
static gboolean
sign (MwSession *self,
      MwRenderedRequest *rendered,
      MwRequest *request,
      MwVariables *variables,
      MwSecrets *secrets,
      GError **error)
{
  const MwOAuth1 *oauth1 = &self->sign_in->oauth1;
  g_autofree char *realm = oauth1->realm != NULL ? mw_template_fill (oauth1->realm, variables, secrets)
                                                 : NULL;
  g_autofree char *consumer_key = mw_template_fill (oauth1->consumer_key, variables, secrets);
  g_autofree char *consumer_secret = mw_template_fill (oauth1->consumer_secret, variables, secrets);
  g_autofree char *token = mw_template_fill (oauth1->token, variables, secrets);
  g_autofree char *token_secret = mw_template_fill (oauth1->token_secret, variables, secrets);
  const MwOAuth1Keys keys = { realm, consumer_key, consumer_secret, token, token_secret };
  g_autofree char *nonce = mw_random_text (18);
  g_autofree char *form = NULL;
  g_autofree char *header = NULL;

  if (consumer_key == NULL || consumer_secret == NULL || token == NULL || token_secret == NULL)
    {
      g_set_error (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT, "a key to sign with has no value");
      return FALSE;
    }
  if (g_strcmp0 (rendered->content_type, "application/x-www-form-urlencoded") == 0)
    form = g_strndup (g_bytes_get_data (rendered->body, NULL), g_bytes_get_size (rendered->body));
  header = mw_oauth1_sign (&keys, rendered->method, rendered->uri, form, g_get_real_time () / G_USEC_PER_SEC,
                           nonce);
  mw_request_set_header (request, "Authorization", header);
  return TRUE;
}

MwRequest *
mw_session_build (MwSession *self,
                  const MwRequestTemplate *template,
                  MwVariables *variables,
                  MwSecrets *secrets,
                  gboolean with_headers,
                  GError **error)
{
  g_autoptr (MwRenderedRequest) rendered = mw_request_template_render (
    template, mw_transport_get_base_uri (self->transport), variables, secrets, error);
  g_autoptr (MwRequest) request = NULL;

  if (rendered == NULL)
    return NULL;
  request = request_from_rendered (rendered, template->kind);
  if (with_headers && self->sign_in->kind == MW_SIGN_IN_OAUTH1 &&
      !sign (self, rendered, request, variables, secrets, error))
    return NULL;
  for (guint i = 0; with_headers && i < self->sign_in->n_headers; i++)
    {
      const MwRequestHeader *header = &self->sign_in->headers[i];
      GError *reason = NULL;
      g_autofree char *value = mw_request_header_fill (header, variables, secrets, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, reason);
          return NULL;
        }
      if (value != NULL)
        {
          g_autofree char *name = mw_request_header_dup_name (header, variables, error);

          if (name == NULL)
            return NULL;
          mw_request_set_header (request, name, value);
        }
    }
  return g_steal_pointer (&request);
}

DexFuture *
mw_session_until (MwFiber *fiber, DexFuture *future)
{
  return fiber != NULL ? mw_fiber_until (fiber, future) : future;
}

/**
 * mw_session_set_keeper:
 * @self: a session
 * @keeper: where its secrets are stored
 * @data: for the functions of @keeper
 * @data_destroy: frees @data
 *
 * To be called before the session is used, once.
 */
void
mw_session_set_keeper (MwSession *self,
                       const MwSessionKeeper *keeper,
                       gpointer data,
                       GDestroyNotify data_destroy)
{
  g_return_if_fail (MW_IS_SESSION (self) && self->keeper.begin == NULL);

  self->keeper = *keeper;
  self->keeper_data = data;
  self->keeper_destroy = data_destroy;
}

/**
 * mw_session_get_expires_at:
 *
 * Returns: when the token ends, in microseconds since 1970; 0 when nobody said
 */
gint64
mw_session_get_expires_at (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), 0);

  locker = g_mutex_locker_new (&self->mutex);
  return self->expires_at;
}

/**
 * mw_session_get_valid_until:
 * @self: a session
 *
 * Returns: until when what it has is good for something, in microseconds since 1970; 0 when nobody said, as
 * of a token that is renewed with another one
 */
gint64
mw_session_get_valid_until (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), 0);

  locker = g_mutex_locker_new (&self->mutex);
  return mw_secrets_get (self->secrets, MW_OAUTH_REFRESH_TOKEN) != NULL ? 0 : self->expires_at;
}

/* The token of what was chosen stands beside the rest. */
static MwRequest *
build_chosen (MwSession *chosen,
              const MwRequestTemplate *request,
              MwVariables *variables,
              MwSecrets *secrets,
              GError **error)
{
  g_autoptr (MwSecrets) own = NULL;
  g_autoptr (MwVariables) extracts = NULL;
  g_autoptr (MwVariables) merged = NULL;
  g_autoptr (MwSecrets) all = mw_secrets_copy (secrets);
  g_auto (GStrv) names = NULL;

  mw_session_snapshot (chosen, &own, &extracts);
  names = mw_secrets_dup_names (own);
  for (guint i = 0; names[i] != NULL; i++)
    mw_secrets_set (all, names[i], mw_secrets_get (own, names[i]));
  merged = mw_variables_new (variables);
  mw_variables_overlay (merged, extracts);
  return mw_session_build (chosen, request, merged, all, TRUE, error);
}

static MwRequest *
build_request (MwSession *self,
               const MwRequestTemplate *request,
               MwVariables *variables,
               gboolean with_chosen,
               GError **error)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwSecrets) all = NULL;
  g_autoptr (MwVariables) own = NULL;
  g_autoptr (MwVariables) scope = NULL;
  g_autoptr (MwSession) chosen = NULL;
  MwRequest *built;
  guint generation;

  /* Before the snapshot: a request that is newer than it says is renewed once too often, never too seldom. */
  g_mutex_lock (&self->mutex);
  generation = self->generation;
  self->used_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  mw_session_snapshot (self, &secrets, &own);
  all = mw_secrets_copy (secrets);
  scope = mw_variables_new (own);
  mw_session_derive (self, all, scope);
  if (variables != NULL)
    mw_variables_overlay (scope, variables);
  chosen = with_chosen ? mw_session_dup_chosen (self, scope, all) : NULL;
  built = chosen != NULL ? build_chosen (chosen, request, scope, all, error)
                         : mw_session_build (self, request, scope, all, TRUE, error);
  if (built != NULL)
    g_object_set_qdata (G_OBJECT (built), generation_quark (), GUINT_TO_POINTER (generation));
  return built;
}

MwRequest *
mw_session_build_own_request (MwSession *self,
                              const MwRequestTemplate *request,
                              MwVariables *variables,
                              GError **error)
{
  return build_request (self, request, variables, FALSE, error);
}

/**
 * mw_session_build_request:
 * @request: the template
 * @variables: (nullable): values beside the session's own
 * @error: a #MwCatalogError when a place has no value
 *
 * Fills the template and adds the headers that prove who asks. Any thread.
 *
 * Returns: (transfer full) (nullable):
 */
MwRequest *
mw_session_build_request (MwSession *self,
                          const MwRequestTemplate *request,
                          MwVariables *variables,
                          GError **error)
{
  g_return_val_if_fail (MW_IS_SESSION (self) && request != NULL, NULL);

  return build_request (self, request, variables, TRUE, error);
}

/**
 * mw_session_get_idle:
 * @self: a session
 *
 * Returns: how long no request was built with it, in microseconds
 */
gint64
mw_session_get_idle (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), 0);

  locker = g_mutex_locker_new (&self->mutex);
  return g_get_monotonic_time () - self->used_at;
}

gboolean
mw_session_has_token (MwSession *self)
{
  for (guint i = 0; self->sign_in->kind == MW_SIGN_IN_LOGIN && i < self->sign_in->n_extracts; i++)
    {
      const MwExtract *extract = &self->sign_in->extracts[i];

      if (!extract->optional &&
          (extract->secret ? mw_secrets_get (self->secrets, extract->variable) == NULL
                           : mw_variables_get_node (self->variables, extract->variable) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* Whether the session was renewed since @request was built. The mutex is held. */
gboolean
mw_session_is_newer (MwSession *self, MwRequest *request)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (request), generation_quark ())) != self->generation;
}
