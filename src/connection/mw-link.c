/* mw-link.c: the way to one system: address, transport, session; behind a connection and behind the ladder
 * alike
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

#include "mw-locality.h"
#include "mw-variant-limits.h"

G_DEFINE_FINAL_TYPE (MwLink, mw_link, G_TYPE_OBJECT)

static void
mw_link_finalize (GObject *object)
{
  MwLink *self = MW_LINK (object);

  dex_clear (&self->reaching);
  dex_clear (&self->opening);
  dex_clear (&self->ending);
  g_clear_object (&self->session);
  g_clear_pointer (&self->prepared, mw_prepared_unref);
  g_clear_object (&self->receipts);
  g_clear_object (&self->keeping);
  g_clear_object (&self->transport);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_pointer (&self->hold, mw_session_hold_free);
  g_clear_pointer (&self->keeper, mw_token_keeper_unref);
  g_clear_pointer (&self->stored, mw_secrets_unref);
  g_clear_pointer (&self->refused, mw_secrets_unref);
  g_clear_pointer (&self->file, mw_connection_file_free);
  g_clear_pointer (&self->known, mw_connection_file_free);
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
  self->receipts = g_list_store_new (MW_TYPE_RECEIPT);
  self->prepared = mw_prepared_new ();
  self->diagnosis = -1;
}

/**
 * mw_link_get_store:
 * @self: a link
 *
 * Returns: (transfer none): where its secrets are in this process
 */
MwSecretStore *
mw_link_get_store (MwLink *self)
{
  return self->for_now || self->file->store == NULL ? mw_secret_stores_get_session () : self->file->store;
}

/**
 * mw_link_get_receipts:
 * @self: a link
 *
 * Returns: (transfer none): a list of #MwReceipt, of its last reads, the newest first; in memory only
 */
GListModel *
mw_link_get_receipts (MwLink *self)
{
  return G_LIST_MODEL (self->receipts);
}

/**
 * mw_link_is_lasting:
 * @self: a link
 *
 * Returns: whether its connection has a token when the program is started again
 */
gboolean
mw_link_is_lasting (MwLink *self)
{
  return self->file->store != NULL && mw_secret_store_is_lasting (self->file->store);
}

/**
 * mw_link_keep_for_now:
 * @self: a link without a session
 *
 * From now on it neither reads nor writes what is stored: a session that it signs in ends with this process.
 */
void
mw_link_keep_for_now (MwLink *self)
{
  self->for_now = TRUE;
  g_clear_object (&self->keeping);
  mw_token_keeper_set_store (self->keeper, mw_link_get_store (self));
}

/**
 * mw_link_get_keeping:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): what is kept of its records, in the company of its token
 */
MwKeeping *
mw_link_get_keeping (MwLink *self)
{
  MwSecretStore *store = mw_link_get_store (self);

  if (self->is_trial || self->keeps_nothing)
    return NULL;
  if (self->keeping == NULL)
    self->keeping = mw_keeping_new (self->file->id, store, mw_secret_store_is_lasting (store));
  return self->keeping;
}

/**
 * mw_link_keep_nothing:
 * @self: a link
 *
 * From now on what it reads is neither shown again nor kept.
 */
void
mw_link_keep_nothing (MwLink *self)
{
  self->keeps_nothing = TRUE;
}

/* A session that takes a seat, or ends when nobody uses it, is logged out. */
static void
hold_session (MwLink *self)
{
  if (self->hold == NULL && (self->sign_in->one_session || self->sign_in->ends_idle > 0))
    self->hold = mw_session_hold_new (self->file->id);
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
  hold_session (self);
  self->keeper = mw_token_keeper_new (file->id, mw_link_get_store (self));
  mw_locality_fill (file->settings);
  return self;
}

static MwLink *
copy (MwLink *self, MwConnectionFile *file)
{
  MwLink *link = mw_link_new (self->system, self->sign_in, file);

  mw_link_set_resolve (link, self->resolve, self->resolve_data);
  return link;
}

