/* test-scratch.c: memory that is given back at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-scratch.h"

#include <string.h>

/* Texts of all lengths, also longer than a block, stay what and where they are until the reset. */
static void
test_texts (void)
{
  g_autoptr (MwScratch) scratch = mw_scratch_new ();

  for (guint round = 0; round < 3; round++)
    {
      MwSlice slices[2000];

      for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
        {
          g_autofree char *text = g_strnfill (i % 100 == 99 ? 20000 : i % 37, (char) ('a' + i % 26));

          if (i % 5 == 4)
            slices[i] = mw_scratch_adopt (scratch, g_strdup (text));
          else
            slices[i] = mw_scratch_copy (scratch, text, strlen (text));
        }
      for (guint i = 0; i < G_N_ELEMENTS (slices); i++)
        {
          g_assert_cmpuint (slices[i].length, ==, i % 100 == 99 ? 20000 : i % 37);
          g_assert_cmpuint (strlen (slices[i].text), ==, slices[i].length);
          g_assert_cmpuint (strspn (slices[i].text, (char[]) { (char) ('a' + i % 26), '\0' }), ==,
                            slices[i].length);
        }
      mw_scratch_reset (scratch);
    }
  g_assert_null (mw_scratch_adopt (scratch, NULL).text);
  for (guint i = 0; i < 3000; i++)
    {
      mw_scratch_copy (scratch, "odd", i % 3);
      g_assert_cmpuint ((guintptr) mw_scratch_take_aligned (scratch, i % 50) % sizeof (double), ==, 0);
    }
}

static void
test_compare (void)
{
  static const char *const words[] = { "", "false", NULL };

  g_assert_true (mw_slice_equal (MW_SLICE ("a"), "a"));
  g_assert_false (mw_slice_equal (MW_SLICE ("a"), "ab"));
  g_assert_false (mw_slice_equal (MW_SLICE ("a\0b"), "a"));
  g_assert_false (mw_slice_equal (MW_SLICE_NULL, ""));
  g_assert_true (mw_slice_is_one_of (MW_SLICE (""), words));
  g_assert_true (mw_slice_is_one_of (MW_SLICE ("false"), words));
  g_assert_false (mw_slice_is_one_of (MW_SLICE ("fals"), words));
  g_assert_false (mw_slice_is_one_of (MW_SLICE_NULL, words));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scratch/texts", test_texts);
  g_test_add_func ("/scratch/compare", test_compare);
  return g_test_run ();
}
