/* test-keyring-none.c: a desktop without a Secret Service, and the memory of this session instead
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-keyring-test.h"
#include "mw-test-tree.h"

static DexFuture *
test_unavailable (gpointer unused)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mw_keyring_get_default_place (), ==, MW_KEYRING_PLACE_KEYRING);
  g_assert_false (dex_await (mw_keyring_check (), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  mw_secrets_set (secrets, "password", CANARY);
  g_assert_false (dex_await (mw_keyring_store ("a", secrets, MW_KEYRING_PLACE_KEYRING), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, CANARY));
  g_clear_error (&error);
  g_assert_null (mw_keyring_test_lookup ("a", &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (dex_await (mw_keyring_clear ("a"), &error));
  g_assert_error (error, MW_KEYRING_ERROR, MW_KEYRING_ERROR_UNAVAILABLE);
  return dex_future_new_true ();
}

static DexFuture *
test_session (gpointer unused)
{
  mw_keyring_test_round_trip (MW_KEYRING_PLACE_SESSION);
  return dex_future_new_true ();
}

/* What is in memory is a copy: changing the secrets afterwards changes nothing. */
static DexFuture *
test_session_copies (gpointer unused)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSecrets) found = NULL;
  g_autoptr (GError) error = NULL;

  mw_secrets_set (secrets, "token", "one");
  dex_await (mw_keyring_store ("b", secrets, MW_KEYRING_PLACE_SESSION), &error);
  g_assert_no_error (error);
  mw_secrets_set (secrets, "token", "two");
  found = mw_keyring_test_lookup ("b", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mw_secrets_get (found, "token"), ==, "one");
  return dex_future_new_true ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mw-keyring-XXXXXX", NULL);
  int result;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mw_keyring_test_add ("/keyring/none/unavailable", test_unavailable);
  mw_keyring_test_add ("/keyring/none/session", test_session);
  mw_keyring_test_add ("/keyring/none/session-copies", test_session_copies);
  result = g_test_run ();
  mw_test_remove_tree (folder);
  return result;
}
