/* mw-main-call.c: "call me on the main context", asked from any thread, done at most once a turn
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-main-call.h"

struct _MwMainCall
{
  gatomicrefcount ref_count;
  GWeakRef object;
  MwMainCallFunc func;
  int pending;
};

MwMainCall *
mw_main_call_new (GObject *object, MwMainCallFunc func)
{
  MwMainCall *self = g_new0 (MwMainCall, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_weak_ref_init (&self->object, object);
  self->func = func;
  return self;
}

void
mw_main_call_unref (MwMainCall *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_weak_ref_clear (&self->object);
  g_free (self);
}

static gboolean
main_call_cb (gpointer data)
{
  MwMainCall *self = data;
  g_autoptr (GObject) object = NULL;

  /* Before the call: what changes while it runs asks for another one. */
  g_atomic_int_set (&self->pending, 0);
  object = g_weak_ref_get (&self->object);
  if (object != NULL)
    self->func (object);
  return G_SOURCE_REMOVE;
}

void
mw_main_call_soon (MwMainCall *self)
{
  GSource *source;

  if (!g_atomic_int_compare_and_exchange (&self->pending, 0, 1))
    return;
  g_atomic_ref_count_inc (&self->ref_count);
  /* Behind input and drawing: a writer that publishes faster than frames are drawn must not keep them from
   * being drawn. */
  source = g_idle_source_new ();
  g_source_set_static_name (source, "[mw] main call");
  g_source_set_callback (source, main_call_cb, self, (GDestroyNotify) mw_main_call_unref);
  g_source_attach (source, NULL);
  g_source_unref (source);
}
