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

static void
say_page (guint page, gpointer data)
{
  say ('.');
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
child_write (const char *path, const char *entity, guint n_pages)
{
  g_autoptr (MwModel) model = mw_snapshot_feed_load_model ();
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset) held = g_str_equal (entity, "purchase_order") ? restore (model, path, FALSE, pages)
                                                                      : NULL;
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_writer_new (open_file (path), entity, "everything",
                                                                "maker 1", pages, MW_SINK (dataset));
  g_autoptr (GError) error = NULL;

  mw_snapshot_feed_run (model, MW_SINK (writer), held, n_pages, TRUE, say_page, NULL);
  if (!mw_snapshot_writer_end (writer, TRUE, &error))
    g_printerr ("%s\n", error->message);
  say (error == NULL ? 'E' : 'F');
  return error == NULL ? 0 : 3;
}

/* No file grows beyond @limit bytes: as on a disk that is full. What was read is there nevertheless. */
static int
child_fill (const char *path, guint limit)
{
  const struct rlimit most = { limit, limit };
  g_autoptr (MwModel) model = mw_snapshot_feed_load_model ();
  MwEntity *orders = mw_snapshot_feed_get_orders (model);
  g_autoptr (MwDataset) dataset = mw_dataset_new (model);
  g_autoptr (MwDataset) fresh = mw_snapshot_feed_new_dataset (model, N_PAGES, TRUE);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (path), NULL, dataset);
  g_auto (GStrv) notices = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notices = 0;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &most), ==, 0);
  mw_snapshot_feed_run (model, MW_SINK (writer), NULL, N_PAGES, TRUE, NULL, NULL);
  if (mw_snapshot_writer_end (writer, TRUE, &error))
    return 0;
  g_assert_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FULL);
  g_assert_cmpuint (mw_snapshot_feed_count_pages (dataset), ==, N_PAGES);
  notices = mw_dataset_dup_notices (dataset, orders);
  for (guint i = 0; notices[i] != NULL; i++)
    n_notices += strstr (notices[i], "not kept on this computer: the disk is full") != NULL;
  g_assert_cmpuint (n_notices, ==, 1);
  return 3;
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
start_with (const char *preload, const char *task, const char *path, const char *text, guint number)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *number_text = g_strdup_printf ("%u", number);
  const char *const argv[] = { program, task, path, text, number_text, NULL };
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
  return start_with (NULL, task, path, text, number);
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
  fresh = mw_snapshot_feed_new_dataset (fixture->model, n_pages, whole);
  /* A page of orders has begun its set; before the first one there is none. */
  if (n_pages > 0)
    mw_snapshot_feed_assert_same (fixture->model, read, fresh);
  mw_test_settle ();
  return n_pages;
}

static void
test_kills (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_so_far = 0, n_ended = 0, n_resumed = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      Child child = start ("--write", fixture->path, "purchase_order", N_PAGES);
      guint n_letters = (guint) g_rand_int_range (random, 0, N_PAGES + 2);
      guint n_pages;

      read_letters (&child, n_letters);
      g_usleep ((gulong) g_rand_int_range (random, 0, 3000));
      kill (child.pid, SIGKILL);
      wait_for (&child);
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
  child = start_with ("libsqlite3.so.0", "--open", fixture->path, "", 0);
  status = wait_for (&child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
#endif
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 5 && g_str_equal (argv[1], "--write"))
    return child_write (argv[2], argv[3], (guint) atoi (argv[4]));
  if (argc == 5 && g_str_equal (argv[1], "--fill"))
    return child_fill (argv[2], (guint) atoi (argv[4]));
  if (argc == 5 && g_str_equal (argv[1], "--open"))
    return child_open (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/snapshot/kills", Fixture, NULL, set_up, test_kills, tear_down);
  g_test_add ("/snapshot/disk-full", Fixture, NULL, set_up, test_disk_full, tear_down);
  g_test_add ("/snapshot/two-writers", Fixture, NULL, set_up, test_two_writers, tear_down);
  g_test_add ("/snapshot/other-library", Fixture, NULL, set_up, test_other_library, tear_down);
  return g_test_run ();
}
