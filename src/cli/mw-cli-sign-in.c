/* mw-cli-sign-in.c: millwright sign-in, and what a command needs to sign in by itself
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-auth-prompt.h"
#include "mw-cli-form.h"
#include "mw-connection-token.h"

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
 * @error: what went wrong
 *
 * Finds the connection that the first argument names. Where the command line names secrets, it is signed in
 * with them for as long as the command runs; nothing is stored, and what is stored is not looked at.
 *
 * Returns: (transfer none) (nullable): the connection
 */
MwConnection *
mw_cli_open_connection (MwCliCall *call, GError **error)
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
  return mw_cli_await (call, mw_connection_sign_in_for_now (connection, input, prompt), error) ? connection
                                                                                               : NULL;
}

/**
 * mw_cli_sign_in:
 * @call: the call
 * @error: what went wrong
 *
 * Signs in again with a new password or key; connection and settings are kept.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_sign_in (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwSecrets) input = connection != NULL ? dup_input (call, connection, error) : NULL;
  g_autoptr (MwAuthPrompt) prompt = mw_auth_prompt_new ();

  if (input == NULL)
    return FALSE;
  mw_cli_auth_prompt_follow (prompt);
  if (!mw_cli_await (call, mw_connection_sign_in_again (connection, input, prompt), error))
    return FALSE;
  mw_cli_say (_ ("Signed in to “%s” again.\n"), mw_connection_get_label (connection));
  return TRUE;
}
