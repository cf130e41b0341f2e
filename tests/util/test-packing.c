/* test-packing.c: numbers and texts as bytes and back, and bytes that end too early
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-packing.h"

static const guint64 numbers[] = { 0, 1, 127, 128, 16383, 16384, G_MAXUINT32, G_MAXINT64, G_MAXUINT64 };
static const gint64 signeds[] = { 0, -1, 1, -64, 64, G_MININT32, G_MININT64, G_MAXINT64 };

static void
test_round_trip (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;
  MwUnpacking at;
  const guint8 *data;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    mw_pack_number (bytes, numbers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (signeds); i++)
    mw_pack_signed (bytes, signeds[i]);
  mw_pack_text (bytes, "Müller");
  mw_pack_text (bytes, NULL);
  mw_pack_text (bytes, "");
  mw_pack_bytes (bytes, "a\0b", 3);

  at = mw_unpacking_new (bytes->data, bytes->len);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (mw_unpack_number (&at) == numbers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (signeds); i++)
    g_assert_true (mw_unpack_signed (&at) == signeds[i]);
  text = mw_unpack_text (&at);
  g_assert_cmpstr (text, ==, "Müller");
  g_assert_null (mw_unpack_text (&at));
  empty = mw_unpack_text (&at);
  g_assert_cmpstr (empty, ==, "");
  g_assert_false (mw_unpacking_is_done (&at));
  data = mw_unpack_bytes (&at, &length);
  g_assert_cmpmem (data, length, "a\0b", 3);
  g_assert_true (mw_unpacking_is_done (&at));
  /* Behind the end there is nothing, and that stays so. */
  g_assert_cmpuint (mw_unpack_number (&at), ==, 0);
  g_assert_null (mw_unpack_bytes (&at, &length));
  g_assert_true (at.failed);
}

static void
test_cut (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  mw_pack_number (bytes, G_MAXUINT64);
  mw_pack_text (bytes, "Müller");
  for (guint i = 0; i < bytes->len; i++)
    {
      MwUnpacking at = mw_unpacking_new (bytes->data, i);

      mw_unpack_number (&at);
      g_assert_null (mw_unpack_text (&at));
      g_assert_true (at.failed);
      g_assert_true (at.at == at.end);
    }
}

static void
test_bad_numbers (void)
{
  const guint8 endless[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 };
  const guint8 large[] = { 0x80, 0x02 };
  MwUnpacking at = mw_unpacking_new (endless, sizeof endless);

  g_assert_cmpuint (mw_unpack_number (&at), ==, 0);
  g_assert_true (at.failed);
  at = mw_unpacking_new (large, sizeof large);
  g_assert_cmpuint (mw_unpack_uint (&at, 256), ==, 256);
  at = mw_unpacking_new (large, sizeof large);
  g_assert_cmpuint (mw_unpack_uint (&at, 255), ==, 0);
  g_assert_true (at.failed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packing/round-trip", test_round_trip);
  g_test_add_func ("/packing/cut", test_cut);
  g_test_add_func ("/packing/bad-numbers", test_bad_numbers);
  return g_test_run ();
}
