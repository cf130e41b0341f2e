/* mw-records-status.c: what the records page says about its rows: whose they are, how many, how old, and what
 * is missing
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-records-status.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-connection-actions.h"
#include "mw-text.h"
#include "mw-whose.h"
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

/**
 * mw_records_status_show_progress:
 * @reading: a reading
 * @progress: shows how far it is, where that can be known
 */
void
mw_records_status_show_progress (MwReading *reading, GtkProgressBar *progress)
{
  gint64 expected = mw_reading_get_expected (reading);

  if (!mw_records_status_is_loading (reading))
    return;
  if (expected > 0)
    gtk_progress_bar_set_fraction (progress,
                                   MIN (1.0, (double) mw_reading_get_n_rows (reading) / (double) expected));
  else
    gtk_progress_bar_pulse (progress);
}

/**
 * mw_records_status_dup_wait:
 * @connection: whose rows they are
 * @reading: what brings them
 *
 * Returns: (transfer full) (nullable): what a load waits for that does not go on at the moment, to stand
 * beside its rows
 */
char *
mw_records_status_dup_wait (MwConnection *connection, MwReading *reading)
{
  MwHealth health = mw_connection_get_health (connection);

  if (!mw_records_status_is_loading (reading) || (health != MW_HEALTH_WAITING && health != MW_HEALTH_PAUSED))
    return NULL;
  return mw_wording_health (connection, g_get_real_time ());
}

static char *
dup_count (MwReading *reading, MwGrid *grid, gboolean raw)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (mw_grid_get_table (grid));
  guint n_rows = mw_generation_get_n_rows (generation);
  gint64 expected = raw ? mw_table_get_expected (mw_grid_get_table (grid))
                        : mw_reading_get_expected (reading);
  g_autofree char *count = mw_wording_count (n_rows, expected);
  g_autofree char *found = NULL;

  if (!mw_grid_is_narrowed (grid))
    return g_steal_pointer (&count);
  found = mw_wording_number (g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (grid))));
  if (n_rows == expected)
    {
      g_autofree char *n_all = mw_wording_number (n_rows);

      /* Translators: rows that pass search and filters, and rows that there are: "812 of 4,212" */
      return g_strdup_printf (_ ("%s of %s"), found, n_all);
    }
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
 * While the load does not go on, that comes first.
 *
 * Returns: (transfer full): "Acme · ACME DE · ordered since 1 January 2026 · anna · as of 10:42 · 4,212 of
 * 4,212 · 3 changed, 1 new": never a number without whose it is
 */
char *
mw_records_status_dup_line (MwConnection *connection, MwReading *reading, MwGrid *grid, gboolean raw)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 finished_at = mw_reading_get_finished_at (reading);
  /* A count of nothing would look like an answer where there was none. */
  gboolean has_rows = mw_reading_get_state (reading) == MW_READING_DONE ||
                      mw_reading_get_n_rows (reading) > 0;
  g_autofree char *wait = mw_records_status_dup_wait (connection, reading);

  if (wait != NULL)
    g_ptr_array_add (parts, g_steal_pointer (&wait));
  g_ptr_array_add (parts, mw_whose_dup_line (connection, mw_reading_get_entity (reading)));
  if (finished_at && has_rows)
    {
      g_autofree char *time = mw_wording_time (finished_at);

      /* Translators: %s is a time: how old the rows are */
      g_ptr_array_add (parts, g_strdup_printf (_ ("as of %s"), time));
    }
  if (grid && (has_rows || mw_records_status_is_loading (reading)))
    g_ptr_array_add (parts, dup_count (reading, grid, raw));
  if (mw_reading_get_changes (reading))
    g_ptr_array_add (parts, mw_reading_dup_changes_text (reading));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * mw_records_status_dup_tooltip:
 * @reading: a reading
 *
 * Returns: (transfer full) (nullable): when all records were compared last: what was deleted since may still
 * be shown
 */
char *
mw_records_status_dup_tooltip (MwReading *reading)
{
  gint64 compared_at = mw_reading_get_compared_at (reading);
  g_autofree char *time = compared_at ? mw_wording_time (compared_at) : NULL;

  /* Translators: %s is a time: since then only what was changed has been asked for */
  return time ? g_strdup_printf (_ ("Last compared in full at %s"), time) : NULL;
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
  return mw_connection_dup_advice_on (connection, mw_reading_get_error (reading),
                                      mw_reading_get_entity (reading));
}

/* Why there are not all rows, or not the newest; NULL when there are. */
static char *
dup_banner (MwReading *reading, const MwAdvice *advice, const char **button)
{
  MwReadingState state = mw_reading_get_state (reading);
  g_autofree char *count = mw_wording_count (mw_reading_get_n_rows (reading),
                                             mw_reading_get_expected (reading));

  if (mw_reading_get_n_rows (reading) == 0)
    return NULL;
  if (state == MW_READING_FAILED && advice)
    {
      *button = _ ("_What to Do…");
      if (mw_reading_get_compared_at (reading))
        /* Translators: what happened; rows of an earlier time are shown */
        return g_strdup_printf (_ ("Not brought up to date: %s"), advice->title);
      /* Translators: what happened, and "1,200 of 5,000" */
      return g_strdup_printf (_ ("%s (%s loaded)"), advice->title, count);
    }
  if (state != MW_READING_CANCELLED)
    return NULL;
  *button = _ ("_Load Again");
  if (mw_reading_get_compared_at (reading))
    return g_strdup (_ ("Stopped: these are the records as they were before"));
  /* Translators: %s is "1,200 of 5,000" */
  return g_strdup_printf (_ ("Loading was stopped at %s"), count);
}

