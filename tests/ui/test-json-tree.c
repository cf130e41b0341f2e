/* test-json-tree.c: a record as it was sent as rows that are opened and closed, found and copied
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-json-copy.h"
#include "mw-json-search.h"
#include "mw-json-tree.h"
#include "mw-test-fiber.h"

static MwJsonDocument *
read_json (const char *json, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, length < 0 ? strlen (json) : (gsize) length);
  g_autoptr (GError) error = NULL;
  MwJsonDocument *document = dex_await_boxed (mw_json_document_new (bytes), &error);

  g_assert_no_error (error);
  return document;
}

static MwJsonTree *
show_json (const char *json)
{
  g_autoptr (MwJsonDocument) document = read_json (json, -1);

  return mw_json_tree_new (document);
}

static guint
get_n (MwJsonTree *tree)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tree));
}

/* "depth pointer key value", a row a line. */
static char *
print (MwJsonTree *tree)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < get_n (tree); i++)
    {
      g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (tree), i);
      g_autofree char *key = mw_json_row_dup_key (row);
      g_autofree char *value = mw_json_row_dup_value (row);

      g_string_append_printf (text, "%u %s|%s|%s\n", mw_json_row_get_place (row)->depth,
                              mw_json_row_get_pointer (row), key, value);
    }
  return g_string_free_and_steal (text);
}

/* Numbers as sent, double keys, keys with what a pointer escapes. */
static DexFuture *
rows_fiber (gpointer data)
{
  g_autoptr (MwJsonTree) tree = show_json ("{\"a/b\":{\"c~\":1.50,\"d\":[]},\"l\":[{\"x\":\"y\\n\\u202e\"},"
                                           "[123456789012345678901234567890.10,null]],\"n\":1,\"n\":true}");
  g_autofree char *all = print (tree);
  g_autofree char *less = NULL;

  g_assert_cmpstr (all, ==,
                   "0 |Whole record|4 fields\n"
                   "1 /a~1b|a/b|2 fields\n"
                   "2 /a~1b/c~0|c~|1.50\n"
                   "2 /a~1b/d|d|0 entries\n"
                   "1 /l|l|2 entries\n"
                   "2 /l/0|0|1 field\n"
                   "3 /l/0/x|x|\"y\n⟪RLO⟫\"\n"
                   "2 /l/1|1|2 entries\n"
                   "3 /l/1/0|0|123456789012345678901234567890.10\n"
                   "3 /l/1/1|1|null\n"
                   "1 /n|n|1\n"
                   "1 /n|n|true\n");
  g_assert_true (mw_json_tree_set_open (tree, 4, FALSE));
  g_assert_false (mw_json_tree_set_open (tree, 4, FALSE));
  g_assert_false (mw_json_tree_set_open (tree, 3, TRUE));
  less = print (tree);
  g_assert_cmpuint (get_n (tree), ==, 7);
  g_assert_nonnull (strstr (less, "1 /l|l|2 entries\n1 /n|n|1\n"));
  g_assert_cmpuint (mw_json_tree_find_parent (tree, 2), ==, 1);
  g_assert_cmpuint (mw_json_tree_find_parent (tree, 0), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/l/1/0"), ==, 7);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/a~1b/c~0"), ==, 2);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/n"), ==, 9);
  g_assert_cmpuint (mw_json_tree_reveal (tree, ""), ==, 0);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/l/2"), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/l/x"), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (mw_json_tree_reveal (tree, "/n/x"), ==, GTK_INVALID_LIST_POSITION);
  return dex_future_new_true ();
}

static MwJsonLight
get_light (MwJsonTree *tree, guint position)
{
  g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (tree), position);

  return mw_json_tree_get_light (tree, row);
}

static DexFuture *
light_fiber (gpointer data)
{
  g_autoptr (MwJsonTree) tree = show_json ("{\"a\":{\"b\":[1,2]},\"c\":3}");
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint (get_light (tree, 1), ==, MW_JSON_DARK);
  g_hash_table_add (places, (gpointer) "/a/b");
  mw_json_tree_set_lit (tree, places);
  g_assert_cmpint (get_light (tree, 0), ==, MW_JSON_LIT_INSIDE);
  g_assert_cmpint (get_light (tree, 1), ==, MW_JSON_LIT_INSIDE);
  g_assert_cmpint (get_light (tree, 2), ==, MW_JSON_LIT);
  g_assert_cmpint (get_light (tree, 4), ==, MW_JSON_LIT);
  g_assert_cmpint (get_light (tree, 5), ==, MW_JSON_DARK);
  mw_json_tree_set_lit (tree, NULL);
  g_assert_cmpint (get_light (tree, 2), ==, MW_JSON_DARK);
  return dex_future_new_true ();
}

