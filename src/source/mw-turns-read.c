/* mw-turns-read.c: reads an entity, turn after turn: first what its map looks into, then its own set
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-turns-read.h"

#include "mw-kept-places.h"
#include "mw-source.h"
#include "mw-work.h"

/* How many rows there will be is known before the end only when each record is one. */
static gboolean
begin_entity (gpointer data, GCancellable *cancellable, GError **error)
{
  MwReadContext *context = data;
  gboolean is_record = context->source->each == NULL && context->source->where == NULL &&
                       !mw_read_scope_filters_here (context->scope);

  mw_sink_begin (context->sink, context->entity, is_record ? context->announced : -1);
  for (guint i = 0; i < context->beside->len; i++)
    mw_sink_begin (context->sink, ((MwBeside *) context->beside->pdata[i])->entity, -1);
  return TRUE;
}

static gboolean
end_entity (gpointer data, GCancellable *cancellable, GError **error)
{
  MwReadContext *context = data;

  mw_read_scope_notice (context->scope, context->sink);
  mw_sink_begin (context->sink, context->entity, context->n_rows);
  for (guint i = 0; i < context->beside->len; i++)
    {
      MwBeside *beside = context->beside->pdata[i];

      mw_sink_begin (context->sink, beside->entity, beside->n_rows);
    }
  return TRUE;
}

typedef struct
{
  MwReadContext *context;
  const MwSetSource *set;
  GError *reason;
} MwUnreadable;

static void
mw_unreadable_free (gpointer data)
{
  MwUnreadable *unreadable = data;

  mw_read_context_release (unreadable->context);
  g_error_free (unreadable->reason);
  g_free (unreadable);
}

static gboolean
notice_unreadable (gpointer data, GCancellable *cancellable, GError **error)
{
  MwUnreadable *unreadable = data;
  MwReadContext *context = unreadable->context;
  g_autoptr (MwFieldPlan) plan = mw_field_plan_new (context->variant, context->source, unreadable->set);
  g_auto (GStrv) empty = mw_field_plan_dup_empty_fields (plan, NULL);
  MwNotice notice = {
    .kind = MW_NOTICE_SET_NOT_READABLE,
    .reason = g_error_matches (unreadable->reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN)
                ? MW_NOTICE_REASON_FORBIDDEN
                : MW_NOTICE_REASON_NOT_OFFERED,
    .set = unreadable->set->id,
    .subject = unreadable->set->title,
    .message = unreadable->reason->message,
    .fields = (const char *const *) empty,
  };

  mw_sink_notice (context->sink, context->entity, &notice);
  return TRUE;
}

static gboolean
run_job (MwReadContext *context, const char *name, MwWorkFunc func, GError **error)
{
  return dex_await (
    mw_fiber_until (context->conversation.fiber,
                    mw_work_run (name, func, g_atomic_rc_box_acquire (context), mw_read_context_release)),
    error);
}

/* The set whose records @set is read for. */
static const MwSetSource *
find_parent (MwReadContext *context, const MwSetSource *set)
{
  return set->of != NULL ? mw_system_find_set (context->system, context->variant, set->of->set) : NULL;
}

/* Reads @set, and before it what it is read for, each once in a turn. @done: set → why it could not be read,
 * or NULL. */
