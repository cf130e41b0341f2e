/* test-snapshot.c: what was written comes back exactly, nothing of it can be read without the key, and a file
 * that cannot be used is set aside
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "mw-snapshot-feed.h"
#include "mw-test-table.h"
#include "mw-test-tree.h"

#define N_PAGES 12

typedef struct
{
  MwModel *model;
  GBytes *key;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->model = mw_snapshot_feed_load_model ();
  fixture->key = mw_snapshot_feed_new_key (7);
  fixture->folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "deeper", "a.snapshot", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mw_test_settle ();
  mw_test_remove_tree (fixture->folder);
  g_clear_object (&fixture->model);
  g_bytes_unref (fixture->key);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static MwSnapshotFile *
open_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MwSnapshotFile *file = mw_snapshot_file_open (fixture->path, fixture->key, &error);

  g_assert_no_error (error);
  return file;
}

/* Reads the feed, as far as @n_pages, and writes it. */
static MwDataset *
write_feed (Fixture *fixture, guint n_pages, gboolean whole, MwSnapshotPages *before)
{
  MwDataset *dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (fixture), before, dataset);
  g_autoptr (GError) error = NULL;

  mw_snapshot_feed_run (fixture->model, MW_SINK (writer), NULL, n_pages, whole, NULL, NULL);
  g_assert_true (mw_snapshot_writer_end (writer, whole, &error));
  g_assert_no_error (error);
  return dataset;
}

static MwDataset *
restore (Fixture *fixture, gboolean whole)
{
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (GError) error = NULL;
  MwDataset *dataset = mw_snapshot_feed_restore (fixture->model, open_file (fixture), whole, pages, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) written = write_feed (fixture, N_PAGES, TRUE, NULL);
  g_autoptr (MwDataset) read = restore (fixture, TRUE);
  g_autoptr (MwDataset) fresh = mw_snapshot_feed_new_dataset (fixture->model, N_PAGES, TRUE);
  g_autoptr (MwDataset) interrupted = restore (fixture, FALSE);

  g_assert_nonnull (read);
  g_assert_null (interrupted);
  mw_snapshot_feed_assert_same (fixture->model, written, fresh);
  mw_snapshot_feed_assert_same (fixture->model, read, fresh);
}

static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) written = write_feed (fixture, 5, FALSE, NULL);
  g_autoptr (MwDataset) whole = restore (fixture, TRUE);
  g_autoptr (MwDataset) read = restore (fixture, FALSE);

  g_assert_null (whole);
  g_assert_nonnull (read);
  mw_snapshot_feed_assert_same (fixture->model, written, read);
}

static void
assert_no_canary (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *bytes = NULL;
  const char *name;
  gsize length;
  struct stat info;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      assert_no_canary (child);
    }
  if (folder != NULL)
    return;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 077, ==, 0);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, MW_FEED_CANARY));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "purchase_order"));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "SQLite format 3"));
}

/* While it is written, and after it was. */
static void
test_nothing_in_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (fixture), NULL, dataset);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  mw_snapshot_feed_run (fixture->model, MW_SINK (writer), NULL, N_PAGES, FALSE, NULL, NULL);
  while (!g_file_test (log, G_FILE_TEST_EXISTS))
    g_thread_yield ();
  assert_no_canary (fixture->folder);
  g_assert_true (mw_snapshot_writer_end (writer, TRUE, NULL));
  assert_no_canary (fixture->folder);
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  g_autoptr (MwSnapshotFile) file = open_file (fixture);
  g_autoptr (GError) error = NULL;
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, sql, &error);
  gboolean more;
  gint64 number;

  g_assert_no_error (error);
  g_assert_true (mw_snapshot_query_next (query, &more, &error));
  g_assert_true (more);
  number = mw_snapshot_query_get_number (query, 0);
  g_assert_true (mw_snapshot_query_end (query, &error));
  return number;
}

/* Of two datasets whose pages came without rows. */
static void
assert_same_orders (MwDataset *one, MwDataset *other, guint n_pages)
{
  g_autoptr (MwRawSet) orders = mw_dataset_find_raw_set (one, "orders");
  g_autoptr (MwRawSet) others = mw_dataset_find_raw_set (other, "orders");

  g_assert_cmpuint (mw_snapshot_feed_count_pages (one), ==, n_pages);
  g_assert_cmpuint (mw_snapshot_feed_count_pages (other), ==, n_pages);
  for (guint i = 0; i < n_pages * MW_FEED_RECORDS; i++)
    {
      gsize length, other_length;
      const char *record = mw_raw_set_peek_record (orders, i, &length);
      const char *other_record = mw_raw_set_peek_record (others, i, &other_length);

      g_assert_cmpmem (record, length, other_record, other_length);
    }
}

