/* mw-grid-order.c: by which columns a grid sorts, and in which order its columns stand
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

static int
find (MwGridView *self, MwColumn *column)
{
  for (guint i = 0; i < self->order->len; i++)
    if (g_array_index (self->order, MwGridSort, i).column == column)
      return (int) i;
  return -1;
}

/**
 * mw_grid_view_get_order:
 * @self: the grid
 * @n_sorts: (out): how many
 *
 * Returns: (array length=n_sorts) (transfer none): the columns by which rows are to be sorted, the most
 * important first
 */
const MwGridSort *
mw_grid_view_get_order (MwGridView *self, guint *n_sorts)
{
  *n_sorts = self->order->len;
  return (const MwGridSort *) (gpointer) self->order->data;
}

/**
 * mw_grid_view_sort:
 * @self: the grid
 * @column: a column
 * @descending: whether the largest stands first
 * @add: whether it only decides between rows that are equal by the columns before it
 */
void
mw_grid_view_sort (MwGridView *self, MwColumn *column, gboolean descending, gboolean add)
{
  int at = find (self, column);

  if (add && at >= 0)
    {
      g_array_index (self->order, MwGridSort, at).descending = descending;
    }
  else
    {
      MwGridSort sort = { g_object_ref (column), descending };

      if (!add)
        g_array_set_size (self->order, 0);
      else if (self->order->len >= MW_MAX_SORTS)
        g_array_remove_index (self->order, self->order->len - 1);
      g_array_append_val (self->order, sort);
    }
  mw_grid_view_notify_order (self);
}

/**
 * mw_grid_view_unsort:
 * @self: the grid
 * @column: (nullable): a column that is not sorted by any more; %NULL for all
 */
void
mw_grid_view_unsort (MwGridView *self, MwColumn *column)
{
  int at = column ? find (self, column) : 0;

  if (at < 0 || self->order->len == 0)
    return;
  if (column)
    g_array_remove_index (self->order, (guint) at);
  else
    g_array_set_size (self->order, 0);
  mw_grid_view_notify_order (self);
}

/* As a click on the header: ascending, descending, not any more. */
void
mw_grid_view_toggle_sort (MwGridView *self, MwColumn *column, gboolean add)
{
  int at = find (self, column);

  /* The only one, or one of several that are kept. */
  if (at < 0 || (!add && self->order->len > 1))
    mw_grid_view_sort (self, column, FALSE, add);
  else if (!g_array_index (self->order, MwGridSort, at).descending)
    mw_grid_view_sort (self, column, TRUE, add);
  else
    mw_grid_view_unsort (self, column);
}

static guint
find_in_list (MwGridView *self, MwColumn *column)
{
  guint position = 0;

  return g_list_store_find (self->columns, column, &position) ? position : G_MAXUINT;
}

/* In one step: a column that is away for a moment would lose the cursor. */
static void
move_in_list (MwGridView *self, guint from, guint to)
{
  guint first = MIN (from, to), n = MAX (from, to) - first + 1;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer moved;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->columns), first + i));
  moved = g_ptr_array_steal_index (items, from - first);
  g_ptr_array_insert (items, (int) (to - first), moved);
  g_list_store_splice (self->columns, first, n, items->pdata, n);
}

/**
 * mw_grid_view_place_column:
 * @self: the grid
 * @column: one of its columns
 * @position: where it is to stand among all of them, shown or not
 */
void
mw_grid_view_place_column (MwGridView *self, MwColumn *column, guint position)
{
  guint from = find_in_list (self, column);

  if (from != G_MAXUINT && from != position &&
      position < g_list_model_get_n_items (G_LIST_MODEL (self->columns)))
    move_in_list (self, from, position);
}

/* Puts @column before the one that is shown at @gap. Among pinned columns it is pinned, among the others it
 * is not. */
void
mw_grid_view_move_column (MwGridView *self, MwColumn *column, guint gap)
{
  const MwGridSlot *before = mw_grid_layout_get_slot (mw_grid_view_get_layout (self), gap);
  const MwGridSlot *after = gap > 0 ? mw_grid_layout_get_slot (mw_grid_view_get_layout (self), gap - 1)
                                    : NULL;
  gboolean pinned = gap < mw_grid_view_get_layout (self)->n_pinned ||
                    (gap == mw_grid_view_get_layout (self)->n_pinned && mw_column_get_pinned (column));
  gboolean is_before = before && (!after || mw_column_get_pinned (before->column) == pinned);
  const MwGridSlot *neighbour = is_before ? before : after;
  guint from = find_in_list (self, column), to;

  if (!neighbour || from == G_MAXUINT)
    return;
  to = find_in_list (self, neighbour->column);
  if (is_before && from < to)
    to--;
  else if (!is_before && from > to)
    to++;
  if (from != to)
    move_in_list (self, from, to);
  mw_column_set_pinned (column, pinned);
}
