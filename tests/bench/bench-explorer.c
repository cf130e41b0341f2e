/* bench-explorer.c: the table behind the views beside SQLite doing the same job, in one run
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-explorer [ORDERS [TURNS]]   100,000 orders of ten lines, three turns: some minutes; 10000 1 tries it
 * bench-explorer --ours ORDERS FOLDER, --first FILE   one turn of this program; one opening of a snapshot
 *
 * The lines of the orders are rows of 30 columns; the raw records are kept once an order. Each turn of either
 * program is a process of its own, by turns, and says how much processor time each thing took it, of all its
 * threads. The medians are compared. Both sort and find the same rows, which is checked.
 *
 * Rows into memory: from 30 texts a row to a page that is published, and to a transaction a page.
 * Durable: rows and raw records of a page in one transaction: ours squeezed and encrypted, SQLite's plain,
 * with the JSON in a column. First rows: from opening the file to the first rows in a sink, by the clock.
 *
 * In the temporary folder there must be room for 2 GB.
 *
 * Filters: those that SQLite knows too. A refresh that changed nothing has nothing beside it: SQLite does not
 * know what a refresh is.
 *
 * Reached on two shared cores, in the order of German, several runs: rows into memory 4.7 to 5.2 (the aim is
 * 5: at the edge; 2.4 once on a machine that had much else to do), sort by number 4.7 to 6.0 (5), by date 5.2
 * to 6.1 (5), by text 9 to 11 (3) and 800 after (10), search 9.5 to 19 (10: at the edge), filters 2.2 to 4.2
 * (1), durable 0.95 to 1.06 (1: at the edge) at 0.22 of the file (0.33), 241 bytes a row (500), first rows in
 * the same time (5 times). */

#include <glib/gstdio.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "mw-bench-drain.h"
#include "mw-bench-filters.h"
#include "mw-bench-orders.h"
#include "mw-snapshot-replay.h"
#include "mw-snapshot-writer.h"
#include "mw-test-fiber.h"
#include "mw-view.h"

#define N_ORDERS   100000
#define N_TURNS    3
#define MAX_TURNS  9
#define N_OPENINGS 7
#define FEW_ORDERS 100

static GBytes *
make_key (void)
{
  guint8 key[MW_SNAPSHOT_KEY_BYTES];

  memset (key, 7, sizeof key);
  return g_bytes_new (key, sizeof key);
}

static MwSnapshotFile *
open_file (const char *path)
{
  g_autoptr (GBytes) key = make_key ();
  g_autoptr (GError) error = NULL;
  MwSnapshotFile *file = mw_snapshot_file_open (path, key, &error);

  g_assert_no_error (error);
  return file;
}

static MwTable *
insert_into_memory (MwBenchOrders *orders)
{
  MwTable *table = mw_table_new ("bench", "Bench");
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (MW_BENCH_COLUMNS);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (MwBenchCell));
  double spent = 0;

  for (guint i = 0; i < MW_BENCH_COLUMNS; i++)
    {
      const MwField *field = mw_entity_get_field (orders->entity, i);

      mw_table_add_column (table, field->id, field->title, field);
    }
  for (guint i = 0; i < orders->pages->len; i++)
    {
      const MwBenchPage *page = orders->pages->pdata[i];
      guint n_rows = mw_bench_page_fill_cells (page, cells);
      double start = mw_bench_get_cpu ();
      g_autoptr (MwChunk) chunk = NULL;

      for (guint row = 0; row < n_rows; row++)
        {
          mw_chunk_builder_begin_row (builder, mw_chunk_get_origin (page->rows, row));
          for (guint column = 0; column < MW_BENCH_COLUMNS; column++)
            {
              const MwBenchCell *cell = &g_array_index (cells, MwBenchCell, row * MW_BENCH_COLUMNS + column);

              if (cell->text != NULL)
                mw_chunk_builder_set_plain_cell (builder, column, cell->text, cell->length);
            }
        }
      chunk = mw_chunk_builder_finish (builder);
      mw_table_append (table, chunk);
      spent += mw_bench_get_cpu () - start;
    }
  g_print ("insert %.6f\n", spent);
  g_print ("table %.0f\n", (double) mw_table_get_size (table));
  return table;
}

/* Waits until the view shows what was asked for. */
static void
time_future (DexFuture *future, MwView *view, const char *name)
{
  double start = mw_bench_get_cpu ();
  g_autoptr (GError) error = NULL;
  guint sum = 0;

  dex_await (future, &error);
  g_assert_no_error (error);
  g_print ("%s %.6f\n", name, mw_bench_get_cpu () - start);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    sum = mw_bench_check (sum, mw_view_get_number (view, i));
  g_print ("%s-check %u\n", name, sum);
}

