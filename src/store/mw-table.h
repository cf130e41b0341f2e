/* mw-table.h: an append-only table in memory and its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column-ranks.h"
#include "mw-generation.h"

G_BEGIN_DECLS

/**
 * MwTable:
 * @generation: (property): the newest one; notified on the main context, at most once a turn of the loop
 *
 * One writer, many readers.
 */
#define MW_TYPE_TABLE (mw_table_get_type ())
G_DECLARE_FINAL_TYPE (MwTable, mw_table, MW, TABLE, GObject)

MwTable *mw_table_new (const char *id, const char *title);
const char *mw_table_get_id (MwTable *self);
const char *mw_table_get_title (MwTable *self);
gint64 mw_table_get_expected (MwTable *self);          /* rows announced by the system; -1 unknown */
MwGeneration *mw_table_dup_generation (MwTable *self); /* any thread */
gsize mw_table_get_size (MwTable *self);               /* bytes of memory of the chunks */
/* What columns were sorted by, the last ones: any thread, and for every view. NULL: of that there is nothing.
 */
MwColumnRanks *mw_table_dup_ranks (MwTable *self, guint column);
void mw_table_keep_ranks (MwTable *self, MwColumnRanks *ranks);
/* Writers, from one worker at a time. */
void mw_table_set_expected (MwTable *self, gint64 expected);
void mw_table_add_column (MwTable *self, const char *id, const char *title, gconstpointer field);
void mw_table_append (MwTable *self, MwChunk *rows); /* few rows at a time are put together */

G_END_DECLS
