/* mw-records-export.c: an export of what a page of records shows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-records-export.h"

#include "mw-export-dialog.h"

static void
on_exported (MwRecordsPage *page, GFile *file, guint n_rows)
{
  g_autofree char *path = g_file_get_path (file);

  gtk_widget_activate_action (GTK_WIDGET (page), "win.exported", "(su)", path ? path : "", n_rows);
}

/* A refresh that ends meanwhile brings other rows; the page, which was told first, shows them already. */
static void
on_dataset (MwExportDialog *dialog)
{
  MwGrid *grid = mw_records_page_get_grid (g_object_get_data (G_OBJECT (dialog), "page"));

  if (grid)
    mw_export_dialog_set_grid (dialog, grid);
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
  dialog = mw_export_dialog_new (mw_records_page_get_connection (page), reading, grid, title);
  g_object_set_data_full (G_OBJECT (dialog), "page", g_object_ref (page), g_object_unref);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (on_exported), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (reading, "notify::dataset", G_CALLBACK (on_dataset), dialog,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
  if (file)
    mw_export_dialog_start (dialog, file);
}
