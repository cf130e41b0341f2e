/* test-json-lines.c: the indented lines of a record: only white space differs from what was sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json-line.h"
#include "mw-json-lines.h"
#include "mw-test-fiber.h"

static char *
join (const char *json, gssize length, guint *n_lines)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, length < 0 ? strlen (json) : (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) lines = dex_await_object (mw_json_lines_new (bytes), &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (MwJsonLine) line = g_list_model_get_item (lines, i);

      g_string_append_printf (text, "%s%s", i ? "\n" : "", mw_json_line_get_text (line));
    }
  if (n_lines)
    *n_lines = g_list_model_get_n_items (lines);
  return g_string_free_and_steal (text);
}

static DexFuture *
lines_fiber (gpointer data)
{
  static const struct
  {
    const char *json;
    const char *lines;
  } cases[] = {
    { "{\"a\":1.50,\"b\":[1,2],\"c\":{}}",
      "{\n  \"a\": 1.50,\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": {}\n}" },
    { " [ ] ", "[]" },
    { "\"a , { b \\\" \\\\\"", "\"a , { b \\\" \\\\\"" },
    { "{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}" },
    { "123456789012345678901234567890.10", "123456789012345678901234567890.10" },
    { "", "" },
    { "]]}", "]\n]\n}" },
    { "\"open", "\"open" },
    { "\"end\\", "\"end\\" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lines = join (cases[i].json, -1, NULL);

      g_assert_cmpstr (lines, ==, cases[i].lines);
    }
  return dex_future_new_true ();
}

static void
test_lines (void)
{
  mw_test_run_fiber (lines_fiber, NULL);
}

/* What a hostile system could send: all of it ends in lines of a bearable length. */
static DexFuture *
hostile_fiber (gpointer data)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *wide = g_strnfill (3000000, 'x');
  g_autofree char *cut = NULL;
  g_autofree char *many = NULL;
  g_autofree char *bytes = NULL;
  GString *list = g_string_new ("[");
  guint n_lines;

  cut = join (deep, -1, &n_lines);
  g_assert_cmpuint (n_lines, <=, 20001);
  g_assert_cmpuint (strlen (cut), <, 20001 * 100);
  g_clear_pointer (&cut, g_free);

  wide[0] = '"';
  cut = join (wide, -1, &n_lines);
  g_assert_cmpuint (n_lines, ==, 1);
  g_assert_cmpuint (strlen (cut), <, 2100);
  g_assert_true (g_str_has_suffix (cut, "…"));

  for (guint i = 0; i < 50000; i++)
    g_string_append (list, "1,");
  many = join (list->str, -1, &n_lines);
  g_assert_cmpuint (n_lines, ==, 20001);
  g_string_free (list, TRUE);

  bytes = join ("{\"\xff\x00\xc3\":\"\xe2\x82\"}", 12, &n_lines);
  g_assert_true (g_utf8_validate (bytes, -1, NULL));
  return dex_future_new_true ();
}

static void
test_hostile (void)
{
  mw_test_run_fiber (hostile_fiber, NULL);
}

/* Of each line, which value it shows. */
static DexFuture *
pointers_fiber (gpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (
    "{\"a/b\":{\"c~\":1,\"d\":[]},\"l\":[{\"x\":\"y:\"},[2,3]],\"\\u00e9\":null}", 60);
  static const char *const pointers[] = { "",     "/a~1b",  "/a~1b/c~0", "/a~1b/d", "/a~1b",  "/l",
                                          "/l/0", "/l/0/x", "/l/0",      "/l/1",    "/l/1/0", "/l/1/1",
                                          "/l/1", "/l",     "/é",        "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) lines = dex_await_object (mw_json_lines_new (bytes), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (MwJsonLine) line = g_list_model_get_item (lines, i);

      g_assert_cmpuint (i, <, G_N_ELEMENTS (pointers));
      g_assert_cmpstr (mw_json_line_get_pointer (line), ==, pointers[i]);
    }
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, G_N_ELEMENTS (pointers));
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/json-lines", test_lines);
  g_test_add_data_func ("/ui/json-lines/pointers", pointers_fiber, mw_test_run_fiber_data);
  g_test_add_func ("/ui/json-lines/hostile", test_hostile);
  return g_test_run ();
}
