/* mw-chunk-private.h: how a chunk lies in memory, for the builder and for who looks at all of it at once
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
  GArray *later;   /* MwLaterRun: rows that are not made yet, and nothing of the above; or NULL */
  MwChunk **parts; /* of those that are */
};

/* What rows are made of that nobody has looked at. */
typedef struct _MwLaterRows MwLaterRows;

/* Some of them one after the other; @at: number of the first among all rows of a chunk. */
typedef struct
{
  MwLaterRows *rows;
  guint first;
  guint n;
  guint at;
} MwLaterRun;

GArray *mw_later_runs_new (void);
guint mw_later_runs_get_n_rows (const GArray *runs);
/* Adds row @row of @others. */
void mw_later_runs_add (GArray *runs, const GArray *others, guint row);
void mw_later_runs_make (const GArray *runs, guint row, MwChunkBuilder *rows);
MwChunk *mw_later_runs_new_chunk (GArray *runs, guint n_columns); /* takes @runs */
/* The chunk that has that row, and its number there. */
const MwChunk *mw_chunk_find_made (const MwChunk *self, guint *row);
void mw_chunk_clear_later (MwChunk *self);
gsize mw_chunk_get_later_size (const MwChunk *self);

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
