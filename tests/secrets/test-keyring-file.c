/* test-keyring-file.c: libsecret's encrypted file, as in the Flatpak, whole and damaged
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-cases.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "mw-keyring-lock.h"
#include "mw-test-tree.h"

static char *path;

static gboolean
contains (const char *data, gsize length, const char *text)
{
  return memmem (data, length, text, strlen (text)) != NULL;
}

/* The probe of the check is gone, and nothing that says who or where can be read. */
static DexFuture *
test_nothing_in_clear (gpointer unused)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *data = NULL;
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  gsize length;

  mw_secrets_set (secrets, "password", CANARY);
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  g_assert_false (contains (data, length, CANARY));
  g_assert_false (contains (data, length, "password"));
  g_assert_false (contains (data, length, id));
  g_assert_true (contains (data, length, "connection"));
  dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* libsecret ends the process over such a file. Cut at every length and with garbage, it must only be an
 * error; and the file is left as it is, for whoever can mend it. */
static DexFuture *
test_damaged (gpointer unused)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *whole = NULL;
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSecrets) found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  mw_secrets_set (secrets, "password", CANARY);
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &whole, &length, &error));
  for (gsize cut = 0; cut < length; cut += cut < 80 ? 7 : 23)
    {
      g_autofree char *after = NULL;
      gsize after_length;

      g_assert_true (g_file_set_contents (path, whole, cut, &error));
      mw_secret_store_test_all_fail (mw_secret_stores_get_lasting (), id, MW_SECRET_STORE_ERROR_BROKEN);
      g_assert_true (g_file_get_contents (path, &after, &after_length, &error));
      g_assert_cmpmem (after, after_length, whole, cut);
    }
  {
    g_autofree char *garbage = g_strnfill (length, '\xff');

    g_assert_true (g_file_set_contents (path, garbage, length, &error));
    mw_secret_store_test_all_fail (mw_secret_stores_get_lasting (), id, MW_SECRET_STORE_ERROR_BROKEN);
    memcpy (garbage, whole, 18);
    g_assert_true (g_file_set_contents (path, garbage, length, &error));
    mw_secret_store_test_all_fail (mw_secret_stores_get_lasting (), id, MW_SECRET_STORE_ERROR_BROKEN);
  }
  g_assert_true (g_file_set_contents (path, whole, length, &error));
  found = mw_secret_store_test_read (mw_secret_stores_get_lasting (), id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mw_secrets_get (found, "password"), ==, CANARY);
  dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* How often this process has the lock's file open. */
static guint
count_locks (void)
{
  g_autoptr (GDir) files = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      n += target != NULL && g_str_has_suffix (target, ".keyring.lock");
    }
  return n;
}

/* A writer waits while another process (here: another descriptor) holds the lock; who reads does not, and
 * sees what was there before. */
static DexFuture *
test_lock (gpointer unused)
{
  MwSecretStore *store = mw_secret_stores_get_lasting ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  DexFuture *writing;
  int lock;

  mw_secret_store_test_write (store, "locked", "before");
  lock = mw_keyring_lock_take (NULL, &error);
  g_assert_no_error (error);
  mw_secrets_set (secrets, "token", "after");
  writing = mw_secret_store_write (store, "locked", secrets);
  while (count_locks () < 2)
    {
      g_assert_true (dex_future_is_pending (writing));
      dex_await (dex_timeout_new_msec (1), NULL);
    }
  for (guint i = 0; i < 8; i++)
    mw_secret_store_test_has (store, "locked", "token", "before");
  g_assert_true (dex_future_is_pending (writing));
  mw_keyring_lock_release (lock);
  g_assert_true (dex_await (writing, &error));
  g_assert_no_error (error);
  mw_secret_store_test_has (store, "locked", "token", "after");
  mw_secret_store_test_remove (store, "locked");
  return dex_future_new_true ();
}

#define N_PROCESSES 3
#define N_STORED    8

/* What one of several processes does. */
static DexFuture *
store_some (gpointer prefix)
{
  for (guint i = 0; i < N_STORED; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", (const char *) prefix, i);

      mw_secret_store_test_write (mw_secret_stores_get_lasting (), id, id);
    }
  return dex_future_new_true ();
}

/* Several processes store at once, each several times: nothing that one has stored is lost by another. */
static DexFuture *
test_processes (gpointer unused)
{
  GSubprocess *processes[N_PROCESSES];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("process-%u", i);

      processes[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "/proc/self/exe", "--store",
                                       prefix, NULL);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, &error));
      g_assert_no_error (error);
      g_object_unref (processes[i]);
    }
  for (guint i = 0; i < N_PROCESSES * N_STORED; i++)
    {
      g_autofree char *id = g_strdup_printf ("process-%u-%u", i / N_STORED, i % N_STORED);

      mw_secret_store_test_has (mw_secret_stores_get_lasting (), id, "token", id);
      mw_secret_store_test_remove (mw_secret_stores_get_lasting (), id);
    }
  return dex_future_new_true ();
}

