/* test-secrets.c: secrets in memory
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-redact.h"
#include "mw-secrets.h"

static void
test_values (void)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) no_names = mw_secrets_dup_names (secrets);

  g_assert_true (mw_secrets_is_empty (secrets));
  g_assert_cmpuint (g_strv_length (no_names), ==, 0);
  g_assert_null (mw_secrets_get (secrets, "password"));

  mw_secrets_set (secrets, "session", "s-1");
  mw_secrets_set (secrets, "password", "p-1");
  mw_secrets_set (secrets, "session", "s-2");
  mw_secrets_set (secrets, "key", "k-1");
  mw_secrets_set (secrets, "key", NULL);
  mw_secrets_set (secrets, "never", NULL);
  names = mw_secrets_dup_names (secrets);
  g_assert_cmpstrv (names, ((const char *const[]) { "password", "session", NULL }));
  g_assert_cmpstr (mw_secrets_get (secrets, "session"), ==, "s-2");
  g_assert_null (mw_secrets_get (secrets, "key"));
  g_assert_false (mw_secrets_is_empty (secrets));

  /* From itself: the value must be copied before the old one is wiped. */
  mw_secrets_set (secrets, "session", mw_secrets_get (secrets, "session"));
  g_assert_cmpstr (mw_secrets_get (secrets, "session"), ==, "s-2");
}

static void
test_copy (void)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSecrets) copy = NULL;

  mw_secrets_set (secrets, "password", "first");
  copy = mw_secrets_copy (secrets);
  mw_secrets_set (copy, "password", "second");
  mw_secrets_set (copy, "key", "third");
  g_assert_cmpstr (mw_secrets_get (secrets, "password"), ==, "first");
  g_assert_null (mw_secrets_get (secrets, "key"));
  g_assert_cmpstr (mw_secrets_get (copy, "password"), ==, "second");
}

static void
test_boxed (void)
{
  MwSecrets *secrets = mw_secrets_new ();
  MwSecrets *boxed = g_boxed_copy (MW_TYPE_SECRETS, secrets);

  g_assert_true (boxed == secrets);
  mw_secrets_unref (secrets);
  mw_secrets_set (boxed, "password", "x");
  g_boxed_free (MW_TYPE_SECRETS, boxed);
}

static void
test_redacted (void)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autofree char *redacted = NULL;

  mw_secrets_set (secrets, "password", "of-the-secrets-test");
  redacted = mw_redact_text ("login of-the-secrets-test failed");
  g_assert_cmpstr (redacted, ==, "login ••• failed");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/values", test_values);
  g_test_add_func ("/secrets/copy", test_copy);
  g_test_add_func ("/secrets/boxed", test_boxed);
  g_test_add_func ("/secrets/redacted", test_redacted);
  return g_test_run ();
}
