/* mw-filter-words.c: filters as people say them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-filter-words.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_TITLE 60
#define MAX_VALUE 60
/* Of many values, so many are named. */
#define MAX_NAMED 4

static const struct
{
  const char *title;
  const char *words;
} periods[MW_N_ROW_PERIODS] = {
  [MW_ROW_PERIOD_DAYS] = { N_ ("Between Two Days"), NULL },
  /* Translators: %s is a column with dates, "Order date" */
  [MW_ROW_PERIOD_TODAY] = { N_ ("Today"), N_ ("%s today") },
  [MW_ROW_PERIOD_THIS_WEEK] = { N_ ("This Week"), N_ ("%s this week") },
  [MW_ROW_PERIOD_THIS_MONTH] = { N_ ("This Month"), N_ ("%s this month") },
  [MW_ROW_PERIOD_LAST_MONTH] = { N_ ("Last Month"), N_ ("%s last month") },
  [MW_ROW_PERIOD_THIS_YEAR] = { N_ ("This Year"), N_ ("%s this year") },
  [MW_ROW_PERIOD_LAST_30_DAYS] = { N_ ("Last 30 Days"), N_ ("%s in the last 30 days") },
  [MW_ROW_PERIOD_NEXT_30_DAYS] = { N_ ("Next 30 Days"), N_ ("%s in the next 30 days") },
  [MW_ROW_PERIOD_BEFORE_TODAY] = { N_ ("Before Today (Overdue)"), N_ ("%s before today") },
};

const char *
mw_filter_get_period_title (MwRowPeriod period)
{
  return _ (periods[period].title);
}

static char *
dup_value (MwColumn *column, const char *value)
{
  if (!*value)
    /* Translators: among values: "Status is Open or empty" */
    return g_strdup (_ ("empty"));
  return column ? mw_column_dup_shown (column, value, strlen (value), MAX_VALUE)
                : mw_text_for_cell (value, strlen (value), MAX_VALUE);
}

/* "Open, Draft or Closed" */
static char *
dup_list (MwColumn *column, char **values)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = g_strv_length (values), n_named = MIN (n, MAX_NAMED);

  for (guint i = 0; i < n_named; i++)
    {
      g_autofree char *value = dup_value (column, values[i]);

      if (i > 0)
        /* Translators: between the values of a list: "Open, Draft or Closed" */
        g_string_append (list, i + 1 < n ? _ (", ") : _ (" or "));
      g_string_append (list, value);
    }
  if (n > n_named)
    g_string_append_printf (list, g_dngettext (GETTEXT_PACKAGE, " or %u more", " or %u more", n - n_named),
                            n - n_named);
  return g_string_free_and_steal (g_steal_pointer (&list));
}

static char *
dup_between (const char *title, const char *from, const char *to)
{
  if (*from && *to)
    /* Translators: a column, and what its values are between */
    return g_strdup_printf (_ ("%s from %s to %s"), title, from, to);
  return *from ? g_strdup_printf (_ ("%s from %s"), title, from)
               : g_strdup_printf (_ ("%s up to %s"), title, to);
}

/* A day as people here write it. */
static char *
dup_day (const char *day)
{
  GDate date;
  g_autofree char *text = NULL;
  char shown[64];

  if (!mw_row_filter_is_day (day))
    return g_strdup (day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_ascii_strtoull (day + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoull (day + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoull (day, NULL, 10));
  g_date_strftime (shown, sizeof shown, "%x", &date);
  return g_strdup (shown);
}

/**
 * mw_filter_dup_words:
 * @filter: a filter
 * @column: (nullable): the column it looks at
 *
 * Returns: (transfer full): one line that Pango can take: "Order date this month"
 */
char *
mw_filter_dup_words (const MwRowFilter *filter, MwColumn *column)
{
  const char *name = column ? mw_column_get_title (column) : filter->column ? filter->column : "";
  g_autofree char *title = mw_text_for_cell (name, strlen (name), MAX_TITLE);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  switch (filter->kind)
    {
    case MW_ROW_FILTER_ONE_OF:
      first = dup_list (column, filter->values);
      /* Translators: a column and its values: "Status is Open or Draft" */
      return g_strdup_printf (_ ("%s is %s"), title, first);
    case MW_ROW_FILTER_DATES:
      if (filter->period != MW_ROW_PERIOD_DAYS)
        {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          return g_strdup_printf (_ (periods[filter->period].words), title);
#pragma GCC diagnostic pop
        }
      first = dup_day (filter->values[0]);
      second = dup_day (filter->values[1]);
      return dup_between (title, first, second);
    case MW_ROW_FILTER_NUMBERS:
      return dup_between (title, filter->values[0], filter->values[1]);
    case MW_ROW_FILTER_CONTAINS:
      first = mw_text_for_cell (filter->values[0], strlen (filter->values[0]), MAX_VALUE);
      return g_strdup_printf (_ ("%s contains “%s”"), title, first);
    case MW_ROW_FILTER_EMPTY:
      return g_strdup_printf (_ ("%s is empty"), title);
    case MW_ROW_FILTER_FILLED:
      return g_strdup_printf (_ ("%s is not empty"), title);
    case MW_ROW_FILTER_PROBLEM:
    case MW_N_ROW_FILTER_KINDS:
    default:
      return filter->column ? g_strdup_printf (_ ("%s has a problem"), title)
                            : g_strdup (_ ("Records with problems"));
    }
}
