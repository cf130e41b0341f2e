/* mw-reading-run.c: what a reading does: shows what is kept, reads, compares, keeps
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-reading-private.h"

#include <glib/gi18n-lib.h>

#include "mw-since.h"
#include "mw-work.h"

/* What a refresh has brought, until it is taken. */
typedef struct
{
  MwDataset *before;
  MwDataset *after;
  const MwEntitySource *source; /* the system's, which the link keeps */
  MwLink *link;
  MwChanges changes;
} Comparison;

static void
comparison_clear (gpointer data)
{
  Comparison *comparison = data;

  g_object_unref (comparison->before);
  g_object_unref (comparison->after);
  g_object_unref (comparison->link);
}

static void
comparison_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, comparison_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparison, comparison_release)

static gboolean
compare (gpointer data, GCancellable *cancellable, GError **error)
{
  Comparison *comparison = data;

  return mw_changes_find (comparison->before, comparison->after, comparison->source->set,
                          (const char *const *) comparison->source->lookups, &comparison->changes,
                          cancellable, error);
}

/* Takes none of them. */
static Comparison *
run_comparison (MwReading *self, MwDataset *before, MwDataset *after, MwMainFiber *fiber, GError **error)
{
  g_autoptr (Comparison) comparison = g_atomic_rc_box_new0 (Comparison);

  comparison->before = g_object_ref (before);
  comparison->after = g_object_ref (after);
  comparison->link = g_object_ref (self->link);
  comparison->source = mw_reading_find_source (self);
  if (!dex_await (
        mw_main_until (
          mw_work_run ("compare", compare, g_atomic_rc_box_acquire (comparison), comparison_release), fiber),
        error))
    return NULL;
  return g_steal_pointer (&comparison);
}

const MwEntitySource *
mw_reading_find_source (MwReading *self)
{
  return mw_system_find_entity (mw_link_get_system (self->link), mw_link_get_variant (self->link),
                                self->entity);
}

static void
tell (MwDataset *dataset, char *message)
{
  g_autofree char *owned = message;
  const MwNotice notice = { .kind = MW_NOTICE_SET_ASIDE, .message = message };

  if (message != NULL)
    mw_sink_notice (MW_SINK (dataset), NULL, &notice);
}

static char *
dup_outdated (MwReading *self)
{
  const char *name = mw_system_get_name (mw_link_get_system (self->link));

  /* Translators: %s is the name of a system */
  return g_strdup_printf (
    _ ("The rules that make these rows have changed, and now need something from %s that is not kept on this "
       "computer. The rows are as they were, and are made anew as soon as the connection is open."),
    name);
}

/* Rows of today's rules, of the same records: they are no younger than before, and so are not kept. Nobody is
 * asked; where that does not do, the old ones stay for now. */
static void
map_here (MwReading *self, MwMainFiber *fiber)
{
  g_autoptr (MwDataset) after = mw_reading_new_dataset (self->model, self->entity, self->link);
  g_autoptr (GError) error = NULL;

  if (!dex_await (
        mw_main_until (mw_link_map (self->link, self->entity, self->dataset, MW_SINK (after)), fiber),
        &error))
    {
      g_debug ("Rows are made anew when the connection is open: %s", error->message);
      if (!mw_main_fiber_is_dropped (fiber))
        tell (self->dataset, dup_outdated (self));
      return;
    }
  mw_dataset_share_notices (after, self->dataset);
  self->is_outdated = FALSE;
  mw_reading_take_dataset (self, after);
}

