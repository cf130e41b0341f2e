/* mw-snapshot-pages.c: answers of systems in a snapshot's file: each once, in blocks
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-pages.h"

/* Small enough to be opened for one record, large enough to become a fifth. */
#define BLOCK (64 * 1024)
/* No transport takes a larger answer: what says so is damaged. */
#define MAX_PAGE ((gint64) 2 * 1024 * 1024 * 1024)

struct _MwSnapshotPages
{
  gatomicrefcount ref_count;
  GMutex mutex;        /* everything below */
  char *file_id;       /* of which file; NULL: of none yet */
  GHashTable *numbers; /* GBytes, by its place → number */
  GHashTable *pages;   /* number → GBytes */
};

G_DEFINE_BOXED_TYPE (MwSnapshotPages, mw_snapshot_pages, mw_snapshot_pages_ref, mw_snapshot_pages_unref)

MwSnapshotPages *
mw_snapshot_pages_new (void)
{
  MwSnapshotPages *self = g_new0 (MwSnapshotPages, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->numbers = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) g_bytes_unref, g_free);
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

MwSnapshotPages *
mw_snapshot_pages_ref (MwSnapshotPages *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_snapshot_pages_unref (MwSnapshotPages *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->numbers);
  g_mutex_clear (&self->mutex);
  g_free (self->file_id);
  g_free (self);
}

/**
 * mw_snapshot_pages_add:
 * @from: what is known besides
 *
 * Of two files only what is of that of @self stays.
 */
void
mw_snapshot_pages_add (MwSnapshotPages *self, MwSnapshotPages *from)
{
  GHashTableIter iter;
  gpointer bytes, number;

  if (self == from)
    return;
  g_mutex_lock (&from->mutex);
  g_mutex_lock (&self->mutex);
  if (self->file_id == NULL)
    self->file_id = g_strdup (from->file_id);
  g_hash_table_iter_init (&iter, from->numbers);
  while (g_strcmp0 (self->file_id, from->file_id) == 0 && g_hash_table_iter_next (&iter, &bytes, &number))
    {
      g_hash_table_replace (self->pages, g_memdup2 (number, sizeof (gint64)), bytes);
      g_hash_table_replace (self->numbers, g_bytes_ref (bytes), g_memdup2 (number, sizeof (gint64)));
    }
  g_mutex_unlock (&self->mutex);
  g_mutex_unlock (&from->mutex);
}

void
mw_snapshot_pages_forget (MwSnapshotPages *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove_all (self->pages);
  g_hash_table_remove_all (self->numbers);
  g_clear_pointer (&self->file_id, g_free);
}

/* Of another file nothing is known. */
static void
remember (MwSnapshotPages *self, MwSnapshotFile *file, GBytes *bytes, gint64 number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (g_strcmp0 (self->file_id, mw_snapshot_file_get_id (file)) != 0)
    {
      g_hash_table_remove_all (self->pages);
      g_hash_table_remove_all (self->numbers);
      g_set_str (&self->file_id, mw_snapshot_file_get_id (file));
    }
  g_hash_table_replace (self->pages, g_memdup2 (&number, sizeof number), bytes);
  g_hash_table_replace (self->numbers, g_bytes_ref (bytes), g_memdup2 (&number, sizeof number));
}

static gint64
find_number (MwSnapshotPages *self, MwSnapshotFile *file, GBytes *bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const gint64 *number = g_strcmp0 (self->file_id, mw_snapshot_file_get_id (file)) == 0
                           ? g_hash_table_lookup (self->numbers, bytes)
                           : NULL;

  return number != NULL ? *number : 0;
}

/* Somebody else may have removed it since. */
static gboolean
is_there (MwSnapshotFile *file, gint64 number, gint64 *size, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "SELECT size FROM page WHERE number = ?", error);
  gboolean more;

  *size = -1;
  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_number (query, 1, number);
  if (!mw_snapshot_query_next (query, &more, error))
    return FALSE;
  if (!more)
    return TRUE;
  *size = mw_snapshot_query_get_number (query, 0);
  return mw_snapshot_query_end (query, error);
}

