/* mw-cli-records.c: millwright records, millwright export
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "mw-cli-command.h"
#include "mw-cli-rows.h"
#include "mw-cli-scope.h"
#include "mw-csv-export.h"
#include "mw-whose.h"

/* "purchase-orders", "Purchase orders" and "purchase_orders" are the same name. */
static char *
dup_folded (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  char *folded = g_utf8_casefold (g_strdelimit (valid, "-_", ' '), -1);

  return folded;
}

static guint
match (const char *name, const char *wanted)
{
  g_autofree char *folded = dup_folded (name);

  return g_str_equal (folded, wanted) ? 2 : g_str_has_prefix (folded, wanted) ? 1 : 0;
}

/**
 * mw_cli_find_entity:
 * @call: the call
 * @connection: where it is read
 * @error: %MW_CLI_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): what the second argument names, by id, title or the start of one
 */
MwEntity *
mw_cli_find_entity (MwCliCall *call, MwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  const char *name = mw_cli_arguments_get (call->arguments, 1);
  g_autofree char *wanted = dup_folded (name);
  g_autoptr (GString) names = g_string_new (NULL);
  MwEntity *found = NULL;
  guint n_found = 0;

  for (guint pass = 2; pass > 0 && n_found == 0; pass--)
    for (guint i = 0; i < entities->len; i++)
      {
        MwEntity *entity = entities->pdata[i];
        guint by_id = match (mw_entity_get_id (entity), wanted);
        guint by_title = match (mw_entity_get_title (entity), wanted);

        if (MAX (by_id, by_title) < pass)
          continue;
        found = entity;
        n_found++;
      }
  if (n_found == 1)
    {
      g_set_object (&call->entity, found);
      return g_object_ref (found);
    }
  for (guint i = 0; i < entities->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", mw_entity_get_id (entities->pdata[i]));
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
               n_found > 1 ? _ ("“%s” is not clear. There are: %s") : _ ("There are no “%s” here, but: %s"),
               name, names->str);
  return NULL;
}

typedef struct
{
  guint limit;
} Follow;

static void
reading_grew (MwReading *reading, GParamSpec *spec, Follow *follow)
{
  guint n_rows = mw_reading_get_n_rows (reading);
  gint64 expected = mw_reading_get_expected (reading);

  if (isatty (STDERR_FILENO) == 1)
    {
      g_autofree char *have = g_strdup_printf ("%'u", n_rows);
      g_autofree char *all = g_strdup_printf ("%'" G_GINT64_FORMAT, expected);
      g_autofree char *both = g_strdup_printf (_ ("%s of %s"), have, all);

      mw_cli_say ("\r%s \033[K", expected >= 0 ? both : have);
    }
  if (follow->limit > 0 && n_rows >= follow->limit)
    mw_reading_cancel (reading);
}

