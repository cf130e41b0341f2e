/* test-keyring-file.c: libsecret's encrypted file, as in the Flatpak, whole and damaged
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "mw-keyring-lock.h"
#include "mw-test-tree.h"

static char *path;

static gboolean
contains (const char *data, gsize length, const char *text)
{
  return memmem (data, length, text, strlen (text)) != NULL;
}

static DexFuture *
test_check (gpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mw_keyring_get_default_place (), ==, MW_KEYRING_PLACE_FILE);
  g_assert_true (dex_await (mw_keyring_check (), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

static DexFuture *
test_round_trip (gpointer unused)
{
  mw_keyring_test_round_trip (MW_KEYRING_PLACE_FILE);
  return dex_future_new_true ();
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
  dex_await (mw_keyring_store (id, secrets, MW_KEYRING_PLACE_KEYRING), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  g_assert_false (contains (data, length, CANARY));
  g_assert_false (contains (data, length, "password"));
  g_assert_false (contains (data, length, id));
  g_assert_true (contains (data, length, "connection"));
  dex_await (mw_keyring_clear (id), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

static void
check_damaged (const char *id, MwSecrets *secrets)
{
  g_autoptr (GError) error = NULL;
  MwSecrets *found = mw_keyring_test_lookup (id, &error);

  g_assert_null (found);
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (dex_await (mw_keyring_store (id, secrets, MW_KEYRING_PLACE_KEYRING), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (dex_await (mw_keyring_check (), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (dex_await (mw_keyring_clear (id), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_DAMAGED);
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
  dex_await (mw_keyring_store (id, secrets, MW_KEYRING_PLACE_KEYRING), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &whole, &length, &error));
  for (gsize cut = 0; cut < length; cut += cut < 80 ? 7 : 23)
    {
      g_autofree char *after = NULL;
      gsize after_length;

      g_assert_true (g_file_set_contents (path, whole, cut, &error));
      check_damaged (id, secrets);
      g_assert_true (g_file_get_contents (path, &after, &after_length, &error));
      g_assert_cmpmem (after, after_length, whole, cut);
    }
  {
    g_autofree char *garbage = g_strnfill (length, '\xff');

    g_assert_true (g_file_set_contents (path, garbage, length, &error));
    check_damaged (id, secrets);
    memcpy (garbage, whole, 18);
    g_assert_true (g_file_set_contents (path, garbage, length, &error));
    check_damaged (id, secrets);
  }
  g_assert_true (g_file_set_contents (path, whole, length, &error));
  found = mw_keyring_test_lookup (id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mw_secrets_get (found, "password"), ==, CANARY);
  dex_await (mw_keyring_clear (id), &error);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* A writer waits while another process (here: another descriptor) holds the lock. */
static DexFuture *
test_lock (gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  int lock = mw_keyring_lock_take (NULL, &error);
  DexFuture *store = mw_keyring_store ("locked", secrets, MW_KEYRING_PLACE_KEYRING);

  g_assert_no_error (error);
  dex_await (dex_timeout_new_msec (100), NULL);
  g_assert_true (dex_future_is_pending (store));
  mw_keyring_lock_release (lock);
  g_assert_true (dex_await (store, &error));
  g_assert_no_error (error);
  g_assert_true (dex_await (mw_keyring_clear ("locked"), &error));
  g_assert_no_error (error);
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
  dex_await (mw_keyring_store (id, secrets, MW_KEYRING_PLACE_KEYRING), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &before, &before_length, &error));
  mw_secrets_set (secrets, "token", "second");
  dex_await (mw_keyring_store (id, secrets, MW_KEYRING_PLACE_KEYRING), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &after, &after_length, &error));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (MwSecrets) found = NULL;

      put_file (i % 2 == 0 ? before : after, i % 2 == 0 ? before_length : after_length, now);
      found = mw_keyring_test_lookup (id, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (mw_secrets_get (found, "token"), ==, i % 2 == 0 ? "first" : "second");
    }
  g_assert_true (dex_await (mw_keyring_clear (id), &error));
  g_assert_no_error (error);
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
      g_assert_true (dex_await (mw_keyring_store (ids[i], secrets, MW_KEYRING_PLACE_KEYRING), &error));
    }
  for (guint round = 0; round < 8; round++)
    {
      DexFuture *futures[G_N_ELEMENTS (ids) * 3];
      guint n_futures = 0;

      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        {
          futures[n_futures++] = mw_keyring_lookup (ids[i], MW_KEYRING_PLACE_KEYRING);
          if (i % 2 == 0)
            futures[n_futures++] = mw_keyring_store (ids[i], secrets, MW_KEYRING_PLACE_KEYRING);
          futures[n_futures++] = mw_keyring_lookup (ids[(i + 3) % G_N_ELEMENTS (ids)],
                                                    MW_KEYRING_PLACE_KEYRING);
        }
      for (guint i = 0; i < n_futures; i++)
        {
          dex_await (futures[i], &error);
          g_assert_no_error (error);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MwSecrets) found = mw_keyring_test_lookup (ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mw_secrets_get (found, "password"), ==, CANARY);
      g_assert_true (dex_await (mw_keyring_clear (ids[i]), &error));
    }
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  int result;

  path = g_build_filename (folder, "test.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_keyring_test_add ("/keyring/file/check", test_check);
  mw_keyring_test_add ("/keyring/file/round-trip", test_round_trip);
  mw_keyring_test_add ("/keyring/file/nothing-in-clear", test_nothing_in_clear);
  mw_keyring_test_add ("/keyring/file/damaged", test_damaged);
  mw_keyring_test_add ("/keyring/file/lock", test_lock);
  mw_keyring_test_add ("/keyring/file/other-writer", test_other_writer);
  mw_keyring_test_add ("/keyring/file/threads", test_threads);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (path);
  return result;
}
