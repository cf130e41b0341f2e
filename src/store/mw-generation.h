/* mw-generation.h: a state of a table that never changes
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-chunk.h"

G_BEGIN_DECLS

typedef struct
{
  char *id; /* field id, or the key as sent */
  char *title;
  gpointer field; /* const MwField *, or NULL in a raw set */
} MwTableColumn;

/**
 * MwGeneration:
 *
 * A state of a table that never changes: chunks, row count, columns. Readers of any thread hold it as long as
 * they need it; the writer publishes the next one by one pointer swap.
 */
#define MW_TYPE_GENERATION (mw_generation_get_type ())
typedef struct _MwGeneration MwGeneration;

GType mw_generation_get_type (void);
MwGeneration *mw_generation_ref (MwGeneration *self);
void mw_generation_unref (MwGeneration *self);
guint mw_generation_get_number (const MwGeneration *self);
guint mw_generation_get_n_rows (const MwGeneration *self);
guint mw_generation_get_n_columns (const MwGeneration *self);
const MwTableColumn *mw_generation_get_column (const MwGeneration *self, guint column);
int mw_generation_find_column (const MwGeneration *self, const char *id); /* -1: none */
/* Borrowed as long as the generation lives; NULL is null. */
const char *mw_generation_get_cell (const MwGeneration *self, guint row, guint column, gsize *length);
const MwRowOrigin *mw_generation_get_origin (const MwGeneration *self, guint row);
const char *mw_generation_get_problem (const MwGeneration *self, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGeneration, mw_generation_unref)

G_END_DECLS
