/* mw-held.h: what an earlier read of the same entity has left, for the next one to go on from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-sink.h"

G_BEGIN_DECLS

#define MW_TYPE_HELD (mw_held_get_type ())
G_DECLARE_INTERFACE (MwHeld, mw_held, MW, HELD, GObject)

/**
 * MwHeldInterface:
 * @get_mark: how the read of a set ended in its @turn; %FALSE when it did not
 * @get_page: the page number @page of that turn, as it was given to a sink, with keys and without rows;
 * %FALSE past the last one. A turn that was interrupted has pages and no mark
 * @get_changed_page: (optional): the page number @page of what a turn that was interrupted had got until then
 * of what was changed; a copy
 *
 * A read that has ended: it does not change any more. From any thread. What is given lives as long as the
 * object.
 */
struct _MwHeldInterface
{
  GTypeInterface parent_iface;

  gboolean (*get_mark) (MwHeld *self, const char *set_id, guint turn, MwSetMark *mark);
  gboolean (*get_page) (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page);
  gboolean (
    *get_changed_page) (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page);
};

gboolean mw_held_get_mark (MwHeld *self, const char *set_id, guint turn, MwSetMark *mark);
gboolean mw_held_get_page (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page);
gboolean
mw_held_get_changed_page (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page);
/* What that has given. */
void mw_held_clear_changed_page (MwRawPage *raw_page);

G_END_DECLS
