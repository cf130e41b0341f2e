/* mw-advice-dialog.c: an advice in a dialog, with the button that does what it says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-advice-dialog.h"

#include "mw-advice-view.h"
#include "mw-connection-actions.h"

/* Not an AdwAlertDialog: its heading of one line complains about sentences in a narrow window. */
struct _MwAdviceDialog
{
  AdwDialog parent_instance;

  MwAdviceView *advice_view;
  GtkButton *action;
};

G_DEFINE_FINAL_TYPE (MwAdviceDialog, mw_advice_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_action (MwAdviceDialog *self)
{
  g_autoptr (MwAdviceDialog) hold = g_object_ref (self);

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_ACT], 0);
}

static void
mw_advice_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_ADVICE_DIALOG);
  G_OBJECT_CLASS (mw_advice_dialog_parent_class)->dispose (object);
}

static void
mw_advice_dialog_class_init (MwAdviceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_advice_dialog_dispose;
  signals[SIGNAL_ACT] = g_signal_new ("act", MW_TYPE_ADVICE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-advice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwAdviceDialog, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwAdviceDialog, action);
  gtk_widget_class_bind_template_callback (widget_class, on_action);
}

static void
mw_advice_dialog_init (MwAdviceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_advice_dialog_new:
 * @advice: what to show; its texts are copied
 * @system: (nullable): whose form fields the advice may name
 *
 * Has a button only for what can be done after a connection exists: try again, or one of
 * the window's actions.
 *
 * Returns: (transfer floating): the dialog
 */
MwAdviceDialog *
mw_advice_dialog_new (const MwAdvice *advice, MwSystem *system)
{
  MwAdviceDialog *self = g_object_new (MW_TYPE_ADVICE_DIALOG, NULL);

  mw_advice_view_set (self->advice_view, advice);
  if (advice->action == MW_ADVICE_TRY_AGAIN || mw_connection_actions_find (advice) != NULL)
    {
      g_autofree char *label = mw_advice_dup_action_label (advice, system);

      gtk_button_set_label (self->action, label);
      gtk_widget_set_visible (GTK_WIDGET (self->action), TRUE);
      adw_dialog_set_default_widget (ADW_DIALOG (self), GTK_WIDGET (self->action));
    }
  return self;
}
