/* mw-grid.c: a table on the screen: a GtkColumnView over a lazy view, its columns and its order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid.h"

#include <glib/gi18n-lib.h>

#include "mw-column.h"

#define FIRST_RAW_COLUMNS        12
#define FIRST_NORMALIZED_COLUMNS 8
#define ROW_LABEL_COLUMNS        3

struct _MwGrid
{
  AdwBin parent_instance;

  MwView *view;
  GListStore *columns; /* of MwColumn */
  GtkColumnView *column_view;
  GtkSingleSelection *selection;
  char *search;
  DexFuture *searching;
  DexFuture *sorting;
  guint n_known; /* columns of the table that are in @columns */
  gboolean is_raw;
  gboolean is_searching;
};

G_DEFINE_FINAL_TYPE (MwGrid, mw_grid, ADW_TYPE_BIN)

enum
{
  PROP_SELECTED_ROW = 1,
  N_PROPS,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* A column view makes headers clickable for columns that have a sorter. This one is never asked to compare:
 * the view sorts on the work pool. */
static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer data)
{
  return 0;
}

static guint
find_place (MwGrid *self, MwColumn *column)
{
  guint place = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr (MwColumn) other = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      if (other == column)
        break;
      place += mw_column_get_visible (other);
    }
  return place;
}

static void
show_column (MwGrid *self, MwColumn *column)
{
  g_autoptr (GtkListItemFactory) factory = mw_column_new_factory (column);
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (mw_column_get_title (column), NULL);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, NULL, NULL));

  gtk_column_view_column_set_id (shown, mw_column_get_id (column));
  gtk_column_view_column_set_factory (shown, factory);
  gtk_column_view_column_set_sorter (shown, sorter);
  gtk_column_view_column_set_resizable (shown, TRUE);
  g_object_set_data_full (G_OBJECT (shown), "column", g_object_ref (column), g_object_unref);
  gtk_column_view_insert_column (self->column_view, find_place (self, column), shown);
}

static void
hide_column (MwGrid *self, MwColumn *column)
{
  GListModel *shown = gtk_column_view_get_columns (self->column_view);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) candidate = g_list_model_get_item (shown, i);

      if (g_object_get_data (G_OBJECT (candidate), "column") == column)
        {
          gtk_column_view_remove_column (self->column_view, candidate);
          return;
        }
    }
}

static void
on_column_visible (MwGrid *self, GParamSpec *pspec, MwColumn *column)
{
  if (mw_column_get_visible (column))
    show_column (self, column);
  else
    hide_column (self, column);
}

static gboolean
is_first (MwGrid *self, MwColumn *column)
{
  const MwField *field = mw_column_get_field (column);

  if (self->is_raw)
    return mw_column_get_index (column) < FIRST_RAW_COLUMNS;
  return field && field->is_default;
}

static void
add_column (MwGrid *self, MwGeneration *generation, guint index)
{
  g_autoptr (MwColumn) column = mw_column_new (mw_generation_get_column (generation, index), index);

  g_signal_connect_object (column, "notify::visible", G_CALLBACK (on_column_visible), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->columns, column);
  mw_column_set_visible (column, is_first (self, column));
}

/* Raw sets learn columns while pages arrive. In a normalized table the fields that people want first stand
 * first. */
static void
update_columns (MwGrid *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_view_get_table (self->view));
  guint n_columns = mw_generation_get_n_columns (generation);

  if (n_columns <= self->n_known)
    return;
  for (guint round = 0; round < 2; round++)
    for (guint i = self->n_known; i < n_columns; i++)
      {
        const MwField *field = mw_generation_get_column (generation, i)->field;
        gboolean early = self->is_raw || (field && field->is_default);

        if (early == (round == 0))
          add_column (self, generation, i);
      }
  self->n_known = n_columns;
  if (!self->is_raw && mw_grid_get_n_visible_columns (self) == 0)
    mw_grid_reset_columns (self);
}

static DexFuture *
on_sorted (DexFuture *future, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0);
  return dex_ref (future);
}

static void
on_sorter_changed (MwGrid *self, GtkSorterChange change, GtkSorter *sorter)
{
  GtkColumnViewSorter *order = GTK_COLUMN_VIEW_SORTER (sorter);
  GtkColumnViewColumn *primary = gtk_column_view_sorter_get_primary_sort_column (order);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (order) == GTK_SORT_DESCENDING;
  MwColumn *column = primary ? g_object_get_data (G_OBJECT (primary), "column") : NULL;
  DexFuture *sorting;

  /* The view keeps the last order and search that were asked for, so the old future goes only after the new
   * one is there. */
  sorting = dex_future_then (
    mw_view_set_sort (self->view, column ? (int) mw_column_get_index (column) : -1, descending), on_sorted,
    self, NULL);
  dex_clear (&self->sorting);
  self->sorting = sorting;
}

static void
on_items_changed (MwGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_selected (MwGrid *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ROW]);
}

