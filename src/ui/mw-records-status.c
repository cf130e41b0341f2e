/* mw-records-status.c: what the records page says about its rows: whose they are, how many, how old, and what
 * is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-records-status.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"
#include "mw-wording.h"

#define MAX_NOTICE_CHARS 600

/**
 * mw_records_status_is_loading:
 * @reading: a reading
 *
 * Returns: whether rows may still come
 */
gboolean
mw_records_status_is_loading (MwReading *reading)
{
  MwReadingState state = mw_reading_get_state (reading);

  return state == MW_READING_WAITING || state == MW_READING_RUNNING;
}

static char *
dup_count (MwReading *reading, MwGrid *grid, gboolean raw)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_grid_get_table (grid));
  guint n_rows = mw_generation_get_n_rows (generation);
  gint64 expected = raw ? mw_table_get_expected (mw_grid_get_table (grid))
                        : mw_reading_get_expected (reading);
  g_autofree char *count = mw_wording_count (n_rows, expected);
  const char *search = mw_grid_get_search (grid);
  g_autofree char *found = NULL;

  if (!search || !*search)
    return g_steal_pointer (&count);
  found = mw_wording_number (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))));
  /* Translators: rows that match the search, and "1,200 of 5,000" */
  return g_strdup_printf (_ ("%s found in %s"), found, count);
}

/**
 * mw_records_status_dup_line:
 * @connection: whose rows they are
 * @reading: what brought them
 * @grid: (nullable): what shows them
 * @raw: whether @grid shows a raw set
 *
 * Returns: (transfer full): "acme.odoo.com · anna · as of 10:42 · 4,212 of 4,212"
 */
char *
mw_records_status_dup_line (MwConnection *connection, MwReading *reading, MwGrid *grid, gboolean raw)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 finished_at = mw_reading_get_finished_at (reading);
  const char *through = mw_system_get_through (mw_connection_get_system (connection));
  /* A count of nothing would look like an answer where there was none. */
  gboolean has_rows = mw_reading_get_state (reading) == MW_READING_DONE ||
                      mw_reading_get_n_rows (reading) > 0;

  if (g_strcmp0 (mw_connection_get_address (connection), mw_connection_get_label (connection)) != 0)
    g_ptr_array_add (parts, g_strdup (mw_connection_get_address (connection)));
  if (through)
    g_ptr_array_add (parts, g_strdup_printf (_ ("through %s"), through));
  if (mw_connection_get_user (connection))
    g_ptr_array_add (parts, g_strdup (mw_connection_get_user (connection)));
  if (finished_at && has_rows)
    {
      g_autofree char *time = mw_wording_time (finished_at);

      /* Translators: %s is a time: how old the rows are */
      g_ptr_array_add (parts, g_strdup_printf (_ ("as of %s"), time));
    }
  if (grid && (has_rows || mw_records_status_is_loading (reading)))
    g_ptr_array_add (parts, dup_count (reading, grid, raw));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * mw_records_status_dup_notices:
 * @reading: a reading
 *
 * Returns: (transfer full): sentences about what is missing or was removed, safe for Pango
 */
char **
mw_records_status_dup_notices (MwReading *reading)
{
  MwDataset *dataset = mw_reading_get_dataset (reading);
  MwEntity *entity = mw_reading_get_entity (reading);
  g_auto (GStrv) notices = mw_dataset_dup_notices (dataset, entity);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; notices && notices[i]; i++)
    g_strv_builder_take (builder, mw_text_for_block (notices[i], strlen (notices[i]), MAX_NOTICE_CHARS));
  return g_strv_builder_end (builder);
}

/**
 * mw_records_status_dup_advice:
 * @connection: whose rows they are
 * @reading: a reading
 *
 * Returns: (transfer full) (nullable): what to do about a reading that failed
 */
MwAdvice *
mw_records_status_dup_advice (MwConnection *connection, MwReading *reading)
{
  if (mw_reading_get_state (reading) != MW_READING_FAILED || !mw_reading_get_error (reading))
    return NULL;
  return mw_advice_new (mw_reading_get_error (reading), mw_connection_get_system (connection),
                        mw_connection_get_address (connection));
}
