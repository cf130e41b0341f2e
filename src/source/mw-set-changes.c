/* mw-set-changes.c: of a set that was read before, only what was changed since is asked for
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-changes.h"

#include "mw-changed-pages.h"
#include "mw-page-deliver.h"
#include "mw-since.h"
#include "mw-source.h"

/* The refresh that was interrupted may have come to the end of this set. */
static MwHeld *
find_last (MwReadContext *context, const char *set_id, guint turn)
{
  MwSetMark mark;

  return context->again != NULL && mw_held_get_mark (context->again, set_id, turn, &mark) ? context->again
                                                                                          : context->held;
}

/**
 * mw_set_changes_find:
 * @self: a set that is about to be read
 *
 * Gives it an update, when it is enough to ask for what was changed since the read before.
 */
void
mw_set_changes_find (MwSetRead *self)
{
  MwReadContext *context = self->context;
  guint turn = self->is_repeated ? mw_read_scope_get_turn (context->scope) : 0;

  if (context->held != NULL && mw_read_scope_offers_changes (context->scope, self->set))
    self->update = mw_set_update_new (find_last (context, self->set->id, turn), self->set->id, turn,
                                      self->set->changed, &context->variant->dialect);
  if (self->update != NULL)
    self->newest = mw_set_update_get_mark (self->update)->watermark;
}

/* Then all of it is read. */
static void
drop_update (MwSetRead *self)
{
  g_clear_pointer (&self->update, mw_set_update_free);
  mw_set_read_begin_pages (self);
  mw_pager_set_total (self->pager, self->announced);
  self->newest = MW_SINCE_NONE;
  self->bound = G_MAXINT64;
  self->began_at = MW_SINCE_NONE;
  self->is_unstamped = FALSE;
  self->n_details_missing = 0;
  self->n_duplicate_keys = 0;
}

/* What is asked for: what was changed since @watermark. */
typedef struct
{
  gint64 watermark;
  gboolean takes_up; /* what was interrupted */
  gboolean is_kept;  /* to be gone on from */
} Round;

static gboolean
read_pass (MwSetRead *self, const Round *round, gboolean leaving, GError **error)
{
  MwReadScope *scope = self->context->scope;
  gboolean read;

  mw_set_read_begin_pages (self);
  mw_set_update_begin_pass (self->update, leaving);
  mw_read_scope_narrow_to_changes (scope, self->set, mw_set_update_get_since (self->update, round->watermark),
                                   leaving);
  self->keeps_changed = round->is_kept && self->keeps_keys;
  self->more = TRUE;
  read = (!round->takes_up || mw_changed_pages_take (self, error)) &&
         (!self->more || mw_set_read_pages (self, error));
  mw_read_scope_narrow_to_changes (scope, NULL, MW_SINCE_NONE, FALSE);
  return read;
}

/* Of what was changed and may have left the list, nothing but the keys. */
static gboolean
read_leaving (MwSetRead *self, const Round *round, GError **error)
{
  MwFieldPlan *plan = self->plan;
  gboolean read;

  self->plan = mw_field_plan_new (self->context->variant, NULL, self->set);
  read = read_pass (self, round, TRUE, error);
  mw_field_plan_free (self->plan);
  self->plan = plan;
  return read;
}

static gboolean
read_round (MwSetRead *self, const Round *round, GError **error)
{
  return (!mw_read_scope_can_leave (self->context->scope, self->set) || read_leaving (self, round, error)) &&
         read_pass (self, round, FALSE, error);
}

/* What was interrupted is gone on with; then what was changed since that began is asked for: a record may
 * have been changed once more, or have left the list, in the pause. */
static gboolean
go_on (MwSetRead *self, GError **error)
{
  Round round = { mw_set_update_get_mark (self->update)->watermark, TRUE, TRUE };

  self->n_taken_up = 0;
  if (!read_round (self, &round, error))
    return FALSE;
  if (self->n_taken_up == 0)
    return TRUE;
  round = (Round) { mw_set_read_find_watermark (self), FALSE, FALSE };
  if (round.watermark == MW_SINCE_NONE)
    {
      self->has_moved = TRUE;
      g_set_error (error, MW_SOURCE_ERROR, MW_SOURCE_ERROR_LOOP,
                   "%s: nobody knows what was changed since it was interrupted", self->set->title);
      return FALSE;
    }
  self->began_at = MW_SINCE_NONE;
  self->bound = G_MAXINT64;
  return read_round (self, &round, error);
}

/* As if there had been nothing. */
static gboolean
begin_anew (MwSetRead *self, GError **error)
{
  Round round = { MW_SINCE_NONE, FALSE, TRUE };

  drop_update (self);
  self->has_moved = FALSE;
  self->compared_at = g_get_real_time ();
  mw_set_changes_find (self);
  if (self->update == NULL)
    return TRUE;
  round.watermark = mw_set_update_get_mark (self->update)->watermark;
  return read_round (self, &round, error);
}

static gboolean
read_changes (MwSetRead *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (go_on (self, &reason))
    return TRUE;
  if (self->has_moved)
    return begin_anew (self, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
merge_update (gpointer data, GCancellable *cancellable, GError **error)
{
  MwSetRead *self = data;

  return mw_set_update_merge (self->update, cancellable, error);
}

/* Whether the records that are held have what was asked for now, and are as many as the system says:
 * otherwise something was deleted, or left the list without a trace. */
static gboolean
fits (MwSetRead *self)
{
  const MwSetMark *held = mw_set_update_get_mark (self->update);
  g_autofree char *fields = mw_field_plan_dup_asked (self->plan);

  return g_str_equal (fields, held->fields) &&
         (self->announced < 0 ||
          self->announced - mw_set_update_get_n_records (self->update) == held->n_unsent);
}

/**
 * mw_set_changes_read:
 * @self: a set with an update
 *
 * Asks for what was changed since and takes it into what is held. To be called on a fiber.
 *
 * Returns: %FALSE with what stopped it; after %TRUE without an update all must be read
 */
gboolean
mw_set_changes_read (MwSetRead *self, GError **error)
{
  if (!read_changes (self, error))
    return FALSE;
  if (self->update == NULL)
    return TRUE;
  if (mw_set_update_has_identities (self->update) &&
      !mw_set_read_run_job (self, "merge", merge_update, error))
    return FALSE;
  if (!mw_set_update_has_identities (self->update) || !fits (self))
    {
      drop_update (self);
      return TRUE;
    }
  return mw_set_read_run_job (self, "deliver update", mw_page_deliver_update, error);
}
