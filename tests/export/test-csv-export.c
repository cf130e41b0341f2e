/* test-csv-export.c: what an export writes, exactly
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "mw-csv-export.h"
#include "mw-model.h"
#include "mw-test-fiber.h"
#include "mw-test-table.h"

static const MwField money_field = { .id = "money", .type = MW_FIELD_TYPE_MONEY };
static const MwField text_field = { .id = "text", .type = MW_FIELD_TYPE_TEXT };
static const MwField code_field = { .id = "code", .type = MW_FIELD_TYPE_CODE };
static const MwField phone_field = { .id = "phone", .type = MW_FIELD_TYPE_PHONE };

/* Exports a table of one column; its text comes back. In a fiber. */
static char *
written (MwCsvExport *export)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (mw_csv_export_write_stream (export, stream), &error));
  g_assert_no_error (error);
  g_assert_false (g_output_stream_is_closed (stream));
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  return g_strdup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)));
}

static char *
written_cell (const char *cell, const MwField *field, gboolean guard)
{
  g_autoptr (MwTable) table = mw_test_table (&cell, 1, field);
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);
  g_autoptr (MwCsvExport) export = mw_csv_export_new (generation, NULL, 0);
  g_autofree char *text = NULL;

  mw_csv_export_set_formula_guard (export, guard);
  text = written (export);
  g_assert_true (g_str_has_prefix (text, "value\r\n"));
  g_assert_true (g_str_has_suffix (text, "\r\n"));
  return g_strndup (text + 7, strlen (text) - 9);
}

static DexFuture *
cells_fiber (gpointer data)
{
  static const struct
  {
    const char *cell;
    const char *expected;
  } cells[] = {
    { "plain", "plain" },
    { "1,204.50", "\"1,204.50\"" },
    { "say \"hi\"", "\"say \"\"hi\"\"\"" },
    { "\"", "\"\"\"\"" },
    { "two\r\nlines", "\"two\r\nlines\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "cr\r", "\"cr\r\"" },
    { " spaces ", " spaces " },
    { "tab\tin", "tab\tin" },
    { "semi;colon", "semi;colon" },
    { "it's", "it's" },
    { "00123", "00123" },
    { "0.10", "0.10" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "=HYPERLINK(\"http://x\",\"y\")", "\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
    { "-5.00", "-5.00" },
    { "\xd7\x90 \xe2\x80\xae\x61", "\xd7\x90 \xe2\x80\xae\x61" }, /* right-to-left, and an override */
    { "\xef\xbb\xbf", "\xef\xbb\xbf" },
    { "", "\"\"" }, /* the only cell of a record: else there would be no record */
    { NULL, "\"\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *text = written_cell (cells[i].cell, NULL, FALSE);

      g_assert_cmpstr (text, ==, cells[i].expected);
    }
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
guard_fiber (gpointer data)
{
  static const struct
  {
    const MwField *field;
    const char *cell;
    const char *expected;
  } cells[] = {
    { &text_field, "=1+1", "'=1+1" },
    { &text_field, "+cmd", "'+cmd" },
    { &text_field, "-2+3", "'-2+3" },
    { &text_field, "@SUM(A1)", "'@SUM(A1)" },
    { &text_field, "\t=1", "'\t=1" },
    { &text_field, "\r=1", "\"'\r=1\"" },
    { &text_field, "=A1,\"x\"", "\"'=A1,\"\"x\"\"\"" },
    { &text_field, "a=1", "a=1" },
    { &text_field, "'=1", "'=1" },
    { &text_field, "-5", "'-5" },
    { &code_field, "-00123", "'-00123" },
    { &code_field, "00123", "00123" },
    { &phone_field, "+49 30 1", "'+49 30 1" },
    { &phone_field, "+49301", "'+49301" },
    { &money_field, "-5.00", "-5.00" },
    { &money_field, "+5", "+5" },
    { &money_field, "-1e2", "-1e2" },
    { &money_field, "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0" }, /* no number stands there */
    { NULL, "-5.00", "-5.00" },
    { NULL, "=1", "'=1" },
    { NULL, "-A1", "'-A1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *guarded = written_cell (cells[i].cell, cells[i].field, TRUE);

      g_assert_cmpstr (guarded, ==, cells[i].expected);
    }
  return dex_future_new_for_boolean (TRUE);
}

/* NUL and what is no UTF-8 do not come out of JSON; should they, a reader must still get a file it can read.
 */
static DexFuture *
bytes_fiber (gpointer data)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (1);
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwCsvExport) export = NULL;
  g_autofree char *text = NULL;
  MwRowOrigin origin = { 0 };

  mw_table_add_column (table, "=evil,\"id\"", "Evil", NULL);
  mw_chunk_builder_begin_row (builder, &origin);
  mw_chunk_builder_set_cell (builder, 0, "a\0b,\0", 5);
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  generation = mw_table_dup_generation (table);
  export = mw_csv_export_new (generation, NULL, 0);
  mw_csv_export_set_formula_guard (export, TRUE);
  text = written (export);
  g_assert_cmpstr (text, ==, "\"'=evil,\"\"id\"\"\"\r\n\"a␀b,␀\"\r\n");
  return dex_future_new_for_boolean (TRUE);
}

/* The rows and columns that were chosen, in that order, of the generation that was pinned. */
static DexFuture *
choice_fiber (gpointer data)
{
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunk) first = mw_test_numbered (0, 20);
  g_autoptr (MwChunk) later = mw_test_numbered (20, 5000);
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwCsvExport) export = NULL;
  g_autoptr (MwCsvExport) all = NULL;
  g_autoptr (MwCsvExport) none = NULL;
  g_autofree char *text = NULL;
  g_autofree char *all_text = NULL;
  g_autofree char *none_text = NULL;
  const guint32 rows[] = { 19, 7, 7, 0 };
  const guint columns[] = { 2, 1 };
  guint done;
  guint total;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      mw_table_add_column (table, id, "Title", NULL);
    }
  mw_table_append (table, first);
  generation = mw_table_dup_generation (table);
  mw_table_append (table, later);

  export = mw_csv_export_new (generation, rows, G_N_ELEMENTS (rows));
  mw_csv_export_set_columns (export, columns, G_N_ELEMENTS (columns));
  mw_csv_export_get_progress (export, &done, &total);
  g_assert_cmpuint (done, ==, 0);
  g_assert_cmpuint (total, ==, 4);
  text = written (export);
  g_assert_cmpstr (text, ==, "c2,c1\r\nr19c2,r19c1\r\nr7c2,\r\nr7c2,\r\nr0c2,\r\n");
  mw_csv_export_get_progress (export, &done, &total);
  g_assert_cmpuint (done, ==, 4);

  all = mw_csv_export_new (generation, NULL, 0);
  all_text = written (all);
  g_assert_true (g_str_has_prefix (all_text, "c0,c1,c2\r\nr0c0,,r0c2\r\nr1c0,r1c1,r1c2\r\n"));
  g_assert_true (g_str_has_suffix (all_text, "\r\nr19c0,r19c1,r19c2\r\n"));

  /* A search that finds nothing is no search: not all rows, but none. */
  none = mw_csv_export_new (generation, rows, 0);
  none_text = written (none);
  g_assert_cmpstr (none_text, ==, "c0,c1,c2\r\n");
  return dex_future_new_for_boolean (TRUE);
}

