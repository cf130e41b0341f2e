/* test-filter-zones.c: days and periods in the time zones of the world, at their boundaries, beside a slow,
 * obvious comparison
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mw-model.h"
#include "mw-row-order.h"
#include "mw-table.h"

#define N_ROUNDS 40 /* of each zone */
#define N_ROWS   400

/* Far from UTC, by halves and quarters of an hour, with changes of the clock at midnight, by half an hour, on
 * another day than anywhere else, and across the line where the day changes. */
static const char *const zones[] = {
  "UTC",          "Europe/Berlin",     "America/New_York", "Pacific/Kiritimati",  "Pacific/Pago_Pago",
  "Pacific/Apia", "Asia/Kolkata",      "Asia/Kathmandu",   "Australia/Lord_Howe", "America/St_Johns",
  "Africa/Cairo", "Africa/Casablanca", "America/Havana",   "America/Santiago",    "America/Sao_Paulo",
  "America/Nuuk", "Asia/Beirut",       "Atlantic/Azores",
};

/* Ends of months, years and weeks, leap days, and days around changes of the clock. */
static const char *const days[] = {
  "2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28", "2023-12-31", "2024-01-01", "2024-12-30",
  "2026-01-31", "2026-02-01", "2026-03-08", "2026-03-29", "2026-03-30", "2026-04-05", "2026-04-24",
  "2026-10-25", "2026-10-29", "2026-11-01", "2025-10-26", "2026-09-06", "2026-04-04", "2018-11-04",
  "2018-02-18", "2011-12-29", "2011-12-30", "2011-12-31", "1999-12-31", "0999-03-01", "9999-12-31",
};

static const MwField moment_field = { .id = "moment", .type = MW_FIELD_TYPE_DATETIME };

static char *
pick_day (void)
{
  return g_strdup (days[g_test_rand_int_range (0, G_N_ELEMENTS (days))]);
}

/* The beginning of a day there, moved by nothing, a second, or up to two hours. */
static gint64
pick_moment (GTimeZone *zone)
{
  static const int steps[] = { 0, -1, 1, -1800, 1799, 1800, -3600, 3599, 3600, -7200, 7200, 43200, 86399 };
  g_autofree char *day = pick_day ();
  g_autoptr (GDateTime) start = g_date_time_new (zone, atoi (day), atoi (day + 5), atoi (day + 8), 0, 0, 0);

  return g_date_time_to_unix (start) + steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))];
}

/* As mw_date_write() writes days, clock times at the site, and moments; and what is neither. */
static char *
pick_cell (GTimeZone *zone)
{
  static const char *const others[] = { NULL, "", "never", "31.02.2026", "2026", "2026-02-01X" };
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *text = NULL;
  g_autofree char *day = NULL;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return g_strdup (others[g_test_rand_int_range (0, G_N_ELEMENTS (others) - 1)]);
    case 1:
      return pick_day ();
    case 2:
      day = pick_day ();
      return g_strdup_printf ("%sT%s", day, g_test_rand_bit () ? "00:00:00" : "23:59:59.999");
    default:
      moment = g_date_time_new_from_unix_utc (pick_moment (zone));
      if (moment == NULL)
        return NULL;
      text = g_date_time_format (moment, "T%H:%M:%S");
      return g_strdup_printf ("%04d-%02d-%02d%s%sZ", g_date_time_get_year (moment),
                              g_date_time_get_month (moment), g_date_time_get_day_of_month (moment), text,
                              g_test_rand_int_range (0, 4) == 0 ? ".5" : "");
    }
}

static MwTable *
make_table (GTimeZone *zone)
{
  MwTable *table = mw_table_new ("t", "T");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) chunk = NULL;

  mw_table_add_column (table, moment_field.id, moment_field.id, &moment_field);
  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *cell = pick_cell (zone);

      mw_chunk_builder_begin_row (builder, NULL);
      mw_chunk_builder_set_cell (builder, 0, cell, -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  return table;
}

