/* mw-cli-try.c: millwright systems --lint FILE --url ADDRESS: the first rows of each entity from a real
 * system
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice.h"
#include "mw-cli-climb.h"
#include "mw-cli-form.h"
#include "mw-cli-rows.h"

#define N_ROWS 3

static gboolean
print_rows (MwCliCall *call, MwConnection *connection, MwEntity *entity, GError **error)
{
  MwReading *reading;
  g_autoptr (MwGeneration) generation = NULL;
  guint n_rows;

  mw_connection_keep_nothing (connection);
  reading = mw_connection_read (connection, entity);
  if (!mw_cli_read_rows (call, reading, N_ROWS, error))
    return FALSE;
  generation = mw_table_dup_generation (mw_dataset_get_table (mw_reading_get_dataset (reading), entity));
  n_rows = MIN (mw_generation_get_n_rows (generation), N_ROWS);
  return mw_cli_print (
           call, g_strdup_printf ("\n%s (%s)\n", mw_entity_get_title (entity), mw_entity_get_id (entity)),
           error) &&
         mw_cli_await (call, mw_cli_rows_print (call->out, MW_CLI_FORMAT_TABLE, generation, NULL, n_rows),
                       error);
}

/* One entity that cannot be read does not hide the others. */
static gboolean
print_entities (MwCliCall *call, MwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < entities->len && !mw_main_fiber_is_dropped (call->fiber); i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (MwAdvice) advice = NULL;

      if (print_rows (call, connection, entities->pdata[i], &local_error))
        continue;
      advice = mw_advice_new (local_error, call->system, call->address);
      mw_cli_say ("%s: %s\n", mw_entity_get_id (entities->pdata[i]), advice->title);
      if (first == NULL)
        first = g_steal_pointer (&local_error);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/**
 * mw_cli_try_system:
 * @call: the call
 * @system: of a file of the user's
 * @error: what went wrong; of several entities, of the first
 *
 * Connects without keeping anything, prints the first rows of each entity, and logs out. A file that nobody
 * has allowed as it is sends nothing, here as elsewhere.
 *
 * Returns: whether every entity could be read
 */
gboolean
mw_cli_try_system (MwCliCall *call, MwSystem *system, GError **error)
{
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwConnection) connection = NULL;
  gboolean ok;

  /* Before a password is asked for. */
  if (!mw_system_is_allowed (system))
    {
      mw_cli_set_subject (call, system, NULL);
      g_set_error_literal (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_ALLOWED,
                           mw_system_get_user_file (system));
      return FALSE;
    }
  draft = mw_cli_new_draft (call, system, error);
  if (draft == NULL)
    return FALSE;
  mw_draft_set_store (draft, mw_secret_stores_get_session ());
  connection = mw_cli_climb (call, draft, NULL, error);
  if (connection == NULL)
    return FALSE;
  ok = print_entities (call, connection, error);
  /* The rows are what was asked for: a logout that fails takes nothing from them. */
  mw_cli_await (call, mw_engine_disconnect (call->engine, connection), NULL);
  return ok;
}
