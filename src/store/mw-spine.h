/* mw-spine.h: an array of pointers that only grows, shared by readers that each know how much of it they may
 * see
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One writer appends; a reader looks only at the items that were there when it was told of them, so a slot
 * that is seen never changes. Atomically reference-counted. */
typedef struct _MwSpine MwSpine;

typedef gpointer (*MwSpineRefFunc) (gpointer item);

MwSpine *mw_spine_new (MwSpineRefFunc ref_item, GDestroyNotify unref_item);
MwSpine *mw_spine_ref (MwSpine *self);
void mw_spine_unref (MwSpine *self);
/* Takes @self and @item; gives the spine to go on with: @self, or a larger copy while readers keep the old
 * one. */
MwSpine *mw_spine_append (MwSpine *self, gpointer item);
gpointer mw_spine_get (const MwSpine *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSpine, mw_spine_unref)

G_END_DECLS
