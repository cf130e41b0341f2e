/* test-rounds.c: the quiet look at each connection when the program has started: one question each, a few at
 * once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-private.h"
#include "mw-ladder-test.h"
#include "mw-network-watch.h"
#include "mw-rounds.h"

#define N_CONNECTIONS 5
#define AT_ONCE       3

typedef struct
{
  MwWorkshop *workshop;
  MwEngine *engine; /* as the program has it that was started just now */
} Place;

static void
place_begin (Place *self)
{
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();

  self->workshop = mw_workshop_new (NULL);
  for (guint i = 0; i < N_CONNECTIONS; i++)
    {
      g_autoptr (MwDraft) draft = mw_workshop_dup_draft (self->workshop, engine, "key");
      g_autoptr (GError) error = NULL;
      g_autoptr (MwConnection) connection = connect_workshop (engine, draft, NULL, &error);

      g_assert_no_error (error);
    }
  self->engine = mw_workshop_load_engine ();
}

static MwConnection *
get_connection (Place *self, guint position)
{
  g_autoptr (MwConnection)
    connection = g_list_model_get_item (mw_engine_get_connections (self->engine), position);

  return connection; /* the list holds it */
}

static void
place_end (Place *self)
{
  for (guint i = 0; i < N_CONNECTIONS; i++)
    disconnect (self->engine, get_connection (self, 0));
  g_object_unref (self->engine);
  mw_workshop_free (self->workshop);
}

static guint
count_checks (Place *self)
{
  return mw_fixture_server_count (self->workshop->server, "/me");
}

static void
go (MwRounds *rounds)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_rounds_go (rounds), &error);
  g_assert_no_error (error);
}

/* One light question to each, and no second one however often it is told that something has changed. */
static DexFuture *
once_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwRounds) rounds = NULL;
  guint n_before;
  guint n_requests;

  place_begin (&place);
  rounds = mw_rounds_new (place.engine);
  n_before = count_checks (&place);
  n_requests = mw_fixture_server_count (place.workshop->server, NULL);
  go (rounds);
  g_assert_cmpuint (count_checks (&place), ==, n_before + N_CONNECTIONS);
  g_assert_cmpuint (mw_fixture_server_count (place.workshop->server, NULL), ==, n_requests + N_CONNECTIONS);
  for (guint i = 0; i < N_CONNECTIONS; i++)
    g_assert_cmpint (mw_connection_get_health (get_connection (&place, i)), ==, MW_HEALTH_WORKING);
  for (guint i = 0; i < 10; i++)
    {
      g_signal_emit_by_name (mw_network_watch_get_default (), i % 2 == 0 ? "changed" : "back");
      go (rounds);
    }
  g_assert_cmpuint (count_checks (&place), ==, n_before + N_CONNECTIONS);
  g_clear_object (&rounds);
  place_end (&place);
  return dex_future_new_true ();
}

static DexFuture *
at_once_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwRounds) rounds = NULL;
  DexFuture *future;
  guint n_before;

  place_begin (&place);
  rounds = mw_rounds_new (place.engine);
  n_before = count_checks (&place);
  g_atomic_int_set (&place.workshop->gate_me, TRUE);
  future = mw_rounds_go (rounds);
  while (count_checks (&place) < n_before + AT_ONCE)
    dex_await (dex_timeout_new_msec (5), NULL);
  /* Time for more, if there were more. */
  dex_await (dex_timeout_new_msec (100), NULL);
  g_assert_cmpuint (count_checks (&place), ==, n_before + AT_ONCE);
  mw_fixture_server_open_gate (place.workshop->server);
  dex_await (future, NULL);
  g_assert_cmpuint (count_checks (&place), ==, n_before + N_CONNECTIONS);
  place_end (&place);
  return dex_future_new_true ();
}

/* What was refused before is not sent, and who waits for a limit is left to wait. */
static DexFuture *
left_alone_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwRounds) rounds = NULL;
  g_autoptr (MwEngine) earlier = NULL;
  g_autoptr (GError) error = NULL;
  MwConnection *refused;
  guint n_before;

  place_begin (&place);
  earlier = mw_workshop_load_engine ();
  refused = mw_engine_find_connection (earlier, mw_connection_get_id (get_connection (&place, 1)), NULL);
  g_atomic_int_set (&place.workshop->token_ends, TRUE);
  read_orders (earlier, refused, &error);
  g_assert_nonnull (error);
  g_atomic_int_set (&place.workshop->token_ends, FALSE);
  mw_connection_set_health (get_connection (&place, 3), MW_HEALTH_WAITING);

  rounds = mw_rounds_new (place.engine);
  n_before = count_checks (&place);
  go (rounds);
  g_assert_cmpuint (count_checks (&place), ==, n_before + N_CONNECTIONS - 2);
  for (guint i = 0; i < N_CONNECTIONS; i++)
    g_assert_cmpint (mw_connection_get_health (get_connection (&place, i)), ==,
                     i == 1   ? MW_HEALTH_SIGN_IN_AGAIN
                     : i == 3 ? MW_HEALTH_WAITING
                              : MW_HEALTH_WORKING);
  place_end (&place);
  return dex_future_new_true ();
}

/* Nobody is at home: that is seen once, and is no refusal. */
static DexFuture *
gone_fiber (gpointer data)
{
  Place place;
  g_autoptr (MwRounds) rounds = NULL;

  place_begin (&place);
  g_clear_pointer (&place.workshop->server, mw_fixture_server_free);
  rounds = mw_rounds_new (place.engine);
  go (rounds);
  for (guint i = 0; i < N_CONNECTIONS; i++)
    g_assert_cmpint (mw_connection_get_health (get_connection (&place, i)), ==, MW_HEALTH_NOT_REACHABLE);
  g_assert_cmpuint (count_files (), ==, N_CONNECTIONS);
  g_clear_object (&rounds);
  place.workshop->server = mw_fixture_server_new ();
  place_end (&place);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  static const LadderTest tests[] = {
    { "once", once_fiber },
    { "at-once", at_once_fiber },
    { "left-alone", left_alone_fiber },
    { "gone", gone_fiber },
  };

  return run_ladder_tests (argc, argv, "/connection/rounds/", tests, G_N_ELEMENTS (tests));
}
