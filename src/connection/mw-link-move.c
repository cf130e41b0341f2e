/* mw-link-move.c: the secrets of a link into another store
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

typedef struct
{
  MwLink *link;
  MwSecretStore *store;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->link);
  g_free (move);
}

/* Of the session, which may have renewed its token since it was stored. */
static MwSecrets *
dup_secrets (MwLink *self, GError **error)
{
  if (self->session != NULL)
    return mw_session_dup_secrets (self->session);
  return dex_await_boxed (mw_secret_store_read (mw_link_get_store (self), self->file->id), error);
}

/* Records are where the token is, and are read anew there. */
static void
leave_keeping (MwLink *self, MwKeeping *keeping)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->keeping);
  if (keeping != NULL && !dex_await (mw_keeping_remove (keeping), &error))
    g_debug ("Records stay where they were: %s", error->message);
}

static DexFuture *
move_fiber (MwMainFiber *fiber, gpointer data)
{
  Move *move = data;
  MwLink *self = move->link;
  MwSecretStore *before = mw_link_get_store (self);
  MwSecretStore *after = move->store != NULL ? move->store : mw_secret_stores_get_session ();
  MwKeeping *own = mw_link_get_keeping (self);
  g_autoptr (MwKeeping) keeping = own != NULL ? g_object_ref (own) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSecrets) secrets = dup_secrets (self, &error);

  if (secrets == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (mw_secrets_is_empty (secrets))
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED, "There is no token to be kept");
  if (!dex_await (mw_secret_store_write (after, self->file->id, secrets), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  self->for_now = FALSE;
  self->file->store = move->store;
  mw_token_keeper_set_store (self->keeper, after);
  mw_link_set_stored (self, secrets);
  /* What is left behind in a store that does not answer any more is no reason to undo it. */
  if (before != after && !dex_await (mw_secret_store_remove (before, self->file->id), &error))
    g_debug ("The token stays where it was too: %s", error->message);
  if (before != after)
    leave_keeping (self, keeping);
  return dex_future_new_true ();
}

/**
 * mw_link_move:
 * @self: a link
 * @store: (nullable): where its secrets are kept from now on; %NULL: nowhere, they end with this process
 *
 * Stores them there, and takes them away from where they were.
 *
 * Returns: (transfer full): resolves to %TRUE; rejects with a #MwSecretStoreError, and nothing has changed
 */
DexFuture *
mw_link_move (MwLink *self, MwSecretStore *store)
{
  Move *move = g_new0 (Move, 1);

  move->link = g_object_ref (self);
  move->store = store;
  return mw_main_fiber_spawn (move_fiber, move, move_free);
}
