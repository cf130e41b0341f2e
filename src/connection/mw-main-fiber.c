/* mw-main-fiber.c: fibers of the main thread that stop when nobody waits for them any more
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-main-fiber.h"

/* The counterpart of mw_fiber_spawn() (net) for what touches objects of the main thread, and so must not
 * compute. As there, and for the reasons given there, the fiber itself is never discarded, and what waits is
 * given up, and settled, on one thread. */

struct _MwMainFiber
{
  MwMainFiberFunc func;
  gpointer data;
  GDestroyNotify data_destroy;
  DexPromise *promise; /* what the caller waits for */
  DexPromise *dropped; /* rejected when it does not any more */
};

static gboolean
on_dropped (GCancellable *cancellable, gpointer data)
{
  MwMainFiber *self = data;

  dex_promise_reject (self->dropped,
                      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No longer wanted"));
  return G_SOURCE_REMOVE;
}

static DexFuture *
run (gpointer data)
{
  MwMainFiber *self = data;
  g_autoptr (GSource) watch = g_cancellable_source_new (dex_promise_get_cancellable (self->promise));
  GError *error = NULL;
  DexFuture *future;
  const GValue *value;

  g_source_set_callback (watch, G_SOURCE_FUNC (on_dropped), self, NULL);
  g_source_attach (watch, NULL);
  future = mw_main_until (self->func (self, self->data), self);
  dex_await (dex_ref (future), NULL);
  value = dex_future_get_value (future, &error);
  g_source_destroy (watch);
  if (self->data_destroy != NULL)
    self->data_destroy (self->data);
  if (value != NULL)
    dex_promise_resolve (self->promise, value);
  else
    dex_promise_reject (self->promise, error);
  dex_unref (future);
  dex_unref (self->promise);
  dex_unref (self->dropped);
  g_free (self);
  return dex_future_new_true ();
}

/**
 * mw_main_fiber_spawn:
 * @func: the body; it always runs, also when it was dropped before it began
 * @data: for @func
 * @data_destroy: (nullable): frees @data after the body, before the result is given
 *
 * Runs @func in a fiber of the main thread; called there.
 *
 * Returns: (transfer full): the result of the future that @func returns; to be awaited or dropped on the main
 * thread, and dropping it ends what the body awaits
 */
DexFuture *
mw_main_fiber_spawn (MwMainFiberFunc func, gpointer data, GDestroyNotify data_destroy)
{
  MwMainFiber *self = g_new0 (MwMainFiber, 1);
  /* A set discards its members when it is let go of; a bare promise would not notice. */
  DexFuture *future;

  self->func = func;
  self->data = data;
  self->data_destroy = data_destroy;
  self->promise = dex_promise_new_cancellable ();
  self->dropped = dex_promise_new ();
  future = dex_future_first (dex_ref (DEX_FUTURE (self->promise)), NULL);
  dex_unref (dex_scheduler_spawn (dex_scheduler_get_default (), 0, run, self, NULL));
  return future;
}

/**
 * mw_main_fiber_is_dropped:
 * @self: the running fiber
 *
 * Returns: whether nobody waits for it any more
 */
gboolean
mw_main_fiber_is_dropped (MwMainFiber *self)
{
  return g_cancellable_is_cancelled (dex_promise_get_cancellable (self->promise));
}

/**
 * mw_main_until:
 * @future: (transfer full): what to wait for
 * @fiber: the running fiber
 *
 * Returns: (transfer full): @future, or a rejection with %G_IO_ERROR_CANCELLED as soon as the fiber is no
 * longer wanted; then @future is dropped
 */
DexFuture *
mw_main_until (DexFuture *future, MwMainFiber *fiber)
{
  return dex_future_first (future, dex_ref (DEX_FUTURE (fiber->dropped)), NULL);
}
