/* mw-set-records.c: the records of one set as they were sent: columns, identities, counts
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-records.h"

#include "mw-key-set.h"

/* Column of records that are no objects. */
#define PLAIN_COLUMN "value"

struct _MwSetRecords
{
  MwJsonDialect dialect;
  GPtrArray *columns;  /* (element-type utf8): NULL-terminated, in order of appearance */
  GHashTable *numbers; /* column → its number + 1 */
  GArray *last_row; /* of guint: for each column the row + 1 that has it, against equal keys in one record */
  MwKeySet *keys;
  GBytes *body;
  guint n_records;
  guint64 n_duplicates;
};

MwSetRecords *
mw_set_records_new (const MwJsonDialect *dialect)
{
  MwSetRecords *self = g_new0 (MwSetRecords, 1);

  self->dialect = *dialect;
  self->columns = g_ptr_array_new_null_terminated (32, g_free, TRUE);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->last_row = g_array_new (FALSE, TRUE, sizeof (guint));
  self->keys = mw_key_set_new ();
  return self;
}

void
mw_set_records_free (MwSetRecords *self)
{
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->last_row);
  mw_key_set_free (self->keys);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
mw_set_records_begin_turn (MwSetRecords *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
}

/**
 * mw_set_records_admit:
 * @key: identity of a record; when it is null the record is taken for a new one
 *
 * Returns: whether the record is new in this set
 */
gboolean
mw_set_records_admit (MwSetRecords *self, MwSlice key)
{
  if (key.text == NULL || mw_key_set_add (self->keys, key.text, key.length))
    return TRUE;
  self->n_duplicates++;
  return FALSE;
}

/* Records of a set mostly have the same keys in the same order: @guess is looked at first. */
static guint
find_column (MwSetRecords *self, const char *name, guint guess)
{
  guint number;

  if (guess < self->columns->len && g_str_equal (g_ptr_array_index (self->columns, guess), name))
    return guess;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  if (number > 0)
    return number - 1;
  g_ptr_array_add (self->columns, g_strdup (name));
  g_array_set_size (self->last_row, self->columns->len);
  g_hash_table_insert (self->numbers, g_ptr_array_index (self->columns, self->columns->len - 1),
                       GUINT_TO_POINTER (self->columns->len));
  return self->columns->len - 1;
}

static void
set_cell (MwSetRecords *self, guint column, yyjson_val *value, MwChunkBuilder *rows)
{
  guint *last_row = &g_array_index (self->last_row, guint, column);
  g_autofree char *nested = NULL;
  const char *text;
  gsize length = 0;

  if (*last_row == self->n_records + 1)
    return;
  *last_row = self->n_records + 1;
  if (yyjson_is_ctn (value))
    {
      nested = mw_json_dup_text (value);
      mw_chunk_builder_set_cell (rows, column, nested, -1);
      return;
    }
  text = mw_json_peek_text (value, &length);
  if (text != NULL)
    mw_chunk_builder_set_cell (rows, column, text, length);
}

static void
add_row (MwSetRecords *self, yyjson_val *record, guint set, MwChunkBuilder *rows)
{
  MwRowOrigin origin = { .set = set, .record = self->n_records, .child = -1 };
  yyjson_obj_iter iter;
  yyjson_val *key;
  guint column = 0;

  mw_chunk_builder_begin_row (rows, &origin);
  if (!yyjson_obj_iter_init (record, &iter))
    {
      set_cell (self, find_column (self, PLAIN_COLUMN, 0), record, rows);
      return;
    }
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      if (self->dialect.odata && yyjson_equals_str (key, "__metadata"))
        continue;
      column = find_column (self, yyjson_get_str (key), column);
      set_cell (self, column, yyjson_obj_iter_get_val (key), rows);
      column++;
    }
}

/**
 * mw_set_records_add:
 * @set: number of the set in the sink
 * @rows: (nullable): gets the record as a row: strings unescaped, numbers as sent, lists and objects as JSON
 *
 * Adds a record.
 *
 * Returns: the record's number in the set
 */
guint
mw_set_records_add (MwSetRecords *self, yyjson_val *record, guint set, MwChunkBuilder *rows)
{
  if (rows != NULL)
    add_row (self, record, set, rows);
  return self->n_records++;
}

/**
 * mw_set_records_add_body:
 * @body: the answer that holds the next records
 *
 * Returns: %FALSE when it is, byte for byte, the answer before
 */
gboolean
mw_set_records_add_body (MwSetRecords *self, GBytes *body)
{
  if (self->body != NULL && g_bytes_equal (self->body, body))
    return FALSE;
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
  return TRUE;
}

const char *const *
mw_set_records_get_columns (MwSetRecords *self)
{
  return (const char *const *) self->columns->pdata;
}

guint
mw_set_records_get_n_columns (MwSetRecords *self)
{
  return self->columns->len;
}

guint
mw_set_records_get_n_records (MwSetRecords *self)
{
  return self->n_records;
}

guint64
mw_set_records_get_n_duplicates (MwSetRecords *self)
{
  return self->n_duplicates;
}
