/* mw-proposal.h: which field of a list is which of ours, proposed from names, types and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-survey.h"

G_BEGIN_DECLS

/**
 * MwProposal:
 * @entity: what its records are
 * @list: where they are
 * @fields: by position of the entity's field: the list's, or NULL
 * @scores: how well each fits
 * @divisors: what a field is divided by (a price for 100 pieces), or NULL
 * @n_mapped: how many fields of the entity get a value
 * @n_exact: how many of them by their whole name
 * @score: how likely it is that @list holds @entity; 0 or less: not
 */
typedef struct
{
  MwEntity *entity;
  MwSurveyList *list;
  MwSurveyField **fields;
  int *scores;
  MwSurveyField **divisors;
  guint n_mapped;
  guint n_exact;
  int score;
} MwProposal;

/* @survey outlives it. */
MwProposal *mw_proposal_new (MwSurvey *survey, MwEntity *entity, MwSurveyList *list);
void mw_proposal_free (MwProposal *self);
/* (element-type MwProposal): for each entity that a list was found for, in the model's order; no list twice.
 */
GPtrArray *mw_proposal_choose (MwSurvey *survey);
/* Lists worth a look at their records before choosing: those that an entity may be in by their names. */
GPtrArray *mw_proposal_find_candidates (MwSurvey *survey, guint n_each); /* (element-type MwSurveyList) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwProposal, mw_proposal_free)

G_END_DECLS
