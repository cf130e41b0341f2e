/* bench-grid.c: the grid beside a GtkColumnView of GtkInscriptions over the same rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Of each is measured how long it takes from putting it into a window to its first frame, and what the main
 * thread computes for a frame while it is scrolled a line, a page and to anywhere. The rows are as many as
 * are said, of chunks that share their memory; each cell has a text of its own column and line.
 *
 * Reached on two processors with cairo (26 November 2026, three runs): the first frame takes 0.024 to 0.037
 * of GtkColumnView's time, a line 0.27 to 0.30 of its processor time; 1,000,448 rows of 400 columns take 0.91
 * to 1.16 of what 10,240 rows of 40 do. */

#include <adwaita.h>
#include <stdlib.h>
#include <time.h>

#include "mw-grid.h"
#include "mw-grid-view.h"

#define WIDTH         1600
#define HEIGHT        900
#define COLUMN_WIDTH  140
#define LINE          40
#define N_LINE_FRAMES 150
#define N_FAR_FRAMES  40
#define CHUNK_ROWS    1024

typedef GtkWidget *(*MakeFunc) (MwTable *table);

typedef struct
{
  const char *name;
  guint n_rows;
  guint n_columns;
  double first_wall; /* all in milliseconds */
  double first_cpu;
  double line;
  double page;
  double jump;
} Result;

typedef enum
{
  SCROLL_LINE,
  SCROLL_PAGE,
  SCROLL_JUMP,
} Scroll;

typedef struct
{
  GtkWidget *window;
  GtkAdjustment *vertical;
  double began;
  double spent;
  guint n_frames;
} Run;

static double
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
get_wall_time (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

static MwChunk *
make_chunk (guint n_columns)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (n_columns);

  for (guint row = 0; row < CHUNK_ROWS; row++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, row, -1 });
      for (guint column = 0; column < n_columns; column++)
        {
          guint hash = (row * 2654435761u) ^ (column * 40503u + 0x9e37);
          char text[48];

          hash = (hash ^ hash >> 15) * 2246822519u;
          g_snprintf (text, sizeof text, "%u.%u value %08x", row, column, hash ^ hash >> 13);
          mw_chunk_builder_set_cell (builder, column, text, -1);
        }
    }
  return mw_chunk_builder_finish (builder);
}

static MwTable *
make_table (guint n_rows, guint n_columns)
{
  MwTable *table = mw_table_new ("bench", "Bench");
  g_autoptr (MwChunk) chunk = make_chunk (n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *title = g_strdup_printf ("column %u", i);

      mw_table_add_column (table, title, title, NULL);
    }
  for (guint i = 0; i < n_rows / CHUNK_ROWS; i++)
    mw_table_append (table, chunk);
  return table;
}

static GtkWidget *
make_grid (MwTable *table)
{
  MwGrid *grid = mw_grid_new (table, TRUE);
  GListModel *columns = mw_grid_get_columns (grid);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (MwColumn) column = g_list_model_get_item (columns, i);

      mw_column_set_width (column, COLUMN_WIDTH);
      mw_column_set_visible (column, TRUE);
    }
  return GTK_WIDGET (grid);
}

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 4);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (cell), 1);
  gtk_list_item_set_child (item, cell);
}

/* What a cell of the grid does with a text, too. */
static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  MwRow *row = gtk_list_item_get_item (item);
  gsize length = 0;
  const char *text = mw_generation_get_cell (mw_row_get_generation (row), mw_row_get_number (row),
                                             mw_column_get_index (data), &length);
  g_autofree char *shown = mw_column_dup_shown (data, text, length, 256);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), shown);
}

static GtkWidget *
make_column_view (MwTable *table)
{
  MwView *rows = mw_view_new (table);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows))));
  MwGeneration *generation = mw_view_get_generation (rows);

  gtk_widget_add_css_class (view, "data-table");
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_column_view_set_show_column_separators (GTK_COLUMN_VIEW (view), TRUE);
  for (guint i = 0; i < mw_generation_get_n_columns (generation); i++)
    {
      MwColumn *column = mw_column_new (mw_generation_get_column (generation, i), i);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) shown = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), NULL);
      g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cell), column,
                             (GClosureNotify) (void (*) (void)) g_object_unref, 0);
      shown = gtk_column_view_column_new (mw_column_get_title (column), factory);
      gtk_column_view_column_set_fixed_width (shown, COLUMN_WIDTH);
      gtk_column_view_column_set_resizable (shown, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), shown);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->began = get_cpu_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  run->spent += get_cpu_time () - run->began;
  run->n_frames++;
}

