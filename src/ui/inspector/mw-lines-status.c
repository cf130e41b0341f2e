/* mw-lines-status.c: what stands over the lines of a record, or instead of them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-lines-status.h"

#include <glib/gi18n-lib.h>

#include "mw-wording.h"

/* All lines that there are, of now or of an earlier time, were looked at. */
static gboolean
is_whole (MwReading *reading)
{
  return mw_reading_get_state (reading) == MW_READING_DONE || mw_reading_get_compared_at (reading) != 0;
}

static char *
dup_found (MwReading *reading, gboolean is_own, MwGrid *grid)
{
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (mw_grid_get_table (grid));
  const guint n = mw_generation_get_n_rows (rows);
  g_autofree char *count = mw_wording_number (n);
  g_autofree char *found = NULL;

  if (mw_grid_is_narrowed (grid))
    {
      g_autofree char *shown = mw_wording_number (
        g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))));

      /* Translators: lines of an order that pass search and filters, and lines that it has */
      found = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of %s line", "%s of %s lines", n), shown,
                               count);
    }
  else
    found = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s line", "%s lines", n), count);
  if (!is_own || is_whole (reading))
    return g_steal_pointer (&found);
  /* Translators: %s is "2 lines": there may be more */
  return g_strdup_printf (_ ("%s so far"), found);
}

/**
 * mw_lines_status_dup_line:
 * @connection: whose lines they are
 * @reading: what brings them
 * @is_own: whether they are a list of their own, which is read by itself; otherwise they came with the
 * records
 * @grid: what shows those that were found
 *
 * Returns: (transfer full): how many there are and as of when; while they are read, how many of all lines
 * were
 */
char *
mw_lines_status_dup_line (MwConnection *connection, MwReading *reading, gboolean is_own, MwGrid *grid)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const gint64 finished_at = mw_reading_get_finished_at (reading);
  const MwScope scope = mw_connection_get_scope (connection, mw_reading_get_entity (reading));
  char *part = is_own ? mw_scope_dup_title (&scope) : NULL;
  char *wait = is_own ? mw_records_status_dup_wait (connection, reading) : NULL;

  /* A count of nothing would look like an answer where there was none. */
  const gboolean has_rows = !is_own || mw_records_status_is_loading (reading) || is_whole (reading) ||
                            mw_reading_get_n_rows (reading) > 0;

  if (wait != NULL)
    g_ptr_array_add (parts, wait);
  if (has_rows)
    g_ptr_array_add (parts, dup_found (reading, is_own, grid));
  if (has_rows && is_own && !is_whole (reading))
    {
      g_autofree char *count = mw_wording_count (mw_reading_get_n_rows (reading),
                                                 mw_reading_get_expected (reading));

      /* Translators: %s is "1,200 of 5,000" or "1,200": of all orders */
      g_ptr_array_add (parts, g_strdup_printf (_ ("%s lines read"), count));
    }
  if (part != NULL)
    g_ptr_array_add (parts, part);
  if (has_rows && finished_at)
    {
      g_autofree char *time = mw_wording_time (finished_at);

      g_ptr_array_add (parts, g_strdup_printf (_ ("as of %s"), time));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* What was asked for was read, and none of it belongs to the record. */
static void
describe_none (MwConnection *connection, MwReading *reading, gboolean is_own, MwRecordsEmpty *words)
{
  const MwScope scope = mw_connection_get_scope (connection, mw_reading_get_entity (reading));
  g_autofree char *part = is_own ? mw_scope_dup_title (&scope) : NULL;
  g_autofree char *count = mw_wording_number (mw_reading_get_n_rows (reading));

  words->icon_name = "view-list-symbolic";
  words->title = g_strdup (_ ("No Lines"));
  if (part != NULL)
    /* Translators: a number, then "ordered since 1 January 2026" */
    words->description = g_strdup_printf (
      _ ("A part of the lines only was asked for (%2$s). None of these %1$s belongs to this record."), count,
      part);
  else if (is_own && mw_reading_get_n_rows (reading) == 0)
    words->description = g_strdup (_ ("The system was asked and has no lines at all for this login."));
  else if (is_own)
    /* Translators: %s is a number */
    words->description = g_strdup_printf (_ ("All %s lines were read. None belongs to this record."), count);
}

/**
 * mw_lines_status_describe_none:
 * @connection: whose lines they are
 * @reading: what brings them
 * @is_own: whether they are a list of their own, which is read by itself
 * @advice: (nullable): what to do about a reading that failed
 * @words: (out caller-allocates): what stands there instead of lines
 *
 * Returns: %FALSE while lines of this record may still come
 */
gboolean
mw_lines_status_describe_none (MwConnection *connection,
                               MwReading *reading,
                               gboolean is_own,
                               const MwAdvice *advice,
                               MwRecordsEmpty *words)
{
  if (!is_own || is_whole (reading))
    describe_none (connection, reading, is_own, words);
  else if (mw_records_status_is_loading (reading))
    return FALSE;
  else if (mw_reading_get_n_rows (reading) == 0)
    return mw_records_status_describe_empty (connection, reading, advice, words);
  else
    {
      words->icon_name = "process-stop-symbolic";
      words->title = g_strdup (_ ("No Line Found Yet"));
      words->description = g_strdup (_ ("Not all lines were read. Those that were belong to other records."));
    }
  return TRUE;
}
