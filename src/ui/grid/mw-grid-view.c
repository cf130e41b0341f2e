/* mw-grid-view.c: a table that draws only the cells that are seen
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-view-private.h"

#define CELL_PADDING 8
#define ROW_PADDING  5

static void mw_grid_view_accessible_init (GtkAccessibleInterface *iface);

static GtkAccessibleInterface *parent_accessible;

G_DEFINE_FINAL_TYPE_WITH_CODE (MwGridView,
                               mw_grid_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, mw_grid_view_accessible_init))

enum
{
  PROP_CURSOR_ROW = 1,
  PROP_CURSOR_COLUMN,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_ORDER_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static GtkAccessible *
mw_grid_view_get_first_accessible_child (GtkAccessible *accessible)
{
  return mw_grid_access_get_first_row (MW_GRID_VIEW (accessible)->access);
}

static void
mw_grid_view_accessible_init (GtkAccessibleInterface *iface)
{
  parent_accessible = g_type_interface_peek_parent (iface);
  iface->get_first_accessible_child = mw_grid_view_get_first_accessible_child;
}

/* Sizes come from the font, so that the desktop's text size counts. */
static void
update_sizes (MwGridView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);
  int character = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                       pango_font_metrics_get_approximate_digit_width (metrics));

  self->layout.char_width = MAX (PANGO_PIXELS (character), 1);
  self->layout.padding = CELL_PADDING;
  self->layout.row_height = MAX (PANGO_PIXELS (line), 1) + 2 * ROW_PADDING;
  self->layout.header_height = self->layout.row_height + 2;
  self->layout.arrow_width = 2 * self->layout.char_width;
  pango_font_metrics_unref (metrics);
}

/* Many may change at once, so it is only noted: who asks next looks. */
static void
on_column (MwGridView *self)
{
  self->is_stale = TRUE;
  mw_grid_cells_clear (self->cells);
  mw_grid_access_clear (self->access);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

const MwGridLayout *
mw_grid_view_get_layout (MwGridView *self)
{
  if (!self->is_stale)
    return &self->layout;
  self->is_stale = FALSE;
  mw_grid_layout_update (&self->layout, G_LIST_MODEL (self->columns),
                         gtk_widget_get_width (GTK_WIDGET (self)));
  if (self->cursor_column && mw_grid_layout_find (&self->layout, self->cursor_column) < 0)
    g_clear_object (&self->cursor_column);
  if (!self->cursor_column && self->layout.slots->len > 0)
    self->cursor_column = g_object_ref (mw_grid_layout_get_slot (&self->layout, 0)->column);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                  (int) self->layout.slots->len, -1);
  mw_grid_view_configure (self);
  return &self->layout;
}

static void
on_columns_changed (MwGridView *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      /* A column that was moved is listened to already. */
      g_signal_handlers_disconnect_by_func (column, on_column, self);
      g_signal_connect_object (column, "notify", G_CALLBACK (on_column), self, G_CONNECT_SWAPPED);
    }
  on_column (self);
}

/* The titles are a row too. */
static void
update_row_count (MwGridView *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) MIN (n_rows, G_MAXINT - 1) + 1, -1);
}

static void
on_rows_changed (MwGridView *self, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0)
    {
      mw_grid_cells_clear (self->cells);
      mw_grid_access_clear (self->access);
    }
  else
    mw_grid_access_count (self->access);
  mw_grid_view_rows_changed (self, n_removed, n_added);
  update_row_count (self);
  /* Rows are swapped by taking all away first: the scroll position waits for those that follow. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  else
    mw_grid_view_configure (self);
}

static void
on_scrolled (MwGridView *self)
{
  mw_grid_access_update (self->access);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fonts_changed (MwGridView *self)
{
  if (!self->rows)
    return;
  update_sizes (self);
  on_column (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
mw_grid_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (mw_grid_view_parent_class)->css_changed (widget, change);
  fonts_changed (MW_GRID_VIEW (widget));
}

static void
mw_grid_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (mw_grid_view_parent_class)->direction_changed (widget, previous);
  fonts_changed (MW_GRID_VIEW (widget));
}

static void
mw_grid_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  MwGridView *self = MW_GRID_VIEW (widget);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? self->layout.header_height + self->layout.row_height
                                                     : self->layout.char_width * 8;
  *natural = *minimum;
}

static void
mw_grid_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MwGridView *self = MW_GRID_VIEW (widget);

  /* Pinned columns depend on how much room there is. */
  self->is_stale = TRUE;
  mw_grid_view_configure (self);
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
mw_grid_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  mw_grid_view_draw (MW_GRID_VIEW (widget), snapshot);
}

static void
on_state_flags (MwGridView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (MwGridView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (adjustment && *place == adjustment)
    return;
  if (*place)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (*place, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  if (self->rows)
    mw_grid_view_configure (self);
}

static void
mw_grid_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MwGridView *self = MW_GRID_VIEW (object);

  switch (id)
    {
    case PROP_CURSOR_ROW:
      g_value_set_uint (value, self->cursor_row);
      break;
    case PROP_CURSOR_COLUMN:
      g_value_set_object (value, self->cursor_column);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->horizontal);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vertical);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->horizontal_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vertical_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mw_grid_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MwGridView *self = MW_GRID_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->horizontal, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vertical, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->horizontal_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vertical_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mw_grid_view_dispose (GObject *object)
{
  MwGridView *self = MW_GRID_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->swatch, gtk_widget_unparent);
  g_clear_pointer (&self->access, mw_grid_access_free);
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
  g_clear_object (&self->cursor_column);
  g_clear_object (&self->anchor_column);
  g_clear_object (&self->menu_column);
  g_clear_object (&self->drag_column);
  g_array_set_size (self->order, 0);
  dex_clear (&self->copying);
  G_OBJECT_CLASS (mw_grid_view_parent_class)->dispose (object);
}