/**
 * mw_link_new_trial:
 * @self: a link
 *
 * Returns: (transfer full): a link to the same place. Nothing that is stored is taken up or replaced by it
 */
MwLink *
mw_link_new_trial (MwLink *self)
{
  MwLink *trial = copy (self, mw_connection_file_copy (self->file));

  trial->is_trial = TRUE;
  return trial;
}

/**
 * mw_link_new_beside:
 * @self: a link
 * @label: what the user calls the other connection
 *
 * Returns: (transfer full): a link to the same place, for a connection of its own
 */
MwLink *
mw_link_new_beside (MwLink *self, const char *label)
{
  MwConnectionFile *file = mw_connection_file_copy (self->file);

  g_free (file->id);
  file->id = g_uuid_string_random ();
  g_set_str (&file->label, label);
  file->created_at = g_get_real_time ();
  return copy (self, file);
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
 * mw_link_describe:
 * @self: a link
 * @label: what the user calls it
 * @environment: whether it is a test system
 * @colour: of its mark
 */
void
mw_link_describe (MwLink *self, const char *label, MwEnvironment environment, MwColour colour)
{
  g_set_str (&self->file->label, label);
  self->file->environment = environment;
  self->file->colour = colour;
}

/**
 * mw_link_set_readable:
 * @self: a link
 * @readable: (nullable): ids of the entities that its login can read; %NULL: not known
 */
void
mw_link_set_readable (MwLink *self, char **readable)
{
  g_strfreev (self->file->readable);
  self->file->readable = g_strdupv (readable);
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

/**
 * mw_link_trust:
 * @self: a link
 * @certificate: what the user compared and trusts from now on; not stored yet
 */
void
mw_link_trust (MwLink *self, const MwCertificate *certificate)
{
  mw_connection_file_set_certificate (self->file, certificate);
  if (self->transport != NULL)
    mw_transport_set_certificate (self->transport, self->file->certificate, self->file->accepted);
  /* The sign-in may stand on another port of the same host, with a transport of its own. */
  g_clear_object (&self->session);
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

MwLinkCall *
mw_link_call_new (MwLink *link, DexFuture *future)
{
  MwLinkCall *call = g_new0 (MwLinkCall, 1);

  call->link = g_object_ref (link);
  call->future = future;
  return call;
}

void
mw_link_call_free (gpointer data)
{
  MwLinkCall *call = data;

  dex_clear (&call->future);
  g_clear_pointer (&call->input, mw_secrets_unref);
  g_clear_object (&call->prompt);
  g_clear_object (&call->other);
  g_object_unref (call->link);
  g_free (call);
}

DexFuture *
mw_link_share (DexFuture **slot, DexFuture *future)
{
  dex_clear (slot);
  *slot = future;
  dex_future_disown (dex_ref (future));
  return dex_future_first (dex_ref (future), NULL);
}

/**
 * mw_link_set_sign_in:
 * @self: a link without a session
 * @sign_in: of its system, with the same fields
 *
 * From now on one signs in like that; its variant is set next.
 */
void
mw_link_set_sign_in (MwLink *self, const MwSignIn *sign_in)
{
  self->sign_in = sign_in;
  g_set_str (&self->file->sign_in, sign_in->id);
  hold_session (self);
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
    mw_variant_limits_set (variant, self->transport);
}

static DexFuture *
reach_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
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
    mw_transport_set_certificate (transport, self->file->certificate, self->file->accepted);
  if (self->file->id != NULL)
    mw_transport_share_limits (transport, self->file->id);
  if (self->variant != NULL)
    mw_variant_limits_set (self->variant, transport);
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
  MwLinkCall *call;

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
  call = mw_link_call_new (self, address);
  return mw_link_share (&self->reaching, mw_main_fiber_spawn (reach_fiber, call, mw_link_call_free));
}
