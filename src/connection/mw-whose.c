/* mw-whose.c: whose records they are, and which of them: what a number of records is never without
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-whose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-text.h"

#define MAX_NAME_CHARS 160
#define MAX_FILE_CHARS 40 /* of each part: a file name has 255 bytes */

/* Names come from the system, and may be of any length. */
static void
take_name (GPtrArray *parts, char *name, gsize max_chars)
{
  g_autofree char *taken = name;

  if (taken != NULL && *taken != '\0')
    g_ptr_array_add (parts, mw_text_for_cell (taken, strlen (taken), max_chars));
}

static char *
join (GPtrArray *parts, const char *separator)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (separator, (char **) parts->pdata);
}

/**
 * mw_whose_dup_line:
 * @connection: where the records are
 * @entity: which records
 *
 * Returns: (transfer full): connection, address, what was chosen, scope and user
 */
char *
mw_whose_dup_line (MwConnection *connection, MwEntity *entity)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const MwScope scope = mw_connection_get_scope (connection, entity);
  const char *label = mw_connection_get_label (connection);
  const char *address = mw_connection_get_address (connection);
  const char *through = mw_system_get_through (mw_connection_get_system (connection));

  take_name (parts, mw_connection_dup_name (connection), MAX_NAME_CHARS);
  if (strstr (label, address) == NULL)
    take_name (parts, g_strdup (address), MAX_NAME_CHARS);
  if (through != NULL)
    take_name (parts, g_strdup_printf (_ ("through %s"), through), MAX_NAME_CHARS);
  take_name (parts, mw_connection_dup_chosen_title (connection), MAX_NAME_CHARS);
  take_name (parts, mw_scope_dup_title (&scope), MAX_NAME_CHARS);
  take_name (parts, g_strdup (mw_connection_get_user (connection)), MAX_NAME_CHARS);
  return join (parts, " · ");
}

/**
 * mw_whose_dup_file_name:
 * @connection: where the records are
 * @entity: which records
 * @title: what they are: "Purchase orders"
 *
 * Returns: (transfer full): connection, what was chosen, @title and scope, without what file systems do not
 * take
 */
char *
mw_whose_dup_file_name (MwConnection *connection, MwEntity *entity, const char *title)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const MwScope scope = mw_connection_get_scope (connection, entity);

  take_name (parts, mw_connection_dup_name (connection), MAX_FILE_CHARS);
  take_name (parts, mw_connection_dup_chosen_title (connection), MAX_FILE_CHARS);
  take_name (parts, g_strdup (title), MAX_FILE_CHARS);
  take_name (parts, mw_scope_dup_title (&scope), MAX_FILE_CHARS);
  return g_strdelimit (join (parts, " "), "/\\:*?\"<>|\n\r\t", '-');
}
