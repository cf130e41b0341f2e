/* mw-main-fiber.c: fibers of the main thread that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-main-fiber.h"

typedef struct
{
  MwFiberFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  DexPromise *promise;
} Fiber;

static void
fiber_free (gpointer data)
{
  Fiber *self = data;

  dex_unref (self->promise);
  g_free (self);
}

static DexFuture *
run (gpointer data)
{
  Fiber *self = data;
  GCancellable *cancellable = dex_promise_get_cancellable (self->promise);
  GError *error = NULL;
  DexFuture *future = mw_fiber_until (self->func (cancellable, self->data), cancellable);
  const GValue *value;

  dex_await (dex_ref (future), NULL);
  value = dex_future_get_value (future, &error);
  if (self->data_destroy != NULL)
    self->data_destroy (self->data);
  if (value != NULL)
    dex_promise_resolve (self->promise, value);
  else
    dex_promise_reject (self->promise, error);
  dex_unref (future);
  return dex_future_new_true ();
}

/**
 * mw_main_fiber_spawn:
 * @func: the body; it always runs, also when it was cancelled before it began
 * @data: for @func
 * @data_destroy: (nullable): frees @data after the body, on the main thread, before the result is given
 *
 * The counterpart of mw_fiber_spawn() for what touches objects of the main thread (and so must not compute).
 * As there, the fiber itself is never discarded.
 *
 * Returns: (transfer full): the result of the future that @func returns; dropping it cancels the body's
 * cancellable
 */
DexFuture *
mw_main_fiber_spawn (MwFiberFunc func, gpointer data, GDestroyNotify data_destroy)
{
  Fiber *self = g_new0 (Fiber, 1);
  DexPromise *promise = dex_promise_new_cancellable ();

  self->func = func;
  self->data = data;
  self->data_destroy = data_destroy;
  self->promise = dex_ref (promise);
  dex_unref (dex_scheduler_spawn (dex_scheduler_get_default (), 0, run, self, fiber_free));
  return dex_future_first (DEX_FUTURE (promise), NULL);
}
