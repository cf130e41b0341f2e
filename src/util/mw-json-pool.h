/* mw-json-pool.h: the records of one text, parsed one behind the other into memory that they share
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json.h"

G_BEGIN_DECLS

typedef struct _MwJsonPool MwJsonPool;

MwJsonPool *mw_json_pool_new (const char *text, gsize length);
void mw_json_pool_free (MwJsonPool *self);
/* Parses the value at @offset and says where it ends; NULL when there is none. Values that were read before
 * move: mw_json_pool_get() finds them. */
yyjson_val *mw_json_pool_read (MwJsonPool *self, gsize offset, gsize *end, gsize *n_values);
/* The value that was read as number @n, or NULL when the pool was full by then. */
yyjson_val *mw_json_pool_get (const MwJsonPool *self, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwJsonPool, mw_json_pool_free)

G_END_DECLS
