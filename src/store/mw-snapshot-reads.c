/* mw-snapshot-reads.c: the reads of entities that a snapshot's file holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-reads.h"

void
mw_snapshot_read_free (MwSnapshotRead *self)
{
  g_free (self->entity);
  g_free (self->basis);
  g_free (self->maker);
  g_free (self);
}

static MwSnapshotRead *
read_new (MwSnapshotQuery *query)
{
  MwSnapshotRead *self = g_new0 (MwSnapshotRead, 1);

  self->number = mw_snapshot_query_get_number (query, 0);
  self->entity = g_strdup (mw_snapshot_query_get_text (query, 1));
  self->basis = g_strdup (mw_snapshot_query_get_text (query, 2));
  self->maker = g_strdup (mw_snapshot_query_get_text (query, 3));
  self->began_at = mw_snapshot_query_get_number (query, 4);
  self->ended_at = mw_snapshot_query_get_number (query, 5);
  return self;
}

/* Of interrupted reads the one that came furthest: one that goes on from another first has what that one had,
 * and may be interrupted before it has. */
#define FURTHEST_FIRST                                                                                       \
  " ORDER BY (SELECT count (*) FROM step WHERE step.read = read.number AND page IS NOT NULL) DESC,"          \
  " number DESC LIMIT 1"

#define FIND_READ                                                                                            \
  "SELECT number, entity, basis, maker, began_at, ended_at FROM read"                                        \
  " WHERE entity = ? AND basis = ? AND ended_at "

/**
 * mw_snapshot_reads_find:
 * @whole: whether one that has ended is wanted, or one that was interrupted
 * @read: (out) (transfer full) (nullable): the last one
 *
 * Returns: %FALSE with a #MwSnapshotError
 */
gboolean
mw_snapshot_reads_find (MwSnapshotFile *file,
                        const char *entity,
                        const char *basis,
                        gboolean whole,
                        MwSnapshotRead **read,
                        GError **error)
{
  /* Of whole ones there is one, and whoever opens a window waits for it: its pages are not counted. */
  MwSnapshotQuery *query = mw_snapshot_file_ask (
    file, whole ? FIND_READ "> 0 ORDER BY number DESC LIMIT 1" : FIND_READ "= 0" FURTHEST_FIRST, error);
  gboolean more;

  *read = NULL;
  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_text (query, 1, entity);
  mw_snapshot_query_set_text (query, 2, basis);
  if (!mw_snapshot_query_next (query, &more, error))
    return FALSE;
  if (!more)
    return TRUE;
  *read = read_new (query);
  if (mw_snapshot_query_end (query, error))
    return TRUE;
  g_clear_pointer (read, mw_snapshot_read_free);
  return FALSE;
}

/* Steps of reads that are gone, and pages that no step needs any more. */
static gboolean
sweep (MwSnapshotFile *file, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM step WHERE read NOT IN (SELECT number FROM read)",
    "DELETE FROM page WHERE number NOT IN (SELECT page FROM step WHERE page IS NOT NULL)",
    "DELETE FROM block WHERE page NOT IN (SELECT number FROM page)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!mw_snapshot_file_run (file, statements[i], error))
      return FALSE;
  return TRUE;
}

/* All but the one that can be gone on from. */
static gboolean
remove_interrupted (MwSnapshotFile *file, const char *entity, const char *basis, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (
    file,
    "DELETE FROM read WHERE entity = ?1 AND ended_at = 0 AND number IS NOT"
    " (SELECT number FROM read WHERE entity = ?1 AND basis = ?2 AND ended_at = 0" FURTHEST_FIRST ")",
    error);

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_text (query, 1, entity);
  mw_snapshot_query_set_text (query, 2, basis);
  return mw_snapshot_query_end (query, error) && sweep (file, error);
}

gint64
mw_snapshot_reads_add (MwSnapshotFile *file,
                       const char *entity,
                       const char *basis,
                       const char *maker,
                       GError **error)
{
  MwSnapshotQuery *query;

  if (!remove_interrupted (file, entity, basis, error))
    return 0;
  query = mw_snapshot_file_ask (
    file, "INSERT INTO read (entity, basis, maker, began_at, ended_at) VALUES (?, ?, ?, ?, 0)", error);
  if (query == NULL)
    return 0;
  mw_snapshot_query_set_text (query, 1, entity);
  mw_snapshot_query_set_text (query, 2, basis);
  mw_snapshot_query_set_text (query, 3, maker);
  mw_snapshot_query_set_number (query, 4, g_get_real_time ());
  return mw_snapshot_query_end (query, error) ? mw_snapshot_file_get_last_number (file) : 0;
}

/**
 * mw_snapshot_reads_check:
 * @number: of a read that is being written
 *
 * Where no lock could be made somebody else may have removed it: what is written of it now would be without
 * its beginning.
 *
 * Returns: %FALSE with a #MwSnapshotError when it is not there any more
 */
gboolean
mw_snapshot_reads_check (MwSnapshotFile *file, gint64 number, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "SELECT 1 FROM read WHERE number = ?", error);
  gboolean more;

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_number (query, 1, number);
  if (!mw_snapshot_query_next (query, &more, error))
    return FALSE;
  if (more)
    return mw_snapshot_query_end (query, error);
  g_set_error_literal (error, MW_SNAPSHOT_ERROR, MW_SNAPSHOT_ERROR_BUSY, "Somebody else writes the same");
  return FALSE;
}

/**
 * mw_snapshot_reads_pass:
 * @number: of a read that has just got a page that no read before it has
 *
 * It has all that those before it had which can be gone on from, or does not go on from them: they go.
 *
 * Returns: %FALSE with a #MwSnapshotError
 */
gboolean
mw_snapshot_reads_pass (MwSnapshotFile *file, gint64 number, const char *entity, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (
    file, "DELETE FROM read WHERE entity = ? AND ended_at = 0 AND number < ?", error);

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_text (query, 1, entity);
  mw_snapshot_query_set_number (query, 2, number);
  return mw_snapshot_query_end (query, error) && sweep (file, error);
}

gboolean
mw_snapshot_reads_drop_changed (MwSnapshotFile *file, gint64 number, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "DELETE FROM step WHERE read = ? AND kind = 7", error);

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_number (query, 1, number);
  return mw_snapshot_query_end (query, error);
}

gboolean
mw_snapshot_reads_end (MwSnapshotFile *file, gint64 number, const char *entity, GError **error)
{
  MwSnapshotQuery *end = mw_snapshot_file_ask (file, "UPDATE read SET ended_at = ? WHERE number = ?", error);
  MwSnapshotQuery *others;

  if (end == NULL)
    return FALSE;
  mw_snapshot_query_set_number (end, 1, g_get_real_time ());
  mw_snapshot_query_set_number (end, 2, number);
  if (!mw_snapshot_query_end (end, error))
    return FALSE;
  others = mw_snapshot_file_ask (file, "DELETE FROM read WHERE entity = ? AND number != ?", error);
  if (others == NULL)
    return FALSE;
  mw_snapshot_query_set_text (others, 1, entity);
  mw_snapshot_query_set_number (others, 2, number);
  return mw_snapshot_query_end (others, error) && sweep (file, error);
}

gboolean
mw_snapshot_reads_remove (MwSnapshotFile *file, const char *entity, GError **error)
{
  MwSnapshotQuery *query = mw_snapshot_file_ask (file, "DELETE FROM read WHERE ?1 IS NULL OR entity = ?1",
                                                 error);

  if (query == NULL)
    return FALSE;
  mw_snapshot_query_set_text (query, 1, entity);
  return mw_snapshot_query_end (query, error) && sweep (file, error);
}
