/* test-cost.c: what reading costs, in words
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cost.h"

static void
test_words (void)
{
  static const struct
  {
    MwEstimate estimate;
    const char *text;
  } rows[] = {
    { { 4212, 43, TRUE, 0 }, "4212 records · 43 requests" },
    { { 1, 1, TRUE, 0 }, "1 record · 1 request" },
    { { 0, 1, TRUE, 59 }, "0 records · 1 request · less than a minute" },
    { { 200, 2, FALSE, 60 }, "200 records · at least 2 requests · about 1 minute" },
    { { -1, 1, FALSE, 61 }, "number not known · at least 1 request · about 2 minutes" },
    { { 50000, 50000, TRUE, 30000 }, "50000 records · 50000 requests · about 9 hours" },
    { { 50000, 9000, TRUE, 5400 }, "50000 records · 9000 requests · about 90 minutes" },
    { { 50000, 9000, TRUE, 5401 }, "50000 records · 9000 requests · about 2 hours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = mw_cost_dup_text (&rows[i].estimate);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/cost/words", test_words);
  return g_test_run ();
}