/* What is kept is shown, first the rows. Of what shows to be damaged nothing stays: it is read anew. */
static void
show_kept (MwReading *self, MwMainFiber *fiber)
{
  g_autoptr (GError) error = NULL;
  gboolean is_shown = mw_kept_find (self->kept, self->dataset, 0, fiber, &error);

  if (is_shown)
    {
      self->finished_at = mw_kept_get_as_of (self->kept);
      is_shown = mw_kept_show (self->kept, fiber, &error) && mw_kept_fill (self->kept, fiber, &error);
    }
  mw_reading_take_latest (self);
  if (is_shown)
    {
      mw_reading_take_kept (self, mw_kept_get_as_of (self->kept));
      /* Rows that were made by other rules are shown until they are made anew. */
      self->is_outdated = !mw_kept_is_made_alike (self->kept);
      if (self->is_outdated)
        map_here (self, fiber);
      mw_reading_fill (self, fiber);
    }
  else if (error != NULL && !mw_main_fiber_is_dropped (fiber))
    {
      g_autoptr (MwDataset) empty = mw_reading_new_dataset (self->model, self->entity, self->link);

      g_debug ("What is kept cannot be shown: %s", error->message);
      self->finished_at = 0;
      mw_reading_take_dataset (self, empty);
    }
  tell (self->dataset, mw_kept_steal_message (self->kept));
}

/* Whether what came is there for the next one, whatever becomes of this program. Takes @sink. */
static gboolean
end_keeping (MwReading *self, MwSink *sink, gboolean whole, MwMainFiber *fiber)
{
  g_autoptr (MwSink) owned = sink;

  if (self->kept == NULL)
    return FALSE;
  if (whole || !mw_main_fiber_is_dropped (fiber))
    return mw_kept_end (self->kept, sink, whole, fiber);
  mw_kept_leave (self->kept, g_steal_pointer (&owned));
  return FALSE;
}

static guint64
count_records (MwDataset *sink)
{
  g_autoptr (MwDataset) latest = mw_dataset_dup_latest (sink);

  return mw_dataset_count_records (latest);
}

/* Who went on from @again and did not come as far as that leaves it as it is. */
static void
note_interrupted (MwReading *self, MwDataset *again, MwDataset *sink)
{
  g_autoptr (MwDataset) into = mw_dataset_dup_latest (sink);
  const guint64 n_records = mw_dataset_count_records (into);

  if (again == NULL && n_records == 0)
    return;
  if (again == NULL)
    self->interrupted_at = g_get_real_time ();
  if (again == NULL || n_records >= mw_dataset_count_records (again))
    again = into;
  g_set_object (&self->interrupted, again);
}

