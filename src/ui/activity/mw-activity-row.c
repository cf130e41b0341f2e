/* mw-activity-row.c: shows one line of the activity
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-activity-row.h"

struct _MwActivityRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *result;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (MwActivityRow, mw_activity_row, GTK_TYPE_BOX)

static void
mw_activity_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_ACTIVITY_ROW);
  G_OBJECT_CLASS (mw_activity_row_parent_class)->dispose (object);
}

static void
mw_activity_row_class_init (MwActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_activity_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MwActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MwActivityRow, title);
  gtk_widget_class_bind_template_child (widget_class, MwActivityRow, result);
  gtk_widget_class_bind_template_child (widget_class, MwActivityRow, detail);
}

static void
mw_activity_row_init (MwActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_activity_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
MwActivityRow *
mw_activity_row_new (void)
{
  return g_object_new (MW_TYPE_ACTIVITY_ROW, NULL);
}

static const char *
get_icon (MwActivityItem *item)
{
  if (mw_activity_item_is_running (item))
    return "content-loading-symbolic";
  return mw_activity_item_is_good (item) ? "object-select-symbolic" : "dialog-warning-symbolic";
}

/**
 * mw_activity_row_set_item:
 * @item: (nullable): what to show
 */
void
mw_activity_row_set_item (MwActivityRow *self, MwActivityItem *item)
{
  if (item == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, get_icon (item));
  if (mw_activity_item_is_good (item))
    gtk_widget_remove_css_class (GTK_WIDGET (self->result), "mw-problem");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->result), "mw-problem");
  gtk_label_set_text (self->title, mw_activity_item_get_title (item));
  gtk_label_set_text (self->result, mw_activity_item_get_result (item));
  gtk_label_set_text (self->detail, mw_activity_item_get_detail (item));
}
