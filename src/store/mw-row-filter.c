/* mw-row-filter.c: which rows are wanted, by what one column holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-row-filter.h"

#include <string.h>

#include "mw-decimal.h"

/* As they are remembered. */
static const char *const kinds[MW_N_ROW_FILTER_KINDS] = {
  [MW_ROW_FILTER_ONE_OF] = "one-of",     [MW_ROW_FILTER_DATES] = "dates", [MW_ROW_FILTER_NUMBERS] = "numbers",
  [MW_ROW_FILTER_CONTAINS] = "contains", [MW_ROW_FILTER_EMPTY] = "empty", [MW_ROW_FILTER_FILLED] = "filled",
  [MW_ROW_FILTER_PROBLEM] = "problem",
};

static const char *const periods[MW_N_ROW_PERIODS] = {
  [MW_ROW_PERIOD_DAYS] = "days",
  [MW_ROW_PERIOD_TODAY] = "today",
  [MW_ROW_PERIOD_THIS_WEEK] = "this-week",
  [MW_ROW_PERIOD_THIS_MONTH] = "this-month",
  [MW_ROW_PERIOD_LAST_MONTH] = "last-month",
  [MW_ROW_PERIOD_THIS_YEAR] = "this-year",
  [MW_ROW_PERIOD_LAST_30_DAYS] = "last-30-days",
  [MW_ROW_PERIOD_NEXT_30_DAYS] = "next-30-days",
  [MW_ROW_PERIOD_BEFORE_TODAY] = "before-today",
};

G_DEFINE_BOXED_TYPE (MwRowFilter, mw_row_filter, mw_row_filter_ref, mw_row_filter_unref)

/**
 * mw_row_filter_is_day:
 * @text: any text
 *
 * Returns: whether it is a day of the calendar, "2026-01-31"
 */
gboolean
mw_row_filter_is_day (const char *text)
{
  static const char shape[] = "dddd-dd-dd";
  GDate date;

  for (guint i = 0; i < sizeof shape - 1; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != '-')
      return FALSE;
  if (text[sizeof shape - 1] != '\0')
    return FALSE;
  g_date_clear (&date, 1);
  return g_date_valid_dmy ((GDateDay) g_ascii_strtoull (text + 8, NULL, 10),
                           (GDateMonth) g_ascii_strtoull (text + 5, NULL, 10),
                           (GDateYear) g_ascii_strtoull (text, NULL, 10));
}

static gboolean
are_limits (const char *const *values, gboolean (*is_limit) (const char *text))
{
  return g_strv_length ((char **) values) == 2 && (*values[0] != '\0' || *values[1] != '\0') &&
         (*values[0] == '\0' || is_limit (values[0])) && (*values[1] == '\0' || is_limit (values[1]));
}

static gboolean
is_valid (MwRowFilterKind kind, const char *column, MwRowPeriod period, const char *const *values)
{
  guint n = g_strv_length ((char **) values);

  if (column == NULL && kind != MW_ROW_FILTER_PROBLEM)
    return FALSE;
  switch (kind)
    {
    case MW_ROW_FILTER_ONE_OF:
      return n > 0;
    case MW_ROW_FILTER_DATES:
      return period != MW_ROW_PERIOD_DAYS ? n == 0 : are_limits (values, mw_row_filter_is_day);
    case MW_ROW_FILTER_NUMBERS:
      return are_limits (values, mw_decimal_is_valid);
    case MW_ROW_FILTER_CONTAINS:
      return n == 1 && *values[0] != '\0';
    case MW_ROW_FILTER_EMPTY:
    case MW_ROW_FILTER_FILLED:
    case MW_ROW_FILTER_PROBLEM:
    case MW_N_ROW_FILTER_KINDS:
    default:
      return n == 0;
    }
}

/**
 * mw_row_filter_new:
 * @kind: what is asked of the cell
 * @column: (nullable): id of a column; only %MW_ROW_FILTER_PROBLEM may do without
 * @period: of %MW_ROW_FILTER_DATES
 * @values: (nullable) (array zero-terminated=1): what @kind wants
 *
 * Returns: (transfer full) (nullable): a filter; %NULL when @values are not what @kind wants
 */
MwRowFilter *
mw_row_filter_new (MwRowFilterKind kind, const char *column, MwRowPeriod period, const char *const *values)
{
  static const char *const none[] = { NULL };
  MwRowFilter *self;

  if (values == NULL)
    values = none;
  if (kind >= MW_N_ROW_FILTER_KINDS || period >= MW_N_ROW_PERIODS || !is_valid (kind, column, period, values))
    return NULL;
  self = g_new0 (MwRowFilter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->period = kind == MW_ROW_FILTER_DATES ? period : MW_ROW_PERIOD_DAYS;
  self->column = g_strdup (column);
  self->values = g_strdupv ((char **) values);
  return self;
}

MwRowFilter *
mw_row_filter_ref (MwRowFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_row_filter_unref (MwRowFilter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->column);
  g_strfreev (self->values);
  g_free (self);
}

gboolean
mw_row_filter_equal (const MwRowFilter *self, const MwRowFilter *other)
{
  return self->kind == other->kind && self->period == other->period &&
         g_strcmp0 (self->column, other->column) == 0 &&
         g_strv_equal ((const char *const *) self->values, (const char *const *) other->values);
}

/**
 * mw_row_filter_to_variant:
 *
 * Returns: (transfer none): a floating #GVariant of %MW_ROW_FILTER_TYPE
 */
GVariant *
mw_row_filter_to_variant (const MwRowFilter *self)
{
  return g_variant_new ("(sss^as)", kinds[self->kind], self->column != NULL ? self->column : "",
                        periods[self->period], self->values);
}

static int
find (const char *const *names, int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return i;
  return -1;
}

/**
 * mw_row_filter_from_variant:
 * @variant: of %MW_ROW_FILTER_TYPE
 *
 * Returns: (transfer full) (nullable): the filter; %NULL when this version has none of that kind
 */
MwRowFilter *
mw_row_filter_from_variant (GVariant *variant)
{
  const char *kind, *column, *period;
  g_autofree const char **values = NULL;
  int kind_number, period_number;

  g_variant_get (variant, "(&s&s&s^a&s)", &kind, &column, &period, &values);
  kind_number = find (kinds, MW_N_ROW_FILTER_KINDS, kind);
  period_number = find (periods, MW_N_ROW_PERIODS, period);
  if (kind_number < 0 || period_number < 0)
    return NULL;
  return mw_row_filter_new ((MwRowFilterKind) kind_number, *column != '\0' ? column : NULL,
                            (MwRowPeriod) period_number, values);
}

static void
write_day (const GDate *day, char text[16])
{
  g_snprintf (text, 16, "%04u-%02u-%02u", (guint) g_date_get_year (day) % 10000,
              (guint) g_date_get_month (day), (guint) g_date_get_day (day));
}

static void
get_today (gint64 now, GDate *today)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  g_date_clear (today, 1);
  if (local == NULL)
    g_date_set_dmy (today, 1, G_DATE_JANUARY, 1970);
  else
    g_date_set_dmy (today, (GDateDay) g_date_time_get_day_of_month (local),
                    (GDateMonth) g_date_time_get_month (local), (GDateYear) g_date_time_get_year (local));
}

