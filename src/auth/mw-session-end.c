/* mw-session-end.c: the end of a session: logged out, its token revoked, on the system's side and here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"

#include "mw-end-answer.h"
#include "mw-oauth-call.h"

/* What the system hears. FALSE: nothing was sent, as there is no way. */
static gboolean
log_out (MwSession *self, MwFiber *fiber, gboolean *heard, GError **error)
{
  g_autoptr (MwRequest) request = mw_session_build_request (self, self->sign_in->logout, NULL, error);
  g_autoptr (MwResponse) response = NULL;

  if (request == NULL)
    return FALSE;
  response = dex_await_object (mw_fiber_until (fiber, mw_transport_send (self->transport, request)), error);
  *heard = TRUE;
  return response != NULL &&
         dex_await (mw_fiber_until (fiber, mw_end_answer_read (self, response, "the logout")), error);
}

static gboolean
delete_key (MwSession *self, MwFiber *fiber, gboolean *heard, GError **error)
{
  g_autoptr (MwGrant) grant = mw_grant_new_from (self);

  *heard = TRUE;
  return mw_session_delete_key (self, fiber,
                                mw_secrets_get (grant->secrets, self->sign_in->delete_key->field), error);
}

static gboolean
end_there (MwSession *self, MwFiber *fiber, gboolean *heard, GError **error)
{
  if (self->sign_in->kind == MW_SIGN_IN_OAUTH2)
    return mw_oauth_revoke (self, fiber, heard, error);
  if (self->sign_in->delete_key != NULL)
    return delete_key (self, fiber, heard, error);
  return log_out (self, fiber, heard, error);
}

static DexFuture *
sign_out_fiber (MwFiber *fiber, gpointer data)
{
  gboolean heard = FALSE;
  GError *error = NULL;

  if (!end_there (data, fiber, &heard, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_boolean (heard);
}

gboolean
mw_sign_in_can_end (const MwSignIn *sign_in)
{
  return sign_in->logout != NULL || sign_in->delete_key != NULL || sign_in->oauth2.revoke != NULL ||
         sign_in->oauth2.discover != NULL;
}

/**
 * mw_session_can_end:
 * @self: a session
 *
 * Returns: whether its system hears of its end: of an issuer that was asked, only if it named a way
 */
gboolean
mw_session_can_end (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->endpoints != NULL)
    return self->endpoints->revoke != NULL;
  return mw_sign_in_can_end (self->sign_in);
}

/**
 * mw_session_is_of_person:
 * @self: a session
 *
 * Returns: whether it uses a key that a person has made, and perhaps uses elsewhere
 */
gboolean
mw_session_is_of_person (MwSession *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return self->sign_in->kind == MW_SIGN_IN_HEADERS && !self->made_here;
}

/**
 * mw_session_revoke:
 * @self: a session
 *
 * Logs out where the system has a logout, takes back the token where it can be revoked, deletes the key where
 * its holder can do that; a session that was ended has nothing to log out of.
 *
 * Returns: (transfer full): whether the system has done it; %FALSE: there is no way, and nothing was sent.
 * Rejects with a #MwTransportError or a #MwAuthError: EXPIRED when it was not valid any more, else why it may
 * still be
 */
DexFuture *
mw_session_revoke (MwSession *self)
{
  gboolean has_token;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  g_mutex_lock (&self->mutex);
  has_token = mw_session_has_token (self);
  g_mutex_unlock (&self->mutex);
  if (!has_token || !mw_sign_in_can_end (self->sign_in))
    return dex_future_new_false ();
  return mw_fiber_spawn ("sign out", sign_out_fiber, g_object_ref (self), g_object_unref);
}

/**
 * mw_session_sign_out:
 * @self: a session
 *
 * As mw_session_revoke(), but a key that a person has made stays.
 *
 * Returns: (transfer full): whether the system has done it
 */
DexFuture *
mw_session_sign_out (MwSession *self)
{
  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  return mw_session_is_of_person (self) ? dex_future_new_false () : mw_session_revoke (self);
}

static DexFuture *
end_fiber (MwFiber *fiber, gpointer data)
{
  MwSession *self = data;
  g_autoptr (MwGrant) grant = mw_grant_new ();
  g_autoptr (MwSecrets) secrets = NULL;
  g_autoptr (MwVariables) variables = NULL;
  g_autoptr (GError) error = NULL;

  if (!dex_await (mw_fiber_until (fiber, mw_session_sign_out (self)), &error))
    g_debug ("The logout failed: %s", error->message);
  mw_session_snapshot (self, &secrets, &variables);
  mw_session_take_form_secrets (self, secrets, grant->secrets, TRUE);
  mw_session_accept (self, grant);
  return dex_future_new_true ();
}

/**
 * mw_session_end:
 * @self: a session
 *
 * Logs out where the system has a logout, and forgets the token. A kept password stays: the next request
 * signs in again.
 *
 * Returns: (transfer full): %TRUE, also when the system did not hear of it: it ends the session by itself
 * then
 */
DexFuture *
mw_session_end (MwSession *self)
{
  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  return mw_fiber_spawn ("end the session", end_fiber, g_object_ref (self), g_object_unref);
}
