/* mw-cli-lists.c: millwright systems, millwright connections
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-catalog-search.h"
#include "mw-cli-command.h"
#include "mw-cli-table.h"
#include "mw-connection-token.h"
#include "mw-connection-transfer.h"
#include "mw-now.h"
#include "mw-sandbox.h"
#include "mw-token-life.h"

static void
add (MwCliTable *table, const char *text)
{
  mw_cli_table_add_cell (table, text, text != NULL ? strlen (text) : 0);
}

static char *
dup_systems_text (GPtrArray *systems)
{
  g_autoptr (MwCliTable) table = mw_cli_table_new (4);

  mw_cli_table_set_header (table, 0, _ ("System"), FALSE);
  mw_cli_table_set_header (table, 1, _ ("Name"), FALSE);
  mw_cli_table_set_header (table, 2, _ ("Kind"), FALSE);
  mw_cli_table_set_header (table, 3, _ ("Sign-ins"), FALSE);
  for (guint i = 0; i < systems->len; i++)
    {
      MwSystem *system = systems->pdata[i];
      g_autofree char *category = mw_categories_dup_title (mw_system_get_categories (system));
      guint n_sign_ins = 0;
      const MwSignIn *sign_ins = mw_system_get_sign_ins (system, &n_sign_ins);
      g_autoptr (GString) names = g_string_new (NULL);
      g_autofree char *name = mw_system_get_user_file (system) == NULL
                                ? g_strdup (mw_system_get_name (system))
                                : g_strdup_printf (_ ("%s (not checked by us)"), mw_system_get_name (system));

      for (guint j = 0; j < n_sign_ins; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", sign_ins[j].id);
      add (table, mw_system_get_id (system));
      add (table, name);
      add (table, category);
      add (table, names->str);
    }
  return mw_cli_table_dup_text (table);
}

static char *
dup_others_text (MwCatalog *catalog, GPtrArray *others)
{
  g_autoptr (MwCliTable) table = mw_cli_table_new (3);
  g_autofree char *text = NULL;

  mw_cli_table_set_header (table, 0, _ ("Name"), FALSE);
  mw_cli_table_set_header (table, 1, _ ("Kind"), FALSE);
  mw_cli_table_set_header (table, 2, _ ("Possible through"), FALSE);
  for (guint i = 0; i < others->len; i++)
    {
      const MwOtherSystem *other = others->pdata[i];
      g_autofree char *category = mw_categories_dup_title ((const char *const *) other->categories);
      g_autoptr (GPtrArray) ways = mw_catalog_dup_ways (catalog, other);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < ways->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", mw_system_get_id (ways->pdata[j]));
      add (table, other->name);
      add (table, category);
      add (table, names->str);
    }
  text = mw_cli_table_dup_text (table);
  return g_strdup_printf ("%s\n%s", _ ("Not built in; possible through OData, REST or Makini:"), text);
}

/**
 * mw_cli_systems:
 * @call: the call
 * @error: what went wrong
 *
 * Lists the systems that there is a file for, best match first; then the products that there is none for. Of
 * one named by its id: what it needs and gives. With “allow FILE” or --lint: a file of the user's.
 *
 * Returns: whether it was done; %FALSE without @error when no system matches
 */
gboolean
mw_cli_systems (MwCliCall *call, GError **error)
{
  const char *query = mw_cli_arguments_get (call->arguments, 0);
  MwCatalog *catalog = mw_engine_get_catalog (call->engine);
  MwSystem *system = query != NULL ? mw_catalog_find (catalog, query) : NULL;
  g_autoptr (MwCatalogSearch) found = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (mw_cli_arguments_has (call->arguments, "lint") && query != NULL)
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("“%s” is one argument too many."), query);
      return FALSE;
    }
  if (mw_cli_arguments_has (call->arguments, "lint"))
    return mw_cli_lint_file (call, mw_cli_arguments_get_value (call->arguments, "lint"), error);
  if (mw_cli_arguments_has (call->arguments, "pages"))
    {
      g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("--pages is for --lint FILE."));
      return FALSE;
    }
  if (mw_cli_arguments_get (call->arguments, 1) != NULL)
    {
      if (g_str_equal (query, "allow"))
        return mw_cli_allow_file (call, mw_cli_arguments_get (call->arguments, 1), error);
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("“%s” is one argument too many."),
                   mw_cli_arguments_get (call->arguments, 1));
      return FALSE;
    }
  if (mw_cli_arguments_has (call->arguments, "for-administrator"))
    return mw_cli_print_admin_sheet (call, system, error);
  if (system != NULL)
    return mw_cli_print_system (call, system, error);
  found = mw_catalog_search (catalog, query);
  if (found->systems->len == 0)
    mw_cli_say (_ ("There is no system that matches “%s” yet.\n"), query != NULL ? query : "");
  else if (found->similar)
    mw_cli_say (_ ("Nothing is called “%s”; this is similar:\n"), query);
  if (found->systems->len > 0)
    {
      g_autofree char *systems = dup_systems_text (found->systems);

      g_string_append (text, systems);
    }
  if (found->others->len > 0)
    {
      g_autofree char *others = dup_others_text (catalog, found->others);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", others);
    }
  if (text->len > 0 && !mw_cli_print (call, g_string_free_and_steal (g_steal_pointer (&text)), error))
    return FALSE;
  return found->systems->len > 0;
}

