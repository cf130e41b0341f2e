/* mw-csv-export.h: a pinned generation of a table to a CSV file (RFC 4180), all or nothing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "mw-table.h"

G_BEGIN_DECLS

#define MW_EXPORT_ERROR (mw_export_error_quark ())

/**
 * MwExportError:
 * @MW_EXPORT_ERROR_SPACE: the disk is full
 * @MW_EXPORT_ERROR_PERMISSION: the file or its folder may not be written
 * @MW_EXPORT_ERROR_WRITE: any other failure of writing
 */
typedef enum
{
  MW_EXPORT_ERROR_SPACE,
  MW_EXPORT_ERROR_PERMISSION,
  MW_EXPORT_ERROR_WRITE,
} MwExportError;

GQuark mw_export_error_quark (void);

#define MW_TYPE_CSV_EXPORT (mw_csv_export_get_type ())
G_DECLARE_FINAL_TYPE (MwCsvExport, mw_csv_export, MW, CSV_EXPORT, GObject)

/* @rows: row numbers in order (copied), NULL for all. The header row holds the column ids; UTF-8 without BOM,
 * CRLF. */
MwCsvExport *mw_csv_export_new (MwGeneration *generation, const guint32 *rows, guint n_rows);
/* Columns to write, in order; default all. */
void mw_csv_export_set_columns (MwCsvExport *self, const guint *columns, guint n_columns);
/* Put a ' before text cells that a spreadsheet would run as a formula; never before numbers. Default off. */
void mw_csv_export_set_formula_guard (MwCsvExport *self, gboolean guard);
/* Writes on the work pool; TRUE when the file is complete and durable. On failure or when the future is
 * dropped the old file stays as it was and nothing half-written remains. */
DexFuture *mw_csv_export_write_file (MwCsvExport *self, GFile *file) G_GNUC_WARN_UNUSED_RESULT;
/* For the command line: to a stream, which stays open. */
DexFuture *mw_csv_export_write_stream (MwCsvExport *self, GOutputStream *stream) G_GNUC_WARN_UNUSED_RESULT;
/* Rows written so far and in all; any thread. */
void mw_csv_export_get_progress (MwCsvExport *self, guint *done, guint *total);

G_END_DECLS