/* A later read takes the place of the one before; pages that it took over are not written again. */
static void
test_next_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) first = write_feed (fixture, N_PAGES, TRUE, NULL);
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwDataset)
    held = mw_snapshot_feed_restore (fixture->model, open_file (fixture), TRUE, pages, &error);
  gint64 last_page = ask (fixture, "SELECT max (number) FROM page");
  g_autoptr (MwDataset) other = mw_dataset_new (fixture->model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (fixture), pages, other);
  g_autoptr (MwDataset) read = NULL;
  MwRawPage page;

  g_assert_cmpint (last_page, ==, N_PAGES + 1);
  mw_sink_begin (MW_SINK (writer), mw_snapshot_feed_get_orders (fixture->model), -1);
  mw_sink_begin_set (MW_SINK (writer), "orders", "Orders", -1);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (mw_held_get_page (MW_HELD (held), "orders", 0, i, &page));
      mw_sink_raw_page (MW_SINK (writer), 0, &page);
    }
  g_assert_true (mw_snapshot_writer_end (writer, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM read"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM page"), ==, 3);
  g_assert_cmpint (ask (fixture, "SELECT max (number) FROM page"), <=, last_page);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM block WHERE page NOT IN (SELECT number FROM page)"),
                   ==, 0);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM step WHERE read NOT IN (SELECT number FROM read)"), ==,
                   0);
  read = restore (fixture, TRUE);
  assert_same_orders (read, other, 3);
}

/* Pages of what was changed are there for who goes on, and in none of the pages of a whole one. */
static void
check_changed_pages (Fixture *fixture, gboolean whole)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (fixture->model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (fixture), NULL, dataset);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[{\"id\": 1}, {\"id\": 2}]", 22);
  const MwJsonRange records[] = { { 1, 9 }, { 12, 9 } };
  const MwSetMark mark = { .fields = "id" };
  MwRawPage page = { .bytes = bytes, .records = records, .n_records = 2, .fetched_at = 7 };
  g_autoptr (MwDataset) read = NULL;
  g_autoptr (GError) error = NULL;
  MwRawPage found;
  guint n = 0;

  mw_sink_begin (MW_SINK (writer), mw_snapshot_feed_get_orders (fixture->model), -1);
  mw_sink_begin_set (MW_SINK (writer), "orders", "Orders", -1);
  page.place = "first";
  mw_sink_changed_page (MW_SINK (writer), 0, &page);
  page.place = "second";
  mw_sink_changed_page (MW_SINK (writer), 0, &page);
  g_assert_cmpuint (mw_dataset_count_records (dataset), ==, 4);
  if (whole)
    mw_sink_mark (MW_SINK (writer), 0, &mark);
  g_assert_true (mw_snapshot_writer_end (writer, whole, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM page"), ==, whole ? 0 : 1);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM block"), ==, whole ? 0 : 1);
  read = restore (fixture, whole);
  while (mw_held_get_changed_page (MW_HELD (read), "orders", 0, n, &found))
    {
      g_assert_cmpstr (found.place, ==, n == 0 ? "first" : "second");
      g_assert_true (g_bytes_equal (found.bytes, bytes));
      g_assert_cmpmem (found.records, found.n_records * sizeof *found.records, records, sizeof records);
      g_assert_cmpint (found.fetched_at, ==, 7);
      mw_held_clear_changed_page (&found);
      n++;
    }
  g_assert_cmpuint (n, ==, whole ? 0 : 2);
  g_assert_cmpuint (mw_dataset_count_records (read), ==, whole ? 0 : 4);
  g_assert_false (mw_held_get_page (MW_HELD (read), "orders", 0, 0, &found));
}

static void
test_changed_pages (Fixture *fixture, gconstpointer data)
{
  check_changed_pages (fixture, FALSE);
}

static void
test_changed_pages_whole (Fixture *fixture, gconstpointer data)
{
  check_changed_pages (fixture, TRUE);
}

/* What is known of a page that somebody removed meanwhile is not believed. */
static void
test_page_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) first = write_feed (fixture, 2, TRUE, NULL);
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (MwDataset)
    held = mw_snapshot_feed_restore (fixture->model, open_file (fixture), TRUE, pages, NULL);
  g_autoptr (MwDataset) second = write_feed (fixture, 3, TRUE, NULL);
  g_autoptr (MwDataset) other = mw_dataset_new (fixture->model);
  g_autoptr (MwSnapshotWriter) writer = mw_snapshot_feed_new_writer (open_file (fixture), pages, other);
  g_autoptr (MwDataset) read = NULL;
  MwRawPage page;

  g_assert_true (mw_held_get_page (MW_HELD (held), "orders", 0, 0, &page));
  mw_sink_begin (MW_SINK (writer), mw_snapshot_feed_get_orders (fixture->model), -1);
  mw_sink_begin_set (MW_SINK (writer), "orders", "Orders", -1);
  mw_sink_raw_page (MW_SINK (writer), 0, &page);
  g_assert_true (mw_snapshot_writer_end (writer, TRUE, NULL));
  read = restore (fixture, TRUE);
  assert_same_orders (read, other, 1);
}

