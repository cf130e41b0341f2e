/* test-json-scanner.c: record ranges, envelopes, and the scanner and yyjson held against each other
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json-scanner.h"

static MwJsonScan *
scan_bytes (const char *text, gsize length, const char *path_text, GError **error)
{
  g_autoptr (MwJsonPath) path = mw_json_path_parse (path_text, NULL);

  g_assert_nonnull (path);
  return mw_json_scan (text, length, path, NULL, NULL, error);
}

static MwJsonScan *
scan (const char *text, const char *path_text)
{
  g_autoptr (GError) error = NULL;
  MwJsonScan *self = scan_bytes (text, strlen (text), path_text, &error);

  g_assert_no_error (error);
  return self;
}

/* The records, each followed by ";"; "no list" when there is none. */
static char *
records_of (const char *text, const MwJsonScan *self)
{
  g_autoptr (GString) all = g_string_new (NULL);
  const MwJsonRange *ranges;
  guint n_records;

  ranges = mw_json_scan_get_records (self, &n_records);
  if (!mw_json_scan_has_list (self))
    {
      g_assert_cmpuint (n_records, ==, 0);
      return g_strdup ("no list");
    }
  for (guint i = 0; i < n_records; i++)
    {
      g_string_append_len (all, text + ranges[i].offset, (gssize) ranges[i].length);
      g_string_append_c (all, ';');
    }
  return g_string_free_and_steal (g_steal_pointer (&all));
}

