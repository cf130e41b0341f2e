/* bench-source.c: pages to rows beside a plain Python script that does the same, in one run
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-source                     writes pages, then reads them by turns: this program and bench-source.py
 * bench-source FOLDER SCRIPT       the same with the pages in FOLDER and another script
 * bench-source --map PAGE…         one turn of this program
 * bench-source --keep PAGE…        the same into a dataset, as the app reads: rows and raw records are kept
 * bench-source --memory N          memory while N records go by
 *
 * What is measured is what a read does with an answer, from its bytes to the rows that a sink gets: scan,
 * parse, judge, find double records, map. The sink drops the rows, as the script does; with --keep it does
 * not. Each turn is a process of its own. */

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mw-bench-drain.h"
#include "mw-bench-pages.h"
#include "mw-bench-read.h"
#include "mw-dataset.h"

#define N_TURNS  7
#define N_PAGES  50
#define PER_PAGE 500

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

/* Orders and lines as a read of the orders gives them both. The pages are in memory, as answers are. */
static int
map_pages (char **paths, gboolean keep)
{
  MwBenchRead read = { NULL };
  g_autoptr (MwModel) model = mw_bench_load_model ();
  g_autoptr (MwSink) sink = keep ? MW_SINK (mw_dataset_new (model)) : MW_SINK (mw_bench_drain_new ());
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  double start, seconds;
  guint64 n_orders, n_lines;

  mw_bench_read_init (&read, model, sink, "order", "line");
  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *text;
      gsize length;

      if (!g_file_get_contents (paths[i], &text, &length, NULL))
        return EXIT_FAILURE;
      g_ptr_array_add (pages, g_bytes_new_take (text, length));
    }
  start = cpu_seconds ();
  for (guint i = 0; i < pages->len; i++)
    mw_bench_read_page (&read, pages->pdata[i]);
  seconds = cpu_seconds () - start;
  n_orders = read.context->n_rows;
  n_lines = ((const MwBeside *) read.context->beside->pdata[0])->n_rows;
  g_print ("%" G_GUINT64_FORMAT " orders, %" G_GUINT64_FORMAT " lines, %.3f CPU s, %.0f rows per CPU s\n",
           n_orders, n_lines, seconds, (double) (n_orders + n_lines) / seconds);
  mw_bench_read_clear (&read);
  return EXIT_SUCCESS;
}

static int
print_memory (guint n_records)
{
  g_autoptr (MwBenchPages) pages = mw_bench_pages_new (PER_PAGE);
  g_autoptr (MwModel) model = mw_bench_load_model ();
  g_autoptr (MwSink) sink = MW_SINK (mw_bench_drain_new ());
  MwBenchRead orders = { NULL };
  guint n_tenths = 0;

  mw_bench_read_init (&orders, model, sink, "order", NULL);
  while (orders.context->n_rows < n_records)
    {
      g_autoptr (GBytes) page = mw_bench_pages_make (pages);

      mw_bench_read_page (&orders, page);
      if (orders.context->n_rows * 10 < (guint64) n_records * (n_tenths + 1))
        continue;
      n_tenths++;
      g_print ("%9" G_GUINT64_FORMAT " records: %.1f MB\n", orders.context->n_rows, resident_mb ());
    }
  mw_bench_read_clear (&orders);
  return EXIT_SUCCESS;
}

static GPtrArray *
write_pages (const char *folder)
{
  g_autoptr (MwBenchPages) pages = mw_bench_pages_new (PER_PAGE);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_PAGES; i++)
    {
      g_autoptr (GBytes) page = mw_bench_pages_make (pages);
      g_autofree char *name = g_strdup_printf ("page%05u.json", i);
      char *path = g_build_filename (folder, name, NULL);
      gsize length;
      const char *text = g_bytes_get_data (page, &length);

      g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
      g_ptr_array_add (paths, path);
    }
  return paths;
}

static GPtrArray *
find_pages (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort_values (paths, (GCompareFunc) strcmp);
  return paths;
}

/* What a process says about its turn. */
static gboolean
take_turn (const char *const *command, GPtrArray *paths, double *speed)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL;
  const char *number;

  for (guint i = 0; command[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) command[i]);
  g_ptr_array_extend (arguments, paths, NULL, NULL);
  g_ptr_array_add (arguments, NULL);
  if (!g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     NULL, NULL))
    return FALSE;
  number = strstr (output, "CPU s, ");
  if (number == NULL)
    return FALSE;
  *speed = g_ascii_strtod (number + strlen ("CPU s, "), NULL);
  g_print ("  %-8s %s", g_str_has_prefix (command[1], "--") ? command[1] + 2 : command[0], output);
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values)
{
  qsort (values, N_TURNS, sizeof *values, compare_doubles);
  return values[N_TURNS / 2];
}

static int
compare (const char *self, const char *script, GPtrArray *paths)
{
  const char *const dropping[] = { self, "--map", NULL };
  const char *const keeping[] = { self, "--keep", NULL };
  const char *const plain[] = { "python3", script, "sink", NULL };
  double dropped[N_TURNS], kept[N_TURNS], plain_speeds[N_TURNS];
  double our_median, kept_median, plain_median;

  for (guint i = 0; i < N_TURNS; i++)
    if (!take_turn (dropping, paths, &dropped[i]) || !take_turn (plain, paths, &plain_speeds[i]) ||
        !take_turn (keeping, paths, &kept[i]))
      {
        g_print ("No Python here to compare with\n");
        return EXIT_SUCCESS;
      }
  our_median = median (dropped);
  kept_median = median (kept);
  plain_median = median (plain_speeds);
  g_print ("medians of %d turns: %.0f and %.0f rows per CPU s   ratio %.2f\n", N_TURNS, our_median,
           plain_median, our_median / plain_median);
  g_print ("rows and raw records kept: %.0f rows per CPU s   ratio %.2f\n", kept_median,
           kept_median / plain_median);
  return EXIT_SUCCESS;
}

static int
compare_on_own_pages (const char *self)
{
  g_autofree char *script = mw_bench_dup_path ("bench-source.py");
  g_autofree char *folder = g_dir_make_tmp ("millwright-bench-XXXXXX", NULL);
  g_autoptr (GPtrArray) paths = write_pages (folder);
  int result = compare (self, script, paths);

  for (guint i = 0; i < paths->len; i++)
    g_unlink (paths->pdata[i]);
  g_rmdir (folder);
  return result;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (argc > 2 && g_str_equal (argv[1], "--map"))
    return map_pages (argv + 2, FALSE);
  if (argc > 2 && g_str_equal (argv[1], "--keep"))
    return map_pages (argv + 2, TRUE);
  if (argc == 3 && g_str_equal (argv[1], "--memory"))
    return print_memory ((guint) g_ascii_strtoull (argv[2], NULL, 10));
  if (argc != 3)
    return compare_on_own_pages (argv[0]);
  paths = find_pages (argv[1]);
  return compare (argv[0], argv[2], paths);
}