/**
 * mw_row_filter_find_days:
 * @self: of %MW_ROW_FILTER_DATES
 * @now: microseconds since 1970
 * @from: (out): the first day, "" when it is open
 * @to: (out): the last one
 *
 * A week begins on Monday (ISO 8601).
 */
void
mw_row_filter_find_days (const MwRowFilter *self, gint64 now, char from[16], char to[16])
{
  GDate first, last;

  get_today (now, &first);
  last = first;
  from[0] = to[0] = '\0';
  switch (self->period)
    {
    case MW_ROW_PERIOD_TODAY:
      break;
    case MW_ROW_PERIOD_THIS_WEEK:
      g_date_subtract_days (&first, (guint) g_date_get_weekday (&first) - G_DATE_MONDAY);
      last = first;
      g_date_add_days (&last, 6);
      break;
    case MW_ROW_PERIOD_LAST_MONTH:
    case MW_ROW_PERIOD_THIS_MONTH:
      g_date_set_day (&first, 1);
      if (self->period == MW_ROW_PERIOD_LAST_MONTH)
        g_date_subtract_months (&first, 1);
      last = first;
      g_date_add_months (&last, 1);
      g_date_subtract_days (&last, 1);
      break;
    case MW_ROW_PERIOD_THIS_YEAR:
      g_date_set_dmy (&first, 1, G_DATE_JANUARY, g_date_get_year (&last));
      g_date_set_dmy (&last, 31, G_DATE_DECEMBER, g_date_get_year (&first));
      break;
    case MW_ROW_PERIOD_LAST_30_DAYS:
      g_date_subtract_days (&first, 29);
      break;
    case MW_ROW_PERIOD_NEXT_30_DAYS:
      g_date_add_days (&last, 29);
      break;
    case MW_ROW_PERIOD_BEFORE_TODAY:
      g_date_subtract_days (&last, 1);
      write_day (&last, to);
      return;
    case MW_ROW_PERIOD_DAYS:
    case MW_N_ROW_PERIODS:
    default:
      g_strlcpy (from, self->values[0], 16);
      g_strlcpy (to, self->values[1], 16);
      return;
    }
  write_day (&first, from);
  write_day (&last, to);
}

gboolean
mw_row_filters_equal (GPtrArray *a, GPtrArray *b)
{
  guint n_a = a != NULL ? a->len : 0;
  guint n_b = b != NULL ? b->len : 0;

  for (guint i = 0; n_a == n_b && i < n_a; i++)
    if (!mw_row_filter_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return n_a == n_b;
}

/**
 * mw_row_filters_find_day:
 * @self: (nullable) (element-type MwRowFilter): filters
 * @now: microseconds since 1970
 *
 * Returns: the day (Julian) that @now is in here; 0 when no period is counted from it
 */
guint
mw_row_filters_find_day (GPtrArray *self, gint64 now)
{
  GDate today;

  for (guint i = 0; self != NULL && i < self->len; i++)
    {
      const MwRowFilter *filter = self->pdata[i];

      if (filter->kind != MW_ROW_FILTER_DATES || filter->period == MW_ROW_PERIOD_DAYS)
        continue;
      get_today (now, &today);
      return g_date_get_julian (&today);
    }
  return 0;
}

/**
 * mw_row_filters_to_variant:
 * @self: (nullable) (element-type MwRowFilter): filters
 *
 * Returns: (transfer none): a floating #GVariant of %MW_ROW_FILTERS_TYPE
 */
GVariant *
mw_row_filters_to_variant (GPtrArray *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, MW_ROW_FILTERS_TYPE);
  for (guint i = 0; self != NULL && i < self->len; i++)
    g_variant_builder_add_value (&builder, mw_row_filter_to_variant (self->pdata[i]));
  return g_variant_builder_end (&builder);
}

/**
 * mw_row_filters_from_variant:
 * @variant: of %MW_ROW_FILTERS_TYPE
 *
 * Returns: (transfer full) (element-type MwRowFilter): those that this version knows
 */
GPtrArray *
mw_row_filters_from_variant (GVariant *variant)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      MwRowFilter *filter = mw_row_filter_from_variant (child);

      if (filter != NULL)
        g_ptr_array_add (filters, filter);
    }
  return filters;
}
