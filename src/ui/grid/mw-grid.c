/* mw-grid.c: a table on the screen: a grid over a lazy view, its columns, its order and its search
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid.h"

#include <glib/gi18n-lib.h>

#include "mw-grid-columns.h"
#include "mw-grid-finder.h"
#include "mw-work.h"

#define FIRST_RAW_COLUMNS        12
#define FIRST_NORMALIZED_COLUMNS 8

struct _MwGrid
{
  AdwBin parent_instance;

  MwView *view;
  GListStore *columns;   /* of MwColumn */
  GVariant *arrangement; /* how columns that come later are shown; NULL: as usual */
  GtkScrolledWindow *scrolled;
  MwGridView *grid_view;
  MwRow *selected;
  char *search;
  DexFuture *searching;
  DexFuture *sorting;
  DexFuture *finding;
  guint n_known; /* columns of the table that are in @columns */
  gboolean is_raw;
  gboolean is_learning; /* columns of the table, this very moment */
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
  SIGNAL_OPEN,
  SIGNAL_ARRANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_first (MwGrid *self, MwColumn *column)
{
  const MwField *field = mw_column_get_field (column);

  if (self->is_raw)
    return mw_column_get_index (column) < FIRST_RAW_COLUMNS;
  return field && field->is_default;
}

/* By the user, not by what a page brought. */
static void
on_arranged (MwGrid *self)
{
  if (!self->is_learning)
    g_signal_emit (self, signals[SIGNAL_ARRANGED], 0);
}

static MwColumn *
make_column (MwGrid *self, MwGeneration *generation, guint index)
{
  MwColumn *column = mw_column_new (mw_generation_get_column (generation, index), index);

  mw_column_set_visible (column, is_first (self, column));
  g_signal_connect_object (column, "notify", G_CALLBACK (on_arranged), self, G_CONNECT_SWAPPED);
  return column;
}

/* Raw sets learn columns while pages arrive. In a normalized table the fields that people want first stand
 * first. */
static void
update_columns (MwGrid *self)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_view_get_table (self->view));
  guint n_columns = mw_generation_get_n_columns (generation);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_columns <= self->n_known)
    return;
  for (guint round = 0; round < 2; round++)
    for (guint i = self->n_known; i < n_columns; i++)
      {
        const MwField *field = mw_generation_get_column (generation, i)->field;
        gboolean early = self->is_raw || (field && field->is_default);

        if (early == (round == 0))
          g_ptr_array_add (added, make_column (self, generation, i));
      }
  self->n_known = n_columns;
  self->is_learning = TRUE;
  mw_grid_columns_add (self->columns, added, self->arrangement);
  self->is_learning = FALSE;
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
  sorting = dex_future_then (mw_view_set_sorts (self->view, sorts, n_sorts), on_sorted, self, NULL);
  dex_clear (&self->sorting);
  self->sorting = sorting;
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
  update_columns (self);
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
  g_signal_connect_object (self->columns, "items-changed", G_CALLBACK (on_arranged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (table, "notify::generation", G_CALLBACK (update_columns), self, G_CONNECT_SWAPPED);
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
  gboolean first_early = self->is_raw || is_first (self, first);
  gboolean second_early = self->is_raw || is_first (self, second);

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
  on_arranged (self);
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

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  MwGrid *self = data;

  self->is_searching = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return dex_ref (future);
}

/* Where the rows have the place of a former grid; the record that the cursor was in may stand elsewhere. */
static void
take_over_order (MwGrid *self, MwGrid *other)
{
  guint n_sorts;
  const MwGridSort *order = mw_grid_view_get_order (other->grid_view, &n_sorts);

  for (guint i = 0; i < n_sorts; i++)
    {
      MwColumn *column = mw_grid_find_column (self, mw_column_get_id (order[i].column));

      if (column)
        mw_grid_view_sort (self->grid_view, column, order[i].descending, TRUE);
    }
}

typedef struct
{
  MwGrid *grid;
  MwGridFinder *finder;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  mw_grid_finder_unref (finding->finder);
  g_free (finding);
}

/* The grid holds the future, and lets go of it when it goes. */
static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Finding *finding = data;

  if (dex_future_is_resolved (future) && finding->finder->found != G_MAXUINT)
    mw_grid_view_take_cursor (finding->grid->grid_view, finding->finder->found);
  return dex_ref (future);
}

static void
find_selected (MwGrid *self, MwRow *row)
{
  g_autoptr (MwGridFinder) finder = mw_grid_finder_new (mw_row_get_generation (row), mw_row_get_number (row),
                                                        mw_view_get_generation (self->view));
  Finding *finding;

  /* Mostly nothing was added or deleted before it. Records as they were sent have no key: their place counts.
   */
  if (!finder || mw_grid_finder_is_at (finder, mw_row_get_number (row)))
    {
      mw_grid_view_take_cursor (self->grid_view, mw_row_get_number (row));
      return;
    }
  finding = g_new0 (Finding, 1);
  finding->grid = self;
  finding->finder = mw_grid_finder_ref (finder);
  dex_clear (&self->finding);
  self->finding = dex_future_finally (
    mw_work_run ("find", mw_grid_finder_run, mw_grid_finder_ref (finder), mw_grid_finder_unref), on_found,
    finding, finding_free);
}

/**
 * mw_grid_take_over:
 * @self: a grid that is not shown yet
 * @other: a grid of the same records, as they were before
 *
 * Sorts as @other does, scrolls to where it was scrolled, and puts the cursor into the same record: a refresh
 * takes nothing away.
 */
void
mw_grid_take_over (MwGrid *self, MwGrid *other)
{
  MwColumn *column = mw_grid_view_get_cursor_column (other->grid_view);

  take_over_order (self, other);
  mw_grid_view_take_place (self->grid_view, other->grid_view,
                           column ? mw_grid_find_column (self, mw_column_get_id (column)) : NULL);
  if (other->selected)
    find_selected (self, other->selected);
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
