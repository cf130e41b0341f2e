/* mw-filter-popover.c: chooses a column, and what a filter on it is to let through
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-filter-popover.h"

#include "mw-filter-form.h"
#include "mw-text.h"

#define MAX_TITLE 200

struct _MwFilterPopover
{
  GtkPopover parent_instance;

  MwGrid *grid; /* NULL: none */
  GtkFilterListModel *filtered;
  GtkCustomFilter *matching;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkWidget *problems;
  GtkListView *list;
  GtkLabel *title;
  GtkBox *form_box;
  GtkButton *apply;
  MwFilterForm *form; /* in @form_box, or NULL */
};

G_DEFINE_FINAL_TYPE (MwFilterPopover, mw_filter_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
matches (gpointer item, gpointer data)
{
  MwFilterPopover *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return !*text || mw_text_matches (mw_column_get_title (item), text) ||
         mw_text_matches (mw_column_get_id (item), text);
}

static void
on_search_changed (MwFilterPopover *self)
{
  gtk_filter_changed (GTK_FILTER (self->matching), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_activate (MwFilterPopover *self, guint position)
{
  g_autoptr (MwColumn) column = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (column)
    mw_filter_popover_show_column (self, column, NULL);
}

/* Return in the search takes the first that is found. */
static void
on_search_activate (MwFilterPopover *self)
{
  on_activate (self, 0);
}

static void
on_problems (MwFilterPopover *self)
{
  g_autoptr (MwRowFilter) filter = mw_row_filter_new (MW_ROW_FILTER_PROBLEM, NULL, MW_ROW_PERIOD_DAYS, NULL);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, filter);
}

static void
on_apply (MwFilterPopover *self)
{
  g_autoptr (MwRowFilter) filter = self->form ? mw_filter_form_dup_filter (self->form) : NULL;

  if (!filter)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, filter);
}

static void
setup_item (MwFilterPopover *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_item (MwFilterPopover *self, GtkListItem *item)
{
  const char *title = mw_column_get_title (gtk_list_item_get_item (item));
  g_autofree char *shown = mw_text_for_cell (title, strlen (title), MAX_TITLE);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), shown);
  gtk_list_item_set_accessible_label (item, shown);
}

static void
mw_filter_popover_dispose (GObject *object)
{
  MwFilterPopover *self = MW_FILTER_POPOVER (object);

  self->form = NULL;
  g_clear_object (&self->grid);
  g_clear_object (&self->filtered);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_FILTER_POPOVER);
  G_OBJECT_CLASS (mw_filter_popover_parent_class)->dispose (object);
}

static void
mw_filter_popover_class_init (MwFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_filter_popover_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, MW_TYPE_ROW_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, search);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, problems);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, list);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, title);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, form_box);
  gtk_widget_class_bind_template_child (widget_class, MwFilterPopover, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_problems);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, mw_filter_popover_show_columns);
  gtk_widget_class_bind_template_callback (widget_class, setup_item);
  gtk_widget_class_bind_template_callback (widget_class, bind_item);
}

static void
mw_filter_popover_init (MwFilterPopover *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->matching = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->matching));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered))));
  gtk_list_view_set_model (self->list, selection);
}

/**
 * mw_filter_popover_set_grid:
 * @self: the popover
 * @grid: (nullable): whose columns to choose from
 * @has_problems: whether its records can have problems: what was sent cannot
 */
void
mw_filter_popover_set_grid (MwFilterPopover *self, MwGrid *grid, gboolean has_problems)
{
  g_set_object (&self->grid, grid);
  gtk_filter_list_model_set_model (self->filtered, grid ? mw_grid_get_columns (grid) : NULL);
  gtk_widget_set_visible (self->problems, has_problems);
}

/**
 * mw_filter_popover_show_columns:
 * @self: the popover
 *
 * Asks for a column first.
 */
void
mw_filter_popover_show_columns (MwFilterPopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_stack_set_visible_child_name (self->stack, "columns");
  gtk_popover_set_default_widget (GTK_POPOVER (self), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * mw_filter_popover_show_column:
 * @self: the popover
 * @column: what to filter by
 * @filter: (nullable): what is to be changed
 */
void
mw_filter_popover_show_column (MwFilterPopover *self, MwColumn *column, const MwRowFilter *filter)
{
  const char *title = mw_column_get_title (column);
  g_autofree char *shown = mw_text_for_cell (title, strlen (title), MAX_TITLE);

  if (!self->grid)
    return;
  if (self->form)
    gtk_box_remove (self->form_box, GTK_WIDGET (self->form));
  self->form = mw_filter_form_new (column, mw_view_get_generation (mw_grid_get_view (self->grid)), filter);
  gtk_box_append (self->form_box, GTK_WIDGET (self->form));
  gtk_label_set_text (self->title, shown);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_popover_set_default_widget (GTK_POPOVER (self), GTK_WIDGET (self->apply));
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}
