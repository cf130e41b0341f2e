/* mw-session-hold.c: who of this user's processes has a session open, so that only the last one ends it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-session-hold.h"

#include "mw-lock-file.h"
#include "mw-work.h"

/* Of the hold and of a job that waits for it. */
typedef struct
{
  char *name;
  int lock; /* atomic; -1: not taken */
} Shared;

struct _MwSessionHold
{
  Shared *shared;
};

static void
shared_clear (gpointer data)
{
  Shared *self = data;

  if (self->lock >= 0)
    mw_lock_file_release (self->lock);
  g_free (self->name);
}

static void
shared_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, shared_clear);
}

MwSessionHold *
mw_session_hold_new (const char *id)
{
  MwSessionHold *self = g_new0 (MwSessionHold, 1);

  self->shared = g_atomic_rc_box_new0 (Shared);
  self->shared->name = g_strdup_printf ("%s.session", id);
  self->shared->lock = -1;
  return self;
}

void
mw_session_hold_free (MwSessionHold *self)
{
  shared_unref (self->shared);
  g_free (self);
}

static gboolean
take (gpointer data, GCancellable *cancellable, GError **error)
{
  Shared *self = data;
  int lock;

  if (g_atomic_int_get (&self->lock) >= 0)
    return TRUE;
  lock = mw_lock_file_share (self->name, cancellable, error);
  if (lock < 0)
    return FALSE;
  g_atomic_int_set (&self->lock, lock);
  return TRUE;
}

DexFuture *
mw_session_hold_take (MwSessionHold *self)
{
  return mw_work_run ("hold the session", take, g_atomic_rc_box_acquire (self->shared), shared_unref);
}

gboolean
mw_session_hold_is_last (MwSessionHold *self)
{
  int lock = g_atomic_int_get (&self->shared->lock);

  if (lock >= 0 && mw_lock_file_become_only (lock))
    return TRUE;
  mw_session_hold_release (self);
  return FALSE;
}

void
mw_session_hold_release (MwSessionHold *self)
{
  int lock = g_atomic_int_exchange (&self->shared->lock, -1);

  if (lock >= 0)
    mw_lock_file_release (lock);
}
