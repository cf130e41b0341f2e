/* mw-keyring-test.h: what the tests of the keyring share, whatever is behind it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-keyring.h"
#include "mw-test-fiber.h"

#define CANARY "canary-0815-keyring"

static inline void
mw_keyring_test_run (gconstpointer func)
{
  mw_test_run_fiber ((DexFiberFunc) func, NULL);
}

static inline void
mw_keyring_test_add (const char *path, DexFiberFunc func)
{
  g_test_add_data_func (path, (gconstpointer) func, mw_keyring_test_run);
}

static inline MwSecrets *
mw_keyring_test_lookup (const char *id, GError **error)
{
  return dex_await_boxed (mw_keyring_lookup (id, MW_KEYRING_PLACE_KEYRING), error);
}

/* Tokens with many claims are long: more than a message of some buses or a line of some files takes. */
#define LONG_TOKEN 200000

/* Store, look up, replace, clear; ids do not see each other. */
static inline void
mw_keyring_test_round_trip (MwKeyringPlace place)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *other = g_uuid_string_random ();
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSecrets) nothing = NULL;
  g_autofree char *long_token = g_strnfill (LONG_TOKEN, 'x');
  g_autoptr (GError) error = NULL;

  nothing = mw_keyring_test_lookup (id, &error);
  if (place == MW_KEYRING_PLACE_SESSION)
    g_clear_error (&error);
  g_assert_no_error (error);
  g_assert_true (nothing == NULL || mw_secrets_is_empty (nothing));

  mw_secrets_set (secrets, "password", CANARY);
  mw_secrets_set (secrets, "token", "\"quotes\" \\ tab\t line\n ünïcode \xf0\x9f\x94\x91");
  mw_secrets_set (secrets, "long", long_token);
  dex_await (mw_keyring_store (id, secrets, place), &error);
  g_assert_no_error (error);
  mw_secrets_set (secrets, "password", "another");
  dex_await (mw_keyring_store (other, secrets, place), &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwSecrets) found = mw_keyring_test_lookup (i == 0 ? id : other, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mw_secrets_get (found, "password"), ==, i == 0 ? CANARY : "another");
      g_assert_cmpstr (mw_secrets_get (found, "token"), ==, mw_secrets_get (secrets, "token"));
      g_assert_cmpstr (mw_secrets_get (found, "long"), ==, long_token);
    }

  {
    g_autoptr (MwSecrets) less = mw_secrets_new ();
    g_autoptr (MwSecrets) found = NULL;

    mw_secrets_set (less, "token", "only");
    dex_await (mw_keyring_store (id, less, place), &error);
    g_assert_no_error (error);
    found = mw_keyring_test_lookup (id, &error);
    g_assert_no_error (error);
    g_assert_null (mw_secrets_get (found, "password"));
    g_assert_cmpstr (mw_secrets_get (found, "token"), ==, "only");
  }

  dex_await (mw_keyring_clear (id), &error);
  g_assert_no_error (error);
  {
    g_autoptr (MwSecrets) gone = mw_keyring_test_lookup (id, &error);
    g_autoptr (MwSecrets) still = NULL;

    if (place == MW_KEYRING_PLACE_SESSION)
      g_clear_error (&error);
    g_assert_no_error (error);
    g_assert_true (gone == NULL || mw_secrets_is_empty (gone));
    still = mw_keyring_test_lookup (other, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (mw_secrets_get (still, "password"), ==, "another");
  }
  dex_await (mw_keyring_clear (other), &error);
  g_assert_no_error (error);
}
