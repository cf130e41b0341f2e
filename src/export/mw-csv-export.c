/* mw-csv-export.c: a pinned generation of a table to a CSV file (RFC 4180), all or nothing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-csv-export.h"

#include <string.h>

#include "mw-csv-format.h"
#include "mw-decimal.h"
#include "mw-model.h"
#include "mw-replacement.h"
#include "mw-work.h"

#define BUFFER_SIZE 65536

struct _MwCsvExport
{
  GObject parent_instance;
  MwGeneration *generation;
  guint32 *rows; /* NULL: all */
  guint n_rows;
  guint *columns;
  guint n_columns;
  gboolean formula_guard;
  int done;
};

/* Where the bytes go. */
typedef gboolean (
  *WriteFunc) (gpointer target, const char *data, gsize length, GCancellable *cancellable, GError **error);

typedef struct
{
  MwCsvExport *export;
  GFile *file; /* or */
  GOutputStream *stream;
} Job;

G_DEFINE_QUARK (mw - export - error - quark, mw_export_error)
G_DEFINE_FINAL_TYPE (MwCsvExport, mw_csv_export, G_TYPE_OBJECT)

static void
mw_csv_export_finalize (GObject *object)
{
  MwCsvExport *self = MW_CSV_EXPORT (object);

  mw_generation_unref (self->generation);
  g_free (self->rows);
  g_free (self->columns);
  G_OBJECT_CLASS (mw_csv_export_parent_class)->finalize (object);
}

static void
mw_csv_export_class_init (MwCsvExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_csv_export_finalize;
}

static void
mw_csv_export_init (MwCsvExport *self)
{
}

/**
 * mw_csv_export_new:
 * @generation: what to write; kept as it is, while its table may grow
 * @rows: (array length=n_rows) (nullable): row numbers in the order to write them, copied; %NULL for all rows
 *
 * Returns: (transfer full): an export of all columns, without a formula guard
 */
MwCsvExport *
mw_csv_export_new (MwGeneration *generation, const guint32 *rows, guint n_rows)
{
  MwCsvExport *self = g_object_new (MW_TYPE_CSV_EXPORT, NULL);

  self->generation = mw_generation_ref (generation);
  self->n_rows = mw_generation_get_n_rows (generation);
  if (rows != NULL)
    {
      /* Also when there are none: NULL stands for all. */
      self->rows = g_new (guint32, n_rows + 1);
      memcpy (self->rows, rows, n_rows * sizeof *rows);
      self->n_rows = n_rows;
    }
  self->n_columns = mw_generation_get_n_columns (generation);
  self->columns = g_new (guint, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i] = i;
  return self;
}

/**
 * mw_csv_export_set_columns:
 * @columns: (array length=n_columns): positions in the generation, in the order to write them; copied
 *
 * To be called before writing.
 */
void
mw_csv_export_set_columns (MwCsvExport *self, const guint *columns, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    g_return_if_fail (columns[i] < mw_generation_get_n_columns (self->generation));
  g_free (self->columns);
  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
}

/**
 * mw_csv_export_set_formula_guard:
 * @guard: put a ' before cells that begin with = + - @ TAB or CR
 *
 * The guard changes what is written, so it is for files that go to a spreadsheet and is off by default.
 * Numbers are never touched: a decimal is no formula, whatever its sign; in a column of codes or phone
 * numbers it is text. To be called before writing.
 */
void
mw_csv_export_set_formula_guard (MwCsvExport *self, gboolean guard)
{
  self->formula_guard = guard;
}

static gboolean
may_hold_numbers (const MwField *field)
{
  return field == NULL || !(field->type == MW_FIELD_TYPE_CODE || field->type == MW_FIELD_TYPE_PHONE ||
                            field->type == MW_FIELD_TYPE_TEXT || field->type == MW_FIELD_TYPE_LONG_TEXT);
}

static void
append_cell (MwCsvExport *self, GString *record, const MwField *field, const char *text, gsize length)
{
  gboolean guarded = self->formula_guard && mw_csv_is_formula (text) &&
                     !(may_hold_numbers (field) && mw_decimal_is_valid (text));

  mw_csv_append_cell (record, guarded ? "'" : "", text, length);
}

static void
end_record (MwCsvExport *self, GString *record, gsize start)
{
  /* The empty cell of a file with one column: an empty line would be read as no record. */
  if (self->n_columns == 1 && record->len == start)
    g_string_append (record, "\"\"");
  g_string_append (record, "\r\n");
}

