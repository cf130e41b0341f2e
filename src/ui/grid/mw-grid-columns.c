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

typedef struct
{
  MwColumn *column;
  gsize at; /* in what was saved; G_MAXSIZE: not there */
} Place;

static GHashTable *
index_saved (GVariant *saved)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; saved && i < g_variant_n_children (saved); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (saved, i);
      const char *id;

      g_variant_get_child (entry, 0, "&s", &id);
      g_hash_table_insert (places, (gpointer) id, GSIZE_TO_POINTER (i + 1));
    }
  return places;
}

static gsize
find_saved (GHashTable *places, MwColumn *column)
{
  g_autofree char *id = g_utf8_make_valid (mw_column_get_id (column), -1);

  return GPOINTER_TO_SIZE (g_hash_table_lookup (places, id)) - 1;
}

static void
arrange (MwColumn *column, GVariant *saved, gsize at)
{
  g_autoptr (GVariant) entry = g_variant_get_child_value (saved, at);
  gboolean visible, pinned;
  gint32 width;

  g_variant_get (entry, "(&sbbi)", NULL, &visible, &pinned, &width);
  mw_column_set_visible (column, visible);
  mw_column_set_pinned (column, pinned);
  mw_column_set_width (column, width);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

/* Behind the last one that stood before it: the user may have moved others meanwhile. */
static guint
find_gap (GListStore *columns, GHashTable *places, gsize at)
{
  guint gap = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (columns)); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (columns), i);

      if (find_saved (places, column) < at)
        gap = i + 1;
    }
  return gap;
}

/**
 * mw_grid_columns_add:
 * @columns: of #MwColumn
 * @added: (element-type MwColumn): columns that are not among them
 * @saved: (nullable): what mw_grid_columns_save() gave
 *
 * Adds @added where @saved has them, shown as they were there; at the end those that it has not.
 */
void
mw_grid_columns_add (GListStore *columns, GPtrArray *added, GVariant *saved)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (columns));
  g_autoptr (GHashTable) places = index_saved (saved);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) behind = g_ptr_array_new ();

  for (guint i = 0; i < added->len; i++)
    {
      Place place = { g_ptr_array_index (added, i), find_saved (places, g_ptr_array_index (added, i)) };

      if (place.at != G_MAXSIZE)
        arrange (place.column, saved, place.at);
      g_array_append_val (sorted, place);
    }
  g_array_sort (sorted, compare_places);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Place *place = &g_array_index (sorted, Place, i);

      if (n_before > 0 && place->at != G_MAXSIZE)
        g_list_store_insert (columns, find_gap (columns, places, place->at), place->column);
      else
        g_ptr_array_add (behind, place->column);
    }
  g_list_store_splice (columns, g_list_model_get_n_items (G_LIST_MODEL (columns)), 0, behind->pdata,
                       behind->len);
}