static void
assert_refused (Fixture *fixture, GBytes *key, MwSnapshotError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSnapshotFile) file = mw_snapshot_file_open (fixture->path, key, &error);

  g_assert_null (file);
  g_assert_error (error, MW_SNAPSHOT_ERROR, (int) code);
  g_assert_true (mw_snapshot_error_is_final (error));
}

/* It is there under another name, byte for byte, and a new one can be made. */
static void
assert_set_aside (Fixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  aside = mw_snapshot_file_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (aside, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  mw_snapshot_file_close (open_file (fixture));
  again = mw_snapshot_file_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, !=, aside);
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) written = write_feed (fixture, 2, TRUE, NULL);
  g_autoptr (GBytes) other = mw_snapshot_feed_new_key (8);

  assert_refused (fixture, other, MW_SNAPSHOT_ERROR_KEY);
  assert_set_aside (fixture);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  MwSnapshotFile *file = open_file (fixture);

  g_assert_true (mw_snapshot_file_run (file, "PRAGMA user_version = 2", NULL));
  mw_snapshot_file_close (file);
  assert_refused (fixture, fixture->key, MW_SNAPSHOT_ERROR_NEWER);
  assert_set_aside (fixture);
}

static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GString) plain = g_string_new_len ("SQLite format 3\0\x10\0\1\1", 20);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_string_set_size (plain, 16384);
  g_assert_true (g_file_set_contents (fixture->path, plain->str, (gssize) plain->len, NULL));
  assert_refused (fixture, fixture->key, MW_SNAPSHOT_ERROR_KEY);
  assert_set_aside (fixture);
}

/* Somebody has it open, and closes it when there is a new one in its place: that one has all that was
 * written, and so has the one that was set aside. */
static void
test_set_aside_open (Fixture *fixture, gconstpointer data)
{
  MwSnapshotFile *old = open_file (fixture);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *aside = NULL;
  g_autoptr (MwSnapshotFile) third = NULL;
  g_autoptr (GError) error = NULL;
  MwSnapshotFile *new;

  g_assert_true (mw_snapshot_file_run (old, "CREATE TABLE in_old (x); INSERT INTO in_old VALUES (1)", NULL));
  aside = mw_snapshot_file_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  new = open_file (fixture);
  g_assert_true (mw_snapshot_file_run (new, "CREATE TABLE in_new (x); INSERT INTO in_new VALUES (1)", NULL));
  g_assert_true (mw_snapshot_file_run (old, "INSERT INTO in_old VALUES (2)", NULL));
  mw_snapshot_file_close (old);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  third = open_file (fixture);
  g_assert_true (mw_snapshot_file_run (third, "INSERT INTO in_new VALUES (2)", NULL));
  g_assert_true (mw_snapshot_file_run (new, "INSERT INTO in_new VALUES (3)", NULL));
  mw_snapshot_file_close (new);
  g_clear_pointer (&third, mw_snapshot_file_close);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM in_new"), ==, 3);
  g_free (fixture->path);
  fixture->path = g_steal_pointer (&aside);
  g_assert_cmpint (ask (fixture, "SELECT count(*) FROM in_old"), ==, 2);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) written = write_feed (fixture, 2, TRUE, NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) left = NULL;
  MwSnapshotFile *open = open_file (fixture);

  g_assert_true (mw_snapshot_file_remove (fixture->path, NULL));
  mw_snapshot_file_close (open);
  g_assert_true (mw_snapshot_file_remove (fixture->path, NULL));
  left = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (left));
}

/* Of a file that cannot be made: the dataset has everything, and says why it is not kept. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSnapshotFile) file = NULL;

  g_assert_true (g_file_set_contents (folder, "a file", -1, NULL));
  file = mw_snapshot_file_open (fixture->path, fixture->key, &error);
  g_assert_null (file);
  g_assert_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_FILE);
  g_assert_false (mw_snapshot_error_is_final (error));
  g_assert_cmpstr (mw_snapshot_error_get_reason (error), ==, "their file cannot be written");
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/snapshot/round-trip", test_round_trip },
    { "/snapshot/interrupted", test_interrupted },
    { "/snapshot/nothing-in-clear", test_nothing_in_clear },
    { "/snapshot/next-read", test_next_read },
    { "/snapshot/page-gone", test_page_gone },
    { "/snapshot/set-aside-open", test_set_aside_open },
    { "/snapshot/changed-pages/interrupted", test_changed_pages },
    { "/snapshot/changed-pages/whole", test_changed_pages_whole },
    { "/snapshot/wrong-key", test_wrong_key },
    { "/snapshot/newer", test_newer },
    { "/snapshot/other-file", test_other_file },
    { "/snapshot/remove", test_remove },
    { "/snapshot/no-folder", test_no_folder },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
