/* mw-generation-private.h: how a table makes its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-generation.h"
#include "mw-spine.h"

G_BEGIN_DECLS

/* Rows behind the last full chunk lie as they came, in at most this many chunks, until they fill one: so a
 * row is copied about once however small the pages are. */
#define MW_GENERATION_MAX_TAIL 16

/* @chunks: full ones, of which the first @n_chunks count. @columns: of which the first @n_columns count.
 * @skip: how many rows of the first chunk of the tail are in full ones already. */
MwGeneration *mw_generation_new (guint number,
                                 MwSpine *chunks,
                                 guint n_chunks,
                                 MwChunk *const *tail,
                                 guint n_tail,
                                 guint skip,
                                 MwSpine *columns,
                                 guint n_columns);

/* The chunk that holds @row, and @row's place in it. For loops over many cells of a row. */
const MwChunk *mw_generation_find_chunk (const MwGeneration *self, guint row, guint *row_in_chunk);

G_END_DECLS
