/* mw-gate.c: how many requests run at once, how many in a minute and how many in an hour
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-gate.h"

#include "mw-delivery.h"
#include "mw-net-thread.h"
#include "mw-shared-turns.h"

struct _MwGate
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GQueue line;   /* of MwGateTurn, waiting */
  GQueue recent; /* of gint64 *: when turns of the last window began, oldest first */
  guint n_running;
  guint concurrent;
  MwTurnLimit limits[MW_TURN_LIMITS];
  MwSharedTurns *shared; /* or NULL: this gate is alone */
  gint64 timer_at;       /* 0: none */
};

struct _MwGateTurn
{
  MwGate *gate;
  DexFuture *future;
  MwDelivery *delivery; /* NULL: the turn was given */
  int slot;             /* of the shared turns, -1: none */
};

MwGate *
mw_gate_new (void)
{
  MwGate *self = g_new0 (MwGate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  return self;
}

static MwGate *
mw_gate_ref (MwGate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_gate_unref (MwGate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->recent, g_free);
  g_clear_pointer (&self->shared, mw_shared_turns_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean advance (gpointer data);

/* With the mutex held: when the first in line may go; 0: now. */
static gint64
find_start (MwGate *self, gint64 now)
{
  gint64 longest = MAX (self->limits[0].window, self->limits[1].window);
  gint64 start = 0;

  while (self->recent.length > 0 && *(gint64 *) g_queue_peek_head (&self->recent) + longest <= now)
    g_free (g_queue_pop_head (&self->recent));
  for (guint i = 0; i < MW_TURN_LIMITS; i++)
    if (self->limits[i].count > 0 && self->recent.length >= self->limits[i].count)
      {
        /* Limits may have been lowered since: count from the end. */
        gint64 *first = g_queue_peek_nth (&self->recent, self->recent.length - self->limits[i].count);

        if (*first + self->limits[i].window > now)
          start = MAX (start, *first + self->limits[i].window);
      }
  return start;
}

/* With the mutex held. */
static void
set_timer (MwGate *self, gint64 at)
{
  g_autoptr (GSource) source = NULL;

  if (self->timer_at != 0 && self->timer_at <= at)
    return;
  self->timer_at = at;
  source = g_timeout_source_new (0);
  g_source_set_ready_time (source, at);
  g_source_set_callback (source, advance, mw_gate_ref (self), (GDestroyNotify) mw_gate_unref);
  g_source_attach (source, mw_net_thread_get_context ());
}

/* Gives turns to as many as may go now. */
static void
let_in (MwGate *self)
{
  g_mutex_lock (&self->mutex);
  while (self->line.length > 0 && (self->concurrent == 0 || self->n_running < self->concurrent))
    {
      gint64 now = g_get_monotonic_time ();
      gint64 start = find_start (self, now);
      MwGateTurn *turn;
      int slot = -1;

      /* What this process may do is asked first: the others are only asked for a turn that would be taken. */
      if (start == 0 && self->shared != NULL)
        start = mw_shared_turns_take (self->shared, self->limits, self->concurrent, now, &slot);

      if (start > 0)
        {
          set_timer (self, start);
          break;
        }
      turn = g_queue_pop_head (&self->line);
      turn->slot = slot;
      mw_delivery_resolve_true (g_steal_pointer (&turn->delivery));
      self->n_running++;
      if (self->limits[0].count > 0 || self->limits[1].count > 0)
        g_queue_push_tail (&self->recent, g_memdup2 (&now, sizeof now));
    }
  g_mutex_unlock (&self->mutex);
}

static gboolean
advance (gpointer data)
{
  MwGate *self = data;

  g_mutex_lock (&self->mutex);
  self->timer_at = 0;
  g_mutex_unlock (&self->mutex);
  let_in (self);
  return G_SOURCE_REMOVE;
}

void
mw_gate_set_limits (MwGate *self, guint concurrent, guint per_window, gint64 window)
{
  g_mutex_lock (&self->mutex);
  self->concurrent = concurrent;
  self->limits[0] = (MwTurnLimit) { per_window, window };
  g_mutex_unlock (&self->mutex);
  let_in (self);
}

void
mw_gate_set_long_limit (MwGate *self, guint per_window, gint64 window)
{
  g_mutex_lock (&self->mutex);
  self->limits[1] = (MwTurnLimit) { per_window, window };
  g_mutex_unlock (&self->mutex);
  let_in (self);
}

void
mw_gate_share (MwGate *self, const char *name)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->shared, mw_shared_turns_free);
  self->shared = mw_shared_turns_new (name);
  g_mutex_unlock (&self->mutex);
}

gint64
mw_gate_get_start (MwGate *self)
{
  gint64 start;

  g_mutex_lock (&self->mutex);
  start = self->line.length > 0 ? self->timer_at : 0;
  g_mutex_unlock (&self->mutex);
  return start;
}

MwGateTurn *
mw_gate_enter (MwGate *self)
{
  MwGateTurn *turn = g_new0 (MwGateTurn, 1);

  turn->gate = mw_gate_ref (self);
  turn->slot = -1;
  turn->delivery = mw_delivery_new (&turn->future);
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->line, turn);
  g_mutex_unlock (&self->mutex);
  let_in (self);
  return turn;
}

DexFuture *
mw_gate_turn_wait (MwGateTurn *self)
{
  return dex_ref (self->future);
}

void
mw_gate_turn_end (MwGateTurn *self)
{
  MwGate *gate = self->gate;

  g_mutex_lock (&gate->mutex);
  if (self->delivery == NULL)
    gate->n_running--;
  else
    g_queue_remove (&gate->line, self);
  g_mutex_unlock (&gate->mutex);
  mw_shared_turns_give_back (self->slot);
  let_in (gate);
  if (self->delivery)
    mw_delivery_resolve_true (self->delivery);
  dex_unref (self->future);
  g_free (self);
  mw_gate_unref (gate);
}