/* Whose sign-in ends soon and does not renew itself. */
static void
tell_short_lives (GListModel *connections)
{
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      g_autofree char *warning = NULL;
      MwTokenLife life = { 0 };

      if (mw_connection_get_token_life (connection, &life))
        warning = mw_token_life_dup_warning (&life, mw_now ());
      if (warning != NULL)
        /* Translators: name of a connection, then a sentence about its sign-in, then how Millwright is
         * called, then the id of the connection */
        mw_cli_say (_ ("“%s”: %s %s sign-in %s\n"), mw_connection_get_label (connection), warning,
                    mw_sandbox_get_command (), mw_connection_get_id (connection));
    }
}

static gboolean
export_connections (MwCliCall *call, const char *path, GError **error)
{
  const guint n = g_list_model_get_n_items (mw_engine_get_connections (call->engine));

  if (!mw_cli_check_output (path, error) ||
      !mw_cli_await (
        call,
        mw_connection_transfer_export (call->engine, path, mw_cli_arguments_has (call->arguments, "force")),
        error))
    return FALSE;
  mw_cli_say (g_dngettext (GETTEXT_PACKAGE, "%u connection was written to %s, without what is secret.\n",
                           "%u connections were written to %s, without what is secret.\n", n),
              n, path);
  return TRUE;
}

static gboolean
import_connections (MwCliCall *call, const char *path, GError **error)
{
  g_auto (GStrv) sentences = NULL;

  if (!mw_cli_check_input (path, error))
    return FALSE;
  sentences = dex_await_boxed (
    mw_main_until (mw_connection_transfer_import (call->engine, path), call->fiber), error);
  for (guint i = 0; sentences != NULL && sentences[i] != NULL; i++)
    mw_cli_say ("%s\n", sentences[i]);
  if (sentences != NULL && sentences[0] == NULL)
    mw_cli_say ("%s\n", _ ("There are no connections in this file."));
  return sentences != NULL;
}

static gboolean
begin_keyring (MwCliCall *call, GError **error)
{
  g_autofree char *name = dex_await_string (
    mw_main_until (mw_secret_store_set_aside (mw_secret_stores_get_lasting ()), call->fiber), error);

  if (name == NULL)
    return FALSE;
  if (*name == '\0')
    mw_cli_say ("%s\n", _ ("The keyring is not damaged; nothing was changed."));
  else
    mw_cli_say (_ ("The damaged keyring is kept as %s. Now sign in again: %s sign-in CONNECTION\n"), name,
                mw_sandbox_get_command ());
  return TRUE;
}

/**
 * mw_cli_connections:
 * @call: the call
 * @error: what went wrong
 *
 * Lists the connections of this user, oldest first; or writes them to a file, or takes over those of one.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_connections (MwCliCall *call, GError **error)
{
  GListModel *connections = mw_engine_get_connections (call->engine);
  const char *titles[] = { _ ("Id"),   _ ("Name"),  _ ("System"),     _ ("Address"),
                           _ ("User"), _ ("Token"), _ ("Environment") };
  g_autoptr (MwCliTable) table = mw_cli_table_new (G_N_ELEMENTS (titles));
  const char *to = mw_cli_arguments_get_value (call->arguments, "export");
  const char *from = mw_cli_arguments_get_value (call->arguments, "import");

  if (to != NULL && from != NULL)
    {
      g_set_error_literal (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("Either --export or --import."));
      return FALSE;
    }
  if (mw_cli_arguments_has (call->arguments, "new-keyring"))
    return begin_keyring (call, error);
  if (to != NULL)
    return export_connections (call, to, error);
  if (from != NULL)
    return import_connections (call, from, error);
  if (g_list_model_get_n_items (connections) == 0)
    {
      mw_cli_say (_ ("There are no connections yet. Try: %s connect demo\n"), mw_sandbox_get_command ());
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    mw_cli_table_set_header (table, i, titles[i], FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);
      g_autofree char *address = mw_connection_get_is_plain (connection)
                                   ? g_strdup_printf (_ ("%s (not encrypted)"),
                                                      mw_connection_get_address (connection))
                                   : g_strdup (mw_connection_get_address (connection));

      add (table, mw_connection_get_id (connection));
      add (table, mw_connection_get_label (connection));
      add (table, mw_system_get_id (mw_connection_get_system (connection)));
      add (table, address);
      add (table, mw_connection_get_user (connection));
      add (table, mw_connection_get_token_title (connection));
      add (table, mw_environment_get_title (mw_connection_get_environment (connection)));
    }
  if (!mw_cli_print (call, mw_cli_table_dup_text (table), error))
    return FALSE;
  tell_short_lives (connections);
  return TRUE;
}
