/* mw-kept.c: what is kept of one entity of a connection: shown again, written, one at a time
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept-private.h"

#include "mw-kept-basis.h"
#include "mw-snapshot-replay.h"
#include "mw-work.h"

/* Rows that are shown, until what they were made of is there too. */
struct _MwKeptShowing
{
  MwKeeping *keeping;
  MwModel *model;
  MwJsonDialect dialect;
  GPtrArray *places; /* of MwKeptPlace, what is looked for first */
  gint64 since;
  gboolean interrupted; /* one that has not ended is looked for */
  MwDataset *dataset;
  MwSnapshotPages *pages;
  MwSnapshotFile *file; /* until it is replayed */
  char *file_id;        /* or NULL */
  MwSnapshotRead *read; /* NULL: none was found */
  MwSnapshotReplay *replay;
};

G_DEFINE_FINAL_TYPE (MwKept, mw_kept, G_TYPE_OBJECT)

static void
place_free (gpointer data)
{
  MwKeptPlace *place = data;

  g_free (place->entity);
  g_free (place->basis);
  g_free (place);
}

static void
showing_clear (gpointer data)
{
  MwKeptShowing *self = data;

  g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  g_clear_pointer (&self->read, mw_snapshot_read_free);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
  g_free (self->file_id);
  mw_snapshot_pages_unref (self->pages);
  g_ptr_array_unref (self->places);
  g_object_unref (self->keeping);
  g_object_unref (self->model);
  g_object_unref (self->dataset);
}

static void
showing_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, showing_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwKeptShowing, showing_release)

static void
mw_kept_finalize (GObject *object)
{
  MwKept *self = MW_KEPT (object);

  g_clear_pointer (&self->showing, showing_release);
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
  g_clear_pointer (&self->interrupted, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_object (&self->keeping);
  g_clear_object (&self->model);
  g_free (self->entity);
  g_free (self->maker);
  G_OBJECT_CLASS (mw_kept_parent_class)->finalize (object);
}

static void
mw_kept_class_init (MwKeptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_kept_finalize;
}

static void
mw_kept_init (MwKept *self)
{
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->interrupted = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_snapshot_pages_unref);
}

static void
add_place (MwKept *self, MwLink *link, MwEntity *entity)
{
  MwKeptPlace *place = g_new0 (MwKeptPlace, 1);

  place->entity = g_strdup (mw_entity_get_id (entity));
  place->basis = mw_kept_basis_dup (link, entity);
  g_ptr_array_add (self->places, place);
}

/* Orders bring their lines along. */
static void
add_places (MwKept *self, MwLink *link, MwEntity *entity)
{
  g_autoptr (GPtrArray) all = mw_system_dup_entities (mw_link_get_system (link), mw_link_get_variant (link));

  add_place (self, link, entity);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (GPtrArray) beside = NULL;

      if (all->pdata[i] == entity)
        continue;
      beside = mw_link_dup_beside (link, all->pdata[i]);
      if (g_ptr_array_find (beside, entity, NULL))
        add_place (self, link, all->pdata[i]);
    }
}

/**
 * mw_kept_new:
 * @link: reads
 * @model: whose rows are kept
 * @entity: what is read
 * @before: (nullable): what was kept of an earlier reading
 *
 * Returns: (transfer full) (nullable): what is kept of it; %NULL when nothing is
 */
MwKept *
mw_kept_new (MwLink *link, MwModel *model, MwEntity *entity, MwKept *before)
{
  MwKeeping *keeping = mw_link_get_keeping (link);
  const MwVariant *variant = mw_link_get_variant (link);
  MwKept *self;

  if (keeping == NULL || variant == NULL)
    return NULL;
  self = g_object_new (MW_TYPE_KEPT, NULL);
  self->keeping = g_object_ref (keeping);
  self->model = g_object_ref (model);
  self->dialect = variant->dialect;
  self->entity = g_strdup (mw_entity_get_id (entity));
  self->maker = mw_kept_maker_dup (link, model);
  add_places (self, link, entity);
  if (before != NULL && before->pages != NULL)
    self->pages = mw_snapshot_pages_ref (before->pages);
  for (guint i = 0; before != NULL && i < before->interrupted->len; i++)
    g_ptr_array_add (self->interrupted, mw_snapshot_pages_ref (before->interrupted->pdata[i]));
  return self;
}

static gboolean
find (MwKeptShowing *self, GError **error)
{
  self->file = mw_keeping_open_to_read (self->keeping, error);
  if (self->file == NULL)
    return FALSE;
  g_set_str (&self->file_id, mw_snapshot_file_get_id (self->file));
  for (guint i = 0; self->read == NULL && i < self->places->len; i++)
    {
      const MwKeptPlace *place = self->places->pdata[i];

      if (!mw_snapshot_reads_find (self->file, place->entity, place->basis, !self->interrupted, &self->read,
                                   error))
        return FALSE;
      if (self->read != NULL && !self->interrupted && self->read->ended_at <= self->since)
        g_clear_pointer (&self->read, mw_snapshot_read_free);
    }
  if (self->read == NULL)
    g_clear_pointer (&self->file, mw_snapshot_file_close);
  return TRUE;
}

