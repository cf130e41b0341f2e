/* mw-cli-steps.c: the steps of a ladder, told as they end
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-cli-steps.h"

static const char *
get_mark (MwStepState state)
{
  gboolean is_utf8 = g_get_charset (NULL);

  switch (state)
    {
    case MW_STEP_DONE:
      return is_utf8 ? "✓" : "ok";
    case MW_STEP_SKIPPED:
      return is_utf8 ? "–" : "--";
    case MW_STEP_WARNING:
      return is_utf8 ? "⚠" : "!!";
    case MW_STEP_FAILED:
      return is_utf8 ? "✗" : "xx";
    case MW_STEP_WAITING:
    case MW_STEP_RUNNING:
    default:
      return NULL;
    }
}

static void
tell (MwLadderStep *step, GParamSpec *spec, FILE *file)
{
  const char *mark = get_mark (mw_ladder_step_get_state (step));
  const char *detail = mw_ladder_step_get_detail (step);
  const MwAdvice *advice = mw_ladder_step_get_advice (step);

  if (mark == NULL)
    return;
  if (detail != NULL)
    fprintf (file, "%s %s: %s\n", mark, mw_ladder_step_get_title (step), detail);
  else
    fprintf (file, "%s %s\n", mark, mw_ladder_step_get_title (step));
  if (mw_ladder_step_get_state (step) == MW_STEP_WARNING && advice != NULL && advice->details != NULL)
    fprintf (file, "  (%s)\n", advice->details);
  fflush (file);
}

static void
steps_added (GListModel *steps, guint position, guint n_removed, guint n_added, FILE *file)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (MwLadderStep) step = g_list_model_get_item (steps, i);

      g_signal_connect (step, "notify::state", G_CALLBACK (tell), file);
    }
}

/**
 * mw_cli_steps_follow:
 * @steps: (element-type MwLadderStep): steps, now empty
 * @file: where they are told
 *
 * Writes a line for each step when it has ended.
 */
void
mw_cli_steps_follow (GListModel *steps, FILE *file)
{
  g_signal_connect (steps, "items-changed", G_CALLBACK (steps_added), file);
}
