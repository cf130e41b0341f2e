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
  DexFuture *future;

  self->delivery = mw_delivery_new (&future);
  self->cancellable = g_cancellable_new ();
  return future;
}

static void
abort_job (MwNetJob *self)
{
  if (self->abort)
    self->abort (self);
  else
    g_cancellable_cancel (self->cancellable);
}

static gboolean
on_deadline (gpointer data)
{
  MwNetJob *self = data;

  self->deadline_hit = TRUE;
  abort_job (self);
  return G_SOURCE_REMOVE;
}

static void
on_given_up (gpointer data)
{
  MwNetJob *self = data;

  self->given_up = TRUE;
  abort_job (self);
}

/* libsoup's own timeout counts idle time: a server that drips a byte a second would never end. And the
 * cancellable of the job is never cancelled by another thread, because libsoup and GIO run what they
 * connected to it there and then. */
void
mw_net_job_start (MwNetJob *self, gint64 deadline)
{
  GMainContext *context = mw_net_thread_get_context ();

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, deadline);
  g_source_set_callback (self->timer, on_deadline, self, NULL);
  g_source_attach (self->timer, context);

  mw_delivery_watch (self->delivery, context, on_given_up, self);
}

static void
clear (MwNetJob *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->cancellable);
}

void
mw_net_job_resolve (MwNetJob *self, gpointer object)
{
  clear (self);
  if (object)
    mw_delivery_resolve_object (g_steal_pointer (&self->delivery), object);
  else
    mw_delivery_resolve_true (g_steal_pointer (&self->delivery));
}

void
mw_net_job_reject (MwNetJob *self, GError *error)
{
  clear (self);
  mw_delivery_reject (g_steal_pointer (&self->delivery), error);
}
