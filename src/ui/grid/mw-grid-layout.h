/* mw-grid-layout.h: where the columns of a grid stand: pure arithmetic, without a widget
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column.h"

G_BEGIN_DECLS

typedef struct
{
  MwColumn *column;
  int x; /* from the left edge of the whole table, not of what is seen */
  int width;
} MwGridSlot;

/**
 * MwGridLayout:
 *
 * The columns that are shown, pinned ones first. Pinned columns do not scroll, the others pass below them.
 * All positions run from the start of the line: who draws mirrors them for right-to-left.
 */
typedef struct
{
  GArray *slots; /* of MwGridSlot */
  guint n_pinned;
  int pinned_width;
  int width; /* of all columns */
  int char_width;
  int padding;     /* left and right of a cell's text */
  int arrow_width; /* room in a header for the sign of the order */
  int row_height;
  int header_height;
} MwGridLayout;

void mw_grid_layout_init (MwGridLayout *self);
void mw_grid_layout_clear (MwGridLayout *self);
/* @room: of what is seen; pinned columns scroll with the others where they would take most of it. 0: not
 * known. */
void mw_grid_layout_update (MwGridLayout *self, GListModel *columns, int room);
const MwGridSlot *mw_grid_layout_get_slot (const MwGridLayout *self, guint slot);
int mw_grid_layout_find (const MwGridLayout *self, MwColumn *column); /* -1: not shown */
/* @scrolled: how far the columns that are not pinned are scrolled. */
int mw_grid_layout_get_x (const MwGridLayout *self, guint slot, int scrolled);
int mw_grid_layout_get_slot_at (const MwGridLayout *self, int x, int scrolled); /* -1: none */
int mw_grid_layout_get_edge_at (const MwGridLayout *self, int x, int scrolled, int reach);
guint mw_grid_layout_get_gap_at (const MwGridLayout *self, int x, int scrolled);
/* Those that are not pinned and at least partly seen: from @first up to and without @end. */
void mw_grid_layout_get_seen (const MwGridLayout *self, int scrolled, int width, guint *first, guint *end);

G_END_DECLS
