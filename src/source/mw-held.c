/* mw-held.c: what an earlier read of the same entity has left, for the next one to go on from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-held.h"

G_DEFINE_INTERFACE (MwHeld, mw_held, G_TYPE_OBJECT)

static void
mw_held_default_init (MwHeldInterface *iface)
{
}

/**
 * mw_held_get_mark:
 * @set_id: id of the set in the system file
 * @turn: which part of it; 0 where it is read in one
 * @mark: (out caller-allocates): lives as long as @self
 *
 * Returns: %FALSE when that was not read to its end
 */
gboolean
mw_held_get_mark (MwHeld *self, const char *set_id, guint turn, MwSetMark *mark)
{
  g_return_val_if_fail (MW_IS_HELD (self), FALSE);

  return MW_HELD_GET_IFACE (self)->get_mark (self, set_id, turn, mark);
}

/**
 * mw_held_get_page:
 * @set_id: id of the set in the system file
 * @turn: which part of it
 * @page: from 0 on
 * @raw_page: (out caller-allocates): without rows and columns; lives as long as @self
 *
 * Returns: %FALSE past the last page
 */
gboolean
mw_held_get_page (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  g_return_val_if_fail (MW_IS_HELD (self), FALSE);

  return MW_HELD_GET_IFACE (self)->get_page (self, set_id, turn, page, raw_page);
}

/**
 * mw_held_get_changed_page:
 * @set_id: id of the set in the system file
 * @turn: which part of it
 * @page: from 0 on
 * @raw_page: (out caller-allocates): without rows, columns and keys; mw_held_clear_changed_page() frees it
 *
 * Returns: %FALSE past the last page, and for a turn that has ended
 */
gboolean
mw_held_get_changed_page (MwHeld *self, const char *set_id, guint turn, guint page, MwRawPage *raw_page)
{
  g_return_val_if_fail (MW_IS_HELD (self), FALSE);

  return MW_HELD_GET_IFACE (self)->get_changed_page != NULL &&
         MW_HELD_GET_IFACE (self)->get_changed_page (self, set_id, turn, page, raw_page);
}

void
mw_held_clear_changed_page (MwRawPage *raw_page)
{
  g_bytes_unref (raw_page->bytes);
  g_free ((gpointer) raw_page->records);
  g_free ((gpointer) raw_page->place);
}
