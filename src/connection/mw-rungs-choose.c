/* mw-rungs-choose.c: the steps of the ladder in which a company, a site … is chosen
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-rungs-private.h"

#include <glib/gi18n-lib.h>

/* Who was asked and gave no answer has told the user why. */
static void
fail_choice (MwRungs *self, MwLadderStep *step, const GError *error)
{
  if (error->domain == MW_CONNECTION_ERROR || error->domain == MW_SOURCE_ERROR ||
      error->domain == MW_TRANSPORT_ERROR || error->domain == MW_AUTH_ERROR)
    mw_rungs_fail (self, step, error);
  else
    mw_ladder_step_set (step, MW_STEP_FAILED, _ ("There are several to choose from"));
}

static void
set_chosen (MwRungs *self, const MwChoice *choice, MwLadderStep *step)
{
  g_autofree char *title = mw_choosing_dup_title (mw_link_get_chosen (self->link), choice->id);

  if (title != NULL)
    mw_ladder_step_set (step, MW_STEP_DONE, title);
  else
    mw_ladder_step_set (step, MW_STEP_SKIPPED, _ ("There is nothing to choose"));
}

/**
 * mw_rungs_choose:
 * @self: the rungs
 * @draft: what the user chose beforehand
 * @ask: (nullable): asks the user where there are several
 * @data: for @ask
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * Makes the choices: which company, which site …
 *
 * Returns: whether it goes on
 */
gboolean
mw_rungs_choose (MwRungs *self,
                 MwDraft *draft,
                 MwChooseFunc ask,
                 gpointer data,
                 MwMainFiber *fiber,
                 GError **error)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const MwChoice *choice = self->choices->pdata[i];
      MwLadderStep *step = self->choosing->pdata[i];
      g_autoptr (GError) local_error = NULL;

      mw_ladder_step_set (step, MW_STEP_RUNNING, NULL);
      if (!mw_choosing_make (self->link, choice, mw_draft_get_choice (draft, choice->id), ask, data, fiber,
                             &local_error))
        {
          fail_choice (self, step, local_error);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      set_chosen (self, choice, step);
    }
  return TRUE;
}

/**
 * mw_rungs_check_chosen:
 * @self: the rungs
 * @fiber: of the fiber
 * @error: what stopped it
 *
 * Looks whether what was chosen is still there. What is not is a warning.
 *
 * Returns: whether it goes on
 */
gboolean
mw_rungs_check_chosen (MwRungs *self, MwMainFiber *fiber, GError **error)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const MwChoice *choice = self->choices->pdata[i];
      MwLadderStep *step = self->choosing->pdata[i];
      g_autoptr (GError) local_error = NULL;
      g_autofree char *missing = NULL;
      g_autofree char *detail = NULL;

      mw_ladder_step_set (step, MW_STEP_RUNNING, NULL);
      if (mw_choosing_check (self->link, choice, &missing, fiber, &local_error))
        {
          set_chosen (self, choice, step);
          continue;
        }
      if (missing == NULL && local_error->domain != MW_SOURCE_ERROR)
        {
          mw_rungs_fail (self, step, local_error);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      self->has_warning = TRUE;
      detail = missing != NULL ? g_strdup_printf (_ ("“%s” is not there any more; choose again"), missing)
                               : g_strdup (_ ("What can be chosen could not be read"));
      mw_ladder_step_set (step, MW_STEP_WARNING, detail);
    }
  return TRUE;
}

/**
 * mw_rungs_get_choosing:
 * @self: the rungs
 * @position: of a choice of the variant
 *
 * Returns: (transfer none): its step
 */
MwLadderStep *
mw_rungs_get_choosing (MwRungs *self, guint position)
{
  return self->choosing->pdata[position];
}
