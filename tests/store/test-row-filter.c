/* test-row-filter.c: filters of random tables beside a slow, obvious comparison
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-decimal.h"
#include "mw-now.h"
#include "mw-test-fiber.h"
#include "mw-text.h"
#include "mw-value-counts.h"
#include "mw-view.h"

#include <stdlib.h>
#include <string.h>

#define N_ROWS 700

/* What a cell may hold, by column; NULL is null. */
static const char *const statuses[] = { "open", "draft", "closed", "", NULL, "Open" };
static const char *const days[] = { "2026-01-31", "2026-02-01", "2025-12-31", "2026-02-28", NULL,
                                    "31.02.2026", "",           "2024-02-29", "0999-01-01" };
static const char *const moments[] = {
  "2026-01-31T22:59:59Z", "2026-01-31T23:00:00Z", "2026-02-28T22:59:59.5Z",
  "2026-02-28T23:00:00Z", "2026-02-10T08:00:00",  NULL,
  "2026-07-01T21:59:59Z", "2026-07-01T22:00:00Z", "never"
};
static const char *const numbers[] = {
  "0",     "-1", "100", "100.00", "99.999999999999999999999999", "1e2", "1E+3",
  "12.50", NULL, "",    "n/a",    "100.000000000000000000001"
};
static const char *const names[] = { "Bolt AG", "Müller & Söhne", "MUELLER",  "bolt muller",     NULL,
                                     "",        "Ag bolt",        "Straße 7", "STRASSE 7 (bolt)" };

#define PICK(cells) cells[g_test_rand_int_range (0, G_N_ELEMENTS (cells))]

enum
{
  STATUS,
  DAY,
  MOMENT,
  NUMBER,
  NAME,
  N_COLUMNS,
};

static const char *const columns[N_COLUMNS] = { "status", "day", "moment", "number", "name" };

static void
add_rows (MwTable *table, guint n_rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      const char *cells[N_COLUMNS] = { PICK (statuses), PICK (days), PICK (moments), PICK (numbers),
                                       PICK (names) };
      const MwRowOrigin origin = { 0, i, -1 };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          mw_chunk_builder_set_cell (builder, column, cells[column], -1);
          if (g_test_rand_int_range (0, 20) == 0)
            mw_chunk_builder_add_problem (builder, column, "not understood");
        }
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
}

static gboolean
is_number_between (const char *cell, const char *low, const char *high)
{
  return mw_decimal_is_valid (cell) && (*low == '\0' || mw_decimal_compare (cell, low) >= 0) &&
         (*high == '\0' || mw_decimal_compare (cell, high) <= 0);
}

/* By the calendar of a place: moments are brought there one by one. */
static gboolean
is_day_between (const char *cell, const char *from, const char *to)
{
  g_autofree char *day = g_strndup (cell, 10);

  if (g_str_has_suffix (cell, "Z"))
    {
      g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (cell, NULL);
      g_autoptr (GDateTime) local = g_date_time_to_local (moment);

      g_free (day);
      day = g_date_time_format (local, "%Y-%m-%d");
    }
  return mw_row_filter_is_day (day) && (*from == '\0' || strcmp (day, from) >= 0) &&
         (*to == '\0' || strcmp (day, to) <= 0);
}

static gboolean
has_words (const char *cell, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    if (!mw_text_matches (cell, each[i]))
      return FALSE;
  return TRUE;
}

