/* test-keyring-trouble.c: a keyring file that is damaged, locked with another key, not ours, or on a full
 * disk
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "mw-keyring-file.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"
#include "mw-test-tree.h"

static char *folder;
static char *path;

static MwSecretStore *
keyring (void)
{
  return mw_secret_stores_get_lasting ();
}

static char *
dup_contents (const char *name, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *data;

  g_file_get_contents (name, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

static void
put (const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
assert_file_is (const char *name, const char *data, gsize length)
{
  gsize now_length;
  g_autofree char *now = dup_contents (name, &now_length);

  g_assert_cmpmem (now, now_length, data, length);
}

/* Without the one before, "test.keyring~", which libsecret keeps. */
static guint
count_files (void)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (files)) != NULL)
    n += g_str_has_prefix (name, "test.keyring") && !g_str_has_suffix (name, "~");
  return n;
}

static char *
dup_set_aside (void)
{
  g_autoptr (GError) error = NULL;
  char *name = dex_await_string (mw_secret_store_set_aside (keyring ()), &error);

  g_assert_no_error (error);
  return name;
}

/* A damaged one keeps its bytes and its mode under another name in its folder, several of the same second
 * too; a new one begins, and what was read before is not remembered. */
static DexFuture *
test_set_aside (gpointer unused)
{
  char *names[3];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length;
      g_autofree char *whole = NULL;
      GStatBuf info;

      mw_secret_store_test_write (keyring (), "a", CANARY);
      whole = dup_contents (path, &length);
      put (whole, length / 2 + i);
      g_assert_cmpint (g_chmod (path, 0640), ==, 0);
      mw_secret_store_test_all_fail (keyring (), "a", MW_SECRET_STORE_ERROR_BROKEN);
      assert_file_is (path, whole, length / 2 + i);
      names[i] = dup_set_aside ();
      g_assert_true (g_str_has_prefix (names[i], path));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      assert_file_is (names[i], whole, length / 2 + i);
      g_assert_cmpint (g_stat (names[i], &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0640);
      mw_secret_store_test_has (keyring (), "a", "token", NULL);
      mw_secret_store_test_write (keyring (), "a", "new");
      mw_secret_store_test_has (keyring (), "a", "token", "new");
    }
  g_assert_cmpuint (count_files (), ==, 1 + G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (g_unlink (names[i]), ==, 0);
      g_free (names[i]);
    }
  mw_secret_store_test_remove (keyring (), "a");
  return dex_future_new_true ();
}

/* One that can be read, or is not there, stays what it is. */
static DexFuture *
test_not_damaged (gpointer unused)
{
  gsize length;
  g_autofree char *whole = NULL;
  g_autofree char *name = NULL;
  g_autofree char *none = NULL;
  g_autofree char *memory = NULL;

  mw_secret_store_test_write (keyring (), "a", "kept");
  whole = dup_contents (path, &length);
  name = dup_set_aside ();
  g_assert_cmpstr (name, ==, "");
  assert_file_is (path, whole, length);
  mw_secret_store_test_has (keyring (), "a", "token", "kept");
  g_assert_cmpint (g_unlink (path), ==, 0);
  none = dup_set_aside ();
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpuint (count_files (), ==, 0);
  memory = dex_await_string (mw_secret_store_set_aside (mw_secret_stores_get_session ()), NULL);
  g_assert_cmpstr (memory, ==, "");
  return dex_future_new_true ();
}

/* Another program changed bytes of it: it is said, and storing anew always helps, after setting aside if need
 * be. Not the first 100: a number there says how long the key is computed. */
