/* test-replacement.c: an export that fails or is cancelled leaves what was there, and nothing else
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mw-csv-export.h"
#include "mw-test-fiber.h"
#include "mw-test-remote-file.h"
#include "mw-test-table.h"

#define OLD_TEXT "the old file\n"
/* So many that a busy machine, too, looks at the export before it is done. */
#define MANY_ROWS 5000000
#define SOME_ROWS 1500000

typedef struct
{
  char *folder;
  char *path;
  MwCsvExport *export;
} Fixture;

/* The same 10,000 rows again and again. */
static MwCsvExport *
export_of (guint n_rows)
{
  const guint n_different = MIN (n_rows, 10000);
  g_autoptr (MwTable) table = mw_table_new ("t", "T");
  g_autoptr (MwChunk) chunk = mw_test_numbered (0, n_different);
  g_autoptr (MwGeneration) generation = NULL;
  g_autofree guint32 *rows = g_new (guint32, n_rows);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      mw_table_add_column (table, id, id, NULL);
    }
  mw_table_append (table, chunk);
  generation = mw_table_dup_generation (table);
  for (guint i = 0; i < n_rows; i++)
    rows[i] = i % n_different;
  return mw_csv_export_new (generation, rows, n_rows);
}

static void
write_old (const char *path)
{
  g_assert_true (g_file_set_contents_full (path, OLD_TEXT, -1, G_FILE_SET_CONTENTS_NONE, 0640, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
}

static void
assert_old (const char *path)
{
  g_autofree char *text = NULL;
  struct stat info;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, OLD_TEXT);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0640);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The end of a file tells whether all of it is there. */
static void
assert_complete (const char *path, guint n_rows)
{
  g_autofree char *text = NULL;
  g_autofree char *last = g_strdup_printf ("r%uc2\r\n", n_rows - 1);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, last));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n_rows + 2);
}

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  fixture->folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "rows.csv", NULL);
  fixture->export = export_of (GPOINTER_TO_UINT (n_rows));
}

static void
tear_down (Fixture *fixture, gconstpointer n_rows)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_clear_object (&fixture->export);
}

static gboolean
write_to (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return dex_await_boolean (mw_csv_export_write_file (fixture->export, file), error);
}

/* A new file, over an old one, through a link: complete, with the old permissions, and nothing beside it. */
static DexFuture *
replaces_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *link = g_build_filename (fixture->folder, "link.csv", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;
  mode_t mask = umask (027);

  g_assert_true (write_to (fixture, fixture->path, &error));
  g_assert_no_error (error);
  umask (mask);
  assert_complete (fixture->path, 100);
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0640);

  write_old (fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0604), ==, 0);
  g_assert_cmpint (symlink ("rows.csv", link), ==, 0);
  g_assert_true (write_to (fixture, link, &error));
  g_assert_no_error (error);
  assert_complete (fixture->path, 100);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0604);
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  return dex_future_new_for_boolean (TRUE);
}

/* Lets go of @future when a part is written and waits until the worker has cleaned up. */
static void
drop_half_way (Fixture *fixture, DexFuture *future, guint n_left)
{
  guint done = 0;
  guint total;

  while (done == 0)
    {
      dex_await (dex_timeout_new_msec (1), NULL);
      mw_csv_export_get_progress (fixture->export, &done, &total);
    }
  g_assert_cmpuint (done, <, total);
  g_assert_true (dex_future_is_pending (future));
  g_assert_cmpuint (count_files (fixture->folder), ==, n_left + 1);
  dex_unref (future);
  while (count_files (fixture->folder) != n_left)
    dex_await (dex_timeout_new_msec (1), NULL);
  mw_csv_export_get_progress (fixture->export, &done, &total);
  g_assert_cmpuint (done, <, total);
}

