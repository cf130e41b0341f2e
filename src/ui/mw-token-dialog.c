/* mw-token-dialog.c: takes a connection's token back, or has a new one made, and says what became of the old
 * one
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-token-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-outcome-dialog.h"

struct _MwTokenDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  MwTokenTask task;
  DexFuture *run; /* dropping it cancels */

  MwAdviceView *advice_view;
  GtkWidget *spinner;
  GtkButton *start;
};

G_DEFINE_FINAL_TYPE (MwTokenDialog, mw_token_dialog, ADW_TYPE_DIALOG)

static void
show_running (MwTokenDialog *self, gboolean runs)
{
  gtk_widget_set_visible (self->spinner, runs);
  gtk_widget_set_visible (GTK_WIDGET (self->start), !runs);
}

/* In the window, which is there when this is closed. */
static void
show_outcome (MwTokenDialog *self, const MwTokenOutcome *outcome)
{
  g_autoptr (MwTokenDialog) hold = g_object_ref (self);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *heading = self->task == MW_TOKEN_TASK_ROTATE ? _ ("New Token") : _ ("Token Revoked");

  if (mw_token_end_is_failure (outcome->end) && !outcome->changed)
    heading = self->task == MW_TOKEN_TASK_ROTATE ? _ ("No New Token") : _ ("Not Revoked");
  adw_dialog_force_close (ADW_DIALOG (self));
  adw_dialog_present (mw_outcome_dialog_new (heading, outcome), window);
}

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwTokenDialog *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autoptr (MwAdvice) advice = NULL;

  show_running (self, FALSE);
  if (value != NULL)
    {
      show_outcome (self, g_value_get_boxed (value));
      return dex_future_new_true ();
    }
  advice = mw_connection_dup_advice (self->connection, error);
  mw_advice_view_set (self->advice_view, advice);
  mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  return dex_future_new_true ();
}

static void
start (MwTokenDialog *self)
{
  if (self->run != NULL && dex_future_is_pending (self->run))
    return;
  show_running (self, TRUE);
  dex_clear (&self->run);
  self->run = dex_future_finally (self->task == MW_TOKEN_TASK_ROTATE
                                    ? mw_connection_rotate (self->connection)
                                    : mw_connection_revoke (self->connection),
                                  on_ended, self, NULL);
}

static void
on_closed (MwTokenDialog *self)
{
  dex_clear (&self->run);
}

static void
mw_token_dialog_dispose (GObject *object)
{
  MwTokenDialog *self = MW_TOKEN_DIALOG (object);

  dex_clear (&self->run);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_TOKEN_DIALOG);
  G_OBJECT_CLASS (mw_token_dialog_parent_class)->dispose (object);
}

static void
mw_token_dialog_class_init (MwTokenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_token_dialog_dispose;
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-token-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwTokenDialog, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwTokenDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, MwTokenDialog, start);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
  gtk_widget_class_bind_template_callback (widget_class, start);
}

static void
mw_token_dialog_init (MwTokenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What happens, before anything does. */
static void
ask (MwTokenDialog *self)
{
  const gboolean rotates = self->task == MW_TOKEN_TASK_ROTATE;
  g_autofree char *name = mw_connection_dup_name (self->connection);
  /* Translators: %s is the name of a connection */
  g_autofree char *title = g_strdup_printf (
    rotates ? _ ("Have a new token made for “%s”?") : _ ("Revoke the token of “%s”?"), name);
  const MwAdvice advice = {
    .title = title,
    .body = (char *) (rotates
                        ? _ ("The system makes a new one, it is stored and tried, and only then the old one "
                             "is taken back. Other programs that use the old one lose it.")
                        : _ ("The system ends the sign-in, and you sign in again before anything more is "
                             "loaded. What was loaded stays.")),
  };

  adw_dialog_set_title (ADW_DIALOG (self), rotates ? _ ("New Token") : _ ("Revoke the Token"));
  mw_advice_view_set (self->advice_view, &advice);
  gtk_button_set_label (self->start, rotates ? _ ("_Make a New One") : _ ("_Revoke"));
  gtk_widget_add_css_class (GTK_WIDGET (self->start), rotates ? "suggested-action" : "destructive-action");
}

/**
 * mw_token_dialog_new:
 * @connection: whose token it is
 * @task: %MW_TOKEN_TASK_REVOKE or %MW_TOKEN_TASK_ROTATE
 *
 * Asks first; closing it while it runs cancels.
 *
 * Returns: (transfer floating): the dialog
 */
MwTokenDialog *
mw_token_dialog_new (MwConnection *connection, MwTokenTask task)
{
  MwTokenDialog *self = g_object_new (MW_TYPE_TOKEN_DIALOG, NULL);

  self->connection = g_object_ref (connection);
  self->task = task;
  ask (self);
  return self;
}