/* An object where the path leads is a list of one; a list stays one. */
static void
test_one (void)
{
  static const struct
  {
    const char *text, *path, *records;
  } cases[] = {
    { "{\"a\": 1}", "", "{\"a\": 1};" },
    { " { \"order\" : { \"id\" : 1.50 , \"lines\":[{}] } , \"n\":2} ", "order",
      "{ \"id\" : 1.50 , \"lines\":[{}] };" },
    { "{\"d\":{\"results\":{\"x\":{}}},\"e\":[{}]}", "d.results", "{\"x\":{}};" },
    { "{\"d\":[{\"x\":1},{\"x\":2}]}", "d", "{\"x\":1};{\"x\":2};" },
    { "{\"d\":[{\"x\":1},{\"x\":2}]}", "d[1]", "{\"x\":2};" },
    { "{\"d\":7}", "d", "no list" },
    { "{\"d\":{\"x\":1},\"d\":{\"x\":2}}", "d", "{\"x\":1};" },
    { "7", "", "no list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJsonPath) path = mw_json_path_parse (cases[i].path, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwJsonScan)
        self = mw_json_scan_one (cases[i].text, strlen (cases[i].text), path, NULL, NULL, &error);
      g_autofree char *records = NULL;

      g_assert_no_error (error);
      records = records_of (cases[i].text, self);
      g_assert_cmpstr (records, ==, cases[i].records);
    }
}

/* What stands behind the object, or in it, is checked as anywhere. */
static void
test_one_broken (void)
{
  static const char *const texts[] = { "{\"a\":1} x", "{\"a\":1", "{\"a\":}", "{\"d\":{\"x\":1},}", "" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MwJsonPath) path = mw_json_path_parse (i == 3 ? "d" : "", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (mw_json_scan_one (texts[i], strlen (texts[i]), path, NULL, NULL, &error));
      g_assert_nonnull (error);
    }
}

static void
test_records (void)
{
  static const struct
  {
    const char *text, *path, *records, *envelope;
  } cases[] = {
    { "[]", "", "", "[]" },
    { " [ 1 , [2], {\"a\" : 3 } ,\"x]\"\n] ", "", "1;[2];{\"a\" : 3 };\"x]\";", "[]" },
    { "{\"d\":[{},null],\"n\":1.0}", "d", "{};null;", "{\"d\":[],\"n\":1.0}" },
    { "{\"x\":{\"d\":[0]},\"d\":[{\"d\":[7]}],\"n\":2}", "d", "{\"d\":[7]};",
      "{\"x\":{\"d\":[0]},\"d\":[],\"n\":2}" },
    { "{\"a\":{\"b\":[1]}}", "a.b", "1;", "{\"a\":{\"b\":[]}}" },
    { "{\"a\":[{\"r\":[1]},{\"r\":[2,3]}]}", "a[1].r", "2;3;", "{\"a\":[{\"r\":[1]},{\"r\":[]}]}" },
    { "[[1],[2]]", "[1]", "2;", "[[1],[]]" },
    { "{\"a.b\":[1]}", "[\"a.b\"]", "1;", "{\"a.b\":[]}" },
    { "{\"\\u0064\":[1]}", "d", "1;", "{\"d\":[]}" },
    { "{\"gr\\u00fc\\ud83d\\ude00\":[1]}", "grü😀", "1;", "{\"grü😀\":[]}" },
    { "{\"d\":[[[]],[{}]]}", "d", "[[]];[{}];", "{\"d\":[]}" },
    /* the path is not there, or no list stands there */
    { "{\"e\":[1]}", "d", "no list", "{\"e\":[1]}" },
    { "{\"d\":{\"e\":[1]}}", "d", "no list", "{\"d\":{\"e\":[1]}}" },
    { "{\"d\":null}", "d", "no list", "{\"d\":null}" },
    { "{\"d\":[1]}", "", "no list", "{\"d\":[1]}" },
    { "[{\"d\":[1]}]", "d", "no list", "[{\"d\":[1]}]" },
    { "{\"0\":[1]}", "[0]", "no list", "{\"0\":[1]}" },
    { "\"text\"", "d", "no list", "\"text\"" },
    { "7", "", "no list", "7" },
    { "{\"d\":[[1]]}", "d[]", "no list", "{\"d\":[[1]]}" },
    /* the first of equal keys counts, also on the way */
    { "{\"d\":[1],\"d\":[2]}", "d", "1;", "{\"d\":[],\"d\":[2]}" },
    { "{\"d\":0,\"d\":[2]}", "d", "no list", "{\"d\":0,\"d\":[2]}" },
    { "{\"a\":{\"x\":0},\"a\":{\"d\":[2]}}", "a.d", "no list", "{\"a\":{\"x\":0},\"a\":{\"d\":[2]}}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJsonScan) self = scan (cases[i].text, cases[i].path);
      g_autofree char *records = records_of (cases[i].text, self);
      g_autoptr (MwJson) envelope = mw_json_scan_parse_envelope (self, NULL);
      g_autofree char *envelope_text = mw_json_dup_text (mw_json_get_root (envelope));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (records, ==, cases[i].records);
      if (yyjson_is_ctn (mw_json_get_root (envelope)))
        g_assert_cmpstr (envelope_text, ==, cases[i].envelope);
    }
}

static void
test_duplicate_keys (void)
{
  static const struct
  {
    const char *text;
    guint n_duplicates;
  } cases[] = {
    { "{}", 0 },
    { "{\"a\":1,\"b\":{\"a\":2}}", 0 },
    { "[{\"a\":1},{\"a\":1}]", 0 },
    { "{\"a\":1,\"a\":2}", 1 },
    { "{\"a\":1,\"a\":2,\"a\":3}", 2 },
    { "{\"a\":{\"b\":1,\"b\":2},\"c\":[{\"b\":0,\"b\":0}],\"a\":0}", 3 },
    { "{\"a\":1,\"\\u0061\":2}", 1 },
    { "{\"\\u0061\":1,\"a\":2}", 1 },
    { "{\"\\n\":1,\"\\u000A\":2,\"\\u000a\":3}", 2 },
    { "{\"a\\u0000b\":1,\"a\":2,\"a\\u0000c\":3}", 0 },
    { "{\"\":1,\"\":2}", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MwJsonScan) self = scan (cases[i].text, "");

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (mw_json_scan_get_n_duplicate_keys (self), ==, cases[i].n_duplicates);
    }
}

/* One object of 200,000 keys, half of them twice. */
static void
test_many_keys (void)
{
  g_autoptr (GString) text = g_string_new ("[{");
  g_autoptr (MwJsonScan) self = NULL;

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, "%s\"k%d\":%d", i > 0 ? "," : "", i % 100000, i);
  g_string_append (text, "}]");
  self = scan (text->str, "");
  g_assert_cmpuint (mw_json_scan_get_n_duplicate_keys (self), ==, 100000);
}

static void
test_big_page (void)
{
  g_autoptr (GString) text = g_string_new ("{\"total\": 40000, \"items\": [");
  g_autoptr (MwJsonScan) self = NULL;
  g_autoptr (MwJson) envelope = NULL;
  const MwJsonRange *ranges;
  guint n_records;

  for (int i = 0; i < 40000; i++)
    g_string_append_printf (
      text,
      "%s\n  {\"id\": %d, \"name\": \"Sechskantschraube M8 × %d \\\"verzinkt\\\"\", \"price\": %d.%02d,"
      " \"quantity\": 123456789012345678901234567890.5, \"lines\": [{\"n\": 1}, {\"n\": 2}],"
      " \"note\": \"%s\", \"flags\": [true, false, null]}",
      i > 0 ? "," : "", i, i, i, i % 100, "0123456789 [{]} 0123456789 \\\\\\\" ,,,, 0123456789");
  g_string_append (text, "\n], \"next\": null}");
  g_assert_cmpuint (text->len, >, 10 * 1000 * 1000);

  self = scan (text->str, "items");
  ranges = mw_json_scan_get_records (self, &n_records);
  g_assert_cmpuint (n_records, ==, 40000);
  for (guint i = 0; i < n_records; i += 997)
    {
      g_autoptr (MwJson) record = mw_json_parse (text->str + ranges[i].offset, ranges[i].length, NULL);
      g_autoptr (MwJsonPath) path = mw_json_path_parse ("id", NULL);
      g_autofree char *id = mw_json_dup_text (mw_json_path_get (path, mw_json_get_root (record), NULL));
      g_autofree char *expected = g_strdup_printf ("%u", i);

      g_assert_cmpstr (id, ==, expected);
    }
  envelope = mw_json_scan_parse_envelope (self, NULL);
  g_assert_cmpuint (yyjson_obj_size (mw_json_get_root (envelope)), ==, 3);
}

/* What is too much to keep is parsed again. */
static void
test_many_records (void)
{
  const guint n = 2400000;
  g_autoptr (GString) text = g_string_new ("{\"items\":[");
  g_autoptr (MwJsonScan) self = NULL;
  guint n_records, n_parsed = 0;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s[%u]", i > 0 ? "," : "", i % 10);
  g_string_append (text, "]}");
  self = scan (text->str, "items");
  mw_json_scan_get_records (self, &n_records);
  g_assert_cmpuint (n_records, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MwJson) parsed = NULL;
      yyjson_val *record = mw_json_scan_parse_record (self, text->str, i, &parsed, &error);

      g_assert_no_error (error);
      g_assert_cmpint (*mw_json_peek_text (yyjson_arr_get_first (record), NULL), ==, (int) ('0' + i % 10));
      n_parsed += parsed != NULL;
    }
  g_assert_cmpuint (n_parsed, >, 0);
  g_assert_cmpuint (n_parsed, <, n / 2);
}

