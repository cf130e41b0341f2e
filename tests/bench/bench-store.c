/* bench-store.c: table, view and CSV beside the plain way to do the same, in one run
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The plain way: a GListStore of objects that own their strings, sorted and searched with what GLib has; the
 * csv module of Python. Prints CPU seconds of both and their ratio, so that a slow machine says the same as a
 * fast one. */

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mw-csv-export.h"
#include "mw-model.h"
#include "mw-row-order.h"
#include "mw-test-fiber.h"
#include "mw-view.h"

#define N_ROWS    200000
#define N_COLUMNS 30
#define PAGE      200
#define NUMBER    7
#define TEXT      3

static const MwField number_field = { .id = "n", .type = MW_FIELD_TYPE_MONEY };

#define PLAIN_TYPE_ROW (plain_row_get_type ())
G_DECLARE_FINAL_TYPE (PlainRow, plain_row, PLAIN, ROW, GObject)

struct _PlainRow
{
  GObject parent_instance;
  char *cells[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (PlainRow, plain_row, G_TYPE_OBJECT)

static void
plain_row_finalize (GObject *object)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (PLAIN_ROW (object)->cells[i]);
  G_OBJECT_CLASS (plain_row_parent_class)->finalize (object);
}

static void
plain_row_class_init (PlainRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = plain_row_finalize;
}

static void
plain_row_init (PlainRow *self)
{
}

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && strchr (text, ' ') != NULL)
    pages = atol (strchr (text, ' '));
  return (double) pages * 4096 / 1e6;
}

static void
report (const char *what, double ours, double plain, const char *plain_way)
{
  g_print ("%-28s %8.3f s   %-34s %8.3f s   ratio %6.2f\n", what, ours, plain_way, plain, plain / ours);
}

/* Like orders: numbers with two decimals, names of which a tenth is not ASCII, codes, dates, some nulls. */
static const char *
make_cell (guint row, guint column, char *buffer, gsize size)
{
  guint hash = (row * 2654435761u) ^ (column * 40503u);

  if (column == NUMBER)
    g_snprintf (buffer, size, "%u.%02u", hash % 1000000, hash % 97);
  else if (column == TEXT)
    g_snprintf (buffer, size, "%s %u %s", hash % 10 == 0 ? "Müller" : "Miller", hash % 50000, "GmbH");
  else if (column % 5 == 4 && hash % 3 == 0)
    return NULL;
  else if (column % 6 == 5)
    g_snprintf (buffer, size, "2026-%02u-%02uT10:00:00Z", hash % 12 + 1, hash % 28 + 1);
  else
    g_snprintf (buffer, size, "C%u-%u", column, hash % 100000);
  return buffer;
}

static MwTable *
fill_table (GPtrArray *chunks)
{
  MwTable *table = mw_table_new ("bench", "Bench");

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *id = g_strdup_printf ("column_%u", i);

      mw_table_add_column (table, id, id, i == NUMBER ? &number_field : NULL);
    }
  for (guint i = 0; i < chunks->len; i++)
    mw_table_append (table, chunks->pdata[i]);
  return table;
}

static GPtrArray *
make_chunks (void)
{
  GPtrArray *chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chunk_unref);
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);
  char buffer[64];

  for (guint row = 0; row < N_ROWS; row++)
    {
      MwRowOrigin origin = { .record = row, .child = -1 };

      mw_chunk_builder_begin_row (builder, &origin);
      for (guint column = 0; column < N_COLUMNS; column++)
        mw_chunk_builder_set_cell (builder, column, make_cell (row, column, buffer, sizeof buffer), -1);
      if (row % PAGE == PAGE - 1)
        g_ptr_array_add (chunks, mw_chunk_builder_finish (builder));
    }
  return chunks;
}

/* What making the texts costs both ways alike. */
static double
time_texts (void)
{
  double start = cpu_seconds ();
  char buffer[64];

  for (guint row = 0; row < N_ROWS; row++)
    for (guint column = 0; column < N_COLUMNS; column++)
      make_cell (row, column, buffer, sizeof buffer);
  return cpu_seconds () - start;
}

static GListStore *
fill_store (void)
{
  GListStore *store = g_list_store_new (PLAIN_TYPE_ROW);
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func (g_object_unref);
  char buffer[64];

  for (guint row = 0; row < N_ROWS; row++)
    {
      PlainRow *object = g_object_new (PLAIN_TYPE_ROW, NULL);

      for (guint column = 0; column < N_COLUMNS; column++)
        object->cells[column] = g_strdup (make_cell (row, column, buffer, sizeof buffer));
      g_ptr_array_add (page, object);
      if (row % PAGE == PAGE - 1)
        {
          g_list_store_splice (store, g_list_model_get_n_items (G_LIST_MODEL (store)), 0, page->pdata, PAGE);
          g_ptr_array_set_size (page, 0);
        }
    }
  return store;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer data)
{
  double x = g_ascii_strtod (((const PlainRow *) a)->cells[NUMBER], NULL);
  double y = g_ascii_strtod (((const PlainRow *) b)->cells[NUMBER], NULL);

  return (x > y) - (x < y);
}

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((const PlainRow *) a)->cells[TEXT], ((const PlainRow *) b)->cells[TEXT]);
}

static guint
search_store (GListModel *store, const char *word)
{
  g_autofree char *needle = g_utf8_casefold (word, -1);
  guint found = 0;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (PlainRow) row = g_list_model_get_item (store, i);
      gboolean match = FALSE;

      for (guint column = 0; column < N_COLUMNS && !match; column++)
        if (row->cells[column] != NULL)
          {
            g_autofree char *folded = g_utf8_casefold (row->cells[column], -1);

            match = strstr (folded, needle) != NULL;
          }
      found += match;
    }
  return found;
}

