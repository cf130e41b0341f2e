/* mw-link.c: the way to one system: address, transport, session; behind a connection and behind the ladder
 * alike
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-locality.h"
#include "mw-main-fiber.h"
#include "mw-token-keeper.h"

struct _MwLink
{
  GObject parent_instance;

  MwSystem *system;
  const MwSignIn *sign_in;
  const MwVariant *variant;
  MwConnectionFile *file;
  MwLinkResolveFunc resolve;
  gpointer resolve_data;

  DexFuture *reaching;
  DexFuture *opening;

  MwTransport *transport;
  MwSession *session;
  MwPrepared *prepared; /* of the session */
  MwTokenKeeper *keeper;
  MwSecrets *stored;  /* what the keyring has */
  MwSecrets *refused; /* what the system did not accept any more: not tried again */
};

G_DEFINE_FINAL_TYPE (MwLink, mw_link, G_TYPE_OBJECT)

static void
mw_link_finalize (GObject *object)
{
  MwLink *self = MW_LINK (object);

  dex_clear (&self->reaching);
  dex_clear (&self->opening);
  g_clear_object (&self->session);
  g_clear_pointer (&self->prepared, mw_prepared_unref);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->keeper, mw_token_keeper_unref);
  g_clear_pointer (&self->stored, mw_secrets_unref);
  g_clear_pointer (&self->refused, mw_secrets_unref);
  g_clear_pointer (&self->file, mw_connection_file_free);
  g_clear_object (&self->system);
  G_OBJECT_CLASS (mw_link_parent_class)->finalize (object);
}

static void
mw_link_class_init (MwLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_link_finalize;
}

static void
mw_link_init (MwLink *self)
{
  self->prepared = mw_prepared_new ();
}

/* Not what is written in a file that was moved here from a Flatpak. */
static MwKeyringPlace
get_place (MwLink *self)
{
  return self->file->place == MW_KEYRING_PLACE_SESSION ? MW_KEYRING_PLACE_SESSION : MW_KEYRING_PLACE_KEYRING;
}

/**
 * mw_link_new:
 * @system: the system
 * @sign_in: one of its sign-ins
 * @file: (transfer full): address, place of the token and what else is known about the connection
 *
 * Returns: (transfer full): a link; nothing is sent yet
 */
MwLink *
mw_link_new (MwSystem *system, const MwSignIn *sign_in, MwConnectionFile *file)
{
  MwLink *self = g_object_new (MW_TYPE_LINK, NULL);

  self->system = g_object_ref (system);
  self->sign_in = sign_in;
  self->variant = mw_system_find_variant_again (system, sign_in->id, file->variant);
  self->file = file;
  self->keeper = mw_token_keeper_new (file->id, get_place (self));
  mw_locality_fill (file->settings);
  return self;
}

/**
 * mw_link_set_resolve:
 * @self: a link
 * @func: (nullable): starts what stands behind a builtin address
 * @data: for @func
 */
void
mw_link_set_resolve (MwLink *self, MwLinkResolveFunc func, gpointer data)
{
  self->resolve = func;
  self->resolve_data = data;
}

/**
 * mw_link_get_file:
 * @self: a link
 *
 * Returns: (transfer none): what is known about the connection
 */
const MwConnectionFile *
mw_link_get_file (MwLink *self)
{
  return self->file;
}

/**
 * mw_link_get_system:
 * @self: a link
 *
 * Returns: (transfer none): the system
 */
MwSystem *
mw_link_get_system (MwLink *self)
{
  return self->system;
}

/**
 * mw_link_get_sign_in:
 * @self: a link
 *
 * Returns: the sign-in
 */
const MwSignIn *
mw_link_get_sign_in (MwLink *self)
{
  return self->sign_in;
}

/**
 * mw_link_get_variant:
 * @self: a link
 *
 * Returns: the variant of the system that belongs to the sign-in
 */
const MwVariant *
mw_link_get_variant (MwLink *self)
{
  return self->variant;
}

/**
 * mw_link_dup_transport:
 * @self: a link
 *
 * Returns: (transfer full) (nullable): the transport, once it was reached
 */
MwTransport *
mw_link_dup_transport (MwLink *self)
{
  return self->transport != NULL ? g_object_ref (self->transport) : NULL;
}

static MwSession *
dup_session (MwLink *self)
{
  return self->session != NULL ? g_object_ref (self->session) : NULL;
}

static void
set_session (MwLink *self, MwSession *session)
{
  g_set_object (&self->session, session);
  g_clear_pointer (&self->refused, mw_secrets_unref);
  g_clear_pointer (&self->prepared, mw_prepared_unref);
  self->prepared = mw_prepared_new ();
}

MwPrepared *
mw_link_get_prepared (MwLink *self)
{
  return self->prepared;
}

/**
 * mw_link_dup_address:
 * @self: a link
 *
 * Returns: (transfer full) (nullable): the typed or fixed address, or what is made of what was typed; %NULL
 * for a builtin one, and when something is missing that it is made of
 */