/**
 * mw_records_status_show_banner:
 * @reading: a reading
 * @advice: (nullable): what to do about a reading that failed
 * @banner: says why there are not all rows, or not the newest; hidden when there are
 */
void
mw_records_status_show_banner (MwReading *reading, const MwAdvice *advice, AdwBanner *banner)
{
  const char *button = NULL;
  g_autofree char *text = dup_banner (reading, advice, &button);

  if (text)
    {
      adw_banner_set_title (banner, text);
      adw_banner_set_button_label (banner, button);
    }
  adw_banner_set_revealed (banner, text != NULL);
}

/* AdwStatusPage reads markup in its description only, and names come from the system. */
void
mw_records_empty_show (const MwRecordsEmpty *self, AdwStatusPage *page, GtkButton *action)
{
  g_autofree char *safe_description = self->description ? g_markup_escape_text (self->description, -1) : NULL;

  adw_status_page_set_icon_name (page, self->icon_name);
  adw_status_page_set_title (page, self->title);
  adw_status_page_set_description (page, safe_description);
  gtk_widget_set_visible (GTK_WIDGET (action), self->action != NULL);
  if (self->action)
    gtk_button_set_label (action, self->action);
}

void
mw_records_empty_clear (MwRecordsEmpty *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->action, g_free);
}

static void
describe_failed (MwSystem *system, const MwAdvice *advice, MwRecordsEmpty *words)
{
  gboolean is_elsewhere = advice != NULL && mw_connection_actions_find (advice) != NULL;

  words->icon_name = "dialog-warning-symbolic";
  words->title = g_strdup (advice != NULL ? advice->title : _ ("Not Loaded"));
  words->description = advice != NULL ? g_strdup (advice->body) : NULL;
  words->has_details = advice != NULL && advice->details != NULL && *advice->details != '\0';
  words->action = is_elsewhere ? mw_advice_dup_action_label (advice, system) : g_strdup (_ ("Try Again"));
}

/* Of a part of the records, none is no news about the others. */
static void
describe_none (MwConnection *connection, MwReading *reading, MwRecordsEmpty *words)
{
  const MwScope scope = mw_connection_get_scope (connection, mw_reading_get_entity (reading));
  const char *system = mw_system_get_name (mw_connection_get_system (connection));
  g_autofree char *part = mw_scope_dup_title (&scope);

  words->icon_name = "view-list-symbolic";
  if (part == NULL || scope.kind == MW_SCOPE_NEWEST)
    {
      /* Translators: %s is the name of a system */
      words->title = g_strdup_printf (_ ("This List Is Empty in %s"), system);
      words->description = g_strdup (_ ("The system was asked and has no such record for this login."));
      return;
    }
  words->title = g_strdup (_ ("No Such Record"));
  /* Translators: %s is the name of a system, then "ordered since 1 January 2026" */
  words->description = g_strdup_printf (
    _ ("%s was asked for a part of the records only (%s), and has none for this "
       "login. The button above says what is loaded."),
    system, part);
}

/**
 * mw_records_status_describe_empty:
 * @connection: where the records are
 * @reading: a reading without rows
 * @advice: (nullable): what to do about a reading that failed
 * @words: (out caller-allocates): what stands there instead of rows
 *
 * Returns: %FALSE while rows may still come
 */
gboolean
mw_records_status_describe_empty (MwConnection *connection,
                                  MwReading *reading,
                                  const MwAdvice *advice,
                                  MwRecordsEmpty *words)
{
  switch (mw_reading_get_state (reading))
    {
    case MW_READING_DONE:
      describe_none (connection, reading, words);
      return TRUE;
    case MW_READING_CANCELLED:
      words->icon_name = "process-stop-symbolic";
      words->title = g_strdup (_ ("Not Loaded"));
      words->description = g_strdup (_ ("Loading was stopped before the first record came."));
      words->action = g_strdup (_ ("Load"));
      return TRUE;
    case MW_READING_FAILED:
      describe_failed (mw_connection_get_system (connection), advice, words);
      return TRUE;
    case MW_READING_WAITING:
    case MW_READING_RUNNING:
    default:
      return FALSE;
    }
}

/**
 * mw_records_status_describe_no_match:
 * @grid: what leaves out all rows
 * @words: (out caller-allocates): what stands there instead of rows
 */
void
mw_records_status_describe_no_match (MwGrid *grid, MwRecordsEmpty *words)
{
  const char *search = mw_grid_get_search (grid);

  words->icon_name = "system-search-symbolic";
  words->title = g_strdup (_ ("No Record Matches"));
  if (mw_grid_get_filters (grid))
    {
      words->description = g_strdup (search && *search
                                       ? _ ("No record passes all filters and has every word of the search.")
                                       : _ ("No record passes all filters that are set above."));
      words->action = g_strdup (_ ("Remove Filters"));
      return;
    }
  words->description = g_strdup (
    _ ("Every word must be somewhere in the record. Try fewer words, or another spelling."));
}
