/* mw-grid.c: a table on the screen: a grid over a lazy view, its columns, its order and its search
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (MwGrid, mw_grid, ADW_TYPE_BIN)

enum
{
  PROP_SELECTED_ROW = 1,
  N_PROPS,
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_OPEN,
  SIGNAL_ARRANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

void
mw_grid_tell_arranged (MwGrid *self)
{
  if (!self->is_learning)
    g_signal_emit (self, signals[SIGNAL_ARRANGED], 0);
}

static DexFuture *
on_sorted (DexFuture *future, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0);
  return dex_ref (future);
}

static void
on_order_changed (MwGrid *self)
{
  MwSort sorts[MW_MAX_SORTS];
  guint n_sorts;
  const MwGridSort *order = mw_grid_view_get_order (self->grid_view, &n_sorts);
  DexFuture *sorting;

  for (guint i = 0; i < n_sorts; i++)
    sorts[i] = (MwSort) { mw_column_get_index (order[i].column), order[i].descending };
  /* The view keeps the last order and search that were asked for, so the old future goes only after the new
   * one is there. */
  g_clear_pointer (&self->wanted_order, g_variant_unref);
  sorting = dex_future_then (mw_view_set_sorts (self->view, sorts, n_sorts), on_sorted, self, NULL);
  dex_clear (&self->sorting);
  self->sorting = sorting;
  mw_grid_tell_arranged (self);
}

static void
on_items_changed (MwGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Rows that are swapped bring the cursor elsewhere, and leave it in the same record. */
static void
on_cursor (MwGrid *self)
{
  guint position = mw_grid_view_get_cursor_row (self->grid_view);
  g_autoptr (MwRow) row = g_list_model_get_item (G_LIST_MODEL (self->view), position);

  if (!row && !self->selected)
    return;
  if (row && self->selected && mw_row_get_number (row) == mw_row_get_number (self->selected))
    return;
  g_set_object (&self->selected, row);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ROW]);
}

static void
on_activate (MwGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0);
}

static void
mw_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTED_ROW)
    g_value_set_object (value, mw_grid_get_selected (MW_GRID (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_grid_dispose (GObject *object)
{
  MwGrid *self = MW_GRID (object);

  dex_clear (&self->searching);
  dex_clear (&self->sorting);
  dex_clear (&self->finding);
  g_clear_object (&self->selected);
  g_clear_object (&self->view);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->arrangement, g_variant_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_clear_pointer (&self->wanted_order, g_variant_unref);
  g_clear_pointer (&self->first, g_strfreev);
  g_clear_pointer (&self->first_at, g_array_unref);
  G_OBJECT_CLASS (mw_grid_parent_class)->dispose (object);
}

static void
mw_grid_class_init (MwGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mw_grid_get_property;
  object_class->dispose = mw_grid_dispose;
  props[PROP_SELECTED_ROW] = g_param_spec_object ("selected-row", NULL, NULL, MW_TYPE_ROW,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] = g_signal_new ("open", MW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_ARRANGED] = g_signal_new ("arranged", MW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
mw_grid_init (MwGrid *self)
{
  self->columns = g_list_store_new (MW_TYPE_COLUMN);
  self->first_at = g_array_new (FALSE, FALSE, sizeof (guint));
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}

/**
 * mw_grid_new:
 * @table: what to show; it may still be empty and without columns
 * @is_raw: whether it is a raw set
 *
 * Returns: (transfer floating): a grid that follows @table
 */
MwGrid *
mw_grid_new (MwTable *table, gboolean is_raw)
{
  return mw_grid_new_arranged (table, is_raw, NULL);
}

/**
 * mw_grid_new_arranged:
 * @table: what to show; it may still be empty and without columns
 * @is_raw: whether it is a raw set
 * @arrangement: (nullable): how its columns were arranged before
 *
 * Returns: (transfer floating): a grid that follows @table
 */
MwGrid *
mw_grid_new_arranged (MwTable *table, gboolean is_raw, GVariant *arrangement)
{
  MwGrid *self = g_object_new (MW_TYPE_GRID, NULL);
  const char *title = mw_table_get_title (table);

  self->is_raw = is_raw;
  self->view = mw_view_new (table);
  self->arrangement = arrangement ? g_variant_ref (arrangement) : NULL;
  mw_grid_update_columns (self);
  self->grid_view = mw_grid_view_new (self->view, self->columns);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title ? title : _ ("Records"), -1);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->grid_view));
  g_signal_connect_object (self->grid_view, "notify::cursor-row", G_CALLBACK (on_cursor), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid_view, "order-changed", G_CALLBACK (on_order_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid_view, "activate-row", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "items-changed", G_CALLBACK (mw_grid_tell_arranged), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (table, "notify::generation", G_CALLBACK (mw_grid_update_columns), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * mw_grid_get_table:
 * @self: the grid
 *
 * Returns: (transfer none): what it shows
 */
MwTable *
mw_grid_get_table (MwGrid *self)
{
  return mw_view_get_table (self->view);
}

/**
 * mw_grid_get_view:
 * @self: the grid
 *
 * Returns: (transfer none): the rows in the order and with the filter that is shown
 */
MwView *
mw_grid_get_view (MwGrid *self)
{
  return self->view;
}

/**
 * mw_grid_get_columns:
 * @self: the grid
 *
 * Returns: (transfer none): all columns as #MwColumn, shown or not; it may grow
 */
GListModel *
mw_grid_get_columns (MwGrid *self)
{
  return G_LIST_MODEL (self->columns);
}

/**
 * mw_grid_get_grid_view:
 * @self: the grid
 *
 * Returns: (transfer none): what draws it and has the cursor
 */
MwGridView *
mw_grid_get_grid_view (MwGrid *self)
{
  return self->grid_view;
}

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  MwGrid *self = data;

  self->is_searching = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return dex_ref (future);
}

/* A search that still runs is dropped, after the new one was asked for. */
void
mw_grid_start_search (MwGrid *self, DexFuture *future)
{
  DexFuture *searching;

  self->is_searching = TRUE;
  searching = dex_future_finally (future, on_searched, self, NULL);
  dex_clear (&self->searching);
  self->searching = searching;
  mw_grid_tell_arranged (self);
}

/**
 * mw_grid_set_search:
 * @self: the grid
 * @text: (nullable): words that every row must contain
 *
 * Starts the search on the work pool; a search that still runs is dropped.
 */
void
mw_grid_set_search (MwGrid *self, const char *text)
{
  if (g_strcmp0 (text ? text : "", self->search ? self->search : "") == 0)
    return;
  g_set_str (&self->search, text);
  mw_grid_start_search (self, mw_view_set_search (self->view, text));
}

/**
 * mw_grid_get_search:
 * @self: the grid
 *
 * Returns: (nullable): the words that rows must contain
 */
const char *
mw_grid_get_search (MwGrid *self)
{
  return self->search;
}

/**
 * mw_grid_is_searching:
 * @self: the grid
 *
 * Returns: whether what is shown does not fit the search yet
 */
gboolean
mw_grid_is_searching (MwGrid *self)
{
  return self->is_searching;
}

/**
 * mw_grid_get_selected:
 * @self: the grid
 *
 * Returns: (transfer none) (nullable): the row of the cursor
 */
MwRow *
mw_grid_get_selected (MwGrid *self)
{
  return self->selected;
}

/**
 * mw_grid_select:
 * @self: the grid
 * @position: in the view
 *
 * Puts the cursor into a row and scrolls to it.
 */
void
mw_grid_select (MwGrid *self, guint position)
{
  mw_grid_view_set_cursor (self->grid_view, position, NULL, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid_view));
}