static DexFuture *
cancel_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  drop_half_way (fixture, mw_csv_export_write_file (fixture->export, file), 0);
  write_old (fixture->path);
  g_clear_object (&fixture->export);
  fixture->export = export_of (MANY_ROWS);
  drop_half_way (fixture, mw_csv_export_write_file (fixture->export, file), 1);
  assert_old (fixture->path);
  return dex_future_new_for_boolean (TRUE);
}

/* The same where only GIO can write. */
static DexFuture *
remote_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GFile) file = mw_test_remote_file_new (fixture->path);
  g_autoptr (MwCsvExport) many = g_steal_pointer (&fixture->export);
  g_autoptr (GError) error = NULL;

  fixture->export = export_of (10);
  g_assert_true (dex_await_boolean (mw_csv_export_write_file (fixture->export, file), &error));
  g_assert_no_error (error);
  assert_complete (fixture->path, 10);
  g_assert_true (dex_await_boolean (mw_csv_export_write_file (fixture->export, file), &error));
  assert_complete (fixture->path, 10);

  write_old (fixture->path);
  g_set_object (&fixture->export, many);
  drop_half_way (fixture, mw_csv_export_write_file (many, file), 1);
  assert_old (fixture->path);
  return dex_future_new_for_boolean (TRUE);
}

