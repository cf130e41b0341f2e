/* mw-token-keeper.c: where a session stores a token that it has renewed
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-keeper.h"

#include "mw-lock-file.h"
#include "mw-refusal.h"

struct _MwTokenKeeper
{
  char *id;
  MwSecretStore *store; /* atomic; lives as long as the process */
  int is_kept;          /* atomic */
  GMutex mutex;
  MwSecrets *stored; /* by a renewal, until the link has heard of it */
};

/* What one session has of it. A session renews one at a time. */
typedef struct
{
  MwTokenKeeper *keeper;
  int lock;          /* -1: not taken */
  MwSecrets *stored; /* when the lock was taken, or NULL */
} Hold;

MwTokenKeeper *
mw_token_keeper_new (const char *id, MwSecretStore *store)
{
  MwTokenKeeper *self = g_atomic_rc_box_new0 (MwTokenKeeper);

  self->id = g_strdup (id);
  self->store = store;
  g_mutex_init (&self->mutex);
  return self;
}

static void
token_keeper_clear (gpointer data)
{
  MwTokenKeeper *self = data;

  g_free (self->id);
  g_clear_pointer (&self->stored, mw_secrets_unref);
  g_mutex_clear (&self->mutex);
}

void
mw_token_keeper_unref (MwTokenKeeper *self)
{
  g_atomic_rc_box_release_full (self, token_keeper_clear);
}

MwSecrets *
mw_token_keeper_take_stored (MwTokenKeeper *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_steal_pointer (&self->stored);
}

static void
set_stored (MwTokenKeeper *self, MwSecrets *stored)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->stored, mw_secrets_unref);
  self->stored = mw_secrets_ref (stored);
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
  g_clear_pointer (&hold->stored, mw_secrets_unref);
}

static Hold *
hold_new (MwTokenKeeper *keeper)
{
  Hold *hold = g_new0 (Hold, 1);

  hold->keeper = g_atomic_rc_box_acquire (keeper);
  hold->lock = -1;
  return hold;
}

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  release (hold);
  mw_token_keeper_unref (hold->keeper);
  g_free (hold);
}

/* From then on nobody else renews, and what is stored stays. */
static gboolean
enter (Hold *hold, MwFiber *fiber, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.token", hold->keeper->id);

  hold->lock = mw_lock_file_await (name, fiber, error);
  if (hold->lock < 0)
    return FALSE;
  hold->stored = dex_await_boxed (mw_secret_store_read (get_store (hold->keeper), hold->keeper->id), error);
  return hold->stored != NULL;
}

static DexFuture *
begin_fiber (MwFiber *fiber, gpointer data)
{
  Hold *hold = data;
  MwTokenKeeper *keeper = hold->keeper;
  g_autoptr (MwRefusal) refusal = NULL;
  GError *error = NULL;

  /* What is being tried has nothing to do with what is stored. */
  if (!g_atomic_int_get (&keeper->is_kept))
    return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_new ());
  if (!enter (hold, fiber, &error))
    return dex_future_new_for_error (error);
  refusal = dex_await_boxed (mw_refusal_find (keeper->id, hold->stored), NULL);
  if (refusal != NULL)
    return dex_future_new_reject (MW_AUTH_ERROR, MW_AUTH_ERROR_EXPIRED,
                                  "The system has refused what is stored; it is not tried again");
  return dex_future_new_take_boxed (MW_TYPE_SECRETS, mw_secrets_ref (hold->stored));
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
  MwRenewalEnd refusal;
} End;

static void
end_free (gpointer data)
{
  End *call = data;

  g_clear_pointer (&call->renewed, mw_secrets_unref);
  g_free (call);
}

static MwDiagnosis
get_reason (MwRenewalEnd refusal)
{
  return refusal == MW_RENEWAL_CONSENT_REFUSED ? MW_DIAGNOSIS_REAUTHORIZE : MW_DIAGNOSIS_CREDENTIALS_CHANGED;
}

/* Session-only secrets are in no other process. */
static gboolean
is_shared (MwTokenKeeper *keeper)
{
  return g_atomic_int_get (&keeper->is_kept) && mw_secret_store_is_lasting (get_store (keeper));
}

static void
remember (MwTokenKeeper *keeper, MwSecrets *stored, MwDiagnosis reason)
{
  g_autoptr (GError) error = NULL;

  if (stored != NULL && is_shared (keeper) &&
      !dex_await (mw_refusal_remember (keeper->id, stored, reason), &error))
    g_debug ("The refusal could not be remembered: %s", error->message);
}

/* The refusal of what is stored first: whenever this process dies from now on, no other one sends it again.
 */
static DexFuture *
end_fiber (MwFiber *fiber, gpointer data)
{
  End *call = data;
  MwTokenKeeper *keeper = call->hold->keeper;
  GError *error = NULL;
  gboolean stored = TRUE;

  if (call->refusal != MW_RENEWAL_NOT_TRIED)
    remember (keeper, call->hold->stored, get_reason (call->refusal));
  if (call->renewed != NULL && g_atomic_int_get (&keeper->is_kept))
    {
      stored = dex_await (mw_secret_store_write (get_store (keeper), keeper->id, call->renewed), &error);
      if (stored)
        set_stored (keeper, call->renewed);
      if (stored && call->refusal != MW_RENEWAL_NOT_TRIED)
        remember (keeper, call->renewed, get_reason (call->refusal));
    }
  release (call->hold);
  return stored ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
end (MwSecrets *renewed, MwRenewalEnd refusal, gpointer data)
{
  End *call = g_new0 (End, 1);

  call->hold = data;
  call->renewed = renewed != NULL ? mw_secrets_ref (renewed) : NULL;
  call->refusal = refusal;
  return mw_fiber_spawn ("end of renewing", end_fiber, call, end_free);
}

void
mw_token_keeper_attach (MwTokenKeeper *self, MwSession *session)
{
  static const MwSessionKeeper functions = { begin, end };

  mw_session_set_keeper (session, &functions, hold_new (self), hold_free);
}

typedef struct
{
  Hold *hold;
  MwSecrets *refused;
  MwDiagnosis reason;
} Refused;

static void
refused_free (gpointer data)
{
  Refused *call = data;

  hold_free (call->hold);
  mw_secrets_unref (call->refused);
  g_free (call);
}

/* What was stored by a version that gave no marks is stored once more, to have one. */
static DexFuture *
refused_fiber (MwFiber *fiber, gpointer data)
{
  Refused *call = data;
  MwTokenKeeper *keeper = call->hold->keeper;
  g_autoptr (GError) error = NULL;

  if (!enter (call->hold, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* Somebody has signed in meanwhile: that was not refused. */
  if (!mw_secrets_equal (call->hold->stored, call->refused))
    return dex_future_new_true ();
  if (mw_secrets_get_mark (call->hold->stored) == NULL &&
      !dex_await (mw_secret_store_write (get_store (keeper), keeper->id, call->hold->stored), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  remember (keeper, call->hold->stored, call->reason);
  return dex_future_new_true ();
}

DexFuture *
mw_token_keeper_note_refusal (MwTokenKeeper *self, MwSecrets *refused, MwDiagnosis reason)
{
  Refused *call;

  if (!is_shared (self))
    return dex_future_new_true ();
  call = g_new0 (Refused, 1);
  call->hold = hold_new (self);
  call->refused = mw_secrets_ref (refused);
  call->reason = reason;
  return mw_fiber_spawn ("note a refusal", refused_fiber, call, refused_free);
}