static gboolean
passes (MwGeneration *rows, guint row, const MwRowFilter *filter)
{
  int column = filter->column != NULL ? mw_generation_find_column (rows, filter->column) : -1;
  const char *cell = column >= 0 ? mw_generation_get_cell (rows, row, (guint) column, NULL) : NULL;
  gboolean is_empty = cell == NULL || *cell == '\0';
  char from[16], to[16];

  switch (filter->kind)
    {
    case MW_ROW_FILTER_EMPTY:
      return is_empty;
    case MW_ROW_FILTER_FILLED:
      return !is_empty;
    case MW_ROW_FILTER_ONE_OF:
      return g_strv_contains ((const char *const *) filter->values, is_empty ? "" : cell);
    case MW_ROW_FILTER_NUMBERS:
      return !is_empty && is_number_between (cell, filter->values[0], filter->values[1]);
    case MW_ROW_FILTER_DATES:
      mw_row_filter_find_days (filter, mw_now (), from, to);
      return !is_empty && is_day_between (cell, from, to);
    case MW_ROW_FILTER_CONTAINS:
      return !is_empty && has_words (cell, filter->values[0]);
    case MW_ROW_FILTER_PROBLEM:
      for (guint i = 0; i < N_COLUMNS; i++)
        if ((column < 0 || (guint) column == i) && mw_generation_get_problem (rows, row, i) != NULL)
          return TRUE;
      return FALSE;
    case MW_N_ROW_FILTER_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static MwRowFilter *
pick_filter (void)
{
  static const char *const limits[] = { "", "0", "99.5", "100", "100.0000000000000000000005", "1000" };
  static const char *const limit_days[] = { "", "2025-12-31", "2026-01-31", "2026-02-01", "2026-07-01" };
  static const char *const words[] = { "bolt", "BOLT ag", "müller", "muller", "strasse", "zz" };
  MwRowFilter *filter = NULL;

  while (filter == NULL)
    {
      const char *values[3] = { NULL };
      MwRowFilterKind kind = (MwRowFilterKind) g_test_rand_int_range (0, MW_N_ROW_FILTER_KINDS);
      MwRowPeriod period = (MwRowPeriod) g_test_rand_int_range (0, MW_N_ROW_PERIODS);
      const char *column = columns[g_test_rand_int_range (0, N_COLUMNS)];

      if (kind == MW_ROW_FILTER_ONE_OF)
        {
          values[0] = g_test_rand_bit () ? "open" : "";
          values[1] = g_test_rand_bit () ? "closed" : NULL;
          column = "status";
        }
      else if (kind == MW_ROW_FILTER_NUMBERS)
        {
          values[0] = PICK (limits);
          values[1] = PICK (limits);
          column = "number";
        }
      else if (kind == MW_ROW_FILTER_CONTAINS)
        {
          values[0] = PICK (words);
          column = "name";
        }
      else if (kind == MW_ROW_FILTER_PROBLEM && g_test_rand_bit ())
        column = NULL;
      else if (kind == MW_ROW_FILTER_DATES)
        {
          column = g_test_rand_bit () ? "day" : "moment";
          values[0] = period == MW_ROW_PERIOD_DAYS ? PICK (limit_days) : NULL;
          values[1] = period == MW_ROW_PERIOD_DAYS ? PICK (limit_days) : NULL;
        }
      filter = mw_row_filter_new (kind, column, period, values);
    }
  return filter;
}

static gboolean
has_word (MwGeneration *rows, guint row, const char *word)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const char *cell = mw_generation_get_cell (rows, row, i, NULL);

      if (cell != NULL && mw_text_matches (cell, word))
        return TRUE;
    }
  return FALSE;
}

/* Each word in any column. */
static gboolean
has_anywhere (MwGeneration *rows, guint row, const char *search)
{
  g_auto (GStrv) words = g_strsplit (search, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !has_word (rows, row, words[i]))
      return FALSE;
  return TRUE;
}

static guint
assert_same (MwView *view, GPtrArray *filters, const char *search)
{
  MwGeneration *rows = mw_view_get_generation (view);
  guint n_found = 0;

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    {
      gboolean wanted = search == NULL || has_anywhere (rows, row, search);

      for (guint i = 0; i < filters->len; i++)
        wanted = wanted && passes (rows, row, filters->pdata[i]);
      if (!wanted)
        continue;
      g_assert_cmpuint (mw_view_get_number (view, n_found), ==, row);
      n_found++;
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, n_found);
  return n_found;
}

static void
wait_for_rows (MwView *view, guint n_rows)
{
  while (mw_generation_get_n_rows (mw_view_get_generation (view)) < n_rows)
    dex_await (dex_timeout_new_msec (1), NULL);
}

