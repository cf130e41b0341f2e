/* mw-snapshot-query.c: what is asked of a snapshot's file
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-snapshot-private.h"

#include <string.h>

struct _MwSnapshotQuery
{
  MwSnapshotFile *file;
  sqlite3_stmt *statement;
};

void
mw_snapshot_query_free (MwSnapshotQuery *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * mw_snapshot_file_ask:
 * @sql: a literal
 *
 * Returns: (transfer none) (nullable): the statement, at its beginning and without values
 */
MwSnapshotQuery *
mw_snapshot_file_ask (MwSnapshotFile *self, const char *sql, GError **error)
{
  MwSnapshotQuery *query = g_hash_table_lookup (self->queries, sql);
  sqlite3_stmt *statement;
  int status;

  if (query != NULL)
    {
      sqlite3_reset (query->statement);
      sqlite3_clear_bindings (query->statement);
      return query;
    }
  status = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (status != SQLITE_OK)
    {
      mw_snapshot_file_set_error (self, status, error);
      return NULL;
    }
  query = g_new0 (MwSnapshotQuery, 1);
  query->file = self;
  query->statement = statement;
  g_hash_table_insert (self->queries, (gpointer) sql, query);
  return query;
}

void
mw_snapshot_query_set_number (MwSnapshotQuery *self, int position, gint64 value)
{
  sqlite3_bind_int64 (self->statement, position, value);
}

void
mw_snapshot_query_set_text (MwSnapshotQuery *self, int position, const char *value)
{
  sqlite3_bind_text (self->statement, position, value, -1, SQLITE_STATIC);
}

void
mw_snapshot_query_set_bytes (MwSnapshotQuery *self, int position, gconstpointer data, gsize length)
{
  sqlite3_bind_blob64 (self->statement, position, data, length, SQLITE_STATIC);
}

gboolean
mw_snapshot_query_next (MwSnapshotQuery *self, gboolean *more, GError **error)
{
  int status = sqlite3_step (self->statement);

  *more = status == SQLITE_ROW;
  if (status == SQLITE_ROW)
    return TRUE;
  /* Values are borrowed only so long, and an open statement would keep a lock. */
  sqlite3_reset (self->statement);
  if (status == SQLITE_DONE)
    return TRUE;
  mw_snapshot_file_set_error (self->file, status, error);
  return FALSE;
}

gint64
mw_snapshot_query_get_number (MwSnapshotQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * mw_snapshot_query_get_text:
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
mw_snapshot_query_get_text (MwSnapshotQuery *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

/**
 * mw_snapshot_query_get_bytes:
 * @length: (out): how many
 *
 * Returns: (transfer none) (nullable): the bytes, %NULL when there is none
 */
gconstpointer
mw_snapshot_query_get_bytes (MwSnapshotQuery *self, int column, gsize *length)
{
  gconstpointer bytes = sqlite3_column_blob (self->statement, column);

  *length = bytes != NULL ? (gsize) sqlite3_column_bytes (self->statement, column) : 0;
  return bytes;
}

gboolean
mw_snapshot_query_end (MwSnapshotQuery *self, GError **error)
{
  gboolean more = FALSE;

  if (!mw_snapshot_query_next (self, &more, error))
    return FALSE;
  if (more)
    sqlite3_reset (self->statement);
  return TRUE;
}

gboolean
mw_snapshot_file_run (MwSnapshotFile *self, const char *sql, GError **error)
{
  int status = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (status == SQLITE_OK)
    return TRUE;
  mw_snapshot_file_set_error (self, status, error);
  return FALSE;
}

/* Another writer may have begun: then it is waited for, once and for all. */
gboolean
mw_snapshot_file_begin (MwSnapshotFile *self, GError **error)
{
  return mw_snapshot_file_run (self, "BEGIN IMMEDIATE", error);
}

gboolean
mw_snapshot_file_commit (MwSnapshotFile *self, GError **error)
{
  return mw_snapshot_file_run (self, "COMMIT", error);
}

/* After an error SQLite may have done so itself. */
void
mw_snapshot_file_roll_back (MwSnapshotFile *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gint64
mw_snapshot_file_get_last_number (MwSnapshotFile *self)
{
  return sqlite3_last_insert_rowid (self->db);
}
