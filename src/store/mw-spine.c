/* mw-spine.c: an array of pointers that only grows, shared by readers that each know how much of it they may
 * see
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-spine.h"

#define FIRST_CAPACITY 16

struct _MwSpine
{
  gatomicrefcount ref_count;
  MwSpineRefFunc ref_item;
  GDestroyNotify unref_item;
  guint n_items; /* the writer's; readers have their own count */
  guint capacity;
  gpointer items[];
};

static MwSpine *
spine_alloc (MwSpineRefFunc ref_item, GDestroyNotify unref_item, guint capacity)
{
  MwSpine *self = g_malloc (sizeof *self + capacity * sizeof (gpointer));

  g_atomic_ref_count_init (&self->ref_count);
  self->ref_item = ref_item;
  self->unref_item = unref_item;
  self->n_items = 0;
  self->capacity = capacity;
  return self;
}

MwSpine *
mw_spine_new (MwSpineRefFunc ref_item, GDestroyNotify unref_item)
{
  return spine_alloc (ref_item, unref_item, FIRST_CAPACITY);
}

MwSpine *
mw_spine_ref (MwSpine *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_spine_unref (MwSpine *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_items; i++)
    self->unref_item (self->items[i]);
  g_free (self);
}

MwSpine *
mw_spine_append (MwSpine *self, gpointer item)
{
  if (self->n_items == self->capacity)
    {
      MwSpine *larger = spine_alloc (self->ref_item, self->unref_item, self->capacity * 2);

      for (guint i = 0; i < self->n_items; i++)
        larger->items[i] = self->ref_item (self->items[i]);
      larger->n_items = self->n_items;
      mw_spine_unref (self);
      self = larger;
    }
  self->items[self->n_items++] = item;
  return self;
}

gpointer
mw_spine_get (const MwSpine *self, guint position)
{
  return self->items[position];
}
