/* mw-disconnect.c: a connection given up: ended on the system's side as far as that goes, removed here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-engine-private.h"

#include "mw-main-fiber.h"
#include "mw-token-change-private.h"

typedef struct
{
  MwEngine *engine;
  MwConnection *connection;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->engine);
  g_object_unref (call->connection);
  g_free (call);
}

static gboolean
remove_kept (MwConnection *connection, GError **error)
{
  MwKeeping *keeping = mw_link_get_keeping (mw_connection_get_link (connection));

  return keeping == NULL || dex_await (mw_keeping_remove (keeping), error);
}

static DexFuture *
disconnect_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (MwTokenOutcome) outcome = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) error = NULL;
  MwTokenEnd end = MW_TOKEN_END_REFUSED;

  mw_connection_stop (call->connection);
  if (!mw_token_change_end_there (call->connection, MW_TOKEN_TASK_DISCONNECT, fiber, &end, &reason, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return dex_future_new_for_error (g_steal_pointer (&error));
      /* A token that cannot be read here is removed all the same, if that can be done. */
      reason = g_steal_pointer (&error);
    }
  outcome = mw_token_change_describe (call->connection, MW_TOKEN_TASK_DISCONNECT, TRUE, end, reason);
  if (!dex_await (mw_secret_store_remove (mw_link_get_store (mw_connection_get_link (call->connection)),
                                          mw_connection_get_id (call->connection)),
                  &error) ||
      !remove_kept (call->connection, &error) ||
      !dex_await (mw_engine_remove (call->engine, call->connection), &error) ||
      /* Another process may have begun to keep some meanwhile. */
      !remove_kept (call->connection, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (MW_TYPE_TOKEN_OUTCOME, g_steal_pointer (&outcome));
}

/**
 * mw_engine_disconnect:
 * @self: an engine
 * @connection: one of its connections
 *
 * Stops its readings, ends the sign-in on the system's side where there is a way (for at most ten seconds),
 * removes the token from the keyring, then the records that are kept with their key, then the file. Whatever
 * the system answers, or that it does not: the token is removed here.
 *
 * Returns: (transfer full): resolves to a #MwTokenOutcome, rejects with what kept token or file from being
 * removed
 */
DexFuture *
mw_engine_disconnect (MwEngine *self, MwConnection *connection)
{
  Call *call = g_new0 (Call, 1);

  call->engine = g_object_ref (self);
  call->connection = g_object_ref (connection);
  return mw_main_fiber_spawn (disconnect_fiber, call, call_free);
}
