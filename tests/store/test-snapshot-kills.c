/* test-snapshot-kills.c: whatever happens to those who write, there are whole pages, and one goes on from
 * them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The writers are processes of their own: this program, called with what it is to do. */

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mw-snapshot-feed.h"
#include "mw-test-table.h"
#include "mw-test-tree.h"

#define N_KILLS 200
#define N_PAGES 40
#define SEED    20261126
/* Microseconds: what is read is written behind the back of who reads. */
#define MAX_DELAY 4000

static const char *program;

static MwSnapshotFile *
open_file (const char *path)
{
  g_autoptr (GBytes) key = mw_snapshot_feed_new_key (7);
  g_autoptr (GError) error = NULL;
  MwSnapshotFile *file = mw_snapshot_file_open (path, key, &error);

  g_assert_no_error (error);
  return file;
}

static void
say (char letter)
{
  ssize_t written = write (STDOUT_FILENO, &letter, 1);

  g_assert_cmpint (written, ==, 1);
}

/* @data: behind how many nothing comes any more; what has come is written meanwhile. */
static void
say_page (guint page, gpointer data)
{
  say ('.');
  while (page + 1 == GPOINTER_TO_UINT (data))
    pause ();
}

static MwDataset *
restore (MwModel *model, const char *path, gboolean whole, MwSnapshotPages *pages)
{
  g_autoptr (GError) error = NULL;
  MwDataset *dataset = mw_snapshot_feed_restore (model, open_file (path), whole, pages, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Goes on from what is there, to the end. A dot for each page. */
static int
child_write (const char *path, const char *entity, guint n_pages, guint stop)
{
  g_autoptr (MwModel) model = mw_snapshot_feed_load_model ();
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) held = g_str_equal (entity, "purchase_order") ? restore (model, path, FALSE, pages)
                                                                      : NULL;
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_writer_new (open_file (path), entity, "everything",
                                                                "maker 1", pages, MW_SINK (dataset));
  g_autoptr (GError) error = NULL;

  mw_snapshot_feed_run (model, MW_SINK (writer), held, n_pages, TRUE, say_page, GUINT_TO_POINTER (stop));
  if (!mw_snapshot_writer_end (writer, TRUE, &error))
    g_printerr ("%s\n", error->message);
  say (error == NULL ? 'E' : 'F');
  return error == NULL ? 0 : 3;
}

/* A whole version is there, and the next one is read: everything, from where that was interrupted, or
 * (@by_changes) what was changed. */
static int
child_refresh (const char *path, guint version, gboolean by_changes, guint stop)
{
  g_autoptr (MwModel) model = mw_snapshot_feed_load_model ();
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) base = restore (model, path, TRUE, pages);
  g_autoptr (MwDataset) held = by_changes ? NULL : restore (model, path, FALSE, pages);
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (path), pages, dataset);

  g_assert_nonnull (base);
  mw_snapshot_feed_run_version (model, MW_SINK (writer), version, held, by_changes ? base : NULL, N_PAGES,
                                TRUE, say_page, GUINT_TO_POINTER (stop));
  g_assert_true (mw_snapshot_writer_end (writer, TRUE, NULL));
  say ('E');
  return 0;
}

/* No file grows beyond @limit bytes: as on a disk that is full. What was read is there nevertheless. */
static void
limit_files (rlim_t most)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = most;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Reads @version into @dataset; whether it is kept. */
static gboolean
read_version (MwModel *model,
              const char *path,
              guint version,
              MwDataset *base,
              MwSnapshotPages *pages,
              MwDataset *dataset)
{
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (path), pages, dataset);
  g_autoptr (GError) error = NULL;

  mw_snapshot_feed_run_version (model, MW_SINK (writer), version, NULL, base, N_PAGES, TRUE, NULL, NULL);
  if (mw_snapshot_writer_end (writer, TRUE, &error))
    return TRUE;
  g_assert_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FULL);
  return FALSE;
}

