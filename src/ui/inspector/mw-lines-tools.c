/* mw-lines-tools.c: columns, search, filters and export of the lines of one record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lines-tools.h"

#include "mw-columns-popover.h"
#include "mw-filter-bar.h"

struct _MwLinesTools
{
  AdwBin parent_instance;

  MwGrid *grid;
  MwColumnsPopover *columns;
  GtkWidget *columns_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search;
  MwFilterBar *filter_bar;
};

G_DEFINE_FINAL_TYPE (MwLinesTools, mw_lines_tools, ADW_TYPE_BIN)

static void
on_search_changed (MwLinesTools *self)
{
  if (self->grid)
    mw_grid_set_search (self->grid, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
mw_lines_tools_dispose (GObject *object)
{
  MwLinesTools *self = MW_LINES_TOOLS (object);

  g_clear_object (&self->grid);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_LINES_TOOLS);
  G_OBJECT_CLASS (mw_lines_tools_parent_class)->dispose (object);
}

static void
mw_lines_tools_class_init (MwLinesToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_lines_tools_dispose;
  g_type_ensure (MW_TYPE_COLUMNS_POPOVER);
  g_type_ensure (MW_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-lines-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, MwLinesTools, columns);
  gtk_widget_class_bind_template_child (widget_class, MwLinesTools, columns_button);
  gtk_widget_class_bind_template_child (widget_class, MwLinesTools, search_bar);
  gtk_widget_class_bind_template_child (widget_class, MwLinesTools, search);
  gtk_widget_class_bind_template_child (widget_class, MwLinesTools, filter_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
mw_lines_tools_init (MwLinesTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
}

/**
 * mw_lines_tools_set_grid:
 * @self: the tools
 * @grid: (nullable): what they act on
 *
 * What the grid is searched for already stands in the search.
 */
void
mw_lines_tools_set_grid (MwLinesTools *self, MwGrid *grid)
{
  const char *words = grid ? mw_grid_get_search (grid) : NULL;

  g_set_object (&self->grid, grid);
  gtk_editable_set_text (GTK_EDITABLE (self->search), words ? words : "");
  gtk_search_bar_set_search_mode (self->search_bar, words && *words);
  mw_columns_popover_set_grid (self->columns, grid);
  mw_filter_bar_set_grid (self->filter_bar, grid, FALSE);
}

/**
 * mw_lines_tools_search:
 * @self: the tools
 *
 * Opens the search and puts the focus there.
 */
void
mw_lines_tools_search (MwLinesTools *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * mw_lines_tools_filter:
 * @self: the tools
 * @column: (nullable): id of the column to filter by; %NULL to choose
 */
void
mw_lines_tools_filter (MwLinesTools *self, const char *column)
{
  mw_filter_bar_open (self->filter_bar, column);
}

/**
 * mw_lines_tools_clear_filters:
 * @self: the tools
 *
 * Returns: whether there was a filter
 */
gboolean
mw_lines_tools_clear_filters (MwLinesTools *self)
{
  return mw_filter_bar_clear (self->filter_bar);
}
