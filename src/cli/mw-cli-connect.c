/* mw-cli-connect.c: millwright connect, check
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-cli-climb.h"
#include "mw-cli-form.h"
#include "mw-cli-steps.h"
#include "mw-now.h"
#include "mw-sandbox.h"
#include "mw-token-life.h"
#include "mw-user-systems.h"

/* A file that is named must have been allowed; it is put where such files lie. */
static MwSystem *
take_file (MwCliCall *call, const char *path, GError **error)
{
  g_autoptr (MwSystem) system = mw_cli_read_system (call, path, error);

  if (system == NULL)
    return NULL;
  if (!mw_system_is_allowed (system))
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
                   _ ("Nobody has allowed this file as it is. Look at it with: %s systems allow %s"),
                   mw_sandbox_get_command (), path);
      return NULL;
    }
  if (!mw_cli_await (call, mw_user_systems_allow (call->engine, system, FALSE), error))
    return NULL;
  return mw_catalog_find (mw_engine_get_catalog (call->engine), mw_system_get_id (system));
}

static MwSystem *
find_system (MwCliCall *call, GError **error)
{
  const char *path = mw_cli_arguments_get_value (call->arguments, "system");
  const char *name = mw_cli_arguments_get (call->arguments, 0);
  MwSystem *system;

  if ((path != NULL) == (name != NULL))
    {
      g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
                           _ ("Name a system, or a file with --system."));
      return NULL;
    }
  system = path != NULL ? take_file (call, path, error) : mw_cli_find_system (call, error);
  if (system == NULL || !mw_system_is_general (system))
    return system;
  g_set_error (
    error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
    _ ("%s is a general interface: which list is which has to be found out first, with: %s discover %s "
       "--url ADDRESS"),
    mw_system_get_name (system), mw_sandbox_get_command (), mw_system_get_id (system));
  return NULL;
}

/* The name of the option is what stands in the connection's file. */
static gboolean
check_environment (MwCliCall *call, GError **error)
{
  const char *text = mw_cli_arguments_get_value (call->arguments, "environment");

  if (text == NULL || g_str_equal (text, mw_environment_to_text (mw_environment_parse (text))))
    return TRUE;
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("--environment is %s or %s, not “%s”."),
               mw_environment_to_text (MW_ENVIRONMENT_PRODUCTION),
               mw_environment_to_text (MW_ENVIRONMENT_TEST), text);
  return FALSE;
}

static gboolean
set_environment (MwCliCall *call, MwConnection *connection, GError **error)
{
  const char *text = mw_cli_arguments_get_value (call->arguments, "environment");

  if (text == NULL)
    return TRUE;
  mw_connection_describe (connection, mw_connection_get_label (connection), mw_environment_parse (text),
                          mw_connection_get_colour (connection));
  return mw_cli_await (call, mw_connection_save (connection), error);
}

/**
 * mw_cli_connect:
 * @call: the call
 * @error: what went wrong
 *
 * Connects a system: steps on standard error, the id of the new connection on standard output.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_connect (MwCliCall *call, GError **error)
{
  MwSystem *system = check_environment (call, error) ? find_system (call, error) : NULL;
  g_autoptr (MwDraft) draft = system != NULL ? mw_cli_new_draft (call, system, error) : NULL;
  g_autoptr (MwConnection) connection = NULL;

  if (draft == NULL)
    return FALSE;
  connection = mw_cli_climb (call, draft, NULL, error);
  if (connection == NULL || !set_environment (call, connection, error))
    return FALSE;
  mw_cli_say (_ ("Connected as “%s”.\n"), mw_connection_get_label (connection));
  return mw_cli_print (call, g_strconcat (mw_connection_get_id (connection), "\n", NULL), error);
}

static gboolean
is_about_certificate (const GError *error)
{
  return g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS) ||
         g_error_matches (error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_CERTIFICATE_CHANGED);
}

static gboolean
check_once (MwCliCall *call, MwConnection *connection, GError **error)
{
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);

  mw_cli_steps_follow (G_LIST_MODEL (steps), stdout);
  return mw_cli_await (call, mw_connection_check (connection, steps), error);
}

static void
tell_token_life (MwConnection *connection)
{
  gint64 now = mw_now ();
  MwTokenLife life = { 0 };
  g_autofree char *words = NULL;

  if (!mw_connection_get_token_life (connection, &life))
    return;
  words = mw_token_life_describe (&life, now);
  /* Translators: %s says how long it is valid */
  printf (_ ("Token: %s\n"), words);
  if (mw_token_life_is_short (&life, now))
    mw_cli_say (_ ("The sign-in does not renew itself. Sign in again in time: %s sign-in %s\n"),
                mw_sandbox_get_command (), mw_connection_get_id (connection));
}

/**
 * mw_cli_check:
 * @call: the call
 * @error: what went wrong
 *
 * Runs the steps of the ladder for a connection; they are told on standard output. Once again when the user
 * trusts another certificate than before.
 *
 * Returns: whether nothing stopped it
 */
gboolean
mw_cli_check (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_open_connection (call, TRUE, error);
  g_autoptr (MwCertificate) certificate = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  if (connection == NULL)
    return FALSE;
  ok = check_once (call, connection, &local_error);
  if (is_about_certificate (local_error))
    certificate = mw_connection_dup_certificate (connection);
  if (mw_cli_trusts (call, certificate))
    {
      g_clear_error (&local_error);
      ok = mw_cli_await (call, mw_connection_trust (connection, certificate), &local_error) &&
           check_once (call, connection, &local_error);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  tell_token_life (connection);
  printf ("%s\n", mw_health_get_title (mw_connection_get_health (connection)));
  fflush (stdout);
  return ok;
}
