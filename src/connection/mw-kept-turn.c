/* mw-kept-turn.c: one reading of an entity at a time, among all processes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept-turn.h"

#include "mw-lock-file.h"

struct _MwKeptTurn
{
  char *name;
  int lock; /* -1: not yet */
};

static void
turn_clear (gpointer data)
{
  MwKeptTurn *turn = data;

  if (turn->lock >= 0)
    mw_lock_file_release (turn->lock);
  g_free (turn->name);
}

void
mw_kept_turn_release (MwKeptTurn *turn)
{
  g_atomic_rc_box_release_full (turn, turn_clear);
}

static DexFuture *
turn_fiber (MwFiber *fiber, gpointer data)
{
  MwKeptTurn *turn = data;
  GError *error = NULL;

  turn->lock = mw_lock_file_await (turn->name, fiber, &error);
  return turn->lock >= 0 ? dex_future_new_true () : dex_future_new_for_error (error);
}

/**
 * mw_kept_turn_take:
 * @id: of the connection
 * @entity: what is to be read
 * @fiber: the running fiber
 * @error: why not
 *
 * Waits until no other reading, of whatever process, reads the same entity.
 *
 * Returns: (transfer full): the right to read it, until it is released
 */
MwKeptTurn *
mw_kept_turn_take (const char *id, const char *entity, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwKeptTurn) turn = g_atomic_rc_box_new0 (MwKeptTurn);
  g_autofree char *part = g_strdelimit (g_strdup (entity), "_", '-');

  g_debug ("A turn to read %s is waited for", entity);
  turn->lock = -1;
  turn->name = g_strconcat (id, ".", part, NULL);
  if (!dex_await (mw_main_until (mw_fiber_spawn ("turn", turn_fiber, g_atomic_rc_box_acquire (turn),
                                                 (GDestroyNotify) mw_kept_turn_release),
                                 fiber),
                  error))
    return NULL;
  return g_steal_pointer (&turn);
}
