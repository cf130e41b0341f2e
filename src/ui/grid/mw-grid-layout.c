/* mw-grid-layout.c: where the columns of a grid stand: pure arithmetic, without a widget
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-layout.h"

/* Percent of what is seen that does not scroll. */
#define MOST_PINNED 70

static void
release_slot (gpointer data)
{
  g_object_unref (((MwGridSlot *) data)->column);
}

/**
 * mw_grid_layout_init:
 * @self: (out caller-allocates): a layout without columns and sizes
 */
void
mw_grid_layout_init (MwGridLayout *self)
{
  *self = (MwGridLayout) { .slots = g_array_new (FALSE, FALSE, sizeof (MwGridSlot)) };
  g_array_set_clear_func (self->slots, release_slot);
}

/**
 * mw_grid_layout_clear:
 * @self: a layout that is not needed any more
 */
void
mw_grid_layout_clear (MwGridLayout *self)
{
  g_clear_pointer (&self->slots, g_array_unref);
}

static void
add_columns (MwGridLayout *self, GListModel *columns, gboolean pinned)
{
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);
      int width = mw_column_get_width (column);
      MwGridSlot slot;

      if (!mw_column_get_visible (column) || mw_column_get_pinned (column) != pinned)
        continue;
      if (width <= 0)
        width = (int) mw_column_get_n_chars (column) * self->char_width + 2 * self->padding;
      slot = (MwGridSlot) { g_steal_pointer (&column), self->width, width };
      self->width += width;
      g_array_append_val (self->slots, slot);
    }
}

/**
 * mw_grid_layout_update:
 * @self: the layout, with its sizes of characters and padding
 * @columns: of #MwColumn
 * @room: the width of what is seen; 0: not known yet
 *
 * Sets the columns that are shown side by side, pinned ones first. Where those would take most of @room they
 * stand first and scroll: else nothing of the others could be seen in a narrow window.
 */
void
mw_grid_layout_update (MwGridLayout *self, GListModel *columns, int room)
{
  g_array_set_size (self->slots, 0);
  self->width = 0;
  add_columns (self, columns, TRUE);
  self->n_pinned = self->slots->len;
  self->pinned_width = self->width;
  if (room > 0 && self->pinned_width > room * MOST_PINNED / 100)
    {
      self->n_pinned = 0;
      self->pinned_width = 0;
    }
  add_columns (self, columns, FALSE);
}

/**
 * mw_grid_layout_get_slot:
 * @self: the layout
 * @slot: a place
 *
 * Returns: (nullable) (transfer none): what stands there
 */
const MwGridSlot *
mw_grid_layout_get_slot (const MwGridLayout *self, guint slot)
{
  return slot < self->slots->len ? &g_array_index (self->slots, MwGridSlot, slot) : NULL;
}

/**
 * mw_grid_layout_find:
 * @self: the layout
 * @column: (nullable): a column
 *
 * Returns: its place, -1 where it is not shown
 */
int
mw_grid_layout_find (const MwGridLayout *self, MwColumn *column)
{
  for (guint i = 0; column && i < self->slots->len; i++)
    if (mw_grid_layout_get_slot (self, i)->column == column)
      return (int) i;
  return -1;
}

/**
 * mw_grid_layout_get_x:
 * @self: the layout
 * @slot: a place
 * @scrolled: how far the columns that are not pinned are scrolled
 *
 * Returns: where it begins in what is seen; negative where it is scrolled away
 */
int
mw_grid_layout_get_x (const MwGridLayout *self, guint slot, int scrolled)
{
  const MwGridSlot *place = mw_grid_layout_get_slot (self, slot);

  if (!place)
    return 0;
  return slot < self->n_pinned ? place->x : place->x - scrolled;
}

/* The first slot whose end lies behind @x of the whole table. */
static guint
search (const MwGridLayout *self, int x)
{
  guint low = 0, high = self->slots->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const MwGridSlot *slot = mw_grid_layout_get_slot (self, middle);

      if (slot->x + slot->width <= x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * mw_grid_layout_get_slot_at:
 * @self: the layout
 * @x: in what is seen
 * @scrolled: how far the columns that are not pinned are scrolled
 *
 * Returns: the column there; -1 beside all of them
 */
int
mw_grid_layout_get_slot_at (const MwGridLayout *self, int x, int scrolled)
{
  int place = x < self->pinned_width ? x : x + scrolled;
  guint slot = search (self, place);

  return x < 0 || slot >= self->slots->len ? -1 : (int) slot;
}

/**
 * mw_grid_layout_get_edge_at:
 * @self: the layout
 * @x: in what is seen
 * @scrolled: how far the columns that are not pinned are scrolled
 * @reach: how far from the edge a pointer may be
 *
 * Returns: the column whose end is there, as it is dragged to make it wider; -1 for none
 */
int
mw_grid_layout_get_edge_at (const MwGridLayout *self, int x, int scrolled, int reach)
{
  for (int step = 0; step < 2; step++)
    {
      int slot = mw_grid_layout_get_slot_at (self, step == 0 ? x : x - reach, scrolled);

      if (slot < 0)
        continue;
      if (ABS (mw_grid_layout_get_x (self, (guint) slot, scrolled) +
               mw_grid_layout_get_slot (self, (guint) slot)->width - x) <= reach)
        return slot;
    }
  return -1;
}

/**
 * mw_grid_layout_get_gap_at:
 * @self: the layout
 * @x: in what is seen
 * @scrolled: how far the columns that are not pinned are scrolled
 *
 * Returns: the place before which a column lands that is dropped there; the number of columns for behind all
 */
guint
mw_grid_layout_get_gap_at (const MwGridLayout *self, int x, int scrolled)
{
  int slot = mw_grid_layout_get_slot_at (self, MAX (x, 0), scrolled);

  if (slot < 0)
    return self->slots->len;
  if (x >= mw_grid_layout_get_x (self, (guint) slot, scrolled) +
             mw_grid_layout_get_slot (self, (guint) slot)->width / 2)
    slot++;
  return (guint) slot;
}

/**
 * mw_grid_layout_get_seen:
 * @self: the layout
 * @scrolled: how far the columns that are not pinned are scrolled
 * @width: of what is seen
 * @first: (out): the first that is not pinned and at least partly seen
 * @end: (out): the one behind the last
 */
void
mw_grid_layout_get_seen (const MwGridLayout *self, int scrolled, int width, guint *first, guint *end)
{
  *first = MAX (search (self, self->pinned_width + scrolled), self->n_pinned);
  *end = *first;
  while (*end < self->slots->len && mw_grid_layout_get_x (self, *end, scrolled) < width)
    (*end)++;
}