static guint
find_column (MwTable *table, const char *id)
{
  g_autoptr (MwGeneration) generation = mw_table_dup_generation (table);

  return (guint) mw_generation_find_column (generation, id);
}

static void
time_filters (MwView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (mw_bench_filters); i++)
    {
      const MwBenchFilter *wanted = &mw_bench_filters[i];
      g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_row_filter_unref);

      g_ptr_array_add (filters,
                       mw_row_filter_new (wanted->kind, wanted->column, MW_ROW_PERIOD_DAYS, wanted->values));
      g_assert_nonnull (filters->pdata[0]);
      time_future (mw_view_set_filters (view, filters), view, wanted->name);
    }
}

static DexFuture *
time_views (gpointer data)
{
  MwTable *table = data;
  const char *const words[] = MW_BENCH_WORDS;
  g_autoptr (MwView) view = mw_view_new (table);
  int text = (int) find_column (table, MW_BENCH_TEXT);
  DexFuture *unsorted;

  time_future (mw_view_set_sort (view, text, FALSE), view, "sort-text");
  time_future (mw_view_set_sort (view, (int) find_column (table, MW_BENCH_NUMBER), FALSE), view,
               "sort-number");
  time_future (mw_view_set_sort (view, (int) find_column (table, MW_BENCH_MOMENT), FALSE), view, "sort-date");
  time_future (mw_view_set_sort (view, text, FALSE), view, "sort-text-again");
  unsorted = mw_view_set_sort (view, -1, FALSE);
  dex_await (unsorted, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *name = g_strdup_printf ("search-%u", i);

      time_future (mw_view_set_search (view, words[i]), view, name);
    }
  unsorted = mw_view_set_search (view, NULL);
  dex_await (unsorted, NULL);
  time_filters (view);
  return dex_future_new_for_boolean (TRUE);
}

/* @before: the pages that are in the file already. @name: NULL: nobody wants to know.
 *
 * Returns: (transfer full): the pages that are in it then */
static MwSnapshotPages *
write_snapshot (MwBenchOrders *orders, const char *path, MwSnapshotPages *before, const char *name)
{
  g_autoptr (MwBenchDrain) drain = mw_bench_drain_new ();
  double start = mw_bench_get_cpu ();
  gint64 began = g_get_monotonic_time ();
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_writer_new (open_file (path), "order_line", "everything",
                                                                "bench", before, MW_SINK (drain));
  MwSink *sink = MW_SINK (writer);
  guint set;
  double spent;
  gint64 took;
  g_autoptr (GError) error = NULL;
  GStatBuf info = { 0 };

  mw_sink_begin (sink, orders->entity, -1);
  set = mw_sink_begin_set (sink, "orders", "orders", -1);
  for (guint i = 0; i < orders->pages->len; i++)
    {
      const MwBenchPage *page = orders->pages->pdata[i];
      const MwRawPage raw = {
        .bytes = page->bytes,
        .records = page->records,
        .n_records = page->n_records,
        .keys = page->keys,
        .fetched_at = 1,
      };

      mw_sink_raw_page (sink, set, &raw);
      mw_sink_rows (sink, orders->entity, page->rows);
    }
  mw_snapshot_writer_end (writer, TRUE, &error);
  g_assert_no_error (error);
  spent = mw_bench_get_cpu () - start;
  took = g_get_monotonic_time () - began;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  if (name != NULL)
    g_print ("%s %.6f\n%s-wall %.6f\n%s-file %.0f\n", name, spent, name, (double) took / 1e6, name,
             (double) info.st_size);
  return mw_snapshot_pages_ref (mw_snapshot_writer_get_pages (writer));
}

static int
take_turn (guint n_orders, const char *folder)
{
  g_autoptr (MwBenchOrders) orders = mw_bench_orders_new (n_orders);
  double resident;
  g_autofree char *path = g_build_filename (folder, "ours.snapshot", NULL);
  MwTable *table;
  g_autoptr (MwSnapshotPages) pages = NULL;
  g_autoptr (MwSnapshotPages) again = NULL;

  mw_bench_set_language ();
  malloc_trim (0);
  resident = mw_bench_get_resident ();
  table = insert_into_memory (orders);
  g_print ("memory %.0f\n", mw_bench_get_resident () - resident);
  mw_test_run_fiber (time_views, table);
  malloc_trim (0);
  g_print ("memory-after %.0f\n", mw_bench_get_resident () - resident);
  g_object_unref (table);
  pages = write_snapshot (orders, path, NULL, "durable");
  /* What a refresh that changed nothing writes: the rows anew, of the raw records only where they are. */
  again = write_snapshot (orders, path, pages, "refresh");
  return EXIT_SUCCESS;
}

