/* mw-cli-choose.c: millwright choose: which companies, sites … of a system are read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-choose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-table.h"

static void
add (MwCliTable *table, const char *text)
{
  mw_cli_table_add_cell (table, text, text != NULL ? strlen (text) : 0);
}

static void
add_rows (MwCliTable *table, const MwChoice *choice, MwChosen *rows, MwChosen *chosen)
{
  gboolean all = chosen != NULL && mw_chosen_is_all (chosen, choice->id);

  for (guint i = 0; i < mw_chosen_get_n_values (rows, choice->id); i++)
    {
      const MwChosenValue *value = mw_chosen_get_value (rows, choice->id, i);
      g_autofree char *name = g_strdup_printf ("%s=%s", choice->id, value->value);
      gboolean is_chosen = all || (chosen != NULL &&
                                   mw_chosen_find_value (chosen, choice->id, value->value) != NULL);

      add (table, is_chosen ? "*" : "");
      add (table, name);
      add (table, value->label);
      add (table, value->code);
      add (table, value->currency);
    }
  if (choice->all)
    {
      g_autofree char *name = g_strdup_printf ("%s=%s", choice->id, MW_CHOOSING_ALL);

      add (table, all ? "*" : "");
      add (table, name);
      add (table, _ ("All"));
      add (table, NULL);
      add (table, NULL);
    }
}

static MwCliTable *
new_table (void)
{
  MwCliTable *table = mw_cli_table_new (5);

  mw_cli_table_set_header (table, 0, "", FALSE);
  mw_cli_table_set_header (table, 1, _ ("Choice"), FALSE);
  mw_cli_table_set_header (table, 2, _ ("Name"), FALSE);
  mw_cli_table_set_header (table, 3, _ ("Code"), FALSE);
  mw_cli_table_set_header (table, 4, _ ("Currency"), FALSE);
  return table;
}

/**
 * mw_cli_choose_at_connect:
 * @choice: what is to be chosen
 * @rows: what there is
 * @data: unused
 *
 * A #MwChooseFunc that cannot ask: it says what can be chosen.
 *
 * Returns: (transfer full): rejects with %MW_CLI_ERROR_USAGE
 */
DexFuture *
mw_cli_choose_at_connect (const MwChoice *choice, MwChosen *rows, gpointer data)
{
  g_autoptr (MwCliTable) table = new_table ();
  g_autofree char *text = NULL;

  add_rows (table, choice, rows, NULL);
  text = mw_cli_table_dup_text (table);
  return dex_future_new_reject (MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
                                choice->several ? _ ("Choose with --choose, which may be repeated:\n%s")
                                                : _ ("Choose with --choose:\n%s"),
                                text);
}

/* "company=DE01": the choice, and what is behind it. */
static const MwChoice *
find_choice (GPtrArray *choices, const char *pair, const char **value, GError **error)
{
  gsize length = strcspn (pair, "=");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];

      if (strlen (choice->id) == length && strncmp (choice->id, pair, length) == 0 && pair[length] == '=' &&
          pair[length + 1] != '\0')
        {
          *value = pair + length + 1;
          return choice;
        }
      g_string_append_printf (names, "%s%s=…", i > 0 ? ", " : "", choice->id);
    }
  if (choices->len == 0)
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, "%s", _ ("There is nothing to choose here."));
  else
    g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("“%s” is none of: %s"), pair, names->str);
  return NULL;
}

/**
 * mw_cli_set_choices:
 * @call: a call of connect
 * @draft: gets what --choose says
 * @error: %MW_CLI_ERROR_USAGE
 *
 * Returns: whether every one of them is a choice of the system
 */
gboolean
mw_cli_set_choices (MwCliCall *call, MwDraft *draft, GError **error)
{
  char **pairs = mw_cli_arguments_get_values (call->arguments, "choose");
  MwSystem *system = mw_draft_get_system (draft);
  const MwVariant *variant = mw_system_find_variant (system, mw_draft_get_sign_in (draft)->id);
  g_autoptr (GPtrArray) choices = mw_system_dup_choices (system, variant);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *value;
      const MwChoice *choice = find_choice (choices, pairs[i], &value, error);

      if (choice == NULL)
        return FALSE;
      mw_draft_add_choice (draft, choice->id, value);
    }
  return TRUE;
}

static gboolean
list_choices (MwCliCall *call, MwConnection *connection, GPtrArray *choices, GError **error)
{
  g_autoptr (MwCliTable) table = new_table ();

  for (guint i = 0; i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      g_autoptr (GError) reason = NULL;
      g_autoptr (MwChosen) rows = dex_await_boxed (
        mw_main_until (mw_connection_list_choice (connection, choice), call->fiber), &reason);

      if (rows == NULL && mw_choosing_is_hidden (choice, reason))
        continue;
      if (rows == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      add_rows (table, choice, rows, mw_connection_get_chosen (connection));
    }
  return mw_cli_print (call, mw_cli_table_dup_text (table), error);
}

/* What is said about one choice is chosen together. */
static gboolean
make_choice (MwCliCall *call,
             MwConnection *connection,
             GPtrArray *choices,
             const MwChoice *choice,
             GError **error)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;

  for (guint i = 1; mw_cli_arguments_get (call->arguments, i) != NULL; i++)
    {
      const char *value;
      const MwChoice *named = find_choice (choices, mw_cli_arguments_get (call->arguments, i), &value, error);

      if (named == NULL)
        return FALSE;
      if (named == choice)
        g_strv_builder_add (values, value);
    }
  wanted = g_strv_builder_end (values);
  return wanted[0] == NULL ||
         mw_cli_await (call, mw_connection_choose (connection, choice, (const char *const *) wanted), error);
}

/**
 * mw_cli_choose:
 * @call: the call
 * @error: what went wrong
 *
 * Lists what can be chosen after signing in, or chooses.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_choose (MwCliCall *call, GError **error)
{
  MwConnection *connection = mw_cli_open_connection (call, FALSE, error);
  g_autoptr (GPtrArray) choices = connection != NULL ? mw_connection_dup_choices (connection) : NULL;
  g_autofree char *title = NULL;

  if (choices == NULL)
    return FALSE;
  if (mw_cli_arguments_get (call->arguments, 1) == NULL)
    return list_choices (call, connection, choices, error);
  for (guint i = 0; i < MAX (choices->len, 1); i++)
    if (!make_choice (call, connection, choices, choices->len > 0 ? choices->pdata[i] : NULL, error))
      return FALSE;
  title = mw_connection_dup_chosen_title (connection);
  mw_cli_say (_ ("From now on “%s” reads: %s\n"), mw_connection_get_label (connection),
              title != NULL ? title : _ ("All"));
  return TRUE;
}
