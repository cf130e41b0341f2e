/* test-qr.c: QR codes: their parts are where the standard has them, and what is too long has none
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-qr.h"

#define ADDRESS "https://id.example/device?user_code=WDJB-MJHT"

/* The square in a corner that a phone finds it by. */
static void
assert_finder (MwQr *code, guint left, guint top)
{
  for (guint y = 0; y < 7; y++)
    for (guint x = 0; x < 7; x++)
      {
        gboolean is_rim = x == 0 || y == 0 || x == 6 || y == 6;
        gboolean is_heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;

        g_assert_cmpint (mw_qr_is_dark (code, left + x, top + y), ==, is_rim || is_heart);
      }
}

static void
test_parts (void)
{
  g_autoptr (MwQr) code = mw_qr_new (ADDRESS);
  g_autoptr (MwQr) other = mw_qr_new ("https://id.example/device?user_code=WDJB-MJHU");
  guint width = mw_qr_get_width (code);
  guint n_different = 0;

  /* 21 for version 1, 4 more for each. 45 bytes at level M need version 4 (ISO/IEC 18004, table 7). */
  g_assert_cmpuint (width, ==, 33);
  assert_finder (code, 0, 0);
  assert_finder (code, width - 7, 0);
  assert_finder (code, 0, width - 7);
  for (guint i = 8; i < width - 8; i++)
    {
      g_assert_cmpint (mw_qr_is_dark (code, i, 6), ==, i % 2 == 0);
      g_assert_cmpint (mw_qr_is_dark (code, 6, i), ==, i % 2 == 0);
    }
  g_assert_true (mw_qr_is_dark (code, 8, width - 8));
  g_assert_false (mw_qr_is_dark (code, width, 0));
  g_assert_false (mw_qr_is_dark (code, 0, G_MAXUINT));
  for (guint y = 0; y < width; y++)
    for (guint x = 0; x < width; x++)
      n_different += mw_qr_is_dark (code, x, y) != mw_qr_is_dark (other, x, y);
  g_assert_cmpuint (n_different, >, 5);
}

static void
test_length (void)
{
  g_autofree char *most = g_strnfill (500, 'a');
  g_autofree char *more = g_strnfill (501, 'a');
  g_autoptr (MwQr) code = mw_qr_new (most);

  g_assert_nonnull (code);
  g_assert_cmpuint (mw_qr_get_width (code), <, 110);
  g_assert_null (mw_qr_new (more));
  g_assert_null (mw_qr_new (""));
}

/* Every line is as long, and what is drawn is what the code says. */
static void
test_lines (void)
{
  g_autoptr (MwQr) code = mw_qr_new (ADDRESS);
  g_autofree char *text = mw_qr_dup_lines (code);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint side = mw_qr_get_width (code) + 2 * MW_QR_QUIET;

  g_assert_cmpuint (g_strv_length (lines), ==, (side + 1) / 2 + 1);
  g_assert_cmpstr (lines[(side + 1) / 2], ==, "");
  for (guint row = 0; row < (side + 1) / 2; row++)
    {
      const char *at = lines[row];

      g_assert_cmpint (g_utf8_strlen (lines[row], -1), ==, side);
      for (guint column = 0; column < side; column++, at = g_utf8_next_char (at))
        {
          gunichar block = g_utf8_get_char (at);
          gboolean upper = block == 0x2584 || block == ' ';
          gboolean lower = block == 0x2580 || block == ' ';

          g_assert_cmpint (upper, ==, mw_qr_is_dark (code, column - MW_QR_QUIET, 2 * row - MW_QR_QUIET));
          g_assert_cmpint (lower, ==, mw_qr_is_dark (code, column - MW_QR_QUIET, 2 * row + 1 - MW_QR_QUIET));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/parts", test_parts);
  g_test_add_func ("/qr/length", test_length);
  g_test_add_func ("/qr/lines", test_lines);
  return g_test_run ();
}