static int
open_snapshot (const char *path)
{
  g_autoptr (MwModel) model = mw_bench_load_model ();
  g_autoptr (MwBenchDrain) drain = mw_bench_drain_new ();
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  const MwJsonDialect dialect = { NULL };
  gint64 start = g_get_monotonic_time ();
  MwSnapshotFile *file = open_file (path);
  g_autoptr (MwSnapshotRead) read = NULL;
  g_autoptr (MwSnapshotReplay) replay = NULL;
  g_autoptr (GError) error = NULL;

  mw_snapshot_reads_find (file, "order_line", "everything", TRUE, &read, &error);
  g_assert_no_error (error);
  g_assert_nonnull (read);
  replay = mw_snapshot_replay_new (file, read->number, model, &dialect, pages, MW_SINK (drain));
  mw_snapshot_replay_run_rows (replay, NULL, &error);
  g_assert_no_error (error);
  g_print ("first %.6f\nrows %.6f\nn %u\n", (double) (drain->first_rows_at - start) / 1e6,
           (double) (g_get_monotonic_time () - start) / 1e6, drain->n_rows);
  return EXIT_SUCCESS;
}

/* What a process printed: name → numbers of all its turns. */
static gboolean
add_turn (GHashTable *figures, const char *const *command)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     NULL) ||
      status != 0)
    return FALSE;
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');
      GArray *values;
      double value;

      if (space == NULL)
        continue;
      value = g_ascii_strtod (space + 1, NULL);
      *space = '\0';
      values = g_hash_table_lookup (figures, lines[i]);
      if (values == NULL)
        {
          values = g_array_new (FALSE, FALSE, sizeof (double));
          g_hash_table_insert (figures, g_strdup (lines[i]), values);
        }
      g_array_append_val (values, value);
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (GHashTable *figures, const char *name)
{
  GArray *values = g_hash_table_lookup (figures, name);

  if (values == NULL)
    return 0;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

static void
print_aim (const char *what, double ours, double other, double ratio, double aim, gboolean at_most)
{
  g_print ("%-44s %10.3f %10.3f   ratio %8.2f, aim: at %s %.2f%s\n", what, ours, other, ratio,
           at_most ? "most" : "least", aim, (at_most ? ratio <= aim : ratio >= aim) ? "" : "  (missed)");
}

static void
compare (GHashTable *ours,
         GHashTable *plain,
         const char *what,
         const char *name,
         const char *other,
         double aim)
{
  double a = get_median (ours, name), b = get_median (plain, other);
  g_autofree char *check = g_strconcat (name, "-check", NULL);
  g_autofree char *other_check = g_strconcat (other, "-check", NULL);

  print_aim (what, a, b, a > 0 ? b / a : 0, aim, FALSE);
  if (get_median (ours, check) != get_median (plain, other_check))
    g_print ("    … but these are not the same rows\n");
}

static GHashTable *
figures_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
}

static void
print_ratios (GHashTable *ours, GHashTable *plain, guint n_lines)
{
  double bytes = get_median (ours, "table") / n_lines;

  g_print ("%-44s %10s %10s\n", "processor seconds, medians", "ours", "SQLite");
  compare (ours, plain, "rows into memory, page by page", "insert", "insert", 5);
  compare (ours, plain, "sort by number", "sort-number", "sort-number", 5);
  compare (ours, plain, "sort by date", "sort-date", "sort-date", 5);
  compare (ours, plain, "sort by text, the first time", "sort-text", "sort-text", 3);
  compare (ours, plain, "sort by text, after", "sort-text-again", "sort-text", 10);
  compare (ours, plain, "search, a word of many rows", "search-0", "search-0", 10);
  compare (ours, plain, "search, a word with an accent", "search-1", "search-1", 10);
  compare (ours, plain, "search, one order", "search-2", "search-2", 10);
  for (guint i = 0; i < G_N_ELEMENTS (mw_bench_filters); i++)
    compare (ours, plain, mw_bench_filters[i].title, mw_bench_filters[i].name, mw_bench_filters[i].name, 1);
  compare (ours, plain, "durable: rows and raw", "durable", "durable", 1);
  g_print ("%-44s %10.3f %10.3f\n", "    by the clock", get_median (ours, "durable-wall"),
           get_median (plain, "durable-wall"));
  print_aim ("    file, MB", get_median (ours, "durable-file") / 1e6, get_median (plain, "file") / 1e6,
             get_median (ours, "durable-file") / get_median (plain, "file"), 1.0 / 3, TRUE);
  g_print ("%-44s %10.3f %10s by the clock %.3f, file %.0f MB\n", "a refresh that changed nothing",
           get_median (ours, "refresh"), "", get_median (ours, "refresh-wall"),
           get_median (ours, "refresh-file") / 1e6);
  print_aim ("bytes of a row in memory", bytes, get_median (plain, "memory") / n_lines, bytes, 500, TRUE);
  g_print ("%-44s %10.3f\n%-44s %10.3f\n", "    resident, filled", get_median (ours, "memory") / n_lines,
           "    resident, after sorting and searching", get_median (ours, "memory-after") / n_lines);
}

