/* mw-scratch.h: memory for texts that live until the next record
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MwSlice:
 * @text: bytes that live elsewhere, with a NUL behind the last; %NULL is null
 * @length: how many; a NUL may stand between them
 */
typedef struct
{
  const char *text;
  gsize length;
} MwSlice;

#define MW_SLICE_NULL ((MwSlice) { NULL, 0 })
/* Of a literal. */
#define MW_SLICE(literal) ((MwSlice) { "" literal, sizeof (literal) - 1 })

/* What is taken from it stays where it is until everything is given back at once. For one thread at a time.
 */
typedef struct _MwScratch MwScratch;

MwScratch *mw_scratch_new (void);
void mw_scratch_free (MwScratch *self);
void mw_scratch_reset (MwScratch *self);
char *mw_scratch_take (MwScratch *self, gsize size);
gpointer mw_scratch_take_aligned (MwScratch *self, gsize size); /* for structs */
MwSlice mw_scratch_copy (MwScratch *self, const char *text, gsize length);
/* Keeps @text, which may be NULL, and frees it with the rest. */
MwSlice mw_scratch_adopt (MwScratch *self, char *text);
gboolean mw_slice_equal (MwSlice slice, const char *text);
/* Whether @slice is one of @texts. */
gboolean mw_slice_is_one_of (MwSlice slice, const char *const *texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwScratch, mw_scratch_free)

G_END_DECLS
