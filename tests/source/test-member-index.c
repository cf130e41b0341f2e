/* test-member-index.c: members found in one walk are those that paths find
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-member-index.h"

#include <string.h>

static void
check (MwMemberIndex *self, const char *text, const char *a, const char *b, const char *empty)
{
  const char *const expected[] = { a, b, empty };
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  mw_member_index_read (self, mw_json_get_root (json));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (mw_json_peek_text (mw_member_index_get (self, i), NULL), ==, expected[i]);
}

/* In whatever order they come, and after whatever came before. */
static void
test_members (void)
{
  g_autoptr (MwMemberIndex) self = mw_member_index_new ();

  g_assert_cmpuint (mw_member_index_add (self, "a"), ==, 0);
  g_assert_cmpuint (mw_member_index_add (self, "a_key_that_is_longer_than_what_is_remembered"), ==, 1);
  g_assert_cmpuint (mw_member_index_add (self, ""), ==, 2);
  g_assert_cmpuint (mw_member_index_add (self, "a"), ==, 0);
  for (guint round = 0; round < 3; round++)
    {
      check (self, "{\"x\":0,\"a\":1,\"a_key_that_is_longer_than_what_is_remembered\":2,\"\":3}", "1", "2",
             "3");
      check (self, "{\"x\":0,\"a\":1,\"a_key_that_is_longer_than_what_is_remembered\":2,\"\":3}", "1", "2",
             "3");
      check (self, "{\"\":3,\"a\":1}", "1", NULL, "3");
      check (self, "{\"a\":1,\"a\":2,\"b\":4,\"\":5,\"\":6}", "1", NULL, "5");
      check (self, "{\"b\":1,\"a\":2,\"ab\":4,\"A\":5}", "2", NULL, NULL);
      check (self, "{}", NULL, NULL, NULL);
      check (self, "[1]", NULL, NULL, NULL);
      check (self, "7", NULL, NULL, NULL);
      check (self, "{\"a\":null,\"\":\"x\"}", NULL, NULL, "x");
    }
  mw_member_index_read (self, NULL);
  g_assert_null (mw_member_index_get (self, 0));
}

/* More members than places are remembered. */
static void
test_many (void)
{
  g_autoptr (MwMemberIndex) self = mw_member_index_new ();
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (MwJson) json = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      if (i % 7 == 0)
        mw_member_index_add (self, key);
      g_string_append_printf (text, "%s\"%s\":%u", i > 0 ? "," : "", key, i);
    }
  g_string_append (text, "}");
  json = mw_json_parse (text->str, text->len, NULL);
  for (guint round = 0; round < 2; round++)
    {
      mw_member_index_read (self, mw_json_get_root (json));
      for (guint i = 0; i < 300; i += 7)
        {
          g_autofree char *expected = g_strdup_printf ("%u", i);

          g_assert_cmpstr (mw_json_peek_text (mw_member_index_get (self, i / 7), NULL), ==, expected);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/member-index/members", test_members);
  g_test_add_func ("/member-index/many", test_many);
  return g_test_run ();
}
