/* mw-table.h: an append-only table in memory and its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"

G_BEGIN_DECLS

/* Every chunk but the last holds exactly this many rows: row n is in chunk n / MW_TABLE_CHUNK_ROWS, and stays there. */
#define MW_TABLE_CHUNK_ROWS 1024

typedef struct
{
  char    *id; /* field id, or the key as sent */
  char    *title;
  gpointer field; /* const MwField *, or NULL in a raw set */
} MwTableColumn;

/**
 * MwGeneration:
 *
 * A state of a table that never changes: chunks, row count, columns. Readers of any thread hold it as long as they need
 * it; the writer publishes the next one by one pointer swap.
 */
#define MW_TYPE_GENERATION (mw_generation_get_type ())
typedef struct _MwGeneration MwGeneration;

GType                mw_generation_get_type      (void);
MwGeneration        *mw_generation_ref           (MwGeneration *self);
void                 mw_generation_unref         (MwGeneration *self);
guint                mw_generation_get_number    (const MwGeneration *self);
guint                mw_generation_get_n_rows    (const MwGeneration *self);
guint                mw_generation_get_n_columns (const MwGeneration *self);
const MwTableColumn *mw_generation_get_column    (const MwGeneration *self, guint column);
/* Borrowed as long as the generation lives; NULL is null. */
const char          *mw_generation_get_cell      (const MwGeneration *self, guint row, guint column, gsize *length);
const MwRowOrigin   *mw_generation_get_origin    (const MwGeneration *self, guint row);
const char          *mw_generation_get_problem   (const MwGeneration *self, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGeneration, mw_generation_unref)

/**
 * MwTable:
 * @generation: (property): the newest one; notified on the main context, at most once a turn of the loop
 *
 * One writer, many readers.
 */
#define MW_TYPE_TABLE (mw_table_get_type ())
G_DECLARE_FINAL_TYPE (MwTable, mw_table, MW, TABLE, GObject)

const char   *mw_table_get_id         (MwTable *self);
const char   *mw_table_get_title      (MwTable *self);
gint64        mw_table_get_expected   (MwTable *self); /* rows announced by the system; -1 unknown */
MwGeneration *mw_table_dup_generation (MwTable *self); /* any thread */
gsize         mw_table_get_size       (MwTable *self); /* bytes of memory of the chunks */
/* Writers, from one worker at a time. */
void          mw_table_set_expected   (MwTable *self, gint64 expected);
void          mw_table_add_column     (MwTable *self, const char *id, const char *title, gconstpointer field);
void          mw_table_append         (MwTable *self, MwChunk *rows); /* repacks into chunks of the fixed size */

G_END_DECLS