/* What cannot be read rejects and says why; what a hostile system could send ends in bearable rows. */
static DexFuture *
hostile_fiber (gpointer data)
{
  static const char *const bad[] = { "", "]]}", "\"open", "{\"a\":}" };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *wide = g_strnfill (3000000, 'x');
  g_autoptr (MwJsonDocument) document = NULL;
  g_autoptr (MwJsonTree) tree = NULL;
  g_autofree char *shown = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (i < G_N_ELEMENTS (bad) ? bad[i] : deep,
                                                     strlen (i < G_N_ELEMENTS (bad) ? bad[i] : deep));
      g_autoptr (GError) error = NULL;

      g_assert_null (dex_await_boxed (mw_json_document_new (bytes), &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == MW_JSON_ERROR);
    }
  wide[0] = wide[2999999] = '"';
  document = read_json (wide, 3000000);
  tree = mw_json_tree_new (document);
  shown = print (tree);
  g_assert_cmpuint (get_n (tree), ==, 1);
  g_assert_cmpuint (strlen (shown), <, 700);
  g_assert_true (g_str_has_suffix (shown, "…\"\n"));
  return dex_future_new_true ();
}

static guint n_alive, n_most_alive;

static void
on_row_gone (gpointer data, GObject *row)
{
  n_alive--;
}

/* As a list does that shows @n rows from @first. */
static void
look_at (MwJsonTree *tree, guint first, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < MIN (first + n, get_n (tree)); i++)
    {
      MwJsonRow *row = g_list_model_get_item (G_LIST_MODEL (tree), i);

      g_object_weak_ref (G_OBJECT (row), on_row_gone, NULL);
      n_alive++;
      n_most_alive = MAX (n_most_alive, n_alive);
      g_ptr_array_add (rows, row);
    }
}

/* 20 MB: a list of 400,000 lines, far more than are ever rows. */
static char *
make_large (gsize *length)
{
  GString *json = g_string_new ("{\"number\":\"PO-1\",\"lines\":[");

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (json, "%s{\"line\":%u,\"price\":%u.50,\"name\":\"Bolt %u\"}", i > 0 ? "," : "",
                            i + 1, i, i);
  g_string_append (json, "],\"note\":\"Last bolt\"}");
  *length = json->len;
  return g_string_free_and_steal (json);
}

