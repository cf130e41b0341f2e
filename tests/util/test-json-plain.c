/* test-json-plain.c: many bytes looked at together, beside one after the other
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-characters.h"
#include "mw-json-plain.h"

static gboolean
is_special (guchar c)
{
  return c == '"' || c == '\\' || c < 0x20 || c >= 0x80;
}

static void
check (const char *bytes)
{
  char copy[MW_JSON_PLAIN_SIZE];
  guint special = 0, digits = 0;

  for (guint i = 0; i < MW_JSON_PLAIN_SIZE; i++)
    {
      special |= (guint) is_special ((guchar) bytes[i]) << i;
      digits |= (guint) (bytes[i] >= '0' && bytes[i] <= '9') << i;
    }
  g_assert_cmphex (mw_json_find_special (bytes, copy), ==, special);
  g_assert_cmpmem (copy, sizeof copy, bytes, MW_JSON_PLAIN_SIZE);
  memset (copy, 0, sizeof copy);
  g_assert_cmphex (mw_json_find_digits (bytes, copy), ==, digits);
  g_assert_cmpmem (copy, sizeof copy, bytes, MW_JSON_PLAIN_SIZE);
}

/* Each byte at each place among others that are near to what is looked for. */
static void
test_each_byte (void)
{
  static const guchar others[] = { 'a', '"', '\\', 0, 0x1F, 0x20, 0x7F, 0x80, 0xFF, '0', '9', '/', ':' };

  for (guint place = 0; place < MW_JSON_PLAIN_SIZE; place++)
    for (guint i = 0; i < sizeof others; i++)
      for (guint c = 0; c < 256; c++)
        {
          char bytes[MW_JSON_PLAIN_SIZE];

          memset (bytes, others[i], sizeof bytes);
          bytes[place] = (char) c;
          check (bytes);
        }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 200000; i++)
    {
      char bytes[MW_JSON_PLAIN_SIZE];

      for (guint j = 0; j < sizeof bytes; j++)
        bytes[j] = (char) g_rand_int_range (random, 0, 256);
      check (bytes);
    }
}

static void
test_same (void)
{
  for (guint length = 1; length <= MW_JSON_PLAIN_SIZE; length++)
    for (guint place = 0; place < MW_JSON_PLAIN_SIZE; place++)
      for (guint bit = 0; bit < 8; bit++)
        {
          char a[MW_JSON_PLAIN_SIZE] = "0123456789abcde", b[MW_JSON_PLAIN_SIZE] = "0123456789abcde";

          b[place] = (char) (b[place] ^ (1 << bit));
          g_assert_cmpint (mw_json_same_bytes (a, b, length), ==, place >= length);
        }
}

/* All that two, and all that three bytes can be, before two others. */
static void
test_characters (void)
{
  for (guint bytes = 0; bytes <= 0xFFFFFF; bytes++)
    {
      char text[] = { (char) bytes, (char) (bytes >> 8), (char) (bytes >> 16), 'x' };
      gsize length = mw_json_utf8_length (text, text + sizeof text);

      g_assert_cmpuint (mw_json_measure_character (text), ==, length == 4 ? 0 : length);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-plain/each-byte", test_each_byte);
  g_test_add_func ("/json-plain/random", test_random);
  g_test_add_func ("/json-plain/same", test_same);
  g_test_add_func ("/json-plain/characters", test_characters);

  return g_test_run ();
}
