/* mw-grid-cells.h: the texts of the cells that are seen, laid out once
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mw-column.h"
#include "mw-view.h"

G_BEGIN_DECLS

typedef struct
{
  PangoLayout *layout;
  int width; /* of its text, cut to the cell */
  int height;
  gboolean is_problem;
  gboolean is_cut;
} MwGridCell;

typedef struct _MwGridCells MwGridCells;

MwGridCells *mw_grid_cells_new (GtkWidget *widget);
void mw_grid_cells_free (MwGridCells *self);
void mw_grid_cells_clear (MwGridCells *self);
const MwGridCell *mw_grid_cells_get (MwGridCells *self, MwView *rows, guint row, MwColumn *column, int width);
const MwGridCell *mw_grid_cells_get_header (MwGridCells *self, MwColumn *column, int width);
const MwGridCell *mw_grid_cells_get_rank (MwGridCells *self, guint rank); /* small: 1 is the first */
/* What a cell shows, as far as a person reads it in a table. */
char *mw_grid_cells_dup_text (MwView *rows, guint row, MwColumn *column);
gboolean
mw_grid_cells_is_cut (MwGridCells *self, guint row, MwColumn *column); /* FALSE where it is not drawn */
/* Forgets cells outside of these rows when many are kept. */
void mw_grid_cells_trim (MwGridCells *self, guint first_row, guint n_rows);
guint mw_grid_cells_get_n_kept (MwGridCells *self);
/* The width that the text of a cell takes, not cut. */
int mw_grid_cells_measure (MwGridCells *self, MwView *rows, guint row, MwColumn *column);
int mw_grid_cells_measure_header (MwGridCells *self, MwColumn *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGridCells, mw_grid_cells_free)

G_END_DECLS