static void
assert_told (MwModel *model, MwDataset *dataset)
{
  g_auto (GStrv) notices = mw_dataset_dup_notices (dataset, mw_snapshot_feed_get_orders (model));
  guint n_notices = 0;

  g_assert_cmpuint (mw_snapshot_feed_count_pages (dataset), ==, N_PAGES);
  for (guint i = 0; notices[i] != NULL; i++)
    n_notices += strstr (notices[i], "not kept on this computer: the disk is full") != NULL;
  g_assert_cmpuint (n_notices, ==, 1);
}

/* The first one, or a refresh of what is there. @task: what is done when the disk was full. */
static int
child_fill (const char *path, const char *task, guint limit)
{
  g_autoptr (MwModel) model = mw_snapshot_feed_load_model ();
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) base = restore (model, path, TRUE, pages);
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwDataset) again = mw_dataset_new (model);
  MwDataset *changed = strstr (task, "changes") != NULL ? base : NULL;

  signal (SIGXFSZ, SIG_IGN);
  limit_files (limit);
  if (read_version (model, path, base != NULL, changed, pages, dataset))
    return 0;
  assert_told (model, dataset);
  if (strstr (task, "again") == NULL)
    return 3;
  /* Somebody has made room. */
  limit_files (RLIM_INFINITY);
  return read_version (model, path, base != NULL, changed, pages, again) ? 4 : 5;
}

/* In a process where SQLite's own library was found first. */
static int
child_open (const char *path)
{
  g_autoptr (GBytes) key = mw_snapshot_feed_new_key (7);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSnapshotFile) file = mw_snapshot_file_open (path, key, &error);

  g_assert_null (file);
  g_assert_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_UNSAFE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  return 0;
}

typedef struct
{
  GPid pid;
  int output;
} Child;

static Child
start_with (const char *preload,
            const char *task,
            const char *path,
            const char *text,
            guint number,
            guint stop)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *number_text = g_strdup_printf ("%u", number);
  g_autofree char *stop_text = g_strdup_printf ("%u", stop);
  const char *const argv[] = { program, task, path, text, number_text, stop_text, NULL };
  g_autoptr (GError) error = NULL;
  Child child = { 0 };

  if (preload != NULL)
    environment = g_environ_setenv (environment, "LD_PRELOAD", preload, TRUE);
  g_spawn_async_with_pipes (NULL, (char **) argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child.pid, NULL, &child.output, NULL, &error);
  g_assert_no_error (error);
  return child;
}

static Child
start (const char *task, const char *path, const char *text, guint number)
{
  return start_with (NULL, task, path, text, number, 0);
}

/* Reads that many letters, or up to the last one, which is given. */
static char
read_letters (const Child *child, guint n)
{
  char letter = '\0', last = '\0';

  while (n-- > 0 && read (child->output, &letter, 1) == 1)
    last = letter;
  return last;
}

