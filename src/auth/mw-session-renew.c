/* mw-session-renew.c: a new token for an old one: once for all that wait, stored before it is used
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

#include "mw-oauth-call.h"
#include "mw-request-check.h"
#include "mw-sign-in.h"

/* What the file's refresh call wants is there: an older server may give no token for it. */
static gboolean
has_refresh (MwSession *self)
{
  const MwSignIn *sign_in = self->sign_in;

  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    return mw_secrets_get (self->secrets, MW_OAUTH_REFRESH_TOKEN) != NULL;
  if (sign_in->refresh == NULL)
    return FALSE;
  for (guint i = 0; i < sign_in->n_extracts; i++)
    if (mw_request_has_place (sign_in->refresh, sign_in->extracts[i].variable) &&
        (sign_in->extracts[i].secret
           ? mw_secrets_get (self->secrets, sign_in->extracts[i].variable) == NULL
           : mw_variables_get_node (self->variables, sign_in->extracts[i].variable) == NULL))
      return FALSE;
  return TRUE;
}

/* Signing in needs nothing but what is kept. */
static gboolean
signs_in_alone (MwSession *self)
{
  const MwSignIn *sign_in = self->sign_in;

  if (sign_in->kind == MW_SIGN_IN_OAUTH2 && sign_in->oauth2.grant != MW_OAUTH_GRANT_CLIENT_CREDENTIALS &&
      sign_in->oauth2.grant != MW_OAUTH_GRANT_PASSWORD)
    return FALSE;
  return (sign_in->kind == MW_SIGN_IN_LOGIN || sign_in->kind == MW_SIGN_IN_OAUTH2) &&
         mw_session_find_missing_secret (self, self->secrets) == NULL;
}

/**
 * mw_session_signs_in_alone:
 * @self: a session
 *
 * Returns: whether a new sign-in needs nothing from the user: the password is kept, or none is needed
 */
gboolean
mw_session_signs_in_alone (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return !self->is_refused && signs_in_alone (self);
}

/* The mutex is held. */
static gboolean
can_renew (MwSession *self)
{
  return !self->is_refused && (has_refresh (self) || signs_in_alone (self));
}

/**
 * mw_session_renews_alone:
 * @self: a session
 *
 * Returns: whether a new token comes without the user when this one ends
 */
gboolean
mw_session_renews_alone (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return can_renew (self);
}

/**
 * mw_auth_error_is_refusal:
 * @error: (nullable): how a sign-in ended
 *
 * Returns: whether it would be refused again. A page of a proxy, or a failure, says nothing about the token
 */
gboolean
mw_auth_error_is_refusal (const GError *error)
{
  static const int refusals[] = { MW_AUTH_ERROR_REFUSED, MW_AUTH_ERROR_EXPIRED, MW_AUTH_ERROR_CLIENT,
                                  MW_AUTH_ERROR_SCOPE, MW_AUTH_ERROR_DENIED };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, MW_AUTH_ERROR, refusals[i]))
      return TRUE;
  return FALSE;
}

static MwGrant *
sign_in_alone (MwSession *self, MwSecrets *secrets, GError **error)
{
  if (self->sign_in->kind == MW_SIGN_IN_OAUTH2)
    return mw_oauth_sign_in (self, NULL, secrets, TRUE, NULL, error);
  return mw_sign_in_log_in (self, NULL, secrets, TRUE, error);
}

/* The refresh token first; when that is refused, whatever else is kept. Each is tried once. */
static MwGrant *
get_grant (MwSession *self, GError **error)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean refreshes, alone;

  g_mutex_lock (&self->mutex);
  refreshes = has_refresh (self);
  alone = signs_in_alone (self);
  g_mutex_unlock (&self->mutex);
  mw_session_snapshot (self, &secrets, &variables);
  if (refreshes)
    {
      MwGrant *grant = self->sign_in->kind == MW_SIGN_IN_OAUTH2 ? mw_oauth_refresh (self, &reason)
                                                                : mw_sign_in_refresh (self, &reason);

      if (grant != NULL || !mw_auth_error_is_refusal (reason) || !alone)
        {
          if (reason != NULL)
            g_propagate_error (error, g_steal_pointer (&reason));
          return grant;
        }
    }
  return sign_in_alone (self, secrets, error);
}

