/* test-json.c: documents, scalars as text, and paths
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json.h"

static MwJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MwJson *json = mw_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  return json;
}

static yyjson_val *
at (MwJson *json, const char *path_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwJsonPath) path = mw_json_path_parse (path_text, &error);

  g_assert_no_error (error);
  return mw_json_path_get (path, mw_json_get_root (json), NULL);
}

static void
assert_text (MwJson *json, const char *path, const char *expected)
{
  g_autofree char *text = mw_json_dup_text (at (json, path));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_scalars (void)
{
  g_autoptr (MwJson) json = parse (
    "{\"s\": \"Gr\\u00fc\\u00dfe \\ud83d\\ude00\\n\", \"e\": \"\", \"t\": true, \"f\": false, \"n\": null,"
    "\"a\": [1, \"x\", {\"b\": 1.50}], \"o\": {}}");
  gsize length = 7;

  assert_text (json, "s", "Grüße 😀\n");
  assert_text (json, "e", "");
  assert_text (json, "t", "true");
  assert_text (json, "f", "false");
  assert_text (json, "n", NULL);
  assert_text (json, "missing", NULL);
  assert_text (json, "a", "[1,\"x\",{\"b\":1.50}]");
  assert_text (json, "o", "{}");
  g_assert_null (mw_json_peek_text (at (json, "a"), &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_null (mw_json_peek_text (NULL, &length));
  g_assert_null (mw_json_dup_text (NULL));
  g_assert_cmpstr (mw_json_peek_text (at (json, "s"), &length), ==, "Grüße 😀\n");
  g_assert_cmpuint (length, ==, strlen ("Grüße 😀\n"));
}

static void
test_numbers (void)
{
  static const char *const numbers[] = {
    "0",
    "-0",
    "-0.0",
    "1.10",
    "18446744073709551616",
    "123456789012345678901234567890.123456789",
    "1e5",
    "1E+05",
    "-1.5e-3000",
    "0.1000000000000000055511151231257827",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"list\": [ %s ], \"n\": %s}", numbers[i], numbers[i]);
      g_autofree char *list = g_strdup_printf ("[%s]", numbers[i]);
      g_autoptr (MwJson) json = parse (text);

      assert_text (json, "n", numbers[i]);
      assert_text (json, "list", list);
    }
}

static void
test_nul (void)
{
  g_autoptr (MwJson) json = parse ("{\"v\": \"a\\u0000b\", \"\\u0000k\": 1}");
  const char *text;
  gsize length;

  text = mw_json_peek_text (at (json, "v"), &length);
  g_assert_cmpmem (text, length, "a\0b", 3);
  assert_text (json, "v", "a␀b");
}

static void
test_duplicates (void)
{
  g_autoptr (MwJson) json = parse ("{\"a\": 1, \"a\": 2, \"o\": {\"x\": 3}, \"o\": {\"y\": 4}}");

  assert_text (json, "a", "1");
  assert_text (json, "o.x", "3");
  assert_text (json, "o.y", NULL);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "", MW_JSON_ERROR_EMPTY },
    { " \n\t", MW_JSON_ERROR_EMPTY },
    { "<!DOCTYPE html>", MW_JSON_ERROR_SYNTAX },
    { "\xEF\xBB\xBF{}", MW_JSON_ERROR_SYNTAX },
    { "{\"a\": 01}", MW_JSON_ERROR_SYNTAX },
    { "[1,]", MW_JSON_ERROR_SYNTAX },
    { "[\"\t\"]", MW_JSON_ERROR_SYNTAX },
    { "{\"a\": 1", MW_JSON_ERROR_CUT },
    { "[\"abc", MW_JSON_ERROR_CUT },
    { "[NaN]", MW_JSON_ERROR_SYNTAX },
    { "[+1]", MW_JSON_ERROR_SYNTAX },
    { "['a']", MW_JSON_ERROR_SYNTAX },
    { "[1 /* no */]", MW_JSON_ERROR_SYNTAX },
    { "[\"\\ud800\"]", MW_JSON_ERROR_TEXT },
    { "[\"\\udc00\\ud800\"]", MW_JSON_ERROR_TEXT },
    { "[\"\\ud800\\u0041\"]", MW_JSON_ERROR_TEXT },
    { "{\"\\udfff\": 1}", MW_JSON_ERROR_TEXT },
    { "[\"\xC0\xAF\"]", MW_JSON_ERROR_TEXT },
    { "[\"\xED\xA0\x80\"]", MW_JSON_ERROR_TEXT },
    { "[\"\xF4\x90\x80\x80\"]", MW_JSON_ERROR_TEXT },
    { "[\"M\xFCller\"]", MW_JSON_ERROR_TEXT },
    { "{} {}", MW_JSON_ERROR_TRAILING },
    { "[] x", MW_JSON_ERROR_TRAILING },
    { "1 2", MW_JSON_ERROR_TRAILING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (mw_json_parse (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, MW_JSON_ERROR, cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_bom_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mw_json_parse ("\xEF\xBB\xBF[]", 5, &error));
  g_assert_nonnull (strstr (error->message, "byte order mark"));
}

static void
test_depth (void)
{
  const guint depths[] = { MW_JSON_MAX_DEPTH, MW_JSON_MAX_DEPTH + 1, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *text = g_malloc (2 * depths[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwJson) json = NULL;

      memset (text, '[', depths[i]);
      memset (text + depths[i], ']', depths[i]);
      json = mw_json_parse (text, 2 * depths[i], &error);
      if (i == 0)
        {
          g_autofree char *again = mw_json_dup_text (mw_json_get_root (json));

          g_assert_no_error (error);
          g_assert_cmpmem (again, strlen (again), text, 2 * depths[i]);
        }
      else
        g_assert_error (error, MW_JSON_ERROR, MW_JSON_ERROR_DEPTH);
    }
}

static void
test_path (void)
{
  g_autoptr (MwJson) json = parse (
    "{\"a\": {\"b\": [10, {\"c d\": 11}]}, \"@odata.nextLink\": 12, \"x.y\": {\"]\": 13}, \"q\\\"\\\\\": 14,"
    "\"\": 15}");

  assert_text (json, "a.b[0]", "10");
  assert_text (json, "a.b[1].c d", "11");
  assert_text (json, "a[\"b\"][1][\"c d\"]", "11");
  assert_text (json, "[\"@odata.nextLink\"]", "12");
  assert_text (json, "[\"x.y\"][\"]\"]", "13");
  assert_text (json, "[\"q\\\"\\\\\"]", "14");
  assert_text (json, "[\"\"]", "15");
  assert_text (json, "a.b[2]", NULL);
  assert_text (json, "a.b.c", NULL);
  assert_text (json, "a[0]", NULL);
  assert_text (json, "a.b[]", NULL);
  assert_text (json, "a.b[400000000]", NULL);
  g_assert_true (at (json, "") == mw_json_get_root (json));
}

static void
test_path_errors (void)
{
  static const char *const bad[] = {
    ".",     "a.",     ".a",    "a..b",           "a[",
    "a[1",   "a[x]",   "a[-1]", "a[1]b",          "a\"b",
    "[\"a]", "[\"a\"", "a]",    "a[99999999999]", "a[][][][][][][][][]",
    "\xFF",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (mw_json_path_parse (bad[i], &error));
      g_assert_true (error->domain == MW_JSON_ERROR);
    }
}

static void
test_path_steps (void)
{
  g_autoptr (MwJsonPath) path = mw_json_path_parse ("lines[].item[\"a.b\"][3]", NULL);

  g_assert_cmpstr (mw_json_path_get_text (path), ==, "lines[].item[\"a.b\"][3]");
  g_assert_cmpuint (mw_json_path_get_n_steps (path), ==, 5);
  g_assert_cmpstr (mw_json_path_get_key (path, 0), ==, "lines");
  g_assert_null (mw_json_path_get_key (path, 1));
  g_assert_cmpstr (mw_json_path_get_key (path, 2), ==, "item");
  g_assert_cmpstr (mw_json_path_get_key (path, 3), ==, "a.b");
  g_assert_null (mw_json_path_get_key (path, 4));
  g_assert_null (mw_json_path_get_key (path, 5));
}

/* The shape of Tryton's search_read: "party" is the id, "party." holds its fields. */
static void
test_nested_suffix (void)
{
  const MwJsonDialect dialect = { .nested_suffix = "." };
  g_autoptr (MwJson) json = parse (
    "{\"party\": 7, \"party.\": {\"name\": \"Acme\", \"lang\": 1, \"lang.\": {\"code\": \"de\"}},"
    "\"plain\": {\"x\": 1}}");
  static const struct
  {
    const char *path, *expected;
  } cases[] = {
    { "party", "7" },   { "party.name", "Acme" },  { "party.lang", "1" }, { "party.lang.code", "de" },
    { "plain.x", "1" }, { "party.missing", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJsonPath) path = mw_json_path_parse (cases[i].path, NULL);
      g_autofree char *text = mw_json_dup_text (mw_json_path_get (path, mw_json_get_root (json), &dialect));

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
append_text (yyjson_val *value, gpointer data)
{
  g_autofree char *text = mw_json_dup_text (value);

  g_string_append_printf (data, "%s;", text != NULL ? text : "null");
}

static void
test_foreach (void)
{
  g_autoptr (MwJson) json = parse ("{\"l\": [{\"a\": 1, \"m\": [1, 2]}, {}, {\"a\": null, \"m\": [3]}, 5, "
                                   "{\"a\": 2.0, \"m\": {}}], \"e\": []}");
  static const struct
  {
    const char *path, *expected;
  } cases[] = {
    { "l[].a", "1;null;2.0;" }, { "l[].m[]", "1;2;3;" }, { "l[].m[0]", "1;3;" }, { "e[]", "" },
    { "l[1]", "{};" },          { "missing[].a", "" },   { "l[0].a[]", "" },     { "l[3]", "5;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJsonPath) path = mw_json_path_parse (cases[i].path, NULL);
      g_autoptr (GString) seen = g_string_new (NULL);

      mw_json_path_foreach (path, mw_json_get_root (json), NULL, append_text, seen);
      g_assert_cmpstr (seen->str, ==, cases[i].expected);
      mw_json_path_foreach (path, NULL, NULL, append_text, seen);
      g_assert_cmpstr (seen->str, ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/scalars", test_scalars);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/nul", test_nul);
  g_test_add_func ("/json/duplicates", test_duplicates);
  g_test_add_func ("/json/errors", test_errors);
  g_test_add_func ("/json/bom-is-named", test_bom_is_named);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/path", test_path);
  g_test_add_func ("/json/path-errors", test_path_errors);
  g_test_add_func ("/json/path-steps", test_path_steps);
  g_test_add_func ("/json/nested-suffix", test_nested_suffix);
  g_test_add_func ("/json/foreach", test_foreach);
  return g_test_run ();
}
