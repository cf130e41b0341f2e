/* mw-inspector-field.c: one value of the inspected row
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-inspector-field.h"

#include <glib/gi18n-lib.h>

#include "mw-text.h"

#define MAX_VALUE_CHARS 4000

struct _MwInspectorField
{
  GObject parent_instance;

  MwRow *row;
  MwColumn *column;
};

G_DEFINE_FINAL_TYPE (MwInspectorField, mw_inspector_field, G_TYPE_OBJECT)

static void
mw_inspector_field_finalize (GObject *object)
{
  MwInspectorField *self = MW_INSPECTOR_FIELD (object);

  g_object_unref (self->row);
  g_object_unref (self->column);
  G_OBJECT_CLASS (mw_inspector_field_parent_class)->finalize (object);
}

static void
mw_inspector_field_class_init (MwInspectorFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_inspector_field_finalize;
}

static void
mw_inspector_field_init (MwInspectorField *self)
{
}

/**
 * mw_inspector_field_new:
 * @row: the inspected row
 * @column: one of its columns
 *
 * Returns: (transfer full): the value of @column in @row
 */
MwInspectorField *
mw_inspector_field_new (MwRow *row, MwColumn *column)
{
  MwInspectorField *self = g_object_new (MW_TYPE_INSPECTOR_FIELD, NULL);

  self->row = g_object_ref (row);
  self->column = g_object_ref (column);
  return self;
}

static const char *
get_problem (MwInspectorField *self)
{
  return mw_generation_get_problem (mw_row_get_generation (self->row), mw_row_get_number (self->row),
                                    mw_column_get_index (self->column));
}

/**
 * mw_inspector_field_get_title:
 * @self: the field
 *
 * Returns: title of its column
 */
const char *
mw_inspector_field_get_title (MwInspectorField *self)
{
  return mw_column_get_title (self->column);
}

/**
 * mw_inspector_field_get_index:
 * @self: the field
 *
 * Returns: number of its column in the table; of a normalized row also that of the field in its entity
 */
guint
mw_inspector_field_get_index (MwInspectorField *self)
{
  return mw_column_get_index (self->column);
}

/**
 * mw_inspector_field_is_empty:
 * @self: the field
 *
 * Returns: whether there is neither a value nor a problem
 */
gboolean
mw_inspector_field_is_empty (MwInspectorField *self)
{
  return !mw_row_get_cell (self->row, mw_column_get_index (self->column)) && !get_problem (self);
}

/**
 * mw_inspector_field_dup_value:
 * @self: the field
 *
 * Returns: (transfer full): the value for people, in many lines where it has them, safe for Pango
 */
char *
mw_inspector_field_dup_value (MwInspectorField *self)
{
  const MwField *field = mw_column_get_field (self->column);
  gsize length = 0;
  const char *text = mw_generation_get_cell (mw_row_get_generation (self->row), mw_row_get_number (self->row),
                                             mw_column_get_index (self->column), &length);

  if (text && field && (field->type == MW_FIELD_TYPE_ENUM || field->type == MW_FIELD_TYPE_BOOLEAN))
    return mw_column_dup_shown (self->column, text, length, MAX_VALUE_CHARS);
  return text ? mw_text_for_block (text, length, MAX_VALUE_CHARS) : g_strdup ("—");
}

static GtkWidget *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup (gpointer data, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = append_label (box, "caption");
  GtkWidget *value = append_label (box, NULL);
  GtkWidget *problem = append_label (box, "caption");

  gtk_widget_add_css_class (title, "dimmed");
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (problem, "warning");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind (gpointer data, GtkListItem *item)
{
  MwInspectorField *self = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *value = gtk_widget_get_next_sibling (title);
  GtkWidget *problem = gtk_widget_get_next_sibling (value);
  const char *why = get_problem (self);
  g_autofree char *text = mw_inspector_field_dup_value (self);
  g_autofree char *safe_why = why ? mw_text_for_block (why, strlen (why), MAX_VALUE_CHARS) : NULL;
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (title), mw_inspector_field_get_title (self));
  gtk_label_set_text (GTK_LABEL (value), text);
  gtk_label_set_text (GTK_LABEL (problem), safe_why ? safe_why : "");
  gtk_widget_set_visible (problem, safe_why != NULL);
  spoken = g_strdup_printf (_ ("%s: %s"), mw_inspector_field_get_title (self), text);
  gtk_list_item_set_accessible_label (item, spoken);
}

/**
 * mw_inspector_field_new_factory:
 *
 * Returns: (transfer full): makes rows for a list of #MwInspectorField
 */
GtkListItemFactory *
mw_inspector_field_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind), NULL);
  return factory;
}
