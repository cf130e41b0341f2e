/* mw-fiber.c: fibers that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fiber.h"

#include "mw-delivery.h"

/* Why not simply drop the future of a DexFiber: libdex 0.10's dex_fiber_discard() puts the fiber on the queue
 * of runnable ones without marking it as such. If the awaited future completes on another thread before the
 * fiber has run (a page arrives while the user presses Cancel), dex_fiber_propagate() queues the same link a
 * second time and the queue is broken (fixed after 0.10). So here a fiber is never discarded: a promise
 * stands in front of it, and when that is dropped, another one that the fiber awaits beside its work is
 * rejected on the fiber's own thread. */

struct _MwFiber
{
  MwFiberFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  MwDelivery *delivery;
  DexPromise *dropped;
};

static void
on_dropped (gpointer data)
{
  MwFiber *self = data;

  dex_promise_reject (self->dropped,
                      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No longer wanted"));
}

static DexFuture *
run (gpointer data)
{
  MwFiber *self = data;
  DexScheduler *scheduler = dex_scheduler_get_thread_default ();
  GError *error = NULL;
  DexFuture *future;
  const GValue *value;

  self->dropped = dex_promise_new ();
  mw_delivery_watch (self->delivery, dex_scheduler_get_main_context (scheduler), on_dropped, self);

  future = mw_fiber_until (self, self->func (self, self->data));
  dex_await (dex_ref (future), NULL);
  value = dex_future_get_value (future, &error);
  /* What the fiber used goes before anybody hears of the result: a test or a window may take it down next. */
  if (self->data_destroy)
    self->data_destroy (self->data);
  if (value)
    mw_delivery_resolve (self->delivery, value);
  else
    mw_delivery_reject (self->delivery, error);
  dex_unref (future);
  dex_unref (self->dropped);
  g_free (self);
  return dex_future_new_true ();
}

/**
 * mw_fiber_spawn:
 * @name: for debugging
 * @func: the body
 * @data: handed to @func
 * @data_destroy: frees @data when the body has ended, on the fiber's thread, before the result is given
 *
 * Runs @func in a fiber of the thread pool. Can be called from the main thread and from fibers.
 *
 * Returns: (transfer full): the result of the future that @func returns; to be awaited or dropped on this
 * thread, and dropping it ends what the body awaits
 */
DexFuture *
mw_fiber_spawn (const char *name, MwFiberFunc func, gpointer data, GDestroyNotify data_destroy)
{
  MwFiber *self = g_new0 (MwFiber, 1);
  DexFuture *future;
  DexFuture *fiber;

  self->func = func;
  self->data = data;
  self->data_destroy = data_destroy;
  self->delivery = mw_delivery_new (&future);
  fiber = dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, run, self, NULL);
  dex_future_set_static_name (fiber, name);
  dex_unref (fiber);
  return future;
}

/**
 * mw_fiber_until:
 * @self: the running fiber
 * @future: (transfer full): what to wait for
 *
 * Returns: (transfer full): @future, or a rejection with %G_IO_ERROR_CANCELLED as soon as the fiber is no
 * longer wanted; then @future is dropped
 */
DexFuture *
mw_fiber_until (MwFiber *self, DexFuture *future)
{
  return dex_future_first (future, dex_ref (self->dropped), NULL);
}
