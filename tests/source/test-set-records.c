/* test-set-records.c: records as they were sent, as rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-records.h"

#include <string.h>

static void
add (MwSetRecords *self, const char *text, MwChunkBuilder *rows, guint number)
{
  g_autoptr (MwJson) json = mw_json_parse (text, strlen (text), NULL);

  g_assert_cmpuint (mw_set_records_add (self, mw_json_get_root (json), 3, rows), ==, number);
}

static char *
dup_columns (MwSetRecords *self)
{
  return g_strjoinv (",", (char **) mw_set_records_get_columns (self));
}

static void
test_rows (void)
{
  const MwJsonDialect odata = { .odata = TRUE };
  g_autoptr (MwSetRecords) self = mw_set_records_new (&odata);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (0);
  g_autoptr (MwChunk) rows = NULL;
  g_autofree char *columns = NULL;

  add (self, "{\"__metadata\":{\"uri\":\"x\"},\"a\":1.50,\"b\":{\"results\":[1]}}", builder, 0);
  add (self, "{\"c\":\"x\",\"a\":2,\"a\":3}", builder, 1);
  rows = mw_chunk_builder_finish (builder);
  columns = dup_columns (self);
  g_assert_cmpstr (columns, ==, "a,b,c");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 0, 0, NULL), ==, "1.50");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 0, 1, NULL), ==, "{\"results\":[1]}");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 1, 0, NULL), ==, "2");
  g_assert_cmpstr (mw_chunk_get_cell (rows, 1, 2, NULL), ==, "x");
  g_assert_cmpuint (mw_chunk_get_origin (rows, 1)->record, ==, 1);
}

/* __metadata is a name like any other where nobody speaks OData, and records count without rows. */
static void
test_without (void)
{
  const MwJsonDialect plain = { NULL };
  g_autoptr (MwSetRecords) self = mw_set_records_new (&plain);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (0);
  g_autoptr (MwChunk) rows = NULL;
  g_autofree char *columns = NULL;

  add (self, "{\"a\":1}", NULL, 0);
  add (self, "{\"__metadata\":1}", builder, 1);
  rows = mw_chunk_builder_finish (builder);
  columns = dup_columns (self);
  g_assert_cmpstr (columns, ==, "__metadata");
  g_assert_cmpuint (mw_set_records_get_n_records (self), ==, 2);
  g_assert_cmpuint (mw_chunk_get_n_rows (rows), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/set-records/rows", test_rows);
  g_test_add_func ("/set-records/without", test_without);
  return g_test_run ();
}