/* What a screen reader says for a whole row: its first values. */
static void
bind_row (MwGrid *self, GtkColumnViewRow *item)
{
  MwRow *row = gtk_column_view_row_get_item (item);
  MwGeneration *generation = mw_row_get_generation (row);
  GListModel *shown = gtk_column_view_get_columns (self->column_view);
  GString *label = g_string_new (NULL);

  for (guint i = 0; i < MIN (ROW_LABEL_COLUMNS, g_list_model_get_n_items (shown)); i++)
    {
      g_autoptr (GtkColumnViewColumn) candidate = g_list_model_get_item (shown, i);
      MwColumn *column = g_object_get_data (G_OBJECT (candidate), "column");
      gsize length = 0;
      const char *text = mw_generation_get_cell (generation, mw_row_get_number (row),
                                                 mw_column_get_index (column), &length);
      g_autofree char *words = mw_column_dup_shown (column, text, length);

      if (*words)
        g_string_append_printf (label, "%s%s", label->len ? ", " : "", words);
    }
  gtk_column_view_row_set_accessible_label (item, label->str);
  g_string_free (label, TRUE);
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
  g_clear_object (&self->selection);
  g_clear_object (&self->view);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->search, g_free);
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
}

static void
mw_grid_init (MwGrid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  self->columns = g_list_store_new (MW_TYPE_COLUMN);
  self->column_view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->column_view), "data-table");
  gtk_column_view_set_show_column_separators (self->column_view, TRUE);
  gtk_column_view_set_show_row_separators (self->column_view, TRUE);
  gtk_column_view_set_tab_behavior (self->column_view, GTK_LIST_TAB_ITEM);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_row_factory (self->column_view, rows);
  g_object_unref (rows);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (on_sorter_changed), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->column_view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
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
  MwGrid *self = g_object_new (MW_TYPE_GRID, NULL);

  self->is_raw = is_raw;
  self->view = mw_view_new (table);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->view)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (table, "notify::generation", G_CALLBACK (update_columns), self, G_CONNECT_SWAPPED);
  update_columns (self);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_table_get_title (table) ? mw_table_get_title (table) : _ ("Records"),
                                  -1);
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
 * mw_grid_get_n_visible_columns:
 * @self: the grid
 *
 * Returns: how many columns are shown
 */
guint
mw_grid_get_n_visible_columns (MwGrid *self)
{
  return g_list_model_get_n_items (gtk_column_view_get_columns (self->column_view));
}

/**
 * mw_grid_reset_columns:
 * @self: the grid
 *
 * Shows the columns that stand there before the user chooses.
 */
void
mw_grid_reset_columns (MwGrid *self)
{
  guint n_columns = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  guint n_first = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      n_first += is_first (self, column);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      mw_column_set_visible (column, n_first ? is_first (self, column) : i < FIRST_NORMALIZED_COLUMNS);
    }
}

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  MwGrid *self = data;

  self->is_searching = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return dex_ref (future);
}

static void
copy_order (MwGrid *self, MwGrid *other)
{
  GtkColumnViewSorter *order = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (other->column_view));
  GtkColumnViewColumn *primary = gtk_column_view_sorter_get_primary_sort_column (order);
  GListModel *shown = gtk_column_view_get_columns (self->column_view);

  for (guint i = 0; primary && i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), gtk_column_view_column_get_id (primary)) == 0)
        gtk_column_view_sort_by_column (self->column_view, column,
                                        gtk_column_view_sorter_get_primary_sort_order (order));
    }
}

/**
 * mw_grid_copy_columns:
 * @self: the grid
 * @other: a grid of the same columns
 *
 * Shows the columns that @other shows, in its order: what the user chose holds after a refresh.
 */
void
mw_grid_copy_columns (MwGrid *self, MwGrid *other)
{
  GListModel *columns = G_LIST_MODEL (self->columns);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);
      g_autoptr (MwColumn) model = g_list_model_get_item (G_LIST_MODEL (other->columns), i);

      if (model && g_str_equal (mw_column_get_id (model), mw_column_get_id (column)))
        mw_column_set_visible (column, mw_column_get_visible (model));
    }
  copy_order (self, other);
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
  DexFuture *searching;

  if (g_strcmp0 (text ? text : "", self->search ? self->search : "") == 0)
    return;
  g_set_str (&self->search, text);
  self->is_searching = TRUE;
  searching = dex_future_finally (mw_view_set_search (self->view, text), on_searched, self, NULL);
  dex_clear (&self->searching);
  self->searching = searching;
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
 * Returns: (transfer none) (nullable): the selected row
 */
MwRow *
mw_grid_get_selected (MwGrid *self)
{
  return self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * mw_grid_select:
 * @self: the grid
 * @position: in the view
 *
 * Selects a row and scrolls to it.
 */
void
mw_grid_select (MwGrid *self, guint position)
{
  gtk_column_view_scroll_to (self->column_view, position, NULL,
                             GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
}
