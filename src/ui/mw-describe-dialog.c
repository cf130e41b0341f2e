/* mw-describe-dialog.c: another name, environment or colour for a connection
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-describe-dialog.h"

#include "mw-advice.h"
#include "mw-describe-group.h"

struct _MwDescribeDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  DexFuture *saving;

  AdwBanner *banner;
  MwDescribeGroup *group;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (MwDescribeDialog, mw_describe_dialog, ADW_TYPE_DIALOG)

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  MwDescribeDialog *self = data;
  g_autoptr (MwDescribeDialog) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (MwAdvice) advice = NULL;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (dex_future_get_value (future, &error) != NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  advice = mw_advice_new (error, mw_connection_get_system (self->connection), NULL);
  adw_banner_set_title (self->banner, advice->title);
  adw_banner_set_revealed (self->banner, TRUE);
  return dex_future_new_true ();
}

static void
on_save (MwDescribeDialog *self)
{
  gtk_widget_set_sensitive (self->save, FALSE);
  mw_describe_group_apply (self->group);
  dex_clear (&self->saving);
  self->saving = dex_future_finally (mw_connection_save (self->connection), on_saved, self, NULL);
}

static void
mw_describe_dialog_dispose (GObject *object)
{
  MwDescribeDialog *self = MW_DESCRIBE_DIALOG (object);

  dex_clear (&self->saving);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_DESCRIBE_DIALOG);
  G_OBJECT_CLASS (mw_describe_dialog_parent_class)->dispose (object);
}

static void
mw_describe_dialog_class_init (MwDescribeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_describe_dialog_dispose;
  g_type_ensure (MW_TYPE_DESCRIBE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-describe-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwDescribeDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, MwDescribeDialog, group);
  gtk_widget_class_bind_template_child (widget_class, MwDescribeDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
mw_describe_dialog_init (MwDescribeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_describe_dialog_new:
 * @connection: what is described
 *
 * Returns: (transfer floating): the dialog
 */
MwDescribeDialog *
mw_describe_dialog_new (MwConnection *connection)
{
  MwDescribeDialog *self = g_object_new (MW_TYPE_DESCRIBE_DIALOG, NULL);

  self->connection = g_object_ref (connection);
  mw_describe_group_set_connection (self->group, connection);
  return self;
}
