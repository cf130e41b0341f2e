/* mw-chunk-builder-private.h: a chunk that is being made
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk-private.h"

G_BEGIN_DECLS

/* Offsets have 32 bits. */
#define MW_CHUNK_MAX_ARENA ((gsize) G_MAXUINT32)
/* What cells leave free, so that the problem that speaks of a full arena still has room. */
#define MW_CHUNK_RESERVE (64 * 1024)

typedef struct
{
  guint32 current;     /* the text of the open row */
  guint32 last;        /* the last text of any row … */
  guint32 last_length; /* … and its bytes */
} MwChunkColumn;

struct _MwChunkBuilder
{
  gatomicrefcount ref_count; /* for the boxed type */
  guint asked_columns;
  guint n_columns;
  guint column_capacity;
  MwChunkColumn *columns;
  guint32 *touched; /* the columns of the open row that are not null */
  guint n_touched;
  guint width;        /* of the open row: behind the last of them */
  GArray *cells;      /* guint32, as in MwChunk */
  GArray *row_starts; /* guint32 */
  GArray *origins;    /* MwRowOrigin */
  char *arena;
  gsize arena_size;
  gsize arena_capacity;
  GArray *lengths;      /* MwChunkLength */
  GArray *problems;     /* MwChunkProblem */
  GArray *later;        /* MwLaterRun: rows that are not made, as long as all are such; or NULL */
  guint n_cells_before; /* of the chunk before: the next one mostly is as large */
  guint n_rows_before;
};

void mw_chunk_builder_widen (MwChunkBuilder *self, guint n_columns);
/* Writes the cells of the open row behind those of the others. */
void mw_chunk_builder_close_row (MwChunkBuilder *self);
/* Room for @n entries behind those that are there. */
guint32 *mw_chunk_builder_add_entries (MwChunkBuilder *self, guint n);
/* MW_CHUNK_NULL: there is no room for it, but for @reserve. */
guint32 mw_chunk_builder_add_text (MwChunkBuilder *self, const char *text, gsize length, gsize reserve);

G_END_DECLS
