/* mw-snapshot-file.h: an encrypted file of SQLCipher: opening, refusing, setting aside
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MW_SNAPSHOT_ERROR (mw_snapshot_error_quark ())

/**
 * MwSnapshotError:
 * @MW_SNAPSHOT_ERROR_UNSAFE: what answers here cannot encrypt; nothing was written
 * @MW_SNAPSHOT_ERROR_KEY: the file was not written with this key, or is damaged where it begins
 * @MW_SNAPSHOT_ERROR_DAMAGED: a part of the file is not as it was written
 * @MW_SNAPSHOT_ERROR_NEWER: a newer Millwright has written the file
 * @MW_SNAPSHOT_ERROR_FULL: the file cannot grow: the disk is full, or does not take more
 * @MW_SNAPSHOT_ERROR_BUSY: somebody else writes, and does not come to an end
 * @MW_SNAPSHOT_ERROR_FILE: the file cannot be opened, read or moved
 */
typedef enum
{
  MW_SNAPSHOT_ERROR_UNSAFE,
  MW_SNAPSHOT_ERROR_KEY,
  MW_SNAPSHOT_ERROR_DAMAGED,
  MW_SNAPSHOT_ERROR_NEWER,
  MW_SNAPSHOT_ERROR_FULL,
  MW_SNAPSHOT_ERROR_BUSY,
  MW_SNAPSHOT_ERROR_FILE,
} MwSnapshotError;

GQuark mw_snapshot_error_quark (void);

#define MW_SNAPSHOT_KEY_BYTES 32

/* One thread at a time. All calls block. */
typedef struct _MwSnapshotFile MwSnapshotFile;

/* A statement that was asked for; until it is asked for again, or the file is closed. */
typedef struct _MwSnapshotQuery MwSnapshotQuery;

/* Random bytes for a new file. */
GBytes *mw_snapshot_file_new_key (void);
/* Opens the file, or makes it; its folder too. @key: MW_SNAPSHOT_KEY_BYTES random ones. */
MwSnapshotFile *mw_snapshot_file_open (const char *path, GBytes *key, GError **error);
/* To be read on a disk that is full, and closed soon: nobody else can use it meanwhile. */
MwSnapshotFile *mw_snapshot_file_open_alone (const char *path, GBytes *key, GError **error);
void mw_snapshot_file_close (MwSnapshotFile *self);
/* Made with the file, random: pages are known by their number in this one file. */
const char *mw_snapshot_file_get_id (const MwSnapshotFile *self);
/* All or nothing of what is written between them, whatever happens to the process. */
gboolean mw_snapshot_file_begin (MwSnapshotFile *self, GError **error);
gboolean mw_snapshot_file_commit (MwSnapshotFile *self, GError **error);
void mw_snapshot_file_roll_back (MwSnapshotFile *self);
/* Without an answer. */
gboolean mw_snapshot_file_run (MwSnapshotFile *self, const char *sql, GError **error);
gint64 mw_snapshot_file_get_last_number (MwSnapshotFile *self);

/* @sql: a literal. NULL with an error when it cannot be asked. */
MwSnapshotQuery *mw_snapshot_file_ask (MwSnapshotFile *self, const char *sql, GError **error);
/* Values, from 1 on; borrowed until the query has ended. */
void mw_snapshot_query_set_number (MwSnapshotQuery *self, int position, gint64 value);
void mw_snapshot_query_set_text (MwSnapshotQuery *self, int position, const char *value);
void mw_snapshot_query_set_bytes (MwSnapshotQuery *self, int position, gconstpointer data, gsize length);
/* FALSE with an error; @more: whether there is a row. */
gboolean mw_snapshot_query_next (MwSnapshotQuery *self, gboolean *more, GError **error);
/* Of the row, columns from 0 on; borrowed until the next one. */
gint64 mw_snapshot_query_get_number (MwSnapshotQuery *self, int column);
const char *mw_snapshot_query_get_text (MwSnapshotQuery *self, int column);
gconstpointer mw_snapshot_query_get_bytes (MwSnapshotQuery *self, int column, gsize *length);
/* For one that is not to answer anything. */
gboolean mw_snapshot_query_end (MwSnapshotQuery *self, GError **error);

/* For people, translated, a part of a sentence: “the disk is full”. */
const char *mw_snapshot_error_get_reason (const GError *error);
/* Whether @error says that the file as it is cannot be used by this program: it is set aside then. */
gboolean mw_snapshot_error_is_final (const GError *error);
/* Gives the file and what belongs to it another name beside it; answers that. */
char *mw_snapshot_file_set_aside (const char *path, GError **error);
/* Removes the file and what belongs to it; one that is not there is no error. */
gboolean mw_snapshot_file_remove (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSnapshotFile, mw_snapshot_file_close)

G_END_DECLS
