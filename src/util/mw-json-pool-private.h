/* mw-json-pool-private.h: the memory of a pool, for the one who reads into it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-json-keys-private.h"
#include "mw-json-pool.h"

G_BEGIN_DECLS

/* An array or object that is being read. @context: what its keys stand in, NULL when none are learned; @next:
 * where it stands which key comes next. */
typedef struct
{
  guint32 value; /* number in the pool */
  guint32 n;     /* elements or members so far */
  gboolean is_object;
  guint64 object;
  MwJsonKey *context;
  MwJsonKey *key; /* the last one; or NULL */
  MwJsonKey **next;
  guint32 row;        /* that its members are found in */
  guint32 record_row; /* of a list whose elements have rows: that of the record */
  guint list;         /* its number, or 0 */
} MwJsonFrame;

/* Of a document that is kept. */
typedef struct
{
  guint32 value;
  guint32 row;
  gboolean is_found; /* else the row says nothing: keys stand twice */
} MwJsonRoot;

/**
 * MwJsonPool:
 * @strings: strings and numbers, each with a NUL behind it; as large as the text, which says more than they
 * do
 * @strings_end: the free room
 * @values: documents one behind the other, as yyjson lays them out: containers say by distance where they end
 * @n_values: of those that are kept
 * @roots: (element-type MwJsonRoot): where each kept document starts
 * @rows: (element-type guint32): of what is wanted of the documents
 * @frames: those that are open, from the second on
 */
struct _MwJsonPool
{
  const char *text;
  gsize length;
  MwJsonKeys *keys;
  char *strings;
  gsize strings_capacity;
  char *strings_end;
  yyjson_val *values;
  gsize n_values;
  gsize capacity;
  GArray *roots;
  GArray *rows;
  MwJsonFrame frames[MW_JSON_MAX_DEPTH + 1];
};

/* Makes room for more values; those that are there move. */
void mw_json_pool_grow (MwJsonPool *self);
/* Makes a row of one more element of that list, or, where that is 0, of a record. */
guint32 mw_json_pool_add_row (MwJsonPool *self, guint list, guint32 value);

G_END_DECLS
