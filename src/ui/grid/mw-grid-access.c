/* mw-grid-access.c: the rows and cells of a grid that are seen, for assistive technology
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-access.h"

#include "mw-grid-accessible.h"
#include "mw-grid-view-private.h"

struct _MwGridAccess
{
  MwGridView *view;           /* not owned: it owns this */
  GPtrArray *rows;            /* of MwGridAccessible, the titles first; empty until somebody asks */
  guint first_slot, end_slot; /* what the cells of @rows were made from */
};

static void
drop (gpointer data)
{
  mw_grid_accessible_drop (data);
  g_object_unref (data);
}

MwGridAccess *
mw_grid_access_new (MwGridView *view)
{
  MwGridAccess *self = g_new0 (MwGridAccess, 1);

  self->view = view;
  self->rows = g_ptr_array_new_with_free_func (drop);
  return self;
}

void
mw_grid_access_free (MwGridAccess *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
mw_grid_access_clear (MwGridAccess *self)
{
  g_ptr_array_set_size (self->rows, 0);
}

/* Takes what is kept out of @old, so that a row stays the same object while it is seen. */
static MwGridAccessible *
take_row (MwGridAccess *self, GPtrArray *old, guint row)
{
  for (guint i = 0; i < old->len; i++)
    if (mw_grid_accessible_get_row (g_ptr_array_index (old, i)) == row)
      return g_ptr_array_steal_index_fast (old, i);
  return mw_grid_accessible_new_row (self->view, row);
}

static void
build (MwGridAccess *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->rows);
  guint first, n_rows;

  self->rows = g_ptr_array_new_with_free_func (drop);
  mw_grid_view_get_seen_rows (self->view, &first, &n_rows);
  g_ptr_array_add (self->rows, take_row (self, old, MW_GRID_NO_ROW));
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (self->rows, take_row (self, old, first + i));
  for (guint i = 0; i < self->rows->len; i++)
    mw_grid_accessible_set_next (g_ptr_array_index (self->rows, i),
                                 i + 1 < self->rows->len ? g_ptr_array_index (self->rows, i + 1) : NULL);
}

void
mw_grid_access_update (MwGridAccess *self)
{
  guint first_slot, end_slot;

  if (self->rows->len == 0)
    return;
  mw_grid_view_get_seen_slots (self->view, &first_slot, &end_slot);
  if (first_slot != self->first_slot || end_slot != self->end_slot)
    g_ptr_array_foreach (self->rows, (GFunc) (void (*) (void)) mw_grid_accessible_drop_cells, NULL);
  self->first_slot = first_slot;
  self->end_slot = end_slot;
  build (self);
}

GtkAccessible *
mw_grid_access_get_first_row (MwGridAccess *self)
{
  if (self->rows->len == 0 && mw_grid_view_get_n_shown_columns (self->view) > 0)
    {
      mw_grid_view_get_seen_slots (self->view, &self->first_slot, &self->end_slot);
      build (self);
    }
  return self->rows->len > 0 ? g_object_ref (g_ptr_array_index (self->rows, 0)) : NULL;
}

void
mw_grid_access_count (MwGridAccess *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    mw_grid_accessible_update_position (g_ptr_array_index (self->rows, i));
}

void
mw_grid_access_select (MwGridAccess *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    mw_grid_accessible_update_selected (g_ptr_array_index (self->rows, i));
}

guint
mw_grid_access_get_n_objects (MwGridAccess *self)
{
  guint n_objects = self->rows->len;

  for (guint i = 0; i < self->rows->len; i++)
    n_objects += mw_grid_accessible_get_n_cells (g_ptr_array_index (self->rows, i));
  return n_objects;
}
