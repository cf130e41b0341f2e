/* mw-column-row.c: a column in the list of columns: shown, pinned, moved
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-column-row.h"

struct _MwColumnRow
{
  GtkWidget parent_instance;

  MwColumn *column;
  GBinding *shown_binding;
  GBinding *pinned_binding;

  GtkCheckButton *shown;
  GtkLabel *title;
  GtkActionable *rename;
  GtkActionable *remove;
  GtkToggleButton *pinned;
  GtkWidget *handle;
};

G_DEFINE_FINAL_TYPE (MwColumnRow, mw_column_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MOVE,
  SIGNAL_DROP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
action_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwColumnRow *self = MW_COLUMN_ROW (widget);

  if (self->column)
    g_signal_emit (self, signals[SIGNAL_MOVE], 0, self->column, g_variant_get_int32 (parameter));
}

static GdkContentProvider *
on_prepare (MwColumnRow *self)
{
  return self->column ? gdk_content_provider_new_typed (MW_TYPE_COLUMN, self->column) : NULL;
}

static void
on_drag_begin (MwColumnRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, gtk_widget_get_width (GTK_WIDGET (self)), 0);
}

static gboolean
on_drop (MwColumnRow *self, const GValue *value)
{
  MwColumn *column = g_value_get_object (value);

  if (column == self->column)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROP], 0, column);
  return TRUE;
}

static void
mw_column_row_dispose (GObject *object)
{
  mw_column_row_set_column (MW_COLUMN_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_COLUMN_ROW);
  G_OBJECT_CLASS (mw_column_row_parent_class)->dispose (object);
}

static void
mw_column_row_class_init (MwColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_column_row_dispose;
  signals[SIGNAL_MOVE] = g_signal_new ("move", MW_TYPE_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, MW_TYPE_COLUMN, G_TYPE_INT);
  signals[SIGNAL_DROP] = g_signal_new ("drop", MW_TYPE_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, MW_TYPE_COLUMN);
  gtk_widget_class_install_action (widget_class, "column.move", "i", action_move);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "column.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "column.move", "i", 1);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, shown);
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, title);
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, pinned);
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, rename);
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, remove);
  gtk_widget_class_bind_template_child (widget_class, MwColumnRow, handle);
}

static void
mw_column_row_init (MwColumnRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (MW_TYPE_COLUMN, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * mw_column_row_new:
 *
 * Returns: (transfer floating): a row without a column
 */
GtkWidget *
mw_column_row_new (void)
{
  return g_object_new (MW_TYPE_COLUMN_ROW, NULL);
}

/* Of the window, for a column of the user's. */
static void
show_action (GtkActionable *button, MwColumn *column, const char *action)
{
  gboolean is_custom = mw_column_is_custom (column);

  gtk_actionable_set_action_name (button, NULL);
  if (is_custom)
    {
      gtk_actionable_set_action_target (button, "s", mw_column_get_custom_path (column));
      gtk_actionable_set_action_name (button, action);
    }
  gtk_widget_set_visible (GTK_WIDGET (button), is_custom);
}

/**
 * mw_column_row_set_column:
 * @self: the row
 * @column: (nullable): what it shows and changes
 */
void
mw_column_row_set_column (MwColumnRow *self, MwColumn *column)
{
  const MwField *field = column ? mw_column_get_field (column) : NULL;

  g_clear_pointer (&self->shown_binding, g_binding_unbind);
  g_clear_pointer (&self->pinned_binding, g_binding_unbind);
  g_set_object (&self->column, column);
  if (!column)
    return;
  gtk_label_set_text (self->title, mw_column_get_title (column));
  show_action (self->rename, column, "win.rename-column");
  show_action (self->remove, column, "win.remove-column");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->shown),
                               field ? field->description : mw_column_get_title (column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shown), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mw_column_get_title (column), -1);
  self->shown_binding = g_object_bind_property (column, "visible", self->shown, "active",
                                                G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  self->pinned_binding = g_object_bind_property (column, "pinned", self->pinned, "active",
                                                 G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * mw_column_row_get_column:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
MwColumn *
mw_column_row_get_column (MwColumnRow *self)
{
  return self->column;
}
