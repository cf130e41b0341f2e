/* mw-cli-discover.c: millwright discover: which list of a general interface is which, as a system file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mw-cli-auth-prompt.h"
#include "mw-cli-climb.h"
#include "mw-cli-form.h"
#include "mw-cli-steps.h"
#include "mw-cli-table.h"
#include "mw-exploration.h"
#include "mw-sandbox.h"
#include "mw-user-systems.h"

static MwSystem *
find_system (MwCliCall *call, GError **error)
{
  MwSystem *system = mw_cli_find_system (call, error);

  if (system == NULL || mw_system_is_general (system))
    return system;
  g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("%s has a file of its own: %s connect %s"),
               mw_system_get_name (system), mw_sandbox_get_command (), mw_system_get_id (system));
  return NULL;
}

static void
set_lists (MwCliCall *call, MwDraft *draft)
{
  char **lists = mw_cli_arguments_get_values (call->arguments, "list");

  if (lists[0] != NULL &&
      mw_system_find_form_field (mw_draft_get_system (draft), MW_EXPLORATION_LISTS) != NULL)
    {
      g_autofree char *joined = g_strjoinv (",", lists);

      mw_draft_set_value (draft, MW_EXPLORATION_LISTS, joined);
    }
}

static MwExploration *
explore (MwCliCall *call, MwDraft *draft, GError **error)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autoptr (MwExploration) exploration = mw_exploration_new (call->engine, draft);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (MwCertificate) certificate = NULL;

      mw_cli_steps_follow (mw_exploration_get_steps (exploration), stderr);
      mw_cli_auth_prompt_follow (mw_exploration_get_prompt (exploration));
      mw_exploration_set_records (exploration, mw_cli_arguments_get_value (call->arguments, "records"));
      if (mw_cli_await (call, mw_exploration_run (exploration), &local_error))
        return g_steal_pointer (&exploration);
      if (attempt == 0 && g_error_matches (local_error, MW_TRANSPORT_ERROR, MW_TRANSPORT_ERROR_TLS))
        certificate = mw_exploration_dup_certificate (exploration);
      if (!mw_cli_trusts (call, certificate))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      mw_draft_set_certificate (draft, certificate);
    }
}

static void
remove_entity (GPtrArray *proposals, MwEntity *entity)
{
  for (guint i = proposals->len; i > 0; i--)
    if (((MwProposal *) proposals->pdata[i - 1])->entity == entity)
      g_ptr_array_remove_index (proposals, i - 1);
}

/* “--entity purchase_order=A_PurchaseOrder”; without a list it is left out. */
static gboolean
apply (MwCliCall *call, MwExploration *exploration, GPtrArray *proposals, const char *text, GError **error)
{
  MwSurvey *survey = mw_exploration_get_survey (exploration);
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  MwEntity *entity = parts[0] != NULL ? mw_model_find (mw_survey_get_model (survey), parts[0]) : NULL;
  MwSurveyList *list = parts[0] != NULL && parts[1] != NULL ? mw_survey_find_list (survey, parts[1]) : NULL;
  MwProposal *proposal;

  if (entity == NULL || parts[1] == NULL)
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("--entity needs ENTITY=LIST, not “%s”."),
                   text);
      return FALSE;
    }
  remove_entity (proposals, entity);
  if (*parts[1] == '\0')
    return TRUE;
  if (list == NULL)
    {
      g_set_error (error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE, _ ("There is no list “%s” there."), parts[1]);
      return FALSE;
    }
  proposal = dex_await_boxed (mw_main_until (mw_exploration_propose (exploration, entity, list), call->fiber),
                              error);
  if (proposal == NULL)
    return FALSE;
  g_ptr_array_add (proposals, proposal);
  return TRUE;
}

static gboolean
apply_all (MwCliCall *call, MwExploration *exploration, GPtrArray *proposals, GError **error)
{
  char **texts = mw_cli_arguments_get_values (call->arguments, "entity");

  for (guint i = 0; texts[i] != NULL; i++)
    if (!apply (call, exploration, proposals, texts[i], error))
      return FALSE;
  if (proposals->len > 0)
    return TRUE;
  g_set_error_literal (
    error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
    _ ("None of its lists looks like one that Millwright knows. Say which is which with --entity."));
  return FALSE;
}

static void
add (MwCliTable *table, const char *text)
{
  mw_cli_table_add_cell (table, text, strlen (text));
}

static char *
dup_table (MwSurvey *survey, GPtrArray *proposals)
{
  g_autoptr (MwCliTable) table = mw_cli_table_new (4);

  mw_cli_table_set_header (table, 0, _ ("Entity"), FALSE);
  mw_cli_table_set_header (table, 1, _ ("List"), FALSE);
  mw_cli_table_set_header (table, 2, _ ("Records"), TRUE);
  mw_cli_table_set_header (table, 3, _ ("Fields found"), TRUE);
  for (guint i = 0; i < proposals->len; i++)
    {
      const MwProposal *proposal = proposals->pdata[i];
      g_autofree char *count = proposal->list->n_records >= 0
                                 ? g_strdup_printf ("%" G_GINT64_FORMAT, proposal->list->n_records)
                                 : g_strdup ("?");
      g_autofree char *fields = g_strdup_printf ("%u", proposal->n_mapped);

      add (table, mw_entity_get_id (proposal->entity));
      add (table, proposal->list->id);
      add (table, count);
      add (table, fields);
    }
  return mw_cli_table_dup_text (table);
}