static int
wait_for (Child *child)
{
  int status;

  while (waitpid (child->pid, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  close (child->output);
  return status;
}

typedef struct
{
  MwModel *model;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->model = mw_snapshot_feed_load_model ();
  fixture->folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.snapshot", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mw_test_settle ();
  mw_test_remove_tree (fixture->folder);
  g_clear_object (&fixture->model);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Killed when all had come, before that was said. */
static gboolean
has_all (MwModel *model, MwDataset *dataset)
{
  g_auto (GStrv) notices = mw_dataset_dup_notices (dataset, mw_snapshot_feed_get_orders (model));

  return notices[0] != NULL;
}

/* What there is, is as if only so many pages had been asked for. */
static guint
assert_whole_pages (Fixture *fixture, gboolean whole)
{
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) read = restore (fixture->model, fixture->path, whole, pages);
  g_autoptr (MwDataset) fresh = NULL;
  guint n_pages;

  if (read == NULL)
    return 0;
  n_pages = mw_snapshot_feed_count_pages (read);
  fresh = mw_snapshot_feed_new_dataset (fixture->model, n_pages, whole || has_all (fixture->model, read));
  /* A page of orders has begun its set; before the first one there is none. */
  if (n_pages > 0)
    mw_snapshot_feed_assert_same (fixture->model, read, fresh);
  mw_test_settle ();
  return n_pages;
}

/* Killed at some page, or at the end, or each seventh or so when it is done. */
static void
start_and_kill (GRand *random, const char *task, const char *path, const char *text, guint number)
{
  guint n_letters = (guint) MIN (g_rand_int_range (random, 0, N_PAGES + 8), N_PAGES + 1);
  Child child = start_with (NULL, task, path, text, number, n_letters);

  read_letters (&child, n_letters);
  g_usleep ((gulong) g_rand_int_range (random, 0, MAX_DELAY));
  kill (child.pid, SIGKILL);
  wait_for (&child);
}

static guint
get_version (MwModel *model, MwDataset *dataset, guint newest)
{
  MwTable *table = mw_dataset_get_table (dataset, mw_snapshot_feed_get_orders (model));
  g_autoptr (MwGeneration) rows = mw_table_dup_generation (table);
  guint row = newest % 5 * MW_FEED_RECORDS;
  g_autofree char *changed = g_strdup_printf ("PO-%u.%u", row, newest);

  g_assert_cmpuint (mw_generation_get_n_rows (rows), ==, N_PAGES * MW_FEED_RECORDS);
  return g_strcmp0 (mw_generation_get_cell (rows, row, 0, NULL), changed) == 0 ? newest : newest - 1;
}

/* There is one, whole: @newest or the one before it. Which one. */
static guint
assert_whole_version (Fixture *fixture, guint newest)
{
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) read = restore (fixture->model, fixture->path, TRUE, pages);
  g_autoptr (MwDataset) fresh = NULL;
  guint version;

  g_assert_nonnull (read);
  version = get_version (fixture->model, read, newest);
  fresh = mw_snapshot_feed_new_version (fixture->model, version, N_PAGES, TRUE);
  mw_snapshot_feed_assert_same (fixture->model, read, fresh);
  mw_test_settle ();
  return version;
}

/* Of the next one there are whole pages; how many. */
static guint
assert_pages_of (Fixture *fixture, guint version)
{
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) read = restore (fixture->model, fixture->path, FALSE, pages);
  g_autoptr (MwDataset) fresh = NULL;
  guint n_pages = read != NULL ? mw_snapshot_feed_count_pages (read) : 0;

  if (n_pages == 0)
    return 0;
  fresh = mw_snapshot_feed_new_version (fixture->model, version, n_pages, has_all (fixture->model, read));
  mw_snapshot_feed_assert_same (fixture->model, read, fresh);
  mw_test_settle ();
  return n_pages;
}

/* What is there of a whole read stays whole until the next one has ended. */
static void
test_kills_of_refresh (Fixture *fixture, gconstpointer data)
{
  const gboolean by_changes = GPOINTER_TO_INT (data);
  const char *task = by_changes ? "--changes" : "--refresh";
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  Child first = start ("--write", fixture->path, "purchase_order", N_PAGES);
  guint version = 1, n_so_far = 0, n_resumed = 0, n_interrupted = 0;

  g_assert_cmpint (read_letters (&first, G_MAXUINT), ==, 'E');
  wait_for (&first);
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint n_pages;

      start_and_kill (random, task, fixture->path, "", version);
      if (assert_whole_version (fixture, version) == version)
        {
          n_so_far = 0;
          version++;
          continue;
        }
      n_pages = assert_pages_of (fixture, version);
      n_interrupted += n_pages > 0;
      if (by_changes)
        continue;
      g_assert_cmpuint (n_pages, >=, n_so_far);
      n_resumed += n_so_far > 0;
      n_so_far = n_pages;
    }
  first = start (task, fixture->path, "", version);
  g_assert_cmpint (read_letters (&first, G_MAXUINT), ==, 'E');
  wait_for (&first);
  g_assert_cmpuint (assert_whole_version (fixture, version), ==, version);
  g_assert_cmpuint (assert_pages_of (fixture, version), ==, 0);
  g_test_message ("%u kills: %u came to their end, %u left pages, %u went on from pages", N_KILLS,
                  version - 1, n_interrupted, n_resumed);
  g_assert_cmpuint (version, >, 10);
  g_assert_cmpuint (n_interrupted, >, 0);
  g_assert_cmpint (n_resumed > 0, ==, !by_changes);
}

