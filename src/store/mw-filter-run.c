/* mw-filter-run.c: whether rows pass filters
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-filter-run.h"

#include <string.h>

#include "mw-generation-private.h"
#include "mw-local-day.h"
#include "mw-number-key.h"
#include "mw-search.h"

/* Rows between two looks at the cancellable. */
#define ROWS_PER_LOOK 1024

typedef struct
{
  MwNumberKey key;
  const char *text; /* NULL: no limit */
} Limit;

typedef struct
{
  const MwRowFilter *filter;
  int column;         /* -1: not in this generation, or any */
  GHashTable *values; /* of ONE_OF, borrowed texts */
  MwSearch *search;   /* of CONTAINS */
  Limit low;          /* of NUMBERS, like the next */
  Limit high;
  char from_day[16]; /* of DATES: "" is no limit, like all of these */
  char to_day[16];
  char from_moment[32];  /* in UTC */
  char until_moment[32]; /* the first that is behind */
} Test;

struct _MwFilterRun
{
  MwGeneration *generation;
  GPtrArray *filters;
  Test *tests;
  guint n_tests;
};

static void
set_limit (Limit *limit, const char *text)
{
  if (*text != '\0' && mw_number_key_init (&limit->key, text))
    limit->text = text;
}

static void
test_init (Test *test, const MwRowFilter *filter, MwGeneration *generation, gint64 now)
{
  test->filter = filter;
  test->column = filter->column != NULL ? mw_generation_find_column (generation, filter->column) : -1;
  switch (filter->kind)
    {
    case MW_ROW_FILTER_ONE_OF:
      test->values = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; filter->values[i] != NULL; i++)
        g_hash_table_add (test->values, filter->values[i]);
      break;
    case MW_ROW_FILTER_DATES:
      mw_row_filter_find_days (filter, now, test->from_day, test->to_day);
      mw_local_day_write_start (test->from_day, 0, test->from_moment);
      mw_local_day_write_start (test->to_day, 1, test->until_moment);
      break;
    case MW_ROW_FILTER_NUMBERS:
      set_limit (&test->low, filter->values[0]);
      set_limit (&test->high, filter->values[1]);
      break;
    case MW_ROW_FILTER_CONTAINS:
      test->search = mw_search_new (filter->values[0], generation);
      break;
    case MW_ROW_FILTER_EMPTY:
    case MW_ROW_FILTER_FILLED:
    case MW_ROW_FILTER_PROBLEM:
    case MW_N_ROW_FILTER_KINDS:
    default:
      break;
    }
}

/**
 * mw_filter_run_new:
 * @filters: (element-type MwRowFilter): a row must pass all of them; kept
 * @generation: the rows
 * @now: microseconds since 1970: what "this month" is
 *
 * Returns: (transfer full): what mw_filter_run_keep() needs
 */
MwFilterRun *
mw_filter_run_new (GPtrArray *filters, MwGeneration *generation, gint64 now)
{
  MwFilterRun *self = g_new0 (MwFilterRun, 1);

  self->generation = mw_generation_ref (generation);
  self->filters = g_ptr_array_ref (filters);
  self->n_tests = filters->len;
  self->tests = g_new0 (Test, self->n_tests);
  for (guint i = 0; i < self->n_tests; i++)
    test_init (&self->tests[i], filters->pdata[i], generation, now);
  return self;
}

void
mw_filter_run_free (MwFilterRun *self)
{
  for (guint i = 0; i < self->n_tests; i++)
    {
      g_clear_pointer (&self->tests[i].values, g_hash_table_unref);
      g_clear_pointer (&self->tests[i].search, mw_search_free);
    }
  g_free (self->tests);
  g_ptr_array_unref (self->filters);
  mw_generation_unref (self->generation);
  g_free (self);
}

/* Days, clock times at the site and moments are written so that their order is that of their texts
 * (mw_date_write()). */
static gboolean
is_in_period (const Test *test, const char *text, gsize length)
{
  if (length < MW_DAY_LENGTH || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (mw_local_day_is_moment (text, length))
    return mw_local_day_is_within (text, test->from_moment, test->until_moment);
  return (test->from_day[0] == '\0' || strncmp (text, test->from_day, MW_DAY_LENGTH) >= 0) &&
         (test->to_day[0] == '\0' || strncmp (text, test->to_day, MW_DAY_LENGTH) <= 0);
}

static gboolean
is_between (const Test *test, const char *text)
{
  MwNumberKey key;

  if (!mw_number_key_init (&key, text))
    return FALSE;
  return (test->low.text == NULL ||
          mw_number_key_compare (&key, text, &test->low.key, test->low.text) >= 0) &&
         (test->high.text == NULL ||
          mw_number_key_compare (&key, text, &test->high.key, test->high.text) <= 0);
}

static gboolean
has_problem (const Test *test, const MwChunk *chunk, guint row)
{
  guint n_columns = mw_chunk_get_n_columns (chunk);

  if (mw_chunk_get_n_problems (chunk) == 0)
    return FALSE;
  if (test->filter->column != NULL)
    return test->column >= 0 && mw_chunk_get_problem (chunk, row, (guint) test->column) != NULL;
  for (guint column = 0; column < n_columns; column++)
    if (mw_chunk_get_problem (chunk, row, column) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
passes (const Test *test, const MwChunk *chunk, guint row)
{
  gsize length = 0;
  const char *text = test->column >= 0 ? mw_chunk_get_cell (chunk, row, (guint) test->column, &length) : NULL;
  gboolean is_empty = text == NULL || length == 0;

  switch (test->filter->kind)
    {
    case MW_ROW_FILTER_EMPTY:
      return is_empty;
    case MW_ROW_FILTER_FILLED:
      return !is_empty;
    case MW_ROW_FILTER_PROBLEM:
      return has_problem (test, chunk, row);
    case MW_ROW_FILTER_ONE_OF:
      /* Nothing is among the values as "". */
      return g_hash_table_contains (test->values, is_empty ? "" : text);
    case MW_ROW_FILTER_DATES:
      return !is_empty && is_in_period (test, text, length);
    case MW_ROW_FILTER_NUMBERS:
      return !is_empty && is_between (test, text);
    case MW_ROW_FILTER_CONTAINS:
      return !is_empty && mw_search_match_cell (test->search, (guint) test->column, text, length);
    case MW_N_ROW_FILTER_KINDS:
    default:
      return FALSE;
    }
}

static gboolean
passes_all (MwFilterRun *self, guint row)
{
  guint in_chunk;
  const MwChunk *chunk = mw_generation_find_chunk (self->generation, row, &in_chunk);

  for (guint i = 0; i < self->n_tests; i++)
    if (!passes (&self->tests[i], chunk, in_chunk))
      return FALSE;
  return TRUE;
}

/**
 * mw_filter_run_keep:
 * @rows: (element-type guint32): numbers of rows; those that do not pass are taken out, the others keep their
 * order
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
mw_filter_run_keep (MwFilterRun *self, GArray *rows, GCancellable *cancellable, GError **error)
{
  guint32 *numbers = (guint32 *) (gpointer) rows->data;
  guint n_kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (passes_all (self, numbers[i]))
        numbers[n_kept++] = numbers[i];
    }
  g_array_set_size (rows, n_kept);
  return TRUE;
}
