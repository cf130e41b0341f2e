/* mw-chunk.h: rows that never change once they are made
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MwRowOrigin:
 * @set: number of the raw set the row was made from (order of announcement in its sink)
 * @record: number of the record in that set
 * @child: number of the element in the record's child list, or -1 when the row is the record
 *
 * Where a row came from: the primary raw record. Joins and lookups are found again by mapping the record in
 * trace mode.
 */
typedef struct
{
  guint32 set;
  guint32 record;
  gint32 child;
} MwRowOrigin;

#define MW_TYPE_CHUNK         (mw_chunk_get_type ())
#define MW_TYPE_CHUNK_BUILDER (mw_chunk_builder_get_type ())

/* Atomically reference-counted. Texts are offsets inside one arena and end with NUL; NULL is null. */
typedef struct _MwChunk MwChunk;
typedef struct _MwChunkBuilder MwChunkBuilder;

GType mw_chunk_get_type (void);
MwChunk *mw_chunk_ref (MwChunk *self);
void mw_chunk_unref (MwChunk *self);
guint mw_chunk_get_n_rows (const MwChunk *self);
guint mw_chunk_get_n_columns (const MwChunk *self);
/* A column past the chunk's own last one is null: raw sets learn columns as pages arrive. */
const char *mw_chunk_get_cell (const MwChunk *self, guint row, guint column, gsize *length);
/* The texts of one column in all rows, NULL where it is null; @texts has room for as many as there are rows.
 * For who looks at all of them: much less work than cell by cell. */
void mw_chunk_get_column (const MwChunk *self, guint column, const char **texts);
const MwRowOrigin *mw_chunk_get_origin (const MwChunk *self, guint row);
/* Why this value could not be made from what was sent, or NULL. */
const char *mw_chunk_get_problem (const MwChunk *self, guint row, guint column);
guint mw_chunk_get_n_problems (const MwChunk *self);
gsize mw_chunk_get_size (const MwChunk *self); /* bytes of memory */

GType mw_chunk_builder_get_type (void);
MwChunkBuilder *mw_chunk_builder_new (guint n_columns);
void mw_chunk_builder_free (MwChunkBuilder *self);
void mw_chunk_builder_begin_row (MwChunkBuilder *self, const MwRowOrigin *origin);
/* @length -1: up to NUL. A NULL @text is null. A column beyond n_columns widens the chunk. Each column once a
 * row. */
void mw_chunk_builder_set_cell (MwChunkBuilder *self, guint column, const char *text, gssize length);
/* The same for a text without a NUL in it. */
void mw_chunk_builder_set_plain_cell (MwChunkBuilder *self, guint column, const char *text, gsize length);
void mw_chunk_builder_add_problem (MwChunkBuilder *self, guint column, const char *problem);
/* Copies a whole row, with its origin and problems. */
void mw_chunk_builder_append (MwChunkBuilder *self, const MwChunk *chunk, guint row);
/* The same for all rows of a chunk. */
void mw_chunk_builder_append_all (MwChunkBuilder *self, const MwChunk *chunk);
guint mw_chunk_builder_get_n_rows (MwChunkBuilder *self);
MwChunk *mw_chunk_builder_finish (MwChunkBuilder *self); /* the builder is empty again afterwards */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwChunk, mw_chunk_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwChunkBuilder, mw_chunk_builder_free)

G_END_DECLS