/* @held, @again: see mw_link_read(). */
static gboolean
read_and_keep (MwReading *self,
               MwHeld *held,
               MwDataset *again,
               MwDataset *into,
               MwMainFiber *fiber,
               GError **error)
{
  g_autoptr (MwSink) sink = self->kept != NULL ? mw_kept_begin (self->kept, into, fiber)
                                               : MW_SINK (g_object_ref (into));
  g_autoptr (GError) reason = NULL;
  gboolean is_kept;

  dex_await (
    mw_main_until (
      mw_link_read (self->link, self->entity, held, again != NULL ? MW_HELD (again) : NULL, sink), fiber),
    &reason);
  is_kept = end_keeping (self, g_steal_pointer (&sink), reason == NULL, fiber);
  if (reason == NULL)
    return TRUE;
  if (!is_kept)
    note_interrupted (self, again, into);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* A system that asks to wait, or does not know this login any more, would say so at the beginning too. */
static gboolean
is_about_place (const GError *error)
{
  return error->domain == MW_SOURCE_ERROR && error->code != MW_SOURCE_ERROR_SIGNED_OUT &&
         error->code != MW_SOURCE_ERROR_BUSY;
}

/* Who wants everything compared wants it as it is now. */
static MwDataset *
take_interrupted (MwReading *self, MwMainFiber *fiber)
{
  g_autoptr (MwDataset) here = g_steal_pointer (&self->interrupted);

  if (self->how != MW_READING_CHANGES)
    return NULL;
  if (here != NULL && mw_kept_is_recent (self->interrupted_at))
    return g_steal_pointer (&here);
  return self->kept != NULL ? mw_kept_take_interrupted (self->kept, fiber) : NULL;
}

/* Whether all of it was read, and the system can say what was changed since that began. */
static gboolean
tells_changes (MwReading *self, MwDataset *dataset)
{
  MwSetMark mark;

  return mw_held_get_mark (MW_HELD (dataset), mw_reading_find_source (self)->set, 0, &mark) &&
         mark.n_updates == 0 && mark.watermark != MW_SINCE_NONE;
}

/* What was gone on with is as old as its first page: what was changed since is asked for, and nothing else.
 * When that fails it is whole all the same, and the next refresh asks for it. */
static void
catch_up (MwReading *self, MwDataset **into, MwMainFiber *fiber)
{
  g_autoptr (MwDataset) after = NULL;
  g_autoptr (Comparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  if (!tells_changes (self, *into))
    return;
  after = mw_reading_new_dataset (self->model, self->entity, self->link);
  if (read_and_keep (self, MW_HELD (*into), *into, after, fiber, &error))
    comparison = run_comparison (self, *into, after, fiber, &error);
  if (comparison == NULL)
    {
      g_debug ("What was changed meanwhile is not there: %s", error->message);
      g_clear_object (&self->interrupted);
      return;
    }
  /* Rows stay as they are, for whoever looks at them. */
  if (!mw_changes_is_none (&comparison->changes) || !mw_dataset_take_over (*into, after))
    g_set_object (into, after);
}

/* What was interrupted goes on. When the system does not go on there any more, it is read as if there had
 * been nothing, and @into is another one. */
static gboolean
go_on (MwReading *self, MwHeld *held, MwDataset **into, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwDataset) interrupted = take_interrupted (self, fiber);
  g_autoptr (GError) reason = NULL;

  if (interrupted == NULL)
    return read_and_keep (self, held, NULL, *into, fiber, error);
  if (read_and_keep (self, held, interrupted, *into, fiber, &reason))
    {
      catch_up (self, into, fiber);
      return TRUE;
    }
  /* Where pages came behind that place, it is not about the place. */
  if (!is_about_place (reason) || mw_main_fiber_is_dropped (fiber) ||
      count_records (*into) > mw_dataset_count_records (interrupted))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  g_debug ("What was interrupted is read anew: %s", reason->message);
  g_clear_object (&self->interrupted);
  g_object_unref (*into);
  *into = mw_reading_new_dataset (self->model, self->entity, self->link);
  return read_and_keep (self, held, NULL, *into, fiber, error);
}

/* What another process has read while this one waited for its turn need not be asked for again. Of what shows
 * to be damaged nothing stays: then @into is another one. */
static gboolean
take_from_others (MwReading *self, gint64 since, MwDataset **into, MwMainFiber *fiber)
{
  if (self->how != MW_READING_CHANGES || !mw_kept_find (self->kept, *into, since, fiber, NULL) ||
      !mw_kept_is_made_alike (self->kept))
    return FALSE;
  if (mw_kept_show (self->kept, fiber, NULL) && mw_kept_fill (self->kept, fiber, NULL))
    return TRUE;
  g_object_unref (*into);
  *into = mw_reading_new_dataset (self->model, self->entity, self->link);
  return FALSE;
}

static gboolean
bring (MwReading *self, MwHeld *held, gint64 since, MwDataset **into, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwKeptTurn) turn = NULL;
  g_autoptr (GError) reason = NULL;

  if (self->kept == NULL)
    return go_on (self, held, into, fiber, error);
  turn = mw_kept_take_turn (self->kept, fiber, &reason);
  if (turn == NULL && mw_main_fiber_is_dropped (fiber))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  /* Where no lock can be made, two may read the same: each keeps whole pages all the same. */
  if (turn == NULL)
    g_debug ("There are no turns: %s", reason->message);
  if (take_from_others (self, since, into, fiber))
    return TRUE;
  return go_on (self, held, into, fiber, error);
}

