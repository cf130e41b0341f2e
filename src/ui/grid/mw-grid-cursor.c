/* mw-grid-cursor.c: the cell cursor of a grid and the block of cells that is selected
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-grid-view-private.h"
#include "mw-wording.h"

static guint
get_n_rows (MwGridView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

gboolean
mw_grid_view_get_block (MwGridView *self, guint *row, guint *last_row, int *slot, int *last_slot)
{
  guint n_items = get_n_rows (self);
  int at = mw_grid_layout_find (mw_grid_view_get_layout (self), self->cursor_column);
  int other = self->is_block ? mw_grid_layout_find (mw_grid_view_get_layout (self), self->anchor_column) : at;
  guint anchor = self->is_block ? self->anchor_row : self->cursor_row;

  if (self->cursor_row >= n_items || at < 0)
    return FALSE;
  if (other < 0 || anchor >= n_items)
    {
      other = at;
      anchor = self->cursor_row;
    }
  *row = MIN (anchor, self->cursor_row);
  *last_row = MAX (anchor, self->cursor_row);
  *slot = MIN (at, other);
  *last_slot = MAX (at, other);
  return TRUE;
}

gboolean
mw_grid_view_is_selected (MwGridView *self, guint row, MwColumn *column)
{
  int at = mw_grid_layout_find (mw_grid_view_get_layout (self), column);
  int slot, last_slot;
  guint first, last;

  return at >= 0 && mw_grid_view_get_block (self, &first, &last, &slot, &last_slot) && row >= first &&
         row <= last && at >= slot && at <= last_slot;
}

gboolean
mw_grid_view_is_row_selected (MwGridView *self, guint row)
{
  int slot, last_slot;
  guint first, last;

  return mw_grid_view_get_block (self, &first, &last, &slot, &last_slot) && row >= first && row <= last;
}

/**
 * mw_grid_view_get_cursor_row:
 * @self: the grid
 *
 * Returns: the position of the cursor's row; %G_MAXUINT without one
 */
guint
mw_grid_view_get_cursor_row (MwGridView *self)
{
  return self->cursor_row;
}

/**
 * mw_grid_view_get_cursor_column:
 * @self: the grid
 *
 * Returns: (transfer none) (nullable): the column of the cursor
 */
MwColumn *
mw_grid_view_get_cursor_column (MwGridView *self)
{
  return self->cursor_column;
}

static void
begin_block (MwGridView *self)
{
  if (self->is_block || self->cursor_row == MW_GRID_NO_ROW)
    return;
  self->is_block = TRUE;
  self->anchor_row = self->cursor_row;
  g_set_object (&self->anchor_column, self->cursor_column);
}

static void
cursor_moved (MwGridView *self)
{
  self->cursor_number = self->cursor_row == MW_GRID_NO_ROW
                          ? MW_GRID_NO_ROW
                          : mw_view_get_number (self->rows, self->cursor_row);
  mw_grid_access_select (self->access);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  mw_grid_view_notify_cursor (self);
}

/**
 * mw_grid_view_set_cursor:
 * @self: the grid
 * @row: a position in the view; %G_MAXUINT for no cursor
 * @column: (nullable): a column that is shown; %NULL to stay in the one it is in
 * @extend: whether the cells between where the selection began and there are selected
 *
 * Moves the cursor, and scrolls to it.
 */
void
mw_grid_view_set_cursor (MwGridView *self, guint row, MwColumn *column, gboolean extend)
{
  if (row != MW_GRID_NO_ROW && row >= get_n_rows (self))
    return;
  if (column && mw_grid_layout_find (mw_grid_view_get_layout (self), column) < 0)
    return;
  if (extend && row != MW_GRID_NO_ROW)
    begin_block (self);
  else
    self->is_block = FALSE;
  self->cursor_row = row;
  if (column)
    g_set_object (&self->cursor_column, column);
  mw_grid_view_scroll_to_cursor (self);
  cursor_moved (self);
}

/**
 * mw_grid_view_take_cursor:
 * @self: the grid
 * @number: of a row in the table
 *
 * Puts the cursor into that row, now or as soon as it is shown. Nothing scrolls.
 */
void
mw_grid_view_take_cursor (MwGridView *self, guint number)
{
  self->is_block = FALSE;
  self->cursor_row = mw_view_find_number (self->rows, number);
  self->cursor_number = number;
  mw_grid_access_select (self->access);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  mw_grid_view_notify_cursor (self);
}

static guint
move_by (guint row, gint64 distance, guint n_rows)
{
  return (guint) CLAMP ((gint64) row + distance, 0, (gint64) n_rows - 1);
}

/**
 * mw_grid_view_move:
 * @self: the grid
 * @move: where to; left and right are those of the screen
 * @extend: whether the selection reaches there
 *
 * Moves the cursor, or puts it into the first cell that is seen.
 */
