/* bench-stall.c: whether the window goes on while a million rows come, are sorted and searched
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-stall [PAGES]   1,000 pages of 1,000 rows of 30 columns; on a virtual display of at least 1600 x 900
 *
 * A heart beats on the main loop 100 times a second, while the grid draws and scrolls all the time. Of each
 * part is printed the longest time between two beats; how much of it this thread computed, and how much it
 * was ready and waited for a processor, as it does behind other programs and our own workers; and the longest
 * pause without such waiting, which is what the window does to itself.
 *
 * Reached on two processors with cairo (26 November 2026), before other programs: in nine runs at most 40 ms,
 * once 60 ms, of which it waited 36; without waiting at most 26 ms; the longest computation was 14 ms. Behind
 * programs that take both processors: up to 72 ms, of which it waited 66. */

#include <adwaita.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "mw-grid-view.h"
#include "mw-grid.h"
#include "mw-model.h"

#define WIDTH     1600
#define HEIGHT    900
#define N_COLUMNS 30
#define N_PAGES   1000
#define PAGE      1000
#define N_MADE    50 /* different pages, one after the other again and again */
#define BEAT_MS   10
#define AIM_MS    50

static const MwField number_field = { .id = "number", .type = MW_FIELD_TYPE_MONEY };

/* All in microseconds. */
typedef struct
{
  gint64 wall;
  gint64 computed;     /* by this thread */
  gint64 waited;       /* for a processor */
  gint64 all_computed; /* by all threads of this program */
} Time;

typedef struct
{
  Time last;    /* when it beat */
  Time longest; /* between two beats */
  gint64 longest_own;
  gint64 longest_computed;
  gint64 began;
  guint n_beats;
  GtkAdjustment *vertical;
} Heart;

typedef struct
{
  MwTable *table;
  GPtrArray *pages;
  guint n_pages;
  gboolean is_done;
} Feed;

static gint64
get_cpu_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* As Linux counts it; elsewhere nothing is known of it. */
static gint64
get_waited (void)
{
  static int file = -1;
  char text[128] = "";
  char *end = NULL;

  if (file < 0)
    file = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  if (file < 0 || pread (file, text, sizeof text - 1, 0) <= 0)
    return 0;
  g_ascii_strtoll (text, &end, 10);
  return g_ascii_strtoll (end, NULL, 10) / 1000;
}

static Time
get_time (void)
{
  return (Time) { g_get_monotonic_time (), get_cpu_time (CLOCK_THREAD_CPUTIME_ID), get_waited (),
                  get_cpu_time (CLOCK_PROCESS_CPUTIME_ID) };
}

static gboolean
beat (gpointer data)
{
  Heart *self = data;
  Time now = get_time ();
  Time pause = { now.wall - self->last.wall, now.computed - self->last.computed,
                 now.waited - self->last.waited, now.all_computed - self->last.all_computed };

  self->n_beats++;
  if (pause.wall > self->longest.wall)
    self->longest = pause;
  self->longest_own = MAX (self->longest_own, pause.wall - pause.waited);
  self->longest_computed = MAX (self->longest_computed, pause.computed);
  self->last = now;
  /* A line a beat, so that there is always something to draw. */
  if (self->vertical != NULL)
    gtk_adjustment_set_value (self->vertical, gtk_adjustment_get_value (self->vertical) + 20);
  return G_SOURCE_CONTINUE;
}

static void
begin (Heart *self)
{
  self->longest = (Time) { 0 };
  self->longest_own = self->longest_computed = 0;
  self->n_beats = 0;
  self->last = get_time ();
  self->began = self->last.wall;
}

static void
end (Heart *self, const char *what)
{
  double longest, own;

  beat (self);
  longest = (double) self->longest.wall / 1000;
  own = (double) self->longest_own / 1000;
  g_print (
    "%-44s %6.2f s %4u beats, longest pause %5.1f ms (computed %5.1f, waited for a processor %5.1f, all "
    "threads computed %5.1f), without waiting %5.1f, longest computation %5.1f, aim: at most %d%s\n",
    what, (double) (self->last.wall - self->began) / G_USEC_PER_SEC, self->n_beats, longest,
    (double) self->longest.computed / 1000, (double) self->longest.waited / 1000,
    (double) self->longest.all_computed / 1000, own, (double) self->longest_computed / 1000, AIM_MS,
    longest <= AIM_MS ? ""
    : own <= AIM_MS   ? "  (missed by waiting)"
                      : "  (missed)");
  begin (self);
}

