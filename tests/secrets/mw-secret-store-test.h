/* mw-secret-store-test.h: the short words of the tests of stores
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-secret-store.h"
#include "mw-test-fiber.h"

#define CANARY "canary-0815-keyring"

static inline void
mw_secret_store_test_run (gconstpointer func)
{
  mw_test_run_fiber ((DexFiberFunc) func, NULL);
}

static inline void
mw_secret_store_test_add (const char *path, DexFiberFunc func)
{
  g_test_add_data_func (path, (gconstpointer) func, mw_secret_store_test_run);
}

static inline MwSecrets *
mw_secret_store_test_read (MwSecretStore *store, const char *id, GError **error)
{
  return dex_await_boxed (mw_secret_store_read (store, id), error);
}

/* @value: NULL: not there. */
static inline void
mw_secret_store_test_has (MwSecretStore *store, const char *id, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MwSecrets) found = mw_secret_store_test_read (store, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mw_secrets_get (found, name), ==, value);
}

static inline void
mw_secret_store_test_write (MwSecretStore *store, const char *id, const char *token)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_secrets_set (secrets, "token", token);
  dex_await (mw_secret_store_write (store, id, secrets), &error);
  g_assert_no_error (error);
}

static inline void
mw_secret_store_test_remove (MwSecretStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mw_secret_store_remove (store, id), &error));
  g_assert_no_error (error);
}

/* Takes @future, which must fail like that, without the secret in the sentence. */
static inline void
mw_secret_store_test_fails (DexFuture *future, MwSecretStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (future, &error));
  g_assert_error (error, MW_SECRET_STORE_ERROR, (int) code);
  g_assert_null (strstr (error->message, CANARY));
  g_test_message ("%s", error->message);
}

/* Each of what a store does fails like that. */
static inline void
mw_secret_store_test_all_fail (MwSecretStore *store, const char *id, MwSecretStoreError code)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();

  mw_secrets_set (secrets, "password", CANARY);
  mw_secret_store_test_fails (mw_secret_store_check (store), code);
  mw_secret_store_test_fails (mw_secret_store_read (store, id), code);
  mw_secret_store_test_fails (mw_secret_store_write (store, id, secrets), code);
  mw_secret_store_test_fails (mw_secret_store_remove (store, id), code);
}
