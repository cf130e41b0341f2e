/* bench-heartbeat.c: whether the window goes on while it connects, loads, compares, searches and exports, and
 * with a record of 20 MB in its details
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A heart beats on the main loop 100 times a second. Of each part is printed how many times it stood still
 * for longer than a person sees (one missed beat each 50 ms), the longest time between two beats, and the
 * longest that this thread computed between two beats, which another program on the machine does not
 * lengthen.
 *
 * Reached with cairo (26 November 2026, beside other programs): a record of 20 MB at most 40 ms, when one
 * goes to its last line; connecting 40 to 47 ms of computation. */

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "mw-ui-test.h"

#include "mw-json-view.h"
#include "mw-large-record.h"

#define BEAT_MS   10
#define MISSED    (50 * G_TIME_SPAN_MILLISECOND)
#define N_SCROLLS 60
#define SCROLL    700

typedef struct
{
  gint64 last;     /* when it beat, in microseconds */
  gint64 last_cpu; /* what this thread had computed then */
  guint n_beats;
  guint n_missed;
  gint64 longest;
  gint64 longest_cpu;
} Heart;

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
beat (gpointer data)
{
  Heart *self = data;
  gint64 now = g_get_monotonic_time (), cpu = get_cpu_time ();

  self->n_beats++;
  self->n_missed += (guint) ((now - self->last) / MISSED);
  self->longest = MAX (self->longest, now - self->last);
  self->longest_cpu = MAX (self->longest_cpu, cpu - self->last_cpu);
  self->last = now;
  self->last_cpu = cpu;
  return G_SOURCE_CONTINUE;
}

static void
begin (Heart *self)
{
  *self = (Heart) { .last = g_get_monotonic_time (), .last_cpu = get_cpu_time () };
}

static void
end (Heart *self, const char *what)
{
  beat (self);
  g_print ("%-24s %5u beats, %3u missed, longest pause %5.1f ms, longest computation %5.1f ms\n", what,
           self->n_beats, self->n_missed, (double) self->longest / 1000, (double) self->longest_cpu / 1000);
  begin (self);
}

static guint
get_n_shown (MwRecordsPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (mw_grid_get_view (mw_records_page_get_grid (page))));
}

static void
use (MwUiTest *test, Heart *heart)
{
  GListModel *connections = mw_engine_get_connections (test->engine);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "heartbeat.csv", NULL);
  MwRecordsPage *page;
  MwView *view;
  guint n_rows;

  begin (heart);
  mw_ui_click (test->window, "Try the Demo Plant");
  mw_ui_wait (g_list_model_get_n_items (connections) == 1);
  mw_ui_wait ((page = mw_window_get_records_page (test->window)) != NULL);
  end (heart, "connecting");
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  n_rows = mw_reading_get_n_rows (mw_records_page_get_reading (page));
  mw_ui_wait (get_n_shown (page) == n_rows);
  end (heart, "loading");
  g_assert_cmpuint (n_rows, >=, 5000);

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.reconcile", NULL);
  mw_ui_wait (mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_DONE);
  mw_ui_wait (get_n_shown (page) == n_rows);
  end (heart, "comparing in full");

  view = mw_grid_get_view (mw_records_page_get_grid (page));
  g_assert_true (mw_ui_await (mw_view_set_search (view, "45000100")));
  mw_ui_wait (get_n_shown (page) < n_rows);
  g_assert_true (mw_ui_await (mw_view_set_search (view, NULL)));
  g_assert_true (mw_ui_await (mw_view_set_sort (view, 1, TRUE)));
  mw_ui_wait (get_n_shown (page) == n_rows);
  end (heart, "searching and sorting");

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.export-to", "s", path);
  mw_ui_wait (g_file_test (path, G_FILE_TEST_EXISTS));
  end (heart, "exporting");
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
copy (MwJsonView *view, const char *action)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentProvider *before = gdk_clipboard_get_content (clipboard);

  gtk_widget_activate_action (GTK_WIDGET (view), action, NULL);
  mw_ui_wait (gdk_clipboard_get_content (clipboard) != before);
}

/* A frame each time. */
static void
scroll (MwJsonView *view)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (view));
  GtkAdjustment *down = gtk_scrollable_get_vadjustment (mw_ui_child (view, "list"));

  for (guint i = 0; i < N_SCROLLS; i++)
    {
      gint64 frame = gdk_frame_clock_get_frame_counter (clock);

      gtk_adjustment_set_value (down, gtk_adjustment_get_value (down) - SCROLL);
      mw_ui_wait (gdk_frame_clock_get_frame_counter (clock) > frame);
    }
}

static void
use_record (Heart *heart)
{
  MwJsonView *view = g_object_new (MW_TYPE_JSON_VIEW, NULL);
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GBytes) record = mw_large_record_new (MW_LARGE_RECORD_LINES);
  g_autofree char *text = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 900);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  mw_ui_wait (gtk_widget_get_height (GTK_WIDGET (view)) > 400);
  begin (heart);
  mw_json_view_set_record (view, record);
  mw_ui_wait (mw_json_view_get_tree (view));
  mw_ui_settle ();
  end (heart, "a record of 20 MB");
  mw_json_view_select (view, "/lines/399999/price");
  mw_ui_settle ();
  end (heart, "to its last line");
  scroll (view);
  end (heart, "scrolling");
  gtk_editable_set_text (mw_ui_child (view, "search"), "bolt 39999");
  mw_ui_wait (gtk_widget_get_visible (mw_ui_child (view, "count")));
  mw_ui_settle ();
  end (heart, "searching in it");
  copy (view, "record.copy-value");
  end (heart, "copying a value");
  mw_json_view_select (view, "");
  mw_ui_settle ();
  end (heart, "to its beginning");
  copy (view, "record.copy-branch");
  end (heart, "copying all of it");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (window), NULL, on_text, &text);
  mw_ui_wait (text != NULL);
  g_assert_cmpuint (strlen (text), ==, g_bytes_get_size (record));
  begin (heart);
  mw_json_view_set_record (view, NULL);
  mw_ui_settle ();
  end (heart, "closing it");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
bench (void)
{
  MwUiTest *test = mw_ui_test_start ();
  g_autoptr (MwConnection) connection = NULL;
  Heart heart;
  guint source = g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MS, beat, &heart, NULL);

  use (test, &heart);
  use_record (&heart);
  g_source_remove (source);
  connection = g_list_model_get_item (mw_engine_get_connections (test->engine), 0);
  g_assert_true (mw_ui_await (mw_engine_disconnect (test->engine, connection)));
  mw_ui_test_stop (test);
}

int
main (int argc, char **argv)
{
  int code = mw_ui_test_init (&argc, &argv);

  if (code >= 0)
    return code;
  g_test_add_func ("/bench/heartbeat", bench);
  return mw_ui_test_run ();
}
