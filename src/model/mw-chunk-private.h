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

/* In row_starts: the row keeps only the cells that are not null. */
#define MW_CHUNK_SPARSE 0x80000000u

/* The cells of a row are offsets of texts. A dense row keeps those of its first columns, up to the last that
 * is not null; a sparse one keeps the numbers of its columns, ascending, and then as many offsets. So memory
 * follows what was sent: a hundred records with a million different keys do not make a hundred million cells.
 */
struct _MwChunk
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint n_columns;
  char *arena;
  gsize arena_size;
  guint32 *cells;
  guint32 *row_starts; /* in cells; one more than there are rows */
  MwRowOrigin *origins;
  MwChunkLength *lengths; /* only of the texts with a NUL inside, by offset */
  guint n_lengths;
  MwChunkProblem *problems; /* by row and column */
  guint n_problems;
};

typedef struct
{
  const guint32 *columns; /* NULL when the row is dense */
  const guint32 *offsets;
  guint n_cells;
} MwChunkRow;

MwChunkRow mw_chunk_get_row (const MwChunk *self, guint row);
guint mw_chunk_find_problem (const MwChunk *self, guint row, guint column);
gsize mw_chunk_get_text_length (const MwChunk *self, guint32 offset);

G_END_DECLS
