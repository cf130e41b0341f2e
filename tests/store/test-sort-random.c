/* test-sort-random.c: sorts, filters and searches of random tables, together, beside a slow, obvious
 * comparison
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "mw-decimal.h"
#include "mw-model.h"
#include "mw-row-order.h"
#include "mw-table.h"
#include "mw-test-tree.h"
#include "mw-text.h"

#define N_COLUMNS 5
#define N_ROUNDS  60
#define MAX_ROWS  3000

enum
{
  COLUMN_TEXT,
  COLUMN_DECIMAL,
  COLUMN_MOMENT,
  COLUMN_STATUS,
  COLUMN_FLAG,
};

static const MwFieldValue statuses[] = {
  { "open", "zu bestellen" },
  { "closed", "Änderung" },
  { "late", "éteint" },
};
static const MwField fields[N_COLUMNS] = {
  { .id = "text", .type = MW_FIELD_TYPE_TEXT },
  { .id = "decimal", .type = MW_FIELD_TYPE_DECIMAL },
  { .id = "moment", .type = MW_FIELD_TYPE_DATETIME },
  { .id = "status", .type = MW_FIELD_TYPE_ENUM, .values = statuses, .n_values = G_N_ELEMENTS (statuses) },
  { .id = "flag", .type = MW_FIELD_TYPE_BOOLEAN },
};

static const char *const texts[] = {
  "",
  "a",
  "A",
  "ä",
  "Ä",
  "a\xcc\x88",
  "ab",
  "b",
  "ß",
  "ss",
  "straße",
  "Strasse",
  "école",
  "ecole",
  "Émile",
  "zebra",
  "Zürich",
  "Zurich",
  "株式会社",
  "日本",
  "Ελλάδα",
  "ελλάδα",
  "Москва",
  "москва",
  "שלום",
  "مرحبا",
  "مرحبا بك",
  "co-op",
  "coop",
  "co op",
  "10",
  "9",
  "09",
  "½",
  "ﬁn",
  "fin",
  "🚚",
  "🚛",
  "İstanbul",
  "istanbul",
  "Łódź",
  "Lodz",
  "PO-1",
  "PO-10",
  "PO-2",
  "x\ty",
  "x y",
  "x\xc2\xa0y",
  "ığdır",
  "IĞDIR",
  "iğde",
  "Çelik",
  "çelik",
  "cilek",
  "çilek",
  "ŞEKER",
  "seker",
  "şeker",
  "Ångström",
  "ångström",
  "angstrom",
  "öre",
  "Örebro",
  "zon",
  "älv",
  "vind",
  "wind",
  "Væske",
  "Größe",
  "GROESSE",
  "groß",
  "GROSS",
  "北京",
  "上海",
  "广州",
  "重庆",
  "厂 北京",
  "北京 厂",
  "Pumpe groß klein",
  "KLEIN große Pumpe",
};
static const char *const dates[] = {
  "2026-01-01",
  "2026-01-01T00:00:00Z",
  "2026-01-01T00:00:00",
  "2026-01-01T00:00:00.5Z",
  "2026-01-01T00:00:00.50Z",
  "2026-01-01T00:00:00.500000001Z",
  "2025-12-31T23:59:59Z",
  "2025-12-31",
  "0001-01-01",
  "9999-12-31T23:59:59Z",
  "2024-02-29",
  "2024-03-01T12:30:00Z",
  "2026-01-01T00:00:01Z",
  "2026-01-01T00:00:00.49Z",
};
static const char *const no_values[] = { "gestern", "31.02.2026", "n/a", "12,5", "-", "1.2.3", "=1+1" };

#define PICK(list) g_strdup (list[g_rand_int_range (random, 0, G_N_ELEMENTS (list))])

static char *
random_decimal (GRand *random)
{
  static const char *const odd[] = { "-0",
                                     "0",
                                     "-0.00",
                                     "+0e5",
                                     "0e-999999999",
                                     ".0",
                                     "1e999999999",
                                     "-1e999999999",
                                     "10e999999998",
                                     "1e-999999999",
                                     "-1e-999999999",
                                     "1e1000000000000000",
                                     "2e1000000000000000",
                                     "1e-1000000000000000",
                                     "0.0000000000000000000000001",
                                     "1e-25",
                                     "1e511",
                                     "1e512",
                                     "9.99e511",
                                     "-1e-512" };

  switch (g_rand_int_range (random, 0, 7))
    {
    case 6:
      return PICK (odd);
    case 0:
      return g_strdup_printf ("%d", g_rand_int_range (random, -20, 20));
    case 1:
      return g_strdup_printf ("%d.%02d", g_rand_int_range (random, -9, 9), g_rand_int_range (random, 0, 100));
    case 2:
      return g_strdup_printf ("%d.%d0", g_rand_int_range (random, -3, 3), g_rand_int_range (random, 0, 3));
    case 3:
      return g_strdup_printf ("90071992547409%d.%03d", g_rand_int_range (random, 90, 99),
                              g_rand_int_range (random, 0, 4));
    case 4:
      return g_strdup_printf ("%s12345678901234567890123456789%d", g_rand_boolean (random) ? "-" : "",
                              g_rand_int_range (random, 0, 10));
    default:
      return g_strdup_printf ("%de%d", g_rand_int_range (random, -12, 12),
                              g_rand_int_range (random, -700, 700) / g_rand_int_range (random, 1, 400));
    }
}

/* Few different ones, so that there are ties; now and then any letters at all. */
static char *
random_text (GRand *random)
{
  g_autoptr (GString) text = NULL;

  if (g_rand_int_range (random, 0, 3) > 0)
    return PICK (texts);
  text = g_string_new (NULL);
  for (int i = g_rand_int_range (random, 0, 30); i > 0; i--)
    g_string_append_unichar (text,
                             (gunichar) (g_rand_boolean (random) ? g_rand_int_range (random, 'A', 'z')
                                                                 : g_rand_int_range (random, 0xa0, 0x530)));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
random_cell (GRand *random, guint column)
{
  int kind = g_rand_int_range (random, 0, 12);

  if (kind == 0)
    return NULL;
  if (kind == 1 && (column == COLUMN_DECIMAL || column == COLUMN_MOMENT || column == COLUMN_STATUS))
    return PICK (no_values);
  switch (column)
    {
    case COLUMN_TEXT:
      return random_text (random);
    case COLUMN_DECIMAL:
      return random_decimal (random);
    case COLUMN_MOMENT:
      return PICK (dates);
    case COLUMN_STATUS:
      return g_strdup (statuses[g_rand_int_range (random, 0, G_N_ELEMENTS (statuses))].id);
    default:
      return g_strdup (g_rand_boolean (random) ? "true" : "false");
    }
}

static void
append_rows (MwTable *table, GRand *random, guint n_rows)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) chunk = NULL;

  for (guint row = 0; row < n_rows; row++)
    {
      mw_chunk_builder_begin_row (builder, NULL);
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          g_autofree char *cell = random_cell (random, column);

          mw_chunk_builder_set_cell (builder, column, cell, -1);
        }
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
}

