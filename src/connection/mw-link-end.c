/* mw-link-end.c: the end of a session that takes a seat of the system's licence, or that nobody uses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-link-private.h"

/* How often is looked whether a session is used, in seconds. */
#define MAX_LOOK 60

static void
stop_looking (MwLink *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
}

/* The token is taken out of the keyring too: it is worth nothing any more. A kept password stays. */
static gboolean
forget_token (MwLink *self, MwSession *session, GError **error)
{
  g_autoptr (MwSecrets) rest = mw_session_dup_secrets (session);

  if (!mw_link_is_kept (self))
    return TRUE;
  if (!dex_await (mw_secret_store_write (mw_link_get_store (self), self->file->id, rest), error))
    return FALSE;
  mw_link_set_stored (self, rest);
  return TRUE;
}

static DexFuture *
end_fiber (MwMainFiber *fiber, gpointer data)
{
  MwLinkCall *call = data;
  MwLink *self = call->link;
  g_autoptr (MwSession) session = g_steal_pointer (&self->session);
  g_autoptr (GError) error = NULL;

  stop_looking (self);
  if (session == NULL || !mw_session_hold_is_last (self->hold))
    return dex_future_new_true ();
  /* To its end whoever still waits: half of it would leave a token that is dead. */
  if (dex_await (mw_session_end (session), &error))
    forget_token (self, session, &error);
  mw_session_hold_release (self->hold);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_link_end:
 * @self: a link
 *
 * Ends the session, unless another process of this user has it open too: it then ends it. The next
 * mw_link_open() signs in anew, where the password is kept.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_link_end (MwLink *self)
{
  if (self->hold == NULL || self->session == NULL)
    return dex_future_new_true ();
  return mw_link_share (&self->ending,
                        mw_main_fiber_spawn (end_fiber, mw_link_call_new (self, NULL), mw_link_call_free));
}

/**
 * mw_link_end_at_exit:
 * @self: a link
 * @alone: only a session that can be had again without the user
 *
 * A session that takes a seat of the system's licence is ended when nobody has it open any more, and one that
 * nobody can take up again, since its token is in memory only, is logged out.
 *
 * Returns: (transfer full) (nullable): resolves when it is done; %NULL when there is no such session
 */
DexFuture *
mw_link_end_at_exit (MwLink *self, gboolean alone)
{
  if (self->session == NULL)
    return NULL;
  if (!mw_secret_store_is_lasting (mw_link_get_store (self)) && mw_sign_in_can_end (self->sign_in))
    return mw_link_sign_out (self);
  if (self->sign_in->one_session && (!alone || mw_session_signs_in_alone (self->session)))
    return mw_link_end (self);
  return NULL;
}

static gboolean
look (gpointer data)
{
  MwLink *self = data;

  if (self->session == NULL)
    {
      self->idle_source = 0;
      return G_SOURCE_REMOVE;
    }
  if (mw_session_get_idle (self->session) < (gint64) self->sign_in->ends_idle * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  self->idle_source = 0;
  dex_future_disown (mw_link_end (self));
  return G_SOURCE_REMOVE;
}

void
mw_link_look_for_idleness (MwLink *self)
{
  if (self->sign_in->ends_idle > 0 && self->idle_source == 0)
    self->idle_source = g_timeout_add_seconds (CLAMP (self->sign_in->ends_idle / 4, 1, MAX_LOOK), look, self);
}
