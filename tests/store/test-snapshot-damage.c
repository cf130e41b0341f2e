/* test-snapshot-damage.c: of a damaged file nothing wrong is read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "mw-snapshot-feed.h"
#include "mw-test-table.h"
#include "mw-test-tree.h"

#define N_PAGES   12
#define N_DAMAGES 200
#define SEED      20261126

typedef struct
{
  MwModel *model;
  GBytes *key;
  char *folder;
  char *path;
  char *bytes;
  gsize length;
} Fixture;

static MwSnapshotFile *
open_file (Fixture *fixture, GError **error)
{
  return mw_snapshot_file_open (fixture->path, fixture->key, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) dataset = NULL;
  g_autoptr (MwSnapshotWriter) writer = NULL;

  fixture->model = mw_snapshot_feed_load_model ();
  fixture->key = mw_snapshot_feed_new_key (7);
  fixture->folder = g_dir_make_tmp ("millwright-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.snapshot", NULL);
  dataset = mw_dataset_new (fixture->model);
  writer = mw_snapshot_feed_new_writer (open_file (fixture, NULL), NULL, dataset);
  mw_snapshot_feed_run (fixture->model, MW_SINK (writer), NULL, N_PAGES, TRUE, NULL, NULL);
  g_assert_true (mw_snapshot_writer_end (writer, TRUE, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &fixture->bytes, &fixture->length, NULL));
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
  g_free (fixture->bytes);
}

/* Reads it all; whether that went well. Then it is what was written. */
static gboolean
reads_well (Fixture *fixture, MwDataset *fresh)
{
  g_autoptr (MwSnapshotPages) pages = mw_snapshot_pages_new ();
  g_autoptr (GError) error = NULL;
  MwSnapshotFile *file = open_file (fixture, &error);
  g_autoptr (MwDataset)
    read = file != NULL ? mw_snapshot_feed_restore (fixture->model, file, TRUE, pages, &error) : NULL;

  if (error != NULL)
    {
      g_assert_true (mw_snapshot_error_is_final (error));
      return FALSE;
    }
  g_assert_nonnull (read);
  mw_snapshot_feed_assert_same (fixture->model, read, fresh);
  mw_test_settle ();
  return TRUE;
}

/* Some bytes are others. */
static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (MwDataset) fresh = mw_snapshot_feed_new_dataset (fixture->model, N_PAGES, TRUE);
  guint n_refused = 0;

  g_assert_true (reads_well (fixture, fresh));
  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_autofree char *damaged = g_memdup2 (fixture->bytes, fixture->length);
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) fixture->length);
      gsize n = MIN ((gsize) g_rand_int_range (random, 1, 64), fixture->length - at);

      for (gsize j = 0; j < n; j++)
        damaged[at + j] ^= (char) g_rand_int_range (random, 1, 256);
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) fixture->length, NULL));
      n_refused += !reads_well (fixture, fresh);
    }
  g_test_message ("%u of %u refused, %" G_GSIZE_FORMAT " bytes", n_refused, N_DAMAGES, fixture->length);
  g_assert_cmpuint (n_refused, >, N_DAMAGES / 2);
}

/* The file ends too early. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MwDataset) fresh = mw_snapshot_feed_new_dataset (fixture->model, N_PAGES, TRUE);

  for (gsize length = 1; length < fixture->length; length += fixture->length / 37)
    {
      g_assert_true (g_file_set_contents (fixture->path, fixture->bytes, (gssize) length, NULL));
      g_assert_false (reads_well (fixture, fresh));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/snapshot/damage/bytes", Fixture, NULL, set_up, test_bytes, tear_down);
  g_test_add ("/snapshot/damage/cut", Fixture, NULL, set_up, test_cut, tear_down);
  return g_test_run ();
}
