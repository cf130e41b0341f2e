/* mw-net-thread.c: the one thread on which every SoupSession, socket and timer of this layer lives
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-net-thread.h"

#include <gio/gio.h>

#include "mw-delivery.h"

/* libsoup calls back on the thread-default context of whoever sent a message and keeps its own sources there
 * (soup-session.c asserts item->context == soup_thread_default_context ()), while fibers of the thread pool
 * share their workers' contexts with everything else that runs there. So all exchanges live on one thread
 * that does nothing but I/O: its timers are exact even when a fiber computes, a session is only ever touched
 * by one thread, and fibers see a promise. Decompression, parsing and hashing happen elsewhere. */

static gpointer
run_loop (gpointer data)
{
  g_main_context_push_thread_default (data);
  for (;;)
    g_main_context_iteration (data, TRUE);
  return NULL;
}

static gpointer
start (gpointer unused)
{
  GMainContext *context = g_main_context_new ();

  g_thread_unref (g_thread_new ("mw-net", run_loop, g_main_context_ref (context)));
  return context;
}

/**
 * mw_net_thread_get_context:
 *
 * Returns: (transfer none): the context of the network thread, which runs until the process ends
 */
GMainContext *
mw_net_thread_get_context (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, start, NULL);
}

/**
 * mw_net_thread_run:
 * @func: called on the network thread; must not block
 * @data: handed to @func
 *
 * Calls @func later, in the order of the calls of one thread.
 */
void
mw_net_thread_run (GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[mw-net]");
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, mw_net_thread_get_context ());
}

static gboolean
unref_object (gpointer object)
{
  g_object_unref (object);
  return G_SOURCE_REMOVE;
}

/**
 * mw_net_thread_unref:
 * @object: (transfer full): a GObject that belongs to the network thread
 *
 * Lets go of @object where it lives.
 */
void
mw_net_thread_unref (gpointer object)
{
  mw_net_thread_run (unref_object, object);
}

static gboolean
wake (gpointer delivery)
{
  mw_delivery_resolve_true (delivery);
  return G_SOURCE_REMOVE;
}

/**
 * mw_net_thread_sleep:
 * @usec: how long
 *
 * A timer that does not depend on the thread of the fiber which waits (dex_timeout_new_usec() does, and its
 * discard is not safe from another thread in libdex 0.10).
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_net_thread_sleep (gint64 usec)
{
  DexFuture *future;
  MwDelivery *delivery = mw_delivery_new (&future);
  g_autoptr (GSource) source = g_timeout_source_new (0);

  g_source_set_ready_time (source, g_get_monotonic_time () + MAX (usec, 0));
  g_source_set_callback (source, wake, delivery, NULL);
  g_source_attach (source, mw_net_thread_get_context ());
  return future;
}
