/* mw-fiber.c: fibers that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fiber.h"

/* Why not simply drop the future of a DexFiber: libdex 0.10's dex_fiber_discard() puts the fiber on the queue
 * of runnable ones without marking it as such. If the awaited future completes on another thread before the
 * fiber has run (a page arrives while the user presses Cancel), dex_fiber_propagate() queues the same link a
 * second time and the queue is broken (fixed after 0.10). So here a fiber is never discarded: a promise
 * stands in front of it, whose cancellable ends what the fiber awaits. */

typedef struct
{
  MwFiberFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  DexPromise *promise;
  GCancellable *cancellable;
} Fiber;

static void
fiber_free (gpointer data)
{
  Fiber *self = data;

  if (self->data_destroy)
    self->data_destroy (self->data);
  dex_unref (self->promise);
  g_object_unref (self->cancellable);
  g_free (self);
}

static DexFuture *
run (gpointer data)
{
  Fiber *self = data;
  GError *error = NULL;
  DexFuture *future;
  const GValue *value;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      dex_promise_reject (self->promise, error);
      return dex_future_new_true ();
    }
  future = mw_fiber_until (self->func (self->cancellable, self->data), self->cancellable);
  dex_await (dex_ref (future), NULL);
  value = dex_future_get_value (future, &error);
  /* What the fiber used goes before anybody hears of the result: a test or a window may take it down next. */
  if (self->data_destroy)
    g_steal_pointer (&self->data_destroy) (self->data);
  if (value)
    dex_promise_resolve (self->promise, value);
  else
    dex_promise_reject (self->promise, error);
  dex_unref (future);
  return dex_future_new_true ();
}

/**
 * mw_fiber_spawn:
 * @name: for debugging
 * @func: the body
 * @data: handed to @func
 * @data_destroy: frees @data when the body has ended, on the fiber's thread, before the result is given
 *
 * Runs @func in a fiber of the thread pool. Can be called from any thread.
 *
 * Returns: (transfer full): the result of the future that @func returns; dropping it cancels the body's
 * cancellable
 */
DexFuture *
mw_fiber_spawn (const char *name, MwFiberFunc func, gpointer data, GDestroyNotify data_destroy)
{
  Fiber *self = g_new0 (Fiber, 1);
  DexPromise *promise = dex_promise_new_cancellable ();
  DexFuture *fiber;

  self->func = func;
  self->data = data;
  self->data_destroy = data_destroy;
  self->promise = dex_ref (promise);
  self->cancellable = g_object_ref (dex_promise_get_cancellable (promise));
  fiber = dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, run, self, fiber_free);
  dex_future_set_static_name (fiber, name);
  dex_unref (fiber);
  /* A set discards its members when it is let go of; a bare promise would not notice. */
  return dex_future_first (DEX_FUTURE (promise), NULL);
}

/**
 * mw_fiber_until:
 * @future: (transfer full): what to wait for
 * @cancellable: that of the fiber
 *
 * Returns: (transfer full): @future, or a rejection with %G_IO_ERROR_CANCELLED as soon as @cancellable is
 * cancelled; then @future is dropped
 */
DexFuture *
mw_fiber_until (DexFuture *future, GCancellable *cancellable)
{
  return dex_future_first (future, dex_cancellable_new_from_cancellable (cancellable), NULL);
}
