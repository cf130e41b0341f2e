/* mw-link-open.c: a link's session: taken up, made by signing in, stored
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-diagnosis.h"

#define NOT_AGAIN "The system did not accept what is stored; it is not tried again"

static MwSession *
dup_session (MwLink *self)
{
  return self->session != NULL ? g_object_ref (self->session) : NULL;
}

static void
set_session (MwLink *self, MwSession *session)
{
  g_set_object (&self->session, session);
  self->diagnosis = -1;
  g_clear_pointer (&self->refused, mw_secrets_unref);
  g_clear_pointer (&self->prepared, mw_prepared_unref);
  self->prepared = mw_prepared_new ();
  mw_link_look_for_idleness (self);
}

/* Before a token is looked up or made: nobody ends it from then on but the last who has it. */
static gboolean
hold (MwLink *self, MwMainFiber *fiber, GError **error)
{
  if (self->ending != NULL)
    dex_await (mw_main_until (dex_ref (self->ending), fiber), NULL);
  return self->hold == NULL || dex_await (mw_main_until (mw_session_hold_take (self->hold), fiber), error);
}

static MwSession *
sign_in (MwLink *self,
         MwTransport *transport,
         MwSecrets *input,
         MwAuthPrompt *prompt,
         MwMainFiber *fiber,
         GError **error)
{
  MwSession *session = NULL;

  if (hold (self, fiber, error))
    session = dex_await_object (
      mw_main_until (mw_session_sign_in (self->system, self->sign_in, transport, self->file->settings, input,
                                         self->file->keep_password, prompt),
                     fiber),
      error);

  if (session == NULL)
    return NULL;
  mw_token_keeper_attach (self->keeper, session);
  set_session (self, session);
  return session;
}

/* Takes up what is stored; nothing is sent. */
static MwSession *
restore (MwLink *self, MwTransport *transport, MwSecrets *stored)
{
  MwSession *session = mw_session_restore (self->system, self->sign_in, transport, self->file->settings,
                                           stored);

  mw_token_keeper_attach (self->keeper, session);
  return session;
}

void
mw_link_set_stored (MwLink *self, MwSecrets *stored)
{
  g_clear_pointer (&self->stored, mw_secrets_unref);
  self->stored = mw_secrets_ref (stored);
  mw_token_keeper_begin (self->keeper);
}

/* What a renewal has stored meanwhile. */
static void
take_renewed (MwLink *self)
{
  g_autoptr (MwSecrets) renewed = mw_token_keeper_take_stored (self->keeper);

  if (renewed != NULL)
    mw_link_set_stored (self, renewed);
}

static gboolean
store (MwLink *self, GError **error)
{
  g_autoptr (MwSession) session = dup_session (self);
  g_autoptr (MwSecrets) secrets = session != NULL ? mw_session_dup_secrets (session) : NULL;

  take_renewed (self);
  if (secrets == NULL || mw_secrets_equal (self->stored, secrets))
    return TRUE;
  /* Whole or not at all: a write to the keyring that is cancelled in the middle can damage it. */
  if (!dex_await (mw_secret_store_write (mw_link_get_store (self), self->file->id, secrets), error))
    return FALSE;
  mw_link_set_stored (self, secrets);
  return TRUE;
}

/* The same that somebody has typed anew is another storing. */
static gboolean
was_refused (MwLink *self, MwSecrets *secrets)
{
  return self->refused != NULL && mw_secrets_equal (self->refused, secrets) &&
         g_strcmp0 (mw_secrets_get_mark (self->refused), mw_secrets_get_mark (secrets)) == 0;
}

static gboolean
session_ended (const GError *error)
{
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
}

static void
forget (MwLink *self, MwSession *session)
{
  if (self->session != session)
    return;
  take_renewed (self);
  g_clear_pointer (&self->refused, mw_secrets_unref);
  self->refused = mw_session_dup_secrets (session);
  if (self->stored != NULL)
    mw_secrets_set_mark (self->refused, mw_secrets_get_mark (self->stored));
  g_clear_object (&self->session);
}

/**
 * mw_link_forget_if_ended:
 * @self: a link
 * @session: the session that was used
 * @error: (nullable): how it went
 *
 * When the session has ended, the next mw_link_open() looks into the keyring again: another process may have
 * signed in meanwhile. What stands there now is not tried twice: some systems lock the user out.
 */
