/* mw-grid-columns.c: how a user has arranged the columns of a table, to be had again later
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-columns.h"

/**
 * mw_grid_columns_save:
 * @columns: of #MwColumn
 *
 * Returns: (transfer full): their arrangement, as %MW_GRID_COLUMNS_TYPE
 */
GVariant *
mw_grid_columns_save (GListModel *columns)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (MW_GRID_COLUMNS_TYPE);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *id = g_utf8_make_valid (mw_column_get_id (column), -1);

      g_variant_builder_add (&builder, "(sbbi)", id, mw_column_get_visible (column),
                             mw_column_get_pinned (column), mw_column_get_width (column));
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
has_id (MwColumn *column, const char *id)
{
  g_autofree char *own = g_utf8_make_valid (mw_column_get_id (column), -1);

  return g_str_equal (own, id);
}

static gsize
find_saved (GVariant *saved, MwColumn *column)
{
  for (gsize i = 0; i < g_variant_n_children (saved); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (saved, i);
      const char *id;

      g_variant_get_child (entry, 0, "&s", &id);
      if (has_id (column, id))
        return i;
    }
  return G_MAXSIZE;
}

static guint
find_column (GListStore *columns, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (columns)); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      if (has_id (column, id))
        return i;
    }
  return G_MAXUINT;
}

/* Behind the nearest column that stands before it in @saved and is there already. */
static guint
find_place (GListStore *columns, GVariant *saved, gsize at)
{
  while (at-- > 0)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (saved, at);
      const char *id;
      guint place;

      g_variant_get_child (entry, 0, "&s", &id);
      place = find_column (columns, id);
      if (place != G_MAXUINT)
        return place + 1;
    }
  return 0;
}

/**
 * mw_grid_columns_add:
 * @columns: of #MwColumn
 * @column: a column that is not among them
 * @saved: (nullable): what mw_grid_columns_save() gave
 *
 * Adds @column where @saved has it, shown as it was there; at the end when it is not there.
 *
 * Returns: whether it was there
 */
gboolean
mw_grid_columns_add (GListStore *columns, MwColumn *column, GVariant *saved)
{
  gsize at = saved ? find_saved (saved, column) : G_MAXSIZE;
  g_autoptr (GVariant) entry = NULL;
  gboolean visible, pinned;
  gint32 width;

  if (at == G_MAXSIZE)
    {
      g_list_store_append (columns, column);
      return FALSE;
    }
  entry = g_variant_get_child_value (saved, at);
  g_variant_get (entry, "(&sbbi)", NULL, &visible, &pinned, &width);
  mw_column_set_visible (column, visible);
  mw_column_set_pinned (column, pinned);
  mw_column_set_width (column, width);
  g_list_store_insert (columns, find_place (columns, saved, at), column);
  return TRUE;
}
