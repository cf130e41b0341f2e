/* mw-secret-store-cases.c: what every store of secrets must do, whatever is behind it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-secret-store-cases.h"

#include "mw-secret-store-test.h"

/* Tokens with many claims are long: more than a message of some buses or a line of some files takes. */
#define LONG_TOKEN 200000

#define N_AT_ONCE 12

static const char *const odd_values[] = {
  "\"quotes\" \\ tab\t line\nbreak\r",
  "ünïcode \xf0\x9f\x94\x91",
  "{\"password\":\"x\"}",
  " ",
  "%s%n",
  "null",
};

static void
test_check (MwSecretStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mw_secret_store_check (store), &error));
  g_assert_no_error (error);
}

/* For people, and for a connection's file: never what a person has to guess, nor the same of two stores. */
static void
test_words (MwSecretStore *store)
{
  g_assert_cmpstr (mw_secret_store_get_name (store), !=, "");
  g_assert_cmpstr (mw_secret_store_get_name (store), !=, "none");
  g_assert_cmpuint (strlen (mw_secret_store_get_title (store)), >, 3);
  g_assert_cmpuint (strlen (mw_secret_store_get_place (store)), >,
                    strlen (mw_secret_store_get_title (store)));
}

static void
test_nothing (MwSecretStore *store)
{
  mw_secret_store_test_has (store, "nothing", "password", NULL);
  mw_secret_store_test_remove (store, "nothing");
  mw_secret_store_test_has (store, "nothing", "password", NULL);
}

static void
test_odd_values (MwSecretStore *store)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (MwSecrets) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (odd_values); i++)
    {
      char name[] = { (char) ('a' + i), '\0' };

      mw_secrets_set (secrets, name, odd_values[i]);
    }
  g_assert_true (dex_await (mw_secret_store_write (store, "odd", secrets), &error));
  g_assert_no_error (error);
  found = mw_secret_store_test_read (store, "odd", &error);
  g_assert_no_error (error);
  names = mw_secrets_dup_names (found);
  g_assert_cmpuint (g_strv_length (names), ==, G_N_ELEMENTS (odd_values));
  for (guint i = 0; i < G_N_ELEMENTS (odd_values); i++)
    g_assert_cmpstr (mw_secrets_get (found, names[i]), ==, odd_values[i]);
  mw_secret_store_test_remove (store, "odd");
}

static void
test_long (MwSecretStore *store)
{
  g_autofree char *token = g_strnfill (LONG_TOKEN, 'x');

  mw_secret_store_test_write (store, "long", token);
  mw_secret_store_test_has (store, "long", "token", token);
  mw_secret_store_test_remove (store, "long");
}

/* What replaces something replaces all of it. */
static void
test_replaces (MwSecretStore *store)
{
  g_autoptr (MwSecrets) both = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_secrets_set (both, "token", "one");
  mw_secrets_set (both, "password", CANARY);
  g_assert_true (dex_await (mw_secret_store_write (store, "replaced", both), &error));
  g_assert_no_error (error);
  mw_secret_store_test_has (store, "replaced", "password", CANARY);
  mw_secret_store_test_write (store, "replaced", "two");
  mw_secret_store_test_has (store, "replaced", "token", "two");
  mw_secret_store_test_has (store, "replaced", "password", NULL);
  mw_secret_store_test_remove (store, "replaced");
}

/* One connection's secrets are not another's, though its id begins alike. */
static void
test_ids (MwSecretStore *store)
{
  mw_secret_store_test_write (store, "id-1", "one");
  mw_secret_store_test_write (store, "id-12", "two");
  mw_secret_store_test_has (store, "id-1", "token", "one");
  mw_secret_store_test_has (store, "id-12", "token", "two");
  mw_secret_store_test_has (store, "id", "token", NULL);
  mw_secret_store_test_remove (store, "id-1");
  mw_secret_store_test_has (store, "id-1", "token", NULL);
  mw_secret_store_test_has (store, "id-12", "token", "two");
  mw_secret_store_test_remove (store, "id-12");
}

/* What is stored is a copy: whoever builds on with the same secrets changes nothing there. */
static void
test_copies (MwSecretStore *store)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;

  mw_secrets_set (secrets, "token", "one");
  g_assert_true (dex_await (mw_secret_store_write (store, "copied", secrets), &error));
  g_assert_no_error (error);
  mw_secrets_set (secrets, "token", "two");
  mw_secret_store_test_has (store, "copied", "token", "one");
  mw_secret_store_test_remove (store, "copied");
}

/* Each storing has a mark of its own, also of the same secrets; it is no secret, and not made of one. */
static void
test_marks (MwSecretStore *store)
{
  g_autoptr (MwSecrets) secrets = mw_secrets_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  g_assert_null (mw_secrets_get_mark (secrets));
  mw_secrets_set (secrets, "token", CANARY);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwSecrets) found = NULL;
      g_auto (GStrv) names = NULL;

      g_assert_true (dex_await (mw_secret_store_write (store, "marked", secrets), &error));
      g_assert_no_error (error);
      found = mw_secret_store_test_read (store, "marked", &error);
      g_assert_no_error (error);
      g_assert_true (g_uuid_string_is_valid (mw_secrets_get_mark (found)));
      g_assert_cmpstr (mw_secrets_get_mark (found), ==, mw_secrets_get_mark (secrets));
      g_assert_cmpstr (mw_secrets_get_mark (found), !=, first);
      g_set_str (&first, mw_secrets_get_mark (found));
      names = mw_secrets_dup_names (found);
      g_assert_cmpuint (g_strv_length (names), ==, 1);
    }
  mw_secret_store_test_remove (store, "marked");
}

/* Nobody waits for another, and nobody's is lost. */
static void
test_at_once (MwSecretStore *store)
{
  DexFuture *writing[N_AT_ONCE];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *id = g_strdup_printf ("at-once-%u", i);
      g_autoptr (MwSecrets) secrets = mw_secrets_new ();

      mw_secrets_set (secrets, "token", id);
      writing[i] = mw_secret_store_write (store, id, secrets);
    }
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      dex_await (writing[i], &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *id = g_strdup_printf ("at-once-%u", i);

      mw_secret_store_test_has (store, id, "token", id);
      mw_secret_store_test_remove (store, id);
      mw_secret_store_test_has (store, id, "token", NULL);
    }
}

static const struct
{
  const char *name;
  void (*func) (MwSecretStore *store);
} cases[] = {
  { "check", test_check },     { "words", test_words },
  { "nothing", test_nothing }, { "odd-values", test_odd_values },
  { "long", test_long },       { "replaces", test_replaces },
  { "ids", test_ids },         { "copies", test_copies },
  { "marks", test_marks },     { "at-once", test_at_once },
};

typedef struct
{
  MwSecretStore *store;
  void (*func) (MwSecretStore *store);
} Case;

static DexFuture *
run_case (gpointer data)
{
  const Case *one = data;

  one->func (one->store);
  return dex_future_new_true ();
}

static void
test_case (gconstpointer data)
{
  mw_test_run_fiber (run_case, (gpointer) data);
}

void
mw_secret_store_cases_add (const char *prefix, MwSecretStore *store)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s", prefix, cases[i].name);
      Case *one = g_new0 (Case, 1);

      *one = (Case) { store, cases[i].func };
      g_test_add_data_func_full (path, one, test_case, g_free);
    }
}
