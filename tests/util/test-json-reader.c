/* test-json-reader.c: records of all shapes, read by us and by yyjson
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json-pool.h"
#include "mw-json-shape.h"

#define MAX_NESTED 4

/* Short, longer than one look and two, longer than what is remembered, with escapes, empty, with a NUL, and
 * the same one written in two ways. */
static const char *const keys[] = {
  "id",
  "name",
  "status",
  "vendor",
  "lines",
  "",
  "a_key_of_16_byte",
  "fourteen_bytes",
  "a key that is longer than one look",
  "a key that is longer than everything that is remembered of a key",
  "größe",
  "\\u0069d",
  "n\\\"ame",
  "n\\u0000ul",
  "\\ud83d\\ude00",
  "x1",
  "x2",
  "x3",
};
static const char *const strings[] = {
  "",
  "a",
  "EUR",
  "fifteen bytes..",
  "sixteen bytes...",
  "seventeen bytes..",
  "thirty-two bytes are two looks..",
  "Compañía \\\"Del Norte\\\" S.A.",
  "株式会社サンプル",
  "שירותי תעשייה",
  "Nordic Parts 🚚 AS and some more text behind it",
  "tab\\there, line\\nthere, \\/ and \\\\",
  "\\u00e9\\u65e5\\ud83d\\ude9a\\u0000",
  "2026-11-25T10:30:00.125+02:00",
};
static const char *const numbers[] = {
  "0",
  "-0",
  "7",
  "-17",
  "3.5",
  "0.10",
  "123456789012345",
  "1234567890123456",
  "12345678901234567",
  "7200000000000000001",
  "1234567890123.45",
  "12345678901234.5",
  "123456789012345.6",
  "0.1234567890123456789",
  "1e5",
  "1.5E-7",
  "-12.25e+10",
  "12345678901234e5",
};
static const char *const blanks[] = { "", "", "", "", " ", "\n  ", "\t", "\r\n" };

#define PICK(random, list) list[g_rand_int_range (random, 0, G_N_ELEMENTS (list))]

static void put_value (GString *text, GRand *random, guint depth);

static void
put_blank (GString *text, GRand *random)
{
  g_string_append (text, PICK (random, blanks));
}

static void
put_members (GString *text, GRand *random, guint depth, gboolean in_order)
{
  guint n = (guint) g_rand_int_range (random, 0, 9);
  guint next = 0;

  for (guint i = 0; i < n && next < G_N_ELEMENTS (keys); i++)
    {
      const char *key = in_order ? keys[next] : PICK (random, keys);

      next += (guint) g_rand_int_range (random, 1, 4);
      g_string_append (text, i > 0 ? "," : "");
      put_blank (text, random);
      g_string_append_printf (text, "\"%s\"", key);
      put_blank (text, random);
      g_string_append_c (text, ':');
      put_blank (text, random);
      put_value (text, random, depth + 1);
      put_blank (text, random);
    }
}

static void
put_elements (GString *text, GRand *random, guint depth)
{
  guint n = (guint) g_rand_int_range (random, 0, 4);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      put_value (text, random, depth + 1);
      put_blank (text, random);
    }
}

static void
put_value (GString *text, GRand *random, guint depth)
{
  switch (g_rand_int_range (random, depth < MAX_NESTED ? 0 : 3, 8))
    {
    case 0:
    case 1:
      g_string_append_c (text, '{');
      put_members (text, random, depth, g_rand_int_range (random, 0, 8) > 0);
      g_string_append_c (text, '}');
      break;
    case 2:
      g_string_append_c (text, '[');
      put_blank (text, random);
      put_elements (text, random, depth);
      g_string_append_c (text, ']');
      break;
    case 3:
      g_string_append (text, g_rand_boolean (random) ? "true" : "false");
      break;
    case 4:
      g_string_append (text, "null");
      break;
    case 5:
      g_string_append (text, PICK (random, numbers));
      break;
    default:
      g_string_append_printf (text, "\"%s\"", PICK (random, strings));
    }
}

