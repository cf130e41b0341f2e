/* mw-cli-sign-in.c: millwright sign-in, and what a command needs to sign in by itself
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-auth-prompt.h"
#include "mw-cli-form.h"
#include "mw-cli-steps.h"
#include "mw-connection-token.h"
#include "mw-reconnect.h"
#include "mw-refused-input.h"

/* The secrets that come from outside, and the answers to questions about the others. */
static MwSecrets *
dup_input (MwCliCall *call, MwConnection *connection, GError **error)
{
  g_autoptr (MwDraft) draft = mw_draft_new (mw_connection_get_system (connection));
  guint n_fields = 0;
  const MwFormField *fields = mw_system_get_form (mw_connection_get_system (connection), &n_fields);

  mw_draft_set_sign_in (draft, mw_connection_get_sign_in (connection));
  if (!mw_cli_outside_fill (call->outside, draft, error))
    return NULL;
  for (guint i = 0; i < n_fields; i++)
    if (mw_connection_asks_again (connection, &fields[i]) && !mw_draft_has_value (draft, fields[i].id))
      {
        g_autofree char *value = mw_cli_ask_field (call, &fields[i], error);

        if (value == NULL)
          return NULL;
        mw_draft_set_value (draft, fields[i].id, value);
        memset (value, 0, strlen (value));
      }
  return mw_draft_dup_secrets (draft);
}

/**
 * mw_cli_open_connection:
 * @call: the call
 * @by_person: whether the command is one that a person starts
 * @error: what went wrong
 *
 * Finds the connection that the first argument names. Where the command line names secrets, it is signed in
 * with them for as long as the command runs; nothing is stored, and what is stored is not looked at.
 *
 * Returns: (transfer none) (nullable): the connection
 */
MwConnection *
mw_cli_open_connection (MwCliCall *call, gboolean by_person, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwAuthPrompt) prompt = NULL;
  g_autoptr (MwSecrets) input = NULL;

  if (connection == NULL || !mw_cli_outside_is_given (call->outside))
    return connection;
  input = dup_input (call, connection, error);
  if (input == NULL)
    return NULL;
  prompt = mw_auth_prompt_new ();
  mw_cli_auth_prompt_follow (prompt);
  return mw_cli_await (call, mw_connection_sign_in_for_now (connection, input, by_person, prompt), error)
           ? connection
           : NULL;
}

/* Another company only with the user's word for it; less than before is told. */
static gboolean
decide (MwCliCall *call, MwReconnect *reconnect, GError **error)
{
  const MwDifference *difference = mw_reconnect_get_difference (reconnect);
  g_autofree char *text = mw_difference_dup_text (difference);

  if (mw_difference_is_other_company (difference) && !mw_cli_arguments_has (call->arguments, "other-company"))
    {
      mw_reconnect_give_up (reconnect);
      mw_cli_say ("%s\n", _ ("To go on all the same: --other-company"));
      g_set_error (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_OTHER_COMPANY, "%s", text);
      return FALSE;
    }
  mw_cli_say ("%s\n", text);
  return mw_cli_await (call, mw_reconnect_accept (reconnect), error);
}

/**
 * mw_cli_sign_in:
 * @call: the call
 * @error: what went wrong
 *
 * Signs in again with a new password or key; connection and settings are kept. The steps are told on standard
 * error. A connection without a token has one from then on.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_sign_in (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwReconnect) reconnect = NULL;
  g_autoptr (MwSecrets) input = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean done;

  if (connection == NULL)
    return FALSE;
  input = dup_input (call, connection, error);
  if (input == NULL)
    return FALSE;
  reconnect = mw_reconnect_new (call->engine, connection);
  mw_cli_auth_prompt_follow (mw_reconnect_get_prompt (reconnect));
  mw_cli_steps_follow (mw_reconnect_get_steps (reconnect), stderr);
  done = dex_await_boolean (mw_main_until (mw_reconnect_run (reconnect, input), call->fiber), &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (!done)
    done = decide (call, reconnect, error);
  if (done && !mw_connection_is_lasting (connection))
    done = mw_cli_await (call, mw_connection_keep (connection), error);
  if (done)
    mw_cli_await (call, mw_refused_input_set (mw_connection_get_id (connection), FALSE), NULL);
  if (done)
    mw_cli_say (_ ("Signed in to “%s” again.\n"), mw_connection_get_label (connection));
  return done;
}