static DexFuture *
test_changed_bytes (gpointer unused)
{
  gsize length;
  g_autofree char *whole = NULL;
  guint n_found = 0;
  guint n_failed = 0;

  mw_secret_store_test_write (keyring (), "a", CANARY);
  whole = dup_contents (path, &length);
  for (gsize at = 100; at < length; at += 13)
    {
      g_autofree char *changed = g_memdup2 (whole, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (MwSecrets) found = NULL;

      changed[at] ^= 0x55;
      put (changed, length);
      found = mw_secret_store_test_read (keyring (), "a", &error);
      if (error != NULL)
        {
          n_failed++;
          g_assert_true (error->domain == MW_SECRET_STORE_ERROR);
          g_assert_cmpint (error->code, !=, MW_SECRET_STORE_ERROR_UNAVAILABLE);
          g_assert_cmpint (error->code, !=, MW_SECRET_STORE_ERROR_LOCKED);
        }
      else
        n_found += g_strcmp0 (mw_secrets_get (found, "token"), CANARY) == 0;
      g_free (dup_set_aside ());
      mw_secret_store_test_write (keyring (), "a", "new");
      mw_secret_store_test_has (keyring (), "a", "token", "new");
    }
  g_assert_cmpuint (n_failed, >, 10);
  g_test_message ("%u changes were found out, %u changed nothing", n_failed, n_found);
  mw_test_remove_tree (folder);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return dex_future_new_true ();
}

/* In a folder that was removed while the program ran, a new file begins. */
static DexFuture *
test_no_folder (gpointer unused)
{
  mw_secret_store_test_write (keyring (), "a", "old");
  mw_test_remove_tree (folder);
  mw_secret_store_test_has (keyring (), "a", "token", NULL);
  mw_secret_store_test_write (keyring (), "a", "new");
  mw_secret_store_test_has (keyring (), "a", "token", "new");
  mw_secret_store_test_remove (keyring (), "a");
  return dex_future_new_true ();
}

static void
fail_to_write (MwSecretStoreError code)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  mw_secrets_set (secrets, "token", CANARY);
  mw_secret_store_test_fails (mw_secret_store_write (keyring (), "a", secrets), code);
  mw_secret_store_test_fails (mw_secret_store_remove (keyring (), "a"), code);
  mw_secret_store_test_fails (mw_secret_store_check (keyring ()), code);
}

/* What is stored can still be read where nothing can be written; nor can anything be set aside there. */
static DexFuture *
test_read_only (gpointer unused)
{
  gsize length;
  g_autofree char *whole = NULL;

  mw_secret_store_test_write (keyring (), "a", "old");
  whole = dup_contents (path, &length);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  fail_to_write (MW_SECRET_STORE_ERROR_ACCESS);
  mw_secret_store_test_has (keyring (), "a", "token", "old");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  put (whole, length / 2);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  mw_secret_store_test_fails (mw_secret_store_set_aside (keyring ()), MW_SECRET_STORE_ERROR_ACCESS);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  put (whole, length);
  mw_secret_store_test_has (keyring (), "a", "token", "old");
  mw_secret_store_test_remove (keyring (), "a");
  g_assert_cmpuint (count_files (), ==, 1);
  return dex_future_new_true ();
}

/* A file of somebody else's. */
static DexFuture *
test_not_readable (gpointer unused)
{
  mw_secret_store_test_write (keyring (), "a", "old");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  mw_secret_store_test_all_fail (keyring (), "a", MW_SECRET_STORE_ERROR_ACCESS);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  mw_secret_store_test_has (keyring (), "a", "token", "old");
  mw_secret_store_test_remove (keyring (), "a");
  return dex_future_new_true ();
}

/* No file of this process may become longer than @size. */
static void
limit_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Room that is found out to be missing before libsecret writes: it would put half a file in the place of the
 * whole one. */
static DexFuture *
test_full (gpointer unused)
{
  gsize length;
  g_autofree char *whole = NULL;

  mw_secret_store_test_write (keyring (), "a", "old");
  whole = dup_contents (path, &length);
  for (rlim_t room = 0; room < 4096; room += 512)
    {
      limit_size (length + room);
      fail_to_write (MW_SECRET_STORE_ERROR_NO_ROOM);
      assert_file_is (path, whole, length);
      mw_secret_store_test_has (keyring (), "a", "token", "old");
      g_assert_cmpuint (count_files (), ==, 1);
    }
  limit_size (RLIM_INFINITY);
  mw_secret_store_test_write (keyring (), "a", "new");
  mw_secret_store_test_has (keyring (), "a", "token", "new");
  mw_secret_store_test_remove (keyring (), "a");
  return dex_future_new_true ();
}

/* The disk became full in the middle all the same, with and without a file before; or the process was killed
 * there. */
