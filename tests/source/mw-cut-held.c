/* mw-cut-held.c: a read as if it had been interrupted after some pages of a set
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cut-held.h"

struct _MwCutHeld
{
  GObject parent_instance;
  MwHeld *whole;
  char *set;
  guint turn;
  guint n_pages;
};

static void mw_cut_held_held_init (MwHeldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwCutHeld,
                               mw_cut_held,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_HELD, mw_cut_held_held_init))

static void
mw_cut_held_finalize (GObject *object)
{
  MwCutHeld *self = MW_CUT_HELD (object);

  g_object_unref (self->whole);
  g_free (self->set);
  G_OBJECT_CLASS (mw_cut_held_parent_class)->finalize (object);
}

static void
mw_cut_held_class_init (MwCutHeldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_cut_held_finalize;
}

static void
mw_cut_held_init (MwCutHeld *self)
{
}

MwHeld *
mw_cut_held_new (MwHeld *whole, const char *set, guint turn, guint n_pages)
{
  MwCutHeld *self = g_object_new (MW_TYPE_CUT_HELD, NULL);

  self->whole = g_object_ref (whole);
  self->set = g_strdup (set);
  self->turn = turn;
  self->n_pages = n_pages;
  return MW_HELD (self);
}

static gboolean
is_cut (MwCutHeld *self, const char *set_id, guint turn)
{
  return g_str_equal (set_id, self->set) && turn >= self->turn;
}

static gboolean
mw_cut_held_get_mark (MwHeld *held, const char *set_id, guint turn, MwSetMark *mark)
{
  MwCutHeld *self = MW_CUT_HELD (held);

  return !is_cut (self, set_id, turn) && mw_held_get_mark (self->whole, set_id, turn, mark);
}

static gboolean
mw_cut_held_get_page (MwHeld *held, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  MwCutHeld *self = MW_CUT_HELD (held);

  if (is_cut (self, set_id, turn) && (turn > self->turn || page >= self->n_pages))
    return FALSE;
  return mw_held_get_page (self->whole, set_id, turn, page, raw_page);
}

static void
mw_cut_held_held_init (MwHeldInterface *iface)
{
  iface->get_mark = mw_cut_held_get_mark;
  iface->get_page = mw_cut_held_get_page;
}
