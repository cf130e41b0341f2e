/* test-seats.c: sessions that take a seat of the system's licence: ended when nobody uses them, and at the
 * end
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-connection-file.h"
#include "mw-ladder.h"
#include "mw-session-hold.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-workshop.h"

static MwConnection *
connect_seat (MwEngine *engine, MwWorkshop *workshop, const char *sign_in, gboolean keep_password)
{
  MwSystem *system = mw_catalog_find (mw_engine_get_catalog (engine), "depot");
  g_autoptr (MwDraft) draft = mw_draft_new (system);
  g_autoptr (MwLadder) ladder = NULL;
  g_autofree char *url = mw_fixture_server_dup_uri (workshop->server, NULL);
  g_autoptr (GError) error = NULL;
  MwConnection *connection;

  mw_draft_set_sign_in (draft, mw_system_find_sign_in (system, sign_in));
  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "client", "anna");
  mw_draft_set_value (draft, "password", MW_WORKSHOP_PASSWORD);
  mw_draft_set_keep_password (draft, keep_password);
  ladder = mw_ladder_new (engine, draft);
  connection = dex_await_object (mw_ladder_run (ladder), &error);
  g_assert_no_error (error);
  return connection;
}

static void
assert_seats (MwWorkshop *workshop, guint n_logins, guint n_logouts)
{
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==, n_logins);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/logout"), ==, n_logouts);
}

static gboolean
check (MwConnection *connection)
{
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);

  return dex_await (mw_connection_check (connection, steps), NULL);
}

/* The file says that a session is ended after a second: it is, without anybody asking, and the kept password
 * opens the next one. On a busy machine a second may pass at any place, so only what holds then is asserted:
 * sessions end, they are opened again, and never two are open. */
static DexFuture *
idle_fiber (gpointer unused)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_seat (engine, workshop, "brief_seat", TRUE);
  g_autoptr (GError) error = NULL;

  for (guint round = 1; round < 3; round++)
    {
      guint n_ended;

      while ((n_ended = mw_fixture_server_count (workshop->server, "/logout")) < round)
        dex_await (dex_timeout_new_msec (50), NULL);
      g_assert_true (check (connection));
      g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), >, n_ended);
    }
  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mw_fixture_server_count (workshop->server, "/login"), ==,
                    mw_fixture_server_count (workshop->server, "/logout"));
  return dex_future_new_true ();
}

/* At the end of the program: a seat is given back; only what can be had again by itself where the next
 * command needs it. */
static DexFuture *
exit_fiber (gpointer unused)
{
  for (gboolean keep = FALSE; keep <= TRUE; keep++)
    {
      g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
      g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
      g_autoptr (MwConnection) connection = connect_seat (engine, workshop, "seat", keep);
      g_autoptr (GError) error = NULL;

      g_assert_true (dex_await (mw_engine_end_sessions (engine, TRUE), &error));
      assert_seats (workshop, 1, keep ? 1 : 0);
      g_assert_true (dex_await (mw_engine_end_sessions (engine, FALSE), &error));
      assert_seats (workshop, 1, 1);
      g_assert_true (dex_await (mw_engine_end_sessions (engine, FALSE), &error));
      assert_seats (workshop, 1, 1);
      /* Without the password nobody can go on but the user. */
      g_assert_true (check (connection) == keep);
      assert_seats (workshop, keep ? 2 : 1, 1);
      dex_await (mw_engine_disconnect (engine, connection), &error);
      g_assert_no_error (error);
      assert_seats (workshop, keep ? 2 : 1, keep ? 2 : 1);
    }
  return dex_future_new_true ();
}

/* Another process (here: another hold) has the session open too: it is left to it. */
static DexFuture *
shared_fiber (gpointer unused)
{
  g_autoptr (MwWorkshop) workshop = mw_workshop_new (NULL);
  g_autoptr (MwEngine) engine = mw_workshop_load_engine ();
  g_autoptr (MwConnection) connection = connect_seat (engine, workshop, "seat", TRUE);
  g_autoptr (MwSessionHold) other = mw_session_hold_new (mw_connection_get_id (connection));
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mw_session_hold_take (other), &error));
  g_assert_true (dex_await (mw_engine_end_sessions (engine, FALSE), &error));
  assert_seats (workshop, 1, 0);
  g_assert_true (check (connection));
  assert_seats (workshop, 1, 0);
  mw_session_hold_release (other);
  g_assert_true (dex_await (mw_engine_end_sessions (engine, FALSE), &error));
  assert_seats (workshop, 1, 1);
  g_assert_no_error (error);
  return dex_future_new_true ();
}

/* While the last one ends a session, whoever wants it waits. */
static DexFuture *
hold_fiber (gpointer unused)
{
  g_autoptr (MwSessionHold) a = mw_session_hold_new ("here");
  g_autoptr (MwSessionHold) b = mw_session_hold_new ("here");
  g_autoptr (MwSessionHold) elsewhere = mw_session_hold_new ("elsewhere");
  g_autoptr (GError) error = NULL;
  DexFuture *waiting;

  g_assert_false (mw_session_hold_is_last (a));
  g_assert_true (dex_await (mw_session_hold_take (a), &error));
  g_assert_true (dex_await (mw_session_hold_take (b), &error));
  g_assert_false (mw_session_hold_is_last (a));
  g_assert_true (mw_session_hold_is_last (b));
  g_assert_true (dex_await (mw_session_hold_take (elsewhere), &error));
  waiting = mw_session_hold_take (a);
  dex_await (dex_timeout_new_msec (100), NULL);
  g_assert_true (dex_future_is_pending (waiting));
  mw_session_hold_release (b);
  g_assert_true (dex_await (waiting, &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  g_test_add_data_func ("/connection/seats/idle", idle_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/seats/exit", exit_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/seats/shared", shared_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/connection/seats/hold", hold_fiber, mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  return status;
}