static gboolean
read_once (MwReadContext *context, const MwSetSource *set, GHashTable *done, GError **error)
{
  const MwSetSource *parent = find_parent (context, set);
  GError *reason = NULL;
  gpointer known;

  if (g_hash_table_lookup_extended (done, set, NULL, &known))
    reason = known != NULL ? g_error_copy (known) : NULL;
  else
    {
      if (parent == NULL || read_once (context, parent, done, &reason))
        mw_set_read_run (context, set, &reason);
      g_hash_table_insert (done, (gpointer) set, reason != NULL ? g_error_copy (reason) : NULL);
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

/* Lookups that lead nowhere leave their fields empty: the rest of the record is still worth reading. */
static gboolean
read_lookup (MwReadContext *context, const MwSetSource *set, GHashTable *done, GError **error)
{
  GError *reason = NULL;
  MwUnreadable *unreadable;

  if (read_once (context, set, done, &reason))
    return TRUE;
  if (!g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_FORBIDDEN) &&
      !g_error_matches (reason, MW_SOURCE_ERROR, MW_SOURCE_ERROR_NOT_OFFERED))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  unreadable = g_new0 (MwUnreadable, 1);
  unreadable->context = g_atomic_rc_box_acquire (context);
  unreadable->set = set;
  unreadable->reason = reason;
  return dex_await (
    mw_fiber_until (context->conversation.fiber,
                    mw_work_run ("unreadable set", notice_unreadable, unreadable, mw_unreadable_free)),
    error);
}

static void
free_reason (gpointer reason)
{
  g_clear_error ((GError **) &reason);
}

/* The sets that the map looks into, that are there and have not been read in an earlier turn. */
static GPtrArray *
find_lookups (MwReadContext *context, guint turn)
{
  const MwEntitySource *source = context->source;
  GPtrArray *sets = g_ptr_array_new ();

  for (guint i = 0; source->lookups != NULL && source->lookups[i] != NULL; i++)
    {
      const MwSetSource *set = mw_system_find_set (context->system, context->variant, source->lookups[i]);

      if (set != NULL && !g_str_equal (set->id, source->set) &&
          (turn == 0 || mw_read_scope_is_repeated (context->scope, set)))
        g_ptr_array_add (sets, (gpointer) set);
    }
  return sets;
}

static gboolean
read_turn (MwReadContext *context, const MwSetSource *primary, guint turn, GError **error)
{
  g_autoptr (GPtrArray) lookups = find_lookups (context, turn);
  g_autoptr (GHashTable) done = g_hash_table_new_full (NULL, NULL, NULL, free_reason);

  mw_lookups_clear (context->lookups, primary->id);
  if (primary->of != NULL)
    mw_read_context_expect_parents (context, primary);
  for (guint i = 0; i < lookups->len; i++)
    {
      const MwSetSource *set = lookups->pdata[i];

      mw_lookups_clear (context->lookups, set->id);
      if (set->of != NULL)
        mw_read_context_expect_parents (context, set);
    }
  for (guint i = 0; i < lookups->len; i++)
    if (!read_lookup (context, lookups->pdata[i], done, error))
      return FALSE;
  return read_once (context, primary, done, error);
}

static void
take_kept (MwReadContext *context, MwReadScope *scope, const MwSetSource *set, guint turn)
{
  if (context->offline != NULL)
    mw_kept_places_take (scope, context->again, set, turn);
}

/* One company after the other, where the system is asked like that. */
static gboolean
read_turns (MwReadContext *context, const MwSetSource *set, GError **error)
{
  guint n_turns = mw_read_scope_get_n_turns (context->scope);

  /* What was announced is of all turns. */
  if (n_turns > 1)
    context->announced = -1;
  for (guint turn = 0; turn < n_turns; turn++)
    {
      mw_read_scope_begin_turn (context->scope, turn);
      take_kept (context, context->scope, set, turn);
      for (guint i = 0; i < context->beside->len; i++)
        {
          MwBeside *beside = context->beside->pdata[i];

          mw_read_scope_begin_turn (beside->scope, turn);
          take_kept (context, beside->scope, set, turn);
        }
      if (!read_turn (context, set, turn, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mw_turns_read:
 * @context: of the entity; its sink gets everything
 * @set: the entity's own
 *
 * Reads all of an entity, from the announcement of its rows to their number. To be called on a fiber.
 *
 * Returns: %FALSE with a #MwSourceError or #MwTransportError; what was delivered stays
 */
gboolean
mw_turns_read (MwReadContext *context, const MwSetSource *set, GError **error)
{
  return run_job (context, "begin entity", begin_entity, error) && read_turns (context, set, error) &&
         run_job (context, "end entity", end_entity, error);
}