/* The day of the calendar that a cell is in there; 0: in none. */
static guint
find_day (const char *cell, GTimeZone *zone)
{
  guint year, month, day;
  GDate date;

  if (cell == NULL || strlen (cell) < 10 || sscanf (cell, "%4u-%2u-%2u", &year, &month, &day) != 3)
    return 0;
  if (strlen (cell) > 19 && g_str_has_suffix (cell, "Z"))
    {
      g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (cell, NULL);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (moment, zone);

      if (local == NULL)
        return G_MAXUINT; /* behind the end of the calendar */
      year = (guint) g_date_time_get_year (local);
      month = (guint) g_date_time_get_month (local);
      day = (guint) g_date_time_get_day_of_month (local);
    }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static guint
count_months (guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return 12 * (guint) g_date_get_year (&date) + (guint) g_date_get_month (&date) - 1;
}

/* Monday is the first one: so is the first day that a GDate knows. */
static guint
count_weeks (guint day)
{
  return (day - 1) / 7;
}

static gboolean
is_in_period (guint day, guint today, const MwRowFilter *filter, GTimeZone *utc)
{
  switch (filter->period)
    {
    case MW_ROW_PERIOD_TODAY:
      return day == today;
    case MW_ROW_PERIOD_THIS_WEEK:
      return count_weeks (day) == count_weeks (today);
    case MW_ROW_PERIOD_THIS_MONTH:
      return count_months (day) == count_months (today);
    case MW_ROW_PERIOD_LAST_MONTH:
      return count_months (day) + 1 == count_months (today);
    case MW_ROW_PERIOD_THIS_YEAR:
      return count_months (day) / 12 == count_months (today) / 12;
    case MW_ROW_PERIOD_LAST_30_DAYS:
      return day <= today && day + 30 > today;
    case MW_ROW_PERIOD_NEXT_30_DAYS:
      return day >= today && day < today + 30;
    case MW_ROW_PERIOD_BEFORE_TODAY:
      return day < today;
    case MW_ROW_PERIOD_DAYS:
    case MW_N_ROW_PERIODS:
    default:
      return (*filter->values[0] == '\0' || day >= find_day (filter->values[0], utc)) &&
             (*filter->values[1] == '\0' || day <= find_day (filter->values[1], utc));
    }
}

static MwRowFilter *
pick_filter (void)
{
  MwRowPeriod period = (MwRowPeriod) g_test_rand_int_range (0, MW_N_ROW_PERIODS);
  g_autofree char *from = g_test_rand_int_range (0, 4) == 0 ? g_strdup ("") : pick_day ();
  g_autofree char *to = *from != '\0' && g_test_rand_int_range (0, 4) == 0 ? g_strdup ("") : pick_day ();
  const char *const limits[] = { from, to, NULL };

  return mw_row_filter_new (MW_ROW_FILTER_DATES, moment_field.id, period,
                            period == MW_ROW_PERIOD_DAYS ? limits : NULL);
}

/* Both by the same rows, in their order. */
static guint
assert_found (MwGeneration *rows,
              MwRowCriteria *criteria,
              gboolean (*is_wanted) (const char *cell, gconstpointer data),
              gconstpointer data,
              const char *about)
{
  g_autoptr (MwRowOrderJob) job = mw_row_order_job_new (rows, criteria);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint at = 0;

  g_assert_true (mw_row_order_job_run (job, cancellable, &error));
  g_assert_no_error (error);
  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      const char *cell = mw_generation_get_cell (rows, row, 0, NULL);
      gboolean is_found = at < job->result->n_rows && job->result->rows[at] == row;

      at += is_found;
      if (is_found != is_wanted (cell, data))
        g_error ("“%s” %s: %s", cell, is_found ? "is there" : "is not there", about);
    }
  g_assert_cmpuint (at, ==, job->result->n_rows);
  return at;
}

typedef struct
{
  const MwRowFilter *filter;
  GTimeZone *zone;
  GTimeZone *utc;
  guint today;
  guint day;
} Question;

static gboolean
passes (const char *cell, gconstpointer data)
{
  const Question *question = data;
  guint day = find_day (cell, question->zone);

  return day > 0 && is_in_period (day, question->today, question->filter, question->utc);
}

/* A day that is typed is the one that is seen. */
static gboolean
shows (const char *cell, gconstpointer data)
{
  const Question *question = data;

  return find_day (cell, question->zone) == question->day;
}

static guint
run_round (const char *name, GTimeZone *zone)
{
  g_autoptr (MwTable) table = make_table (zone);
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (table);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (MwRowFilter) filter = pick_filter ();
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);
  g_autofree char *typed = pick_day ();
  const gint64 now = pick_moment (zone);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;
  g_autofree char *today = NULL;
  g_autofree char *filter_text = NULL;
  g_autofree char *about = NULL;
  g_autoptr (GVariant) variant = g_variant_ref_sink (mw_row_filter_to_variant (filter));
  Question question = { filter, zone, utc };
  MwRowCriteria criteria = { 0 };
  MwRowCriteria search = { .search = typed };
  guint n_found;

  /* A calendar that ends tomorrow has no next month. */
  if (here == NULL || g_date_time_get_year (here) < 1000 || g_date_time_get_year (here) > 9990)
    return 0;
  today = g_date_time_format (here, "%Y-%m-%d");
  question.today = find_day (today, utc);
  question.day = find_day (typed, utc);
  g_ptr_array_add (filters, mw_row_filter_ref (filter));
  mw_row_criteria_set_filters (&criteria, filters);
  mw_row_criteria_set_now (&criteria, now * G_USEC_PER_SEC);
  filter_text = g_variant_print (variant, FALSE);
  about = g_strdup_printf ("%s in %s on %s; or the search for %s", filter_text, name, today, typed);
  n_found = assert_found (rows, &criteria, passes, &question, about);
  n_found += assert_found (rows, &search, shows, &question, about);
  mw_row_criteria_clear (&criteria);
  return n_found;
}

static void
test_zone (gconstpointer name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  g_autoptr (GTimeZone) local = NULL;
  guint n_found = 0;

  g_assert_nonnull (zone);
  g_setenv ("TZ", name, TRUE);
  local = g_time_zone_new_local ();
  g_assert_cmpstr (g_time_zone_get_identifier (local), ==, name);
  for (guint i = 0; i < N_ROUNDS; i++)
    n_found += run_round (name, zone);
  g_assert_cmpuint (n_found, >, N_ROUNDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strconcat ("/filter-zones/", zones[i], NULL);

      g_test_add_data_func (path, zones[i], test_zone);
    }
  return g_test_run ();
}
