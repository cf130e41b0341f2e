/* mw-json-pool.c: the records of one text, read one behind the other into memory that they share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-pool-private.h"

#include <string.h>

#include "mw-json-reader.h"

/* More than pages have. What a longer text holds is only checked, and parsed again when it is wanted, so that
 * memory follows the text and not its values. */
#define MAX_KEPT ((gsize) 64 * 1024 * 1024 / sizeof (yyjson_val))

/* What one pool leaves to the next: pages of a few megabytes come one after the other, and fresh memory costs
 * as much as a fifth of the reading. */
#define MAX_SPARE ((gsize) 16 * 1024 * 1024)

/* Of text for each value, when memory is set aside before anything is known. */
#define BYTES_PER_VALUE 8

static MwJsonPool *spare;

static MwJsonPool *
take_spare (void)
{
  MwJsonPool *self = g_atomic_pointer_exchange (&spare, NULL);

  if (self != NULL)
    return self;
  self = g_new0 (MwJsonPool, 1);
  self->roots = g_array_new (FALSE, FALSE, sizeof (MwJsonRoot));
  self->rows = g_array_new (FALSE, TRUE, sizeof (guint32));
  return self;
}

static void
really_free (MwJsonPool *self)
{
  g_free (self->strings);
  g_free (self->values);
  g_array_unref (self->roots);
  g_array_unref (self->rows);
  g_free (self);
}

static void
reserve_strings (MwJsonPool *self, gsize size)
{
  if (size <= self->strings_capacity)
    return;
  g_free (self->strings);
  self->strings = g_malloc (size);
  self->strings_capacity = size;
}

static void
reserve_values (MwJsonPool *self, gsize capacity)
{
  if (capacity <= self->capacity)
    return;
  self->values = g_renew (yyjson_val, self->values, capacity);
  self->capacity = capacity;
}

void
mw_json_pool_grow (MwJsonPool *self)
{
  reserve_values (self, self->capacity + self->capacity / 2);
}

guint32
mw_json_pool_add_row (MwJsonPool *self, guint list, guint32 value)
{
  guint32 row = self->rows->len;

  g_array_set_size (self->rows, row + g_array_index (self->keys->lists, MwJsonList, list).size);
  g_array_index (self->rows, guint32, row) = value;
  return row;
}

/**
 * mw_json_pool_new:
 * @text: JSON
 * @length: bytes of @text
 * @keys: what is known of its records, and learned from them
 *
 * Returns: (transfer full): a pool without values
 */
MwJsonPool *
mw_json_pool_new (const char *text, gsize length, MwJsonKeys *keys)
{
  MwJsonPool *self = take_spare ();

  self->text = text;
  self->length = length;
  self->keys = mw_json_keys_ref (keys);
  reserve_strings (self, length + 1);
  self->strings_end = self->strings;
  self->n_values = 0;
  reserve_values (self, MIN (length / BYTES_PER_VALUE, MAX_KEPT) + 64);
  g_array_set_size (self->roots, 0);
  g_array_set_size (self->rows, 0);
  return self;
}

/**
 * mw_json_pool_free:
 */
void
mw_json_pool_free (MwJsonPool *self)
{
  g_clear_pointer (&self->keys, mw_json_keys_unref);
  if (self->strings_capacity + self->capacity * sizeof (yyjson_val) <= MAX_SPARE)
    self = g_atomic_pointer_exchange (&spare, self);
  if (self != NULL)
    really_free (self);
}

/**
 * mw_json_pool_read:
 * @offset: where a value starts in the text
 * @max_depth: at most %MW_JSON_MAX_DEPTH
 * @read: (out): what was found
 *
 * Reads a value, whatever follows it. Numbers are kept as text.
 *
 * Returns: %FALSE when there is no value, or it is nested deeper than @max_depth
 */
gboolean
mw_json_pool_read (MwJsonPool *self, gsize offset, guint max_depth, MwJsonRead *read)
{
  MwJsonRoot root = { .value = (guint32) self->n_values, .row = self->rows->len };
  char *strings_end = self->strings_end;

  if (!mw_json_reader_run (self, offset, max_depth, read))
    return FALSE;
  read->value = self->values + root.value;
  if (root.value > MAX_KEPT)
    {
      self->strings_end = strings_end;
      g_array_set_size (self->rows, root.row);
      return TRUE;
    }
  root.is_found = !read->duplicate_keys;
  self->n_values = root.value + read->n_values;
  g_array_append_val (self->roots, root);
  return TRUE;
}

/**
 * mw_json_pool_get:
 *
 * Returns: (transfer none) (nullable): the value that was read as number @n, counted from 0; it lives as long
 * as @self if no other is read. %NULL when it was not kept.
 */
yyjson_val *
mw_json_pool_get (const MwJsonPool *self, guint n)
{
  return n < self->roots->len ? self->values + g_array_index (self->roots, MwJsonRoot, n).value : NULL;
}

/**
 * mw_json_pool_get_found:
 * @found: (out): what was found of the value that was read as number @n; it lives as long as that
 *
 * Returns: %FALSE when nothing is known of it
 */
gboolean
mw_json_pool_get_found (const MwJsonPool *self, guint n, MwJsonFound *found)
{
  const MwJsonRoot *root = n < self->roots->len ? &g_array_index (self->roots, MwJsonRoot, n) : NULL;
  const guint32 *rows = (gconstpointer) self->rows->data;

  if (root == NULL || !root->is_found)
    return FALSE;
  *found = (MwJsonFound) { self->values, rows, rows + root->row };
  return TRUE;
}
