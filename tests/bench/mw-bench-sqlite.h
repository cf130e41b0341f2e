/* mw-bench-sqlite.h: SQLite, as it is installed here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct sqlite3_value sqlite3_value;
typedef struct sqlite3_context sqlite3_context;

#define SQLITE_OK            0
#define SQLITE_ROW           100
#define SQLITE_DONE          101
#define SQLITE_UTF8          1
#define SQLITE_DETERMINISTIC 0x800

/* Its functions. The program that is measured links SQLCipher, which has the same names, so SQLite is not
 * linked but loaded, and only where nothing of ours has SQLCipher. */
typedef struct
{
  int (*open) (const char *path, sqlite3 **db);
  int (*close) (sqlite3 *db);
  int (*exec) (sqlite3 *db, const char *sql, void *callback, void *data, char **message);
  int (*prepare) (sqlite3 *db, const char *sql, int length, sqlite3_stmt **statement, const char **tail);
  int (*step) (sqlite3_stmt *statement);
  int (*reset) (sqlite3_stmt *statement);
  int (*finalize) (sqlite3_stmt *statement);
  int (*bind_text) (sqlite3_stmt *statement,
                    int position,
                    const char *text,
                    int length,
                    void (*destroy) (void *));
  int (*bind_int64) (sqlite3_stmt *statement, int position, gint64 value);
  int (*bind_null) (sqlite3_stmt *statement, int position);
  gint64 (*column_int64) (sqlite3_stmt *statement, int column);
  int (*create_collation) (sqlite3 *db,
                           const char *name,
                           int encoding,
                           void *data,
                           int (*compare) (void *data, int n_a, const void *a, int n_b, const void *b));
  int (*create_function) (sqlite3 *db,
                          const char *name,
                          int n_arguments,
                          int encoding,
                          void *data,
                          void (*function) (sqlite3_context *context, int n, sqlite3_value **values),
                          void *step,
                          void *final);
  const unsigned char *(*value_text) (sqlite3_value *value);
  int (*value_bytes) (sqlite3_value *value);
  void (*result_int) (sqlite3_context *context, int value);
  const char *(*libversion) (void);
} MwBenchSqlite;

/* FALSE: there is none. */
gboolean mw_bench_sqlite_load (MwBenchSqlite *self);

G_END_DECLS