static void
put_file (const char *data, gsize length, gint64 seconds)
{
  struct utimbuf times = { seconds, seconds };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, data, length, &error));
  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

/* Another process stores a token in the same second in which this one has read the file. */
static DexFuture *
test_other_writer (gpointer unused)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  gsize before_length, after_length;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC - 100;

  mw_secrets_set (secrets, "token", "first");
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &before, &before_length, &error));
  mw_secrets_set (secrets, "token", "second");
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &after, &after_length, &error));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (MwSecrets) found = NULL;

      put_file (i % 2 == 0 ? before : after, i % 2 == 0 ? before_length : after_length, now);
      found = mw_secret_store_test_read (mw_secret_stores_get_lasting (), id, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (mw_secrets_get (found, "token"), ==, i % 2 == 0 ? "first" : "second");
    }
  g_assert_true (dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), id), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* Another process has written in the same tick of the kernel's clock as this one before: the times of both
 * files are the same, and what it stored is not lost. */
static DexFuture *
test_same_tick (gpointer unused)
{
  MwSecretStore *store = mw_secret_stores_get_lasting ();
  g_autofree char *theirs = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  for (guint i = 0; i < 3; i++)
    {
      struct stat ours;

      mw_secret_store_test_write (store, "ours", "before");
      mw_secret_store_test_write (store, "theirs", "stored");
      g_clear_pointer (&theirs, g_free);
      g_assert_true (g_file_get_contents (path, &theirs, &length, &error));
      put_file (theirs, length, g_get_real_time () / G_USEC_PER_SEC - 100);
      mw_secret_store_test_remove (store, "theirs");
      g_assert_cmpint (stat (path, &ours), ==, 0);
      g_assert_true (g_file_set_contents (path, theirs, (gssize) length, &error));
      g_assert_cmpint (
        utimensat (AT_FDCWD, path, (const struct timespec[]) { ours.st_atim, ours.st_mtim }, 0), ==, 0);
      mw_secret_store_test_write (store, "ours", "after");
      mw_secret_store_test_has (store, "theirs", "token", "stored");
      mw_secret_store_test_has (store, "ours", "token", "after");
    }
  mw_secret_store_test_remove (store, "theirs");
  mw_secret_store_test_remove (store, "ours");
  return dex_future_new_true ();
}

/* Several threads at once, while the file is written and read again. libsecret's collection of a file has no
 * lock: without ours a search runs over items that a write has just freed, and ends in
 * g_variant_get_child_value(). With fewer items it hardly ever does. */
static DexFuture *
test_threads (gpointer unused)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  char ids[24][37];

  mw_secrets_set (secrets, "password", CANARY);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = g_uuid_string_random ();

      g_strlcpy (ids[i], id, sizeof ids[i]);
      g_assert_true (
        dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), ids[i], secrets), &error));
    }
  for (guint round = 0; round < 8; round++)
    {
      DexFuture *futures[G_N_ELEMENTS (ids) * 3];
      guint n_futures = 0;

      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        {
          futures[n_futures++] = mw_secret_store_read (mw_secret_stores_get_lasting (), ids[i]);
          if (i % 2 == 0)
            futures[n_futures++] = mw_secret_store_write (mw_secret_stores_get_lasting (), ids[i], secrets);
          futures[n_futures++] = mw_secret_store_read (mw_secret_stores_get_lasting (),
                                                       ids[(i + 3) % G_N_ELEMENTS (ids)]);
        }
      for (guint i = 0; i < n_futures; i++)
        {
          dex_await (futures[i], &error);
          g_assert_no_error (error);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MwSecrets)
        found = mw_secret_store_test_read (mw_secret_stores_get_lasting (), ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mw_secrets_get (found, "password"), ==, CANARY);
      g_assert_true (dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), ids[i]), &error));
    }
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int result;

  /* One of test_processes (), with its keyring. */
  if (argc == 3 && g_str_equal (argv[1], "--store"))
    {
      mw_test_run_fiber (store_some, argv[2]);
      return 0;
    }
  folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  path = g_build_filename (folder, "test.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_secret_store_cases_add ("/keyring/file", mw_secret_stores_get_lasting ());
  mw_secret_store_test_add ("/keyring/file/nothing-in-clear", test_nothing_in_clear);
  mw_secret_store_test_add ("/keyring/file/damaged", test_damaged);
  mw_secret_store_test_add ("/keyring/file/lock", test_lock);
  mw_secret_store_test_add ("/keyring/file/processes", test_processes);
  mw_secret_store_test_add ("/keyring/file/other-writer", test_other_writer);
  mw_secret_store_test_add ("/keyring/file/same-tick", test_same_tick);
  mw_secret_store_test_add ("/keyring/file/threads", test_threads);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (path);
  return result;
}
