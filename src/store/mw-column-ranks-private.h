/* mw-column-ranks-private.h: how ranks lie in memory, for who sorts by them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column-ranks.h"

G_BEGIN_DECLS

/* Values have the ranks from 0 on, what is none of the column's type those behind, and null the last. */
struct _MwColumnRanks
{
  gatomicrefcount ref_count;
  guint column;
  guint n_rows;
  guint32 n_values; /* different ones */
  guint32 n_others;
  guint32 ranks[];
};

G_END_DECLS
