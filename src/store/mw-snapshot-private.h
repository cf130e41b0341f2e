/* mw-snapshot-private.h: the file of a snapshot, as its own parts see it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* SQLCipher's own header, which names itself like SQLite's. */
#define SQLITE_HAS_CODEC 1
#include <sqlite3.h>

#include "mw-snapshot-file.h"

G_BEGIN_DECLS

struct _MwSnapshotFile
{
  sqlite3 *db;
  char *path;
  char *id;
  GHashTable *queries; /* SQL → MwSnapshotQuery */
};

void mw_snapshot_query_free (MwSnapshotQuery *self);
/* @status: of SQLite */
void mw_snapshot_file_set_error (MwSnapshotFile *self, int status, GError **error);

G_END_DECLS
