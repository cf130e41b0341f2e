/* mw-session.c: being signed in to one system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session.h"

#include "mw-delivery.h"
#include "mw-fiber.h"
#include "mw-login-answer.h"

#include <string.h>

/* What stands in the keyring beside the secrets: variables that are none, and when the token ends. */
#define PLAIN_NAME   "plain"
#define PLAIN_PREFIX "plain:"
#define END_VARIABLE "expires_at"

G_DEFINE_QUARK (mw_auth_error_quark, mw_auth_error)

struct _MwSession
{
  GObject parent_instance;

  MwSystem *system;
  const MwSignIn *sign_in;
  MwTransport *transport;
  MwVariables *settings;

  GMutex mutex; /* guards what follows: requests are built on any fiber while a renewal swaps the token */
  MwSecrets *secrets;
  MwVariables *variables; /* public extracts, over the settings */
  gint64 expires_at;
  guint generation;   /* grows with each renewal */
  GPtrArray *waiting; /* (element-type MwDelivery): who waits for the renewal that runs; NULL: none runs */
  gboolean is_refused;
};

G_DEFINE_FINAL_TYPE (MwSession, mw_session, G_TYPE_OBJECT)

static void
mw_session_finalize (GObject *object)
{
  MwSession *self = MW_SESSION (object);

  g_clear_object (&self->system);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->settings, mw_variables_unref);
  g_clear_pointer (&self->secrets, mw_secrets_unref);
  g_clear_pointer (&self->variables, mw_variables_unref);
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

static MwSession *
mw_session_new (MwSystem *system, const MwSignIn *sign_in, MwTransport *transport, MwVariables *settings)
{
  MwSession *self = g_object_new (MW_TYPE_SESSION, NULL);

  self->system = g_object_ref (system);
  self->sign_in = sign_in;
  self->transport = g_object_ref (transport);
  self->settings = mw_variables_ref (settings);
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

/* The form's secrets that this sign-in needs. */
static void
take_form_secrets (MwSession *self, MwSecrets *from, MwSecrets *to)
{
  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const char *id = self->sign_in->fields[i];

      if (is_secret_field (self->system, id))
        mw_secrets_set (to, id, mw_secrets_get (from, id));
    }
}

static const char *
find_missing_secret (MwSession *self, MwSecrets *secrets)
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

/* Adds the derived values: those with a secret in them to @secrets, the others to @variables. They are
 * computed again, never stored. */
static void
derive (MwSession *self, MwSecrets *secrets, MwVariables *variables)
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

static void
accept (MwSession *self, MwSecrets *secrets, MwVariables *variables, gint64 expires_at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->secrets, mw_secrets_unref);
  g_clear_pointer (&self->variables, mw_variables_unref);
  self->secrets = mw_secrets_ref (secrets);
  self->variables = mw_variables_new (self->settings);
  mw_variables_overlay (self->variables, variables);
  self->expires_at = expires_at;
  self->generation++;
}

static void
snapshot (MwSession *self, MwSecrets **secrets, MwVariables **variables)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *secrets = mw_secrets_ref (self->secrets);
  *variables = mw_variables_ref (self->variables);
}

static MwRequest *
request_from_rendered (MwRenderedRequest *rendered)
{
  MwRequest *request = mw_request_new (rendered->method, rendered->uri);

  for (guint i = 0; rendered->headers != NULL && rendered->headers[i] != NULL; i += 2)
    mw_request_set_header (request, rendered->headers[i], rendered->headers[i + 1]);
  if (rendered->body != NULL)
    mw_request_set_body (request, rendered->content_type, rendered->body);
  return request;
}

static MwRequest *
build (MwSession *self,
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
  request = request_from_rendered (rendered);
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
        mw_request_set_header (request, header->name, value);
    }
  return g_steal_pointer (&request);
}

/* Without @fiber what is awaited is not given up. */
static DexFuture *
until (MwFiber *fiber, DexFuture *future)
{
  return fiber != NULL ? mw_fiber_until (fiber, future) : future;
}

/* One login call with @form, whose answer becomes the session's. */
static gboolean
log_in (MwSession *self, MwFiber *fiber, MwSecrets *form, gboolean keep_password, GError **error)
{
  g_autoptr (MwVariables) scope = mw_variables_new (self->settings);
  g_autoptr (MwSecrets) all = mw_secrets_copy (form);
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwLoginAnswer) answer = NULL;
  g_autoptr (MwSecrets) secrets = NULL;

  derive (self, all, scope);
  request = build (self, self->sign_in->request, scope, all, FALSE, error);
  if (request == NULL)
    return FALSE;
  /* Also one that is a GET: an account may be locked after a few. */
  mw_request_set_repeatable (request, FALSE);
  response = dex_await_object (until (fiber, mw_transport_send (self->transport, request)), error);
  if (response == NULL)
    return FALSE;
  answer = mw_login_answer_new (self->system, self->sign_in, response, TRUE, MW_AUTH_ERROR_REFUSED);
  if (!dex_await (until (fiber, mw_login_answer_read (answer)), error))
    return FALSE;
  secrets = mw_secrets_copy (answer->secrets);
  if (keep_password && self->sign_in->keeps_password)
    take_form_secrets (self, form, secrets);
  accept (self, secrets, answer->variables, answer->expires_at);
  return TRUE;
}