static gboolean
differs (MwSecrets *stored, MwSecrets *secrets, const char *name)
{
  return mw_secrets_get (stored, name) != NULL &&
         g_strcmp0 (mw_secrets_get (stored, name), mw_secrets_get (secrets, name)) != 0;
}

static gboolean
has_other_token (MwSession *self, MwSecrets *stored)
{
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;

  mw_session_snapshot (self, &secrets, &variables);
  for (guint i = 0; i < self->sign_in->n_extracts; i++)
    {
      const char *name = self->sign_in->extracts[i].variable;

      if (self->sign_in->extracts[i].secret && differs (stored, secrets, name))
        return TRUE;
    }
  if (self->sign_in->new_key != NULL && differs (stored, secrets, self->sign_in->new_key->field))
    return TRUE;
  return differs (stored, secrets, MW_OAUTH_ACCESS_TOKEN);
}

static gboolean
take (MwSession *self, MwSecrets *stored)
{
  if (self->is_unstored || !has_other_token (self, stored))
    return FALSE;
  mw_session_unpack (self, stored);
  return TRUE;
}

/**
 * mw_session_take:
 * @self: a session
 * @stored: what is stored of its sign-in now
 *
 * Takes that up when it is another token than the session has: another process has renewed it.
 */
void
mw_session_take (MwSession *self, MwSecrets *stored)
{
  g_return_if_fail (MW_IS_SESSION (self));

  take (self, stored);
}

/* Another process has renewed the sign-in meanwhile: that token is taken, as the old refresh token is dead.
 */
static gboolean
take_stored (MwSession *self, GError **error)
{
  g_autoptr (MwSecrets) stored = NULL;

  if (self->keeper.begin == NULL)
    return FALSE;
  stored = dex_await_boxed (self->keeper.begin (self->keeper_data), error);
  return stored != NULL && take (self, stored);
}

/* A token that replaces another is worth nothing if it is lost, so it is stored first. When the keyring does
 * not take it, it is used all the same: the old one is gone. */
static gboolean
store (MwSession *self, MwGrant *grant, MwRenewalEnd refusal, GError **error)
{
  g_autoptr (MwSecrets) packed = NULL;
  GError *reason = NULL;

  if (self->keeper.end == NULL)
    return TRUE;
  if (grant != NULL)
    packed = mw_session_pack (self, grant);
  if (!dex_await (self->keeper.end (packed, refusal, self->keeper_data), &reason))
    g_debug ("The renewed token could not be stored: %s", reason->message);
  if (grant != NULL)
    self->is_unstored = reason != NULL;
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

/* What was refused is not kept: another process, or this one after the next start, would try it again. Where
 * another process was refused, that is stored already. */
static void
drop_refused (MwSession *self, gboolean elsewhere)
{
  g_autoptr (MwGrant) grant = mw_grant_new_from (self);

  mw_secrets_set (grant->secrets, MW_OAUTH_REFRESH_TOKEN, NULL);
  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    if (mw_system_find_form_field (self->system, self->sign_in->fields[i])->kind == MW_FORM_FIELD_PASSWORD)
      mw_secrets_set (grant->secrets, self->sign_in->fields[i], NULL);
  store (self, elsewhere ? NULL : grant, mw_session_get_renewal_end (self), NULL);
  g_mutex_lock (&self->mutex);
  mw_secrets_unref (self->secrets);
  self->secrets = mw_secrets_ref (grant->secrets);
  g_mutex_unlock (&self->mutex);
}

/* Before what was refused is dropped: what it was. */
static void
note_refusal (MwSession *self, const GError *reason)
{
  g_mutex_lock (&self->mutex);
  self->renewal_end = reason->code == MW_AUTH_ERROR_CLIENT || signs_in_alone (self)
                        ? MW_RENEWAL_CREDENTIALS_REFUSED
                        : MW_RENEWAL_CONSENT_REFUSED;
  g_mutex_unlock (&self->mutex);
}

/**
 * mw_session_get_renewal_end:
 * @self: a session
 *
 * Returns: how the last renewal ended
 */
MwRenewalEnd
mw_session_get_renewal_end (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), MW_RENEWAL_NOT_TRIED);

  locker = g_mutex_locker_new (&self->mutex);
  return self->renewal_end;
}

