/* mw-mapping-row.c: shows one line of the Mapping tab
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-mapping-row.h"

#include <glib/gi18n-lib.h>

struct _MwMappingRow
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *fill;
  GtkLabel *paths;
  GtkLabel *rule;
  GtkLabel *samples;
  GtkButton *custom;
};

G_DEFINE_FINAL_TYPE (MwMappingRow, mw_mapping_row, GTK_TYPE_BOX)

static void
mw_mapping_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_MAPPING_ROW);
  G_OBJECT_CLASS (mw_mapping_row_parent_class)->dispose (object);
}

static void
mw_mapping_row_class_init (MwMappingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_mapping_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-mapping-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, title);
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, fill);
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, paths);
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, rule);
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, samples);
  gtk_widget_class_bind_template_child (widget_class, MwMappingRow, custom);
}

static void
mw_mapping_row_init (MwMappingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_mapping_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
MwMappingRow *
mw_mapping_row_new (void)
{
  return g_object_new (MW_TYPE_MAPPING_ROW, NULL);
}

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* One click makes a field a column, and another one takes it away. */
static void
show_custom (MwMappingRow *self, MwMappingItem *item)
{
  const char *path = mw_mapping_item_get_custom_path (item);
  gboolean is_column = mw_mapping_item_is_custom_column (item);
  /* Translators: %s is a field of a system */
  g_autofree char *label = g_strdup_printf (
    is_column ? _ ("Remove the column “%s”") : _ ("Add “%s” as a column"), mw_mapping_item_get_title (item));

  gtk_widget_set_visible (GTK_WIDGET (self->custom), path != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->custom), NULL);
  if (!path)
    return;
  gtk_button_set_label (self->custom, is_column ? _ ("Remove") : _ ("Add as Column"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->custom), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->custom), "s", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->custom),
                                  is_column ? "win.remove-column" : "win.add-column");
}

/**
 * mw_mapping_row_set_item:
 * @item: what to show
 */
void
mw_mapping_row_set_item (MwMappingRow *self, MwMappingItem *item)
{
  show (self->title, mw_mapping_item_get_title (item));
  show (self->fill, mw_mapping_item_get_fill (item));
  show (self->paths, mw_mapping_item_get_paths (item));
  show (self->rule, mw_mapping_item_get_rule (item));
  show (self->samples, mw_mapping_item_get_samples (item));
  show_custom (self, item);
}
