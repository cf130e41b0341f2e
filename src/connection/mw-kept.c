/* mw-kept.c: what is kept of one entity of a connection: shown again, written, one at a time
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept.h"

#include <glib/gi18n-lib.h>

#include "mw-kept-basis.h"
#include "mw-keeping.h"
#include "mw-lock-file.h"
#include "mw-snapshot-replay.h"
#include "mw-snapshot-writer.h"
#include "mw-work.h"

/* A read that has the rows: the entity's own, or that of one whose records they are made of too. */
typedef struct
{
  char *entity;
  char *basis;
} Place;

/* Rows that are shown, until what they were made of is there too. */
typedef struct
{
  MwKeeping *keeping;
  MwModel *model;
  MwJsonDialect dialect;
  GPtrArray *places; /* of Place, what is looked for first */
  gint64 since;
  MwDataset *dataset;
  MwSnapshotPages *pages;
  MwSnapshotFile *file; /* until it is replayed */
  MwSnapshotRead *read; /* NULL: none was found */
  MwSnapshotReplay *replay;
} Showing;

struct _MwKept
{
  GObject parent_instance;
  MwKeeping *keeping;
  MwModel *model;
  MwJsonDialect dialect;
  char *entity;
  char *maker;
  GPtrArray *places;
  MwSnapshotPages *pages; /* of what was read last, or NULL */
  Showing *showing;       /* or NULL */
  gint64 as_of;
  gboolean is_made_alike;
};

G_DEFINE_FINAL_TYPE (MwKept, mw_kept, G_TYPE_OBJECT)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->entity);
  g_free (place->basis);
  g_free (place);
}

static void
showing_clear (gpointer data)
{
  Showing *self = data;

  g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  g_clear_pointer (&self->read, mw_snapshot_read_free);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Showing, showing_release)

static void
mw_kept_finalize (GObject *object)
{
  MwKept *self = MW_KEPT (object);

  g_clear_pointer (&self->showing, showing_release);
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
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
}

static void
add_place (MwKept *self, MwLink *link, MwEntity *entity)
{
  Place *place = g_new0 (Place, 1);

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
  return self;
}

static gboolean
find (Showing *self, GError **error)
{
  self->file = mw_keeping_open (self->keeping, error);
  if (self->file == NULL)
    return FALSE;
  for (guint i = 0; self->read == NULL && i < self->places->len; i++)
    {
      const Place *place = self->places->pdata[i];

      if (!mw_snapshot_reads_find (self->file, place->entity, place->basis, TRUE, &self->read, error))
        return FALSE;
      if (self->read != NULL && self->read->ended_at <= self->since)
        g_clear_pointer (&self->read, mw_snapshot_read_free);
    }
  if (self->read == NULL)
    g_clear_pointer (&self->file, mw_snapshot_file_close);
  return TRUE;
}

/* A file that shows to be damaged is not used any more. */
static gboolean
check (Showing *self, gboolean ok, GError *reason, GError **error)
{
  if (ok)
    return TRUE;
  g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
  if (mw_snapshot_error_is_final (reason))
    mw_keeping_set_aside (self->keeping, reason);
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
  Showing *self = data;
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
  Showing *self = data;
  GError *reason = NULL;
  gboolean ok = mw_snapshot_replay_run_pages (self->replay, cancellable, &reason);

  if (ok)
    g_clear_pointer (&self->replay, mw_snapshot_replay_free);
  return check (self, ok, reason, error);
}

static Showing *
showing_new (MwKept *self, MwDataset *dataset, gint64 since)
{
  Showing *showing = g_atomic_rc_box_new0 (Showing);

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
run (Showing *showing, const char *name, MwWorkFunc func, MwMainFiber *fiber, GError **error)
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
  g_autoptr (Showing) showing = showing_new (self, dataset, since);

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
  g_autoptr (Showing) showing = g_steal_pointer (&self->showing);

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

struct _MwKeptTurn
{
  char *name;
  int lock; /* -1: not yet */
};

static void
turn_clear (gpointer data)
{
  MwKeptTurn *turn = data;

  if (turn->lock >= 0)
    mw_lock_file_release (turn->lock);
  g_free (turn->name);
}

void
mw_kept_turn_release (MwKeptTurn *turn)
{
  g_atomic_rc_box_release_full (turn, turn_clear);
}

static DexFuture *
turn_fiber (MwFiber *fiber, gpointer data)
{
  MwKeptTurn *turn = data;
  GError *error = NULL;

  turn->lock = mw_lock_file_await (turn->name, fiber, &error);
  return turn->lock >= 0 ? dex_future_new_true () : dex_future_new_for_error (error);
}

/**
 * mw_kept_take_turn:
 * @self: what is kept
 * @fiber: the running fiber
 * @error: why not
 *
 * Waits until no other reading, of whatever process, reads the same entity.
 *
 * Returns: (transfer full): the right to read it, until it is released
 */
MwKeptTurn *
mw_kept_take_turn (MwKept *self, MwMainFiber *fiber, GError **error)
{
  g_autoptr (MwKeptTurn) turn = g_atomic_rc_box_new0 (MwKeptTurn);
  g_autofree char *entity = g_strdelimit (g_strdup (self->entity), "_", '-');

  g_debug ("A turn to read %s is waited for", self->entity);
  turn->lock = -1;
  turn->name = g_strconcat (mw_keeping_get_id (self->keeping), ".", entity, NULL);
  if (!dex_await (mw_main_until (mw_fiber_spawn ("turn", turn_fiber, g_atomic_rc_box_acquire (turn),
                                                 (GDestroyNotify) mw_kept_turn_release),
                                 fiber),
                  error))
    return NULL;
  return g_steal_pointer (&turn);
}

typedef struct
{
  MwKeeping *keeping;
  char *entity;
  char *basis;
  char *maker;
  MwSnapshotPages *before;
  MwDataset *dataset;
  const char *reason; /* why nothing can be kept, or NULL */
  MwSnapshotWriter *writer;
  gboolean whole;
} Writing;

static void
writing_clear (gpointer data)
{
  Writing *self = data;

  g_object_unref (self->keeping);
  g_clear_pointer (&self->before, mw_snapshot_pages_unref);
  g_clear_object (&self->dataset);
  g_clear_object (&self->writer);
  g_free (self->entity);
  g_free (self->basis);
  g_free (self->maker);
}

static void
writing_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, writing_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_release)