/* Rows are there as they come. */
static gboolean
read_first (MwReading *self, gint64 since, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwDataset) into = g_object_ref (self->dataset);
  g_autoptr (MwDataset) latest = NULL;
  gboolean ok = bring (self, NULL, since, &into, fiber, error);

  mw_reading_take_latest (self);
  latest = mw_dataset_dup_latest (into);
  if (latest != self->dataset)
    mw_reading_take_dataset (self, latest);
  return ok;
}

/* Rows stay as they are, for whoever looks at them, when nothing was changed. */
static void
take (MwReading *self, Comparison *comparison)
{
  self->changes = comparison->changes;
  self->has_changes = TRUE;
  if (!self->is_outdated && mw_changes_is_none (&self->changes) &&
      mw_dataset_take_over (self->dataset, comparison->after))
    {
      if (self->base_beside != NULL)
        {
          g_clear_pointer (&self->beside, g_ptr_array_unref);
          self->beside = g_ptr_array_ref (self->base_beside);
        }
      return;
    }
  mw_reading_take_dataset (self, comparison->after);
}

/* Rows of today's rules, of the same records, as map_here() makes them; what the rules need and was not asked
 * for then is asked for now. */
static gboolean
map_again (MwReading *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwDataset) after = mw_reading_new_dataset (self->model, self->entity, self->link);

  if (!dex_await (
        mw_main_until (
          mw_link_read (self->link, self->entity, NULL, MW_HELD (self->dataset), MW_SINK (after)), fiber),
        error))
    return FALSE;
  self->is_outdated = FALSE;
  mw_reading_take_dataset (self, after);
  return TRUE;
}

/* All or nothing: what was read before is shown until everything has come. */
static gboolean
read_again (MwReading *self, gint64 since, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwDataset) after = mw_reading_new_dataset (self->model, self->entity, self->link);
  g_autoptr (Comparison) comparison = NULL;
  MwHeld *held = self->how == MW_READING_WHOLE ? NULL : MW_HELD (self->dataset);

  if (!bring (self, held, since, &after, fiber, error))
    return FALSE;
  comparison = run_comparison (self, self->dataset, after, fiber, error);
  if (comparison == NULL)
    return FALSE;
  take (self, comparison);
  return TRUE;
}

/* What answers may have become another variant, which reads other things. */
static void
take_variant (MwReading *self)
{
  const MwVariant *variant = mw_link_get_variant (self->link);

  if (variant == self->variant)
    return;
  self->variant = variant;
  g_clear_object (&self->interrupted);
  g_clear_object (&self->kept);
  self->kept = mw_kept_new (self->link, self->model, self->entity, NULL);
  if (self->is_refresh)
    self->how = MW_READING_WHOLE;
}

DexFuture *
mw_reading_run (MwMainFiber *fiber, gpointer data)
{
  MwReading *self = data;
  const gint64 since = g_get_real_time ();
  GError *error = NULL;

  if (!self->is_refresh && self->kept != NULL)
    show_kept (self, fiber);
  if (self->how == MW_READING_KEPT)
    {
      if (mw_main_fiber_is_dropped (fiber))
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No longer wanted");
      else if (!self->is_refresh)
        error = g_error_new_literal (MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOTHING_KEPT,
                                     "No records are kept on this computer");
    }
  else if (dex_await (mw_main_until (mw_link_open (self->link), fiber), &error))
    {
      mw_reading_set_state (self, MW_READING_RUNNING);
      take_variant (self);
      if (self->is_refresh)
        (void) ((!self->is_outdated || map_again (self, fiber, &error)) &&
                read_again (self, since, fiber, &error));
      else
        read_first (self, since, fiber, &error);
    }
  if (!mw_main_fiber_is_dropped (fiber))
    mw_reading_fill (self, fiber);
  mw_reading_finish (self, error);
  return dex_future_new_true ();
}
