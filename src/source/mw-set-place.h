/* mw-set-place.h: where the reading of a set stands, as text that outlives the program
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-set-read.h"

G_BEGIN_DECLS

/* After a page: (transfer full); NULL for a set that cannot be gone on from, and is not read for another one.
 */
char *mw_set_place_dup (MwSetRead *self);
/* Which reading has left that, a number; 0: it does not fit any more. */
gint64 mw_set_place_find_attempt (MwSetRead *self, const char *text);
/* Goes on from there; FALSE when it does not fit any more, or is too old. */
gboolean mw_set_place_take (MwSetRead *self, const char *text);

/* The key of the record of another set for which the page with that place was read, or NULL. */
char *mw_set_place_dup_parent (const char *place, const MwSetOf *of);

G_END_DECLS
