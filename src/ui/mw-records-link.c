/* mw-records-link.c: opens the selected record in the system that it is from
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-link.h"

#include <glib/gi18n-lib.h>

#include "mw-lines-actions.h"
#include "mw-record-link.h"
#include "mw-records-parent.h"
#include "mw-records-step.h"

#define ACTION "win.open-in-system"

/**
 * mw_records_link_dup_uri:
 * @page: (nullable): records
 *
 * Returns: (transfer full) (nullable): the page of the selected record in its own system, if that has one.
 * Records as they were sent have no fields that would say so
 */
char *
mw_records_link_dup_uri (MwRecordsPage *page)
{
  MwGrid *grid = page ? mw_records_page_get_grid (page) : NULL;
  MwRow *row = grid ? mw_grid_get_selected (grid) : NULL;

  if (!row)
    return NULL;
  return mw_record_link_dup (mw_records_page_get_connection (page), mw_records_page_get_entity (page),
                             mw_row_get_generation (row), mw_row_get_number (row));
}

static void
on_launched (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  mw_window_add_toast (self, _ ("No program on this computer opens web pages"));
}

/**
 * mw_records_link_launch:
 * @window: says so when no program opens it
 * @uri: of a record
 */
void
mw_records_link_launch (MwWindow *window, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (window), NULL, on_launched, g_object_ref (window));
}

static void
action_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwWindow *self = MW_WINDOW (widget);
  MwLinesView *lines = mw_lines_actions_find (widget);
  g_autofree char *uri = lines ? mw_lines_actions_dup_uri (lines)
                               : mw_records_link_dup_uri (mw_window_get_records_page (self));

  if (uri)
    mw_records_link_launch (self, uri);
}

/**
 * mw_records_link_install:
 * @widget_class: the class of the main window
 */
void
mw_records_link_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, ACTION, NULL, action_open);
}

/**
 * mw_records_link_update:
 * @page: (nullable): records, of which another one may be selected now
 *
 * Only what has a page can be opened, and only where there is another record, or what a line belongs to, it
 * can be gone to.
 */
void
mw_records_link_update (MwRecordsPage *page)
{
  GtkWidget *window = page ? gtk_widget_get_ancestor (GTK_WIDGET (page), MW_TYPE_WINDOW) : NULL;
  g_autofree char *uri = NULL;

  if (!window || mw_window_get_records_page (MW_WINDOW (window)) != page)
    return;
  uri = mw_records_link_dup_uri (page);
  gtk_widget_action_set_enabled (window, ACTION, uri != NULL);
  mw_records_parent_update (page, MW_WINDOW (window));
  mw_records_step_update (page, MW_WINDOW (window));
}
