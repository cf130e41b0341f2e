/* mw-link-change.c: a link's token taken back on the system's side, and forgotten here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-diagnosis.h"
#include "mw-session-rotate.h"

/* Another process may have renewed it since this one opened the session. */
static void
take_newest (MwLink *self, MwSession *session, MwMainFiber *fiber)
{
  g_autoptr (MwSecrets) stored = dex_await_boxed (
    mw_main_until (mw_secret_store_read (mw_link_get_store (self), self->file->id), fiber), NULL);

  if (stored != NULL)
    mw_session_take (session, stored);
}

typedef DexFuture *(*ChangeFunc) (MwSession *session);

/* Opens what is stored now, and does @func with it. */
static DexFuture *
change (MwLinkCall *call, ChangeFunc func, MwMainFiber *fiber)
{
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  session = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (session == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  take_newest (call->link, session, fiber);
  return mw_main_until (func (session), fiber);
}

static DexFuture *
leave_fiber (MwMainFiber *fiber, gpointer data)
{
  return change (data, mw_session_sign_out, fiber);
}

static DexFuture *
revoke_fiber (MwMainFiber *fiber, gpointer data)
{
  return change (data, mw_session_revoke, fiber);
}

static DexFuture *
rotate_fiber (MwMainFiber *fiber, gpointer data)
{
  return change (data, mw_session_rotate, fiber);
}

/**
 * mw_link_leave:
 * @self: a link
 *
 * Ends the sign-in on the system's side, whoever else uses it, but for a key that a person has made; what is
 * stored here stays.
 *
 * Returns: (transfer full): whether the system has done it, as of mw_session_sign_out()
 */
DexFuture *
mw_link_leave (MwLink *self)
{
  return mw_main_fiber_spawn (leave_fiber, mw_link_call_new (self, mw_link_open (self)), mw_link_call_free);
}

/**
 * mw_link_revoke:
 * @self: a link
 *
 * As mw_link_leave(), of any key.
 *
 * Returns: (transfer full): whether the system has done it, as of mw_session_revoke()
 */
DexFuture *
mw_link_revoke (MwLink *self)
{
  return mw_main_fiber_spawn (revoke_fiber, mw_link_call_new (self, mw_link_open (self)), mw_link_call_free);
}

/**
 * mw_link_rotate:
 * @self: a link
 *
 * Changes the token or key for a new one, which is stored.
 *
 * Returns: (transfer full): resolves to a #MwRotation
 */
DexFuture *
mw_link_rotate (MwLink *self)
{
  return mw_main_fiber_spawn (rotate_fiber, mw_link_call_new (self, mw_link_open (self)), mw_link_call_free);
}

/**
 * mw_link_asks_again:
 * @self: a link
 * @field: of its form
 *
 * Returns: whether signing in again needs this field to be typed: a password or key, but not the secret of a
 * client through which a person signs in
 */
gboolean
mw_link_asks_again (MwLink *self, const MwFormField *field)
{
  const MwSignIn *sign_in = self->sign_in;
  gboolean has_person = sign_in->kind == MW_SIGN_IN_OAUTH2 &&
                        sign_in->oauth2.grant != MW_OAUTH_GRANT_CLIENT_CREDENTIALS;

  if (sign_in->fields == NULL || !g_strv_contains ((const char *const *) sign_in->fields, field->id))
    return FALSE;
  return field->kind == MW_FORM_FIELD_PASSWORD || (field->kind == MW_FORM_FIELD_SECRET && !has_person);
}

/* What of it is still good when the token is gone. */
static MwSecrets *
dup_rest (MwLink *self, MwSecrets *stored)
{
  MwSecrets *rest = mw_secrets_new ();

  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const MwFormField *field = mw_system_find_form_field (self->system, self->sign_in->fields[i]);

      if (field->kind == MW_FORM_FIELD_SECRET && !mw_link_asks_again (self, field))
        mw_secrets_set (rest, field->id, mw_secrets_get (stored, field->id));
    }
  return rest;
}

static DexFuture *
forget_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  MwLink *self = call->link;
  MwSecretStore *store = mw_link_get_store (self);
  g_autoptr (MwSecrets) stored = NULL;
  g_autoptr (MwSecrets) rest = NULL;
  g_autoptr (GError) error = NULL;

  stored = dex_await_boxed (mw_secret_store_read (store, self->file->id), &error);
  if (stored == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  rest = dup_rest (self, stored);
  /* Whole or not at all, whoever waits: half of it would leave a token that is dead. */
  if (!dex_await (mw_secrets_is_empty (rest) ? mw_secret_store_remove (store, self->file->id)
                                             : mw_secret_store_write (store, self->file->id, rest),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_link_set_stored (self, rest);
  g_clear_object (&self->session);
  g_clear_pointer (&self->refused, mw_secrets_unref);
  if (self->hold != NULL)
    mw_session_hold_release (self->hold);
  self->diagnosis = MW_DIAGNOSIS_NO_TOKEN;
  return dex_future_new_true ();
}

/**
 * mw_link_forget:
 * @self: a link
 *
 * Removes the token from where it is stored, with what would make a new one without a person: a kept
 * password, a key. The secret of a client through which a person signs in stays.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSecretStoreError
 */
DexFuture *
mw_link_forget (MwLink *self)
{
  return mw_main_fiber_spawn (forget_fiber, mw_link_call_new (self, NULL), mw_link_call_free);
}
