/* test-decimal.c: exact decimals
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-decimal.h"

static void
test_valid (void)
{
  static const char *const valid[] = {
    "0",
    "-0",
    "1",
    "+1",
    "007",
    "-1204.50",
    ".5",
    "-.5",
    "5.",
    "1e3",
    "1E-3",
    "1.5e+03",
    "1e999999999",
    "123456789012345678901234567890123456789012345678901234567890.000000000000000000000000000000000000000001"
  };
  static const char *const invalid[] = { "",     " ",   "-",   "+",        ".",     "-.",    "e5",
                                         "1e",   "1e+", "1,5", "1 000",    "1.2.3", "--1",   "+-1",
                                         "0x10", "NaN", "nan", "Infinity", "-inf",  "1_000", "1 ",
                                         " 1",   "1\n", "１",  "1e5.5",    "true",  "1.-2" };

  for (gsize i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_test_message ("%s", valid[i]);
      g_assert_true (mw_decimal_is_valid (valid[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_test_message ("%s", invalid[i]);
      g_assert_false (mw_decimal_is_valid (invalid[i]));
    }
  g_assert_false (mw_decimal_is_valid (NULL));
}

static void
test_compare (void)
{
  /* Ascending; those of one row are equal. */
  static const char *const rows[][4] = {
    { "-1e999999999999999999999" },
    { "-1000000000000000000000.1" },
    { "-1000000000000000000000" },
    { "-1e9" },
    { "-2.50", "-2.5", "-0.25e1", "-002.5" },
    { "-2.4999999999999999999999999999999" },
    { "-1e-5" },
    { "0", "-0", "0.000", "0e99" },
    { "1e-999999999999999999999" },
    { "0.00001", "1e-5", "0.1e-4", "10E-6" },
    { "0.1" },
    { "0.10000000000000000555" },
    { "9", "+9", "9.", "09" },
    { "10", "1e1", "100e-1" },
    { "9007199254740992" },
    { "9007199254740993" },
    { "1e999999999" },
    { "1.5e999999999" },
    { "12,50" },
    { "abc" },
    { NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (rows); j++)
      for (gsize k = 0; k < 4 && (k == 0 || rows[i][k] != NULL); k++)
        for (gsize l = 0; l < 4 && (l == 0 || rows[j][l] != NULL); l++)
          {
            int order = mw_decimal_compare (rows[i][k], rows[j][l]);

            g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
          }
}

static void
assert_result (MwDecimalOperation operation, const char *a, const char *b, const char *expected)
{
  gboolean exact = 2;
  g_autofree char *result = mw_decimal_calculate (operation, a, b, &exact);

  g_test_message ("%d: %s %s", operation, a, b);
  g_assert_cmpstr (result, ==, expected);
  g_assert_cmpint (exact, ==, expected != NULL);
}

static void
test_exact (void)
{
  assert_result (MW_DECIMAL_ADD, "1.10", "2.20", "3.30");
  assert_result (MW_DECIMAL_ADD, "0.1", "0.2", "0.3");
  assert_result (MW_DECIMAL_ADD, "1e3", "1", "1001");
  assert_result (MW_DECIMAL_ADD, "123456789012345678901234567890", "0.000000000000000000000000000001",
                 "123456789012345678901234567890.000000000000000000000000000001");
  assert_result (MW_DECIMAL_SUBTRACT, "1.00", "1", "0.00");
  assert_result (MW_DECIMAL_SUBTRACT, "-0.0", "0", "0.0");
  assert_result (MW_DECIMAL_SUBTRACT, "5", "7.25", "-2.25");
  assert_result (MW_DECIMAL_MULTIPLY, "1.10", "3", "3.30");
  assert_result (MW_DECIMAL_MULTIPLY, "99999999999999999999", "99999999999999999999",
                 "9999999999999999999800000000000000000001");
  assert_result (MW_DECIMAL_MULTIPLY, "0", "1e900", "0");
  assert_result (MW_DECIMAL_MULTIPLY, "-0", "5", "0");
  assert_result (MW_DECIMAL_MULTIPLY, "2e2", "3e1", "6000");
  assert_result (MW_DECIMAL_DIVIDE, "1", "8", "0.125");
  assert_result (MW_DECIMAL_DIVIDE, "100.00", "4", "25.00");
  assert_result (MW_DECIMAL_DIVIDE, "-10", "4", "-2.5");
  assert_result (MW_DECIMAL_DIVIDE, "1", "1024", "0.0009765625");
  assert_result (
    MW_DECIMAL_DIVIDE, "1", "1267650600228229401496703205376",
    "0.0000000000000000000000000000007888609052210118054117285652827862296732064351090230047702789306640625");
  assert_result (MW_DECIMAL_DIVIDE, "0", "7", "0");
  assert_result (MW_DECIMAL_MIN, "10", "9.5", "9.5");
  assert_result (MW_DECIMAL_MAX, "10", "9.5", "10");
  assert_result (MW_DECIMAL_MIN, "1.0", "1", "1.0");
  assert_result (MW_DECIMAL_MAX, "-3", "-20", "-3");
  assert_result (MW_DECIMAL_MAX, "1e2", "3", "100");
}

