/* test-set-records.c: records as they were sent, as rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-records.h"

#include <string.h>

static void
add (MwSetRecords *self, const char *text, gboolean with_columns, guint number)
{
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  g_assert_cmpuint (mw_set_records_add (self, mw_json_get_root (json), with_columns), ==, number);
}

static char *
dup_columns (MwSetRecords *self)
{
  return g_strjoinv (",", (char **) mw_raw_columns_get_names (mw_set_records_get_columns (self)));
}

/* Rows of an answer that is a list of records. */
static MwChunk *
new_rows (MwSetRecords *self, const char *text)
{
  g_autoptr (MwJsonPath) root = mw_json_path_parse ("", NULL);
  g_autoptr (MwJsonScan) scan = mw_json_scan (text, strlen (text), root, NULL, NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MwJsonRange));
  guint first = mw_set_records_get_n_records (self), n_records;
  const MwJsonRange *found = mw_json_scan_get_records (scan, &n_records);

  g_array_append_vals (ranges, found, n_records);
  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *record = g_strndup (text + found[i].offset, found[i].length);

      add (self, record, TRUE, first + i);
    }
  return mw_raw_columns_new_rows (mw_set_records_get_columns (self), bytes, ranges, 3, first);
}

static void
test_rows (void)
{
  const MwJsonDialect odata = { .odata = TRUE };
  g_autoptr (MwSetRecords) self = mw_set_records_new (&odata);
  g_autoptr (MwChunk) rows = new_rows (self, "[{\"__metadata\":{\"uri\":\"x\"},\"a\":1.50,"
                                             "\"b\":{\"results\":[1]}},{\"c\":\"x\",\"a\":2,\"a\":3}]");
  g_autofree char *columns = dup_columns (self);

  g_assert_cmpstr (columns, ==, "a,b,c");
  g_assert_cmpuint (mw_chunk_get_n_rows (rows), ==, 2);
  g_assert_cmpstr (mw_chunk_get_cell (rows, 0, 0, NULL), ==, "1.50");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 0, 1, NULL), ==, "{\"results\":[1]}");
  g_assert_null (mw_chunk_get_cell (rows, 0, 2, NULL));
  g_assert_cmpstr (mw_chunk_get_cell (rows, 1, 0, NULL), ==, "2");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 1, 2, NULL), ==, "x");
  g_assert_cmpuint (mw_chunk_get_origin (rows, 1)->record, ==, 1);
  g_assert_cmpuint (mw_chunk_get_origin (rows, 1)->set, ==, 3);
}

/* Rows of one page are looked at while the next one brings more columns. */
static void
test_pages (void)
{
  const MwJsonDialect plain = { NULL };
  g_autoptr (MwSetRecords) self = mw_set_records_new (&plain);
  g_autoptr (MwChunk) first = new_rows (self, "[{\"a\":1},7,{\"a\":2,\"b\":\"x\\u0000y\"}]");
  g_autoptr (MwChunk) second = new_rows (self, "[{\"c\":true,\"a\":null,\"b\":2}]");
  g_autofree char *columns = dup_columns (self);
  gsize length;

  g_assert_cmpstr (columns, ==, "a,value,b,c");
  g_assert_cmpuint (mw_chunk_get_n_columns (first), ==, 3);
  g_assert_cmpstr (mw_chunk_get_cell (second, 0, 3, NULL), ==, "true");
  g_assert_null (mw_chunk_get_cell (second, 0, 0, NULL));
  g_assert_cmpstr (mw_chunk_get_cell (second, 0, 2, NULL), ==, "2");
  g_assert_cmpuint (mw_chunk_get_origin (second, 0)->record, ==, 3);
  g_assert_cmpstr (mw_chunk_get_cell (first, 1, 1, NULL), ==, "7");
  g_assert_nonnull (mw_chunk_get_cell (first, 2, 2, &length));
  g_assert_cmpuint (length, ==, 3);
  g_assert_null (mw_chunk_get_cell (first, 0, 3, NULL));
}

/* __metadata is a name like any other where nobody speaks OData, and records count without columns. */
static void
test_without (void)
{
  const MwJsonDialect plain = { NULL };
  g_autoptr (MwSetRecords) self = mw_set_records_new (&plain);
  g_autofree char *columns = NULL;

  add (self, "{\"a\":1}", FALSE, 0);
  add (self, "{\"__metadata\":1}", TRUE, 1);
  columns = dup_columns (self);
  g_assert_cmpstr (columns, ==, "__metadata");
  g_assert_cmpuint (mw_set_records_get_n_records (self), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/set-records/rows", test_rows);
  g_test_add_func ("/set-records/pages", test_pages);
  g_test_add_func ("/set-records/without", test_without);
  return g_test_run ();
}