static gboolean
check (MwSession *self, MwFiber *fiber, MwAuthError signed_out, GError **error)
{
  g_autoptr (MwRequest) request = NULL;
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwLoginAnswer) answer = NULL;

  if (self->sign_in->check == NULL)
    return TRUE;
  request = mw_session_build_request (self, self->sign_in->check, NULL, error);
  if (request == NULL)
    return FALSE;
  mw_request_set_repeatable (request, TRUE);
  response = dex_await_object (until (fiber, mw_transport_send (self->transport, request)), error);
  if (response == NULL)
    return FALSE;
  answer = mw_login_answer_new (self->system, self->sign_in, response, FALSE, signed_out);
  return dex_await (until (fiber, mw_login_answer_read (answer)), error);
}

typedef struct
{
  MwSession *session;
  MwSecrets *form;
  gboolean keep_password;
} MwSignInCall;

static void
mw_sign_in_call_free (gpointer data)
{
  MwSignInCall *call = data;

  g_object_unref (call->session);
  g_clear_pointer (&call->form, mw_secrets_unref);
  g_free (call);
}

static DexFuture *
sign_in_fiber (MwFiber *fiber, gpointer data)
{
  MwSignInCall *call = data;
  MwSession *self = call->session;
  const char *missing = find_missing_secret (self, call->form);
  GError *error = NULL;

  if (missing != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_FIELD, "%s", missing);
  if (self->sign_in->kind == MW_SIGN_IN_OAUTH2 || self->sign_in->kind == MW_SIGN_IN_OAUTH1)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_NOT_OFFERED,
                                  "This program cannot sign in this way yet");
  if (self->sign_in->kind == MW_SIGN_IN_LOGIN)
    {
      if (!log_in (self, fiber, call->form, call->keep_password, &error))
        return dex_future_new_for_error (error);
    }
  else
    {
      g_autoptr (MwSecrets) secrets = mw_secrets_new ();
      g_autoptr (MwVariables) none = mw_variables_new (NULL);

      take_form_secrets (self, call->form, secrets);
      accept (self, secrets, none, 0);
      if (!check (self, fiber, MW_AUTH_ERROR_REFUSED, &error))
        return dex_future_new_for_error (error);
    }
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
                    gboolean keep_password)
{
  MwSignInCall *call = g_new0 (MwSignInCall, 1);

  call->session = mw_session_new (system, sign_in, transport, settings);
  call->form = mw_secrets_ref (input);
  call->keep_password = keep_password;
  return mw_fiber_spawn ("sign in", sign_in_fiber, call, mw_sign_in_call_free);
}

/**
 * mw_session_restore:
 * @stored: what mw_session_dup_secrets() gave before
 *
 * Takes up a session; nothing is sent.
 *
 * Returns: (transfer full):
 */
MwSession *
mw_session_restore (MwSystem *system,
                    const MwSignIn *sign_in,
                    MwTransport *transport,
                    MwVariables *settings,
                    MwSecrets *stored)
{
  MwSession *self = mw_session_new (system, sign_in, transport, settings);
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwVariables) variables = mw_variables_new (NULL);
  const char *plain = mw_secrets_get (stored, PLAIN_NAME);
  gint64 expires_at = 0;

  take_form_secrets (self, stored, secrets);
  for (guint i = 0; i < sign_in->n_extracts; i++)
    {
      if (sign_in->extracts[i].secret)
        mw_secrets_set (secrets, sign_in->extracts[i].variable,
                        mw_secrets_get (stored, sign_in->extracts[i].variable));
    }
  if (plain != NULL && g_str_has_prefix (plain, PLAIN_PREFIX))
    {
      g_autoptr (JsonNode) root = json_from_string (plain + strlen (PLAIN_PREFIX), NULL);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
        {
          json_object_iter_init (&iter, json_node_get_object (root));
          while (json_object_iter_next (&iter, &name, &value))
            {
              if (!JSON_NODE_HOLDS_VALUE (value))
                continue;
              if (g_str_equal (name, END_VARIABLE))
                expires_at = json_node_get_int (value);
              else if (json_node_get_value_type (value) == G_TYPE_STRING)
                mw_variables_set_text (variables, name, json_node_get_string (value));
            }
        }
    }
  accept (self, secrets, variables, expires_at);
  return self;
}