char *
mw_link_dup_address (MwLink *self)
{
  return mw_system_dup_address (self->system, self->sign_in, self->file->settings, NULL);
}

/**
 * mw_link_signs_in_alone:
 * @self: a link
 *
 * Returns: whether signing in needs nothing that only the user knows (a builtin system without secret fields)
 */
gboolean
mw_link_signs_in_alone (MwLink *self)
{
  if (mw_system_get_builtin (self->system) == NULL)
    return FALSE;
  for (guint i = 0; self->sign_in->fields != NULL && self->sign_in->fields[i] != NULL; i++)
    {
      const MwFormField *field = mw_system_find_form_field (self->system, self->sign_in->fields[i]);

      if (field != NULL && !field->optional &&
          (field->kind == MW_FORM_FIELD_PASSWORD || field->kind == MW_FORM_FIELD_SECRET))
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_secrets (MwSecrets *a, MwSecrets *b)
{
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) others = NULL;

  if (a == NULL || b == NULL)
    return a == b;
  names = mw_secrets_dup_names (a);
  others = mw_secrets_dup_names (b);
  if (g_strv_length (names) != g_strv_length (others))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (mw_secrets_get (a, names[i]), mw_secrets_get (b, names[i])) != 0)
      return FALSE;
  return TRUE;
}

/* What one call of a link needs in its fiber. */
typedef struct
{
  MwLink *link;
  DexFuture *future; /* resolved address, transport or session: what has to come first; or NULL */
  MwSecrets *input;
  MwAuthPrompt *prompt;
} Call;

static Call *
call_new (MwLink *link, DexFuture *future)
{
  Call *call = g_new0 (Call, 1);

  call->link = g_object_ref (link);
  call->future = future;
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  dex_clear (&call->future);
  g_clear_pointer (&call->input, mw_secrets_unref);
  g_clear_object (&call->prompt);
  g_object_unref (call->link);
  g_free (call);
}

/* One attempt serves all that ask for it, and goes on when one of them does not want it any more. */
static DexFuture *
share (DexFuture **slot, DexFuture *future)
{
  dex_clear (slot);
  *slot = future;
  dex_future_disown (dex_ref (future));
  return dex_future_first (dex_ref (future), NULL);
}

static void
obey_limits (MwTransport *transport, const MwVariant *variant)
{
  static const MwRetryUnit units[] = {
    [MW_WAIT_SECONDS] = MW_RETRY_SECONDS,
    [MW_WAIT_MILLISECONDS] = MW_RETRY_MILLISECONDS,
    [MW_WAIT_EPOCH] = MW_RETRY_EPOCH,
    [MW_WAIT_EPOCH_MILLISECONDS] = MW_RETRY_EPOCH_MILLISECONDS,
  };

  g_autofree MwRetryHeader *headers = g_new0 (MwRetryHeader, variant->n_retry_after + 1);

  for (guint i = 0; i < variant->n_retry_after; i++)
    headers[i] = (MwRetryHeader) { (char *) variant->retry_after[i].header,
                                   units[variant->retry_after[i].as] };
  mw_transport_set_retry_headers (transport, headers, variant->n_retry_after);
  mw_transport_set_limits (transport, variant->concurrent, variant->requests_per_minute);
  mw_transport_set_hourly_limit (transport, variant->requests_per_hour);
}

/**
 * mw_link_set_variant:
 * @self: a link
 * @variant: for its sign-in
 *
 * From now on the system is asked like that.
 */
void
mw_link_set_variant (MwLink *self, const MwVariant *variant)
{
  self->variant = variant;
  g_set_str (&self->file->variant, variant->id);
  if (self->transport != NULL)
    obey_limits (self->transport, variant);
}

