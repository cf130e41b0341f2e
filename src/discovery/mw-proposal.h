/* mw-proposal.h: which field of a list is which of ours, proposed from names, types and first records
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-name-match.h"
#include "mw-survey.h"

G_BEGIN_DECLS

/* A list whose name fits less is proposed only for what its fields say. */
#define MW_PROPOSAL_LEAST_NAME 35

/**
 * MwProposal:
 * @survey: what was found
 * @entity: what its records are
 * @list: where they are, of @survey
 * @fields: by position of the entity's field: the list's, or NULL
 * @scores: how well each fits
 * @fits: why it was taken
 * @divisors: what a field is divided by (a price for 100 pieces), or NULL
 * @n_mapped: how many fields of the entity get a value
 * @n_exact: how many of them by their whole name
 * @name_score: how well the name of @list fits
 * @score: how likely it is that @list holds @entity; 0 or less: not
 * @rival: (nullable): a list that looks as much like @entity
 *
 * Counted; only mw_proposal_set_field() changes it.
 */
typedef struct
{
  MwSurvey *survey;
  MwEntity *entity;
  MwSurveyList *list;
  MwSurveyField **fields;
  int *scores;
  MwNameFit *fits;
  MwSurveyField **divisors;
  guint n_mapped;
  guint n_exact;
  int name_score;
  int score;
  MwSurveyList *rival;
} MwProposal;

#define MW_TYPE_PROPOSAL (mw_proposal_get_type ())
GType mw_proposal_get_type (void);

MwProposal *mw_proposal_new (MwSurvey *survey, MwEntity *entity, MwSurveyList *list);
MwProposal *mw_proposal_ref (MwProposal *self);
void mw_proposal_unref (MwProposal *self);
/* The user's own choice instead; NULL: none. */
void mw_proposal_set_field (MwProposal *self, guint position, MwSurveyField *field);
/* How well the name of @list fits, without a look at its fields. */
int mw_proposal_score_name (MwSurvey *survey, MwEntity *entity, MwSurveyList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwProposal, mw_proposal_unref)

G_END_DECLS
