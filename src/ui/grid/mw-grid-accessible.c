/* mw-grid-accessible.c: a row or a cell of a grid, as assistive technology sees it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-grid-accessible.h"

#include <glib/gi18n-lib.h>

#include "mw-grid-view-private.h"

/* What is said for a whole row: its first values. */
#define LABEL_COLUMNS 3

struct _MwGridAccessible
{
  GObject parent_instance;

  GtkAccessibleRole role;
  GtkATContext *context;
  MwGridView *view;         /* not owned; NULL once dropped */
  MwGridAccessible *parent; /* not owned; NULL for rows and once dropped */
  MwGridAccessible *next;
  MwColumn *column; /* NULL for rows */
  GPtrArray *cells; /* of a row; NULL until somebody asks */
  guint row;
  gboolean is_selected;
};

enum
{
  PROP_ACCESSIBLE_ROLE = 1,
};

static void mw_grid_accessible_iface_init (GtkAccessibleInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MwGridAccessible,
                               mw_grid_accessible,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, mw_grid_accessible_iface_init))

static MwGridAccessible *
make (MwGridView *view, GtkAccessibleRole role, guint row)
{
  MwGridAccessible *self = g_object_new (MW_TYPE_GRID_ACCESSIBLE, "accessible-role", role, NULL);

  self->view = view;
  self->row = row;
  return self;
}

static gboolean
is_title (MwGridAccessible *self)
{
  return self->row == MW_GRID_NO_ROW;
}

/* "450012, Open, Fischer, row 3 of 4,212" */
static void
label_row (MwGridAccessible *self)
{
  const MwGridLayout *layout = mw_grid_view_get_layout (self->view);
  g_autofree char *position = mw_grid_view_dup_position (self->view, self->row);
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; i < MIN (LABEL_COLUMNS, layout->slots->len); i++)
    {
      g_autofree char *text = mw_grid_cells_dup_text (self->view->rows, self->row,
                                                      mw_grid_layout_get_slot (layout, i)->column);

      if (*text)
        g_string_append_printf (label, "%s, ", text);
    }
  g_string_append (label, position);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                  (int) MIN (self->row + 2, G_MAXINT), -1);
}

static void
label_title (MwGridAccessible *self)
{
  GtkAccessibleSort order = GTK_ACCESSIBLE_SORT_NONE;
  guint n_sorts;
  const MwGridSort *sorts = mw_grid_view_get_order (self->view, &n_sorts);

  for (guint i = 0; i < n_sorts; i++)
    if (sorts[i].column == self->column)
      order = sorts[i].descending ? GTK_ACCESSIBLE_SORT_DESCENDING : GTK_ACCESSIBLE_SORT_ASCENDING;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_column_get_title (self->column), GTK_ACCESSIBLE_PROPERTY_SORT, order,
                                  -1);
  /* For who does not see its dot. */
  if (mw_column_is_custom (self->column))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _ ("your own column"), -1);
}

static void
label_value (MwGridAccessible *self)
{
  g_autofree char *text = mw_grid_cells_dup_text (self->view->rows, self->row, self->column);
  g_autofree char *position = mw_grid_view_dup_position (self->view, self->row);
  g_autofree char *description = g_strdup_printf ("%s, %s", mw_column_get_title (self->column), position);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *text ? text : _ ("empty"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                  (int) MIN (self->row + 2, G_MAXINT), -1);
}

/* A row is as soon as one of its cells is. */
static void
update_one_selected (MwGridAccessible *self)
{
  gboolean selected = self->column ? mw_grid_view_is_selected (self->view, self->row, self->column)
                                   : mw_grid_view_is_row_selected (self->view, self->row);

  if (selected == self->is_selected)
    return;
  self->is_selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
add_cell (MwGridAccessible *self, guint slot)
{
  MwColumn *column = mw_grid_layout_get_slot (mw_grid_view_get_layout (self->view), slot)->column;
  MwGridAccessible *cell = make (
    self->view, is_title (self) ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_GRID_CELL,
    self->row);

  cell->parent = self;
  cell->column = g_object_ref (column);
  if (self->cells->len > 0)
    ((MwGridAccessible *) g_ptr_array_index (self->cells, self->cells->len - 1))->next = cell;
  g_ptr_array_add (self->cells, cell);
  if (is_title (self))
    label_title (cell);
  else
    label_value (cell);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) slot + 1,
                                  -1);
  if (!is_title (self))
    {
      gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
      update_one_selected (cell);
    }
}

static void
drop_cell (gpointer data)
{
  mw_grid_accessible_drop (data);
  g_object_unref (data);
}

/* The pinned columns and those that are seen. */
static void
make_cells (MwGridAccessible *self)
{
  guint first, end;

  self->cells = g_ptr_array_new_with_free_func (drop_cell);
  mw_grid_view_get_seen_slots (self->view, &first, &end);
  for (guint i = 0; i < mw_grid_view_get_layout (self->view)->n_pinned; i++)
    add_cell (self, i);
  for (guint i = first; i < end; i++)
    add_cell (self, i);
}

