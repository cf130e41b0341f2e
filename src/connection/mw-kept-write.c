/* mw-kept-write.c: what is read is kept, behind the back of who reads
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-kept-private.h"

#include <glib/gi18n-lib.h>

#include "mw-snapshot-writer.h"
#include "mw-work.h"

typedef struct
{
  MwKeeping *keeping;
  char *entity;
  char *basis;
  char *maker;
  GPtrArray *before; /* of MwSnapshotPages */
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
  g_clear_pointer (&self->before, g_ptr_array_unref);
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

/* What is written already need not be written again. */
static MwSnapshotPages *
join (GPtrArray *before)
{
  MwSnapshotPages *all = mw_snapshot_pages_new ();

  for (guint i = 0; i < before->len; i++)
    mw_snapshot_pages_add (all, before->pdata[i]);
  return all;
}

static gboolean
begin_work (gpointer data, GCancellable *cancellable, GError **error)
{
  Writing *self = data;
  g_autoptr (GError) reason = NULL;
  MwSnapshotFile *file = self->reason == NULL ? mw_keeping_open (self->keeping, &reason) : NULL;
  g_autofree char *message = mw_keeping_steal_message (self->keeping);
  g_autoptr (MwSnapshotPages) before = join (self->before);

  if (message != NULL)
    tell (self, MW_NOTICE_SET_ASIDE, message);
  if (reason != NULL)
    self->reason = mw_snapshot_error_get_reason (reason);
  if (file == NULL)
    tell (self, MW_NOTICE_NOT_KEPT, self->reason);
  else
    self->writer = mw_snapshot_writer_new (file, self->entity, self->basis, self->maker, before,
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
  const MwKeptPlace *own = self->places->pdata[0];

  writing->keeping = g_object_ref (self->keeping);
  writing->entity = g_strdup (own->entity);
  writing->basis = g_strdup (own->basis);
  writing->maker = g_strdup (self->maker);
  writing->before = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_snapshot_pages_unref);
  if (self->pages != NULL)
    g_ptr_array_add (writing->before, mw_snapshot_pages_ref (self->pages));
  for (guint i = 0; i < self->interrupted->len; i++)
    g_ptr_array_add (writing->before, mw_snapshot_pages_ref (self->interrupted->pdata[i]));
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
    mw_keeping_set_aside (self->keeping, mw_snapshot_writer_get_file_id (self->writer), reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * mw_kept_end:
 * @self: what is kept
 * @sink: of mw_kept_begin()
 * @whole: whether all has come that there was
 * @fiber: the running fiber
 *
 * Returns: whether what has come is kept
 */
gboolean
mw_kept_end (MwKept *self, MwSink *sink, gboolean whole, MwMainFiber *fiber)
{
  g_autoptr (Writing) writing = NULL;
  MwSnapshotPages *written;

  if (!MW_IS_SNAPSHOT_WRITER (sink))
    return FALSE;
  writing = g_atomic_rc_box_new0 (Writing);
  writing->keeping = g_object_ref (self->keeping);
  writing->writer = g_object_ref (MW_SNAPSHOT_WRITER (sink));
  writing->whole = whole;
  if (!dex_await (
        mw_main_until (
          mw_work_run ("end keeping", end_work, g_atomic_rc_box_acquire (writing), writing_release), fiber),
        NULL))
    return FALSE;
  written = mw_snapshot_writer_get_pages (writing->writer);
  if (!whole)
    {
      g_ptr_array_add (self->interrupted, mw_snapshot_pages_ref (written));
      return TRUE;
    }
  g_ptr_array_set_size (self->interrupted, 0);
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
  self->pages = mw_snapshot_pages_ref (written);
  return TRUE;
}

static gboolean
leave_work (gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* Takes @sink. Whoever lets go of it last closes its file: not the main thread. */
void
mw_kept_leave (MwKept *self, MwSink *sink)
{
  if (MW_IS_SNAPSHOT_WRITER (sink))
    g_ptr_array_add (self->interrupted,
                     mw_snapshot_pages_ref (mw_snapshot_writer_get_pages (MW_SNAPSHOT_WRITER (sink))));
  dex_future_disown (mw_work_run ("leave keeping", leave_work, sink, g_object_unref));
}
