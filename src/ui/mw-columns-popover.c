/* mw-columns-popover.c: chooses which columns a grid shows, and in which order
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-columns-popover.h"

#include <glib/gi18n-lib.h>

#include "mw-column-row.h"
#include "mw-text.h"

struct _MwColumnsPopover
{
  GtkPopover parent_instance;

  MwGrid *grid;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;

  GtkSearchEntry *search;
  GtkListView *list;
  GtkLabel *count;
  char *summary;
};

G_DEFINE_FINAL_TYPE (MwColumnsPopover, mw_columns_popover, GTK_TYPE_POPOVER)

enum
{
  PROP_SUMMARY = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static gboolean
matches (gpointer item, gpointer data)
{
  MwColumnsPopover *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return !*text || mw_text_matches (mw_column_get_title (item), text) ||
         mw_text_matches (mw_column_get_id (item), text);
}

static void
update_count (MwColumnsPopover *self)
{
  guint n_all = self->grid ? g_list_model_get_n_items (mw_grid_get_columns (self->grid)) : 0;
  guint n_shown = self->grid ? mw_grid_get_n_visible_columns (self->grid) : 0;
  g_autofree char *text = g_strdup_printf (_ ("%u of %u shown"), n_shown, n_all);
  /* Translators: a button, with how many columns of a table are shown and how many there are */
  g_autofree char *summary = n_shown < n_all ? g_strdup_printf (_ ("C_olumns: %u of %u"), n_shown, n_all)
                                             : g_strdup (_ ("C_olumns"));

  gtk_label_set_text (self->count, text);
  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUMMARY]);
}

static guint
find (GListModel *columns, MwColumn *column)
{
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) other = g_list_model_get_item (columns, i);

      if (other == column)
        return i;
    }
  return G_MAXUINT;
}

/* To the place of @target; the focus goes with it, to move it on. */
static void
move_to (MwColumnsPopover *self, MwColumn *column, MwColumn *target)
{
  g_autoptr (MwColumn) kept = g_object_ref (column);
  guint place;

  mw_grid_place_column (self->grid, column, find (mw_grid_get_columns (self->grid), target));
  place = find (G_LIST_MODEL (self->filtered), kept);
  if (place != G_MAXUINT)
    gtk_list_view_scroll_to (self->list, place, GTK_LIST_SCROLL_FOCUS, NULL);
}

/* Past those that the search hides, too. */
static void
on_move (MwColumnsPopover *self, MwColumn *column, int steps)
{
  guint at = find (G_LIST_MODEL (self->filtered), column);
  gint64 place = (gint64) at + steps;
  g_autoptr (MwColumn) target = NULL;

  if (!self->grid || at == G_MAXUINT || place < 0)
    return;
  target = g_list_model_get_item (G_LIST_MODEL (self->filtered), (guint) place);
  if (target)
    move_to (self, column, target);
}

/* Only what is one of its own: another page's list may be dragged over this one. */
static void
on_drop (MwColumnsPopover *self, MwColumn *column, MwColumnRow *row)
{
  MwColumn *target = mw_column_row_get_column (row);

  if (self->grid && target && find (mw_grid_get_columns (self->grid), column) != G_MAXUINT)
    move_to (self, column, target);
}

static void
setup_item (MwColumnsPopover *self, GtkListItem *item)
{
  GtkWidget *row = mw_column_row_new ();

  g_signal_connect_object (row, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_item (MwColumnsPopover *self, GtkListItem *item)
{
  mw_column_row_set_column (MW_COLUMN_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_item (MwColumnsPopover *self, GtkListItem *item)
{
  mw_column_row_set_column (MW_COLUMN_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_search_changed (MwColumnsPopover *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_reset (MwColumnsPopover *self)
{
  if (self->grid)
    mw_grid_reset_columns (self->grid);
}

/* The list would make rows of widgets for each table that is shown, and few people open it. */
static void
show_columns (MwColumnsPopover *self)
{
  gboolean is_open = gtk_widget_get_visible (GTK_WIDGET (self));

  gtk_filter_list_model_set_model (self->filtered,
                                   self->grid && is_open ? mw_grid_get_columns (self->grid) : NULL);
}

static void
mw_columns_popover_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SUMMARY)
    g_value_set_string (value, MW_COLUMNS_POPOVER (object)->summary);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
unwatch (MwColumnsPopover *self)
{
  if (!self->grid)
    return;
  g_signal_handlers_disconnect_by_func (self->grid, update_count, self);
  g_signal_handlers_disconnect_by_func (mw_grid_get_columns (self->grid), update_count, self);
  g_clear_object (&self->grid);
}

static void
mw_columns_popover_dispose (GObject *object)
{
  MwColumnsPopover *self = MW_COLUMNS_POPOVER (object);

  unwatch (self);
  g_clear_pointer (&self->summary, g_free);
  g_clear_object (&self->filtered);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_COLUMNS_POPOVER);
  G_OBJECT_CLASS (mw_columns_popover_parent_class)->dispose (object);
}

static void
mw_columns_popover_class_init (MwColumnsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = mw_columns_popover_get_property;
  G_OBJECT_CLASS (klass)->dispose = mw_columns_popover_dispose;
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-columns-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, MwColumnsPopover, search);
  gtk_widget_class_bind_template_child (widget_class, MwColumnsPopover, list);
  gtk_widget_class_bind_template_child (widget_class, MwColumnsPopover, count);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, setup_item);
  gtk_widget_class_bind_template_callback (widget_class, bind_item);
  gtk_widget_class_bind_template_callback (widget_class, unbind_item);
}

static void
mw_columns_popover_init (MwColumnsPopover *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect (self, "notify::visible", G_CALLBACK (show_columns), NULL);
  update_count (self);
}

/**
 * mw_columns_popover_set_grid:
 * @self: the popover
 * @grid: (nullable): whose columns to choose from
 */
void
mw_columns_popover_set_grid (MwColumnsPopover *self, MwGrid *grid)
{
  if (self->grid == grid)
    return;
  unwatch (self);
  self->grid = grid ? g_object_ref (grid) : NULL;
  show_columns (self);
  if (grid)
    {
      g_signal_connect_object (grid, "arranged", G_CALLBACK (update_count), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (mw_grid_get_columns (grid), "items-changed", G_CALLBACK (update_count), self,
                               G_CONNECT_SWAPPED);
    }
  update_count (self);
}
