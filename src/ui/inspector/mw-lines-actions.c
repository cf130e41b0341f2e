/* mw-lines-actions.c: what can be done with the lines of one record, from their table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lines-actions.h"

#include "mw-record-link.h"
#include "mw-records-link.h"
#include "mw-records-parent.h"

static MwWindow *
get_window (MwLinesView *view)
{
  return MW_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (view), MW_TYPE_WINDOW));
}

static MwRow *
get_selected (MwLinesView *view)
{
  MwGrid *grid = mw_lines_view_get_grid (view);

  return grid ? mw_grid_get_selected (grid) : NULL;
}

static void
action_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_lines_view_export (MW_LINES_VIEW (widget), NULL);
}

static void
action_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_lines_view_filter (MW_LINES_VIEW (widget), g_variant_get_string (parameter, NULL));
}

static void
action_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *uri = mw_lines_actions_dup_uri (MW_LINES_VIEW (widget));

  if (uri)
    mw_records_link_launch (get_window (MW_LINES_VIEW (widget)), uri);
}

/* Columns of the user's own are made where all lines are shown. */
static void
action_elsewhere (GtkWidget *widget, const char *name, GVariant *parameter)
{
}

/**
 * mw_lines_actions_install:
 * @widget_class: the class of #MwLinesView
 *
 * In their table the actions of the window that act on the records of the page act on the lines.
 */
void
mw_lines_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lines.export", NULL, action_export);
  gtk_widget_class_install_action (widget_class, "win.filter-column", "s", action_filter);
  gtk_widget_class_install_action (widget_class, "win.open-in-system", NULL, action_open);
  gtk_widget_class_install_action (widget_class, "win.add-column", "s", action_elsewhere);
  gtk_widget_class_install_action (widget_class, "win.remove-column", "s", action_elsewhere);
  gtk_widget_class_install_action (widget_class, "win.rename-column", "s", action_elsewhere);
}

/**
 * mw_lines_actions_update:
 * @view: lines, of which another one may be selected now
 */
void
mw_lines_actions_update (MwLinesView *view)
{
  GtkWidget *widget = GTK_WIDGET (view);
  g_autofree char *uri = gtk_widget_get_root (widget) ? mw_lines_actions_dup_uri (view) : NULL;

  gtk_widget_action_set_enabled (widget, "lines.export", mw_lines_view_is_settled (view));
  gtk_widget_action_set_enabled (widget, "win.open-in-system", uri != NULL);
  gtk_widget_action_set_enabled (widget, "win.add-column", FALSE);
  gtk_widget_action_set_enabled (widget, "win.remove-column", FALSE);
  gtk_widget_action_set_enabled (widget, "win.rename-column", FALSE);
}

/**
 * mw_lines_actions_dup_uri:
 * @view: the lines of the selected record
 *
 * Returns: (transfer full) (nullable): the page of the selected line in its own system; where lines have
 * none, that of the record that they belong to
 */
char *
mw_lines_actions_dup_uri (MwLinesView *view)
{
  MwRow *row = get_selected (view);
  char *uri = row ? mw_record_link_dup (mw_lines_view_get_connection (view), mw_lines_view_get_entity (view),
                                        mw_row_get_generation (row), mw_row_get_number (row))
                  : NULL;

  return row && !uri ? mw_records_link_dup_uri (mw_window_get_records_page (get_window (view))) : uri;
}

/**
 * mw_lines_actions_show_line:
 * @view: the lines of a record
 *
 * Goes to the selected line in the table of all lines, where all its fields are.
 */
void
mw_lines_actions_show_line (MwLinesView *view)
{
  MwRow *row = get_selected (view);
  MwTable *table = NULL;
  const guint at = mw_lines_view_find_number (view, &table);
  int id = row ? mw_generation_find_column (mw_row_get_generation (row), "remote_id") : -1;
  int number = row ? mw_generation_find_column (mw_row_get_generation (row), "line_number") : -1;
  const char *text = id >= 0 ? mw_row_get_cell (row, (guint) id) : NULL;
  const char *name = number >= 0 ? mw_row_get_cell (row, (guint) number) : NULL;

  if (row && at != G_MAXUINT)
    mw_records_parent_go_to_row (get_window (view), mw_lines_view_get_connection (view),
                                 mw_lines_view_get_entity (view), table, at, text, name ? name : text);
}

/**
 * mw_lines_actions_find:
 * @window: the main window
 *
 * Returns: (transfer none) (nullable): the lines that have the focus: shortcuts are meant for them
 */
MwLinesView *
mw_lines_actions_find (GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *view = focus ? gtk_widget_get_ancestor (focus, MW_TYPE_LINES_VIEW) : NULL;

  return view && mw_lines_view_get_grid (MW_LINES_VIEW (view)) ? MW_LINES_VIEW (view) : NULL;
}