static gboolean
write_block (MwSnapshotFile *file,
             MwSqueeze *squeeze,
             gint64 number,
             const guint8 *data,
             gsize length,
             GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "INSERT INTO block (page, data) VALUES (?, ?)", error);
  gsize packed_length;
  const guint8 *packed;

  if (query == NULL)
    return FALSE;
  packed = mw_squeeze_pack (squeeze, data, length, &packed_length);
  mw_snapshot_query_set_number (query, 1, number);
  mw_snapshot_query_set_bytes (query, 2, packed, packed_length);
  return mw_snapshot_query_end (query, error);
}

static gint64
write_page (MwSnapshotFile *file, MwSqueeze *squeeze, GBytes *bytes, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "INSERT INTO page (size) VALUES (?)", error);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gint64 number;

  if (query == NULL)
    return 0;
  mw_snapshot_query_set_number (query, 1, (gint64) length);
  if (!mw_snapshot_query_end (query, error))
    return 0;
  number = mw_snapshot_file_get_last_number (file);
  for (gsize at = 0; at < length; at += BLOCK)
    if (!write_block (file, squeeze, number, data + at, MIN (BLOCK, length - at), error))
      return 0;
  return number;
}

/**
 * mw_snapshot_pages_write:
 * @before: (nullable): what an earlier read has written
 * @bytes: an answer
 * @is_new: (out): whether it was not there before
 *
 * In a transaction of the caller's.
 *
 * Returns: the number of the page, 0 with a #MwSnapshotError
 */
gint64
mw_snapshot_pages_write (MwSnapshotPages *self,
                         MwSnapshotPages *before,
                         MwSnapshotFile *file,
                         MwSqueeze *squeeze,
                         GBytes *bytes,
                         gboolean *is_new,
                         GError **error)
{
  gint64 number = find_number (self, file, bytes);
  gint64 size = -1;

  if (number == 0 && before != NULL)
    number = find_number (before, file, bytes);
  *is_new = FALSE;
  if (number != 0 && !is_there (file, number, &size, error))
    return 0;
  *is_new = size < 0;
  if (*is_new)
    number = write_page (file, squeeze, bytes, error);
  if (number != 0)
    remember (self, file, bytes, number);
  return number;
}

static gboolean
fail_damaged (gint64 number, GError **error)
{
  g_set_error (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_DAMAGED,
               "Page %" G_GINT64_FORMAT " is not as it was written", number);
  return FALSE;
}

static gboolean
read_blocks (MwSnapshotFile *file,
             MwSqueeze *squeeze,
             gint64 number,
             guint8 *data,
             gsize size,
             GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (
    file, "SELECT data FROM block WHERE page = ? ORDER BY number", error);
  gboolean more = TRUE;

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_number (query, 1, number);
  for (gsize at = 0; at < size; at += BLOCK)
    {
      gsize length;
      gconstpointer packed;

      if (!mw_snapshot_query_next (query, &more, error))
        return FALSE;
      packed = more ? mw_snapshot_query_get_bytes (query, 0, &length) : NULL;
      if (packed == NULL || !mw_squeeze_unpack (squeeze, packed, length, data + at, MIN (BLOCK, size - at)))
        {
          if (more)
            mw_snapshot_query_end (query, NULL);
          return fail_damaged (number, error);
        }
    }
  return mw_snapshot_query_end (query, error);
}

/**
 * mw_snapshot_pages_read:
 * @number: of a page
 *
 * Returns: (transfer full): its bytes; %NULL with a #MwSnapshotError
 */
GBytes *
mw_snapshot_pages_read (MwSnapshotPages *self,
                        MwSnapshotFile *file,
                        MwSqueeze *squeeze,
                        gint64 number,
                        GError **error)
{
  g_autofree guint8 *data = NULL;
  GBytes *bytes;
  gint64 size;

  g_mutex_lock (&self->mutex);
  bytes = g_strcmp0 (self->file_id, mw_snapshot_file_get_id (file)) == 0
            ? g_hash_table_lookup (self->pages, &number)
            : NULL;
  if (bytes != NULL)
    g_bytes_ref (bytes);
  g_mutex_unlock (&self->mutex);
  if (bytes != NULL)
    return bytes;
  if (!is_there (file, number, &size, error))
    return NULL;
  data = size >= 0 && size <= MAX_PAGE ? g_try_malloc (MAX ((gsize) size, 1)) : NULL;
  if (data == NULL)
    {
      fail_damaged (number, error);
      return NULL;
    }
  if (!read_blocks (file, squeeze, number, data, (gsize) size, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), (gsize) size);
  remember (self, file, bytes, number);
  return bytes;
}
