/* mw-bench-sqlite.c: SQLite, as it is installed here
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-bench-sqlite.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY "libsqlite3.so.0"

gboolean
mw_bench_sqlite_load (MwBenchSqlite *self)
{
  const struct
  {
    const char *name;
    void *place;
  } functions[] = {
    { "sqlite3_open", &self->open },
    { "sqlite3_close", &self->close },
    { "sqlite3_exec", &self->exec },
    { "sqlite3_prepare_v2", &self->prepare },
    { "sqlite3_step", &self->step },
    { "sqlite3_reset", &self->reset },
    { "sqlite3_finalize", &self->finalize },
    { "sqlite3_bind_text", &self->bind_text },
    { "sqlite3_bind_int64", &self->bind_int64 },
    { "sqlite3_bind_null", &self->bind_null },
    { "sqlite3_column_int64", &self->column_int64 },
    { "sqlite3_create_collation", &self->create_collation },
    { "sqlite3_create_function", &self->create_function },
    { "sqlite3_value_text", &self->value_text },
    { "sqlite3_value_bytes", &self->value_bytes },
    { "sqlite3_result_int", &self->result_int },
    { "sqlite3_libversion", &self->libversion },
  };
  void *library = dlopen (LIBRARY, RTLD_NOW | RTLD_LOCAL);

  for (guint i = 0; library != NULL && i < G_N_ELEMENTS (functions); i++)
    {
      void *function = dlsym (library, functions[i].name);

      if (function == NULL)
        return FALSE;
      memcpy (functions[i].place, &function, sizeof function);
    }
  return library != NULL;
}