static DexFuture *
test_half_written (gpointer unused)
{
  g_autofree char *kept = g_strconcat (path, ".kept", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = NULL;
  gsize length;

  mw_secret_store_test_write (keyring (), "a", "old");
  whole = dup_contents (path, &length);
  for (gsize half = 0; half < length; half += 31)
    {
      g_assert_true (mw_keyring_file_begin (100, &error));
      put (whole, half);
      mw_keyring_file_end (FALSE);
      assert_file_is (path, whole, length);
      g_assert_cmpuint (count_files (), ==, 1);
    }
  mw_secret_store_test_has (keyring (), "a", "token", "old");
  g_assert_true (mw_keyring_file_begin (100, &error));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  mw_secret_store_test_write (keyring (), "a", "new");
  g_assert_cmpuint (count_files (), ==, 1);
  mw_secret_store_test_has (keyring (), "a", "token", "new");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (mw_keyring_file_begin (100, &error));
  put (whole, 20);
  mw_keyring_file_end (FALSE);
  g_assert_cmpuint (count_files (), ==, 0);
  return dex_future_new_true ();
}

/* What one process of test_other_key () and test_no_place () does: words such as "read:a=token",
 * "write:a=token", "key:a" (it was locked with another key) and "access:a". */
static DexFuture *
do_words (gpointer data)
{
  for (char **word = data; *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit_set (*word, ":=", 3);

      if (g_str_equal (parts[0], "write"))
        mw_secret_store_test_write (keyring (), parts[1], parts[2]);
      else if (g_str_equal (parts[0], "read"))
        mw_secret_store_test_has (keyring (), parts[1], "token", *parts[2] != '\0' ? parts[2] : NULL);
      else if (g_str_equal (parts[0], "key"))
        mw_secret_store_test_fails (mw_secret_store_read (keyring (), parts[1]),
                                    MW_SECRET_STORE_ERROR_OTHER_KEY);
      else
        mw_secret_store_test_all_fail (keyring (), parts[1], MW_SECRET_STORE_ERROR_ACCESS);
    }
  return dex_future_new_true ();
}

static void
run (const char *key, const char *file, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) all = NULL;

  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", key, TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", file, TRUE);
  g_strv_builder_add_many (arguments, "/proc/self/exe", "--do", NULL);
  g_strv_builder_addv (arguments, (const char **) words);
  all = g_strv_builder_end (arguments);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* The system's key is another one (a reset login keyring): it is said, signing in again stores with that one,
 * and where the old key comes back the old token is there too. */
static void
test_other_key (void)
{
  g_autofree char *file = g_build_filename (folder, "other.keyring", NULL);

  run ("one", file, (const char *const[]) { "write:a=old", "write:b=old", "read:c=", NULL });
  run ("two", file, (const char *const[]) { "key:a", "key:c", "write:a=new", "read:a=new", "key:b", NULL });
  run ("one", file, (const char *const[]) { "read:a=old", "read:b=old", "write:b=new", "read:b=new", NULL });
  g_assert_cmpint (g_unlink (file), ==, 0);
}

/* Its folder is a file. */
static void
test_no_place (void)
{
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "keyrings", "test.keyring", NULL);

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  run ("one", below, (const char *const[]) { "access:a", NULL });
  assert_file_is (file, "x", 1);
  g_assert_cmpint (g_unlink (file), ==, 0);
}

/* What a mode forbids is forbidden to root too from now on, for the threads that are started from now on. */
static void
obey_modes (void)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct sets[2];

  g_assert_cmpint (syscall (SYS_capget, &header, sets), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      const guint32 modes = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH);

      sets[i].effective &= i == 0 ? ~modes : ~0U;
    }
  g_assert_cmpint (syscall (SYS_capset, &header, sets), ==, 0);
}

int
main (int argc, char *argv[])
{
  int result;

  obey_modes ();
  if (argc > 2 && g_str_equal (argv[1], "--do"))
    {
      mw_test_run_fiber (do_words, argv + 2);
      return 0;
    }
  signal (SIGXFSZ, SIG_IGN);
  folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  path = g_build_filename (folder, "test.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_secret_store_test_add ("/keyring/trouble/set-aside", test_set_aside);
  mw_secret_store_test_add ("/keyring/trouble/not-damaged", test_not_damaged);
  mw_secret_store_test_add ("/keyring/trouble/changed-bytes", test_changed_bytes);
  mw_secret_store_test_add ("/keyring/trouble/no-folder", test_no_folder);
  mw_secret_store_test_add ("/keyring/trouble/read-only", test_read_only);
  mw_secret_store_test_add ("/keyring/trouble/not-readable", test_not_readable);
  mw_secret_store_test_add ("/keyring/trouble/full", test_full);
  mw_secret_store_test_add ("/keyring/trouble/half-written", test_half_written);
  g_test_add_func ("/keyring/trouble/other-key", test_other_key);
  g_test_add_func ("/keyring/trouble/no-place", test_no_place);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (folder);
  g_free (path);
  return result;
}
