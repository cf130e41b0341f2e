/* mw-net-job.c: a piece of work of the network thread that a fiber waits for: promise, deadline and giving up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-job.h"

#include "mw-net-thread.h"

DexFuture *
mw_net_job_init (MwNetJob *self)
{
  self->promise = dex_promise_new_cancellable ();
  self->cancellable = g_cancellable_new ();
  /* A set discards its members when it is let go of; a bare promise would not notice. */
  return dex_future_first (dex_ref (self->promise), NULL);
}

static gboolean
on_deadline (gpointer data)
{
  MwNetJob *self = data;

  self->deadline_hit = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_given_up (GCancellable *cancellable, gpointer data)
{
  MwNetJob *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* libsoup's own timeout counts idle time: a server that drips a byte a second would never end. And the
 * promise's cancellable is cancelled by whatever thread drops the future, while libsoup runs its handlers
 * there and then: so it is only watched from here. */
void
mw_net_job_start (MwNetJob *self, gint64 deadline)
{
  GMainContext *context = mw_net_thread_get_context ();

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, deadline);
  g_source_set_callback (self->timer, on_deadline, self, NULL);
  g_source_attach (self->timer, context);

  self->watch = g_cancellable_source_new (dex_promise_get_cancellable (self->promise));
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_given_up), self, NULL);
  g_source_attach (self->watch, context);
}

void
mw_net_job_clear (MwNetJob *self)
{
  if (self->timer)
    {
      g_source_destroy (self->timer);
      g_source_destroy (self->watch);
    }
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_pointer (&self->watch, g_source_unref);
  g_clear_object (&self->cancellable);
  dex_clear (&self->promise);
}
