/* test-key-set.c: identities, each once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-key-set.h"

#include <string.h>

static gboolean
add (MwKeySet *self, const char *key)
{
  return mw_key_set_add (self, key, strlen (key));
}

/* Keys that look alike are not the same. */
static void
test_different (void)
{
  static const char *const keys[] = {
    "",
    "0",
    "00",
    "000",
    "1",
    "01",
    "10",
    "a",
    "a0",
    "a00",
    "0a",
    "-1",
    "1.0",
    "1 ",
    " 1",
    "64",
    "65",
    "063",
    "0064",
    "PO-64",
    "PO-1",
    "po-1",
    "PO-01",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "118446744073709551616",
    "3f2b9c10-0000-4000-8000-000000000001",
    "3f2b9c10-0000-4000-8000-000000000011",
    "4f2b9c10-0000-4000-8000-000000000001",
    "é1",
    "è1",
  };
  g_autoptr (MwKeySet) self = mw_key_set_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (add (self, keys[i]));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (add (self, keys[i]));
  g_assert_true (mw_key_set_add (self, "a\0b", 3));
  g_assert_true (mw_key_set_add (self, "a\0c", 3));
  g_assert_false (mw_key_set_add (self, "a\0b", 3));
}

typedef char *(*DupKey) (guint number);

static char *
dup_number (guint number)
{
  return g_strdup_printf ("%u", number);
}

static char *
dup_order_number (guint number)
{
  return g_strdup_printf ("PO-2026-%07u", number);
}

static char *
dup_uuid (guint number)
{
  return g_strdup_printf ("%08x-0000-4000-8000-00000000000a", number * 2654435761u);
}

static char *
dup_pair (guint number)
{
  return g_strdup_printf ("%u,line", number);
}

/* In no order; those that count take little room. */
static void
test_many (void)
{
  static const DupKey kinds[] = { dup_number, dup_order_number, dup_uuid, dup_pair };
  const guint n = 100000;

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (MwKeySet) self = mw_key_set_new ();

      for (guint round = 0; round < 2; round++)
        for (guint i = 0; i < n; i++)
          {
            g_autofree char *key = kinds[kind]((guint) ((guint64) i * 7919 % n));

            g_assert_cmpint (add (self, key), ==, round == 0);
          }
      if (kinds[kind] == dup_number || kinds[kind] == dup_order_number)
        g_assert_cmpuint (mw_key_set_get_size (self), <, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-set/different", test_different);
  g_test_add_func ("/key-set/many", test_many);
  return g_test_run ();
}