static void
tell (Writing *self, MwNoticeKind kind, const char *message)
{
  const MwNotice notice = { .kind = kind, .message = message };

  mw_sink_notice (MW_SINK (self->dataset), NULL, &notice);
}

static gboolean
begin_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Writing *self = data;
  g_autoptr (GError) reason = NULL;
  MwSnapshotFile *file = self->reason == NULL ? mw_keeping_open (self->keeping, &reason) : NULL;
  g_autofree char *message = mw_keeping_steal_message (self->keeping);

  if (message != NULL)
    tell (self, MW_NOTICE_SET_ASIDE, message);
  if (reason != NULL)
    self->reason = mw_snapshot_error_get_reason (reason);
  if (file == NULL)
    tell (self, MW_NOTICE_NOT_KEPT, self->reason);
  else
    self->writer = mw_snapshot_writer_new (file, self->entity, self->basis, self->maker, self->before,
                                           MW_SINK (self->dataset));
  return TRUE;
}

/**
 * mw_kept_begin:
 * @self: what is kept
 * @dataset: gets everything
 * @fiber: the running fiber
 *
 * Returns: (transfer full): a sink for a read; when it does not write, @dataset was told why
 */
MwSink *
mw_kept_begin (MwKept *self, MwDataset *dataset, MwMainFiber *fiber)
{
  g_autoptr (Writing) writing = g_atomic_rc_box_new0 (Writing);
  const Place *own = self->places->pdata[0];

  writing->keeping = g_object_ref (self->keeping);
  writing->entity = g_strdup (own->entity);
  writing->basis = g_strdup (own->basis);
  writing->maker = g_strdup (self->maker);
  writing->before = self->pages != NULL ? mw_snapshot_pages_ref (self->pages) : NULL;
  writing->dataset = g_object_ref (dataset);
  if (!dex_await (mw_main_until (mw_keeping_unlock (self->keeping), fiber), NULL))
    writing->reason = _ ("their key cannot be kept");
  dex_await (
    mw_main_until (
      mw_work_run ("begin to keep", begin_work, g_atomic_rc_box_acquire (writing), writing_release), fiber),
    NULL);
  return writing->writer != NULL ? MW_SINK (g_object_ref (writing->writer))
                                 : MW_SINK (g_object_ref (dataset));
}

static gboolean
end_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Writing *self = data;
  g_autoptr (GError) reason = NULL;

  if (mw_snapshot_writer_end (self->writer, self->whole, &reason))
    return TRUE;
  if (mw_snapshot_error_is_final (reason))
    mw_keeping_set_aside (self->keeping, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * mw_kept_end:
 * @self: what is kept
 * @sink: of mw_kept_begin()
 * @whole: whether all has come that there was
 * @fiber: the running fiber
 */
void
mw_kept_end (MwKept *self, MwSink *sink, gboolean whole, MwMainFiber *fiber)
{
  g_autoptr (Writing) writing = NULL;

  if (!MW_IS_SNAPSHOT_WRITER (sink))
    return;
  writing = g_atomic_rc_box_new0 (Writing);
  writing->keeping = g_object_ref (self->keeping);
  writing->writer = g_object_ref (MW_SNAPSHOT_WRITER (sink));
  writing->whole = whole;
  if (!dex_await (
        mw_main_until (
          mw_work_run ("end keeping", end_work, g_atomic_rc_box_acquire (writing), writing_release), fiber),
        NULL))
    return;
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
  self->pages = mw_snapshot_pages_ref (mw_snapshot_writer_get_pages (writing->writer));
}

static gboolean
leave_work (gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* Whoever lets go of the sink last closes its file: not the main thread. */
void
mw_kept_leave (MwSink *sink)
{
  dex_future_disown (mw_work_run ("leave keeping", leave_work, g_object_ref (sink), g_object_unref));
}
