/* mw-text-fold.h: many texts without case and accents, one behind the other
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts as mw_text_fold() makes them. A NUL stays one, so that they can be many. */
typedef struct
{
  char *text; /* with MW_FOLDED_MARGIN bytes behind its end that may be read */
  gsize length;
  gsize capacity;
  GArray *shifts; /* of MwFoldedShift */
} MwFolded;

/* From @at in the folded text on, it stands so much behind (or before) where it stood. */
typedef struct
{
  gsize at;
  gssize shift;
} MwFoldedShift;

#define MW_FOLDED_MARGIN 64

void mw_folded_init (MwFolded *self);
void mw_folded_clear (MwFolded *self);
/* Takes the place of what was there. */
void mw_folded_set (MwFolded *self, const char *text, gsize length);
/* Where the byte at @at stood. @shift: which one to begin with, 0 at first, kept for the next byte, which
 * stands behind. */
gsize mw_folded_find_source (const MwFolded *self, gsize at, guint *shift);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MwFolded, mw_folded_clear)

G_END_DECLS