static void
assert_rounded (const char *a, const char *b, const char *expected)
{
  gboolean exact = TRUE;
  g_autofree char *result = mw_decimal_calculate (MW_DECIMAL_DIVIDE, a, b, &exact);

  g_assert_cmpstr (result, ==, expected);
  g_assert_false (exact);
}

static void
test_rounded (void)
{
  g_autofree char *no_flag = mw_decimal_calculate (MW_DECIMAL_DIVIDE, "1", "3", NULL);

  g_assert_cmpstr (no_flag, ==, "0.333333333333");
  assert_rounded ("1", "3", "0.333333333333");
  assert_rounded ("2", "3", "0.666666666667");
  assert_rounded ("-2", "3", "-0.666666666667");
  assert_rounded ("1000000", "7", "142857.142857142857");
  assert_rounded ("1e-20", "3", "0.000000000000");
  assert_rounded ("-1e-20", "3", "0.000000000000");
  assert_rounded ("1e500", "3e500", "0.333333333333");
}

static void
test_no_number (void)
{
  g_autofree char *long_number = g_strnfill (1001, '9');
  g_autofree char *longest = g_strnfill (1000, '9');
  g_autofree char *product = NULL;

  assert_result (MW_DECIMAL_ADD, "1e999999999", "1", NULL);
  assert_result (MW_DECIMAL_ADD, "1", "1e-999999999", NULL);
  assert_result (MW_DECIMAL_MULTIPLY, "1e1001", "1", NULL);
  assert_result (MW_DECIMAL_ADD, long_number, "1", NULL);
  assert_result (MW_DECIMAL_ADD, "abc", "1", NULL);
  assert_result (MW_DECIMAL_ADD, "NaN", "1", NULL);
  assert_result (MW_DECIMAL_ADD, NULL, "1", NULL);
  assert_result (MW_DECIMAL_MAX, "1", "", NULL);
  assert_result (MW_DECIMAL_DIVIDE, "1", "0", NULL);
  assert_result (MW_DECIMAL_DIVIDE, "0", "0.00", NULL);
  assert_result (MW_DECIMAL_DIVIDE, "1", "-0", NULL);

  product = mw_decimal_calculate (MW_DECIMAL_MULTIPLY, longest, longest, NULL);
  g_assert_cmpuint (strlen (product), ==, 2000);
}

/* The extremes that are still numbers: the answer is exact, and of a size that the inputs explain. */
static void
test_extremes (void)
{
  gboolean exact;
  g_autofree char *sum = mw_decimal_calculate (MW_DECIMAL_ADD, "1e1000", "1e-1000", &exact);
  g_autofree char *quotient = NULL;
  g_autofree char *product = NULL;

  g_assert_true (exact);
  g_assert_cmpuint (strlen (sum), ==, 1001 + 1 + 1000);
  product = mw_decimal_calculate (MW_DECIMAL_MULTIPLY, "1e1000", "1e1000", &exact);
  g_assert_cmpuint (strlen (product), ==, 2001);
  quotient = mw_decimal_calculate (MW_DECIMAL_DIVIDE, "1e-1000", "1e1000", &exact);
  g_assert_true (exact);
  g_assert_cmpuint (strlen (quotient), ==, 2 + 2000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/valid", test_valid);
  g_test_add_func ("/decimal/compare", test_compare);
  g_test_add_func ("/decimal/exact", test_exact);
  g_test_add_func ("/decimal/rounded", test_rounded);
  g_test_add_func ("/decimal/no-number", test_no_number);
  g_test_add_func ("/decimal/extremes", test_extremes);
  return g_test_run ();
}
