/* mw-snapshot-writer.c: a sink that also writes what it gets into a snapshot, without holding it up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-writer.h"

#include "mw-snapshot-reads.h"
#include "mw-snapshot-step.h"

/* What may wait to be written; a reader that is faster than the disk for so long waits too. */
#define MAX_WAITING ((gsize) 64 * 1024 * 1024)
/* About so much of it is written in one transaction. */
#define MAX_TOGETHER ((gsize) 4 * 1024 * 1024)
/* Shorter steps are not worth the work. */
#define MIN_SQUEEZED 256

struct _MwSnapshotWriter
{
  GObject parent_instance;
  MwSink *sink;
  char *entity;
  char *basis;
  char *maker;
  char *file_id;
  MwSnapshotPages *before;
  MwSnapshotPages *pages;
  /* The reader's. */
  GArray *n_columns; /* of guint, by set: how many were written */
  GPtrArray *batch;  /* of MwSnapshotStep: a page and what came with it */
  gboolean has_told;
  gboolean has_changed; /* pages, which go at the end */
  /* The writer's, which is one job at a time. */
  MwSnapshotFile *file;
  MwSqueeze *squeeze;
  gint64 read;         /* 0: not begun */
  gboolean has_passed; /* what was interrupted before */
  GMutex mutex;        /* everything below */
  GCond cond;
  GQueue waiting; /* of GPtrArray */
  gsize waiting_size;
  gboolean is_writing;
  GError *error;
};

static void mw_snapshot_writer_sink_init (MwSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwSnapshotWriter,
                               mw_snapshot_writer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MW_TYPE_SINK, mw_snapshot_writer_sink_init))

static void
mw_snapshot_writer_finalize (GObject *object)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (object);

  g_clear_object (&self->sink);
  g_clear_pointer (&self->before, mw_snapshot_pages_unref);
  g_clear_pointer (&self->pages, mw_snapshot_pages_unref);
  g_clear_pointer (&self->n_columns, g_array_unref);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
  g_clear_pointer (&self->squeeze, mw_squeeze_free);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) g_ptr_array_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->entity);
  g_free (self->basis);
  g_free (self->maker);
  g_free (self->file_id);
  G_OBJECT_CLASS (mw_snapshot_writer_parent_class)->finalize (object);
}

static void
mw_snapshot_writer_class_init (MwSnapshotWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_snapshot_writer_finalize;
}

static void
mw_snapshot_writer_init (MwSnapshotWriter *self)
{
  self->pages = mw_snapshot_pages_new ();
  self->n_columns = g_array_new (FALSE, TRUE, sizeof (guint));
  self->squeeze = mw_squeeze_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
}

/**
 * mw_snapshot_writer_new:
 * @file: (transfer full): the file
 * @before: (nullable): what an earlier read has written, and need not be written again
 * @sink: gets everything first
 *
 * Returns: (transfer full): a writer that has written nothing yet
 */
MwSnapshotWriter *
mw_snapshot_writer_new (MwSnapshotFile *file,
                        const char *entity,
                        const char *basis,
                        const char *maker,
                        MwSnapshotPages *before,
                        MwSink *sink)
{
  MwSnapshotWriter *self = g_object_new (MW_TYPE_SNAPSHOT_WRITER, NULL);

  self->file = file;
  self->file_id = g_strdup (mw_snapshot_file_get_id (file));
  self->entity = g_strdup (entity);
  self->basis = g_strdup (basis);
  self->maker = g_strdup (maker);
  self->before = before != NULL ? mw_snapshot_pages_ref (before) : NULL;
  self->sink = g_object_ref (sink);
  return self;
}

const char *
mw_snapshot_writer_get_file_id (MwSnapshotWriter *self)
{
  return self->file_id;
}

MwSnapshotPages *
mw_snapshot_writer_get_pages (MwSnapshotWriter *self)
{
  return self->pages;
}

/* Once. */
static gboolean
pass (MwSnapshotWriter *self, GError **error)
{
  if (!self->has_passed && !mw_snapshot_reads_pass (self->file, self->read, self->entity, error))
    return FALSE;
  self->has_passed = TRUE;
  return TRUE;
}

static gboolean
write_step (MwSnapshotWriter *self, MwSnapshotStep *step, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (
    self->file, "INSERT INTO step (read, kind, page, size, data) VALUES (?, ?, nullif (?, 0), ?, ?)", error);
  gint64 page = 0;
  gconstpointer data;
  gsize length;
  gsize size = 0;
  gboolean is_new = FALSE;

  if (query == NULL)
    return FALSE;
  if (step->bytes != NULL)
    page = mw_snapshot_pages_write (self->pages, self->before, self->file, self->squeeze, step->bytes,
                                    &is_new, error);
  if (step->bytes != NULL && page == 0)
    return FALSE;
  mw_snapshot_step_pack (step);
  data = step->packed->data;
  length = step->packed->len;
  if (length >= MIN_SQUEEZED)
    {
      size = length;
      data = mw_squeeze_pack (self->squeeze, data, length, &length);
    }
  mw_snapshot_query_set_number (query, 1, self->read);
  mw_snapshot_query_set_number (query, 2, step->kind);
  mw_snapshot_query_set_number (query, 3, page);
  mw_snapshot_query_set_number (query, 4, (gint64) size);
  mw_snapshot_query_set_bytes (query, 5, data, length);
  /* The page has its step by then: it would be swept without. */
  return mw_snapshot_query_end (query, error) && (!is_new || pass (self, error));
}

