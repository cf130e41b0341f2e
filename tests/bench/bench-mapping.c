/* bench-mapping.c: what the Mapping tab counts, beside only looking at each cell and only parsing each record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-mapping [ORDERS]   100,000 orders of ten lines: a minute; 1000 tries it
 *
 * The lines of the orders are rows of 30 columns; the raw records are kept once an order. Counted is what the
 * tab shows: of each column how many rows have something there and three samples, and the same of each field
 * of the records, at any depth. Beside the first: reading each cell once. Beside the second: parsing each
 * record once, which whoever looks into records cannot do without. Processor time, in one run.
 *
 * Aims: at most as long as looking at each cell, and at most 2.5 times the parsing, which is a part of it.
 * Memory of the second: what is kept of the fields, which does not grow with the records.
 *
 * Reached on two shared, busy cores, three runs: 0.58 to 0.60 (0.23 s for 30 million cells), and 1.98 to 2.09
 * (0.8 s for 100,000 records of 47 million values). */

#include <malloc.h>
#include <stdlib.h>

#include "mw-bench-orders.h"
#include "mw-fill-counts.h"
#include "mw-raw-fields.h"

#define N_ORDERS 100000

static MwTable *
make_table (MwBenchOrders *orders)
{
  MwTable *table = mw_table_new ("bench", "Bench");

  for (guint i = 0; i < mw_entity_get_n_fields (orders->entity); i++)
    {
      const MwField *field = mw_entity_get_field (orders->entity, i);

      mw_table_add_column (table, field->id, field->title, field);
    }
  for (guint i = 0; i < orders->pages->len; i++)
    mw_table_append (table, ((MwBenchPage *) orders->pages->pdata[i])->rows);
  return table;
}

static MwRawSet *
make_set (MwBenchOrders *orders)
{
  static const char *const columns[] = { NULL };
  MwRawSet *set = mw_raw_set_new ("orders", "Orders");

  for (guint i = 0; i < orders->pages->len; i++)
    {
      const MwBenchPage *page = orders->pages->pdata[i];
      const MwRawPage raw = {
        .bytes = page->bytes, .records = page->records, .n_records = page->n_records, .columns = columns
      };

      mw_raw_set_add_page (set, &raw);
    }
  return set;
}

/* Gives a number that depends on all of it, so that nothing is left out. */
static guint64
look_at_cells (MwGeneration *rows)
{
  guint64 n_bytes = 0;

  for (guint row = 0; row < mw_generation_get_n_rows (rows); row++)
    for (guint column = 0; column < mw_generation_get_n_columns (rows); column++)
      {
        gsize length = 0;

        if (mw_generation_get_cell (rows, row, column, &length) != NULL)
          n_bytes += length;
      }
  return n_bytes;
}

static guint64
parse_records (MwRawSet *set)
{
  guint64 n_values = 0;

  for (guint i = 0; i < mw_raw_set_get_n_records (set); i++)
    {
      gsize length;
      const char *text = mw_raw_set_peek_record (set, i, &length);
      g_autoptr (MwJson) json = mw_json_parse (text, length, NULL);

      n_values += mw_json_get_n_values (json);
    }
  return n_values;
}

static void
print_ratio (const char *what, double ours, double other, double aim)
{
  double ratio = other > 0 ? ours / other : 0;

  g_print ("%-52s %8.3f %8.3f   ratio %6.2f, aim: at most %.2f%s\n", what, ours, other, ratio, aim,
           ratio <= aim ? "" : "  (missed)");
}

static void
compare_columns (MwGeneration *rows)
{
  double start = mw_bench_get_cpu ();
  guint64 n_bytes = look_at_cells (rows);
  double looked = mw_bench_get_cpu () - start;
  g_autoptr (MwFillCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  double counted;

  start = mw_bench_get_cpu ();
  counts = mw_fill_counts_new (rows, NULL, &error);
  counted = mw_bench_get_cpu () - start;
  g_assert_no_error (error);
  g_assert_cmpuint (counts->counts[0].n_filled, >, 0);
  g_print ("%u rows, %u columns, %.1f MB of text\n", mw_generation_get_n_rows (rows),
           mw_generation_get_n_columns (rows), (double) n_bytes / 1e6);
  print_ratio ("columns: counted, and each cell looked at once, s", counted, looked, 1);
}

static void
compare_fields (MwRawSet *set)
{
  static const MwSetSource source = { .id = "orders" };
  static const MwVariant variant = { .id = "bench" };
  const MwRawFieldsShape shape = { &source, &variant, NULL };
  double start = mw_bench_get_cpu ();
  guint64 n_values = parse_records (set);
  double parsed = mw_bench_get_cpu () - start;
  g_autoptr (MwRawFields) fields = NULL;
  g_autoptr (GError) error = NULL;
  double counted, resident;

  malloc_trim (0);
  resident = mw_bench_get_resident ();
  start = mw_bench_get_cpu ();
  fields = mw_raw_fields_new (set, &shape, NULL, NULL, &error);
  counted = mw_bench_get_cpu () - start;
  g_assert_no_error (error);
  g_print ("%u records, %.1f million values, %u fields\n", fields->n_records, (double) n_values / 1e6,
           fields->fields->len);
  print_ratio ("fields at any depth: counted, and records parsed, s", counted, parsed, 2.5);
  malloc_trim (0);
  g_print ("    kept of them, kB: %.0f\n", (mw_bench_get_resident () - resident) / 1e3);
}

int
main (int argc, char **argv)
{
  guint n_orders = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : N_ORDERS;
  g_autoptr (MwBenchOrders) orders = NULL;
  g_autoptr (MwTable) table = NULL;
  g_autoptr (MwGeneration) rows = NULL;
  g_autoptr (MwRawSet) set = NULL;

  if (n_orders < MW_BENCH_PAGE_ORDERS)
    return EXIT_FAILURE;
  orders = mw_bench_orders_new (n_orders);
  table = make_table (orders);
  rows = mw_table_dup_generation (table);
  set = make_set (orders);
  compare_columns (rows);
  compare_fields (set);
  return EXIT_SUCCESS;
}
