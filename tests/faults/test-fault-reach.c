/* test-fault-reach.c: an address where everything is swallowed, as firewalls do: nobody answers and nobody
 * refuses
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mw-fault-test.h"

/* Seconds of a probe. */
#define PROBE 2

static char *home;

/* A port whose queue of connections is full: whoever comes hears nothing (listen(2)). */
typedef struct
{
  int listener;
  int fillers[8];
  guint n_filled; /* those that the queue took */
  guint16 port;
} Hole;

/* @port: 0 for any. */
static void
hole_open (Hole *self, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                                 .sin_port = htons (port) };
  socklen_t length = sizeof address;
  const int one = 1;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (setsockopt (self->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), ==, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->listener, 0), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = ntohs (address.sin_port);
  /* On the loopback interface a connection that the queue takes is made within connect(). */
  self->n_filled = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    {
      self->fillers[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      connect (self->fillers[i], (struct sockaddr *) &address, length);
      connect (self->fillers[i], (struct sockaddr *) &address, length);
      self->n_filled += connect (self->fillers[i], (struct sockaddr *) &address, length) < 0 &&
                        errno == EISCONN;
    }
  g_assert_cmpuint (self->n_filled, <, G_N_ELEMENTS (self->fillers));
}

static void
hole_close (Hole *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    close (self->fillers[i]);
  close (self->listener);
}

static MwLadderStep *
dup_step (MwLadder *ladder, MwStepState state)
{
  GListModel *steps = mw_ladder_get_steps (ladder);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      if (mw_ladder_step_get_state (step) == state)
        return g_steal_pointer (&step);
    }
  return NULL;
}

static MwDraft *
dup_draft (MwEngine *engine, const Hole *hole)
{
  MwDraft *draft = mw_draft_new (mw_catalog_find (mw_engine_get_catalog (engine), "conveyor"));
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", hole->port);

  mw_draft_set_value (draft, "url", url);
  mw_draft_set_value (draft, "user", "anna");
  mw_draft_set_value (draft, "password", MW_FAULT_PASSWORD);
  return draft;
}

static void
assert_told (const GError *error, MwSystem *system)
{
  g_autoptr (MwAdvice) advice = NULL;

  g_assert_error (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CONNECT);
  advice = mw_advice_new (error, system, "http://127.0.0.1/");
  g_assert_nonnull (strstr (advice->title, "does not answer"));
  g_assert_nonnull (strstr (advice->body, "VPN"));
  g_assert_cmpint (advice->action, ==, MW_ADVICE_TRY_AGAIN);
}

/* Whoever connects waits no longer than a probe may take; nothing behind that step is begun. */
static DexFuture *
climb_fiber (gpointer data)
{
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  Hole hole;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwLadderStep) failed = NULL;
  g_autoptr (MwLadderStep) waiting = NULL;
  g_autoptr (GError) error = NULL;

  hole_open (&hole, 0);
  draft = dup_draft (engine, &hole);
  ladder = mw_ladder_new (engine, draft);
  g_assert_null (dex_await_object (mw_ladder_run (ladder), &error));
  assert_told (error, mw_draft_get_system (draft));
  failed = dup_step (ladder, MW_STEP_FAILED);
  waiting = dup_step (ladder, MW_STEP_WAITING);
  g_assert_cmpstr (mw_ladder_step_get_title (failed), ==, "The server answers");
  g_assert_nonnull (waiting);
  mw_test_assert_nowhere (home, "canary");
  hole_close (&hole);
  return dex_future_new_true ();
}

/* Given up while it waits: nothing is left, and the same form connects to another server at once. */
static DexFuture *
cancel_fiber (gpointer data)
{
  g_autoptr (MwFaultPlant) plant = mw_fault_plant_new (NULL);
  g_autofree char *url = mw_fixture_server_dup_uri (mw_fault_plant_get_server (plant), "/");
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  Hole hole;
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwLadder) ladder = NULL;
  g_autoptr (MwConnection) connection = NULL;
  DexFuture *run;

  mw_transport_set_defaults (&(MwTransportDefaults) { .sleep = mw_fault_sleep });
  hole_open (&hole, 0);
  draft = dup_draft (engine, &hole);
  ladder = mw_ladder_new (engine, draft);
  run = mw_ladder_run (ladder);
  for (gboolean is_there = FALSE; !is_there;)
    {
      g_autoptr (MwLadderStep) step = dup_step (ladder, MW_STEP_RUNNING);

      is_there = step != NULL && g_str_equal (mw_ladder_step_get_title (step), "The server answers");
      dex_await (dex_timeout_new_msec (5), NULL);
    }
  dex_unref (run);
  g_assert_cmpuint (g_list_model_get_n_items (mw_engine_get_connections (engine)), ==, 0);
  mw_draft_set_value (draft, "url", url);
  connection = mw_fault_connect (engine, draft);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_WORKING);
  mw_fault_disconnect (engine, connection);
  hole_close (&hole);
  return dex_future_new_true ();
}

/* A server that worked is cut off: the rows stay, and it is told as what it is. */
static DexFuture *
load_fiber (gpointer data)
{
  MwFaultPlant *plant = mw_fault_plant_new (NULL);
  guint port = mw_fixture_server_get_port (mw_fault_plant_get_server (plant));
  g_autoptr (MwEngine) engine = mw_fault_load_engine ();
  g_autoptr (MwDraft) draft = mw_fault_plant_dup_draft (plant, engine);
  g_autoptr (MwConnection) connection = mw_fault_connect (engine, draft);
  g_autoptr (GError) error = NULL;
  MwReading *reading = mw_fault_read (engine, connection, "purchase_order", &error);
  Hole hole;

  g_assert_no_error (error);
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_ORDERS);
  mw_fault_plant_free (plant);
  hole_open (&hole, (guint16) port);
  mw_fault_set_deadline (connection, MW_FAULT_DEADLINE);
  reading = mw_fault_read (engine, connection, "purchase_order", &error);
  assert_told (error, mw_connection_get_system (connection));
  g_assert_cmpuint (mw_reading_get_n_rows (reading), ==, MW_FAULT_ORDERS);
  g_assert_cmpint (mw_connection_get_health (connection), ==, MW_HEALTH_NOT_REACHABLE);
  mw_test_assert_nowhere (home, "canary");
  hole_close (&hole);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep, .probe = PROBE };
  int status;

  g_test_init (&argc, &argv, NULL);
  home = mw_test_home_new (FALSE);
  mw_transport_set_defaults (&defaults);
  g_test_add_data_func ("/faults/reach/4-black-hole", (gconstpointer) climb_fiber, mw_test_run_fiber_data);
  g_test_add_data_func ("/faults/reach/4-black-hole-given-up", (gconstpointer) cancel_fiber,
                        mw_test_run_fiber_data);
  g_test_add_data_func ("/faults/reach/4-black-hole-later", (gconstpointer) load_fiber,
                        mw_test_run_fiber_data);
  status = g_test_run ();
  mw_test_remove_tree (home);
  g_free (home);
  return status;
}
