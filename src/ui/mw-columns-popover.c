/* mw-columns-popover.c: chooses which columns a grid shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-columns-popover.h"

#include <glib/gi18n-lib.h>

#include "mw-column.h"
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
};

G_DEFINE_FINAL_TYPE (MwColumnsPopover, mw_columns_popover, GTK_TYPE_POPOVER)

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

  gtk_label_set_text (self->count, text);
}

static void
on_toggled (MwColumnsPopover *self, GtkCheckButton *check)
{
  MwColumn *column = g_object_get_data (G_OBJECT (check), "column");
  gboolean active = gtk_check_button_get_active (check);

  if (!column || !self->grid || active == mw_column_get_visible (column))
    return;
  mw_column_set_visible (column, active);
  update_count (self);
}

static void
on_column_visible (GtkCheckButton *check, GParamSpec *pspec, MwColumn *column)
{
  gtk_check_button_set_active (check, mw_column_get_visible (column));
}

static void
setup_item (MwColumnsPopover *self, GtkListItem *item)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, check);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_item (MwColumnsPopover *self, GtkListItem *item)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  MwColumn *column = gtk_list_item_get_item (item);
  const MwField *field = mw_column_get_field (column);

  gtk_label_set_text (GTK_LABEL (gtk_check_button_get_child (check)), mw_column_get_title (column));
  gtk_widget_set_tooltip_text (GTK_WIDGET (check), field ? field->description : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_column_get_title (column), -1);
  g_object_set_data (G_OBJECT (check), "column", NULL);
  gtk_check_button_set_active (check, mw_column_get_visible (column));
  g_object_set_data_full (G_OBJECT (check), "column", g_object_ref (column), g_object_unref);
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (on_column_visible), check,
                           G_CONNECT_SWAPPED);
}

static void
unbind_item (MwColumnsPopover *self, GtkListItem *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  MwColumn *column = gtk_list_item_get_item (item);

  g_signal_handlers_disconnect_by_func (column, on_column_visible, check);
  g_object_set_data (G_OBJECT (check), "column", NULL);
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
  update_count (self);
}

static void
mw_columns_popover_dispose (GObject *object)
{
  MwColumnsPopover *self = MW_COLUMNS_POPOVER (object);

  g_clear_object (&self->grid);
  g_clear_object (&self->filtered);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_COLUMNS_POPOVER);
  G_OBJECT_CLASS (mw_columns_popover_parent_class)->dispose (object);
}

static void
mw_columns_popover_class_init (MwColumnsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_columns_popover_dispose;
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
  g_signal_connect (self, "show", G_CALLBACK (update_count), NULL);
}

/**
 * mw_columns_popover_set_grid:
 * @self: the popover
 * @grid: (nullable): whose columns to choose from
 */
void
mw_columns_popover_set_grid (MwColumnsPopover *self, MwGrid *grid)
{
  if (!g_set_object (&self->grid, grid))
    return;
  gtk_filter_list_model_set_model (self->filtered, grid ? mw_grid_get_columns (grid) : NULL);
  update_count (self);
}
