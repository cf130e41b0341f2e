/* mw-export-dialog.h: writes the rows of a grid to a CSV file: what goes in, where to, how far it is
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "mw-connection.h"
#include "mw-grid.h"

G_BEGIN_DECLS

/**
 * MwExportDialog::exported:
 * @file: the #GFile that is complete now
 * @n_rows: how many rows are in it
 */
#define MW_TYPE_EXPORT_DIALOG (mw_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MwExportDialog, mw_export_dialog, MW, EXPORT_DIALOG, AdwDialog)

MwExportDialog *
mw_export_dialog_new (MwConnection *connection, MwReading *reading, MwGrid *grid, const char *title);
/* What it proposes to call the file. */
char *mw_export_dialog_dup_file_name (MwExportDialog *self);
/* Without asking for a place. */
void mw_export_dialog_start (MwExportDialog *self, GFile *file);

void mw_export_dialog_set_grid (MwExportDialog *self, MwGrid *grid);

G_END_DECLS