static DexFuture *
random_fiber (gpointer data)
{
  static const char *const searches[] = { "bolt",          "BOLT open", "ag  closed 100", "strasse 2026",
                                          "muller draft ", "n/a 31.02", "sohne & -1",     "zzz bolt",
                                          "7 bolt 1e",     "never" };
  guint n_found = 0;

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (MwTable) table = mw_table_new ("random", "Random");
      g_autoptr (MwView) view = NULL;
      g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);
      g_autoptr (GVariant) remembered = NULL;
      g_autoptr (GPtrArray) again = NULL;
      const char *search = round % 3 == 0 ? PICK (searches) : NULL;

      for (guint i = 0; i < N_COLUMNS; i++)
        mw_table_add_column (table, columns[i], columns[i], NULL);
      add_rows (table, N_ROWS);
      view = mw_view_new (table);
      for (guint i = 0; i <= round % 3; i++)
        g_ptr_array_add (filters, pick_filter ());
      g_assert_true (dex_await (mw_view_set_filters (view, filters), NULL));
      if (search != NULL)
        g_assert_true (dex_await (mw_view_set_search (view, search), NULL));
      n_found += assert_same (view, filters, search);
      /* More rows come: they are looked at alone. */
      add_rows (table, 50);
      wait_for_rows (view, N_ROWS + 50);
      assert_same (view, filters, search);
      remembered = g_variant_ref_sink (mw_row_filters_to_variant (filters));
      g_assert_true (g_variant_is_of_type (remembered, MW_ROW_FILTERS_TYPE));
      again = mw_row_filters_from_variant (remembered);
      g_assert_true (mw_row_filters_equal (filters, again));
      g_assert_true (dex_await (mw_view_set_search (view, NULL), NULL));
      g_assert_true (dex_await (mw_view_set_filters (view, NULL), NULL));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, N_ROWS + 50);
    }
  g_assert_cmpuint (n_found, >, 0);
  return dex_future_new_true ();
}

