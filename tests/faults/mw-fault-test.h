/* mw-fault-test.h: what the tests of faults share: an engine, a connected plant, and waits that take no time
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-connection-private.h"
#include "mw-fault-cases.h"
#include "mw-ladder.h"
#include "mw-test-fiber.h"
#include "mw-test-home.h"
#include "mw-transport-private.h"

/* The seconds that a request may take where one is too slow, and where none is; and bytes of a body. */
#define MW_FAULT_DEADLINE 3
#define MW_FAULT_PATIENCE 120
#define MW_FAULT_CAP      (8 * 1024 * 1024)

static int mw_fault_waited; /* atomic, in milliseconds */

/* Waits between tries happen, and are counted, but take no time. */
static inline DexFuture *
mw_fault_sleep (gint64 usec, gpointer data)
{
  g_atomic_int_add (&mw_fault_waited, (int) (usec / 1000));
  return dex_future_new_true ();
}

/* What new transports begin with. */
static inline void
mw_fault_set_defaults (guint deadline)
{
  const MwTransportDefaults defaults = { .sleep = mw_fault_sleep, .deadline = deadline, .cap = MW_FAULT_CAP };

  mw_transport_set_defaults (&defaults);
}

/* The same for a connection that is there. */
static inline void
mw_fault_set_deadline (MwConnection *connection, guint deadline)
{
  g_autoptr (MwTransport) transport = mw_link_dup_transport (mw_connection_get_link (connection));

  g_assert_nonnull (transport);
  mw_transport_set_deadline (transport, deadline);
}

static inline MwEngine *
mw_fault_load_engine (void)
{
  MwEngine *engine = mw_engine_new ();
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_load (engine), &error);
  g_assert_no_error (error);
  return engine;
}

static inline MwConnection *
mw_fault_connect (MwEngine *engine, MwDraft *draft)
{
  g_autoptr (MwLadder) ladder = mw_ladder_new (engine, draft);
  g_autoptr (GError) error = NULL;
  MwConnection *connection = dex_await_object (mw_ladder_run (ladder), &error);

  g_assert_no_error (error);
  return connection;
}

static inline void
mw_fault_disconnect (MwEngine *engine, MwConnection *connection)
{
  g_autoptr (GError) error = NULL;

  dex_await (mw_engine_disconnect (engine, connection), &error);
  g_assert_no_error (error);
}

/* Reads @entity anew and waits for the end. */
static inline MwReading *
mw_fault_read (MwEngine *engine, MwConnection *connection, const char *entity, GError **error)
{
  MwReading *reading = mw_connection_refresh (connection,
                                              mw_model_find (mw_engine_get_model (engine), entity));

  dex_await (mw_reading_wait (reading), error);
  return reading;
}
