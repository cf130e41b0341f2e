/* mw-grid-wanted.c: which rows the user wants, and in which order: filters, and what is remembered of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-custom-fields.h"
#include "mw-grid-private.h"

/**
 * mw_grid_set_filters:
 * @self: the grid
 * @filters: (nullable) (element-type MwRowFilter): kept, and never changed; rows must pass all of them
 *
 * Starts filtering on the work pool, beside the search.
 */
void
mw_grid_set_filters (MwGrid *self, GPtrArray *filters)
{
  if (mw_row_filters_equal (self->filters, filters))
    return;
  if (filters)
    g_ptr_array_ref (filters);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  self->filters = filters;
  mw_grid_start_search (self, mw_view_set_filters (self->view, filters));
}

/**
 * mw_grid_get_filters:
 * @self: the grid
 *
 * Returns: (transfer none) (nullable) (element-type MwRowFilter): what rows must pass
 */
GPtrArray *
mw_grid_get_filters (MwGrid *self)
{
  return self->filters && self->filters->len > 0 ? self->filters : NULL;
}

/**
 * mw_grid_is_narrowed:
 * @self: the grid
 *
 * Returns: whether a search or filters may leave rows out
 */
gboolean
mw_grid_is_narrowed (MwGrid *self)
{
  return (self->search && *self->search) || mw_grid_get_filters (self);
}

/**
 * mw_grid_dup_wanted:
 * @self: the grid
 *
 * Returns: (transfer full): filters, order and search, as %MW_GRID_WANTED_TYPE
 */
GVariant *
mw_grid_dup_wanted (MwGrid *self)
{
  GVariantBuilder order = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sb)"));
  g_autofree char *search = g_utf8_make_valid (self->search ? self->search : "", -1);
  guint n_sorts;
  const MwGridSort *sorts = mw_grid_view_get_order (self->grid_view, &n_sorts);
  GVariant *saved_order;

  for (guint i = 0; i < n_sorts; i++)
    {
      g_autofree char *id = g_utf8_make_valid (mw_column_get_id (sorts[i].column), -1);

      g_variant_builder_add (&order, "(sb)", id, sorts[i].descending);
    }
  saved_order = g_variant_builder_end (&order);
  if (self->wanted_order)
    {
      g_variant_unref (g_variant_ref_sink (saved_order));
      saved_order = self->wanted_order;
    }
  return g_variant_ref_sink (
    g_variant_new ("(@a(sssas)@a(sb)s)", mw_row_filters_to_variant (self->filters), saved_order, search));
}

/* Raw sets learn their columns while pages arrive; of others a column that is not there was removed. */
void
mw_grid_sort_as_wanted (MwGrid *self)
{
  g_autoptr (GVariant) order = NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  const char *id;
  gboolean descending;
  GVariantIter iter;

  if (!self->wanted_order)
    return;
  g_variant_iter_init (&iter, self->wanted_order);
  while (g_variant_iter_next (&iter, "(&sb)", &id, &descending))
    {
      MwColumn *column = mw_grid_find_column (self, id);

      if (!column && self->is_raw)
        return;
      g_ptr_array_add (columns, column);
    }
  order = g_steal_pointer (&self->wanted_order);
  self->is_learning = TRUE;
  for (guint i = 0; i < columns->len; i++)
    {
      g_variant_get_child (order, i, "(&sb)", NULL, &descending);
      if (columns->pdata[i])
        mw_grid_view_sort (self->grid_view, columns->pdata[i], descending, TRUE);
    }
  self->is_learning = FALSE;
}

/* Filters by a column that the user removed would let nothing through. */
void
mw_grid_take_filters (MwGrid *self, GPtrArray *filters)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

  for (guint i = 0; filters && i < filters->len; i++)
    {
      MwRowFilter *filter = filters->pdata[i];
      gboolean is_custom = !self->is_raw && filter->column && mw_custom_field_get_path (filter->column);

      if (!is_custom || mw_grid_find_column (self, filter->column))
        g_ptr_array_add (taken, mw_row_filter_ref (filter));
    }
  if (filters && taken->len < filters->len)
    mw_grid_set_filters (self, taken->len > 0 ? taken : NULL);
  else
    mw_grid_set_filters (self, filters);
}

/**
 * mw_grid_take_wanted:
 * @self: a grid that is not shown yet
 * @wanted: as mw_grid_dup_wanted() gave it for these columns
 *
 * Filters, sorts and searches as it was remembered.
 */
void
mw_grid_take_wanted (MwGrid *self, GVariant *wanted)
{
  g_autoptr (GVariant) filters = g_variant_get_child_value (wanted, 0);
  g_autoptr (GVariant) search = g_variant_get_child_value (wanted, 2);
  g_autoptr (GPtrArray) list = mw_row_filters_from_variant (filters);

  self->is_learning = TRUE;
  if (list->len > 0)
    mw_grid_take_filters (self, list);
  if (*g_variant_get_string (search, NULL))
    mw_grid_set_search (self, g_variant_get_string (search, NULL));
  self->is_learning = FALSE;
  g_clear_pointer (&self->wanted_order, g_variant_unref);
  self->wanted_order = g_variant_get_child_value (wanted, 1);
  if (g_variant_n_children (self->wanted_order) == 0)
    g_clear_pointer (&self->wanted_order, g_variant_unref);
  mw_grid_sort_as_wanted (self);
}
