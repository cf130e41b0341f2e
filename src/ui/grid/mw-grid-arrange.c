/* mw-grid-arrange.c: which columns of its table a grid shows, and in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-custom-fields.h"
#include "mw-grid-columns.h"
#include "mw-grid-private.h"
#include "mw-json-pointer.h"

#define FIRST_RAW_COLUMNS        10
#define FIRST_NORMALIZED_COLUMNS 8

/* Its place among those that stand first in a raw set; the number of these for all others. */
static guint
find_place (MwGrid *self, guint index)
{
  guint place = 0;

  while (place < self->first_at->len && g_array_index (self->first_at, guint, place) != index)
    place++;
  return place;
}

static void
find_first (MwGrid *self, MwGeneration *generation)
{
  g_array_set_size (self->first_at, 0);
  for (guint i = 0; self->first && self->first[i]; i++)
    {
      int at = mw_generation_find_column (generation, self->first[i]);
      guint index = (guint) at;

      if (at >= 0)
        g_array_append_val (self->first_at, index);
    }
}

/* Of a raw set: what people know a record by, and what the system sends first. */
static gboolean
is_first (MwGrid *self, MwColumn *column)
{
  const MwField *field = mw_column_get_field (column);
  guint index = mw_column_get_index (column), n_others = index;

  /* What the user made a column is to be seen. */
  if (!self->is_raw)
    return !field || field->is_default;
  if (find_place (self, index) < self->first_at->len)
    return TRUE;
  for (guint i = 0; i < self->first_at->len; i++)
    n_others -= g_array_index (self->first_at, guint, i) < index;
  return n_others + self->first_at->len < FIRST_RAW_COLUMNS;
}

/* A key of a raw set may look like the id of a column of the user's, and is none. */
static void
find_custom_path (MwGrid *self, MwColumn *column)
{
  const char *id = mw_column_get_id (column);

  if (!self->is_raw)
    mw_column_set_custom_path (column, mw_custom_field_get_path (id), mw_custom_field_get_path (id) != NULL);
  else if (self->offers_columns)
    {
      g_autoptr (GString) path = g_string_new (NULL);

      mw_json_pointer_append (path, id, strlen (id));
      mw_column_set_custom_path (column, path->str, FALSE);
    }
}

static MwColumn *
make_column (MwGrid *self, MwGeneration *generation, guint index)
{
  MwColumn *column = mw_column_new (mw_generation_get_column (generation, index), index);

  mw_column_set_visible (column, is_first (self, column));
  find_custom_path (self, column);
  g_signal_connect_object (column, "notify", G_CALLBACK (mw_grid_tell_arranged), self, G_CONNECT_SWAPPED);
  return column;
}

/* Raw sets learn columns while pages arrive. In a normalized table the fields that people want first stand
 * first. */
void
mw_grid_update_columns (MwGrid *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_view_get_table (self->view));
  guint n_columns = mw_generation_get_n_columns (generation);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_columns <= self->n_known)
    return;
  find_first (self, generation);
  for (guint i = 0; i < self->first_at->len; i++)
    if (g_array_index (self->first_at, guint, i) >= self->n_known)
      g_ptr_array_add (added, make_column (self, generation, g_array_index (self->first_at, guint, i)));
  for (guint round = 0; round < 2; round++)
    for (guint i = self->n_known; i < n_columns; i++)
      {
        const MwField *field = mw_generation_get_column (generation, i)->field;
        gboolean early = self->is_raw || !field || field->is_default;

        if (find_place (self, i) < self->first_at->len)
          continue;
        if (early == (round == 0))
          g_ptr_array_add (added, make_column (self, generation, i));
      }
  self->n_known = n_columns;
  self->is_learning = TRUE;
  mw_grid_columns_add (self->columns, added, self->arrangement);
  self->is_learning = FALSE;
  if (!self->is_raw && mw_grid_get_n_visible_columns (self) == 0)
    mw_grid_reset_columns (self);
  mw_grid_sort_as_wanted (self);
}

/**
 * mw_grid_find_column:
 * @self: the grid
 * @id: of a column
 *
 * Returns: (transfer none) (nullable): the column, shown or not
 */
MwColumn *
mw_grid_find_column (MwGrid *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      if (g_str_equal (mw_column_get_id (column), id))
        return column;
    }
  return NULL;
}

/**
 * mw_grid_get_n_visible_columns:
 * @self: the grid
 *
 * Returns: how many columns are shown
 */
guint
mw_grid_get_n_visible_columns (MwGrid *self)
{
  guint n_visible = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      n_visible += mw_column_get_visible (column);
    }
  return n_visible;
}

/**
 * mw_grid_dup_arrangement:
 * @self: the grid
 *
 * Returns: (transfer full): how its columns are arranged, for mw_grid_new_arranged()
 */
GVariant *
mw_grid_dup_arrangement (MwGrid *self)
{
  return mw_grid_columns_save (G_LIST_MODEL (self->columns));
}

/* As they stand in a new grid. */
static int
compare_usual (gconstpointer a, gconstpointer b, gpointer data)
{
  MwGrid *self = data;
  MwColumn *first = (MwColumn *) a, *second = (MwColumn *) b;
  guint first_place = find_place (self, mw_column_get_index (first));
  guint second_place = find_place (self, mw_column_get_index (second));
  gboolean first_early = self->is_raw || is_first (self, first);
  gboolean second_early = self->is_raw || is_first (self, second);

  if (first_place != second_place)
    return first_place < second_place ? -1 : 1;
  if (first_early != second_early)
    return first_early ? -1 : 1;
  return mw_column_get_index (first) < mw_column_get_index (second) ? -1 : 1;
}

/**
 * mw_grid_reset_columns:
 * @self: the grid
 *
 * Shows the columns that stand there before the user chooses, where and as they are then.
 */
void
mw_grid_reset_columns (MwGrid *self)
{
  guint n_columns = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  guint n_first = 0;

  self->is_learning = TRUE;
  g_list_store_sort (self->columns, compare_usual, self);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      n_first += is_first (self, column);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      mw_column_set_visible (column, n_first ? is_first (self, column) : i < FIRST_NORMALIZED_COLUMNS);
      mw_column_set_pinned (column, FALSE);
      mw_column_set_width (column, 0);
    }
  self->is_learning = FALSE;
  mw_grid_tell_arranged (self);
}

/**
 * mw_grid_set_first_columns:
 * @self: a grid of a raw set, just made
 * @ids: (nullable): keys
 *
 * Shows these first as long as nobody arranged the columns: of 400 keys, those that people know a record by.
 */
void
mw_grid_set_first_columns (MwGrid *self, const char *const *ids)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_view_get_table (self->view));

  g_strfreev (self->first);
  self->first = g_strdupv ((char **) ids);
  find_first (self, generation);
  if (!self->arrangement && self->n_known > 0)
    mw_grid_reset_columns (self);
}

/**
 * mw_grid_offer_columns:
 * @self: a grid of the raw set that the rows of an entity are made of
 *
 * The user may make columns of its keys.
 */
void
mw_grid_offer_columns (MwGrid *self)
{
  self->offers_columns = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      find_custom_path (self, column);
    }
}

/**
 * mw_grid_place_column:
 * @self: the grid
 * @column: one of its columns
 * @position: where it is to stand among all of them, shown or not
 */
void
mw_grid_place_column (MwGrid *self, MwColumn *column, guint position)
{
  mw_grid_view_place_column (self->grid_view, column, position);
}