static DexFuture *
large_fiber (gpointer data)
{
  gsize length;
  g_autofree char *json = make_large (&length);
  g_autoptr (MwJsonDocument) document = read_json (json, (gssize) length);
  g_autoptr (MwJsonTree) tree = mw_json_tree_new (document);
  g_autoptr (MwJsonFinds) finds = NULL;
  g_autoptr (MwJsonRow) last = NULL;
  guint position;

  g_assert_cmpuint (length, >, 20 << 20);
  g_assert_cmpuint (get_n (tree), <, 1000);
  look_at (tree, 0, 50);

  /* The last line of all: what it stands in is opened, and nothing else. */
  position = mw_json_tree_reveal (tree, "/lines/399999/price");
  g_assert_cmpuint (position, !=, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (get_n (tree), <, 2000);
  look_at (tree, position - 20, 50);
  last = g_list_model_get_item (G_LIST_MODEL (tree), position);
  g_assert_cmpstr (mw_json_row_get_pointer (last), ==, "/lines/399999/price");

  /* By a value (39999, 139999 …, 399990 to 399999) and by a key, in the order of the record. */
  finds = dex_await_boxed (mw_json_search (document, "BÓLT 39999"), NULL);
  g_assert_cmpuint (finds->numbers->len, ==, 14);
  for (guint i = 0; i < finds->numbers->len; i++)
    position = mw_json_tree_reveal_value (
      tree, mw_json_document_get_value (document, g_array_index (finds->numbers, guint, i)));
  look_at (tree, position - 20, 50);
  g_set_object (&last, NULL);
  last = g_list_model_get_item (G_LIST_MODEL (tree), position);
  g_assert_cmpstr (mw_json_row_get_pointer (last), ==, "/lines/399999/name");
  g_clear_pointer (&finds, mw_json_finds_unref);
  finds = dex_await_boxed (mw_json_search (document, "price"), NULL);
  g_assert_cmpuint (finds->numbers->len, ==, 400000);

  g_assert_cmpuint (n_most_alive, <=, 50);
  g_assert_cmpuint (n_alive, ==, 0);
  g_test_message ("%u rows of %u values", get_n (tree), mw_json_document_get_n_values (document));
  return dex_future_new_true ();
}

static char *
await_copy (MwJsonDocument *document, MwJsonRow *row, gboolean as_json)
{
  g_autoptr (GBytes)
    text = dex_await_boxed (mw_json_copy (document, mw_json_row_get_place (row), as_json), NULL);

  g_assert_cmpuint (strlen (g_bytes_get_data (text, NULL)), ==, g_bytes_get_size (text));
  return g_strdup (g_bytes_get_data (text, NULL));
}

static void
check_copy (MwJsonTree *tree, const char *pointer, const char *text, const char *json)
{
  g_autoptr (MwJsonRow)
    row = g_list_model_get_item (G_LIST_MODEL (tree), mw_json_tree_reveal (tree, pointer));
  MwJsonDocument *document = mw_json_tree_get_document (tree);
  g_autofree char *as_text = await_copy (document, row, FALSE);
  g_autofree char *as_json = await_copy (document, row, TRUE);

  g_assert_cmpstr (as_text, ==, text);
  g_assert_cmpstr (as_json, ==, json);
}

/* Everything to the byte, with what a program that reads and writes it would make different. */
static DexFuture *
copy_fiber (gpointer data)
{
  static const char record[] = "\n{ \"a\": \"x \\\"y\\\"\",\"n\":1.50, \"l\" : [1e3,null] }\n";
  static const char odd[] =
    "{\"odd\":{\"b\":1.10,\"a\" : 1e5,\t\"b\":-0, \"n\":123456789012345678901234567890.10},"
    "\"t\\\"}\":\"M\\u00fcller \\/ \\\\\\\"] \\ud83d\\ude00 \\u0000end\",\"l\":[ [], {} ,[ 1E+2 , -0.0e-7],"
    "true,\"\"],\"e\":{ }}";
  g_autoptr (MwJsonTree) tree = show_json (record);

  check_copy (tree, "/a", "x \"y\"", "\"x \\\"y\\\"\"");
  check_copy (tree, "/n", "1.50", "1.50");
  check_copy (tree, "/l", "[1e3,null]", "[1e3,null]");
  check_copy (tree, "/l/1", "null", "null");
  check_copy (tree, "", record, record);

  g_set_object (&tree, NULL);
  tree = show_json (odd);
  check_copy (tree, "/odd", "{\"b\":1.10,\"a\" : 1e5,\t\"b\":-0, \"n\":123456789012345678901234567890.10}",
              "{\"b\":1.10,\"a\" : 1e5,\t\"b\":-0, \"n\":123456789012345678901234567890.10}");
  check_copy (tree, "/odd/b", "1.10", "1.10");
  check_copy (tree, "/odd/a", "1e5", "1e5");
  check_copy (tree, "/odd/n", "123456789012345678901234567890.10", "123456789012345678901234567890.10");
  check_copy (tree, "/t\"}", "Müller / \\\"] 😀 \357\277\275end",
              "\"M\\u00fcller \\/ \\\\\\\"] \\ud83d\\ude00 \\u0000end\"");
  check_copy (tree, "/l", "[ [], {} ,[ 1E+2 , -0.0e-7],true,\"\"]", "[ [], {} ,[ 1E+2 , -0.0e-7],true,\"\"]");
  check_copy (tree, "/l/0", "[]", "[]");
  check_copy (tree, "/l/1", "{}", "{}");
  check_copy (tree, "/l/2", "[ 1E+2 , -0.0e-7]", "[ 1E+2 , -0.0e-7]");
  check_copy (tree, "/l/2/1", "-0.0e-7", "-0.0e-7");
  check_copy (tree, "/l/3", "true", "true");
  check_copy (tree, "/l/4", "", "\"\"");
  check_copy (tree, "/e", "{ }", "{ }");
  return dex_future_new_true ();
}

static char *
copy_at (MwJsonTree *tree, guint position)
{
  g_autoptr (MwJsonRow) row = g_list_model_get_item (G_LIST_MODEL (tree), position);

  return await_copy (mw_json_tree_get_document (tree), row, TRUE);
}

/* The second of two members with one key, and some children of a container with many. */
static DexFuture *
copy_some_fiber (gpointer data)
{
  g_autoptr (GString) json = g_string_new ("{\"k\":1.0,\"k\":[2.00 ],\"o\":{");
  g_autoptr (GString) last = g_string_new ("{");
  g_autoptr (MwJsonTree) tree = NULL;
  g_autofree char *second = NULL;
  g_autofree char *some = NULL;

  for (guint i = 0; i < 2500; i++)
    {
      g_string_append_printf (json, "%s\"\\u006b\" : %u.10", i > 0 ? ", " : "", i);
      if (i >= 2000)
        g_string_append_printf (last, "%s\"\\u006b\" : %u.10", i > 2000 ? ", " : "", i);
    }
  g_string_append (json, "}}");
  g_string_append_c (last, '}');
  tree = show_json (json->str);
  second = copy_at (tree, 2);
  g_assert_cmpstr (second, ==, "[2.00 ]");
  mw_json_tree_set_open (tree, mw_json_tree_reveal (tree, "/o"), TRUE);
  some = copy_at (tree, get_n (tree) - 1);
  g_assert_cmpstr (some, ==, last->str);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ui/json-tree/rows", rows_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/ui/json-tree/light", light_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/ui/json-tree/hostile", hostile_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/ui/json-tree/large", large_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/ui/json-tree/copy", copy_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/ui/json-tree/copy-some", copy_some_fiber, mw_test_run_fiber_data);
  return g_test_run ();
}
