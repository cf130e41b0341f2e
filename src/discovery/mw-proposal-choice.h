/* mw-proposal-choice.h: of all lists, the ones that hold our entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-proposal.h"

G_BEGIN_DECLS

/* All of them compute: for the work pool, or a fiber of a small survey. */

/* (element-type MwProposal): for each entity that a list was found for, in the model's order; no list twice.
 */
GPtrArray *mw_proposal_choose (MwSurvey *survey);
/* (element-type MwProposal): each list that may be @entity, the likeliest first. */
GPtrArray *mw_proposal_rank (MwSurvey *survey, MwEntity *entity);
/* Lists worth a look at their records before choosing: those that an entity may be in by their names. */
GPtrArray *mw_proposal_find_candidates (MwSurvey *survey, guint n_each); /* (element-type MwSurveyList) */

G_END_DECLS