static GtkATContext *
mw_grid_accessible_get_at_context (GtkAccessible *accessible)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);

  if (!self->context)
    self->context = gtk_at_context_create (self->role, accessible, gdk_display_get_default ());
  return self->context ? g_object_ref (self->context) : NULL;
}

static gboolean
mw_grid_accessible_get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);

  return state == GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED && self->view && self->column &&
         self->row == self->view->cursor_row && self->column == self->view->cursor_column &&
         gtk_widget_has_focus (GTK_WIDGET (self->view));
}

static GtkAccessible *
mw_grid_accessible_get_accessible_parent (GtkAccessible *accessible)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);

  if (self->parent)
    return g_object_ref (GTK_ACCESSIBLE (self->parent));
  return self->view ? g_object_ref (GTK_ACCESSIBLE (self->view)) : NULL;
}

static GtkAccessible *
mw_grid_accessible_get_first_accessible_child (GtkAccessible *accessible)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);

  if (self->column || !self->view)
    return NULL;
  if (!self->cells)
    make_cells (self);
  return self->cells->len > 0 ? g_object_ref (g_ptr_array_index (self->cells, 0)) : NULL;
}

static GtkAccessible *
mw_grid_accessible_get_next_accessible_sibling (GtkAccessible *accessible)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);

  return self->next ? g_object_ref (GTK_ACCESSIBLE (self->next)) : NULL;
}

/* From the corner of the parent. */
static gboolean
mw_grid_accessible_get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (accessible);
  MwColumn *column = self->column;
  GdkRectangle area;

  if (!self->view || mw_grid_view_get_n_shown_columns (self->view) == 0)
    return FALSE;
  if (!column)
    {
      guint first, end;

      mw_grid_view_get_seen_slots (self->view, &first, &end);
      column = mw_grid_layout_get_slot (mw_grid_view_get_layout (self->view), first < end ? first : 0)
                 ->column;
    }
  if (!mw_grid_view_get_cell_area (self->view, self->row, column, &area))
    return FALSE;
  *x = self->column ? area.x : 0;
  *y = self->column ? 0 : area.y;
  *width = self->column ? area.width : gtk_widget_get_width (GTK_WIDGET (self->view));
  *height = area.height;
  return TRUE;
}

static void
mw_grid_accessible_iface_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = mw_grid_accessible_get_at_context;
  iface->get_platform_state = mw_grid_accessible_get_platform_state;
  iface->get_accessible_parent = mw_grid_accessible_get_accessible_parent;
  iface->get_first_accessible_child = mw_grid_accessible_get_first_accessible_child;
  iface->get_next_accessible_sibling = mw_grid_accessible_get_next_accessible_sibling;
  iface->get_bounds = mw_grid_accessible_get_bounds;
}

static void
mw_grid_accessible_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACCESSIBLE_ROLE)
    g_value_set_enum (value, MW_GRID_ACCESSIBLE (object)->role);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_grid_accessible_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACCESSIBLE_ROLE)
    MW_GRID_ACCESSIBLE (object)->role = g_value_get_enum (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mw_grid_accessible_dispose (GObject *object)
{
  MwGridAccessible *self = MW_GRID_ACCESSIBLE (object);

  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_object (&self->context);
  g_clear_object (&self->column);
  G_OBJECT_CLASS (mw_grid_accessible_parent_class)->dispose (object);
}

static void
mw_grid_accessible_class_init (MwGridAccessibleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mw_grid_accessible_get_property;
  object_class->set_property = mw_grid_accessible_set_property;
  object_class->dispose = mw_grid_accessible_dispose;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
mw_grid_accessible_init (MwGridAccessible *self)
{
}

MwGridAccessible *
mw_grid_accessible_new_row (MwGridView *view, guint row)
{
  MwGridAccessible *self = make (view, GTK_ACCESSIBLE_ROLE_ROW, row);

  if (!is_title (self))
    {
      label_row (self);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
      update_one_selected (self);
    }
  return self;
}

guint
mw_grid_accessible_get_row (MwGridAccessible *self)
{
  return self->row;
}

void
mw_grid_accessible_set_next (MwGridAccessible *self, MwGridAccessible *next)
{
  self->next = next;
}

void
mw_grid_accessible_update_position (MwGridAccessible *self)
{
  if (is_title (self))
    return;
  label_row (self);
  for (guint i = 0; self->cells && i < self->cells->len; i++)
    label_value (g_ptr_array_index (self->cells, i));
}

void
mw_grid_accessible_update_selected (MwGridAccessible *self)
{
  if (is_title (self))
    return;
  update_one_selected (self);
  for (guint i = 0; self->cells && i < self->cells->len; i++)
    update_one_selected (g_ptr_array_index (self->cells, i));
}

guint
mw_grid_accessible_get_n_cells (MwGridAccessible *self)
{
  return self->cells ? self->cells->len : 0;
}

void
mw_grid_accessible_drop_cells (MwGridAccessible *self)
{
  g_clear_pointer (&self->cells, g_ptr_array_unref);
}

void
mw_grid_accessible_drop (MwGridAccessible *self)
{
  self->view = NULL;
  self->parent = NULL;
  self->next = NULL;
  mw_grid_accessible_drop_cells (self);
}