/* Both lay values out in the same way: one behind the other. */
static void
assert_same (yyjson_val *ours, yyjson_val *theirs, gsize n_values)
{
  for (gsize i = 0; i < n_values; i++, ours++, theirs++)
    {
      g_assert_cmpint (yyjson_get_type (ours), ==, yyjson_get_type (theirs));
      switch (yyjson_get_type (ours))
        {
        case YYJSON_TYPE_ARR:
        case YYJSON_TYPE_OBJ:
          g_assert_cmpuint (ours->uni.ofs, ==, theirs->uni.ofs);
          g_assert_cmpuint (yyjson_get_len (ours), ==, yyjson_get_len (theirs));
          break;
        case YYJSON_TYPE_STR:
        case YYJSON_TYPE_RAW:
          g_assert_cmpmem (ours->uni.str, yyjson_get_len (ours), theirs->uni.str, yyjson_get_len (theirs));
          g_assert_cmpint (ours->uni.str[yyjson_get_len (ours)], ==, '\0');
          break;
        default:
          g_assert_cmphex (ours->tag, ==, theirs->tag);
        }
    }
}

/* What others are written with must not be written otherwise because we say that nothing has to be escaped.
 */
static void
assert_written_alike (yyjson_val *ours, yyjson_val *theirs)
{
  g_autofree char *our_text = mw_json_dup_text (ours);
  g_autofree char *their_text = mw_json_dup_text (theirs);

  g_assert_cmpstr (our_text, ==, their_text);
}

static guint
count_duplicates (yyjson_doc *document)
{
  g_autoptr (MwJsonShape) shape = mw_json_shape_new ();

  g_assert_true (mw_json_shape_add (shape, yyjson_doc_get_root (document),
                                    yyjson_doc_get_val_count (document), MW_JSON_MAX_DEPTH));
  return mw_json_shape_get_n_duplicate_keys (shape);
}

typedef struct
{
  guint n_accepted;
  guint n_refused;
  guint n_duplicates;
} Counts;

/* @text in memory that ends with it. */
static void
compare (MwJsonKeys *known, const GString *text, Counts *counts)
{
  g_autofree char *exact = g_memdup2 (text->str, text->len);
  const yyjson_read_flag flags = YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_STOP_WHEN_DONE;
  yyjson_doc *document = yyjson_read_opts (text->str, text->len, flags, NULL, NULL);
  g_autoptr (MwJsonPool) pool = mw_json_pool_new (exact, text->len, known);
  MwJsonRead read;
  gboolean accepted = mw_json_pool_read (pool, 0, MW_JSON_MAX_DEPTH, &read);
  guint n_duplicates;

  if (accepted != (document != NULL))
    g_error ("we %s, yyjson does not: %s", accepted ? "accept" : "refuse", text->str);
  counts->n_accepted += accepted;
  counts->n_refused += !accepted;
  if (!accepted)
    return;
  g_assert_cmpuint (read.n_values, ==, yyjson_doc_get_val_count (document));
  g_assert_cmpuint (read.end, ==, yyjson_doc_get_read_size (document));
  assert_same (read.value, yyjson_doc_get_root (document), read.n_values);
  assert_written_alike (read.value, yyjson_doc_get_root (document));
  n_duplicates = count_duplicates (document);
  if (!read.unknown_keys)
    g_assert_cmpint (read.duplicate_keys, ==, n_duplicates > 0);
  counts->n_duplicates += n_duplicates > 0;
  yyjson_doc_free (document);
}