static gboolean
write_steps (MwSnapshotWriter *self, GPtrArray *batch, GError **error)
{
  if (self->read != 0)
    {
      if (!mw_snapshot_reads_check (self->file, self->read, error))
        return FALSE;
    }
  else
    self->read = mw_snapshot_reads_add (self->file, self->entity, self->basis, self->maker, error);
  if (self->read == 0)
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    if (!write_step (self, batch->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
end_read (MwSnapshotWriter *self, GError **error)
{
  return (!self->has_changed || mw_snapshot_reads_drop_changed (self->file, self->read, error)) &&
         mw_snapshot_reads_end (self->file, self->read, self->entity, error);
}

/* Whole pages only, whatever happens meanwhile. @ends: nothing comes behind them. */
static gboolean
write_batches (MwSnapshotWriter *self, GPtrArray *batches, gboolean ends, GError **error)
{
  gboolean is_written = mw_snapshot_file_begin (self->file, error);

  for (guint i = 0; is_written && i < batches->len; i++)
    is_written = write_steps (self, batches->pdata[i], error);
  if (is_written && (!ends || end_read (self, error)) && mw_snapshot_file_commit (self->file, error))
    return TRUE;
  mw_snapshot_file_roll_back (self->file);
  mw_snapshot_pages_forget (self->pages);
  return FALSE;
}

static gsize
get_size (GPtrArray *batch)
{
  gsize size = 0;

  for (guint i = 0; i < batch->len; i++)
    size += mw_snapshot_step_get_size (batch->pdata[i]);
  return size;
}

/* What comes after an error is not written: pages without those before are worth nothing. */
static void
take_result (MwSnapshotWriter *self, gsize size, GError *error)
{
  self->waiting_size -= size;
  if (error != NULL)
    {
      self->error = error;
      g_queue_clear_full (&self->waiting, (GDestroyNotify) g_ptr_array_unref);
      self->waiting_size = 0;
    }
  g_cond_broadcast (&self->cond);
}

/* With the mutex. What waits already is written in one go: every transaction writes the ends of all tables
 * and indexes anew. */
static GPtrArray *
take_waiting (MwSnapshotWriter *self, gsize *size)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  *size = 0;
  while (*size < MAX_TOGETHER && !g_queue_is_empty (&self->waiting))
    {
      GPtrArray *batch = g_queue_pop_head (&self->waiting);

      *size += get_size (batch);
      g_ptr_array_add (batches, batch);
    }
  return batches;
}

static void
write_waiting (gpointer data, gpointer pool_data)
{
  g_autoptr (MwSnapshotWriter) self = data;

  g_mutex_lock (&self->mutex);
  while (self->error == NULL && !g_queue_is_empty (&self->waiting))
    {
      gsize size;
      g_autoptr (GPtrArray) batches = take_waiting (self, &size);
      GError *error = NULL;

      g_mutex_unlock (&self->mutex);
      write_batches (self, batches, FALSE, &error);
      g_clear_pointer (&batches, g_ptr_array_unref);
      g_mutex_lock (&self->mutex);
      take_result (self, size, error);
    }
  self->is_writing = FALSE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Threads of their own, so that those of the work pool never wait for each other. */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter_pointer (&pool))
    g_once_init_leave_pointer (
      &pool, g_thread_pool_new (write_waiting, NULL, (int) g_get_num_processors () + 1, FALSE, NULL));
  return pool;
}

static void
push_batch (MwSnapshotWriter *self)
{
  g_autoptr (GPtrArray) batch = g_steal_pointer (&self->batch);

  if (batch == NULL)
    return;
  g_mutex_lock (&self->mutex);
  while (self->error == NULL && self->waiting_size > MAX_WAITING)
    g_cond_wait (&self->cond, &self->mutex);
  if (self->error == NULL)
    {
      self->waiting_size += get_size (batch);
      g_queue_push_tail (&self->waiting, g_steal_pointer (&batch));
      if (!self->is_writing)
        {
          self->is_writing = TRUE;
          g_thread_pool_push (get_pool (), g_object_ref (self), NULL);
        }
    }
  g_mutex_unlock (&self->mutex);
}

static void
tell (MwSnapshotWriter *self, const GError *error)
{
  const MwNotice notice = { .kind = MW_NOTICE_NOT_KEPT, .message = mw_snapshot_error_get_reason (error) };

  if (!self->has_told)
    mw_sink_notice (self->sink, NULL, &notice);
  self->has_told = TRUE;
}

/* FALSE when nothing is written any more. */
static gboolean
goes_on (MwSnapshotWriter *self)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->mutex);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->mutex);
  if (error == NULL)
    return TRUE;
  tell (self, error);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  return FALSE;
}