static MwChunk *
make_page (guint first)
{
  g_autoptr (MwChunkBuilder) builder = mw_chunk_builder_new (N_COLUMNS);

  for (guint row = first; row < first + PAGE; row++)
    {
      mw_chunk_builder_begin_row (builder, &(MwRowOrigin) { 0, row, -1 });
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          guint hash = (row * 2654435761u) ^ (column * 40503u + 0x9e37);
          char text[64];

          hash = (hash ^ hash >> 15) * 2246822519u;
          if (column == 1)
            g_snprintf (text, sizeof text, "%u.%02u", hash % 1000000, hash % 97);
          else
            g_snprintf (text, sizeof text, "%s %08x", hash % 7 == 0 ? "Dichtung größer" : "seal", hash);
          mw_chunk_builder_set_cell (builder, column, text, -1);
        }
    }
  return mw_chunk_builder_finish (builder);
}

static MwTable *
make_table (void)
{
  MwTable *table = mw_table_new ("bench", "Bench");

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *title = g_strdup_printf ("column %u", i);

      mw_table_add_column (table, title, title, i == 1 ? &number_field : NULL);
    }
  return table;
}

/* As a reader does, as fast as it can, and then some more. */
static gpointer
feed (gpointer data)
{
  Feed *self = data;

  for (guint i = 0; i < self->n_pages; i++)
    {
      mw_table_append (self->table, self->pages->pdata[i % self->pages->len]);
      g_usleep (1000);
    }
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
run_until_fed (MwTable *table, GPtrArray *pages, guint n_pages)
{
  Feed self = { table, pages, n_pages, FALSE };
  GThread *thread = g_thread_new ("feed", feed, &self);

  while (!g_atomic_int_get (&self.is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
run_until_done (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dex_future_is_resolved (future));
  dex_unref (future);
}

/* Until all rows that there are can be seen. */
static void
run_until_shown (MwView *view)
{
  g_autoptr (MwGeneration) newest = mw_table_dup_generation (mw_view_get_table (view));

  while (mw_view_get_generation (view) != newest)
    g_main_context_iteration (NULL, TRUE);
}

static void
use (Heart *heart, MwGrid *grid, MwTable *table, GPtrArray *pages, guint n_pages)
{
  MwView *view = mw_grid_get_view (grid);

  begin (heart);
  run_until_fed (table, pages, n_pages / 2);
  end (heart, "the first half of the pages comes");
  run_until_done (mw_view_set_sort (view, 0, FALSE));
  end (heart, "it is sorted by a text");
  run_until_fed (table, pages, n_pages / 2);
  run_until_shown (view);
  end (heart, "the other half comes, and is sorted");
  run_until_done (mw_view_set_sort (view, 2, FALSE));
  end (heart, "all is sorted by another text");
  run_until_done (mw_view_set_sort (view, 1, TRUE));
  end (heart, "all is sorted by a number");
  run_until_done (mw_view_set_sort (view, 0, FALSE));
  end (heart, "all is sorted by the first text again");
  run_until_done (mw_view_set_search (view, "groesser größer seal"));
  end (heart, "it is searched for words that are nowhere");
  run_until_done (mw_view_set_search (view, "GRÖSSER"));
  end (heart, "it is searched for a word that is everywhere");
  run_until_done (mw_view_set_search (view, NULL));
  run_until_done (mw_view_set_sort (view, -1, FALSE));
  end (heart, "all rows are shown as they came");
}

int
main (int argc, char **argv)
{
  guint n_pages = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : N_PAGES;
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_chunk_unref);
  g_autoptr (MwTable) table = NULL;
  Heart heart = { 0 };
  GtkWidget *window;
  MwGrid *grid;
  guint source;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  dex_init ();
  for (guint i = 0; i < N_MADE; i++)
    g_ptr_array_add (pages, make_page (i * PAGE));
  table = make_table ();
  grid = mw_grid_new (table, TRUE);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (grid));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (GTK_WIDGET (grid)) < HEIGHT / 2)
    g_main_context_iteration (NULL, TRUE);
  heart.vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (mw_grid_get_grid_view (grid)));
  source = g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MS, beat, &heart, NULL);
  g_print ("%u rows of %u columns\n", n_pages * PAGE, N_COLUMNS);
  use (&heart, grid, table, pages, n_pages);
  g_source_remove (source);
  gtk_window_destroy (GTK_WINDOW (window));
  return EXIT_SUCCESS;
}
