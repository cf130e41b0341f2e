/* mw-token-change.c: a connection's token taken back, or changed for a new one, because a person wants it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-token-change-private.h"

#include "mw-diagnosis.h"
#include "mw-link-private.h"
#include "mw-session-rotate.h"

/* A server that is gone, or that answers one byte a minute, must not hold up a person for long. */
#define ANSWER_SECONDS 10

/**
 * mw_connection_can_revoke:
 * @self: a connection
 *
 * Sends nothing, and opens no keyring.
 *
 * Returns: whether its system offers to take the token back, as far as is known
 */
gboolean
mw_connection_can_revoke (MwConnection *self)
{
  MwLink *link = mw_connection_get_link (self);

  if (mw_system_get_builtin (link->system) != NULL)
    return FALSE;
  return link->session != NULL ? mw_session_can_end (link->session) : mw_sign_in_can_end (link->sign_in);
}

/**
 * mw_connection_can_rotate:
 * @self: a connection
 *
 * Sends nothing, and opens no keyring.
 *
 * Returns: whether its system gives a new token or key for the one that there is, as far as is known
 */
gboolean
mw_connection_can_rotate (MwConnection *self)
{
  MwLink *link = mw_connection_get_link (self);

  if (mw_system_get_builtin (link->system) != NULL)
    return FALSE;
  return link->session != NULL ? mw_session_can_rotate (link->session)
                               : mw_sign_in_can_rotate (link->sign_in, link->file->keep_password);
}

/**
 * mw_token_change_describe:
 * @self: a connection
 * @task: what was wanted
 * @changed: whether something changed here
 * @end: what became of it on the system's side
 * @error: (nullable): what the system said
 *
 * Returns: (transfer full): the same in words
 */
MwTokenOutcome *
mw_token_change_describe (MwConnection *self,
                          MwTokenTask task,
                          gboolean changed,
                          MwTokenEnd end,
                          const GError *error)
{
  MwLink *link = mw_connection_get_link (self);
  const MwTokenFacts facts = {
    .system = link->system,
    .sign_in = link->sign_in,
    .task = task,
    .changed = changed,
    .valid_until = link->session != NULL ? mw_session_get_valid_until (link->session) : 0,
  };

  return mw_token_outcome_new (&facts, end, error, g_get_real_time ());
}

