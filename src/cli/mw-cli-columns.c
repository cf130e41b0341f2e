/* mw-cli-columns.c: millwright columns: fields of the records as columns of the user's own
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-command.h"
#include "mw-cli-table.h"

static void
add (MwCliTable *table, const char *text)
{
  mw_cli_table_add_cell (table, text, strlen (text));
}

/* What cannot be shown is said. */
static gboolean
list (MwCliCall *call, MwConnection *connection, MwEntity *entity, GError **error)
{
  MwCustomFields *fields = mw_connection_get_custom_fields (connection);
  g_auto (GStrv) problems = mw_connection_dup_custom_problems (connection, entity);
  g_autoptr (MwCliTable) table = mw_cli_table_new (2);
  const MwCustomField *field;

  mw_cli_table_set_header (table, 0, _ ("Column"), FALSE);
  mw_cli_table_set_header (table, 1, _ ("Path"), FALSE);
  for (guint i = 0; (field = mw_custom_fields_get (fields, mw_entity_get_id (entity), i)) != NULL; i++)
    {
      add (table, field->title);
      add (table, field->text);
    }
  for (guint i = 0; problems[i] != NULL; i++)
    mw_cli_say ("%s\n", problems[i]);
  if (mw_custom_fields_get_n (fields, mw_entity_get_id (entity)) == 0)
    {
      mw_cli_say ("%s\n", _ ("There are none."));
      return TRUE;
    }
  return mw_cli_print (call, mw_cli_table_dup_text (table), error);
}

/* NULL: that is no command. */
static DexFuture *
begin (MwConnection *connection, MwEntity *entity, const char *verb, const char *path, const char *title)
{
  if (path == NULL)
    return NULL;
  if (g_str_equal (verb, "add"))
    return mw_connection_add_custom_field (connection, entity, path, title);
  if (g_str_equal (verb, "rename") && title != NULL)
    return mw_connection_rename_custom_field (connection, entity, path, title);
  if (g_str_equal (verb, "remove") && title == NULL)
    return mw_connection_remove_custom_field (connection, entity, path);
  return NULL;
}

/**
 * mw_cli_columns:
 * @call: the call
 * @error: what went wrong
 *
 * Lists columns of the user's own, adds, renames or removes one. Nothing is asked of the system.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_columns (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_find_connection (call, error);
  g_autoptr (MwEntity) entity = connection != NULL ? mw_cli_find_entity (call, connection, error) : NULL;
  const char *verb = mw_cli_arguments_get (call->arguments, 2);
  const char *path = mw_cli_arguments_get (call->arguments, 3);
  const char *title = mw_cli_arguments_get (call->arguments, 4);
  g_autoptr (GError) reason = NULL;
  DexFuture *future;

  if (entity == NULL)
    return FALSE;
  if (verb == NULL)
    return list (call, connection, entity, error);
  future = begin (connection, entity, verb, path, title);
  if (future == NULL)
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s",
                   _ ("Say “add” and the path of a field; “rename”, the path of one of your columns and its "
                      "new title; or “remove” and its path."));
      return FALSE;
    }
  if (mw_cli_await (call, future, &reason))
    return TRUE;
  /* The reason stands in what was typed, or a sentence says what to do. */
  if (reason->domain == MW_CUSTOM_ERROR)
    g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