void
mw_link_forget_if_ended (MwLink *self, MwSession *session, const GError *error)
{
  if (session_ended (error))
    forget (self, session);
}

static DexFuture *
open_alone (MwLink *self, MwTransport *transport, MwSecrets *stored, MwMainFiber *fiber)
{
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) nothing = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  if (!mw_secrets_is_empty (stored) && !was_refused (self, stored))
    {
      session = restore (self, transport, stored);
      if (dex_await (mw_main_until (mw_session_check (session), fiber), &error))
        {
          set_session (self, session);
          return dex_future_new_take_object (g_steal_pointer (&session));
        }
      if (!session_ended (error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_clear_error (&error);
      g_clear_object (&session);
    }
  session = sign_in (self, transport, nothing, NULL, fiber, &error);
  /* Stored also when it is the same again: it is another sign-in than the one that was refused. */
  g_clear_pointer (&self->stored, mw_secrets_unref);
  if (session == NULL || !store (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_steal_pointer (&session));
}

static DexFuture *
open_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) stored = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_trial)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, "The new sign-in holds no more");
  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (transport != NULL && hold (self, fiber, &error))
    stored = dex_await_boxed (
      mw_main_until (mw_secret_store_read (mw_link_get_store (self), self->file->id), fiber), &error);
  if (stored == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_link_set_stored (self, stored);
  if (mw_link_signs_in_alone (self))
    return open_alone (self, transport, stored, fiber);
  if (mw_secrets_is_empty (stored))
    self->diagnosis = MW_DIAGNOSIS_NO_TOKEN;
  if (mw_secrets_is_empty (stored))
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                                  "The keyring holds nothing for this connection");
  if (was_refused (self, stored) || mw_link_find_refusal (self, stored))
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, NOT_AGAIN);
  session = restore (self, transport, stored);
  set_session (self, session);
  return dex_future_new_take_object (g_steal_pointer (&session));
}

/* Before a session is used that is open already: another process may have been refused with it. */
static DexFuture *
look_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  MwLink *self = call->link;
  g_autoptr (MwSession) session = dup_session (self);

  if (session == NULL)
    return mw_link_open (self);
  if (!mw_link_find_refusal (self, self->stored))
    return dex_future_new_take_object (g_steal_pointer (&session));
  forget (self, session);
  return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, NOT_AGAIN);
}

/**
 * mw_link_open:
 * @self: a link
 *
 * Reaches the system and takes up the stored session; where the login needs nothing from the user (the demo
 * plant), a session that ended is replaced by a new one. Many callers at once share one attempt.
 *
 * Returns: (transfer full): resolves to the #MwSession, rejects with %MW_AUTH_ERROR_EXPIRED when the user
 * must sign in
 */
DexFuture *
mw_link_open (MwLink *self)
{
  g_autoptr (MwSession) session = dup_session (self);
  MwLinkCall *call;

  if (session != NULL && self->stored != NULL && mw_secret_store_is_lasting (mw_link_get_store (self)))
    return mw_main_fiber_spawn (look_fiber, mw_link_call_new (self, NULL), mw_link_call_free);
  if (session != NULL)
    return dex_future_new_take_object (g_steal_pointer (&session));
  if (self->opening != NULL && dex_future_is_pending (self->opening))
    return dex_future_first (dex_ref (self->opening), NULL);
  call = mw_link_call_new (self, mw_link_reach (self));
  return mw_link_share (&self->opening, mw_main_fiber_spawn (open_fiber, call, mw_link_call_free));
}

/* @input, and where the client of OAuth has a secret that is not asked for again, the stored one. */
static MwSecrets *
dup_input (MwLink *self, MwSecrets *input, MwMainFiber *fiber)
{
  MwSecrets *all = mw_secrets_copy (input);
  g_autoptr (MwSecrets) stored = NULL;

  if (self->sign_in->kind != MW_SIGN_IN_OAUTH2 || self->sign_in->fields == NULL)
    return all;
  stored = dex_await_boxed (
    mw_main_until (mw_secret_store_read (mw_link_get_store (self), self->file->id), fiber), NULL);
  for (guint i = 0; stored != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const MwFormField *field = mw_system_find_form_field (self->system, self->sign_in->fields[i]);

      if (field->kind == MW_FORM_FIELD_SECRET && mw_secrets_get (all, field->id) == NULL)
        mw_secrets_set (all, field->id, mw_secrets_get (stored, field->id));
    }
  return all;
}

