/* mw-grid-accessible.h: a row or a cell of a grid, as assistive technology sees it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mw-column.h"

G_BEGIN_DECLS

typedef struct _MwGridView MwGridView;

/* Nothing is drawn through it: the grid draws, this tells what stands there. */
#define MW_TYPE_GRID_ACCESSIBLE (mw_grid_accessible_get_type ())
G_DECLARE_FINAL_TYPE (MwGridAccessible, mw_grid_accessible, MW, GRID_ACCESSIBLE, GObject)

/* @row G_MAXUINT: the titles. Its cells are made when somebody asks for them. */
MwGridAccessible *mw_grid_accessible_new_row (MwGridView *view, guint row);
guint mw_grid_accessible_get_row (MwGridAccessible *self);
void mw_grid_accessible_set_next (MwGridAccessible *self, MwGridAccessible *next);
void mw_grid_accessible_update_position (MwGridAccessible *self); /* "row 3 of 4,212" */
void mw_grid_accessible_update_selected (MwGridAccessible *self);
guint mw_grid_accessible_get_n_cells (MwGridAccessible *self);
/* Who still holds it gets no more answers. */
void mw_grid_accessible_drop_cells (MwGridAccessible *self);
void mw_grid_accessible_drop (MwGridAccessible *self);

G_END_DECLS