/**
 * mw_session_has_proof:
 * @self: a session
 *
 * Returns: whether there is anything to send that proves who asks
 */
gboolean
mw_session_has_proof (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return !mw_secrets_is_empty (self->secrets) && mw_session_has_token (self);
}

static GError *
create_ended (MwSession *self)
{
  return g_error_new (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                      "The sign-in to %s ended and cannot be renewed without new input",
                      mw_system_get_name (self->system));
}

/* A key that cannot be stored is not used: the one before holds as long as nobody deletes it. */
static MwGrant *
make_key (MwSession *self, GError **error)
{
  g_autoptr (MwGrant) grant = mw_session_make_key (self, error);

  if (grant == NULL)
    store (self, NULL, MW_RENEWAL_NOT_TRIED, NULL);
  else if (!store (self, grant, MW_RENEWAL_NOT_TRIED, error))
    {
      self->is_unstored = FALSE;
      mw_session_delete_key (self, NULL, mw_secrets_get (grant->secrets, self->sign_in->new_key->field),
                             NULL);
      return NULL;
    }
  return g_steal_pointer (&grant);
}

/* A new token, stored. @refused: whether the sign-in holds no more. */
static MwGrant *
make_token (MwSession *self, gboolean *refused, GError **error)
{
  g_autoptr (MwGrant) grant = NULL;
  GError *reason = NULL;
  gboolean can;

  g_mutex_lock (&self->mutex);
  can = can_renew (self);
  g_mutex_unlock (&self->mutex);
  if (can)
    grant = get_grant (self, &reason);
  else
    reason = create_ended (self);
  *refused = can && mw_auth_error_is_refusal (reason);
  if (*refused)
    {
      note_refusal (self, reason);
      drop_refused (self, FALSE);
    }
  else
    store (self, grant, MW_RENEWAL_NOT_TRIED, NULL);
  if (reason != NULL)
    g_propagate_error (error, reason);
  return g_steal_pointer (&grant);
}

static gboolean
renew (MwSession *self, gboolean *refused, GError **error)
{
  g_autoptr (MwGrant) grant = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean taken = take_stored (self, &reason);
  gboolean anew;

  *refused = mw_auth_error_is_refusal (reason);
  if (*refused)
    {
      note_refusal (self, reason);
      drop_refused (self, TRUE);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  /* A keyring that cannot be read is no reason to sign the user out. */
  if (reason != NULL)
    g_debug ("What is stored could not be read: %s", reason->message);
  g_mutex_lock (&self->mutex);
  anew = self->renews_anew;
  self->renews_anew = FALSE;
  g_mutex_unlock (&self->mutex);
  if (taken && !anew)
    {
      store (self, NULL, MW_RENEWAL_NOT_TRIED, NULL);
      return TRUE;
    }
  grant = anew && self->sign_in->new_key != NULL ? make_key (self, error) : make_token (self, refused, error);
  if (grant == NULL)
    return FALSE;
  mw_session_accept (self, grant);
  return TRUE;
}

static void
settle (MwSession *self, gboolean refused, const GError *error)
{
  g_autoptr (GPtrArray) waiting = NULL;

  g_mutex_lock (&self->mutex);
  if (refused)
    self->is_refused = TRUE;
  else
    self->renewal_end = error != NULL ? MW_RENEWAL_FAILED : MW_RENEWAL_NOT_TRIED;
  waiting = g_steal_pointer (&self->waiting);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (error == NULL)
        mw_delivery_resolve_true (g_ptr_array_index (waiting, i));
      else
        mw_delivery_reject (g_ptr_array_index (waiting, i), g_error_copy (error));
    }
}

