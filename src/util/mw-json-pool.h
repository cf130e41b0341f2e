/* mw-json-pool.h: the records of one text, read one behind the other into memory that they share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-keys.h"

G_BEGIN_DECLS

typedef struct _MwJsonPool MwJsonPool;

/**
 * MwJsonRead:
 * @value: lives until the next one is read; the pool keeps it, see mw_json_pool_get()
 * @n_values: how many values it is made of, keys included
 * @end: where what follows it starts in the text
 * @duplicate_keys: a key stands twice in its object
 * @unknown_keys: it has keys that were not learned: whether one of them stands twice is not known
 */
typedef struct
{
  yyjson_val *value;
  gsize n_values;
  gsize end;
  gboolean duplicate_keys;
  gboolean unknown_keys;
} MwJsonRead;

/* @text must outlive the reading, but not the pool. */
MwJsonPool *mw_json_pool_new (const char *text, gsize length, MwJsonKeys *keys);
void mw_json_pool_free (MwJsonPool *self);
/* Reads the value at @offset; FALSE when there is none (RFC 8259), or it is nested deeper than @max_depth.
 * Values that were read before move. */
gboolean mw_json_pool_read (MwJsonPool *self, gsize offset, guint max_depth, MwJsonRead *read);
/* The value that was read as number @n, or NULL when the pool was full by then. */
yyjson_val *mw_json_pool_get (const MwJsonPool *self, guint n);
/* What was found of it; FALSE when it was not kept, or keys stand twice in it. */
gboolean mw_json_pool_get_found (const MwJsonPool *self, guint n, MwJsonFound *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonPool, mw_json_pool_free)

G_END_DECLS
