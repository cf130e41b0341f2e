/* mw-raw-columns.c: records as they were sent, as rows with a column for each key
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-raw-columns.h"

#include "mw-later-rows.h"

/* Column of records that are no objects. */
#define PLAIN_COLUMN "value"

struct _MwRawColumns
{
  gatomicrefcount ref_count;
  MwJsonDialect dialect;
  GMutex mutex;
  GPtrArray *names;    /* (element-type utf8): NULL-terminated, in order of appearance */
  GHashTable *numbers; /* name → its number + 1 */
  GArray
    *last_row; /* of guint64: for each column the row that had it last, against equal keys in one record */
  guint64 n_rows;
};

/* What rows are made of. */
typedef struct
{
  MwRawColumns *columns;
  GBytes *bytes;
  GArray *ranges;
  guint set;
  guint first;
} RawRows;

/**
 * mw_raw_columns_new:
 * @dialect: how the server writes values
 *
 * Returns: (transfer full): no columns yet
 */
MwRawColumns *
mw_raw_columns_new (const MwJsonDialect *dialect)
{
  MwRawColumns *self = g_new0 (MwRawColumns, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->dialect = *dialect;
  g_mutex_init (&self->mutex);
  self->names = g_ptr_array_new_null_terminated (32, g_free, TRUE);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->last_row = g_array_new (FALSE, TRUE, sizeof (guint64));
  return self;
}

MwRawColumns *
mw_raw_columns_ref (MwRawColumns *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mw_raw_columns_unref (MwRawColumns *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->names);
  g_array_unref (self->last_row);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* With the mutex held. Records of a set mostly have the same keys in the same order: @guess is looked at
 * first. */
static guint
find (MwRawColumns *self, const char *name, guint guess)
{
  guint number;

  if (guess < self->names->len && g_str_equal (g_ptr_array_index (self->names, guess), name))
    return guess;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  if (number > 0)
    return number - 1;
  g_ptr_array_add (self->names, g_strdup (name));
  g_array_set_size (self->last_row, self->names->len);
  g_hash_table_insert (self->numbers, g_ptr_array_index (self->names, self->names->len - 1),
                       GUINT_TO_POINTER (self->names->len));
  return self->names->len - 1;
}

/**
 * mw_raw_columns_add:
 * @record: as it was sent
 *
 * Adds the columns of @record that are new.
 */
void
mw_raw_columns_add (MwRawColumns *self, yyjson_val *record)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  yyjson_obj_iter iter;
  yyjson_val *key;
  guint column = 0;

  if (!yyjson_obj_iter_init (record, &iter))
    {
      find (self, PLAIN_COLUMN, 0);
      return;
    }
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (!mw_json_is_of_protocol (key, &self->dialect))
      column = find (self, yyjson_get_str (key), column) + 1;
}

void
mw_raw_columns_add_name (MwRawColumns *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  find (self, name, self->names->len);
}

const char *const *
mw_raw_columns_get_names (MwRawColumns *self)
{
  return (const char *const *) self->names->pdata;
}

/* The first of equal keys counts. */
static void
set_cell (MwRawColumns *self, guint column, yyjson_val *value, MwChunkBuilder *rows)
{
  guint64 *last_row = &g_array_index (self->last_row, guint64, column);
  g_autofree char *nested = NULL;
  const char *text;
  gsize length = 0;

  if (*last_row == self->n_rows)
    return;
  *last_row = self->n_rows;
  if (yyjson_is_ctn (value))
    {
      nested = mw_json_dup_text (value);
      mw_chunk_builder_set_cell (rows, column, nested, -1);
      return;
    }
  text = mw_json_peek_text (value, &length);
  if (text != NULL)
    mw_chunk_builder_set_cell (rows, column, text, (gssize) length);
}

static void
set_cells (MwRawColumns *self, yyjson_val *record, MwChunkBuilder *rows)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  yyjson_obj_iter iter;
  yyjson_val *key;
  guint column = 0;

  self->n_rows++;
  if (!yyjson_obj_iter_init (record, &iter))
    {
      set_cell (self, find (self, PLAIN_COLUMN, 0), record, rows);
      return;
    }
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      if (mw_json_is_of_protocol (key, &self->dialect))
        continue;
      column = find (self, yyjson_get_str (key), column);
      set_cell (self, column, yyjson_obj_iter_get_val (key), rows);
      column++;
    }
}

static void
raw_rows_free (gpointer data)
{
  RawRows *self = data;

  mw_raw_columns_unref (self->columns);
  g_bytes_unref (self->bytes);
  g_array_unref (self->ranges);
  g_free (self);
}

static void
make_row (gpointer data, guint row, MwChunkBuilder *rows)
{
  const RawRows *self = data;
  const MwJsonRange *range = &g_array_index (self->ranges, MwJsonRange, row);
  const char *text = (const char *) g_bytes_get_data (self->bytes, NULL) + range->offset;
  g_autoptr (MwJson) record = mw_json_parse (text, range->length, NULL);
  MwRowOrigin origin = { .set = self->set, .record = self->first + row, .child = -1 };

  mw_chunk_builder_begin_row (rows, &origin);
  if (record != NULL)
    set_cells (self->columns, mw_json_get_root (record), rows);
}

/**
 * mw_raw_columns_new_rows:
 * @bytes: an answer
 * @ranges: (element-type MwJsonRange): where its records lie in it; never changes again
 *
 * Cells are strings unescaped, numbers as sent, lists and objects as JSON.
 *
 * Returns: (transfer full): a row for each record
 */
MwChunk *
mw_raw_columns_new_rows (MwRawColumns *self, GBytes *bytes, GArray *ranges, guint set, guint first)
{
  RawRows *rows = g_new0 (RawRows, 1);

  *rows = (RawRows) { mw_raw_columns_ref (self), g_bytes_ref (bytes), g_array_ref (ranges), set, first };
  return mw_later_rows_new_chunk (ranges->len, self->names->len, make_row, rows, raw_rows_free);
}
