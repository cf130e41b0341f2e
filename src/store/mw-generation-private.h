/* mw-generation-private.h: how a table makes its generations
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-generation.h"
#include "mw-spine.h"

G_BEGIN_DECLS

/* Pages of few rows lie as they came, in at most this many chunks, until there are enough for one: so a row
 * is copied about once however small the pages are. */
#define MW_GENERATION_MAX_TAIL 16

/* @chunks: of which the first @n_chunks count; @ends: the number of the row behind each of them, as pointers.
 * @columns: of which the first @n_columns count. */
MwGeneration *mw_generation_new (guint number,
                                 MwSpine *chunks,
                                 MwSpine *ends,
                                 guint n_chunks,
                                 MwChunk *const *tail,
                                 guint n_tail,
                                 MwSpine *columns,
                                 guint n_columns);

/* The chunk that holds @row, and @row's place in it. For loops over many cells of a row. */
const MwChunk *mw_generation_find_chunk (const MwGeneration *self, guint row, guint *row_in_chunk);

G_END_DECLS
