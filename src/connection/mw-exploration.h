/* mw-exploration.h: from a general system and an address to a system file of the user's: which list is which
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-advice.h"
#include "mw-ladder.h"
#include "mw-list-addresses.h"
#include "mw-proposal-choice.h"
#include "mw-proposal-reason.h"

G_BEGIN_DECLS

/* The form field of a general file that names the lists of a system which does not name them itself. */
#define MW_EXPLORATION_LISTS "lists"

/**
 * MwExploration:
 *
 * name resolves · port answers · TLS trusted · sign-in accepted · lists found. Then the user says which list
 * is which, and it becomes a system file and a connection.
 */
#define MW_TYPE_EXPLORATION (mw_exploration_get_type ())
G_DECLARE_FINAL_TYPE (MwExploration, mw_exploration, MW, EXPLORATION, GObject)

/* @draft: of a general system; it stays as it is. */
MwExploration *mw_exploration_new (MwEngine *engine, MwDraft *draft);
GListModel *mw_exploration_get_steps (MwExploration *self); /* of MwLadderStep */
/* Says when and where a person must sign in: a browser, a code. */
MwAuthPrompt *mw_exploration_get_prompt (MwExploration *self);
/* Where the records are in the answers, when the user knows. */
void mw_exploration_set_records (MwExploration *self, const char *path);
/* Of lists of a system that does not name them: those of the form until others are set. */
void mw_exploration_set_addresses (MwExploration *self, const MwListAddresses *addresses);
const MwListAddresses *mw_exploration_get_addresses (MwExploration *self); /* or NULL */
/* Looks at those of @addresses that are new; they begin as the others do. TRUE. */
DexFuture *
mw_exploration_add_lists (MwExploration *self, const MwListAddresses *addresses) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to the MwSurvey, or rejects with the first failure that stops it. Dropping the future cancels. */
DexFuture *mw_exploration_run (MwExploration *self) G_GNUC_WARN_UNUSED_RESULT;
/* The newest: mw_exploration_propose() may make another one. Or NULL. */
MwSurvey *mw_exploration_get_survey (MwExploration *self);
/* Once it has run. Resolves to a GPtrArray (boxed) of MwProposal: one for each entity that a list was found
 * for, in the model's order. */
DexFuture *mw_exploration_choose (MwExploration *self) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a GPtrArray (boxed) of MwProposal: each list that may be @entity, the likeliest first. */
DexFuture *mw_exploration_rank (MwExploration *self, MwEntity *entity) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to the MwProposal (boxed) that @list of the survey holds @entity; asks for the first records of a
 * list that nobody has looked at. */
DexFuture *
mw_exploration_propose (MwExploration *self, MwEntity *entity, MwSurveyList *list) G_GNUC_WARN_UNUSED_RESULT;
const char *mw_exploration_get_label (MwExploration *self); /* of the connection, as the form has it */
/* An id that no system has, made of the name of the new one (NULL: the draft's label). */
char *mw_exploration_dup_id (MwExploration *self, const char *name);
/* The file of what was chosen (element-type MwProposal). */
char *mw_exploration_dup_file (MwExploration *self, GPtrArray *proposals, const char *id, const char *name);
/* Whether another system than @made has that name already. */
gboolean mw_exploration_is_name_used (MwExploration *self, const char *name, MwSystem *made);
/* That file as a MwSystem, to be looked at: nothing is written. */
DexFuture *mw_exploration_preview (MwExploration *self,
                                   GPtrArray *proposals,
                                   const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* Writes that file into the user's folder and allows it; @made: a system that was made of an exploration
 * before, whose file is replaced, or NULL. Resolves to a MwLadder that connects it with the session that is
 * open already. */
DexFuture *mw_exploration_install (MwExploration *self,
                                   GPtrArray *proposals,
                                   const char *name,
                                   MwSystem *made) G_GNUC_WARN_UNUSED_RESULT;
MwAdvice *mw_exploration_dup_advice (MwExploration *self, const GError *error);
/* As mw_ladder_dup_certificate(). */
MwCertificate *mw_exploration_dup_certificate (MwExploration *self);

G_END_DECLS