/* One set of keys, which grows and is wrong most of the time. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1125);
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();
  Counts counts = { 0 };

  for (guint i = 0; i < 30000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      put_value (text, random, 0);
      compare (known, text, &counts);
    }
  g_assert_cmpuint (counts.n_refused, ==, 0);
  g_assert_cmpuint (counts.n_duplicates, >, 100);
}

static void
spoil (GString *text, GRand *random)
{
  static const char pieces[] = "\"\\{}[],:01-+.eE u\n\t\x01\x1F\x7F\x80\xC3\xED\xF0\xFFntf/";
  gsize position;

  if (text->len == 0)
    return;
  position = (gsize) g_rand_int_range (random, 0, (gint32) text->len);
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      g_string_erase (text, (gssize) position, 1);
      break;
    case 1:
      g_string_truncate (text, position);
      break;
    case 2:
      g_string_insert_c (text, (gssize) position, PICK (random, pieces));
      break;
    default:
      text->str[position] = PICK (random, pieces);
    }
}

static void
test_spoilt (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2611);
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();
  Counts counts = { 0 };

  for (guint i = 0; i < 60000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      put_value (text, random, 0);
      for (int n = g_rand_int_range (random, 1, 3); n > 0; n--)
        spoil (text, random);
      compare (known, text, &counts);
    }
  g_assert_cmpuint (counts.n_accepted, >, 5000);
  g_assert_cmpuint (counts.n_refused, >, 5000);
}

static void
read_text (MwJsonKeys *known, const char *text, MwJsonRead *read)
{
  g_autoptr (MwJsonPool) pool = mw_json_pool_new (text, strlen (text), known);

  g_assert_true (mw_json_pool_read (pool, 0, MW_JSON_MAX_DEPTH, read));
}

static void
test_duplicates (void)
{
  static const struct
  {
    const char *text;
    gboolean duplicate;
  } cases[] = {
    { "{\"a\":1,\"b\":2}", FALSE },
    { "{\"a\":1,\"b\":2,\"a\":3}", TRUE },
    { "{\"b\":1,\"a\":2}", FALSE },
    { "{\"a\":1,\"\\u0061\":2}", TRUE },
    { "{\"a\":{\"a\":{\"a\":1}}}", FALSE },
    { "{\"a\":[{\"a\":1},{\"a\":2}]}", FALSE },
    { "{\"a\":[{\"a\":1},{\"b\":2,\"b\":2}]}", TRUE },
    { "{\"a\":[[{\"a\":1}],[{\"a\":2}]],\"b\":{\"a\":1}}", FALSE },
    { "{\"\":1,\"\":2}", TRUE },
    { "{\"a\":{\"x\":1},\"b\":{\"x\":1},\"c\":{\"x\":1}}", FALSE },
  };
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();

  for (guint turn = 0; turn < 3; turn++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        MwJsonRead read;

        read_text (known, cases[i].text, &read);
        g_assert_false (read.unknown_keys);
        g_assert_cmpint (read.duplicate_keys, ==, cases[i].duplicate);
      }
}

/* Paths that the random records have, and some that they mostly do not. */
static const char *const wanted[] = {
  "id",           "vendor",           "vendor.id", "vendor.name", "vendor.vendor.id",
  "status.lines", "[\"größe\"].name", "x2.x3.id",
};
static const char *const lists[] = { "lines", "vendor.lines" };

/* Whether @number is the one of @value in a document that lies as @root does. */
static void
assert_found (const MwJsonFound *found, guint place, yyjson_val *root, yyjson_val *value)
{
  yyjson_val *ours = mw_json_found_get (found, place);

  if (value == NULL)
    g_assert_null (ours);
  else
    g_assert_cmpint (ours - found->values, ==, value - root);
}

/* What a path leads to, or the list in an object there. */
static yyjson_val *
find_list (const MwJsonPath *path, yyjson_val *root, const char *wrapper)
{
  yyjson_val *value = mw_json_path_get (path, root, NULL);

  return yyjson_is_obj (value) ? yyjson_obj_get (value, wrapper) : value;
}

static void
check_list (const MwJsonKeys *known,
            guint list,
            const guint *places,
            MwJsonPath *const *paths,
            const MwJsonFound *record,
            yyjson_val *root,
            yyjson_val *value)
{
  guint n;
  yyjson_val *found = mw_json_keys_find_list (known, list, record, &n);

  if (!yyjson_is_arr (value))
    {
      g_assert_null (found);
      return;
    }
  g_assert_cmpint (found - record->values, ==, value - root);
  g_assert_cmpuint (n, ==, yyjson_arr_size (value));
  for (guint i = 0; i < n; i++)
    {
      MwJsonFound element = mw_json_keys_find_element (known, list, record, i);

      assert_found (&element, 0, root, yyjson_arr_get (value, i));
      for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
        assert_found (&element, places[j], root,
                      mw_json_path_get (paths[j], yyjson_arr_get (value, i), NULL));
    }
}

