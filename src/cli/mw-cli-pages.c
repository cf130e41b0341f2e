/* mw-cli-pages.c: millwright systems --lint FILE --pages FOLDER: the file on pages that lie in a folder
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gi18n-lib.h>

#include "mw-case-run.h"
#include "mw-cli-command.h"
#include "mw-cli-rows.h"
#include "mw-work.h"

#define N_ROWS 3

typedef struct
{
  MwCliCall *call;
  MwModel *model;
  MwSystem *system;
  MwCases *cases;
  GPtrArray *shown; /* (element-type MwCaseRun): of each entity the first with rows */
  guint n_differ;
} Play;

static void
clear (Play *play)
{
  g_clear_pointer (&play->cases, mw_cases_free);
  g_ptr_array_unref (play->shown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, clear)

typedef struct
{
  char *folder;
  MwCases *cases;
} Load;

static void
load_clear (gpointer data)
{
  Load *load = data;

  g_free (load->folder);
  g_clear_pointer (&load->cases, mw_cases_free);
}

static void
load_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, load_clear);
}

static gboolean
load_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Load *load = data;

  load->cases = mw_cases_load (load->folder);
  return TRUE;
}

static MwCases *
load_cases (MwCliCall *call, const char *folder, GError **error)
{
  Load *load = g_atomic_rc_box_new0 (Load);
  MwCases *cases = NULL;

  load->folder = g_strdup (folder);
  if (mw_cli_await (call, mw_work_run ("load cases", load_work, g_atomic_rc_box_acquire (load), load_unref),
                    error))
    cases = g_steal_pointer (&load->cases);
  load_unref (load);
  return cases;
}

/* The normal cases come first in a folder, so theirs are the rows that are shown. */
static void
keep_first (Play *play, MwCaseRun *run)
{
  g_autoptr (MwGeneration) rows = mw_case_run_dup_rows (run);

  if (rows == NULL || mw_generation_get_n_rows (rows) == 0)
    return;
  for (guint i = 0; i < play->shown->len; i++)
    if (mw_case_run_get_entity (play->shown->pdata[i]) == mw_case_run_get_entity (run))
      return;
  g_ptr_array_add (play->shown, g_object_ref (run));
}

static gboolean
play_case (Play *play, JsonObject *object, GError **error)
{
  g_autoptr (MwCaseRun) run = mw_case_run_new (play->model, play->system, play->cases, object);
  GPtrArray *differences = mw_case_run_get_differences (run);
  const char *name = json_object_get_string_member (object, "name");
  g_autoptr (GString) text = g_string_new (NULL);

  if (!mw_cli_await (play->call, mw_case_run_play (run), error))
    return FALSE;
  keep_first (play, run);
  play->n_differ += differences->len > 0;
  /* Translators: %s is what somebody called a case of theirs */
  g_string_append_printf (text, differences->len > 0 ? _ ("differs: %s\n") : _ ("ok: %s\n"), name);
  for (guint i = 0; i < differences->len; i++)
    g_string_append_printf (text, "  %s\n", (char *) differences->pdata[i]);
  return mw_cli_print (play->call, g_string_free_and_steal (g_steal_pointer (&text)), error);
}

static gboolean
print_rows (Play *play, MwCaseRun *run, GError **error)
{
  g_autoptr (MwGeneration) rows = mw_case_run_dup_rows (run);
  MwEntity *entity = mw_case_run_get_entity (run);

  return mw_cli_print (
           play->call,
           g_strdup_printf ("\n%s (%s)\n", mw_entity_get_title (entity), mw_entity_get_id (entity)), error) &&
         mw_cli_await (play->call,
                       mw_cli_rows_print (play->call->out, MW_CLI_FORMAT_TABLE, rows, NULL,
                                          MIN (mw_generation_get_n_rows (rows), N_ROWS)),
                       error);
}

/* What the folder itself lacks, first as an error, then for a system that is to be built in. */
static char *
dup_summary (Play *play)
{
  g_autoptr (GPtrArray) missing = mw_cases_list_missing (play->cases, play->model, play->system);
  GString *text = g_string_new ("\n");
  guint n_cases = play->cases->cases->len;

  for (guint i = 0; i < play->cases->problems->len; i++)
    g_string_append_printf (text, "%s\n", (char *) play->cases->problems->pdata[i]);
  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (text, _ ("To be built in: %s\n"), (char *) missing->pdata[i]);
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u case, ", "%u cases, ", n_cases), n_cases);
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u differs\n", "%u differ\n", play->n_differ),
                          play->n_differ);
  return g_string_free_and_steal (text);
}

/**
 * mw_cli_play_pages:
 * @call: the call
 * @system: of a file of the user's, allowed or not: nothing leaves this computer
 * @folder: with cases.json and pages
 * @error: what went wrong
 *
 * Plays the cases of a folder in the format of tests/systems/, says of each whether it comes out as it says,
 * and prints the first rows of each entity.
 *
 * Returns: whether all of them do; %FALSE without @error when one does not
 */
gboolean
mw_cli_play_pages (MwCliCall *call, MwSystem *system, const char *folder, GError **error)
{
  g_auto (Play) play = { call, mw_engine_get_model (call->engine), system, NULL, NULL, 0 };

  play.shown = g_ptr_array_new_with_free_func (g_object_unref);
  play.cases = load_cases (call, folder, error);
  if (play.cases == NULL)
    return FALSE;
  for (guint i = 0; i < play.cases->cases->len; i++)
    if (!play_case (&play, play.cases->cases->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < play.shown->len; i++)
    if (!print_rows (&play, play.shown->pdata[i], error))
      return FALSE;
  return mw_cli_print (call, dup_summary (&play), error) && play.n_differ == 0 &&
         play.cases->problems->len == 0;
}