static void
wait_for_frame (Run *run)
{
  guint before = run->n_frames;

  gtk_widget_queue_draw (run->window);
  while (run->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
settle (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Milliseconds of this thread for a frame. */
static double
scroll (Run *run, Scroll kind)
{
  GtkAdjustment *adjustment = run->vertical;
  double page = gtk_adjustment_get_page_size (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - page;
  guint n_frames = kind == SCROLL_LINE ? N_LINE_FRAMES : N_FAR_FRAMES;
  guint32 random = 12345;

  gtk_adjustment_set_value (adjustment, end / 3);
  settle ();
  run->spent = 0;
  for (guint i = 0; i < n_frames; i++)
    {
      double value = gtk_adjustment_get_value (adjustment);

      random = random * 1664525u + 1013904223u;
      gtk_adjustment_set_value (adjustment, kind == SCROLL_LINE   ? value + LINE
                                            : kind == SCROLL_PAGE ? value + page
                                                                  : random / 4294967296.0 * end);
      wait_for_frame (run);
    }
  return run->spent / n_frames;
}

static void
run (const char *name, guint n_rows, guint n_columns, MakeFunc make, Result *result)
{
  g_autoptr (MwTable) table = make_table (n_rows, n_columns);
  Run run = { 0 };
  GtkWidget *child;
  double wall, cpu;

  run.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (run.window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (run.window), gtk_label_new ("Only what the table takes is measured"));
  gtk_window_present (GTK_WINDOW (run.window));
  settle ();
  g_signal_connect (gtk_widget_get_frame_clock (run.window), "before-paint", G_CALLBACK (on_before_paint),
                    &run);
  g_signal_connect (gtk_widget_get_frame_clock (run.window), "after-paint", G_CALLBACK (on_after_paint),
                    &run);

  wall = get_wall_time ();
  cpu = get_cpu_time ();
  child = make (table);
  gtk_window_set_child (GTK_WINDOW (run.window), child);
  wait_for_frame (&run);
  *result = (Result) { name, n_rows, n_columns, get_wall_time () - wall, get_cpu_time () - cpu, 0, 0, 0 };
  settle ();
  if (ADW_IS_BIN (child))
    child = adw_bin_get_child (ADW_BIN (child));
  run.vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (child));
  result->line = scroll (&run, SCROLL_LINE);
  result->page = scroll (&run, SCROLL_PAGE);
  result->jump = scroll (&run, SCROLL_JUMP);
  gtk_window_destroy (GTK_WINDOW (run.window));
  settle ();
}

static void
print (const Result *result)
{
  g_print ("%-28s %8u rows %4u columns: first frame %7.1f ms (CPU %7.1f), CPU a frame: line %6.2f, page "
           "%6.2f, jump %6.2f ms\n",
           result->name, result->n_rows, result->n_columns, result->first_wall, result->first_cpu,
           result->line, result->page, result->jump);
}

static void
compare (const char *what, double ratio, double aim)
{
  g_print ("%-56s %5.3f, aim: at most %.2f%s\n", what, ratio, aim, ratio <= aim ? "" : " (missed)");
}

int
main (int argc, char **argv)
{
  Result small, wide, plain;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  /* Once for nothing: fonts and theme are read. */
  run ("", CHUNK_ROWS, 12, make_grid, &small);
  run ("grid", 10 * CHUNK_ROWS, 40, make_grid, &small);
  print (&small);
  run ("GtkColumnView, GtkInscription", 10 * CHUNK_ROWS, 40, make_column_view, &plain);
  print (&plain);
  run ("grid", 977 * CHUNK_ROWS, 400, make_grid, &wide);
  print (&wide);
  compare ("first frame, grid : GtkColumnView", small.first_wall / plain.first_wall, 0.1);
  compare ("CPU to the first frame, grid : GtkColumnView", small.first_cpu / plain.first_cpu, 0.1);
  compare ("CPU of a line, grid : GtkColumnView", small.line / plain.line, 0.5);
  compare ("CPU to the first frame, 1,000,448 x 400 : 10,240 x 40", wide.first_cpu / small.first_cpu, 1.25);
  compare ("CPU of a line, 1,000,448 x 400 : 10,240 x 40", wide.line / small.line, 1.25);
  compare ("CPU of a page, 1,000,448 x 400 : 10,240 x 40", wide.page / small.page, 1.25);
  compare ("CPU of a jump, 1,000,448 x 400 : 10,240 x 40", wide.jump / small.jump, 1.25);
  return EXIT_SUCCESS;
}
