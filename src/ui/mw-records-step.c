/* mw-records-step.c: from one record to the next, in the order of the table
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-step.h"

#define PREVIOUS "win.previous-record"
#define NEXT     "win.next-record"

/* Where the selected row stands among those that are shown; G_MAXUINT: nowhere. */
static guint
find_position (MwGrid *grid)
{
  return grid ? mw_grid_view_get_cursor_row (mw_grid_get_grid_view (grid)) : G_MAXUINT;
}

static void
action_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwRecordsPage *page = mw_window_get_records_page (MW_WINDOW (widget));
  MwGrid *grid = page ? mw_records_page_get_grid (page) : NULL;
  guint position = find_position (grid);
  guint n_rows = grid ? g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) : 0;
  gboolean is_next = g_str_equal (name, NEXT);

  if (position == G_MAXUINT || (is_next ? position + 1 >= n_rows : position == 0))
    return;
  /* The focus stays where it is, so that one can go on. */
  mw_grid_view_set_cursor (mw_grid_get_grid_view (grid), is_next ? position + 1 : position - 1, NULL, FALSE);
}

/**
 * mw_records_step_install:
 * @widget_class: the class of the main window
 */
void
mw_records_step_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, PREVIOUS, NULL, action_step);
  gtk_widget_class_install_action (widget_class, NEXT, NULL, action_step);
}

/**
 * mw_records_step_update:
 * @page: (nullable): the records that are shown, of which another one may be selected now
 * @window: where
 */
void
mw_records_step_update (MwRecordsPage *page, MwWindow *window)
{
  MwGrid *grid = page ? mw_records_page_get_grid (page) : NULL;
  guint position = find_position (grid);
  guint n_rows = grid ? g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))) : 0;
  gboolean has_position = position != G_MAXUINT;

  gtk_widget_action_set_enabled (GTK_WIDGET (window), PREVIOUS, has_position && position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), NEXT, has_position && position + 1 < n_rows);
}
