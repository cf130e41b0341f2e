/* test-keyring-states.c: a keyring that is locked, asks, is refused, has two items for one id, or goes away
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-fake-keyring.h"
#include "mw-secret-store-cases.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"
#include "mw-test-tree.h"

static char *folder;
static GTestDBus *bus;
static MwFakeKeyring *keyring;

static void
store (const char *id, const char *token)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_secrets_set (secrets, "token", token);
  dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), id, secrets), &error);
  g_assert_no_error (error);
}

static void
assert_token (const char *id, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSecrets) found = mw_secret_store_test_read (mw_secret_stores_get_lasting (), id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mw_secrets_get (found, "token"), ==, token);
}

static void
clear (const char *id)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_secret_store_remove (mw_secret_stores_get_lasting (), id), &error);
  g_assert_no_error (error);
}

/* What the cases did left nothing, and asked nobody. */
static DexFuture *
test_quiet (gpointer unused)
{
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 0);
  g_assert_cmpuint (mw_fake_keyring_get_n_prompts (keyring), ==, 0);
  return dex_future_new_true ();
}

/* Both reading and writing ask, and go on when the person unlocks it. */
static DexFuture *
test_unlocked (gpointer unused)
{
  const guint before = mw_fake_keyring_get_n_prompts (keyring);

  store ("a", CANARY);
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_UNLOCKS);
  assert_token ("a", CANARY);
  g_assert_cmpuint (mw_fake_keyring_get_n_prompts (keyring), ==, before + 1);
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_UNLOCKS);
  store ("a", "another");
  g_assert_cmpuint (mw_fake_keyring_get_n_prompts (keyring), ==, before + 2);
  assert_token ("a", "another");
  clear ("a");
  return dex_future_new_true ();
}

static void
assert_locked (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (future, &error));
  g_assert_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_LOCKED);
  g_assert_null (strstr (error->message, CANARY));
}

static DexFuture *
test_dismissed (gpointer unused)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  store ("b", CANARY);
  mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_DISMISSED);
  assert_locked (mw_secret_store_read (mw_secret_stores_get_lasting (), "b"));
  mw_secrets_set (secrets, "token", "lost");
  assert_locked (mw_secret_store_write (mw_secret_stores_get_lasting (), "b", secrets));
  assert_locked (mw_secret_store_check (mw_secret_stores_get_lasting ()));
  /* Nothing was replaced, and nothing kept on the side. */
  mw_fake_keyring_unlock (keyring);
  assert_token ("b", CANARY);
  clear ("b");
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 0);
  return dex_future_new_true ();
}

static void
wait_for_prompt (guint before)
{
  while (mw_fake_keyring_get_n_prompts (keyring) == before)
    dex_await (dex_timeout_new_msec (1), NULL);
}

/* The dialog stands there and nobody looks at it: the main context turns, what waits can be given up, and
 * meanwhile others are not kept from what is theirs. */
static DexFuture *
test_silent (gpointer unused)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  store ("c", CANARY);
  mw_secrets_set (secrets, "token", "lost");
  for (guint writes = 0; writes < 2; writes++)
    for (guint i = 0; i < 8; i++)
      {
        const guint before = mw_fake_keyring_get_n_prompts (keyring);
        DexFuture *future;

        mw_fake_keyring_lock (keyring, MW_FAKE_PROMPT_SILENT);
        future = writes ? mw_secret_store_write (mw_secret_stores_get_lasting (), "c", secrets)
                        : mw_secret_store_read (mw_secret_stores_get_lasting (), "c");
        wait_for_prompt (before);
        g_assert_true (dex_future_is_pending (future));
        dex_unref (future);
      }
  mw_fake_keyring_unlock (keyring);
  /* More were given up than the pool has threads: each of them is free again. */
  assert_token ("c", CANARY);
  clear ("c");
  return dex_future_new_true ();
}

/* The newest is read; when it is replaced, the older one goes. */
static DexFuture *
test_two_items (gpointer unused)
{
  mw_fake_keyring_add (keyring, "d", "{\"token\":\"new\"}", 2000);
  mw_fake_keyring_add (keyring, "d", "{\"token\":\"old\"}", 1000);
  assert_token ("d", "new");
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 2);
  store ("d", "newest");
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 1);
  assert_token ("d", "newest");
  mw_fake_keyring_add (keyring, "d", "{\"token\":\"old\"}", 1000);
  clear ("d");
  g_assert_cmpuint (mw_fake_keyring_get_n_items (keyring), ==, 0);
  return dex_future_new_true ();
}

/* Whatever became of it: nothing was written into a file instead. */
static DexFuture *
test_no_file (gpointer unused)
{
  g_autofree char *keyrings = g_build_filename (folder, "keyrings", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_false (g_file_test (keyrings, G_FILE_TEST_EXISTS));
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &data, &length, NULL))
        g_assert_null (memmem (data, length, CANARY, strlen (CANARY)));
    }
  return dex_future_new_true ();
}

/* Gone between looking up and storing, and in the middle of a call. It ends this keyring, so it is last. */
static DexFuture *
test_vanishes (gpointer method)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  store ("e", CANARY);
  assert_token ("e", CANARY);
  mw_fake_keyring_vanish_at (keyring, "CreateItem");
  mw_secrets_set (secrets, "token", CANARY "-new");
  g_assert_false (dex_await (mw_secret_store_write (mw_secret_stores_get_lasting (), "e", secrets), &error));
  g_assert_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, CANARY));
  g_clear_error (&error);
  g_assert_null (mw_secret_store_test_read (mw_secret_stores_get_lasting (), "e", &error));
  g_assert_error (error, MW_SECRET_STORE_ERROR, MW_SECRET_STORE_ERROR_UNAVAILABLE);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *bus_path = g_find_program_in_path ("dbus-daemon");
  int result;

  folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (bus_path == NULL)
    {
      g_print ("1..0 # SKIP dbus-daemon is not installed\n");
      mw_test_remove_tree (folder);
      return 77;
    }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  keyring = mw_fake_keyring_new (g_test_dbus_get_bus_address (bus));
  mw_secret_store_cases_add ("/keyring/states", mw_secret_stores_get_lasting ());
  mw_secret_store_test_add ("/keyring/states/quiet", test_quiet);
  mw_secret_store_test_add ("/keyring/states/unlocked", test_unlocked);
  mw_secret_store_test_add ("/keyring/states/dismissed", test_dismissed);
  mw_secret_store_test_add ("/keyring/states/silent", test_silent);
  mw_secret_store_test_add ("/keyring/states/two-items", test_two_items);
  mw_secret_store_test_add ("/keyring/states/vanishes", test_vanishes);
  mw_secret_store_test_add ("/keyring/states/no-file", test_no_file);
  result = g_test_run ();
  mw_fake_keyring_free (keyring);
  mw_test_remove_tree (folder);
  /* As in test-keyring-service.c: the bus ends with this process. */
  return result;
}
