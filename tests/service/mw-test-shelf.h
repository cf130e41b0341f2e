/* mw-test-shelf.h: a small record source whose every record is known
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-record-selection.h"
#include "mw-record-source.h"

#define MW_TEST_SHELF_N_RECORDS 137

#define MW_TYPE_TEST_SHELF (mw_test_shelf_get_type ())
G_DECLARE_FINAL_TYPE (MwTestShelf, mw_test_shelf, MW, TEST_SHELF, GObject)

/* What "eam/slow" waits for. */
static DexPromise *mw_test_shelf_slow;

struct _MwTestShelf
{
  GObject parent_instance;
};

static void mw_test_shelf_record_source_init (MwRecordSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwTestShelf,
                               mw_test_shelf,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_RECORD_SOURCE,
                                                      mw_test_shelf_record_source_init))

static void
mw_test_shelf_class_init (MwTestShelfClass *klass)
{
}

static void
mw_test_shelf_init (MwTestShelf *self)
{
}

static char *
mw_test_shelf_describe (MwRecordSource *source)
{
  return g_strdup ("{\"id\":\"shelf\",\"company_name\":\"Shelf \\\"A\\\"\",\"provider\":\"test\"}");
}

static char **
mw_test_shelf_list_collections (MwRecordSource *source)
{
  const char *const collections[] = { "eam/boxes",  "erp/boxes", "eam/statuses/boxes",
                                      "eam/broken", "eam/slow",  NULL };

  return g_strdupv ((char **) collections);
}

static char **
mw_test_shelf_list_raw_tables (MwRecordSource *source)
{
  const char *const tables[] = { "BOX", "Käse/1", NULL };

  return g_strdupv ((char **) tables);
}

/* Record n: key k000…, weight 1000 - n as text with three places, name "Box n" and one in seven without a
 * name. */
static char *
mw_test_shelf_record (guint64 n)
{
  g_autofree char *name = n % 7 == 3 ? g_strdup ("null")
                                     : g_strdup_printf ("\"Box %" G_GUINT64_FORMAT "\"", n);

  return g_strdup_printf ("{\"key\":\"k%03" G_GUINT64_FORMAT "\",\"weight\":\"%" G_GUINT64_FORMAT
                          ".500\",\"name\":%s,"
                          "\"size\":{\"height\":%" G_GUINT64_FORMAT "}}",
                          n, 1000 - n, name, n % 10);
}

static DexFuture *
mw_test_shelf_query (MwRecordSource *source, const char *collection, const MwRecordQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwRecordSelection) selection = NULL;
  g_autoptr (GArray) numbers = NULL;
  GPtrArray *records;
  guint64 total;

  if (g_str_equal (collection, "eam/broken"))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "the password is 12345");
  if (g_str_equal (collection, "eam/slow"))
    return dex_ref (DEX_FUTURE (mw_test_shelf_slow));
  selection = mw_record_selection_new (query, &error);
  if (selection == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  mw_record_selection_set_total (selection, MW_TEST_SHELF_N_RECORDS);
  if (mw_record_selection_needs_records (selection))
    for (guint64 i = 0; i < MW_TEST_SHELF_N_RECORDS; i++)
      {
        g_autofree char *record = mw_test_shelf_record (i);

        mw_record_selection_add (selection, i, record, strlen (record));
      }
  numbers = mw_record_selection_finish (selection, &total);
  records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < numbers->len; i++)
    g_ptr_array_add (records, mw_test_shelf_record (g_array_index (numbers, guint64, i)));

  return dex_future_new_take_boxed (MW_TYPE_RECORD_PAGE, mw_record_page_new (records, total));
}

static DexFuture *
mw_test_shelf_query_raw (MwRecordSource *source, const char *table, const MwRecordQuery *query)
{
  if (!g_str_equal (table, "BOX"))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such table");

  return mw_test_shelf_query (source, "eam/boxes", query);
}

static void
mw_test_shelf_record_source_init (MwRecordSourceInterface *iface)
{
  iface->describe = mw_test_shelf_describe;
  iface->list_collections = mw_test_shelf_list_collections;
  iface->query = mw_test_shelf_query;
  iface->list_raw_tables = mw_test_shelf_list_raw_tables;
  iface->query_raw = mw_test_shelf_query_raw;
}