/* The lists that nothing was proposed for, so that one knows what --entity can name. */
static void
tell_others (MwSurvey *survey, GPtrArray *proposals)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < mw_survey_get_n_lists (survey); i++)
    {
      MwSurveyList *list = mw_survey_get_list (survey, i);
      gboolean used = FALSE;

      for (guint n = 0; n < proposals->len; n++)
        used = used || ((MwProposal *) proposals->pdata[n])->list == list;
      if (!used)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", list->id);
    }
  if (names->len > 0)
    mw_cli_say (_ ("Other lists there: %s\n"), names->str);
}

/* The file's name is the id of the system. */
static char *
dup_id_of_path (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - strlen (".json"))
                                          : g_strdup (name);
}

/* Before anything is asked. */
static gboolean
check_path (const char *path, GError **error)
{
  g_autofree char *id = dup_id_of_path (path);

  if (g_regex_match_simple ("^[a-z][a-z0-9_-]*$", id, G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT))
    return TRUE;
  g_set_error (
    error, MW_CLI_ERROR, MW_CLI_ERROR_USAGE,
    _ ("The file must be called like a system: a small letter, then small letters, digits, - and _, and "
       "“.json”; “%s” is not."),
    id);
  return FALSE;
}

static gboolean
write_file (MwCliCall *call,
            MwExploration *exploration,
            GPtrArray *proposals,
            const char *path,
            GError **error)
{
  const char *name = mw_cli_arguments_get_value (call->arguments, "name");
  g_autofree char *id = dup_id_of_path (path);
  g_autofree char *text = mw_exploration_dup_file (exploration, proposals, id, name);
  DexFuture *written = mw_cli_arguments_has (call->arguments, "update")
                         ? mw_user_systems_update (call->engine, path, text)
                         : mw_user_systems_write (call->engine, path, text,
                                                  mw_cli_arguments_has (call->arguments, "force"));

  if (!mw_cli_await (call, written, error))
    return FALSE;
  mw_cli_say (_ ("Written. To connect it: %s connect --system %s\n"), mw_sandbox_get_command (), path);
  return TRUE;
}

static gboolean
connect (MwCliCall *call, MwExploration *exploration, GPtrArray *proposals, GError **error)
{
  const char *name = mw_cli_arguments_get_value (call->arguments, "name");
  g_autoptr (MwLadder) ladder = dex_await_object (
    mw_main_until (mw_exploration_install (exploration, proposals, name, NULL), call->fiber), error);
  g_autoptr (MwConnection) connection = NULL;

  if (ladder == NULL)
    return FALSE;
  connection = mw_cli_climb (call, NULL, ladder, error);
  if (connection == NULL)
    return FALSE;
  mw_cli_say (_ ("Connected as “%s”; the file is %s\n"), mw_connection_get_label (connection),
              mw_system_get_user_file (mw_connection_get_system (connection)));
  return mw_cli_print (call, g_strconcat (mw_connection_get_id (connection), "\n", NULL), error);
}

/**
 * mw_cli_discover:
 * @call: the call
 * @error: what went wrong
 *
 * Asks a general interface for its lists and proposes which of them is which; writes that as a system file,
 * or connects it at once: then the id of the connection goes to standard output.
 *
 * Returns: whether it was done
 */
gboolean
mw_cli_discover (MwCliCall *call, GError **error)
{
  const char *path = mw_cli_arguments_get_value (call->arguments, "output");
  MwSystem *system = find_system (call, error);
  g_autoptr (MwDraft) draft = NULL;
  g_autoptr (MwExploration) exploration = NULL;
  g_autoptr (GPtrArray) proposals = NULL;
  g_autofree char *table = NULL;

  if (system == NULL || (path != NULL && (!check_path (path, error) || !mw_cli_check_output (path, error))))
    return FALSE;
  draft = mw_cli_new_draft (call, system, error);
  if (draft == NULL)
    return FALSE;
  set_lists (call, draft);
  exploration = explore (call, draft, error);
  if (exploration == NULL)
    return FALSE;
  proposals = dex_await_boxed (mw_main_until (mw_exploration_choose (exploration), call->fiber), error);
  if (proposals == NULL || !apply_all (call, exploration, proposals, error))
    {
      if (proposals != NULL)
        tell_others (mw_exploration_get_survey (exploration), proposals);
      return FALSE;
    }
  table = dup_table (mw_exploration_get_survey (exploration), proposals);
  if (path == NULL)
    {
      fputs (table, stderr);
      tell_others (mw_exploration_get_survey (exploration), proposals);
      return connect (call, exploration, proposals, error);
    }
  if (!mw_cli_print (call, g_steal_pointer (&table), error))
    return FALSE;
  tell_others (mw_exploration_get_survey (exploration), proposals);
  return write_file (call, exploration, proposals, path, error);
}
