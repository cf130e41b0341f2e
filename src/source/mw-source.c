/* mw-source.c: reads the entities of one signed-in system: pages → raw records → mapping → normalized rows
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-source.h"

#include "mw-choice-rows.h"
#include "mw-offline.h"
#include "mw-question.h"
#include "mw-state-notice.h"
#include "mw-turns-read.h"
#include "mw-work.h"

struct _MwSource
{
  GObject parent_instance;
  MwSystem *system;
  const MwVariant *variant;
  MwTransport *transport;
  MwSession *session;
  MwChosen *chosen;
  MwPrepared *prepared;
  GPtrArray *beside;  /* (element-type MwEntity) */
  MwHeld *held;       /* or NULL */
  MwHeld *again;      /* or NULL */
  MwOffline *offline; /* or NULL */
  MwTally *tally;     /* or NULL */
  MwScope scope;
};

G_DEFINE_QUARK (mw_source_error_quark, mw_source_error)
G_DEFINE_FINAL_TYPE (MwSource, mw_source, G_TYPE_OBJECT)

static void
mw_source_finalize (GObject *object)
{
  MwSource *self = MW_SOURCE (object);

  g_clear_object (&self->system);
  g_clear_object (&self->transport);
  g_clear_object (&self->session);
  g_clear_pointer (&self->chosen, mw_chosen_unref);
  g_clear_pointer (&self->prepared, mw_prepared_unref);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_clear_object (&self->held);
  g_clear_object (&self->again);
  g_clear_pointer (&self->offline, mw_offline_unref);
  g_clear_pointer (&self->tally, mw_tally_unref);

  G_OBJECT_CLASS (mw_source_parent_class)->finalize (object);
}

static void
mw_source_class_init (MwSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_source_finalize;
}

static void
mw_source_init (MwSource *self)
{
  self->chosen = mw_chosen_new ();
  self->prepared = mw_prepared_new ();
  self->beside = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * mw_source_new:
 * @system: what is read
 * @variant: one of @system, chosen by the sign-in
 * @transport: (nullable): the connection's
 * @session: (nullable): signed in; without both, mw_source_set_offline() is needed
 *
 * Returns: a source; any thread may use it
 */
MwSource *
mw_source_new (MwSystem *system, const MwVariant *variant, MwTransport *transport, MwSession *session)
{
  MwSource *self = g_object_new (MW_TYPE_SOURCE, NULL);

  self->system = g_object_ref (system);
  self->variant = variant;
  g_set_object (&self->transport, transport);
  g_set_object (&self->session, session);
  return self;
}

/**
 * mw_source_set_prepared:
 * @prepared: what was asked already in this session, and takes what is asked now
 *
 * To be called before anything is read.
 */
void
mw_source_set_prepared (MwSource *self, MwPrepared *prepared)
{
  g_return_if_fail (MW_IS_SOURCE (self) && prepared != NULL);

  mw_prepared_ref (prepared);
  mw_prepared_unref (self->prepared);
  self->prepared = prepared;
}

/**
 * mw_source_set_chosen:
 * @chosen: what was chosen after signing in
 *
 * To be called before anything is read.
 */
void
mw_source_set_chosen (MwSource *self, MwChosen *chosen)
{
  g_return_if_fail (MW_IS_SOURCE (self) && chosen != NULL);

  mw_chosen_ref (chosen);
  mw_chosen_unref (self->chosen);
  self->chosen = chosen;
}

/**
 * mw_source_add_beside:
 * @entity: whose rows are welcome too, if they are made of the same records (mw_beside_is_possible())
 *
 * To be called before anything is read.
 */
void
mw_source_add_beside (MwSource *self, MwEntity *entity)
{
  g_return_if_fail (MW_IS_SOURCE (self) && MW_IS_ENTITY (entity));

  g_ptr_array_add (self->beside, g_object_ref (entity));
}

/**
 * mw_source_set_held:
 * @held: (nullable): an earlier read of the entity that is read next, by the same system file and login, with
 * the same choices and scope; it has ended
 *
 * Sets that tell when their records were changed are asked only for what was changed since; the sink gets all
 * records and rows nevertheless. To be called before anything is read.
 */
void
mw_source_set_held (MwSource *self, MwHeld *held)
{
  g_return_if_fail (MW_IS_SOURCE (self) && (held == NULL || MW_IS_HELD (held)));

  g_set_object (&self->held, held);
}

/**
 * mw_source_set_again:
 * @again: (nullable): a read of the same that was interrupted, or whose rows are to be made anew
 *
 * Its pages are not asked for again: their records are mapped as if they had come now, and what was
 * interrupted goes on behind its last page. It is later than what mw_source_set_held() got: where that is
 * there too, sets that tell what was changed are asked for it, and only the others are taken as they are.
 * Sets that were asked for other fields, or do not say where they go on, are read from the beginning. To be
 * called before anything is read.
 */
void
mw_source_set_again (MwSource *self, MwHeld *again)
{
  g_return_if_fail (MW_IS_SOURCE (self) && (again == NULL || MW_IS_HELD (again)));

  g_set_object (&self->again, again);
}

/* Nothing is asked for: what is read comes from mw_source_set_again(), which must have all of it. */
void
mw_source_set_offline (MwSource *self, MwOffline *offline)
{
  self->offline = mw_offline_ref (offline);
}

/**
 * mw_source_set_tally:
 * @tally: counts what is asked and answered
 *
 * To be called before anything is read.
 */
void
mw_source_set_tally (MwSource *self, MwTally *tally)
{
  g_return_if_fail (MW_IS_SOURCE (self) && tally != NULL);

  g_clear_pointer (&self->tally, mw_tally_unref);
  self->tally = mw_tally_ref (tally);
}

/**
 * mw_source_set_scope:
 * @scope: how much of the entity is wanted that is read or counted next
 *
 * To be called before anything is read.
 */
void
mw_source_set_scope (MwSource *self, const MwScope *scope)
{
  g_return_if_fail (MW_IS_SOURCE (self) && scope != NULL);

  self->scope = *scope;
}

/* One call of the interface: what the fiber works on. */
typedef struct
{
  MwSource *source;
  MwEntity *entity;       /* or NULL */
  const MwChoice *choice; /* of reading what can be chosen */
  MwSink *sink;           /* of a read */
  MwChosen *chosen;
  MwScope scope;
} MwSourceCall;

static void
mw_source_call_free (gpointer data)
{
  MwSourceCall *call = data;

  g_object_unref (call->source);
  g_clear_object (&call->entity);
  g_clear_object (&call->sink);
  mw_chosen_unref (call->chosen);
  g_free (call);
}

static DexFuture *
spawn (MwSource *self, MwEntity *entity, MwSink *sink, MwFiberFunc func)
{
  MwSourceCall *call = g_new0 (MwSourceCall, 1);

  call->source = g_object_ref (self);
  g_set_object (&call->entity, entity);
  g_set_object (&call->sink, sink);
  call->chosen = mw_chosen_ref (self->chosen);
  call->scope = self->scope;
  return mw_fiber_spawn ("source", func, call, mw_source_call_free);
}

static const MwEntitySource *
find_entity (MwSourceCall *call, const MwSetSource **set, GError **error)
{
  MwSource *self = call->source;
  const MwEntitySource *source = mw_system_find_entity (self->system, self->variant, call->entity);

  *set = source != NULL ? mw_system_find_set (self->system, self->variant, source->set) : NULL;
  if (*set == NULL)
    {
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED, "%s has no %s",
                   mw_system_get_id (self->system), mw_entity_get_id (call->entity));
      return NULL;
    }
  return source;
}

