/* mw-grid-access.h: the rows and cells of a grid that are seen, for assistive technology
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _MwGridView MwGridView;
typedef struct _MwGridAccess MwGridAccess;

MwGridAccess *mw_grid_access_new (MwGridView *view);
void mw_grid_access_free (MwGridAccess *self);
/* The titles' row; those that are seen follow as its siblings. NULL when there are no columns. */
GtkAccessible *mw_grid_access_get_first_row (MwGridAccess *self);
void mw_grid_access_update (MwGridAccess *self); /* other rows or columns are seen */
void mw_grid_access_clear (MwGridAccess *self);  /* … or the same ones hold something else */
void mw_grid_access_count (MwGridAccess *self);  /* … or stand among more rows */
void mw_grid_access_select (MwGridAccess *self); /* other cells are selected */
guint mw_grid_access_get_n_objects (MwGridAccess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MwGridAccess, mw_grid_access_free)

G_END_DECLS
