/* mw-token-keeper.c: where a session stores a token that it has renewed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-keeper.h"

#include "mw-lock-file.h"
#include "mw-work.h"

struct _MwTokenKeeper
{
  char *id;
  MwSecretStore *store; /* atomic; lives as long as the process */
  int is_kept;          /* atomic */
};

/* What one session has of it. A session renews one at a time. */
typedef struct
{
  MwTokenKeeper *keeper;
  int lock; /* -1: not taken */
} Hold;

MwTokenKeeper *
mw_token_keeper_new (const char *id, MwSecretStore *store)
{
  MwTokenKeeper *self = g_atomic_rc_box_new0 (MwTokenKeeper);

  self->id = g_strdup (id);
  self->store = store;
  return self;
}

static void
token_keeper_clear (gpointer data)
{
  MwTokenKeeper *self = data;

  g_free (self->id);
}

void
mw_token_keeper_unref (MwTokenKeeper *self)
{
  g_atomic_rc_box_release_full (self, token_keeper_clear);
}

void
mw_token_keeper_set_store (MwTokenKeeper *self, MwSecretStore *store)
{
  g_atomic_pointer_set (&self->store, store);
}

static MwSecretStore *
get_store (MwTokenKeeper *self)
{
  return g_atomic_pointer_get (&self->store);
}

void
mw_token_keeper_begin (MwTokenKeeper *self)
{
  g_atomic_int_set (&self->is_kept, TRUE);
}

static void
release (Hold *hold)
{
  if (hold->lock >= 0)
    mw_lock_file_release (hold->lock);
  hold->lock = -1;
}

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  release (hold);
  mw_token_keeper_unref (hold->keeper);
  g_free (hold);
}

static gboolean
take_lock (gpointer data, GCancellable *cancellable, GError **error)
{
  Hold *hold = data;
  g_autofree char *name = g_strdup_printf ("%s.token", hold->keeper->id);

  hold->lock = mw_lock_file_take (name, cancellable, error);
  return hold->lock >= 0;
}

static DexFuture *
begin_fiber (MwFiber *fiber, gpointer data)
{
  Hold *hold = data;
  GError *error = NULL;

  /* What is being tried has nothing to do with what is stored. */
  if (!g_atomic_int_get (&hold->keeper->is_kept))
    return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_new ());
  if (!dex_await (mw_work_run ("token lock", take_lock, hold, NULL), &error))
    return dex_future_new_for_error (error);
  return mw_secret_store_read (get_store (hold->keeper), hold->keeper->id);
}

static DexFuture *
begin (gpointer data)
{
  return mw_fiber_spawn ("begin to renew", begin_fiber, data, NULL);
}

typedef struct
{
  Hold *hold;
  MwSecrets *renewed; /* NULL: nothing is stored */
} End;

static void
end_free (gpointer data)
{
  End *call = data;

  g_clear_pointer (&call->renewed, mw_secrets_unref);
  g_free (call);
}

static DexFuture *
end_fiber (MwFiber *fiber, gpointer data)
{
  End *call = data;
  MwTokenKeeper *keeper = call->hold->keeper;
  GError *error = NULL;
  gboolean stored = TRUE;

  if (call->renewed != NULL && g_atomic_int_get (&keeper->is_kept))
    stored = dex_await (mw_secret_store_write (get_store (keeper), keeper->id, call->renewed), &error);
  release (call->hold);
  return stored ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
end (MwSecrets *renewed, gpointer data)
{
  End *call = g_new0 (End, 1);

  call->hold = data;
  call->renewed = renewed != NULL ? mw_secrets_ref (renewed) : NULL;
  return mw_fiber_spawn ("end of renewing", end_fiber, call, end_free);
}

void
mw_token_keeper_attach (MwTokenKeeper *self, MwSession *session)
{
  static const MwSessionKeeper functions = { begin, end };
  Hold *hold = g_new0 (Hold, 1);

  hold->keeper = g_atomic_rc_box_acquire (self);
  hold->lock = -1;
  mw_session_set_keeper (session, &functions, hold, hold_free);
}