static void
append_header (MwCsvExport *self, GString *record)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *id = mw_generation_get_column (self->generation, self->columns[i])->id;

      if (i > 0)
        g_string_append_c (record, ',');
      /* In a raw set the system chose these names. */
      append_cell (self, record, NULL, id, strlen (id));
    }
  end_record (self, record, 0);
}

static void
append_row (MwCsvExport *self, GString *record, guint row)
{
  gsize start = record->len;

  for (guint i = 0; i < self->n_columns; i++)
    {
      gsize length;
      const char *text = mw_generation_get_cell (self->generation, row, self->columns[i], &length);

      if (i > 0)
        g_string_append_c (record, ',');
      if (text != NULL)
        append_cell (self, record, mw_generation_get_column (self->generation, self->columns[i])->field, text,
                     length);
    }
  end_record (self, record, start);
}

static gboolean
write_records (MwCsvExport *self, WriteFunc func, gpointer target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) buffer = g_string_sized_new (BUFFER_SIZE * 2);

  g_atomic_int_set (&self->done, 0);
  append_header (self, buffer);
  for (guint i = 0; i < self->n_rows; i++)
    {
      append_row (self, buffer, self->rows != NULL ? self->rows[i] : i);
      if (buffer->len < BUFFER_SIZE)
        continue;
      if (!func (target, buffer->str, buffer->len, cancellable, error))
        return FALSE;
      g_string_truncate (buffer, 0);
      g_atomic_int_set (&self->done, (int) i + 1);
    }
  if (!func (target, buffer->str, buffer->len, cancellable, error))
    return FALSE;
  g_atomic_int_set (&self->done, (int) self->n_rows);
  return TRUE;
}

static gboolean
write_to_replacement (gpointer target,
                      const char *data,
                      gsize length,
                      GCancellable *cancellable,
                      GError **error)
{
  return mw_replacement_write (target, data, length, cancellable, error);
}

static gboolean
write_file_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (MwReplacement) replacement = mw_replacement_new (job->file, cancellable, error);

  return replacement != NULL &&
         write_records (job->export, write_to_replacement, replacement, cancellable, error) &&
         mw_replacement_commit (replacement, cancellable, error);
}

static gboolean
write_to_stream (gpointer target, const char *data, gsize length, GCancellable *cancellable, GError **error)
{
  GError *local_error = NULL;

  if (g_output_stream_write_all (target, data, length, NULL, cancellable, &local_error))
    return TRUE;
  mw_replacement_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
write_stream_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  GError *local_error = NULL;

  if (!write_records (job->export, write_to_stream, job->stream, cancellable, error))
    return FALSE;
  if (g_output_stream_flush (job->stream, cancellable, &local_error))
    return TRUE;
  mw_replacement_propagate_error (error, local_error);
  return FALSE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->export);
  g_clear_object (&job->file);
  g_clear_object (&job->stream);
  g_free (job);
}

/**
 * mw_csv_export_write_file:
 * @file: where to; an old file keeps its owner and permissions
 *
 * Writes the rows on the work pool: beside @file first, which takes its place only when everything is on the
 * disk. On a failure, and when the future is dropped, the old file stays as it was and nothing half-written
 * remains. A device or a pipe is written as it is.
 *
 * Returns: (transfer full): resolves to %TRUE when the file is complete and durable; rejects with
 * %MW_EXPORT_ERROR
 */
DexFuture *
mw_csv_export_write_file (MwCsvExport *self, GFile *file)
{
  Job *job = g_new0 (Job, 1);

  job->export = g_object_ref (self);
  job->file = g_object_ref (file);
  return mw_work_run ("csv file", write_file_job, job, job_free);
}

/**
 * mw_csv_export_write_stream:
 * @stream: where to; it stays open, and must not be used until the future settles
 *
 * Writes the rows on the work pool. What reached @stream before a failure stays there.
 *
 * Returns: (transfer full): resolves to %TRUE when @stream took everything and was flushed; rejects with
 *   %MW_EXPORT_ERROR
 */
DexFuture *
mw_csv_export_write_stream (MwCsvExport *self, GOutputStream *stream)
{
  Job *job = g_new0 (Job, 1);

  job->export = g_object_ref (self);
  job->stream = g_object_ref (stream);
  return mw_work_run ("csv stream", write_stream_job, job, job_free);
}

/**
 * mw_csv_export_get_progress:
 * @done: (out): rows handed to the file so far
 * @total: (out): rows to write
 *
 * Any thread.
 */
void
mw_csv_export_get_progress (MwCsvExport *self, guint *done, guint *total)
{
  *done = (guint) g_atomic_int_get (&self->done);
  *total = self->n_rows;
}
