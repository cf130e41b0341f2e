/* mw-session-rotate.c: a new token or key for one that still holds, and the end of the old one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-rotate.h"

#include "mw-oauth-call.h"
#include "mw-session-private.h"

G_DEFINE_BOXED_TYPE (MwRotation, mw_rotation, mw_rotation_copy, mw_rotation_free)

/**
 * mw_rotation_copy:
 * @self: a rotation
 *
 * Returns: (transfer full): the same
 */
MwRotation *
mw_rotation_copy (const MwRotation *self)
{
  MwRotation *copy = g_new0 (MwRotation, 1);

  *copy = *self;
  copy->problem = self->problem != NULL ? g_error_copy (self->problem) : NULL;
  return copy;
}

/**
 * mw_rotation_free:
 * @self: (transfer full): a rotation
 */
void
mw_rotation_free (MwRotation *self)
{
  g_clear_error (&self->problem);
  g_free (self);
}

/**
 * mw_sign_in_can_rotate:
 * @sign_in: a sign-in
 * @keep_password: whether the password is kept where it allows that
 *
 * Of a session that is not open: as far as the file tells.
 *
 * Returns: whether a new token or key ends the old one
 */
gboolean
mw_sign_in_can_rotate (const MwSignIn *sign_in, gboolean keep_password)
{
  if (sign_in->new_key != NULL)
    return TRUE;
  if (sign_in->kind == MW_SIGN_IN_OAUTH2)
    return sign_in->oauth2.grant != MW_OAUTH_GRANT_CLIENT_CREDENTIALS || mw_sign_in_can_end (sign_in);
  return sign_in->kind == MW_SIGN_IN_LOGIN && sign_in->logout != NULL &&
         (sign_in->refresh != NULL || (sign_in->keeps_password && keep_password));
}

/**
 * mw_session_can_rotate:
 * @self: a session
 *
 * Returns: whether it can get a new token or key, without anybody, that ends the old one
 */
gboolean
mw_session_can_rotate (MwSession *self)
{
  gboolean has_refresh_token;

  g_return_val_if_fail (MW_IS_SESSION (self), FALSE);

  if (self->sign_in->new_key != NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  has_refresh_token = mw_secrets_get (self->secrets, MW_OAUTH_REFRESH_TOKEN) != NULL;
  g_mutex_unlock (&self->mutex);
  return mw_session_renews_alone (self) && (has_refresh_token || mw_session_can_end (self));
}

/* A session with what there was before. */
static MwSession *
create_old (MwSession *self, MwGrant *grant)
{
  MwSession *old = mw_session_new (self->system, self->sign_in, self->transport, self->settings);

  mw_session_accept (old, grant);
  g_mutex_lock (&self->mutex);
  old->endpoints = self->endpoints != NULL ? g_atomic_rc_box_acquire (self->endpoints) : NULL;
  g_mutex_unlock (&self->mutex);
  return old;
}

/* An old token that was renewed with a refresh token is of the same grant as the new one: a server may end
 * both with it (RFC 7009 2.1), and ends an old refresh token by itself where it gives a new one (RFC 9700
 * 4.14.2). */
static gboolean
end_old (MwSession *self, MwGrant *before, GError **error)
{
  const MwKeyCall *call = self->sign_in->delete_key;
  g_autoptr (MwSession) old = NULL;

  /* With the new key: it is the one that is in use. */
  if (call != NULL)
    return mw_session_delete_key (self, NULL, mw_secrets_get (before->secrets, call->field), error);
  if (mw_secrets_get (before->secrets, MW_OAUTH_REFRESH_TOKEN) != NULL)
    return FALSE;
  old = create_old (self, before);
  return dex_await_boolean (mw_session_sign_out (old), error);
}

/* The system does not know the key that it has just made: the old one is used again. */
static void
go_back (MwSession *self, MwGrant *before)
{
  const char *field = self->sign_in->delete_key->field;
  g_autoptr (MwGrant) made = mw_grant_new_from (self);
  g_autoptr (MwSecrets) stored = NULL;
  g_autoptr (MwSecrets) packed = mw_session_pack (self, before);
  g_autoptr (GError) error = NULL;

  mw_session_accept (self, before);
  if (self->keeper.begin != NULL)
    {
      stored = dex_await_boxed (self->keeper.begin (self->keeper_data), NULL);
      if (!dex_await (self->keeper.end (packed, MW_RENEWAL_NOT_TRIED, self->keeper_data), &error))
        g_debug ("The key from before could not be stored: %s", error->message);
    }
  mw_session_delete_key (self, NULL, mw_secrets_get (made->secrets, field), NULL);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED);
}

static void
rotate (MwSession *self, MwRotation *rotation)
{
  g_autoptr (MwGrant) before = mw_grant_new_from (self);

  rotation->old_until = mw_session_get_expires_at (self);
  if (!dex_await (mw_session_renew_anew (self), &rotation->problem))
    return;
  rotation->changed = TRUE;
  /* It is used once before the old one is given up. */
  if (dex_await (mw_session_check (self), &rotation->problem))
    rotation->ended = end_old (self, before, &rotation->problem);
  else if (self->sign_in->new_key != NULL && is_refusal (rotation->problem))
    {
      go_back (self, before);
      rotation->changed = FALSE;
      rotation->problem->code = MW_AUTH_ERROR_SERVER;
    }
}

typedef struct
{
  MwSession *session;
  MwDelivery *delivery;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->session);
  g_free (call);
}

static DexFuture *
rotate_fiber (gpointer data)
{
  Call *call = data;
  g_auto (GValue) value = G_VALUE_INIT;
  MwRotation *rotation = g_new0 (MwRotation, 1);

  rotate (call->session, rotation);
  g_value_init (&value, MW_TYPE_ROTATION);
  g_value_take_boxed (&value, rotation);
  mw_delivery_resolve (call->delivery, &value);
  return dex_future_new_true ();
}

/**
 * mw_session_rotate:
 * @self: a session
 *
 * Gets a new token or key with the one that there is, stores it, uses it once, and only then ends the old
 * one: at no moment is nothing stored that holds. Runs to its end whoever waits, as a token that was asked
 * for must be kept.
 *
 * Returns: (transfer full): resolves to a #MwRotation
 */
DexFuture *
mw_session_rotate (MwSession *self)
{
  Call *call;
  DexFuture *future;

  g_return_val_if_fail (MW_IS_SESSION (self), NULL);

  call = g_new0 (Call, 1);
  call->session = g_object_ref (self);
  call->delivery = mw_delivery_new (&future);
  dex_unref (
    dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, rotate_fiber, call, call_free));
  return future;
}