static void
test_kills (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_so_far = 0, n_ended = 0, n_resumed = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      guint n_pages;

      start_and_kill (random, "--write", fixture->path, "purchase_order", N_PAGES);
      if (assert_whole_pages (fixture, TRUE) == N_PAGES)
        {
          n_ended++;
          n_so_far = 0;
          g_assert_true (mw_snapshot_file_remove (fixture->path, NULL));
          continue;
        }
      n_pages = assert_whole_pages (fixture, FALSE);
      /* What was there once is not lost by those who go on from it. */
      g_assert_cmpuint (n_pages, >=, n_so_far);
      n_resumed += n_so_far > 0;
      n_so_far = n_pages;
    }
  g_test_message ("%u kills: %u came to their end, %u went on from pages", N_KILLS, n_ended, n_resumed);
  g_assert_cmpuint (n_resumed, >, 0);
  {
    Child last = start ("--write", fixture->path, "purchase_order", N_PAGES);

    g_assert_cmpint (read_letters (&last, G_MAXUINT), ==, 'E');
    wait_for (&last);
  }
  g_assert_cmpuint (assert_whole_pages (fixture, TRUE), ==, N_PAGES);
}

/* At every size from a file with nothing in it to one that is large enough. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  guint n_full = 0, n_enough = 0;

  for (guint limit = 64; n_enough == 0; limit += limit / 8)
    {
      Child child;
      int status;

      mw_snapshot_file_close (open_file (fixture->path));
      child = start ("--fill", fixture->path, "", limit * 1024);
      status = wait_for (&child);
      g_assert_true (WIFEXITED (status));
      g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == 3);
      if (WEXITSTATUS (status) == 0)
        n_enough += assert_whole_pages (fixture, TRUE) == N_PAGES;
      else
        {
          n_full++;
          g_assert_cmpuint (assert_whole_pages (fixture, FALSE), <=, N_PAGES);
        }
      g_assert_true (mw_snapshot_file_remove (fixture->path, NULL));
    }
  g_assert_cmpuint (n_full, >, 0);
}

/* A refresh for which there is no room takes nothing away; with room it is there. */
static void
test_refresh_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *task = g_strdup (data);
  const gboolean again = strstr (task, "again") != NULL;
  guint n_full = 0, n_enough = 0;

  for (guint limit = 64; n_enough == 0; limit += limit / 2)
    {
      Child child = start ("--write", fixture->path, "purchase_order", N_PAGES);
      int status;

      g_assert_cmpint (read_letters (&child, G_MAXUINT), ==, 'E');
      wait_for (&child);
      child = start ("--fill", fixture->path, task, limit * 1024);
      status = wait_for (&child);
      g_assert_true (WIFEXITED (status));
      n_enough += WEXITSTATUS (status) == 0;
      n_full += WEXITSTATUS (status) != 0;
      if (WEXITSTATUS (status) == 0)
        g_assert_cmpuint (assert_whole_version (fixture, 1), ==, 1);
      else
        {
          g_assert_cmpint (WEXITSTATUS (status), ==, again ? 4 : 3);
          g_assert_cmpuint (assert_whole_version (fixture, 1), ==, again);
          assert_pages_of (fixture, 1);
        }
      if (!again)
        {
          child = start (strstr (task, "changes") != NULL ? "--changes" : "--refresh", fixture->path, "", 1);
          g_assert_cmpint (read_letters (&child, G_MAXUINT), ==, 'E');
          wait_for (&child);
          g_assert_cmpuint (assert_whole_version (fixture, 1), ==, 1);
        }
      g_assert_true (mw_snapshot_file_remove (fixture->path, NULL));
    }
  g_test_message ("%u times full, %u times enough", n_full, n_enough);
  g_assert_cmpuint (n_full, >, 2);
}