/* Takes @step. */
static void
add_step (MwSnapshotWriter *self, MwSnapshotStep *step)
{
  if (self->batch == NULL)
    self->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) mw_snapshot_step_free);
  g_ptr_array_add (self->batch, step);
}

static void
mw_snapshot_writer_begin (MwSink *sink, MwEntity *entity, gint64 expected)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_begin (self->sink, entity, expected);
  if (goes_on (self))
    add_step (self, mw_snapshot_step_new_begin (entity, expected));
}

static guint
mw_snapshot_writer_begin_set (MwSink *sink, const char *set_id, const char *title, gint64 expected)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);
  guint number = mw_sink_begin_set (self->sink, set_id, title, expected);

  if (goes_on (self))
    add_step (self, mw_snapshot_step_new_set (set_id, title, expected));
  return number;
}

/* The rows of the page before have come. */
static void
mw_snapshot_writer_raw_page (MwSink *sink, guint set, const MwRawPage *page)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_raw_page (self->sink, set, page);
  if (!goes_on (self))
    return;
  push_batch (self);
  if (set >= self->n_columns->len)
    g_array_set_size (self->n_columns, set + 1);
  add_step (self, mw_snapshot_step_new_page (set, page, &g_array_index (self->n_columns, guint, set)));
}

/* No rows come with it. */
static void
mw_snapshot_writer_changed_page (MwSink *sink, guint set, const MwRawPage *page)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_changed_page (self->sink, set, page);
  if (!goes_on (self))
    return;
  push_batch (self);
  add_step (self, mw_snapshot_step_new_changed_page (set, page));
  push_batch (self);
  self->has_changed = TRUE;
}

static void
mw_snapshot_writer_rows (MwSink *sink, MwEntity *entity, MwChunk *rows)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_rows (self->sink, entity, rows);
  if (goes_on (self))
    add_step (self, mw_snapshot_step_new_rows (entity, rows));
}

static void
mw_snapshot_writer_notice (MwSink *sink, MwEntity *entity, const MwNotice *notice)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_notice (self->sink, entity, notice);
  if (goes_on (self))
    add_step (self, mw_snapshot_step_new_notice (entity, notice));
}

static gboolean
mw_snapshot_writer_wants_raw_rows (MwSink *sink)
{
  return mw_sink_wants_raw_rows (MW_SNAPSHOT_WRITER (sink)->sink);
}

static gboolean
mw_snapshot_writer_keeps_keys (MwSink *sink)
{
  return mw_sink_keeps_keys (MW_SNAPSHOT_WRITER (sink)->sink);
}

static void
mw_snapshot_writer_mark (MwSink *sink, guint set, const MwSetMark *mark)
{
  MwSnapshotWriter *self = MW_SNAPSHOT_WRITER (sink);

  mw_sink_mark (self->sink, set, mark);
  if (goes_on (self))
    add_step (self, mw_snapshot_step_new_mark (set, mark));
}

static void
mw_snapshot_writer_sink_init (MwSinkInterface *iface)
{
  iface->begin = mw_snapshot_writer_begin;
  iface->begin_set = mw_snapshot_writer_begin_set;
  iface->raw_page = mw_snapshot_writer_raw_page;
  iface->changed_page = mw_snapshot_writer_changed_page;
  iface->rows = mw_snapshot_writer_rows;
  iface->notice = mw_snapshot_writer_notice;
  iface->wants_raw_rows = mw_snapshot_writer_wants_raw_rows;
  iface->keeps_keys = mw_snapshot_writer_keeps_keys;
  iface->mark = mw_snapshot_writer_mark;
}

/* What came last says what the whole was: it is there with the end, or not. */
static gboolean
write_end (MwSnapshotWriter *self, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_ptr_array_add (batches, self->batch != NULL ? g_steal_pointer (&self->batch) : g_ptr_array_new ());
  return write_batches (self, batches, TRUE, error);
}

/**
 * mw_snapshot_writer_end:
 * @whole: whether it is all there was
 *
 * Returns: %FALSE with a #MwSnapshotError when it is not kept; the sink was told
 */
gboolean
mw_snapshot_writer_end (MwSnapshotWriter *self, gboolean whole, GError **error)
{
  GError *reason = NULL;

  if (!whole)
    push_batch (self);
  g_mutex_lock (&self->mutex);
  while (self->is_writing)
    g_cond_wait (&self->cond, &self->mutex);
  reason = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->mutex);
  if (reason == NULL && whole)
    write_end (self, &reason);
  g_clear_pointer (&self->file, mw_snapshot_file_close);
  if (reason == NULL)
    return TRUE;
  tell (self, reason);
  g_propagate_error (error, reason);
  return FALSE;
}
