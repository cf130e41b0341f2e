/* mw-delivery.c: settles a promise on the thread that waits for it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-delivery.h"

#include <gio/gio.h>

/* Why a promise is not simply settled where the work was done: a future that waits for it is known to it by a
 * weak reference only. In libdex 0.10, when its last reference goes on one thread (the user cancels) while
 * another thread makes a strong reference of the weak one and lets go of it again (the answer arrives),
 * dex_unref() frees the object on the second thread and then locks its mutex on the first: a write into freed
 * memory. Waiting, giving up and settling all on one thread cannot do that. */

/* Who wants to hear of the drop; outlives the delivery, for the message may be under way. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context;
  MwDroppedFunc func; /* on the thread of the context only; NULL: nobody any more */
  gpointer data;
} Watch;

struct _MwDelivery
{
  DexPromise *promise;
  Watch *watch;
  GMainContext *home;
  GValue value;
  GError *error;
};

/**
 * mw_delivery_new:
 * @future: (out) (transfer full): the future of the promise, to be awaited or dropped on this thread
 *
 * Returns: (transfer full): the other end
 */
MwDelivery *
mw_delivery_new (DexFuture **future)
{
  MwDelivery *self = g_new0 (MwDelivery, 1);
  DexScheduler *scheduler = dex_scheduler_get_thread_default ();

  if (scheduler == NULL)
    scheduler = dex_scheduler_get_default ();
  self->home = g_main_context_ref (dex_scheduler_get_main_context (scheduler));
  self->promise = dex_promise_new_cancellable ();
  /* A set discards its members when it is let go of; a bare promise would not notice. */
  *future = dex_future_first (dex_ref (self->promise), NULL);
  return self;
}

static void
watch_unref (gpointer data)
{
  Watch *watch = data;

  if (!g_atomic_ref_count_dec (&watch->ref_count))
    return;
  g_main_context_unref (watch->context);
  g_free (watch);
}

static gboolean
tell_dropped (gpointer data)
{
  Watch *watch = data;

  if (watch->func)
    watch->func (watch->data);
  return G_SOURCE_REMOVE;
}

/* On the caller's thread. */
static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Watch *watch = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_atomic_ref_count_inc (&watch->ref_count);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_dropped, watch, watch_unref);
  g_source_attach (source, watch->context);
}

/**
 * mw_delivery_watch:
 * @self: a delivery, not watched yet
 * @context: of this thread
 * @func: called on this thread if the future is dropped before @self is settled
 * @data: for @func
 *
 * A #GCancellable that one thread cancels runs what is connected to it on that thread, and a
 * #GCancellableSource that is destroyed meanwhile on another has its own races; this only ever runs here.
 */
void
mw_delivery_watch (MwDelivery *self, GMainContext *context, MwDroppedFunc func, gpointer data)
{
  Watch *watch = g_new0 (Watch, 1);

  g_atomic_ref_count_init (&watch->ref_count);
  watch->context = g_main_context_ref (context);
  watch->func = func;
  watch->data = data;
  self->watch = watch;
  g_atomic_ref_count_inc (&watch->ref_count);
  g_cancellable_connect (dex_promise_get_cancellable (self->promise), G_CALLBACK (on_cancelled), watch,
                         watch_unref);
}

/**
 * mw_delivery_get_cancellable:
 * @self: a delivery, not settled yet
 *
 * Returns: (transfer none): cancelled, on the thread that waits, when the future is dropped
 */
GCancellable *
mw_delivery_get_cancellable (MwDelivery *self)
{
  return dex_promise_get_cancellable (self->promise);
}

static void
delivery_free (gpointer data)
{
  MwDelivery *self = data;

  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  g_clear_error (&self->error);
  dex_unref (self->promise);
  g_main_context_unref (self->home);
  g_free (self);
}

static gboolean
settle (gpointer data)
{
  MwDelivery *self = data;

  if (self->error)
    dex_promise_reject (self->promise, g_steal_pointer (&self->error));
  else
    dex_promise_resolve (self->promise, &self->value);
  return G_SOURCE_REMOVE;
}

static void
send_home (MwDelivery *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  if (self->watch)
    {
      self->watch->func = NULL;
      g_clear_pointer (&self->watch, watch_unref);
    }

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[mw-delivery]");
  g_source_set_callback (source, settle, self, delivery_free);
  g_source_attach (source, self->home);
}

void
mw_delivery_resolve (MwDelivery *self, const GValue *value)
{
  g_value_init (&self->value, G_VALUE_TYPE (value));
  g_value_copy (value, &self->value);
  send_home (self);
}

void
mw_delivery_resolve_true (MwDelivery *self)
{
  g_value_init (&self->value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&self->value, TRUE);
  send_home (self);
}

void
mw_delivery_resolve_object (MwDelivery *self, gpointer object)
{
  g_value_init (&self->value, G_OBJECT_TYPE (object));
  g_value_take_object (&self->value, object);
  send_home (self);
}

void
mw_delivery_reject (MwDelivery *self, GError *error)
{
  self->error = error;
  send_home (self);
}
