/* mw-search-chunk.h: looks through all texts of a chunk at once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mw-chunk.h"

G_BEGIN_DECLS

/* A word as mw_text_fold() makes it. */
typedef struct
{
  char *folded;
  gsize length;
} MwSearchWord;

/* The next place of the word from @at on, or @length. @text: as in #MwFolded, so that some bytes behind it
 * may be read. */
gsize mw_search_word_find (const MwSearchWord *word, const char *text, gsize length, gsize at);

/* Values of a column that are shown otherwise: its ids, and whether what is shown holds a word. */
typedef struct
{
  guint column;
  guint n_values;
  const char *const *ids;
  const gboolean *holds;
} MwSearchTitles;

/* Where texts are folded: kept from chunk to chunk. One thread at a time. */
typedef struct _MwSearchChunk MwSearchChunk;

MwSearchChunk *mw_search_chunk_new (void);
void mw_search_chunk_free (MwSearchChunk *self);
/* Leaves in @rows, one for each row of @chunk, those TRUE that hold @word in one of their cells. @chunk:
 * whose rows are made. @titles: by column, ascending. FALSE: it was cancelled. */
gboolean mw_search_chunk_run (MwSearchChunk *self,
                              const MwChunk *chunk,
                              const MwSearchWord *word,
                              const MwSearchTitles *titles,
                              guint n_titles,
                              gboolean *rows,
                              GCancellable *cancellable,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwSearchChunk, mw_search_chunk_free)

G_END_DECLS
