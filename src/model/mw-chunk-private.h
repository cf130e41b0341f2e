/* mw-chunk-private.h: how a chunk lies in memory, for the builder
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"

G_BEGIN_DECLS

/* The arena starts with two NULs: the offset of the first stands for null, that of the second is the empty
 * text. */
#define MW_CHUNK_NULL  0
#define MW_CHUNK_EMPTY 1

typedef struct
{
  guint32 offset;
  guint32 length;
} MwChunkLength;

typedef struct
{
  guint32 row;
  guint32 column;
  guint32 offset;
} MwChunkProblem;

struct _MwChunk
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint n_columns;
  char *arena;
  gsize arena_size;
  guint32 *offsets; /* n_rows times n_columns, row by row */
  MwRowOrigin *origins;
  MwChunkLength *lengths; /* only of the texts with a NUL inside, by offset */
  guint n_lengths;
  MwChunkProblem *problems; /* by row and column */
  guint n_problems;
};

G_END_DECLS