/* A record of its own depth stands inside the depth of the page. */
static void
test_depth (void)
{
  for (guint depth = MW_JSON_MAX_DEPTH - 1; depth <= MW_JSON_MAX_DEPTH; depth++)
    {
      g_autofree char *open = g_strnfill (depth - 2, '[');
      g_autofree char *close = g_strnfill (depth - 2, ']');
      g_autofree char *text = g_strdup_printf ("{\"data\":[%s{\"a\":0}%s]}", open, close);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwJsonScan) self = scan_bytes (text, strlen (text), "data", &error);
      g_autoptr (MwJson) whole = mw_json_parse (text, strlen (text), NULL);

      g_assert_cmpint (self != NULL, ==, depth < MW_JSON_MAX_DEPTH);
      g_assert_cmpint (whole != NULL, ==, depth < MW_JSON_MAX_DEPTH);
      if (self == NULL)
        g_assert_error (error, MW_JSON_ERROR, MW_JSON_ERROR_DEPTH);
    }
}

static void
assert_refused (const char *text, gsize length, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scan_bytes (text, length, "data", &error));
  g_assert_error (error, MW_JSON_ERROR, code);
}

static void
test_bombs (void)
{
  const gsize n = 100000;
  g_autofree char *brackets = g_strnfill (n, '[');
  g_autoptr (GString) objects = g_string_new (NULL);
  g_autoptr (GString) digits = g_string_new ("{\"data\":[");
  g_autofree char *many = g_strnfill (1000000, '9');
  g_autoptr (MwJsonScan) self = NULL;

  for (gsize i = 0; i < n; i++)
    g_string_append (objects, "{\"data\":");
  assert_refused (brackets, n, MW_JSON_ERROR_DEPTH);
  assert_refused (objects->str, objects->len, MW_JSON_ERROR_DEPTH);
  assert_refused ("", 0, MW_JSON_ERROR_EMPTY);
  assert_refused ("[][]", 4, MW_JSON_ERROR_TRAILING);
  assert_refused ("{\"data\":[1,2", 12, MW_JSON_ERROR_CUT);
  assert_refused ("{\"data\":[\"\\ud83d\"]}", 19, MW_JSON_ERROR_TEXT);
  assert_refused ("{}\0", 3, MW_JSON_ERROR_TRAILING);
  assert_refused ("\xFF\xFE{\0}\0", 6, MW_JSON_ERROR_SYNTAX);

  g_string_append_printf (digits, "%s]}", many);
  self = scan (digits->str, "data");
  g_assert_true (mw_json_scan_has_list (self));
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MwJsonPath) path = mw_json_path_parse ("", NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (mw_json_scan ("[1]", 3, path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Documents to change and to cut. */
static const char *const seeds[] = {
  "{\"data\":[{\"id\":1,\"name\":\"a\\u00e9\\ud83d\\ude00\\n\"},{\"id\":-0.5e+1}],\"n\":\"é😀\"}",
  "[1,2.50,-3e7,\"\",\"\\\\\\\"\\/\\b\\f\\n\\r\\t\",{},[],[[]],{\"\":{}}]",
  " { \"a\" : [ ] , \"b\" : { } , \"a\" : 0 } ",
  "\"\\u0000\\uFFFF\\uDBFF\\uDFFF\"",
  "-0",
  "true",
};

static gboolean
scanner_accepts (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwJsonScan) self = scan_bytes (text, length, "data", &error);

  g_assert_true ((self == NULL) == (error != NULL));
  return self != NULL;
}

static gboolean
yyjson_accepts (const char *text, gsize length)
{
  yyjson_doc *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_NUMBER_AS_RAW, NULL, NULL);

  yyjson_doc_free (doc);
  return doc != NULL;
}

static void
mutate (GString *text, GRand *random)
{
  static const char *const pieces[] = { "\"",
                                        "\\",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "0",
                                        "1",
                                        "-",
                                        "+",
                                        ".",
                                        "e",
                                        "E",
                                        " ",
                                        "\n",
                                        "\t",
                                        "\\u",
                                        "\\ud800",
                                        "\\udc00",
                                        "\\u00",
                                        "null",
                                        "tru",
                                        "\x7F",
                                        "\x80",
                                        "\xC3",
                                        "\xC3\xA9",
                                        "\xED\xA0\x80",
                                        "\xF0\x9F",
                                        "\xEF\xBB\xBF",
                                        "/",
                                        "//",
                                        "'",
                                        "NaN",
                                        "\x01",
                                        "\x1F",
                                        "\xE2\x80\xA8",
                                        "\\x",
                                        "\\/" };
  gssize position = g_rand_int_range (random, 0, (gint32) text->len + 1);

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0: /* put in */
      g_string_insert (text, position, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      break;
    case 1: /* take out */
      if ((gsize) position < text->len)
        g_string_erase (text, position, 1);
      break;
    case 2: /* change a byte, to NUL too */
      if ((gsize) position < text->len)
        text->str[position] = (char) g_rand_int_range (random, 0, 256);
      break;
    case 3: /* repeat a part */
      {
        gssize length = MIN (g_rand_int_range (random, 1, 9), (gssize) text->len - position);
        g_autofree char *part = g_strndup (text->str + position, (gsize) MAX (length, 0));

        g_string_insert (text, g_rand_int_range (random, 0, (gint32) text->len + 1), part);
        break;
      }
    default: /* cut */
      if (g_rand_int_range (random, 0, 8) == 0)
        g_string_truncate (text, (gsize) position);
    }
}

static void
test_agree (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint n_accepted = 0, n_refused = 0;

  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[g_rand_int_range (random, 0, G_N_ELEMENTS (seeds))]);
      int n_mutations = g_rand_int_range (random, 1, 4);
      gboolean accepted;

      for (int j = 0; j < n_mutations; j++)
        mutate (text, random);
      accepted = scanner_accepts (text->str, text->len);
      if (accepted != yyjson_accepts (text->str, text->len))
        {
          g_autofree char *shown = g_strescape (text->str, NULL);

          g_test_fail_printf ("the scanner %s, yyjson does not: %s", accepted ? "accepts" : "refuses", shown);
          return;
        }
      *(accepted ? &n_accepted : &n_refused) += 1;
    }
  g_test_message ("%u accepted, %u refused", n_accepted, n_refused);
  g_assert_cmpuint (n_accepted, >, 20000);
  g_assert_cmpuint (n_refused, >, 20000);
}

