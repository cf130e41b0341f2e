/* mw-exploration-private.h: what its other files need of an exploration
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-engine.h"
#include "mw-exploration.h"

G_BEGIN_DECLS

struct _MwExploration
{
  GObject parent_instance;

  MwEngine *engine;
  MwDraft *draft; /* as it is typed */
  MwDraft *asked; /* as it was when the last run began, its address put in order; or NULL */
  GListStore *steps;
  MwAuthPrompt *prompt;
  char *records;
  MwListAddresses *addresses; /* or NULL: the system names its lists */
  MwLink *link;
  MwSession *session;
  MwSurvey *survey;
};

/* Looks at a list that nobody has looked at: resolves to a MwSurvey of what is found. */
DexFuture *mw_exploration_look (MwExploration *self, MwSurveyList *list) G_GNUC_WARN_UNUSED_RESULT;
/* From now on the survey has that too. */
void mw_exploration_add (MwExploration *self, MwSurvey *found);

G_END_DECLS
