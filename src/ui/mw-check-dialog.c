/* mw-check-dialog.c: runs the check of a connection and shows its steps
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-check-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-connection-actions.h"
#include "mw-file-row.h"
#include "mw-step-row.h"

struct _MwCheckDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  DexFuture *run; /* dropping it cancels */
  char *action;   /* of the window, that does what the advice says */

  AdwWindowTitle *title;
  GtkListBox *steps;
  GtkWidget *file_group;
  MwFileRow *file;
  MwAdviceView *advice_view;
  GtkButton *act;
  GtkButton *again;
  GtkButton *cancel;
};

G_DEFINE_FINAL_TYPE (MwCheckDialog, mw_check_dialog, ADW_TYPE_DIALOG)

static void
show_end (MwCheckDialog *self, const char *words)
{
  adw_window_title_set_title (self->title, words);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->again), TRUE);
  mw_announce (self, words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_failure (MwCheckDialog *self, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_connection_dup_advice (self->connection, error);
  const char *action = mw_connection_actions_find (advice);

  mw_advice_view_set (self->advice_view, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->act), action != NULL);
  if (action != NULL)
    {
      g_autofree char *label = mw_advice_dup_action_label (advice,
                                                           mw_connection_get_system (self->connection));

      gtk_button_set_label (self->act, label);
      g_set_str (&self->action, action);
    }
}

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwCheckDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean works = dex_future_get_value (future, &error) != NULL;

  if (!works)
    show_failure (self, error);
  show_end (self, works ? _ ("The connection works") : _ ("The connection does not work"));
  return dex_future_new_true ();
}

static void
run (MwCheckDialog *self)
{
  g_autoptr (GListStore) steps = g_list_store_new (MW_TYPE_LADDER_STEP);

  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->act), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->again), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), TRUE);
  adw_window_title_set_title (self->title, _ ("Checking…"));
  mw_step_row_bind_list (self->steps, G_LIST_MODEL (steps));
  dex_clear (&self->run);
  self->run = dex_future_finally (mw_connection_check (self->connection, steps), on_ended, self, NULL);
}

static void
cancel (MwCheckDialog *self)
{
  dex_clear (&self->run);
  show_end (self, _ ("The check was stopped"));
}

/* In the window, which is there when this is closed. */
static void
act (MwCheckDialog *self)
{
  g_autoptr (GtkWidget) window = GTK_WIDGET (g_object_ref (gtk_widget_get_root (GTK_WIDGET (self))));
  g_autoptr (MwConnection) connection = g_object_ref (self->connection);
  g_autofree char *action = g_strdup (self->action);

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, action, "s", mw_connection_get_id (connection));
}

static void
on_closed (MwCheckDialog *self)
{
  dex_clear (&self->run);
}

static void
mw_check_dialog_dispose (GObject *object)
{
  MwCheckDialog *self = MW_CHECK_DIALOG (object);

  dex_clear (&self->run);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->action, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CHECK_DIALOG);
  G_OBJECT_CLASS (mw_check_dialog_parent_class)->dispose (object);
}

static void
mw_check_dialog_class_init (MwCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_check_dialog_dispose;
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_FILE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, title);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, file_group);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, file);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, act);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, again);
  gtk_widget_class_bind_template_child (widget_class, MwCheckDialog, cancel);
  gtk_widget_class_bind_template_callback (widget_class, act);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, run);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
mw_check_dialog_init (MwCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_check_dialog_new:
 * @connection: what to check
 *
 * Returns: (transfer floating): the dialog; its check runs already
 */
MwCheckDialog *
mw_check_dialog_new (MwConnection *connection)
{
  const char *file = mw_system_get_user_file (mw_connection_get_system (connection));
  MwCheckDialog *self = g_object_new (MW_TYPE_CHECK_DIALOG, NULL);
  g_autofree char *name = NULL;

  self->connection = g_object_ref (connection);
  gtk_widget_set_visible (self->file_group, file != NULL);
  if (file)
    mw_file_row_set_path (self->file, file);
  name = mw_connection_dup_name (connection);
  adw_window_title_set_subtitle (self->title, name);
  run (self);
  return self;
}