/* Two at once, into one file that is made meanwhile: nothing of either is lost. */
static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  Child one = start ("--write", fixture->path, "purchase_order", N_PAGES);
  Child other = start ("--write", fixture->path, "vendor", N_PAGES);
  g_autoptr (MwSnapshotFile) file = NULL;
  g_autoptr (MwSnapshotRead) read = NULL;

  g_assert_cmpint (read_letters (&one, G_MAXUINT), ==, 'E');
  g_assert_cmpint (read_letters (&other, G_MAXUINT), ==, 'E');
  wait_for (&one);
  wait_for (&other);
  g_assert_cmpuint (assert_whole_pages (fixture, TRUE), ==, N_PAGES);
  file = open_file (fixture->path);
  g_assert_true (mw_snapshot_reads_find (file, "vendor", "everything", TRUE, &read, NULL));
  g_assert_nonnull (read);
}

/* Both libraries have the same names of functions; then a key would be taken, and nothing encrypted. */
static void
test_other_library (Fixture *fixture, gconstpointer data)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer must be first among the libraries");
#else
  gpointer other = dlopen ("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
  Child child;
  int status;

  if (other == NULL)
    {
      g_test_skip ("there is no libsqlite3 here");
      return;
    }
  child = start_with ("libsqlite3.so.0", "--open", fixture->path, "", 0, 0);
  status = wait_for (&child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
#endif
}

int
main (int argc, char **argv)
{
  static const char *const full[] = { "refresh", "refresh-again", "changes", "changes-again" };

  program = argv[0];
  if (argc == 6 && g_str_equal (argv[1], "--write"))
    return child_write (argv[2], argv[3], (guint) atoi (argv[4]), (guint) atoi (argv[5]));
  if (argc == 6 && g_str_equal (argv[1], "--fill"))
    return child_fill (argv[2], argv[3], (guint) atoi (argv[4]));
  if (argc == 6 && (g_str_equal (argv[1], "--refresh") || g_str_equal (argv[1], "--changes")))
    return child_refresh (argv[2], (guint) atoi (argv[4]), g_str_equal (argv[1], "--changes"),
                          (guint) atoi (argv[5]));
  if (argc == 6 && g_str_equal (argv[1], "--open"))
    return child_open (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/snapshot/kills/first", Fixture, NULL, set_up, test_kills, tear_down);
  g_test_add ("/snapshot/kills/refresh", Fixture, GINT_TO_POINTER (FALSE), set_up, test_kills_of_refresh,
              tear_down);
  g_test_add ("/snapshot/kills/changes", Fixture, GINT_TO_POINTER (TRUE), set_up, test_kills_of_refresh,
              tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    {
      g_autofree char *path = g_strconcat ("/snapshot/disk-full/", full[i], NULL);

      g_test_add (path, Fixture, full[i], set_up, test_refresh_full, tear_down);
    }
  g_test_add ("/snapshot/disk-full/first", Fixture, NULL, set_up, test_disk_full, tear_down);
  g_test_add ("/snapshot/two-writers", Fixture, NULL, set_up, test_two_writers, tear_down);
  g_test_add ("/snapshot/other-library", Fixture, NULL, set_up, test_other_library, tear_down);
  return g_test_run ();
}