/* A new file over GIO is written in place; it must go all the same. */
static DexFuture *
remote_new_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GFile) file = mw_test_remote_file_new (fixture->path);

  drop_half_way (fixture, mw_csv_export_write_file (fixture->export, file), 0);
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
places_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", "rows.csv", NULL);
  g_autofree char *below_file = g_build_filename (fixture->path, "rows.csv", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_uri ("millwright-nowhere://host/rows.csv");
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_false (write_to (fixture, fixture->folder, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_false (write_to (fixture, missing, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  write_old (fixture->path);
  g_assert_false (write_to (fixture, below_file, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  assert_old (fixture->path);
  g_assert_false (dex_await_boolean (mw_csv_export_write_file (fixture->export, nowhere), &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  /* A device stays one. */
  g_assert_true (write_to (fixture, "/dev/null", &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
  g_assert_false (write_to (fixture, "/dev/full", &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_SPACE);
  return dex_future_new_for_boolean (TRUE);
}

/* The folder goes while the rows are written. */
static DexFuture *
folder_gone_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *future = mw_csv_export_write_file (fixture->export, file);
  guint done = 0;
  guint total;
  const char *name;

  while (done == 0)
    {
      dex_await (dex_timeout_new_msec (1), NULL);
      mw_csv_export_get_progress (fixture->export, &done, &total);
    }
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_false (dex_await_boolean (future, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  return dex_future_new_for_boolean (TRUE);
}

/* As somebody who may not write the file, or not the folder. Root may, so root becomes nobody for a while. */
static DexFuture *
permission_fiber (gpointer data)
{
  Fixture *fixture = data;
  gboolean root = geteuid () == 0;
  g_autofree char *other = g_build_filename (fixture->folder, "other.csv", NULL);
  g_autoptr (GError) error = NULL;

  write_old (fixture->path);
  if (root)
    {
      g_assert_cmpint (chown (fixture->folder, 65534, 65534), ==, 0);
      g_assert_cmpint (chown (fixture->path, 65534, 65534), ==, 0);
      g_assert_cmpint (seteuid (65534), ==, 0);
    }
  g_assert_cmpint (g_chmod (fixture->path, 0440), ==, 0);
  g_assert_false (write_to (fixture, fixture->path, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_PERMISSION);
  g_clear_error (&error);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_false (write_to (fixture, fixture->path, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_PERMISSION);
  g_clear_error (&error);
  g_assert_false (write_to (fixture, other, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_PERMISSION);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  assert_old (fixture->path);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  return dex_future_new_for_boolean (TRUE);
}

/* A file that may not grow further: what a quota or a file system's limit looks like. */
static DexFuture *
limit_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  struct rlimit before;
  struct rlimit small;

  write_old (fixture->path);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = (struct rlimit) { .rlim_cur = 100000, .rlim_max = before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (write_to (fixture, fixture->path, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_WRITE);
  assert_old (fixture->path);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  return dex_future_new_for_boolean (TRUE);
}

static void
assert_no_space (Fixture *fixture, GFile *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await_boolean (mw_csv_export_write_file (fixture->export, file), &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_SPACE);
}

/* A disk of 1 MB, for a file of 30: new and over an old one, written by us and by GIO. Then it is read-only.
 */
static DexFuture *
full_fiber (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GFile) local = g_file_new_for_path (fixture->path);
  g_autoptr (GFile) remote = mw_test_remote_file_new (fixture->path);
  g_autoptr (GError) error = NULL;

  assert_no_space (fixture, local);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
  assert_no_space (fixture, remote);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
  write_old (fixture->path);
  assert_no_space (fixture, local);
  assert_old (fixture->path);
  assert_no_space (fixture, remote);
  assert_old (fixture->path);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  g_assert_cmpint (mount ("none", fixture->folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  g_assert_false (write_to (fixture, fixture->path, &error));
  g_assert_error (error, MW_EXPORT_ERROR, MW_EXPORT_ERROR_PERMISSION);
  assert_old (fixture->path);
  return dex_future_new_for_boolean (TRUE);
}

#define CANNOT_MOUNT 77

/* In a process and a mount namespace of its own: as root, or as root of a user namespace where those are
 * allowed. It must ask before any thread runs. */
static void
test_full_inside (void)
{
  Fixture fixture = { 0 };

  if ((unshare (CLONE_NEWNS) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0) ||
      mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    exit (CANNOT_MOUNT);
  fixture.folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  if (mount ("none", fixture.folder, "tmpfs", 0, "size=1m") != 0)
    {
      g_rmdir (fixture.folder);
      exit (CANNOT_MOUNT);
    }
  fixture.path = g_build_filename (fixture.folder, "rows.csv", NULL);
  fixture.export = export_of (SOME_ROWS);
  mw_test_run_fiber (full_fiber, &fixture);
  g_assert_cmpint (umount (fixture.folder), ==, 0);
  tear_down (&fixture, NULL);
}

static void
test_full (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *const argv[] = { self, "--full-inside", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *messages = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &messages, &status, &error);
  g_assert_no_error (error);
  if (g_spawn_check_wait_status (status, &error))
    return;
  if (g_error_matches (error, G_SPAWN_EXIT_ERROR, CANNOT_MOUNT))
    g_test_skip ("a small tmpfs cannot be mounted here");
  else
    g_error ("%s: %s", error->message, messages);
}

#define FIBER_TEST(name)                                                                                     \
  static void test_##name (Fixture *fixture, gconstpointer data)                                             \
  {                                                                                                          \
    mw_test_run_fiber (name##_fiber, fixture);                                                               \
  }

FIBER_TEST (replaces)
FIBER_TEST (cancel)
FIBER_TEST (remote)
FIBER_TEST (remote_new)
FIBER_TEST (places)
FIBER_TEST (folder_gone)
FIBER_TEST (permission)
FIBER_TEST (limit)

#define ADD(path, n_rows, func) g_test_add (path, Fixture, GUINT_TO_POINTER (n_rows), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--full-inside"))
    {
      test_full_inside ();
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("/replacement/replaces", 100, test_replaces);
  ADD ("/replacement/cancel", MANY_ROWS, test_cancel);
  ADD ("/replacement/remote", MANY_ROWS, test_remote);
  ADD ("/replacement/remote-new", MANY_ROWS, test_remote_new);
  ADD ("/replacement/places", 100, test_places);
  ADD ("/replacement/folder-gone", SOME_ROWS, test_folder_gone);
  ADD ("/replacement/permission", 100, test_permission);
  ADD ("/replacement/limit", 50000, test_limit);
  g_test_add_func ("/replacement/full", test_full);
  return g_test_run ();
}
