/* mw-proposal-choice.c: of all lists, the ones that hold our entities
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-proposal-choice.h"

/* Scores that differ by no more say the same. */
#define CLOSE 4

static int
compare_proposals (gconstpointer a, gconstpointer b)
{
  const MwProposal *left = *(MwProposal *const *) a;
  const MwProposal *right = *(MwProposal *const *) b;

  return left->score == right->score ? 0 : left->score > right->score ? -1 : 1;
}

static int
compare_entities (gconstpointer a, gconstpointer b, gpointer data)
{
  MwModel *model = data;
  const MwProposal *left = *(MwProposal *const *) a;
  const MwProposal *right = *(MwProposal *const *) b;

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      MwEntity *entity = mw_model_get_entity (model, i);

      if (entity == left->entity || entity == right->entity)
        return left->entity == right->entity ? 0 : entity == left->entity ? -1 : 1;
    }
  return 0;
}

/* Pairs whose names fit, or whose records were looked at: of a service with a thousand lists that is few. */
static void
add_proposals (MwSurvey *survey, MwEntity *entity, GPtrArray *all)
{
  for (guint i = 0; i < mw_survey_get_n_lists (survey); i++)
    {
      MwSurveyList *list = mw_survey_get_list (survey, i);
      g_autoptr (MwProposal) proposal = NULL;

      if (list->n_sampled == 0 && mw_proposal_score_name (survey, entity, list) < MW_PROPOSAL_LEAST_NAME)
        continue;
      proposal = mw_proposal_new (survey, entity, list);
      if (proposal->score > 0)
        g_ptr_array_add (all, g_steal_pointer (&proposal));
    }
}

/* Of lists that look alike a person has to say which is meant. */
static void
find_rival (MwProposal *self, GPtrArray *all)
{
  for (guint i = 0; i < all->len && self->rival == NULL; i++)
    {
      const MwProposal *other = all->pdata[i];

      if (other->entity == self->entity && other->list != self->list && other->score + CLOSE >= self->score)
        self->rival = other->list;
    }
}

/**
 * mw_proposal_rank:
 * @survey: what was found
 * @entity: one of its model
 *
 * Returns: (transfer full) (element-type MwProposal): each list that may be @entity, the likeliest first
 */
GPtrArray *
mw_proposal_rank (MwSurvey *survey, MwEntity *entity)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);

  add_proposals (survey, entity, all);
  g_ptr_array_sort (all, compare_proposals);
  if (all->len > 0)
    find_rival (all->pdata[0], all);
  return all;
}

/**
 * mw_proposal_choose:
 * @survey: what was found
 *
 * Returns: (transfer full) (element-type MwProposal): the likeliest list for each entity that has one, in the
 * model's order; no list twice
 */
GPtrArray *
mw_proposal_choose (MwSurvey *survey)
{
  MwModel *model = mw_survey_get_model (survey);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    add_proposals (survey, mw_model_get_entity (model, i), all);
  g_ptr_array_sort (all, compare_proposals);
  for (guint i = 0; i < all->len; i++)
    {
      MwProposal *proposal = all->pdata[i];

      if (g_hash_table_contains (taken, proposal->entity) || g_hash_table_contains (taken, proposal->list))
        continue;
      g_hash_table_add (taken, proposal->entity);
      g_hash_table_add (taken, proposal->list);
      find_rival (proposal, all);
      g_ptr_array_add (chosen, mw_proposal_ref (proposal));
    }
  g_ptr_array_sort_with_data (chosen, compare_entities, model);
  return chosen;
}

typedef struct
{
  MwSurveyList *list;
  int score;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  return left->score == right->score ? 0 : left->score > right->score ? -1 : 1;
}

/**
 * mw_proposal_find_candidates:
 * @survey: what was found
 * @n_each: how many for each entity
 *
 * Returns: (transfer full) (element-type MwSurveyList): the lists that an entity may be in by their names,
 * each once
 */
GPtrArray *
mw_proposal_find_candidates (MwSurvey *survey, guint n_each)
{
  GPtrArray *found = g_ptr_array_new ();
  MwModel *model = mw_survey_get_model (survey);

  for (guint i = 0; i < mw_model_get_n_entities (model); i++)
    {
      g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

      for (guint n = 0; n < mw_survey_get_n_lists (survey); n++)
        {
          MwSurveyList *list = mw_survey_get_list (survey, n);
          Candidate candidate = { list,
                                  mw_proposal_score_name (survey, mw_model_get_entity (model, i), list) };

          if (candidate.score > 0 && list->parent == NULL)
            g_array_append_val (candidates, candidate);
        }
      g_array_sort (candidates, compare_candidates);
      for (guint n = 0; n < MIN (candidates->len, n_each); n++)
        if (!g_ptr_array_find (found, g_array_index (candidates, Candidate, n).list, NULL))
          g_ptr_array_add (found, g_array_index (candidates, Candidate, n).list);
    }
  return found;
}
