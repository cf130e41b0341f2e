/* mw-cli-rows.c: a generation of a table as text: table, CSV or JSON
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-rows.h"

#include <string.h>

#include "mw-cli-table.h"
#include "mw-csv-export.h"
#include "mw-json.h"
#include "mw-work.h"

#define FLUSH_SIZE 65536

/**
 * mw_cli_format_parse:
 * @name: (nullable): "table", "csv" or "json"; %NULL for a table
 * @format: (out): the format
 *
 * Returns: whether there is one of that name
 */
gboolean
mw_cli_format_parse (const char *name, MwCliFormat *format)
{
  static const char *const names[] = { "table", "csv", "json" };

  *format = MW_CLI_FORMAT_TABLE;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *format = (MwCliFormat) i;
        return TRUE;
      }
  return name == NULL;
}

typedef struct
{
  MwCliStdout *out;
  MwGeneration *generation;
  MwRawSet *raw_set;
  guint n_rows;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->out);
  mw_generation_unref (job->generation);
  g_clear_object (&job->raw_set);
  g_free (job);
}

static gboolean
flush (Job *job, GString *text, gsize limit, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  if (text->len < limit)
    return TRUE;
  ok = g_output_stream_write_all (G_OUTPUT_STREAM (job->out), text->str, text->len, NULL, cancellable, error);
  g_string_truncate (text, 0);
  return ok;
}

/* The columns a person sees first; all of a raw set. */
static GArray *
choose_columns (Job *job)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < mw_generation_get_n_columns (job->generation); i++)
    {
      const MwField *field = mw_generation_get_column (job->generation, i)->field;

      if (job->raw_set != NULL || field == NULL || field->is_default)
        g_array_append_val (columns, i);
    }
  return columns;
}

/* A person reads the title of a value; csv and json have its id. */
static const char *
get_value_title (const MwField *field, const char *cell)
{
  const MwFieldValue *value = cell != NULL ? mw_field_find_value (field, cell) : NULL;

  return value != NULL ? value->title : cell;
}

static gboolean
table_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GArray) columns = choose_columns (job);
  g_autoptr (MwCliTable) table = NULL;
  g_autofree char *text = NULL;

  if (columns->len == 0)
    return TRUE;
  table = mw_cli_table_new (columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const MwTableColumn *column = mw_generation_get_column (job->generation,
                                                              g_array_index (columns, guint, i));

      mw_cli_table_set_header (table, i, column->title, mw_field_is_number (column->field));
    }
  for (guint row = 0; row < job->n_rows; row++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < columns->len; i++)
        {
          guint column = g_array_index (columns, guint, i);
          const MwField *field = mw_generation_get_column (job->generation, column)->field;
          gsize length = 0;
          const char *cell = mw_generation_get_cell (job->generation, row, column, &length);
          const char *title = get_value_title (field, cell);

          mw_cli_table_add_cell (table, title, title == cell ? length : strlen (title));
        }
    }
  text = mw_cli_table_dup_text (table);
  return g_output_stream_write_all (G_OUTPUT_STREAM (job->out), text, strlen (text), NULL, cancellable,
                                    error);
}

/* RFC 8259 7 */
static void
append_json_text (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      if (byte == '"' || byte == '\\')
        g_string_append_c (out, '\\');
      if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (out, "\\u%04x", byte);
      else
        g_string_append_c (out, (char) byte);
    }
  g_string_append_c (out, '"');
}

static gboolean
is_json (const char *text, gsize length, gboolean number)
{
  g_autoptr (MwJson) json = mw_json_parse (text, length, NULL);

  if (json == NULL)
    return FALSE;
  return !number || yyjson_is_raw (mw_json_get_root (json)) || yyjson_is_num (mw_json_get_root (json));
}

static void
append_json_value (GString *out, const MwField *field, const char *text, gsize length)
{
  if (text == NULL)
    g_string_append (out, "null");
  else if (field != NULL && field->type == MW_FIELD_TYPE_BOOLEAN &&
           (strcmp (text, "true") == 0 || strcmp (text, "false") == 0))
    g_string_append (out, text);
  else if (mw_field_is_number (field) && is_json (text, length, TRUE))
    g_string_append_len (out, text, (gssize) length);
  else if (field != NULL && field->type == MW_FIELD_TYPE_JSON && is_json (text, length, FALSE))
    g_string_append_len (out, text, (gssize) length);
  else
    append_json_text (out, text, length);
}

static void
append_json_row (Job *job, GString *out, guint row)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;
  const char *text;

  if (job->raw_set != NULL)
    {
      const MwRowOrigin *origin = mw_generation_get_origin (job->generation, row);

      bytes = mw_raw_set_dup_record (job->raw_set, origin != NULL ? origin->record : row, NULL);
      text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
      if (text != NULL)
        g_string_append_len (out, text, (gssize) length);
      else
        g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '{');
  for (guint i = 0; i < mw_generation_get_n_columns (job->generation); i++)
    {
      const MwTableColumn *column = mw_generation_get_column (job->generation, i);

      if (i > 0)
        g_string_append_c (out, ',');
      append_json_text (out, column->id, strlen (column->id));
      g_string_append_c (out, ':');
      text = mw_generation_get_cell (job->generation, row, i, &length);
      append_json_value (out, column->field, text, length);
    }
  g_string_append_c (out, '}');
}

static gboolean
json_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GString) text = g_string_new ("[");

  for (guint row = 0; row < job->n_rows; row++)
    {
      g_string_append (text, row > 0 ? ",\n" : "\n");
      append_json_row (job, text, row);
      if (!flush (job, text, FLUSH_SIZE, cancellable, error))
        return FALSE;
    }
  g_string_append (text, job->n_rows > 0 ? "\n]\n" : "]\n");
  return flush (job, text, 0, cancellable, error);
}

static DexFuture *
print_csv (MwCliStdout *out, MwGeneration *generation, guint n_rows)
{
  g_autofree guint32 *rows = g_new (guint32, n_rows + 1);
  g_autoptr (MwCsvExport) export = NULL;

  for (guint i = 0; i < n_rows; i++)
    rows[i] = i;
  export = mw_csv_export_new (generation, rows, n_rows);
  return mw_csv_export_write_stream (export, G_OUTPUT_STREAM (out));
}

/**
 * mw_cli_rows_print:
 * @out: standard output
 * @format: how
 * @generation: what
 * @raw_set: (nullable): the raw set that @generation is of
 * @n_rows: how many of the first rows
 *
 * Writes on the work pool. A table has the default columns, cells cut to a line of 40 characters; CSV and
 * JSON have all columns and whole values. In JSON a numeric field is a number with exactly the digits that
 * were sent (a string where they are no JSON number), everything else a string, null is null; raw records are
 * the bytes that were sent.
 *
 * Returns: (transfer full): resolves to %TRUE
 */
DexFuture *
mw_cli_rows_print (MwCliStdout *out,
                   MwCliFormat format,
                   MwGeneration *generation,
                   MwRawSet *raw_set,
                   guint n_rows)
{
  Job *job;

  if (format == MW_CLI_FORMAT_CSV)
    return print_csv (out, generation, n_rows);
  job = g_new0 (Job, 1);
  job->out = g_object_ref (out);
  job->generation = mw_generation_ref (generation);
  job->raw_set = raw_set != NULL ? g_object_ref (raw_set) : NULL;
  job->n_rows = n_rows;
  return mw_work_run ("print rows", format == MW_CLI_FORMAT_TABLE ? table_work : json_work, job, job_free);
}
