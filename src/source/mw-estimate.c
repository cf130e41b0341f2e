/* mw-estimate.c: what reading an entity will cost
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-estimate.h"

#include "mw-question.h"
#include "mw-source.h"

MwEstimate *
mw_estimate_copy (const MwEstimate *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
mw_estimate_free (MwEstimate *self)
{
  g_free (self);
}

G_DEFINE_BOXED_TYPE (MwEstimate, mw_estimate, mw_estimate_copy, mw_estimate_free)

/* What is asked for the counts of one turn. */
typedef struct
{
  const MwConversation *conversation;
  MwSystem *system;
  const MwVariant *variant;
  MwReadScope *scope;
  GHashTable *done; /* of MwSetSource: a set is read once in a turn */
  MwEstimate *estimate;
} Counting;

static gint64
divide_up (gint64 count, guint by)
{
  return by > 0 ? (count + by - 1) / by : count;
}

/* Requests for a list of @count records and for the whole of each. */
static void
add_list (Counting *self, const MwSetSource *set, gint64 count)
{
  gboolean in_pages = set->paging.style != MW_PAGING_NONE;

  if (count < 0 || (in_pages && set->paging.size == 0))
    self->estimate->is_exact = self->estimate->is_exact && count >= 0 && !in_pages;
  self->estimate->n_requests += in_pages && set->paging.size > 0
                                  ? MAX (divide_up (count, set->paging.size), 1)
                                  : 1;
  if (set->detail != NULL && count > 0)
    self->estimate->n_requests += divide_up (count, MAX (set->detail->batch, 1));
}

static gboolean add_set (Counting *self, const MwSetSource *set, gint64 *count, GError **error);

/* A set that is read for the records of another: one list at least for each. */
static gboolean
add_children (Counting *self, const MwSetSource *set, GError **error)
{
  const MwSetSource *parent = mw_system_find_set (self->system, self->variant, set->of->set);
  gint64 n_parents = -1;

  if (parent != NULL && !add_set (self, parent, &n_parents, error))
    return FALSE;
  self->estimate->is_exact = FALSE;
  if (n_parents > 0)
    self->estimate->n_requests += divide_up (n_parents, MAX (set->of->batch, 1));
  return TRUE;
}

static gboolean
add_set (Counting *self, const MwSetSource *set, gint64 *count, GError **error)
{
  gboolean is_new = g_hash_table_add (self->done, (gpointer) set);

  *count = -1;
  if (set->of != NULL)
    return !is_new || add_children (self, set, error);
  if (!mw_question_count (self->conversation, self->system, self->variant, set, self->scope, count, error))
    return FALSE;
  if (is_new)
    add_list (self, set, *count);
  return TRUE;
}

/* Only the session and the connection stop an estimate: a lookup that cannot be counted is read all the same.
 */
static gboolean
add_lookup (Counting *self, const MwSetSource *set, GError **error)
{
  GError *reason = NULL;
  gint64 count;

  if (add_set (self, set, &count, &reason))
    return TRUE;
  if (reason->domain == MW_SOURCE_ERROR && reason->code != MW_SOURCE_ERROR_SIGNED_OUT &&
      reason->code != MW_SOURCE_ERROR_BUSY)
    {
      self->estimate->is_exact = FALSE;
      self->estimate->n_requests++;
      g_error_free (reason);
      return TRUE;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
add_turn (Counting *self, const MwEntitySource *source, guint turn, GError **error)
{
  const MwSetSource *primary = mw_system_find_set (self->system, self->variant, source->set);
  gint64 count;

  for (guint i = 0; source->lookups != NULL && source->lookups[i] != NULL; i++)
    {
      const MwSetSource *set = mw_system_find_set (self->system, self->variant, source->lookups[i]);

      if (set != NULL && set != primary && (turn == 0 || mw_read_scope_is_repeated (self->scope, set)) &&
          !add_lookup (self, set, error))
        return FALSE;
    }
  if (!add_set (self, primary, &count, error))
    return FALSE;
  if (self->estimate->n_records >= 0)
    self->estimate->n_records = count >= 0 ? self->estimate->n_records + count : -1;
  return TRUE;
}

/* Under the limit that takes longest. */
static gint64
find_seconds (const MwVariant *variant, gint64 n_requests)
{
  gint64 by_minute = variant->requests_per_minute > 0 ? n_requests * 60 / variant->requests_per_minute : 0;
  gint64 by_hour = variant->requests_per_hour > 0 ? n_requests * 3600 / variant->requests_per_hour : 0;

  return MAX (by_minute, by_hour);
}

/**
 * mw_estimate_entity:
 * @source: the entity, as the file makes it; the variant offers it
 * @scope: how much of it is wanted
 * @estimate: (out caller-allocates): gets the numbers
 *
 * Computes how many requests it takes: pages of every list, details, and lists for the records of others.
 *
 * Returns: %FALSE with why the entity's own set cannot be counted
 */
gboolean
mw_estimate_entity (const MwConversation *conversation,
                    MwSystem *system,
                    const MwVariant *variant,
                    const MwEntitySource *source,
                    MwReadScope *scope,
                    MwEstimate *estimate,
                    GError **error)
{
  guint n_turns = mw_read_scope_get_n_turns (scope);

  *estimate = (MwEstimate) { .is_exact = TRUE };
  for (guint turn = 0; turn < n_turns; turn++)
    {
      g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
      Counting counting = { conversation, system, variant, scope, done, estimate };

      mw_read_scope_begin_turn (scope, turn);
      if (!add_turn (&counting, source, turn, error))
        return FALSE;
    }
  estimate->seconds = find_seconds (variant, estimate->n_requests);
  return TRUE;
}