#define N_RECORDS 4000
#define N_COLUMNS 5

static char *
random_cell (GRand *random)
{
  static const char *const pieces[] = {
    "\"", "\"\"", ",",  "\r", "\n",           "\r\n",         "'",  "=", "+", "-", "@", "\t", " ", "a", "0",
    ";",  "é",    "漢", "😀", "\xe2\x80\xae", "\xef\xbb\xbf", "\\", "#", "|",
  };
  GString *cell = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
    g_string_append (cell, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free_and_steal (cell);
}

static void
expect_cell (GString *expected, const char *cell)
{
  g_string_append_printf (expected, "%" G_GSIZE_FORMAT "\n%s", strlen (cell), cell);
}

/* 20,000 cells of everything that can go wrong, and a very long one, read by another program. */
static DexFuture *
read_back_fiber (gpointer data)
{
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "export", "read-csv.py", NULL);
  g_autofree char *folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rows.csv", NULL);
  g_autofree char *expected_path = g_build_filename (folder, "expected", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (4180);
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  g_autoptr (MwChunk) chunk = NULL;
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwCsvExport) export = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *long_cell = g_strnfill (300000, '"');
  int status;

  if (python == NULL)
    {
      g_test_skip ("python3 is not installed here");
      return dex_future_new_for_boolean (TRUE);
    }
  g_string_append_printf (expected, "%d %d\n", N_RECORDS + 1, N_COLUMNS);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *id = g_strdup_printf ("column %u", i);

      mw_table_add_column (table, id, id, NULL);
      expect_cell (expected, id);
    }
  for (guint row = 0; row < N_RECORDS; row++)
    {
      MwRowOrigin origin = { .record = row };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          g_autofree char *cell = row == 7 && column == 3 ? g_strdup (long_cell) : random_cell (random);

          mw_chunk_builder_set_cell (builder, column, cell, -1);
          expect_cell (expected, cell);
        }
    }
  chunk = mw_chunk_builder_finish (builder);
  mw_table_append (table, chunk);
  generation = mw_table_dup_generation (table);
  g_assert_true (g_file_set_contents (expected_path, expected->str, (gssize) expected->len, NULL));

  export = mw_csv_export_new (generation, NULL, 0);
  g_assert_true (dex_await_boolean (mw_csv_export_write_file (export, file), &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_sync (NULL, (char *[]) { python, script, path, expected_path, NULL }, NULL,
                               G_SPAWN_DEFAULT, NULL, NULL, &output, &messages, &status, NULL));
  g_test_message ("%s%s", output, messages);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpstr (output, ==, "4001 records, 20005 cells equal\n");
  g_assert_cmpint (g_unlink (path) | g_unlink (expected_path) | g_rmdir (folder), ==, 0);
  return dex_future_new_for_boolean (TRUE);
}

#define FIBER_TEST(name)                                                                                     \
  static void test_##name (void) { mw_test_run_fiber (name##_fiber, NULL); }

FIBER_TEST (cells)
FIBER_TEST (guard)
FIBER_TEST (bytes)
FIBER_TEST (choice)
FIBER_TEST (read_back)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/bytes", test_bytes);
  g_test_add_func ("/csv/choice", test_choice);
  g_test_add_func ("/csv/read-back", test_read_back);
  return g_test_run ();
}