static gboolean
is_decimal (const char *text)
{
  return mw_decimal_is_valid (text);
}

/* Year, month, day, hour, minute, second and the rest as a number; a day comes before its first second. */
static gboolean
read_date (const char *text, int *parts, double *fraction)
{
  int n = sscanf (text, "%4d-%2d-%2dT%2d:%2d:%2d%lf", &parts[0], &parts[1], &parts[2], &parts[3], &parts[4],
                  &parts[5], fraction);

  return n >= 3;
}

static int
compare_dates (const char *a, const char *b)
{
  int x[6] = { 0, 0, 0, -1, -1, -1 }, y[6] = { 0, 0, 0, -1, -1, -1 };
  double x_fraction = 0, y_fraction = 0;

  read_date (a, x, &x_fraction);
  read_date (b, y, &y_fraction);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return (x_fraction > y_fraction) - (x_fraction < y_fraction);
}

static const char *
status_title (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].id, id))
      return statuses[i].title;
  return id;
}

/* 0: a value, 1: none of the type, 2: null. */
static int
get_zone (guint column, const char *text)
{
  int parts[6];
  double fraction;

  if (text == NULL)
    return 2;
  if (column == COLUMN_DECIMAL)
    return is_decimal (text) ? 0 : 1;
  if (column == COLUMN_MOMENT)
    return read_date (text, parts, &fraction) && text[4] == '-' ? 0 : 1;
  return 0;
}