/* Not about the system: the token could not be looked up here, or nobody waits any more. */
static gboolean
is_about_system (const GError *error)
{
  return error->domain == MW_AUTH_ERROR || error->domain == MW_TRANSPORT_ERROR ||
         error->domain == DEX_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/**
 * mw_token_change_end_there:
 * @self: a connection
 * @task: what is wanted: giving it up leaves a key that a person has made
 * @fiber: of the fiber
 * @end: (out): what became of the token on the system's side
 * @reason: (out): what the system said
 * @error: what kept it from being asked: the keyring, or that nobody waits
 *
 * Asks the system to end the sign-in, for at most ten seconds.
 *
 * Returns: %FALSE with @error
 */
gboolean
mw_token_change_end_there (MwConnection *self,
                           MwTokenTask task,
                           MwMainFiber *fiber,
                           MwTokenEnd *end,
                           GError **reason,
                           GError **error)
{
  MwLink *link = mw_connection_get_link (self);
  g_autoptr (GError) local_error = NULL;
  gboolean heard;

  *end = MW_TOKEN_END_NOT_OFFERED;
  if (!mw_connection_can_revoke (self))
    return TRUE;
  heard = dex_await_boolean (
    mw_main_until (
      dex_future_first (task == MW_TOKEN_TASK_REVOKE ? mw_link_revoke (link) : mw_link_leave (link),
                        dex_timeout_new_seconds (ANSWER_SECONDS), NULL),
      fiber),
    &local_error);
  if (local_error == NULL)
    {
      *end = heard                               ? MW_TOKEN_END_DONE
             : link->sign_in->delete_key != NULL ? MW_TOKEN_END_KEPT
                                                 : MW_TOKEN_END_NOT_OFFERED;
      return TRUE;
    }
  if (!is_about_system (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* Nothing was stored: nothing was sent. */
  *end = link->session == NULL && link->diagnosis == MW_DIAGNOSIS_NO_TOKEN ? MW_TOKEN_END_NOTHING
                                                                           : mw_token_end_find (local_error);
  g_propagate_error (reason, g_steal_pointer (&local_error));
  return TRUE;
}

/* What was loaded stays. */
static void
stop_readings (MwConnection *self)
{
  GHashTableIter iter;
  gpointer reading;

  g_hash_table_iter_init (&iter, mw_connection_get_readings (self));
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    mw_reading_cancel (reading);
}

static DexFuture *
revoke_fiber (MwMainFiber *fiber, gpointer data)
{
  MwConnection *self = data;
  MwTokenEnd end;
  MwTokenOutcome *outcome;
  gboolean gone;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) error = NULL;

  stop_readings (self);
  if (!mw_token_change_end_there (self, MW_TOKEN_TASK_REVOKE, fiber, &end, &reason, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  gone = !mw_token_end_is_open (end);
  outcome = mw_token_change_describe (self, MW_TOKEN_TASK_REVOKE, gone, end, reason);
  if (gone && !dex_await (mw_link_forget (mw_connection_get_link (self)), &error))
    {
      mw_token_outcome_free (outcome);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  if (gone)
    mw_connection_set_health (self, MW_HEALTH_SIGN_IN_AGAIN);
  return dex_future_new_take_boxed (MW_TYPE_TOKEN_OUTCOME, outcome);
}

/**
 * mw_connection_revoke:
 * @self: a connection
 *
 * Stops its readings and ends the sign-in on the system's side, which is asked for at most ten seconds. When
 * it is not valid any more, it is removed here too, with a kept password: the connection waits for somebody
 * to sign in again. Otherwise it stays, so that it can be tried again.
 *
 * Returns: (transfer full): resolves to a #MwTokenOutcome; rejects when the keyring fails, or with
 * %G_IO_ERROR_CANCELLED
 */
DexFuture *
mw_connection_revoke (MwConnection *self)
{
  return mw_main_fiber_spawn (revoke_fiber, g_object_ref (self), g_object_unref);
}

static MwTokenOutcome *
describe_rotation (MwConnection *self, const MwRotation *rotation)
{
  MwLink *link = mw_connection_get_link (self);
  const MwTokenFacts facts = {
    .system = link->system,
    .sign_in = link->sign_in,
    .task = MW_TOKEN_TASK_ROTATE,
    .changed = rotation->changed,
    .valid_until = rotation->old_until,
  };
  MwTokenEnd end = rotation->problem != NULL ? mw_token_end_find (rotation->problem)
                   : rotation->ended         ? MW_TOKEN_END_DONE
                                             : MW_TOKEN_END_NOTHING;

  return mw_token_outcome_new (&facts, end, rotation->problem, g_get_real_time ());
}

static DexFuture *
rotate_fiber (MwMainFiber *fiber, gpointer data)
{
  MwConnection *self = data;
  MwLink *link = mw_connection_get_link (self);
  g_autoptr (MwRotation) rotation = NULL;
  g_autoptr (GError) error = NULL;

  rotation = dex_await_boxed (mw_main_until (mw_link_rotate (link), fiber), &error);
  if (rotation == NULL && !is_about_system (error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (rotation == NULL)
    return dex_future_new_take_boxed (
      MW_TYPE_TOKEN_OUTCOME,
      mw_token_change_describe (self, MW_TOKEN_TASK_ROTATE, FALSE, mw_token_end_find (error), error));
  /* The keyring may have been closed at that moment. */
  if (rotation->changed && !dex_await (mw_link_store (link), &error))
    g_debug ("The new token could not be stored: %s", error->message);
  if (!rotation->changed)
    mw_connection_take_health (self, rotation->problem);
  return dex_future_new_take_boxed (MW_TYPE_TOKEN_OUTCOME, describe_rotation (self, rotation));
}

/**
 * mw_connection_rotate:
 * @self: a connection
 *
 * Gets a new token or key with the one that there is, stores it, uses it once, and only then ends the old one
 * on the system's side. Dropping the future stops the waiting, not the change: what the system has given is
 * kept.
 *
 * Returns: (transfer full): resolves to a #MwTokenOutcome; rejects when the keyring fails, or with
 * %G_IO_ERROR_CANCELLED
 */
DexFuture *
mw_connection_rotate (MwConnection *self)
{
  return mw_main_fiber_spawn (rotate_fiber, g_object_ref (self), g_object_unref);
}