static DexFuture *
sign_in_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  g_autoptr (MwSecrets) input = NULL;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  MwSession *session = NULL;

  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (transport != NULL)
    input = dup_input (call->link, call->input, fiber);
  if (transport != NULL)
    session = sign_in (call->link, transport, input, call->prompt, fiber, &error);
  if (session == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (session);
}

/**
 * mw_link_sign_in:
 * @self: a link
 * @input: what the user typed
 * @prompt: (nullable): where a browser or a code is shown
 *
 * Signs in and takes that session. Nothing is stored yet.
 *
 * Returns: (transfer full): resolves to the #MwSession
 */
DexFuture *
mw_link_sign_in (MwLink *self, MwSecrets *input, MwAuthPrompt *prompt)
{
  MwLinkCall *call = mw_link_call_new (self, mw_link_reach (self));

  call->input = mw_secrets_ref (input);
  call->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  return mw_main_fiber_spawn (sign_in_fiber, call, mw_link_call_free);
}

static DexFuture *
take_up_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (transport == NULL || !hold (call->link, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  session = restore (call->link, transport, call->input);
  set_session (call->link, session);
  return dex_future_new_take_object (g_steal_pointer (&session));
}

/**
 * mw_link_take_up:
 * @self: a link
 * @secrets: what a session of the same sign-in keeps
 *
 * Takes that session. Nothing is sent, and nothing is stored yet.
 *
 * Returns: (transfer full): resolves to the #MwSession
 */
DexFuture *
mw_link_take_up (MwLink *self, MwSecrets *secrets)
{
  MwLinkCall *call = mw_link_call_new (self, mw_link_reach (self));

  call->input = mw_secrets_ref (secrets);
  return mw_main_fiber_spawn (take_up_fiber, call, mw_link_call_free);
}

static DexFuture *
store_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  g_autoptr (GError) error = NULL;

  if (!store (call->link, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_link_store:
 * @self: a link
 *
 * Stores the session's secrets where the connection keeps them, if they differ from what is stored.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSecretStoreError
 */
DexFuture *
mw_link_store (MwLink *self)
{
  return mw_main_fiber_spawn (store_fiber, mw_link_call_new (self, NULL), mw_link_call_free);
}

/* Not cut on the way: what is stored, and what is used, belong together. */
static DexFuture *
take_over_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) renewed = NULL; /* of the old session, and of no use any more */
  g_autoptr (GError) error = NULL;

  transport = dex_await_object (g_steal_pointer (&call->future), &error);
  if (transport == NULL || (self->hold != NULL && !dex_await (mw_session_hold_take (self->hold), &error)) ||
      !dex_await (mw_secret_store_write (mw_link_get_store (self), self->file->id, call->input), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  renewed = mw_token_keeper_take_stored (self->keeper);
  mw_link_set_stored (self, call->input);
  if (self->sign_in != call->other->sign_in)
    mw_link_set_sign_in (self, call->other->sign_in);
  if (self->variant != call->other->variant)
    mw_link_set_variant (self, call->other->variant);
  session = restore (self, transport, call->input);
  set_session (self, session);
  return dex_future_new_true ();
}

/**
 * mw_link_take_over:
 * @self: a link
 * @trial: a link to the same place with a session
 *
 * Stores what the session of @trial keeps in the place of what was stored, and only then takes it. When it
 * cannot be stored, everything is as it was.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSecretStoreError
 */
DexFuture *
mw_link_take_over (MwLink *self, MwLink *trial)
{
  MwLinkCall *call;

  if (trial->session == NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, "The new sign-in holds no more");
  call = mw_link_call_new (self, mw_link_reach (self));
  call->other = g_object_ref (trial);
  call->input = mw_session_dup_secrets (trial->session);
  return mw_main_fiber_spawn (take_over_fiber, call, mw_link_call_free);
}

/**
 * mw_link_is_kept:
 * @self: a link
 *
 * Returns: whether its secrets are stored; a session of the ladder is not, before its last step
 */
gboolean
mw_link_is_kept (MwLink *self)
{
  return self->stored != NULL;
}
