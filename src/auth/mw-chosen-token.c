/* mw-chosen-token.c: the token for what was chosen after signing in, where a service gives one for each
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-private.h"
#include "mw-login-answer.h"

/* Each is a session of its own, which the request that asks for its token names: other choices, another
 * token. */
static MwSession *
find_locked (MwSession *self, const char *uri)
{
  MwSession *chosen = self->chosen != NULL ? g_hash_table_lookup (self->chosen, uri) : NULL;

  return chosen != NULL ? g_object_ref (chosen) : NULL;
}

/* The address that gives the token for what @variables have chosen; NULL when nothing is. */
static char *
dup_uri (MwSession *self, MwVariables *variables, MwSecrets *secrets)
{
  g_autoptr (MwRenderedRequest) rendered = NULL;

  if (self->sign_in->then == NULL || variables == NULL)
    return NULL;
  rendered = mw_request_template_render (
    self->sign_in->then->request, mw_transport_get_base_uri (self->transport), variables, secrets, NULL);
  return rendered != NULL ? g_strdup (rendered->uri) : NULL;
}

MwSession *
mw_session_dup_chosen (MwSession *self, MwVariables *variables, MwSecrets *secrets)
{
  g_autofree char *uri = dup_uri (self, variables, secrets);
  g_autoptr (GMutexLocker) locker = NULL;

  if (uri == NULL)
    return NULL;
  locker = g_mutex_locker_new (&self->mutex);
  return find_locked (self, uri);
}

static gboolean
is_fresh (MwSession *chosen)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&chosen->mutex);

  return chosen->renew_at == 0 || g_get_real_time () < chosen->renew_at;
}

static MwSession *
ask (MwSession *self, MwFiber *fiber, MwVariables *variables, GError **error)
{
  g_autoptr (MwRequest)
    request = mw_session_build_own_request (self, self->sign_in->then->request, variables, error);
  g_autoptr (MwResponse) response = NULL;
  g_autoptr (MwGrant) grant = mw_grant_new ();
  MwSession *chosen;

  if (request == NULL)
    return NULL;
  mw_request_set_repeatable (request, FALSE);
  response = dex_await_object (mw_session_until (fiber, mw_transport_send (self->transport, request)), error);
  if (response == NULL)
    return NULL;
  chosen = mw_session_new (self->system, self->sign_in->then, self->transport, self->settings);
  if (dex_await (
        mw_session_until (fiber, mw_login_answer_read (chosen, response, grant, MW_AUTH_ERROR_EXPIRED)),
        error))
    {
      mw_session_accept (chosen, grant);
      return chosen;
    }
  g_object_unref (chosen);
  return NULL;
}

/**
 * mw_session_prepare_chosen:
 * @self: a session
 * @fiber: that this is called on
 * @variables: (nullable): those of the request that comes next
 *
 * Before a request is built: asks for the token of what @variables have chosen, where the sign-in names such
 * a call and there is none yet, or it ends soon.
 *
 * Returns: %FALSE with a #MwAuthError (EXPIRED when the sign-in itself no longer holds) or #MwTransportError
 */
gboolean
mw_session_prepare_chosen (MwSession *self, MwFiber *fiber, MwVariables *variables, GError **error)
{
  g_autoptr (MwVariables) all = NULL;
  g_autoptr (MwSession) chosen = NULL;
  g_autofree char *uri = NULL;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  if (self->sign_in->then == NULL || variables == NULL)
    return TRUE;
  all = mw_session_dup_variables (self);
  mw_variables_overlay (all, variables);
  uri = dup_uri (self, all, NULL);
  if (uri == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  chosen = find_locked (self, uri);
  g_mutex_unlock (&self->mutex);
  if (chosen != NULL && is_fresh (chosen))
    return TRUE;
  g_clear_object (&chosen);
  chosen = ask (self, fiber, variables, error);
  if (chosen == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  if (self->chosen == NULL)
    self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_hash_table_replace (self->chosen, g_steal_pointer (&uri), g_steal_pointer (&chosen));
  g_mutex_unlock (&self->mutex);
  return TRUE;
}
