/* test-session-memory.c: the memory of this session, which needs nothing from the desktop
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-cases.h"
#include "mw-secret-store-test.h"
#include "mw-secret-stores.h"
#include "mw-test-tree.h"

static char *folder;

static DexFuture *
test_does_not_last (gpointer unused)
{
  MwSecretStore *store = mw_secret_stores_get_session ();
  g_autoptr (GDir) files = NULL;

  g_assert_false (mw_secret_store_is_lasting (store));
  g_assert_true (mw_secret_store_is_lasting (mw_secret_stores_get_lasting ()));
  mw_secret_store_test_write (store, "a", CANARY);
  files = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (files), ==, NULL);
  mw_secret_store_test_remove (store, "a");
  return dex_future_new_true ();
}

/* What stands in a connection's file finds its store again; what older versions wrote in a sandbox, and what
 * nobody knows, is the lasting one. */
static DexFuture *
test_names (gpointer unused)
{
  MwSecretStore *stores[] = { mw_secret_stores_get_lasting (), mw_secret_stores_get_session () };

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    g_assert_true (mw_secret_stores_find (mw_secret_store_get_name (stores[i])) == stores[i]);
  g_assert_true (mw_secret_stores_find ("file") == stores[0]);
  g_assert_true (mw_secret_stores_find ("") == stores[0]);
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  int result;

  folder = g_dir_make_tmp ("mw-session-XXXXXX", NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_secret_store_cases_add ("/session", mw_secret_stores_get_session ());
  mw_secret_store_test_add ("/session/does-not-last", test_does_not_last);
  mw_secret_store_test_add ("/session/names", test_names);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  g_free (folder);
  return result;
}
