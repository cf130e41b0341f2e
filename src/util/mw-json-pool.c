/* mw-json-pool.c: the records of one text, parsed one behind the other into memory that they share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-json-pool.h"

#include <string.h>

/* More than pages have. What a longer text holds is only checked, and parsed again when it is wanted, so that
 * memory follows the text and not its values. */
#define MAX_KEPT ((gsize) 64 * 1024 * 1024)

/* What one pool leaves to the next: pages of a few megabytes come one after the other, and fresh memory costs
 * as much as a fifth of the parsing. */
#define MAX_SPARE ((gsize) 16 * 1024 * 1024)

struct _MwJsonPool
{
  char *text; /* yyjson unescapes strings in their place, and ends them with NUL */
  gsize text_capacity;
  gsize length;
  char *values; /* documents: a header, then values that refer to each other by distance */
  gsize size;
  gsize capacity;
  GArray *roots; /* gsize: where the outermost value of each lies in @values */
};

static void *
reserve (MwJsonPool *self, gsize size)
{
  if (self->size + size > self->capacity)
    {
      self->capacity = MAX (self->size + size, self->capacity + self->capacity / 2);
      self->values = g_realloc (self->values, self->capacity);
    }
  return self->values + self->size;
}

/* yyjson asks for one block a document and makes that larger: it is always the last one. */
static void *
allocate (void *pool, size_t size)
{
  return reserve (pool, size);
}

static void *
reallocate (void *pool, void *block, size_t old_size, size_t size)
{
  return reserve (pool, size);
}

static void
release (void *pool, void *block)
{
}

static MwJsonPool *spare;

static MwJsonPool *
take_spare (void)
{
  MwJsonPool *self = g_atomic_pointer_exchange (&spare, NULL);

  if (self != NULL)
    return self;
  self = g_new0 (MwJsonPool, 1);
  self->roots = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

static void
really_free (MwJsonPool *self)
{
  g_free (self->text);
  g_free (self->values);
  g_array_unref (self->roots);
  g_free (self);
}

static void
reserve_text (MwJsonPool *self, gsize size)
{
  if (size <= self->text_capacity)
    return;
  g_free (self->text);
  self->text = g_malloc (size);
  self->text_capacity = size;
}

/**
 * mw_json_pool_new:
 * @text: JSON; copied
 * @length: bytes of @text
 *
 * Returns: (transfer full): a pool without values
 */
MwJsonPool *
mw_json_pool_new (const char *text, gsize length)
{
  MwJsonPool *self = take_spare ();

  reserve_text (self, length + YYJSON_PADDING_SIZE);
  self->length = length;
  memcpy (self->text, text, length);
  memset (self->text + length, 0, YYJSON_PADDING_SIZE);
  self->size = 0;
  reserve (self, MIN (2 * length, MAX_KEPT) + 4096);
  g_array_set_size (self->roots, 0);
  return self;
}

/**
 * mw_json_pool_free:
 */
void
mw_json_pool_free (MwJsonPool *self)
{
  if (self->text_capacity + self->capacity <= MAX_SPARE)
    self = g_atomic_pointer_exchange (&spare, self);
  if (self != NULL)
    really_free (self);
}

/**
 * mw_json_pool_read:
 * @offset: where a value starts in the text
 * @end: (out): where what follows it starts
 * @n_values: (out): how many values it is made of, keys included
 *
 * Parses a value, whatever follows it. Numbers are kept as text.
 *
 * Returns: (transfer none) (nullable): the value, until the next one is read; %NULL when it is not JSON
 */
yyjson_val *
mw_json_pool_read (MwJsonPool *self, gsize offset, gsize *end, gsize *n_values)
{
  const yyjson_read_flag flags = YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_INSITU | YYJSON_READ_STOP_WHEN_DONE;
  const yyjson_alc allocator = { allocate, reallocate, release, self };
  yyjson_doc *document = yyjson_read_opts (self->text + offset, self->length - offset, flags, &allocator,
                                           NULL);
  gsize root;

  if (document == NULL)
    return NULL;
  *end = offset + yyjson_doc_get_read_size (document);
  *n_values = yyjson_doc_get_val_count (document);
  root = (gsize) ((char *) yyjson_doc_get_root (document) - self->values);
  if (self->size > MAX_KEPT)
    return (yyjson_val *) (gpointer) (self->values + root);
  self->size = root + *n_values * sizeof (yyjson_val);
  g_array_append_val (self->roots, root);
  return (yyjson_val *) (gpointer) (self->values + root);
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
  if (n >= self->roots->len)
    return NULL;
  return (yyjson_val *) (gpointer) (self->values + g_array_index (self->roots, gsize, n));
}