static int
compare_cells (guint column, const char *a, const char *b, gboolean descending)
{
  int a_zone = get_zone (column, a), b_zone = get_zone (column, b), order;

  if (a_zone != b_zone)
    return a_zone < b_zone ? -1 : 1;
  if (a == NULL)
    return 0;
  if (a_zone == 1)
    order = g_utf8_collate (a, b);
  else if (column == COLUMN_DECIMAL)
    order = mw_decimal_compare (a, b);
  else if (column == COLUMN_MOMENT)
    order = compare_dates (a, b);
  else if (column == COLUMN_STATUS)
    order = g_utf8_collate (status_title (a), status_title (b));
  else if (column == COLUMN_FLAG)
    order = strcmp (a, b);
  else
    order = g_utf8_collate (a, b);
  return descending ? -order : order;
}

static gboolean
is_in_days (const char *cell, char **days)
{
  int parts[6];
  double fraction;

  /* In UTC the day that it is here is the one that is written. */
  return get_zone (COLUMN_MOMENT, cell) == 0 && read_date (cell, parts, &fraction) &&
         (*days[0] == '\0' || strncmp (cell, days[0], 10) >= 0) &&
         (*days[1] == '\0' || strncmp (cell, days[1], 10) <= 0);
}

static gboolean
has_words (const char *cell, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (!mw_text_matches (cell, words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
passes (const MwRowFilter *filter, const char *cell)
{
  gboolean is_empty = cell == NULL || *cell == '\0';

  switch (filter->kind)
    {
    case MW_ROW_FILTER_ONE_OF:
      return g_strv_contains ((const char *const *) filter->values, is_empty ? "" : cell);
    case MW_ROW_FILTER_DATES:
      return is_in_days (cell, filter->values);
    case MW_ROW_FILTER_NUMBERS:
      return get_zone (COLUMN_DECIMAL, cell) == 0 &&
             (*filter->values[0] == '\0' || mw_decimal_compare (cell, filter->values[0]) >= 0) &&
             (*filter->values[1] == '\0' || mw_decimal_compare (cell, filter->values[1]) <= 0);
    case MW_ROW_FILTER_CONTAINS:
      return !is_empty && has_words (cell, filter->values[0]);
    case MW_ROW_FILTER_EMPTY:
      return is_empty;
    default:
      return !is_empty;
    }
}

/* In one cell or in several: each word in any. */
static gboolean
has_word (MwGeneration *generation, guint row, const char *word)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      const char *cell = mw_generation_get_cell (generation, row, column, NULL);

      if (cell != NULL && column == COLUMN_STATUS)
        cell = status_title (cell);
      if (cell != NULL && mw_text_matches (cell, word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_wanted (MwGeneration *generation, const MwRowCriteria *criteria, guint row)
{
  g_auto (GStrv) words = g_strsplit_set (criteria->search != NULL ? criteria->search : "", " \t", -1);

  for (guint i = 0; criteria->filters != NULL && i < criteria->filters->len; i++)
    {
      const MwRowFilter *filter = criteria->filters->pdata[i];
      guint column = (guint) mw_generation_find_column (generation, filter->column);

      if (!passes (filter, mw_generation_get_cell (generation, row, column, NULL)))
        return FALSE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !has_word (generation, row, words[i]))
      return FALSE;
  return TRUE;
}

static void
tell_row (MwGeneration *generation, const MwRowCriteria *criteria, guint row, gboolean is_there)
{
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autoptr (GVariant) filters = g_variant_ref_sink (mw_row_filters_to_variant (criteria->filters));
  g_autofree char *text = g_variant_print (filters, FALSE);

  for (guint column = 0; column < N_COLUMNS; column++)
    {
      const char *cell = mw_generation_get_cell (generation, row, column, NULL);

      g_string_append_printf (cells, " “%s”", cell != NULL ? cell : "(null)");
    }
  g_error ("Row %u,%s, %s, in the search for “%s” with %s", row, cells->str,
           is_there ? "is there, but does not pass" : "passes, but is not there", criteria->search, text);
}

/* Neighbours are in order, those that are equal in that of the table, and each row that is wanted is there
 * once, and no other: together that is the one right answer. */
static void
assert_sorted (MwGeneration *generation, const MwRowCriteria *criteria, const MwRowOrder *order)
{
  guint n_rows = mw_generation_get_n_rows (generation);
  g_autofree gboolean *seen = g_new0 (gboolean, n_rows + 1);

  for (guint i = 0; i < order->n_rows; i++)
    {
      int result = 0;

      g_assert_cmpuint (order->rows[i], <, n_rows);
      g_assert_false (seen[order->rows[i]]);
      seen[order->rows[i]] = TRUE;
      for (guint k = 0; i > 0 && k < criteria->n_sorts && result == 0; k++)
        {
          guint column = criteria->sorts[k].column;
          const char *a = mw_generation_get_cell (generation, order->rows[i - 1], column, NULL);
          const char *b = mw_generation_get_cell (generation, order->rows[i], column, NULL);

          result = compare_cells (column, a, b, criteria->sorts[k].descending);
          if (result > 0)
            g_error ("“%s” stands before “%s” in column %u, %s", a, b, column,
                     criteria->sorts[k].descending ? "descending" : "ascending");
        }
      if (i > 0 && result == 0)
        g_assert_cmpuint (order->rows[i - 1], <, order->rows[i]);
    }
  for (guint row = 0; row < n_rows; row++)
    if (seen[row] != is_wanted (generation, criteria, row))
      tell_row (generation, criteria, row, seen[row]);
}

#undef PICK
#define PICK(list) list[g_rand_int_range (random, 0, G_N_ELEMENTS (list))]

static MwRowFilter *
choose_filter (GRand *random)
{
  static const char *const low[] = { "-9", "-0.5", "0", "9007199254740991.5", "1e300", "" };
  static const char *const high[] = { "5", "3.10", "9007199254740993.002", "1e400" };
  static const char *const first[] = { "", "0001-01-01", "2024-03-01", "2026-01-01" };
  static const char *const last[] = { "2025-12-31", "2026-01-01", "9999-12-31" };
  static const char *const words[] = {
    "a",     "str",      "ZUR",  "ß",     "лл", "co op", "gross pumpe",
    "ÇELIK", "angstrom", "北京", "厂 北", "i",  "I",     "GROSSE klein pumpe",
    " \tä "
  };
  static const MwRowFilterKind kinds[N_COLUMNS] = {
    [COLUMN_TEXT] = MW_ROW_FILTER_CONTAINS, [COLUMN_DECIMAL] = MW_ROW_FILTER_NUMBERS,
    [COLUMN_MOMENT] = MW_ROW_FILTER_DATES,  [COLUMN_STATUS] = MW_ROW_FILTER_ONE_OF,
    [COLUMN_FLAG] = MW_ROW_FILTER_ONE_OF,
  };
  guint column = (guint) g_rand_int_range (random, 0, N_COLUMNS);
  const char *values[3] = { NULL };

  if (g_rand_int_range (random, 0, 4) == 0)
    return mw_row_filter_new (g_rand_boolean (random) ? MW_ROW_FILTER_EMPTY : MW_ROW_FILTER_FILLED,
                              fields[column].id, MW_ROW_PERIOD_DAYS, NULL);
  if (column == COLUMN_TEXT)
    values[0] = PICK (words);
  else if (column == COLUMN_STATUS || column == COLUMN_FLAG)
    {
      values[0] = column == COLUMN_FLAG ? "true" : "late";
      values[1] = g_rand_boolean (random) ? "" : NULL;
    }
  else
    {
      values[0] = column == COLUMN_DECIMAL ? PICK (low) : PICK (first);
      values[1] = column == COLUMN_DECIMAL ? PICK (high) : PICK (last);
    }
  return mw_row_filter_new (kinds[column], fields[column].id, MW_ROW_PERIOD_DAYS, values);
}

/* No filters and no search in some rounds, one of them in some, both in others. */
static void
choose_rows (GRand *random, MwRowCriteria *criteria)
{
  static const char *const words[] = {
    "a",          "strasse",        "zü",        "E",          "bestellen",
    "株",         "a true",         "2026 zu a", "-0 open",    "北京 厂",
    "ıgdır",      "IGDIR",          "oRE  vind", "e999999999", "pumpe 0 true",
    "\tfalse aa", "anderung gross", "b 1 false", "nothing a",  "ss"
  };
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

  for (int i = g_rand_int_range (random, 0, 3); i > 0; i--)
    g_ptr_array_add (filters, choose_filter (random));
  if (filters->len > 0)
    mw_row_criteria_set_filters (criteria, filters);
  if (g_rand_int_range (random, 0, 3) == 0)
    criteria->search = g_strdup (PICK (words));
}

static void
choose_sorts (GRand *random, MwRowCriteria *criteria)
{
  guint columns[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = i;
  criteria->n_sorts = (guint) g_rand_int_range (random, 1, MW_MAX_SORTS + 1);
  for (guint i = 0; i < criteria->n_sorts; i++)
    {
      guint k = (guint) g_rand_int_range (random, (gint32) i, N_COLUMNS);
      guint column = columns[k];

      columns[k] = columns[i];
      columns[i] = column;
      criteria->sorts[i] = (MwSort) { column, g_rand_boolean (random) };
    }
}

/* A table that grows: the first pages are sorted at once, then some rows come again and again, with what is
 * known of those before. */
static guint
run_round (GRand *random)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwRowOrder) order = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MwRowCriteria criteria = { 0 };
  guint n_seen = 0, n_found;

  for (guint i = 0; i < N_COLUMNS; i++)
    mw_table_add_column (table, fields[i].id, fields[i].id, &fields[i]);
  choose_sorts (random, &criteria);
  choose_rows (random, &criteria);
  for (guint step = 0; step < 4; step++)
    {
      g_autoptr (MwGeneration) generation = NULL;
      g_autoptr (MwRowOrderJob) job = NULL;
      g_autoptr (GError) error = NULL;

      append_rows (table, random, (guint) g_rand_int_range (random, 0, step == 0 ? MAX_ROWS : 120));
      generation = mw_table_dup_generation (table);
      job = mw_row_order_job_new (generation, &criteria);
      job->previous = g_steal_pointer (&order);
      job->n_seen = n_seen;
      for (guint i = 0; i < criteria.n_sorts; i++)
        job->ranks[i] = mw_table_dup_ranks (table, criteria.sorts[i].column);
      g_assert_true (mw_row_order_job_run (job, cancellable, &error));
      g_assert_no_error (error);
      assert_sorted (generation, &criteria, job->result);
      for (guint i = 0; i < criteria.n_sorts; i++)
        mw_table_keep_ranks (table, job->ranks[i]);
      order = mw_row_order_ref (job->result);
      n_seen = mw_generation_get_n_rows (generation);
    }
  n_found = order->n_rows;
  mw_row_criteria_clear (&criteria);
  return n_found;
}

/* Made for this test: few computers have them all. */
static char *folder;

static gboolean
make_language (const char *language)
{
  g_autofree char *source = g_strndup (language, strcspn (language, "."));
  g_autofree char *path = g_build_filename (folder, language, NULL);
  const char *arguments[] = { "localedef", "--no-archive", "-i", source, "-f", "UTF-8", path, NULL };

  return g_spawn_sync (NULL, (char **) arguments, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL) &&
         g_file_test (path, G_FILE_TEST_IS_DIR);
}

static void
test_random (gconstpointer language)
{
  /* A failure is looked at again with --seed and what the head of the test's output says. */
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_found = 0;

  g_test_message ("Seed %u", seed);
  if (setlocale (LC_COLLATE, language) == NULL &&
      !(make_language (language) && setlocale (LC_COLLATE, language) != NULL))
    {
      g_test_message ("%s is not installed here: in the order of the bytes", (const char *) language);
      language = "C.UTF-8";
      g_assert_nonnull (setlocale (LC_COLLATE, language));
    }
  g_assert_nonnull (setlocale (LC_CTYPE, language));
  for (guint i = 0; i < N_ROUNDS; i++)
    n_found += run_round (random);
  g_assert_cmpuint (n_found, >, N_ROUNDS);
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  g_autofree char *places = NULL;
  int status;

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mw-locales-XXXXXX", NULL);
  g_assert_nonnull (folder);
  places = g_strdup_printf ("%s:/usr/lib/locale", folder);
  g_setenv ("LOCPATH", places, TRUE);
  g_test_add_data_func ("/sort-random/german", "de_DE.UTF-8", test_random);
  g_test_add_data_func ("/sort-random/english", "en_US.UTF-8", test_random);
  g_test_add_data_func ("/sort-random/turkish", "tr_TR.UTF-8", test_random);
  g_test_add_data_func ("/sort-random/swedish", "sv_SE.UTF-8", test_random);
  g_test_add_data_func ("/sort-random/chinese", "zh_CN.UTF-8", test_random);
  g_test_add_data_func ("/sort-random/bytes", "C.UTF-8", test_random);
  status = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (folder);
  return status;
}