static char *
dup_time (gint64 microseconds)
{
  g_autoptr (GDateTime) time = microseconds > 0 ? g_date_time_new_from_unix_local_usec (microseconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
}

static void
say_notices (MwReading *reading)
{
  g_auto (GStrv)
    notices = mw_dataset_dup_notices (mw_reading_get_dataset (reading), mw_reading_get_entity (reading));

  for (guint i = 0; notices[i] != NULL; i++)
    mw_cli_say ("%s\n", notices[i]);
}

/* What was deleted after that may still be there. */
static void
say_compared (MwReading *reading)
{
  g_autofree char *text = dup_time (mw_reading_get_compared_at (reading));

  /* Translators: %s is a date and time: when all records were asked for */
  if (text != NULL)
    mw_cli_say (_ ("Compared in full at %s\n"), text);
}

/**
 * mw_cli_read_rows:
 * @call: the call
 * @reading: what is read
 * @limit: stops after so many rows; 0: reads all
 * @error: what went wrong
 *
 * Waits for rows, with the progress on a terminal and the notices on standard error.
 *
 * Returns: whether all rows, or @limit of them, are there
 */
gboolean
mw_cli_read_rows (MwCliCall *call, MwReading *reading, guint limit, GError **error)
{
  Follow follow = { limit };
  g_autoptr (GError) local_error = NULL;
  gulong handler = g_signal_connect (reading, "notify::n-rows", G_CALLBACK (reading_grew), &follow);
  gboolean ok = mw_cli_await (call, mw_reading_wait (reading), &local_error);

  g_signal_handler_disconnect (reading, handler);
  if (isatty (STDERR_FILENO) == 1)
    mw_cli_say ("\r\033[K");
  if (!ok && limit > 0 && mw_reading_get_n_rows (reading) >= limit && !mw_main_fiber_is_dropped (call->fiber))
    return TRUE;
  if (!ok)
    {
      mw_reading_cancel (reading);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  say_notices (reading);
  say_compared (reading);
  return TRUE;
}

static MwRawSet *
find_raw_set (MwCliCall *call, MwConnection *connection, MwReading *reading, GError **error)
{
  MwDataset *dataset = mw_reading_get_dataset (reading);
  const char *name = mw_cli_arguments_get_value (call->arguments, "raw");
  GListModel *sets = mw_dataset_get_raw_sets (dataset);
  g_autoptr (GString) names = g_string_new (NULL);
  const MwEntitySource *source = mw_system_find_entity (mw_connection_get_system (connection),
                                                        mw_connection_get_variant (connection),
                                                        mw_reading_get_entity (reading));
  MwRawSet *set = mw_dataset_find_raw_set (dataset, name != NULL ? name : source != NULL ? source->set : "");

  for (guint i = 0; set == NULL && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (MwRawSet) candidate = g_list_model_get_item (sets, i);

      if (name != NULL && g_ascii_strcasecmp (mw_raw_set_get_title (candidate), name) == 0)
        set = g_steal_pointer (&candidate);
      else
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", mw_raw_set_get_id (candidate));
    }
  if (set == NULL)
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("There is no raw set “%s” here, but: %s"),
                 name != NULL ? name : "", names->len > 0 ? names->str : _ ("none"));
  return set;
}

/* What --scope says holds for this run. */
static gboolean
narrow (MwCliCall *call, MwConnection *connection, MwEntity *entity, GError **error)
{
  const char *text = mw_cli_arguments_get_value (call->arguments, "scope");
  MwScope scope;

  if (text == NULL)
    return TRUE;
  if (!mw_cli_parse_scope (text, connection, entity, &scope, error))
    return FALSE;
  mw_connection_narrow (connection, entity, &scope);
  return TRUE;
}

/* Some of the rows, or another part than usual, would be in the place of what is kept. */
static gboolean
is_exception (MwCliCall *call, guint limit)
{
  return limit > 0 || mw_cli_arguments_get_value (call->arguments, "scope") != NULL;
}

/* Says how old the rows are. */
static gboolean
read_kept (MwCliCall *call, MwReading *reading, GError **error)
{
  g_autofree char *text = NULL;

  if (!mw_cli_await (call, mw_reading_wait (reading), error))
    return FALSE;
  text = dup_time (mw_reading_get_finished_at (reading));
  /* Translators: %s is a date and time: how old the rows are */
  mw_cli_say (_ ("As of %s\n"), text);
  say_notices (reading);
  return TRUE;
}

/* What both commands do first: the rows, the raw set they are of, and whose they are. */
static MwGeneration *
load (MwCliCall *call, guint limit, MwRawSet **raw_set, char **whose, GError **error)
{
  MwConnection *connection = mw_cli_open_connection (call, FALSE, error);
  g_autoptr (MwEntity) entity = connection != NULL ? mw_cli_find_entity (call, connection, error) : NULL;
  gboolean offline = mw_cli_arguments_has (call->arguments, "offline");
  g_autoptr (MwReading) reading = NULL;

  if (entity == NULL || !narrow (call, connection, entity, error))
    return NULL;
  if (!offline && is_exception (call, limit))
    mw_connection_keep_nothing (connection);
  reading = offline ? mw_connection_read_kept (connection, entity)
                    : g_object_ref (mw_connection_read (connection, entity));
  if (!(offline ? read_kept (call, reading, error) : mw_cli_read_rows (call, reading, limit, error)))
    return NULL;
  *whose = mw_whose_dup_line (connection, entity);
  if (!mw_cli_arguments_has (call->arguments, "raw"))
    return mw_table_dup_generation (mw_dataset_get_table (mw_reading_get_dataset (reading), entity));
  *raw_set = find_raw_set (call, connection, reading, error);
  return *raw_set != NULL ? mw_table_dup_generation (mw_raw_set_get_table (*raw_set)) : NULL;
}

/**
 * mw_cli_records:
 * @call: the call
 * @error: what went wrong
 *
 * Reads an entity and writes its rows, or the raw records, to standard output.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_records (MwCliCall *call, GError **error)
{
  const char *format_name = mw_cli_arguments_get_value (call->arguments, "format");
  guint limit = mw_cli_arguments_get_number (call->arguments, "limit");
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwRawSet) raw_set = NULL;
  g_autofree char *whose = NULL;
  MwCliFormat format;
  guint n_rows;

  if (!mw_cli_format_parse (format_name, &format))
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("--format is table, csv or json, not “%s”."),
                   format_name);
      return FALSE;
    }
  generation = load (call, limit, &raw_set, &whose, error);
  if (generation == NULL)
    return FALSE;
  n_rows = mw_generation_get_n_rows (generation);
  if (limit > 0)
    n_rows = MIN (n_rows, limit);
  return mw_cli_await (call, mw_cli_rows_print (call->out, format, generation, raw_set, n_rows), error);
}

/**
 * mw_cli_export:
 * @call: the call
 * @error: what went wrong
 *
 * Reads an entity and writes all its rows, or the raw records, to a CSV file.
 *
 * Returns: whether the file is complete
 */
gboolean
mw_cli_export (MwCliCall *call, GError **error)
{
  const char *path = mw_cli_arguments_get_value (call->arguments, "output");
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwRawSet) raw_set = NULL;
  g_autoptr (MwCsvExport) export = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *whose = NULL;

  if (path == NULL)
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s", _ ("Say where to: -o FILE"));
      return FALSE;
    }
  if (!mw_cli_check_output (path, error))
    return FALSE;
  file = g_file_new_for_commandline_arg (path);
  name = g_file_get_parse_name (file);
  /* Before anything is read: it may take minutes. */
  if (!mw_cli_arguments_has (call->arguments, "force") && g_file_query_exists (file, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s", name);
      return FALSE;
    }
  generation = load (call, 0, &raw_set, &whose, error);
  if (generation == NULL)
    return FALSE;
  export = mw_csv_export_new (generation, NULL, 0);
  if (!mw_cli_await (call, mw_csv_export_write_file (export, file), error))
    return FALSE;
  mw_cli_say (g_dngettext (GETTEXT_PACKAGE, "%u row written to %s\n", "%u rows written to %s\n",
                           mw_generation_get_n_rows (generation)),
              mw_generation_get_n_rows (generation), name);
  mw_cli_say ("%s\n", whose);
  return TRUE;
}