/* Runs to its end whoever still waits: a token that was asked for is kept. */
static DexFuture *
renew_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean refused = FALSE;

  renew (data, &refused, &error);
  settle (data, refused, error);
  return dex_future_new_true ();
}

/* The mutex is held. */
static DexFuture *
wait_for_renewal (MwSession *self)
{
  gboolean is_first = self->waiting == NULL;
  DexFuture *future;

  if (is_first)
    self->waiting = g_ptr_array_new ();
  g_ptr_array_add (self->waiting, mw_delivery_new (&future));
  if (is_first)
    dex_unref (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, renew_fiber,
                                    g_object_ref (self), g_object_unref));
  return future;
}

/* The key may have been changed for a new one by another process, which has stored that. */
static gboolean
may_be_changed (MwSession *self)
{
  return self->sign_in->new_key != NULL && self->keeper.begin != NULL;
}

/**
 * mw_session_renew:
 * @self: a session
 * @request: (nullable): the request whose answer says that the session has ended; when the session was
 * renewed since it was built, nothing more happens
 *
 * Gets a new token with what is kept: a refresh token, a password, the client's own credentials, or nothing
 * where the sign-in needs nothing. Whoever asks while it runs waits for the same one; after a refusal it is
 * never tried again in this session (accounts get locked, and a refresh token that is used twice is taken for
 * stolen).
 *
 * Returns: (transfer full): %TRUE; rejects with a #MwAuthError or #MwTransportError
 */
DexFuture *
mw_session_renew (MwSession *self, MwRequest *request)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (request != NULL && mw_session_is_newer (self, request))
    return dex_future_new_true ();
  return self->waiting != NULL || can_renew (self) || may_be_changed (self)
           ? wait_for_renewal (self)
           : dex_future_new_for_error (create_ended (self));
}

DexFuture *
mw_session_renew_anew (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  /* One that runs gives a new token too. */
  if (self->waiting != NULL)
    return wait_for_renewal (self);
  if (!can_renew (self) && self->sign_in->new_key == NULL)
    return dex_future_new_for_error (create_ended (self));
  self->renews_anew = TRUE;
  return wait_for_renewal (self);
}

static gboolean
has_good_token (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return mw_session_has_token (self) && (self->expires_at == 0 || self->expires_at > g_get_real_time ());
}

/**
 * mw_session_prepare:
 * @self: a session
 * @fiber: that this is called on
 * @error: a #MwAuthError or #MwTransportError
 *
 * Before a request is built: signs in when the session was ended, renews a token that ends in the next 30
 * seconds, or in the last quarter of a shorter life, and waits for a renewal that runs. When that is refused,
 * the answer to the request tells. When it failed otherwise and there is no good token, no request is worth
 * it: it would only be the reason to sign in a second time, at a server that may ask for less of that.
 *
 * Returns: %FALSE when there is nothing to send a request with
 */
gboolean
mw_session_prepare (MwSession *self, MwFiber *fiber, GError **error)
{
  g_autoptr (GError) reason = NULL;
  DexFuture *renewal = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  g_mutex_lock (&self->mutex);
  if (self->waiting != NULL ||
      ((!mw_session_has_token (self) || (self->renew_at > 0 && g_get_real_time () >= self->renew_at)) &&
       can_renew (self)))
    renewal = wait_for_renewal (self);
  g_mutex_unlock (&self->mutex);
  if (renewal == NULL || dex_await (mw_fiber_until (fiber, renewal), &reason) ||
      mw_auth_error_is_refusal (reason) || has_good_token (self))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