/* @turn: which part of what was read before is made again, if it is. */
static MwReadScope *
new_scope (MwSourceCall *call, const MwEntitySource *source, const MwSetSource *set, guint turn)
{
  MwSource *self = call->source;
  MwReadScope *scope = mw_read_scope_new (self->system, self->variant, source, set, &call->scope,
                                          call->chosen, self->session);

  mw_read_scope_set_prepared (scope, self->prepared);
  if (self->offline != NULL)
    mw_offline_fill_scope (self->offline, scope, self->again, set, turn);
  return scope;
}

/* Of what was read before; NULL when it is not offered. */
static MwReadScope *
new_scope_of_turn (MwSource *self, MwEntity *entity, guint turn)
{
  const MwEntitySource *source = mw_system_find_entity (self->system, self->variant, entity);
  const MwSetSource *set = source != NULL ? mw_system_find_set (self->system, self->variant, source->set)
                                          : NULL;
  MwSourceCall call = { .source = self, .scope = self->scope, .chosen = self->chosen };
  MwReadScope *scope = set != NULL ? new_scope (&call, source, set, turn) : NULL;

  if (scope != NULL)
    mw_read_scope_begin_turn (scope, MIN (turn, mw_read_scope_get_n_turns (scope) - 1));
  return scope;
}

static const char *
get_address (MwSource *self)
{
  return self->offline != NULL ? mw_offline_get_address (self->offline)
                               : mw_transport_get_base_uri (self->transport);
}

/**
 * mw_source_dup_places:
 * @entity: what was read
 * @turn: which part of it
 *
 * Returns: (transfer full) (nullable): values for the {places} of its map; %NULL when it is not offered
 */
MwVariables *
mw_source_dup_places (MwSource *self, MwEntity *entity, guint turn)
{
  g_autoptr (MwReadScope) scope = new_scope_of_turn (self, entity, turn);

  return scope != NULL ? mw_read_scope_dup_places (scope) : NULL;
}

