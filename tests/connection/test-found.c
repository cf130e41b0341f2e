/* test-found.c: what showed while a connection was used is known in the next run, before anything is sent
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-found.h"
#include "mw-ladder-test.h"
#include "mw-token-life.h"

static MwConnection *
get_first (MwEngine *engine)
{
  g_autoptr (MwConnection) connection = g_list_model_get_item (mw_engine_get_connections (engine), 0);

  g_assert_nonnull (connection);
  return connection;
}

/* What a new run of the program knows before it uses the connection. */
static gboolean
get_life_later (MwTokenLife *life, char **version)
{
  g_autoptr (MwEngine) later = mw_workshop_load_engine ();

  *version = g_strdup (mw_connection_get_version (get_first (later)));
  return mw_connection_get_token_life (get_first (later), life);
}

static void
check (MwConnection *connection)
{
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (GError) error = NULL;

  dex_await (mw_connection_check (connection, steps), &error);
  g_assert_no_error (error);
}

static DexFuture *
known_later_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
  g_autoptr (MwConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  MwTokenLife life = { 0 };

  mw_draft_set_keep_password (draft, FALSE);
  g_atomic_int_set (&workshop->ends_at, 1900000000);
  connection = connect_workshop (engine, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mw_connection_get_version (connection), ==, "9.1");
  g_assert_true (get_life_later (&life, &version));
  g_assert_cmpstr (version, ==, "9.1");
  g_assert_cmpint (life.ends_at, ==, G_GINT64_CONSTANT (1900000000) * G_USEC_PER_SEC);
  g_assert_false (life.renews);
  disconnect (engine, connection);
  return dex_future_new_true ();
}

/* Nothing to warn about: the password signs in anew, and a token without an end has none. */
static DexFuture *
no_end_fiber (gpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
      g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
      g_autoptr (MwDraft) draft = mw_workshop_dup_draft (workshop, engine, "password");
      g_autoptr (MwConnection) connection = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *version = NULL;
      MwTokenLife life = { 0 };

      mw_draft_set_keep_password (draft, i == 0);
      g_atomic_int_set (&workshop->ends_at, i == 0 ? 1900000000 : 0);
      connection = connect_workshop (engine, draft, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (mw_connection_get_token_life (connection, &life));
      g_assert_cmpint (life.renews, ==, i == 0);
      g_assert_false (get_life_later (&life, &version));
      disconnect (engine, connection);
    }
  return dex_future_new_true ();
}

static void
count (guint *n)
{
  ++*n;
}

/* Another version shows at a check; and what made a check fail is known until one works. */
static DexFuture *
check_fiber (gpointer data)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_well (engine, workshop);
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);
  g_autoptr (MwAdvice) working = NULL;
  g_autoptr (MwAdvice) failing = NULL;
  g_autofree char *version = NULL;
  MwTokenLife life = { 0 };
  guint n_told = 0;

  working = mw_connection_dup_health_advice (connection);
  g_assert_null (working->title);
  g_assert_nonnull (working->body);
  g_signal_connect_swapped (connection, "notify::token-ends-at", G_CALLBACK (count), &n_told);
  mw_fixture_server_add_json (workshop->server, "/version",
                              "{\"workshop\":\"9.2\\u202e\\n"
                              "a line and more than sixty characters of it, which is no version at all\"}");
  check (connection); /* still the answer from before */
  check (connection);
  g_assert_nonnull (strstr (mw_connection_get_version (connection), "9.2"));
  g_assert_null (strchr (mw_connection_get_version (connection), '\n'));
  g_assert_null (strstr (mw_connection_get_version (connection), "\xe2\x80\xae"));
  g_assert_cmpint (g_utf8_strlen (mw_connection_get_version (connection), -1), <=, 60);
  g_assert_cmpuint (n_told, ==, 1);
  check (connection);
  g_assert_cmpuint (n_told, ==, 1);

  g_assert_null (mw_connection_get_trouble (connection));
  g_atomic_int_set (&workshop->token_ends, TRUE);
  dex_await (mw_connection_check (connection, steps), NULL);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_SIGN_IN_AGAIN);
  g_assert_nonnull (mw_connection_get_trouble (connection));
  failing = mw_connection_dup_health_advice (connection);
  g_assert_cmpint (failing->action, ==, MW_ADVICE_SIGN_IN_AGAIN);
  g_assert_nonnull (failing->title);
  get_life_later (&life, &version);
  g_assert_cmpstr (version, ==, mw_connection_get_version (connection));
  disconnect (engine, connection);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "known-later", known_later_fiber },
    { "no-end", no_end_fiber },
    { "check", check_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/found/", tests, G_N_ELEMENTS (tests));
}