static DexFuture *
reach_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  if (call->future != NULL)
    address = dex_await_string (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  else
    address = mw_system_dup_address (self->system, self->sign_in, self->file->settings, &error);
  if (g_error_matches (error, MW_CATALOG_ERROR, MW_CATALOG_ERROR_FORMAT))
    return dex_future_new_reject (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS, "%s", error->message);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  transport = mw_transport_new (address != NULL ? address : "", &error);
  if (transport == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_transport_set_allow_plain (transport, self->file->allow_plain);
  if (self->file->certificate != NULL)
    mw_transport_set_certificate (transport, self->file->certificate);
  if (self->file->id != NULL)
    mw_transport_share_limits (transport, self->file->id);
  if (self->variant != NULL)
    obey_limits (transport, self->variant);
  g_set_object (&self->transport, transport);
  return dex_future_new_take_object (g_steal_pointer (&transport));
}

/**
 * mw_link_reach:
 * @self: a link
 *
 * Finds out the address (starting what stands behind a builtin one) and makes the transport, once. Sends
 * nothing.
 *
 * Returns: (transfer full): resolves to the #MwTransport
 */
DexFuture *
mw_link_reach (MwLink *self)
{
  const char *builtin = mw_system_get_builtin (self->system);
  DexFuture *address = NULL;
  Call *call;

  if (!mw_system_is_allowed (self->system))
    return dex_future_new_reject (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED, "%s",
                                  mw_system_get_user_file (self->system));
  if (self->reaching != NULL && !dex_future_is_rejected (self->reaching))
    return dex_future_first (dex_ref (self->reaching), NULL);
  if (builtin != NULL && self->resolve == NULL)
    return dex_future_new_reject (MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_ADDRESS,
                                  "Nothing stands behind builtin:%s here", builtin);
  if (builtin != NULL)
    address = self->resolve (builtin, self->resolve_data);
  call = call_new (self, address);
  return share (&self->reaching, mw_main_fiber_spawn (reach_fiber, call, call_free));
}

static MwSession *
sign_in (MwLink *self,
         MwTransport *transport,
         MwSecrets *input,
         MwAuthPrompt *prompt,
         MwMainFiber *fiber,
         GError **error)
{
  MwSession *session = dex_await_object (
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

static void
set_stored (MwLink *self, MwSecrets *stored)
{
  g_clear_pointer (&self->stored, mw_secrets_unref);
  self->stored = mw_secrets_ref (stored);
  mw_token_keeper_begin (self->keeper);
}

static gboolean
store (MwLink *self, GError **error)
{
  g_autoptr (MwSession) session = dup_session (self);
  g_autoptr (MwSecrets) secrets = session != NULL ? mw_session_dup_secrets (session) : NULL;

  if (secrets == NULL || same_secrets (self->stored, secrets))
    return TRUE;
  /* Whole or not at all: a write to the keyring that is cancelled in the middle can damage it. */
  if (!dex_await (mw_keyring_store (self->file->id, secrets, get_place (self)), error))
    return FALSE;
  set_stored (self, secrets);
  return TRUE;
}

static gboolean
was_refused (MwLink *self, MwSecrets *secrets)
{
  return self->refused != NULL && same_secrets (self->refused, secrets);
}

static gboolean
session_ended (const GError *error)
{
  return g_error_matches (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_SIGNED_OUT) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_REFUSED) ||
         g_error_matches (error, MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED);
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
  if (!session_ended (error) || self->session != session)
    return;
  g_clear_pointer (&self->refused, mw_secrets_unref);
  self->refused = mw_session_dup_secrets (session);
  g_clear_object (&self->session);
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
  if (session == NULL || !store (self, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_steal_pointer (&session));
}

static DexFuture *
open_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  MwLink *self = call->link;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (MwSecrets) stored = NULL;
  g_autoptr (GError) error = NULL;

  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (transport != NULL)
    stored = dex_await_boxed (mw_main_until (mw_keyring_lookup (self->file->id), fiber), &error);
  if (stored == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  set_stored (self, stored);
  if (mw_link_signs_in_alone (self))
    return open_alone (self, transport, stored, fiber);
  if (mw_secrets_is_empty (stored))
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                                  "The keyring holds nothing for this connection");
  if (was_refused (self, stored))
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                                  "The system did not accept what is stored; it is not tried again");
  session = restore (self, transport, stored);
  set_session (self, session);
  return dex_future_new_take_object (g_steal_pointer (&session));
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
  Call *call;

  if (session != NULL)
    return dex_future_new_take_object (g_steal_pointer (&session));
  if (self->opening != NULL && dex_future_is_pending (self->opening))
    return dex_future_first (dex_ref (self->opening), NULL);
  call = call_new (self, mw_link_reach (self));
  return share (&self->opening, mw_main_fiber_spawn (open_fiber, call, call_free));
}

/* @input, and where the client of OAuth has a secret that is not asked for again, the stored one. */
static MwSecrets *
dup_input (MwLink *self, MwSecrets *input, MwMainFiber *fiber)
{
  MwSecrets *all = mw_secrets_copy (input);
  g_autoptr (MwSecrets) stored = NULL;

  if (self->sign_in->kind != MW_SIGN_IN_OAUTH2 || self->sign_in->fields == NULL)
    return all;
  stored = dex_await_boxed (mw_main_until (mw_keyring_lookup (self->file->id), fiber), NULL);
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
  Call *call = data;
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
  Call *call = call_new (self, mw_link_reach (self));

  call->input = mw_secrets_ref (input);
  call->prompt = prompt != NULL ? g_object_ref (prompt) : NULL;
  return mw_main_fiber_spawn (sign_in_fiber, call, call_free);
}

static DexFuture *
take_up_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (MwTransport) transport = NULL;
  g_autoptr (MwSession) session = NULL;
  g_autoptr (GError) error = NULL;

  transport = dex_await_object (mw_main_until (g_steal_pointer (&call->future), fiber), &error);
  if (transport == NULL)
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
  Call *call = call_new (self, mw_link_reach (self));

  call->input = mw_secrets_ref (secrets);
  return mw_main_fiber_spawn (take_up_fiber, call, call_free);
}

static DexFuture *
store_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
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
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwKeyringError
 */
DexFuture *
mw_link_store (MwLink *self)
{
  return mw_main_fiber_spawn (store_fiber, call_new (self, NULL), call_free);
}

typedef DexFuture *(*UseFunc) (Call *call, MwTransport *transport, MwSession *session);

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