/* What is shown of "today" is another row after midnight there, also without anybody asking. */
static DexFuture *
day_fiber (gpointer data)
{
  static const gint64 evening = G_GINT64_CONSTANT (1706741999); /* 2024-01-31 23:59:59 in Berlin */
  static const char *const cells[] = { "2024-01-31", "2024-02-01", "2024-01-31T22:59:59Z",
                                       "2024-01-31T23:00:00Z" };
  g_autoptr (MwTable) table = mw_table_new ("days", "Days");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (MwView) view = NULL;
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);
  const MwRowOrigin origin = { 0, 0, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      mw_chunk_builder_begin_row (builder, &origin);
      mw_chunk_builder_set_cell (builder, 0, cells[i], -1);
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_add_column (table, "day", "Day", NULL);
  mw_table_append (table, chunk);
  view = mw_view_new (table);
  mw_now_set_for_test (evening * G_USEC_PER_SEC);
  g_ptr_array_add (filters, mw_row_filter_new (MW_ROW_FILTER_DATES, "day", MW_ROW_PERIOD_TODAY, NULL));
  g_assert_true (dex_await (mw_view_set_filters (view, filters), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
  g_assert_cmpuint (mw_view_get_number (view, 0), ==, 0);
  g_assert_cmpuint (mw_view_get_number (view, 1), ==, 2);

  mw_view_see_day (view);
  g_assert_cmpuint (mw_view_get_number (view, 0), ==, 0);
  mw_now_set_for_test ((evening + 1) * G_USEC_PER_SEC);
  mw_view_see_day (view);
  while (mw_view_get_number (view, 0) != 1)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
  g_assert_cmpuint (mw_view_get_number (view, 1), ==, 3);
  mw_now_set_for_test (0);

  /* A day that is typed means what is shown, too: the day that it is here. */
  g_assert_true (dex_await (mw_view_set_filters (view, NULL), NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (dex_await (mw_view_set_search (view, cells[i]), NULL));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
      g_assert_cmpuint (mw_view_get_number (view, 0), ==, i);
      g_assert_cmpuint (mw_view_get_number (view, 1), ==, i + 2);
    }
  /* And the same of one column. */
  g_ptr_array_set_size (filters, 0);
  g_ptr_array_add (filters, mw_row_filter_new (MW_ROW_FILTER_CONTAINS, "day", MW_ROW_PERIOD_DAYS,
                                               (const char *const[]) { "2024-02-01", NULL }));
  g_assert_true (dex_await (mw_view_set_search (view, NULL), NULL));
  g_assert_true (dex_await (mw_view_set_filters (view, filters), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
  g_assert_cmpuint (mw_view_get_number (view, 1), ==, 3);
  return dex_future_new_true ();
}

/* Each value as often as it is there, and no value that is one too many. */
static void
test_counts (void)
{
  g_autoptr (MwTable) table = mw_table_new ("random", "Random");
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (MwValueCounts) counts = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n_empty;

  for (guint i = 0; i < N_COLUMNS; i++)
    mw_table_add_column (table, columns[i], columns[i], NULL);
  add_rows (table, 3000);
  rows = mw_table_dup_generation (table);
  counts = mw_value_counts_new (rows, "status");
  g_assert_true (mw_value_counts_run (counts, cancellable, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      guint n = 0;

      for (guint row = 0; statuses[i] != NULL && row < 3000; row++)
        n += g_strcmp0 (mw_generation_get_cell (rows, row, STATUS, NULL), statuses[i]) == 0;
      if (statuses[i] != NULL && *statuses[i] != '\0')
        g_assert_cmpuint (mw_value_counts_get (counts, statuses[i]), ==, n);
    }
  g_assert_cmpuint (mw_value_counts_get (counts, "nowhere"), ==, 0);
  n_empty = 0;
  for (guint row = 0; row < 3000; row++)
    {
      const char *cell = mw_generation_get_cell (rows, row, STATUS, NULL);

      n_empty += cell == NULL || *cell == '\0';
    }
  g_assert_cmpuint (n_empty, >, 0);
  g_assert_cmpuint (mw_value_counts_get (counts, ""), ==, n_empty);
  g_cancellable_cancel (cancellable);
  g_assert_false (mw_value_counts_run (counts, cancellable, NULL));
}

static void
assert_days (MwRowPeriod period, const char *from, const char *to)
{
  g_autoptr (MwRowFilter) filter = mw_row_filter_new (MW_ROW_FILTER_DATES, "day", period, NULL);
  char first[16], last[16];

  mw_row_filter_find_days (filter, mw_now (), first, last);
  g_assert_cmpstr (first, ==, from);
  g_assert_cmpstr (last, ==, to);
}

/* It is the 1st of March 2024 there, a Friday, and still February in UTC. */
static void
test_periods (void)
{
  mw_now_set_for_test (G_GINT64_CONSTANT (1709247600) * G_USEC_PER_SEC);
  assert_days (MW_ROW_PERIOD_TODAY, "2024-03-01", "2024-03-01");
  assert_days (MW_ROW_PERIOD_THIS_WEEK, "2024-02-26", "2024-03-03");
  assert_days (MW_ROW_PERIOD_THIS_MONTH, "2024-03-01", "2024-03-31");
  assert_days (MW_ROW_PERIOD_LAST_MONTH, "2024-02-01", "2024-02-29");
  assert_days (MW_ROW_PERIOD_THIS_YEAR, "2024-01-01", "2024-12-31");
  assert_days (MW_ROW_PERIOD_LAST_30_DAYS, "2024-02-01", "2024-03-01");
  assert_days (MW_ROW_PERIOD_NEXT_30_DAYS, "2024-03-01", "2024-03-30");
  assert_days (MW_ROW_PERIOD_BEFORE_TODAY, "", "2024-02-29");
  mw_now_set_for_test (0);
}

/* What stands in a file of another version, or was typed wrongly, makes no filter. */
static void
test_bad (void)
{
  static const char *const one[] = { "2026-02-30", "", NULL };
  static const char *const open[] = { "", "", NULL };
  static const char *const words[] = { "12,50", "", NULL };
  static const char *const good[] = { "2024-02-29", "", NULL };
  g_autoptr (GVariant) newer = g_variant_ref_sink (
    g_variant_new_parsed ("[('colour', 'status', 'days', ['red']), ('empty', 'status', 'days', @as []), "
                          "('empty', '', 'days', @as [])]"));
  g_autoptr (GPtrArray) known = mw_row_filters_from_variant (newer);
  g_autoptr (MwRowFilter) leap = mw_row_filter_new (MW_ROW_FILTER_DATES, "day", MW_ROW_PERIOD_DAYS, good);

  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_DATES, "day", MW_ROW_PERIOD_DAYS, one));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_DATES, "day", MW_ROW_PERIOD_DAYS, open));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_DATES, "day", MW_ROW_PERIOD_TODAY, good));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_NUMBERS, "number", MW_ROW_PERIOD_DAYS, words));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_NUMBERS, "number", MW_ROW_PERIOD_DAYS, open));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_ONE_OF, "status", MW_ROW_PERIOD_DAYS, NULL));
  g_assert_null (mw_row_filter_new (MW_ROW_FILTER_EMPTY, NULL, MW_ROW_PERIOD_DAYS, NULL));
  g_assert_nonnull (leap);
  g_assert_cmpuint (known->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/row-filter/random", random_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/store/row-filter/midnight", day_fiber, mw_test_run_fiber_data);
  g_test_add_func ("/store/row-filter/counts", test_counts);
  g_test_add_func ("/store/row-filter/periods", test_periods);
  g_test_add_func ("/store/row-filter/bad", test_bad);
  return g_test_run ();
}
