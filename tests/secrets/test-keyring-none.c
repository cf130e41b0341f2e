/* test-keyring-none.c: a desktop without a Secret Service
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"
#include "mw-test-tree.h"

static char *folder;

static void
assert_no_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* It is said, and nothing is written into a file instead. */
static DexFuture *
test_unavailable (gpointer unused)
{
  mw_secret_store_test_all_fail (mw_secret_stores_get_lasting (), "a", MW_SECRET_STORE_ERROR_UNAVAILABLE);
  assert_no_file ("keyrings");
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  int result;

  folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_secret_store_test_add ("/keyring/none/unavailable", test_unavailable);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (folder);
  return result;
}