/**
 * mw_session_dup_secrets:
 *
 * What belongs into the keyring: the token, what the token needs beside it, and the password if it is kept.
 *
 * Returns: (transfer full):
 */
MwSecrets *
mw_session_dup_secrets (MwSession *self)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  MwSecrets *all;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  snapshot (self, &secrets, &variables);
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->sign_in->n_extracts; i++)
    {
      const MwExtract *taken = &self->sign_in->extracts[i];
      g_autofree char *value = taken->secret ? NULL : mw_variables_dup_text (variables, taken->variable);

      if (value != NULL)
        {
          json_builder_set_member_name (builder, taken->variable);
          json_builder_add_string_value (builder, value);
        }
    }
  json_builder_set_member_name (builder, END_VARIABLE);
  json_builder_add_int_value (builder, mw_session_get_expires_at (self));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  /* Together under one name: what is remembered for redaction must not be a bare "2". */
  plain = g_strconcat (PLAIN_PREFIX, text, NULL);
  all = mw_secrets_copy (secrets);
  mw_secrets_set (all, PLAIN_NAME, plain);
  return all;
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
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwSecrets) all = NULL;
  g_autoptr (MwVariables) own = NULL;
  g_autoptr (MwVariables) scope = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self) && request != NULL, NULL);

  snapshot (self, &secrets, &own);
  all = mw_secrets_copy (secrets);
  scope = mw_variables_new (own);
  derive (self, all, scope);
  if (variables != NULL)
    mw_variables_overlay (scope, variables);
  return build (self, request, scope, all, TRUE, error);
}

/* Runs to its end whoever still waits: a token that was asked for is kept. */
static DexFuture *
renew_fiber (gpointer data)
{
  MwSignInCall *call = data;
  MwSession *self = call->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  gboolean renewed = log_in (self, NULL, call->form, TRUE, &error);

  g_mutex_lock (&self->mutex);
  if (g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED))
    self->is_refused = TRUE;
  waiting = g_steal_pointer (&self->waiting);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (renewed)
        mw_delivery_resolve_true (g_ptr_array_index (waiting, i));
      else
        mw_delivery_reject (g_ptr_array_index (waiting, i), g_error_copy (error));
    }
  return dex_future_new_true ();
}

/**
 * mw_session_renew:
 *
 * Signs in again with what is kept: the password, or nothing where the sign-in needs nothing. Whoever asks
 * while it runs waits for the same one; after a refusal it is never tried again in this session (accounts get
 * locked).
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError or #MwTransportError
 */
DexFuture *
mw_session_renew (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  MwSignInCall *call;
  DexFuture *future;
  gboolean is_first;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->sign_in->kind != MW_SIGN_IN_LOGIN || self->is_refused ||
      find_missing_secret (self, self->secrets) != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                                  "The sign-in to %s ended and cannot be renewed without new input",
                                  mw_system_get_name (self->system));
  is_first = self->waiting == NULL;
  if (is_first)
    self->waiting = g_ptr_array_new ();
  g_ptr_array_add (self->waiting, mw_delivery_new (&future));
  if (is_first)
    {
      call = g_new0 (MwSignInCall, 1);
      call->session = g_object_ref (self);
      call->form = mw_secrets_ref (self->secrets);
      dex_unref (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, renew_fiber, call,
                                      mw_sign_in_call_free));
    }
  return future;
}

static DexFuture *
check_fiber (MwFiber *fiber, gpointer data)
{
  GError *error = NULL;

  if (!check (data, fiber, MW_AUTH_ERROR_EXPIRED, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * mw_session_check:
 *
 * Asks what only a signed-in user may ask, where the file names such a request.
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

static DexFuture *
sign_out_fiber (MwFiber *fiber, gpointer data)
{
  MwSession *self = data;
  GError *error = NULL;
  g_autoptr (MwRequest) request = mw_session_build_request (self, self->sign_in->logout, NULL, &error);
  g_autoptr (MwResponse) response = NULL;

  if (request != NULL)
    response = dex_await_object (until (fiber, mw_transport_send (self->transport, request)), &error);
  if (response == NULL)
    return dex_future_new_for_error (error);
  if (mw_response_get_status (response) >= 400)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_SERVER,
                                  "%s answered the logout with status %u", mw_system_get_name (self->system),
                                  mw_response_get_status (response));
  return dex_future_new_true ();
}

/**
 * mw_session_sign_out:
 *
 * Logs out where the system has a logout.
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError or #MwTransportError
 */
DexFuture *
mw_session_sign_out (MwSession *self)
{
  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  if (self->sign_in->logout == NULL)
    return dex_future_new_true ();
  return mw_fiber_spawn ("sign out", sign_out_fiber, g_object_ref (self), g_object_unref);
}