static gboolean
run_turns (const char *self, const char *plain_program, guint n_orders, guint n_turns, const char *folder)
{
  g_autoptr (GHashTable) ours = figures_new ();
  g_autoptr (GHashTable) plain = figures_new ();
  g_autofree char *n = g_strdup_printf ("%u", n_orders);
  g_autofree char *path = g_build_filename (folder, "ours.snapshot", NULL);
  const char *const our_command[] = { self, "--ours", n, folder, NULL };
  const char *const plain_command[] = { plain_program, n, folder, NULL };

  for (guint i = 0; i < n_turns; i++)
    {
      mw_snapshot_file_remove (path, NULL);
      if (!add_turn (ours, our_command))
        return FALSE;
      if (!add_turn (plain, plain_command))
        g_print ("No SQLite here to compare with\n");
    }
  print_ratios (ours, plain, n_orders * MW_BENCH_ORDER_LINES);
  return TRUE;
}

static void
compare_openings (const char *self, guint n_orders, const char *folder)
{
  g_autoptr (GHashTable) many = figures_new ();
  g_autoptr (GHashTable) few = figures_new ();
  g_autofree char *path = g_build_filename (folder, "ours.snapshot", NULL);
  g_autofree char *few_path = g_build_filename (folder, "few.snapshot", NULL);
  g_autoptr (MwBenchOrders) orders = mw_bench_orders_new (FEW_ORDERS);
  const char *const many_command[] = { self, "--first", path, NULL };
  const char *const few_command[] = { self, "--first", few_path, NULL };
  g_autofree char *what = g_strdup_printf ("first rows of %u and of %u, ms by the clock",
                                           n_orders * MW_BENCH_ORDER_LINES,
                                           FEW_ORDERS * MW_BENCH_ORDER_LINES);
  g_autoptr (MwSnapshotPages) pages = NULL;
  double a, b;

  pages = write_snapshot (orders, few_path, NULL, NULL);
  for (guint i = 0; i < N_OPENINGS; i++)
    g_assert_true (add_turn (many, many_command) && add_turn (few, few_command));
  a = get_median (many, "first");
  b = get_median (few, "first");
  print_aim (what, a * 1e3, b * 1e3, a / b, 5, TRUE);
  g_print ("    all %.0f rows after %.3f s\n", get_median (many, "n"), get_median (many, "rows"));
  mw_snapshot_file_remove (few_path, NULL);
  mw_snapshot_file_remove (path, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *plain = g_strconcat (argv[0], "-sqlite", NULL);
  guint n_orders = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : N_ORDERS;
  guint n_turns = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : N_TURNS;

  if (argc == 4 && g_str_equal (argv[1], "--ours"))
    return take_turn ((guint) g_ascii_strtoull (argv[2], NULL, 10), argv[3]);
  if (argc == 3 && g_str_equal (argv[1], "--first"))
    return open_snapshot (argv[2]);
  if (n_orders < MW_BENCH_PAGE_ORDERS || n_turns < 1 || n_turns > MAX_TURNS)
    return EXIT_FAILURE;
  folder = g_dir_make_tmp ("millwright-bench-XXXXXX", NULL);
  g_print ("%u orders, %u rows of %u columns, %u a page; texts in the order of %s\n", n_orders,
           n_orders * MW_BENCH_ORDER_LINES, MW_BENCH_COLUMNS, MW_BENCH_PAGE_ORDERS * MW_BENCH_ORDER_LINES,
           mw_bench_set_language ());
  if (!run_turns (argv[0], plain, n_orders, n_turns, folder))
    return EXIT_FAILURE;
  compare_openings (argv[0], n_orders, folder);
  g_rmdir (folder);
  return EXIT_SUCCESS;
}