/* What is found while records are read is what their paths lead to. */
static void
test_found (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (77);
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();
  MwJsonPath *paths[G_N_ELEMENTS (wanted)], *list_paths[G_N_ELEMENTS (lists)];
  guint places[G_N_ELEMENTS (lists) + 1][G_N_ELEMENTS (wanted)];
  guint list_numbers[G_N_ELEMENTS (lists)];
  guint n_checked = 0, n_twice = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      list_paths[i] = mw_json_path_parse (lists[i], NULL);
      list_numbers[i] = mw_json_keys_add_list (known, list_paths[i], "name");
      g_assert_cmpuint (list_numbers[i], ==, i + 1);
      g_assert_cmpuint (mw_json_keys_add_list (known, list_paths[i], "name"), ==, i + 1);
    }
  for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
    {
      paths[j] = mw_json_path_parse (wanted[j], NULL);
      for (guint i = 0; i <= G_N_ELEMENTS (lists); i++)
        {
          places[i][j] = mw_json_keys_want (known, i, paths[j], mw_json_path_get_n_steps (paths[j]));
          g_assert_cmpuint (places[i][j], >, 0);
        }
    }

  for (guint i = 0; i < 40000; i++)
    {
      g_autoptr (GString) text = g_string_new ("{");
      g_autoptr (MwJsonPool) pool = NULL;
      yyjson_doc *document;
      yyjson_val *root;
      MwJsonFound found;
      MwJsonRead read;

      put_members (text, random, 0, TRUE);
      g_string_append (text, text->len > 1 ? ",\"lines\":" : "\"lines\":");
      put_value (text, random, 0);
      g_string_append_c (text, '}');
      pool = mw_json_pool_new (text->str, text->len, known);
      g_assert_true (mw_json_pool_read (pool, 0, MW_JSON_MAX_DEPTH, &read));
      if (!mw_json_pool_get_found (pool, 0, &found))
        {
          g_assert_true (read.duplicate_keys);
          n_twice++;
          continue;
        }
      document = yyjson_read (text->str, text->len, YYJSON_READ_NUMBER_AS_RAW);
      root = yyjson_doc_get_root (document);
      for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
        assert_found (&found, places[0][j], root, mw_json_path_get (paths[j], root, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (lists); j++)
        check_list (known, list_numbers[j], places[j + 1], paths, &found, root,
                    find_list (list_paths[j], root, "name"));
      yyjson_doc_free (document);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >, 10000);
  g_assert_cmpuint (n_twice, >, 1000);
  for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
    mw_json_path_free (paths[j]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    mw_json_path_free (list_paths[i]);
}

/* A path with a number in it, or to the record itself, is nothing that keys lead to. */
static void
test_not_found (void)
{
  static const char *const others[] = { "", "[0]", "lines[0]", "lines[].name" };
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (MwJsonPath) path = mw_json_path_parse (others[i], NULL);

      g_assert_cmpuint (mw_json_keys_want (known, 0, path, mw_json_path_get_n_steps (path)), ==, 0);
      g_assert_cmpuint (mw_json_keys_add_list (known, path, NULL), ==, 0);
    }
}

/* Keys that are data are not learned without end; the record says that it has some. */
static void
test_data_as_keys (void)
{
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();
  g_autoptr (GString) text = g_string_new ("{\"id\":1,\"days\":{");
  Counts counts = { 0 };
  MwJsonRead read;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s\"day %u\":{\"hours\":[{\"from\":%u}]}", i > 0 ? "," : "", i, i);
  g_string_append (text, "}}");
  compare (known, text, &counts);
  read_text (known, text->str, &read);
  g_assert_true (read.unknown_keys);
  read_text (known, "{\"id\":1}", &read);
  g_assert_false (read.unknown_keys);
}

static void
test_depth (void)
{
  g_autoptr (MwJsonKeys) known = mw_json_keys_new ();

  for (guint depth = 1; depth < 20; depth++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MwJsonPool) pool = NULL;
      MwJsonRead read;

      for (guint i = 0; i < depth; i++)
        g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
      g_string_append (text, "1");
      for (guint i = depth; i-- > 0;)
        g_string_append_c (text, i % 2 == 0 ? ']' : '}');
      pool = mw_json_pool_new (text->str, text->len, known);
      g_assert_cmpint (mw_json_pool_read (pool, 0, 10, &read), ==, depth <= 10);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-reader/random", test_random);
  g_test_add_func ("/json-reader/spoilt", test_spoilt);
  g_test_add_func ("/json-reader/duplicates", test_duplicates);
  g_test_add_func ("/json-reader/data-as-keys", test_data_as_keys);
  g_test_add_func ("/json-reader/found", test_found);
  g_test_add_func ("/json-reader/not-found", test_not_found);
  g_test_add_func ("/json-reader/depth", test_depth);

  return g_test_run ();
}
