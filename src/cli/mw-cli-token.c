/* mw-cli-token.c: millwright rotate, revoke, disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "mw-cli-command.h"
#include "mw-sandbox.h"
#include "mw-token-change.h"

/* Our own sentences, whole: a password may be one of their words. */
static void
tell_outcome (const MwTokenOutcome *outcome)
{
  fprintf (stderr, "%s\n", outcome->sentence);
  if (outcome->todo != NULL)
    fprintf (stderr, "%s\n", outcome->todo);
  if (outcome->page != NULL)
    fprintf (stderr, "%s\n", outcome->page);
  if (outcome->details != NULL)
    mw_cli_say ("(%s)\n", outcome->details);
  fflush (stderr);
}

/* Awaits @future, which is taken. */
static MwTokenOutcome *
await_outcome (MwCliCall *call, DexFuture *future, GError **error)
{
  return dex_await_boxed (mw_main_until (future, call->fiber), error);
}

/**
 * mw_cli_rotate:
 * @call: the call
 * @error: what went wrong
 *
 * Gets a new token or key for the one that is stored.
 *
 * Returns: whether there is a new one, and the old one is ended as far as the system offers that
 */
gboolean
mw_cli_rotate (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwTokenOutcome) outcome = NULL;

  if (connection == NULL)
    return FALSE;
  outcome = await_outcome (call, mw_connection_rotate (connection), error);
  if (outcome == NULL)
    return FALSE;
  tell_outcome (outcome);
  return outcome->changed && !mw_token_end_is_open (outcome->end);
}

/**
 * mw_cli_revoke:
 * @call: the call
 * @error: what went wrong
 *
 * Has the system end the sign-in, and removes it here.
 *
 * Returns: whether it is not valid any more
 */
gboolean
mw_cli_revoke (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwTokenOutcome) outcome = NULL;

  if (connection == NULL)
    return FALSE;
  outcome = await_outcome (call, mw_connection_revoke (connection), error);
  if (outcome == NULL)
    return FALSE;
  tell_outcome (outcome);
  if (outcome->changed)
    mw_cli_say (_ ("It is removed here too. Sign in again with: %s sign-in %s\n"), mw_sandbox_get_command (),
                mw_connection_get_id (connection));
  return outcome->changed;
}

/**
 * mw_cli_disconnect:
 * @call: the call
 * @error: what went wrong
 *
 * Ends the sign-in on the system's side as far as that goes, and removes token and connection.
 *
 * Returns: whether they are removed
 */
gboolean
mw_cli_disconnect (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwTokenOutcome) outcome = NULL;
  g_autofree char *label = NULL;

  if (connection == NULL)
    return FALSE;
  label = g_strdup (mw_connection_get_label (connection));
  outcome = await_outcome (call, mw_engine_disconnect (call->engine, connection), error);
  if (outcome == NULL)
    return FALSE;
  mw_cli_say (_ ("“%s” is disconnected; its token is removed.\n"), label);
  tell_outcome (outcome);
  return TRUE;
}