/* Each prefix of a document, in memory that ends there. */
static void
test_cuts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (gsize length = 0; length <= strlen (seeds[i]); length++)
      {
        g_autofree char *exact = g_memdup2 (seeds[i], length);

        g_assert_cmpint (scanner_accepts (exact != NULL ? exact : "", length), ==,
                         length > 0 && yyjson_accepts (exact, length));
      }
}

/* What yyjson finds in the list is what the ranges hold. */
static void
test_ranges_agree (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);
  g_autoptr (MwJsonPath) path = mw_json_path_parse ("data", NULL);
  guint n_compared = 0;

  for (int i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[0]);
      g_autoptr (MwJsonScan) self = NULL;
      g_autoptr (MwJson) whole = NULL;
      const MwJsonRange *ranges;
      yyjson_val *list;
      guint n_records;

      mutate (text, random);
      mutate (text, random);
      self = scan_bytes (text->str, text->len, "data", NULL);
      if (self == NULL)
        continue;
      whole = mw_json_parse (text->str, text->len, NULL);
      list = mw_json_path_get (path, mw_json_get_root (whole), NULL);
      ranges = mw_json_scan_get_records (self, &n_records);
      g_assert_cmpint (mw_json_scan_has_list (self), ==, yyjson_is_arr (list));
      g_assert_cmpuint (n_records, ==, yyjson_arr_size (list));
      for (guint j = 0; j < n_records; j++)
        {
          g_autoptr (MwJson) record = mw_json_parse (text->str + ranges[j].offset, ranges[j].length, NULL);
          g_autofree char *expected = mw_json_dup_text (yyjson_arr_get (list, j));
          g_autofree char *found = mw_json_dup_text (mw_json_get_root (record));
          g_autoptr (MwJson) parsed = NULL;
          g_autofree char *kept = mw_json_dup_text (
            mw_json_scan_parse_record (self, text->str, j, &parsed, NULL));

          g_assert_cmpstr (found, ==, expected);
          g_assert_cmpstr (kept, ==, expected);
          g_assert_null (parsed);
          n_compared++;
        }
    }
  g_assert_cmpuint (n_compared, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scanner/records", test_records);
  g_test_add_func ("/json-scanner/one", test_one);
  g_test_add_func ("/json-scanner/one-broken", test_one_broken);
  g_test_add_func ("/json-scanner/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/json-scanner/many-keys", test_many_keys);
  g_test_add_func ("/json-scanner/big-page", test_big_page);
  g_test_add_func ("/json-scanner/many-records", test_many_records);
  g_test_add_func ("/json-scanner/depth", test_depth);
  g_test_add_func ("/json-scanner/bombs", test_bombs);
  g_test_add_func ("/json-scanner/cancel", test_cancel);
  g_test_add_func ("/json-scanner/agree", test_agree);
  g_test_add_func ("/json-scanner/cuts", test_cuts);
  g_test_add_func ("/json-scanner/ranges-agree", test_ranges_agree);
  return g_test_run ();
}