/**
 * mw_source_dup_organization:
 * @entity: what was read
 * @turn: which part of it
 *
 * Returns: (transfer full) (nullable): the company that was chosen and that all its rows are of, when it is
 * one
 */
MwChosenValue *
mw_source_dup_organization (MwSource *self, MwEntity *entity, guint turn)
{
  g_autoptr (MwReadScope) scope = new_scope_of_turn (self, entity, turn);
  const MwChosenValue *value = scope != NULL ? mw_read_scope_find_organization (scope) : NULL;

  return value != NULL ? mw_chosen_value_copy (value) : NULL;
}

const MwChosen *
mw_source_get_chosen (MwSource *self)
{
  return self->chosen;
}

static DexFuture *
probe_fiber (MwFiber *fiber, gpointer data)
{
  MwSourceCall *call = data;
  MwSource *self = call->source;
  MwConversation conversation = { fiber, self->transport, self->session, self->tally };
  g_autoptr (MwReadScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  const MwEntitySource *source;
  const MwSetSource *set;
  gint64 known;

  source = find_entity (call, &set, &error);
  if (source != NULL)
    scope = new_scope (call, source, set, 0);
  if (scope == NULL ||
      !mw_question_probe (&conversation, self->system, self->variant, set, scope, &known, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* Rows are not records where there are several of one, or not of each. */
  if (known > 0 && (source->each != NULL || source->where != NULL))
    known = -1;
  return dex_future_new_for_int64 (known);
}

/* How many records the set has in all turns, -1 when one of them does not say. */
static gboolean
count_all (MwSourceCall *call,
           const MwConversation *conversation,
           const MwSetSource *set,
           MwReadScope *scope,
           gint64 *count,
           GError **error)
{
  MwSource *self = call->source;

  *count = 0;
  for (guint turn = 0; *count >= 0 && turn < mw_read_scope_get_n_turns (scope); turn++)
    {
      gint64 of_turn;

      mw_read_scope_begin_turn (scope, turn);
      if (!mw_question_count (conversation, self->system, self->variant, set, scope, &of_turn, error))
        return FALSE;
      *count = of_turn >= 0 ? *count + of_turn : -1;
    }
  return TRUE;
}

static DexFuture *
count_fiber (MwFiber *fiber, gpointer data)
{
  MwSourceCall *call = data;
  MwSource *self = call->source;
  MwConversation conversation = { fiber, self->transport, self->session, self->tally };
  g_autoptr (MwReadScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  const MwEntitySource *source;
  const MwSetSource *set;
  gint64 count;

  source = find_entity (call, &set, &error);
  if (source != NULL)
    scope = new_scope (call, source, set, 0);
  if (scope == NULL || !count_all (call, &conversation, set, scope, &count, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (count);
}

/* A count is a courtesy: only what also stops the read stops here. */
static gboolean
ask_announced (MwSourceCall *call, MwReadContext *context, const MwSetSource *set, GError **error)
{
  GError *reason = NULL;

  if (set->count == NULL ||
      count_all (call, &context->conversation, set, context->scope, &context->announced, &reason))
    return TRUE;
  context->announced = -1;
  if (reason->domain == MW_SOURCE_ERROR && reason->code != MW_SOURCE_ERROR_SIGNED_OUT &&
      reason->code != MW_SOURCE_ERROR_FORBIDDEN && reason->code != MW_SOURCE_ERROR_NOT_OFFERED &&
      reason->code != MW_SOURCE_ERROR_BUSY)
    {
      g_error_free (reason);
      return TRUE;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

/* Of a part of the records one would have a part of the other rows. */
static void
add_beside (MwSourceCall *call, MwReadContext *context)
{
  MwSource *self = call->source;

  for (guint i = 0; call->scope.kind == MW_SCOPE_EVERYTHING && i < self->beside->len; i++)
    if (mw_beside_is_possible (self->system, self->variant, call->entity, self->beside->pdata[i]))
      g_ptr_array_add (context->beside, mw_beside_new (self->system, self->variant, self->beside->pdata[i],
                                                       context->scope, get_address (self)));
}

/* What is asked before the lists are. */
static gboolean
ask_first (MwSourceCall *call, MwReadContext *context, const MwSetSource *set, GError **error)
{
  MwSource *self = call->source;

  if (self->offline == NULL)
    return mw_state_notice_ask (context, set, error) && ask_announced (call, context, set, error);
  context->offline = mw_offline_ref (self->offline);
  return mw_offline_check_map (self->offline, context, error);
}

static DexFuture *
read_fiber (MwFiber *fiber, gpointer data)
{
  MwSourceCall *call = data;
  MwSource *self = call->source;
  const MwConversation conversation = { fiber, self->transport, self->session, self->tally };
  g_autoptr (MwReadContext) context = NULL;
  g_autoptr (GError) error = NULL;
  const MwEntitySource *source;
  const MwSetSource *set;

  source = find_entity (call, &set, &error);
  if (source == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  context = mw_read_context_new (self->system, self->variant, &conversation, source,
                                 new_scope (call, source, set, 0), get_address (self), call->sink);
  g_set_object (&context->held, self->held);
  g_set_object (&context->again, self->again);
  add_beside (call, context);
  if (!ask_first (call, context, set, &error) || !mw_turns_read (context, set, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * mw_source_read:
 * @entity: one that the variant offers
 * @sink: gets raw pages and rows
 *
 * Reads all of an entity: the sets it looks into first, then its own. The sink is called on the work pool,
 * whole pages at a time; on an error what was delivered stays valid.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with a #MwSourceError or #MwTransportError.
 * Dropping it stops the read before the next page is delivered.
 */
DexFuture *
mw_source_read (MwSource *self, MwEntity *entity, MwSink *sink)
{
  g_return_val_if_fail (MW_IS_SOURCE (self), NULL);
  g_return_val_if_fail (MW_IS_ENTITY (entity), NULL);
  g_return_val_if_fail (MW_IS_SINK (sink), NULL);

  return spawn (self, entity, sink, read_fiber);
}

/**
 * mw_source_probe:
 *
 * Asks for one record of @entity's set, with nothing but its key.
 *
 * Returns: (transfer full): resolves to a gint64: how many there are, where the same answer says it; -1:
 * some; 0: none; or rejects as mw_source_read() does
 */
DexFuture *
mw_source_probe (MwSource *self, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SOURCE (self), NULL);
  g_return_val_if_fail (MW_IS_ENTITY (entity), NULL);

  return spawn (self, entity, NULL, probe_fiber);
}

/**
 * mw_source_count:
 *
 * Asks how many records @entity's set has for this login.
 *
 * Returns: (transfer full): resolves to a gint64, -1 when the system does not say, or rejects as
 * mw_source_read() does
 */
DexFuture *
mw_source_count (MwSource *self, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SOURCE (self), NULL);
  g_return_val_if_fail (MW_IS_ENTITY (entity), NULL);

  return spawn (self, entity, NULL, count_fiber);
}

static DexFuture *
estimate_fiber (MwFiber *fiber, gpointer data)
{
  MwSourceCall *call = data;
  MwSource *self = call->source;
  const MwConversation conversation = { fiber, self->transport, self->session, self->tally };
  g_autoptr (MwReadScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  const MwEntitySource *source;
  const MwSetSource *set;
  MwEstimate estimate;

  source = find_entity (call, &set, &error);
  if (source != NULL)
    scope = new_scope (call, source, set, 0);
  if (scope == NULL ||
      !mw_estimate_entity (&conversation, self->system, self->variant, source, scope, &estimate, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (MW_TYPE_ESTIMATE, mw_estimate_copy (&estimate));
}

/**
 * mw_source_estimate:
 *
 * Asks what must be known to tell how many requests it takes to read @entity.
 *
 * Returns: (transfer full): resolves to a #MwEstimate, or rejects as mw_source_read() does
 */
DexFuture *
mw_source_estimate (MwSource *self, MwEntity *entity)
{
  g_return_val_if_fail (MW_IS_SOURCE (self), NULL);
  g_return_val_if_fail (MW_IS_ENTITY (entity), NULL);

  return spawn (self, entity, NULL, estimate_fiber);
}

static DexFuture *
choice_fiber (MwFiber *fiber, gpointer data)
{
  MwSourceCall *call = data;
  MwSource *self = call->source;
  const MwConversation conversation = { fiber, self->transport, self->session, self->tally };
  g_autoptr (GError) error = NULL;
  MwChosen *rows = mw_choice_rows_read (&conversation, self->system, self->variant, call->choice,
                                        call->chosen, self->prepared, &error);

  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (MW_TYPE_CHOSEN, rows);
}

/**
 * mw_source_list_choice:
 * @choice: one that the variant offers; what is chosen before it was given to mw_source_set_chosen()
 *
 * Reads what can be chosen.
 *
 * Returns: (transfer full): resolves to a #MwChosen with all rows as values of @choice, or rejects as
 * mw_source_read() does
 */
DexFuture *
mw_source_list_choice (MwSource *self, const MwChoice *choice)
{
  MwSourceCall *call = g_new0 (MwSourceCall, 1);

  g_return_val_if_fail (MW_IS_SOURCE (self) && choice != NULL, NULL);

  call->source = g_object_ref (self);
  call->choice = choice;
  call->chosen = mw_chosen_ref (self->chosen);
  return mw_fiber_spawn ("source", choice_fiber, call, mw_source_call_free);
}