/* A file that shows to be damaged is not used any more. */
static gboolean
check (MwKeptShowing *self, gboolean ok, GError *reason, GError **error)
{
  if (ok)
    return TRUE;
  g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
  if (mw_snapshot_error_is_final (reason))
    mw_keeping_set_aside (self->keeping, self->file_id, reason);
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
find_work (gpointer data, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;
  gboolean ok = find (data, &reason);

  return check (data, ok, reason, error);
}

static gboolean
rows_work (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeptShowing *self = data;
  GError *reason = NULL;
  gboolean ok;

  self->replay = mw_snapshot_replay_new (g_steal_pointer (&self->file), self->read->number, self->model,
                                         &self->dialect, self->pages, MW_SINK (self->dataset));
  ok = mw_snapshot_replay_run_rows (self->replay, cancellable, &reason);
  return check (self, ok, reason, error);
}

static gboolean
pages_work (gpointer data, GCancellable *cancellable, GError **error)
{
  MwKeptShowing *self = data;
  GError *reason = NULL;
  gboolean ok = mw_snapshot_replay_run_pages (self->replay, cancellable, &reason);

  if (ok)
    g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  return check (self, ok, reason, error);
}

static MwKeptShowing *
showing_new (MwKept *self, MwDataset *dataset, gint64 since)
{
  MwKeptShowing *showing = g_atomic_rc_box_new0 (MwKeptShowing);

  showing->keeping = g_object_ref (self->keeping);
  showing->model = g_object_ref (self->model);
  showing->dialect = self->dialect;
  showing->places = g_ptr_array_ref (self->places);
  showing->since = since;
  showing->dataset = g_object_ref (dataset);
  showing->pages = mw_snapshot_pages_new ();
  return showing;
}

static gboolean
run (MwKeptShowing *showing, const char *name, MwWorkFunc func, MwMainFiber *fiber, GError **error)
{
  return dex_await (
    mw_main_until (mw_work_run (name, func, g_atomic_rc_box_acquire (showing), showing_release), fiber),
    error);
}

/**
 * mw_kept_find:
 * @self: what is kept
 * @dataset: is to get the rows
 * @since: only of a read that ended later, microseconds since 1970
 * @fiber: the running fiber
 * @error: why what is there cannot be used
 *
 * Returns: whether there is something to be shown
 */
gboolean
mw_kept_find (MwKept *self, MwDataset *dataset, gint64 since, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwKeptShowing) showing = showing_new (self, dataset, since);

  if (!dex_await (mw_main_until (mw_keeping_unlock (self->keeping), fiber), error) ||
      !run (showing, "find records", find_work, fiber, error) || showing->read == NULL)
    return FALSE;
  self->as_of = showing->read->ended_at;
  self->is_made_alike = g_str_equal (showing->read->maker, self->maker);
  g_clear_pointer (&self->showing, showing_release);
  self->showing = g_steal_pointer (&showing);
  return TRUE;
}

/**
 * mw_kept_show:
 * @self: what is kept, just found
 * @fiber: the running fiber
 * @error: why what is there cannot be shown; the dataset may have some of it
 *
 * Returns: whether the dataset has all rows
 */
gboolean
mw_kept_show (MwKept *self, MwMainFiber *fiber, GError **error)
{
  return run (self->showing, "show records", rows_work, fiber, error);
}

/**
 * mw_kept_fill:
 * @self: what is kept, just shown
 * @fiber: the running fiber
 * @error: why not
 *
 * Returns: whether the dataset is all that was read then
 */
gboolean
mw_kept_fill (MwKept *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwKeptShowing) showing = g_steal_pointer (&self->showing);

  if (!run (showing, "fill records", pages_work, fiber, error))
    return FALSE;
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
  self->pages = mw_snapshot_pages_ref (showing->pages);
  return TRUE;
}

gint64
mw_kept_get_as_of (MwKept *self)
{
  return self->as_of;
}

gboolean
mw_kept_is_made_alike (MwKept *self)
{
  return self->is_made_alike;
}

char *
mw_kept_steal_message (MwKept *self)
{
  return mw_keeping_steal_message (self->keeping);
}

gboolean
mw_kept_is_recent (gint64 began_at)
{
  gint64 age = g_get_real_time () - began_at;

  return age >= 0 && age <= G_TIME_SPAN_DAY;
}

/* Of the entity itself, and made by the rules of today: it is gone on with. */
static gboolean
find_interrupted (MwKept *self, MwKeptShowing *showing, MwMainFiber *fiber)
{
  return dex_await (mw_main_until (mw_keeping_unlock (self->keeping), fiber), NULL) &&
         run (showing, "find records", find_work, fiber, NULL) && showing->read != NULL &&
         g_str_equal (showing->read->entity, self->entity) && mw_kept_is_recent (showing->read->began_at) &&
         run (showing, "rows to go on from", rows_work, fiber, NULL) &&
         run (showing, "pages to go on from", pages_work, fiber, NULL);
}

/**
 * mw_kept_take_interrupted:
 * @self: what is kept
 * @fiber: the running fiber
 *
 * Returns: (transfer full) (nullable): whole pages of a read that was interrupted, to be gone on from; %NULL
 * when there is none
 */
MwDataset *
mw_kept_take_interrupted (MwKept *self, MwMainFiber *fiber)
{
  g_autoptr (MwDataset) dataset = mw_dataset_new (self->model);
  g_autoptr (MwKeptShowing) showing = showing_new (self, dataset, 0);

  showing->interrupted = TRUE;
  if (!find_interrupted (self, showing, fiber))
    return NULL;
  g_ptr_array_add (self->interrupted, mw_snapshot_pages_ref (showing->pages));
  return g_steal_pointer (&dataset);
}

MwKeptTurn *
mw_kept_take_turn (MwKept *self, MwMainFiber *fiber, GError **error)
{
  return mw_kept_turn_take (mw_keeping_get_id (self->keeping), self->entity, fiber, error);
}