void
mw_grid_view_move (MwGridView *self, MwGridMove move, gboolean extend)
{
  guint n_rows = get_n_rows (self);
  int last = (int) mw_grid_view_get_layout (self)->slots->len - 1;
  int slot = mw_grid_layout_find (mw_grid_view_get_layout (self), self->cursor_column);
  int forward = mw_grid_view_is_mirrored (self) ? -1 : 1;
  guint row = self->cursor_row, first, page;

  if (n_rows == 0 || last < 0)
    return;
  mw_grid_view_get_seen_rows (self, &first, &page);
  /* Without rows that are seen only in part, and one of the old page is seen on the new. */
  page = MAX (page, 3) - 2;
  if (row == MW_GRID_NO_ROW)
    row = first;
  else if (move == MW_GRID_UP || move == MW_GRID_DOWN)
    row = move_by (row, move == MW_GRID_UP ? -1 : 1, n_rows);
  else if (move == MW_GRID_PAGE_UP || move == MW_GRID_PAGE_DOWN)
    row = move_by (row, move == MW_GRID_PAGE_UP ? -(gint64) page : (gint64) page, n_rows);
  if (move == MW_GRID_TOP)
    row = 0;
  if (move == MW_GRID_BOTTOM)
    row = n_rows - 1;
  if (move == MW_GRID_LEFT || move == MW_GRID_RIGHT)
    slot += move == MW_GRID_LEFT ? -forward : forward;
  if (move == MW_GRID_ROW_START || move == MW_GRID_TOP)
    slot = 0;
  if (move == MW_GRID_ROW_END || move == MW_GRID_BOTTOM)
    slot = last;
  mw_grid_view_set_cursor (
    self, row,
    mw_grid_layout_get_slot (mw_grid_view_get_layout (self), (guint) CLAMP (slot, 0, last))->column, extend);
}

/* From the first cell to the last; what is seen stays where it is. */
void
mw_grid_view_select_all (MwGridView *self)
{
  guint n_rows = get_n_rows (self), n_slots = mw_grid_view_get_layout (self)->slots->len;

  if (n_rows == 0 || n_slots == 0)
    return;
  self->is_block = TRUE;
  self->anchor_row = n_rows - 1;
  g_set_object (&self->anchor_column,
                mw_grid_layout_get_slot (mw_grid_view_get_layout (self), n_slots - 1)->column);
  self->cursor_row = 0;
  g_set_object (&self->cursor_column, mw_grid_layout_get_slot (mw_grid_view_get_layout (self), 0)->column);
  cursor_moved (self);
}

/* All of the rows, or of the columns, in which cells are selected; what is seen stays where it is. */
void
mw_grid_view_select_line (MwGridView *self, gboolean is_row)
{
  guint n_slots = mw_grid_view_get_layout (self)->slots->len;

  if (self->cursor_row >= get_n_rows (self) || n_slots == 0)
    return;
  begin_block (self);
  if (is_row)
    {
      g_set_object (&self->anchor_column,
                    mw_grid_layout_get_slot (mw_grid_view_get_layout (self), n_slots - 1)->column);
      g_set_object (&self->cursor_column,
                    mw_grid_layout_get_slot (mw_grid_view_get_layout (self), 0)->column);
    }
  else
    {
      self->anchor_row = get_n_rows (self) - 1;
      self->cursor_row = 0;
    }
  cursor_moved (self);
}

char *
mw_grid_view_dup_position (MwGridView *self, guint row)
{
  g_autofree char *number = mw_wording_number ((guint64) row + 1);
  g_autofree char *of = mw_wording_number (get_n_rows (self));

  /* Translators: position in a table, "row 3 of 4,212" */
  return g_strdup_printf (_ ("row %s of %s"), number, of);
}

/* "Open, Status, row 3 of 4,212", or how much is selected. */
void
mw_grid_view_announce_cursor (MwGridView *self)
{
  guint first, last;
  int slot, last_slot;
  g_autofree char *words = NULL;

  if (!mw_grid_view_get_block (self, &first, &last, &slot, &last_slot))
    return;
  if (self->is_block)
    {
      g_autofree char *rows = mw_wording_number ((guint64) last - first + 1);
      g_autofree char *columns = mw_wording_number ((guint64) (last_slot - slot + 1));

      /* Translators: what is selected in a table, as numbers of rows and of columns */
      words = g_strdup_printf (_ ("selected: rows %s, columns %s"), rows, columns);
    }
  else
    {
      g_autofree char *text = mw_grid_cells_dup_text (self->rows, self->cursor_row, self->cursor_column);
      g_autofree char *position = mw_grid_view_dup_position (self, self->cursor_row);

      words = g_strdup_printf ("%s, %s, %s", *text ? text : _ ("empty"),
                               mw_column_get_title (self->cursor_column), position);
    }
  mw_announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The cursor goes with its row to where that stands now; a block of other rows would be another selection.
 * While all rows are away nobody is told. */
void
mw_grid_view_rows_changed (MwGridView *self, guint n_removed, guint n_added)
{
  if (n_removed > 0)
    {
      self->is_block = FALSE;
      self->cursor_row = MW_GRID_NO_ROW;
    }
  if (n_added == 0 || self->cursor_row != MW_GRID_NO_ROW || self->cursor_number == MW_GRID_NO_ROW)
    return;
  self->cursor_row = mw_view_find_number (self->rows, self->cursor_number);
  mw_grid_view_notify_cursor (self);
}
