/* mw-set-records.c: the records of one set as they were sent: columns, identities, counts
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-set-records.h"

#include "mw-key-set.h"

struct _MwSetRecords
{
  MwRawColumns *columns;
  MwKeySet *keys;
  GBytes *body;
  guint n_records;
  guint64 n_duplicates;
};

MwSetRecords *
mw_set_records_new (const MwJsonDialect *dialect)
{
  MwSetRecords *self = g_new0 (MwSetRecords, 1);

  self->columns = mw_raw_columns_new (dialect);
  self->keys = mw_key_set_new ();
  return self;
}

void
mw_set_records_free (MwSetRecords *self)
{
  mw_raw_columns_unref (self->columns);
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

/**
 * mw_set_records_add:
 * @record: as it was sent
 * @with_columns: whether its keys become columns
 *
 * Adds a record.
 *
 * Returns: the record's number in the set
 */
guint
mw_set_records_add (MwSetRecords *self, yyjson_val *record, gboolean with_columns)
{
  if (with_columns)
    mw_raw_columns_add (self->columns, record);
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

MwRawColumns *
mw_set_records_get_columns (MwSetRecords *self)
{
  return self->columns;
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