static double
time_future (DexFuture *future)
{
  double start = cpu_seconds ();
  g_autoptr (GError) error = NULL;

  dex_await (future, &error);
  g_assert_no_error (error);
  return cpu_seconds () - start;
}

static gpointer
run_job (gpointer data)
{
  MwRowOrderJob *job = data;

  mw_row_order_job_run (job, job->stop, NULL);
  return NULL;
}

/* From the cancellation to the end of the job, at twenty points of it. */
static void
print_cancel (MwGeneration *generation, MwRowCriteria criteria, const char *what)
{
  gint64 worst = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (MwRowOrderJob) job = mw_row_order_job_new (generation, &criteria);
      GThread *thread = g_thread_new ("job", run_job, job);
      gint64 start;

      g_usleep (i * 7000);
      start = g_get_monotonic_time ();
      g_cancellable_cancel (job->stop);
      g_thread_join (thread);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  g_print ("cancel a %s: %.1f ms at worst\n", what, (double) worst / 1000);
}

/* Reads our file, then writes the same rows; says how long the writing took. */
static double
time_python (const char *path)
{
  static const char script[] = "import csv, sys, time\n"
                               "rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))\n"
                               "start = time.process_time()\n"
                               "with open(sys.argv[1] + '.py', 'w', newline='', encoding='utf-8') as out:\n"
                               "    csv.writer(out).writerows(rows)\n"
                               "print(time.process_time() - start)\n";
  const char *const argv[] = { "python3", "-c", script, path, NULL };
  g_autofree char *output = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, NULL))
    return 0;
  return g_ascii_strtod (output, NULL);
}

static void
compare_files (const char *path, const char *other_path)
{
  g_autofree char *ours = NULL;
  g_autofree char *other = NULL;
  gsize n_ours = 0;
  gsize n_other = 0;

  g_assert_true (g_file_get_contents (path, &ours, &n_ours, NULL));
  g_assert_true (g_file_get_contents (other_path, &other, &n_other, NULL));
  g_assert_cmpmem (ours, n_ours, other, n_other);
}

static DexFuture *
bench_fiber (gpointer data)
{
  const char *const words[] = { "c12-4711", "müller" };
  g_autofree char *folder = g_dir_make_tmp ("millwright-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rows.csv", NULL);
  g_autofree char *python_path = g_strconcat (path, ".py", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) chunks = NULL;
  g_autoptr (MwTable) table = NULL;
  g_autoptr (MwView) view = NULL;
  g_autoptr (GListStore) store = NULL;
  g_autoptr (MwGeneration) generation = NULL;
  g_autoptr (MwCsvExport) export = NULL;
  double texts = time_texts ();
  double start = cpu_seconds ();
  double memory;
  double ours;
  double plain;

  g_print ("%u rows of %u columns, pages of %u\n", N_ROWS, N_COLUMNS, PAGE);
  chunks = make_chunks ();
  plain = cpu_seconds ();
  table = fill_table (chunks);
  g_print ("appending the pages alone: %.3f s\n", cpu_seconds () - plain);
  g_clear_pointer (&chunks, g_ptr_array_unref);
  ours = cpu_seconds () - start - texts;
  memory = resident_mb ();
  start = cpu_seconds ();
  store = fill_store ();
  plain = cpu_seconds () - start - texts;
  g_print ("memory: chunks %.0f MB, GListStore %.0f MB\n", (double) mw_table_get_size (table) / 1e6,
           resident_mb () - memory);
  report ("make and append pages", ours, plain, "objects into a GListStore");

  view = mw_view_new (table);
  ours = time_future (mw_view_set_sort (view, NUMBER, FALSE));
  start = cpu_seconds ();
  g_list_store_sort (store, compare_numbers, NULL);
  report ("sort numbers, exactly", ours, cpu_seconds () - start, "g_list_store_sort, as doubles");
  ours = time_future (mw_view_set_sort (view, NUMBER, TRUE));
  report ("the other way round", ours, ours, "(keys are kept)");
  ours = time_future (mw_view_set_sort (view, TEXT, FALSE));
  start = cpu_seconds ();
  g_list_store_sort (store, compare_texts, NULL);
  report ("sort texts by the locale", ours, cpu_seconds () - start, "g_list_store_sort, g_utf8_collate");
  ours = time_future (mw_view_set_sort (view, -1, FALSE));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *what = g_strdup_printf ("search %s", words[i]);
      guint found;

      ours = time_future (mw_view_set_search (view, words[i]));
      start = cpu_seconds ();
      found = search_store (G_LIST_MODEL (store), words[i]);
      report (what, ours, cpu_seconds () - start, "g_utf8_casefold, strstr");
      g_assert_cmpuint (found, >, 0);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, found);
    }

  generation = mw_table_dup_generation (table);
  print_cancel (generation, (MwRowCriteria) { .sorts = { { TEXT, FALSE } }, .n_sorts = 1 }, "sort");
  print_cancel (generation, (MwRowCriteria) { .search = (char *) "xyz" }, "search");
  export = mw_csv_export_new (generation, NULL, 0);
  ours = time_future (mw_csv_export_write_file (export, file));
  plain = time_python (path);
  if (plain > 0)
    {
      report ("CSV, on the disk", ours, plain, "csv.writer of Python");
      compare_files (path, python_path);
    }
  else
    g_print ("CSV: %.3f s; no Python here to compare with\n", ours);
  g_unlink (path);
  g_unlink (python_path);
  g_rmdir (folder);
  return dex_future_new_for_boolean (TRUE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  mw_test_run_fiber (bench_fiber, NULL);
  return 0;
}
