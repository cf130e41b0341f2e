/* mw-trial.h: asks for a page of a list, the way that its set in a file would be asked
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-catalog.h"
#include "mw-exchange.h"
#include "mw-set-writer.h"

G_BEGIN_DECLS

/* Who asks, and what is known. */
typedef struct
{
  MwConversation conversation;
  MwCatalog *catalog;
  MwSurvey *survey;
} MwLook;

/* A list with something tried on it, and the answer to the last page asked for. */
typedef struct _MwTrial MwTrial;

/* All on a fiber. NULL when the set would not be right. */
MwTrial *mw_trial_new (const MwLook *look, MwSurveyList *list, const MwSetTrial *trial, GError **error);
void mw_trial_free (MwTrial *self);
const MwSetSource *mw_trial_get_set (MwTrial *self);
/* Asks with @variables in the places of the paging. */
gboolean mw_trial_ask (MwTrial *self, const MwLook *look, MwVariables *variables, GError **error);
/* Asks for what a link of the last answer leads to. */
gboolean mw_trial_follow (MwTrial *self, const MwLook *look, const char *link, GError **error);
/* Of the last answer: all of it, its records (an array, or NULL), and the link to the next page in its
 * headers. */
yyjson_val *mw_trial_get_answer (MwTrial *self);
yyjson_val *mw_trial_get_records (MwTrial *self);
guint mw_trial_get_n_records (MwTrial *self);
char *mw_trial_dup_record (MwTrial *self, guint position); /* its JSON; NULL when there is none */
char *mw_trial_dup_next_of_headers (MwTrial *self);        /* or NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwTrial, mw_trial_free)

G_END_DECLS
