/* mw-records-export.c: an export of what a page of records shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-records-export.h"

#include "mw-export-dialog.h"

static void
on_exported (GtkWidget *widget, GFile *file, guint n_rows)
{
  g_autofree char *path = g_file_get_path (file);

  gtk_widget_activate_action (widget, "win.exported", "(su)", path ? path : "", n_rows);
}

/* A refresh that ends meanwhile brings other rows; the page, which was told first, shows them already. */
static void
on_dataset (MwExportDialog *dialog)
{
  MwGrid *grid = mw_records_page_get_grid (g_object_get_data (G_OBJECT (dialog), "page"));

  if (grid)
    mw_export_dialog_set_grid (dialog, grid);
}

static MwExportDialog *
open_dialog (GtkWidget *widget, MwConnection *connection, MwReading *reading, MwGrid *grid, const char *title)
{
  MwExportDialog *dialog = mw_export_dialog_new (connection, reading, grid, title);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (on_exported), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
  return dialog;
}

/**
 * mw_records_export:
 * @page: the page
 * @title: what is exported
 * @file: (nullable): where to; %NULL to ask
 *
 * Exports all rows that match the search, in the order that is shown.
 */
void
mw_records_export (MwRecordsPage *page, const char *title, GFile *file)
{
  MwReading *reading = mw_records_page_get_reading (page);
  MwGrid *grid = mw_records_page_get_grid (page);
  MwExportDialog *dialog;

  if (!grid)
    return;
  dialog = open_dialog (GTK_WIDGET (page), mw_records_page_get_connection (page), reading, grid, title);
  g_object_set_data_full (G_OBJECT (dialog), "page", g_object_ref (page), g_object_unref);
  g_signal_connect_object (reading, "notify::dataset", G_CALLBACK (on_dataset), dialog,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (file)
    mw_export_dialog_start (dialog, file);
}

/**
 * mw_records_export_grid:
 * @widget: in the main window
 * @connection: where the rows are from
 * @reading: what brought them
 * @grid: what shows them; nothing is to come any more
 * @title: what is exported
 * @file: (nullable): where to; %NULL to ask
 *
 * Exports all rows that match the search and the filters of @grid, in the order that is shown.
 */
void
mw_records_export_grid (GtkWidget *widget,
                        MwConnection *connection,
                        MwReading *reading,
                        MwGrid *grid,
                        const char *title,
                        GFile *file)
{
  MwExportDialog *dialog = open_dialog (widget, connection, reading, grid, title);

  if (file)
    mw_export_dialog_start (dialog, file);
}
