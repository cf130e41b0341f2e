/* mw-cut-held.h: a read as if it had been interrupted after some pages of a set
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-held.h"

G_BEGIN_DECLS

#define MW_TYPE_CUT_HELD (mw_cut_held_get_type ())
G_DECLARE_FINAL_TYPE (MwCutHeld, mw_cut_held, MW, CUT_HELD, GObject)

/* Of the last @turn of @set there are only @n_pages. */
MwHeld *mw_cut_held_new (MwHeld *whole, const char *set, guint turn, guint n_pages);

G_END_DECLS
