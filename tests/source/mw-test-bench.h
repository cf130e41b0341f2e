/* mw-test-bench.h: the system of tests/source/data/ and a sink that remembers what it got
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-sink.h"

G_BEGIN_DECLS

typedef struct
{
  MwModel *model;
  MwCatalog *catalog;
  MwSystem *system;
  const MwVariant *variant;
} MwTestBench;

MwTestBench *mw_test_bench_new (void);
/* The same with a system file of the test's own, whose id is “small”. */
MwTestBench *mw_test_bench_new_for (const char *json);
void mw_test_bench_free (MwTestBench *self);
MwEntity *mw_test_bench_find_entity (MwTestBench *self, const char *id);
const MwEntitySource *mw_test_bench_find_source (MwTestBench *self, const char *id);

#define MW_TYPE_TEST_SINK (mw_test_sink_get_type ())
G_DECLARE_FINAL_TYPE (MwTestSink, mw_test_sink, MW, TEST_SINK, GObject)

MwTestSink *mw_test_sink_new (void);
guint mw_test_sink_get_n_rows (MwTestSink *self);
/* Field of a normalized row, and what is wrong with it. */
const char *mw_test_sink_get_cell (MwTestSink *self, guint row, const char *field);
const char *mw_test_sink_get_problem (MwTestSink *self, guint row, const char *field);
const MwRowOrigin *mw_test_sink_get_origin (MwTestSink *self, guint row);
/* The normalized rows' number @column as one text: "a,b,-" where - is null. */
char *mw_test_sink_dup_column (MwTestSink *self, const char *field);
/* The columns of a raw set, and a cell of it. */
char *mw_test_sink_dup_raw_columns (MwTestSink *self, const char *set);
guint mw_test_sink_get_n_raw (MwTestSink *self, const char *set);
const char *mw_test_sink_get_raw_cell (MwTestSink *self, const char *set, guint record, const char *column);
/* The exact bytes of a record. */
char *mw_test_sink_dup_raw (MwTestSink *self, const char *set, guint record);
gint64 mw_test_sink_get_expected (MwTestSink *self);
guint mw_test_sink_get_n_pages (MwTestSink *self);
/* "field name: a, b", "count 5" … one a line, in order. */
const char *mw_test_sink_get_notices (MwTestSink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTestBench, mw_test_bench_free)

G_END_DECLS
