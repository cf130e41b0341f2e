/* mw-exploration-proposals.c: which list of an exploration may be which entity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-exploration-private.h"
#include "mw-main-fiber.h"
#include "mw-work.h"

/* Held by the fiber and by its job, which goes on when the fiber was dropped: a g_atomic_rc_box. A survey
 * changes no more, so that the job may look at it. */
typedef struct
{
  MwExploration *exploration;
  MwSurvey *survey;
  MwEntity *entity;
  char *list; /* id of one */
  GPtrArray *proposals;
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->exploration);
  g_clear_object (&call->survey);
  g_clear_object (&call->entity);
  g_free (call->list);
  g_clear_pointer (&call->proposals, g_ptr_array_unref);
}

static void
call_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, call_clear);
}

static Call *
call_new (MwExploration *exploration, MwEntity *entity)
{
  Call *call = g_atomic_rc_box_new0 (Call);

  call->exploration = g_object_ref (exploration);
  call->survey = g_object_ref (mw_exploration_get_survey (exploration));
  g_set_object (&call->entity, entity);
  return call;
}

static gboolean
propose_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  if (call->list != NULL)
    {
      MwSurveyList *list = mw_survey_find_list (call->survey, call->list);

      call->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_proposal_unref);
      g_ptr_array_add (call->proposals, mw_proposal_new (call->survey, call->entity, list));
    }
  else if (call->entity != NULL)
    call->proposals = mw_proposal_rank (call->survey, call->entity);
  else
    call->proposals = mw_proposal_choose (call->survey);
  return TRUE;
}

static gboolean
work (Call *call, MwMainFiber *fiber, GError **error)
{
  return dex_await (
    mw_main_until (mw_work_run ("propose", propose_work, g_atomic_rc_box_acquire (call), call_unref), fiber),
    error);
}

static DexFuture *
choose_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!work (call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_ptr_array_ref (call->proposals));
}

/* At a list that nobody has looked at, or whose pages nobody has tried to turn. The survey may have become
 * another one meanwhile: the list is found by its id. */
static gboolean
look (Call *call, MwMainFiber *fiber, GError **error)
{
  MwSurveyList *list = mw_survey_find_list (call->survey, call->list);
  g_autoptr (MwSurvey) found = NULL;

  /* The pages of a list inside of records are those of its parent. */
  list = list->parent != NULL ? list->parent : list;
  if (list->is_tried || list->is_refused)
    return TRUE;
  found = dex_await_object (mw_main_until (mw_exploration_look (call->exploration, list), fiber), error);
  if (found == NULL)
    return FALSE;
  mw_exploration_add (call->exploration, found);
  g_set_object (&call->survey, mw_exploration_get_survey (call->exploration));
  return TRUE;
}

static DexFuture *
propose_fiber (MwMainFiber *fiber, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;

  if (!look (call, fiber, &error) || !work (call, fiber, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (MW_TYPE_PROPOSAL, mw_proposal_ref (call->proposals->pdata[0]));
}

/**
 * mw_exploration_choose:
 * @self: an exploration that has run
 *
 * Returns: (transfer full): resolves to a #GPtrArray of #MwProposal
 */
DexFuture *
mw_exploration_choose (MwExploration *self)
{
  return mw_main_fiber_spawn (choose_fiber, call_new (self, NULL), call_unref);
}

/**
 * mw_exploration_rank:
 * @self: an exploration that has run
 * @entity: of the model
 *
 * Returns: (transfer full): resolves to a #GPtrArray of #MwProposal
 */
DexFuture *
mw_exploration_rank (MwExploration *self, MwEntity *entity)
{
  return mw_main_fiber_spawn (choose_fiber, call_new (self, entity), call_unref);
}

/**
 * mw_exploration_propose:
 * @self: an exploration that has run
 * @entity: of the model
 * @list: of the exploration's survey
 *
 * What the user says @list is. A list that cannot be read rejects with a #MwSourceError.
 *
 * Returns: (transfer full): resolves to a #MwProposal
 */
DexFuture *
mw_exploration_propose (MwExploration *self, MwEntity *entity, MwSurveyList *list)
{
  Call *call = call_new (self, entity);

  call->list = g_strdup (list->id);
  return mw_main_fiber_spawn (propose_fiber, call, call_unref);
}
