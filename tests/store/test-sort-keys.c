/* test-sort-keys.c: the order of numbers, dates, enums and texts
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>

#include "mw-decimal.h"
#include "mw-model.h"
#include "mw-number-key.h"
#include "mw-row-order.h"
#include "mw-test-table.h"

static const MwFieldValue statuses[] = { { "open", "zu bestellen" }, { "closed", "abgeschlossen" } };
static const MwField decimal_field = { .id = "d", .type = MW_FIELD_TYPE_DECIMAL };
static const MwField date_field = { .id = "t", .type = MW_FIELD_TYPE_DATETIME };
static const MwField status_field = { .id = "s",
                                      .type = MW_FIELD_TYPE_ENUM,
                                      .values = statuses,
                                      .n_values = 2 };
static const MwField boolean_field = { .id = "b", .type = MW_FIELD_TYPE_BOOLEAN };

/* Sorts one column and says what comes out, NULL as "-". */
static char *
sorted (const char *const *cells, guint n_rows, const MwField *field, gboolean descending)
{
  g_autoptr (MwTable) table = mw_test_table (cells, n_rows, field);
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);
  MwRowCriteria criteria = { .sorts = { { 0, descending } }, .n_sorts = 1 };
  g_autoptr (MwRowOrderJob) job = mw_row_order_job_new (generation, &criteria);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mw_row_order_job_run (job, cancellable, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (job->result->n_rows, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const char *cell = mw_generation_get_cell (generation, job->result->rows[i], 0, NULL);

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", cell != NULL ? cell : "-");
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

#define assert_sorted(field, descending, expected, ...)                                                      \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    const char *cells[] = { __VA_ARGS__ };                                                                   \
    g_autofree char *result = sorted (cells, G_N_ELEMENTS (cells), field, descending);                       \
    g_assert_cmpstr (result, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

static void
test_numbers (void)
{
  assert_sorted (&decimal_field, FALSE, "-12.5 -3 -0.1 0 0.05 0.1 9 10 99 1e2 100.01 - -", "10", "9", NULL,
                 "0.1", "-3", "100.01", "1e2", "99", "0", NULL, "-12.5", "0.05", "-0.1");
  assert_sorted (&decimal_field, TRUE, "1e2 10 9 0.1 -3 - -", "10", NULL, "9", "0.1", "-3", "1e2", NULL);
  /* 0.1 + 0.2 as doubles would be above 0.3, and these five are one double. */
  assert_sorted (&decimal_field, FALSE,
                 "9007199254740992 9007199254740992.5 9007199254740993 9007199254740993.25 9007199254740994",
                 "9007199254740993.25", "9007199254740994", "9007199254740992.5", "9007199254740993",
                 "9007199254740992");
  /* 30 digits that differ in the last one, and in their sign. */
  assert_sorted (
    &decimal_field, FALSE,
    "-123456789012345678901234567891 -123456789012345678901234567890 "
    "123456789012345678901234567890 123456789012345678901234567890.5 123456789012345678901234567891",
    "123456789012345678901234567891", "-123456789012345678901234567890", "123456789012345678901234567890.5",
    "123456789012345678901234567890", "-123456789012345678901234567891");
}

/* Equal numbers keep the order they came in, in both directions. */
static void
test_stable (void)
{
  assert_sorted (&decimal_field, FALSE, "0 -0 0.000 0e5 1 1.0 10e-1 0.1e1 100 1e2 1.00E+2", "1", "0", "100",
                 "1.0", "-0", "1e2", "10e-1", "0.000", "0.1e1", "1.00E+2", "0e5");
  assert_sorted (&decimal_field, TRUE, "2 1 1.0 1.00 0.5", "1", "2", "1.0", "0.5", "1.00");
}

/* What a server may send where a number should stand: behind the numbers, before the nulls. */
static void
test_no_numbers (void)
{
  assert_sorted (&decimal_field, FALSE, "-1 7 12,5 =1+1 NaN abc -", "abc", NULL, "7", "NaN", "-1", "=1+1",
                 "12,5");
  assert_sorted (&decimal_field, TRUE, "7 -1 zz ab -", "ab", NULL, "-1", "7", "zz");
  assert_sorted (&decimal_field, FALSE, "1e-99999999999999999999 5e1000000000 1e99999999999999999999",
                 "1e99999999999999999999", "5e1000000000", "1e-99999999999999999999");
  assert_sorted (&decimal_field, FALSE, "1 + . 1.2.3 1e -", "1.2.3", "+", NULL, ".", "1", "1e");
}

static void
test_dates (void)
{
  assert_sorted (&date_field, FALSE,
                 "2025-12-31T23:59:59Z 2026-01-01 2026-01-01T00:00:00Z 2026-01-01T00:00:00.25Z "
                 "2026-01-01T00:00:00.5Z 2026-01-01T00:00:01Z gestern -",
                 "2026-01-01T00:00:01Z", "gestern", "2026-01-01T00:00:00.5Z", NULL, "2026-01-01",
                 "2026-01-01T00:00:00.25Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z");
  /* Equal instants, written with more or fewer zeros, keep their order. */
  assert_sorted (&date_field, FALSE,
                 "2026-01-01T00:00:00.50Z 2026-01-01T00:00:00.5Z 2026-01-01T00:00:00.500Z",
                 "2026-01-01T00:00:00.50Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.500Z");
}

/* By what people see: "abgeschlossen" before "zu bestellen", and an id without a title by itself. */
static void
test_enums (void)
{
  assert_sorted (&status_field, FALSE, "closed closed mystery open open -", "open", "closed", "mystery", NULL,
                 "open", "closed");
  assert_sorted (&boolean_field, FALSE, "false false true -", "true", NULL, "false", "false");
}

static void
test_texts (void)
{
  assert_sorted (NULL, FALSE, " 10 9 abcdefgh abcdefghi abcdefghj -", "abcdefghj", "9", "abcdefgh", "", NULL,
                 "abcdefghi", "10");
  /* In a language's order é stands by e, not behind z. The C locale has no language. */
  if (setlocale (LC_COLLATE, "de_DE.UTF-8") == NULL && setlocale (LC_COLLATE, "en_US.UTF-8") == NULL)
    {
      g_test_skip ("neither de_DE.UTF-8 nor en_US.UTF-8 is installed here");
      return;
    }
  assert_sorted (NULL, FALSE, "eben école Effekt zebra", "zebra", "Effekt", "école", "eben");
  setlocale (LC_COLLATE, "C");
}

/* No key may be larger or smaller than the exact comparison says, for every pair of a list that covers the
 * edges. */
static void
test_number_keys_are_exact (void)
{
  const char *numbers[] = {
    "0",
    "-0",
    "0.0",
    "1",
    "-1",
    "+1",
    "10",
    "1e1",
    "1E+1",
    "100e-1",
    "9.999999999999999999",
    "9.9999999999999999999",
    "9.99999999999999999999",
    "10.000000000000000000000001",
    "0.1",
    "0.10",
    "1e-1",
    "0.09999999999999999999999",
    "18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "9999999999999999999",
    "10000000000000000000",
    "99999999999999999999",
    "0.000000000000000000000000000001",
    "1e-30",
    "1.0000e-30",
    "1e300",
    "1e400",
    "-1e400",
    "9e399",
    "00012",
    "12",
    "12.",
    ".5",
    "0.5",
    "123456789012345678901234567890.123456789",
    "123456789012345678901234567890.123456788",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      {
        MwNumberKey a;
        MwNumberKey b;

        if (!mw_decimal_is_valid (numbers[i]) || !mw_decimal_is_valid (numbers[j]))
          continue;
        g_assert_true (mw_number_key_init (&a, numbers[i]));
        g_assert_true (mw_number_key_init (&b, numbers[j]));
        if (CLAMP (mw_number_key_compare (&a, numbers[i], &b, numbers[j]), -1, 1) !=
            CLAMP (mw_decimal_compare (numbers[i], numbers[j]), -1, 1))
          g_error ("%s and %s compare differently", numbers[i], numbers[j]);
      }
}

/* Many rows: every neighbour is in order, every row is there once, and adding rows later gives the same as
 * sorting all. */
static void
test_growth (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (MwRowOrder) order = NULL;
  g_autoptr (MwColumnRanks) ranks = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MwRowCriteria criteria = { .sorts = { { 0, TRUE } }, .n_sorts = 1 };
  guint n_seen = 0;

  mw_table_add_column (table, "value", "Value", &decimal_field);
  for (guint page = 0; page < 40; page++)
    {
      g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
      g_autoptr (MwChunk) chunk = NULL;
      g_autoptr (MwGeneration) generation = NULL;
      g_autoptr (MwRowOrderJob) all = NULL;
      g_autoptr (MwRowOrderJob) later = NULL;

      for (guint i = 0; i < 500; i++)
        {
          MwRowOrigin origin = { 0 };
          g_autofree char *text = g_strdup_printf ("%d.%02d", g_rand_int_range (random, -90, 90),
                                                   g_rand_int_range (random, 0, 100));

          mw_chunk_builder_begin_row (builder, &origin);
          mw_chunk_builder_set_cell (builder, 0, i % 31 == 0 ? NULL : text, -1);
        }
      chunk = mw_chunk_builder_finish (builder);
      mw_table_append (table, chunk);
      generation = mw_table_dup_generation (table);

      all = mw_row_order_job_new (generation, &criteria);
      g_assert_true (mw_row_order_job_run (all, cancellable, NULL));
      later = mw_row_order_job_new (generation, &criteria);
      later->previous = g_steal_pointer (&order);
      later->n_seen = n_seen;
      later->ranks[0] = g_steal_pointer (&ranks);
      g_assert_true (mw_row_order_job_run (later, cancellable, NULL));

      n_seen = mw_generation_get_n_rows (generation);
      g_assert_cmpmem (all->result->rows, all->result->n_rows * sizeof (guint32), later->result->rows,
                       later->result->n_rows * sizeof (guint32));
      g_assert_cmpuint (all->result->n_rows, ==, n_seen);
      order = mw_row_order_ref (later->result);
      ranks = g_steal_pointer (&later->ranks[0]);
    }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (2000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* In the midst of 300,000 collation keys; where the one who cancels comes too late, again. */
static void
test_cancel (void)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwGeneration) generation = NULL;
  MwRowCriteria criteria = { .n_sorts = 1 };
  gboolean was_cancelled = FALSE;

  mw_table_add_column (table, "value", "Value", NULL);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (MwChunk) chunk = mw_test_numbered (i * 1000, 1000);

      mw_table_append (table, chunk);
    }
  generation = mw_table_dup_generation (table);
  while (!was_cancelled)
    {
      g_autoptr (MwRowOrderJob) job = mw_row_order_job_new (generation, &criteria);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

      was_cancelled = !mw_row_order_job_run (job, cancellable, &error);
      g_assert_true ((job->result == NULL) == was_cancelled);
      if (was_cancelled)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sort/numbers", test_numbers);
  g_test_add_func ("/sort/stable", test_stable);
  g_test_add_func ("/sort/no-numbers", test_no_numbers);
  g_test_add_func ("/sort/dates", test_dates);
  g_test_add_func ("/sort/enums", test_enums);
  g_test_add_func ("/sort/texts", test_texts);
  g_test_add_func ("/sort/number-keys-are-exact", test_number_keys_are_exact);
  g_test_add_func ("/sort/growth", test_growth);
  g_test_add_func ("/sort/cancel", test_cancel);
  return g_test_run ();
}