static void
mw_grid_view_finalize (GObject *object)
{
  MwGridView *self = MW_GRID_VIEW (object);

  mw_grid_layout_clear (&self->layout);
  g_clear_pointer (&self->cells, mw_grid_cells_free);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_object (&self->rows);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (mw_grid_view_parent_class)->finalize (object);
}

static void
mw_grid_view_class_init (MwGridViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mw_grid_view_get_property;
  object_class->set_property = mw_grid_view_set_property;
  object_class->dispose = mw_grid_view_dispose;
  object_class->finalize = mw_grid_view_finalize;
  widget_class->css_changed = mw_grid_view_css_changed;
  widget_class->direction_changed = mw_grid_view_direction_changed;
  widget_class->measure = mw_grid_view_measure;
  widget_class->size_allocate = mw_grid_view_size_allocate;
  widget_class->snapshot = mw_grid_view_snapshot;
  widget_class->query_tooltip = mw_grid_view_query_tooltip;
  props[PROP_CURSOR_ROW] = g_param_spec_uint ("cursor-row", NULL, NULL, 0, G_MAXUINT, MW_GRID_NO_ROW,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CURSOR_COLUMN] = g_param_spec_object ("cursor-column", NULL, NULL, MW_TYPE_COLUMN,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_signal_new ("activate-row", MW_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_UINT);
  signals[SIGNAL_ORDER_CHANGED] = g_signal_new ("order-changed", MW_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mwgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  mw_grid_view_add_actions (widget_class);
  mw_grid_view_add_keys (widget_class);
}

static void
release_sort (gpointer data)
{
  g_object_unref (((MwGridSort *) data)->column);
}

static void
mw_grid_view_init (MwGridView *self)
{
  self->cursor_row = self->anchor_row = self->cursor_number = MW_GRID_NO_ROW;
  self->drag_gap = -1;
  mw_grid_layout_init (&self->layout);
  self->order = g_array_new (FALSE, FALSE, sizeof (MwGridSort));
  g_array_set_clear_func (self->order, release_sort);
  self->cells = mw_grid_cells_new (GTK_WIDGET (self));
  self->access = mw_grid_access_new (self);
  self->swatch = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "css-classes",
                               (const char *[]) { "mw-problem", NULL }, NULL);
  gtk_widget_set_parent (self->swatch, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (on_state_flags), NULL);
  mw_grid_view_add_pointer (self);
  mw_grid_view_add_drag (self);
}

void
mw_grid_view_notify_cursor (MwGridView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURSOR_ROW]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURSOR_COLUMN]);
}

/**
 * mw_grid_view_new:
 * @rows: what to show
 * @columns: of #MwColumn, shown or not
 *
 * Returns: (transfer floating): a grid, without a cursor
 */
MwGridView *
mw_grid_view_new (MwView *rows, GListStore *columns)
{
  MwGridView *self = g_object_new (MW_TYPE_GRID_VIEW, NULL);

  self->rows = g_object_ref (rows);
  self->columns = g_object_ref (columns);
  update_sizes (self);
  update_row_count (self);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (columns, "items-changed", G_CALLBACK (on_columns_changed), self,
                           G_CONNECT_SWAPPED);
  on_columns_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (columns)));
  return self;
}

void
mw_grid_view_notify_order (MwGridView *self)
{
  mw_grid_cells_clear (self->cells);
  mw_grid_access_clear (self->access);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_ORDER_CHANGED], 0);
}

/**
 * mw_grid_view_get_n_shown_columns:
 * @self: the grid
 *
 * Returns: how many columns are shown, seen or scrolled away
 */
guint
mw_grid_view_get_n_shown_columns (MwGridView *self)
{
  return mw_grid_view_get_layout (self)->slots->len;
}

/**
 * mw_grid_view_auto_size:
 * @self: the grid
 * @column: a column
 *
 * Makes it as wide as its title and the values that are seen now.
 */
void
mw_grid_view_auto_size (MwGridView *self, MwColumn *column)
{
  int width = mw_grid_cells_measure_header (self->cells, column) + self->layout.arrow_width +
              (mw_column_is_custom (column) ? MW_GRID_DOT_ROOM : 0);
  guint first, n_rows;

  mw_grid_view_get_seen_rows (self, &first, &n_rows);
  for (guint row = first; row < first + n_rows; row++)
    width = MAX (width, mw_grid_cells_measure (self->cells, self->rows, row, column));
  mw_column_set_width (column, width + 2 * self->layout.padding + 1);
}

/**
 * mw_grid_view_get_n_kept:
 * @self: the grid
 *
 * Returns: how many texts are laid out: bounded, however many rows and columns there are
 */
guint
mw_grid_view_get_n_kept (MwGridView *self)
{
  return mw_grid_cells_get_n_kept (self->cells);
}

/**
 * mw_grid_view_get_n_accessibles:
 * @self: the grid
 *
 * Returns: how many objects stand for rows and cells: none as long as nobody asks for them, else those that
 * are seen
 */
guint
mw_grid_view_get_n_accessibles (MwGridView *self)
{
  return mw_grid_access_get_n_objects (self->access);
}
