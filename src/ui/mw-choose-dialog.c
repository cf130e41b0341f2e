/* mw-choose-dialog.c: another company, site … for a connection that exists
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-choose-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-choice-page.h"

struct _MwChooseDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  const MwChoice *choice; /* the system's */
  DexFuture *run;         /* dropping it cancels, and nothing is changed */

  AdwNavigationView *view;
  AdwNavigationPage *wait_page;
  GtkStack *stack;
  MwAdviceView *advice_view;
  GtkLabel *still;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (MwChooseDialog, mw_choose_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_waiting (MwChooseDialog *self)
{
  adw_navigation_view_pop_to_page (self->view, self->wait_page);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

static void
show_error (MwChooseDialog *self, const GError *error)
{
  MwSystem *system = mw_connection_get_system (self->connection);
  g_autoptr (MwAdvice) advice = mw_advice_new (error, system, mw_connection_get_address (self->connection));
  g_autofree char *before = mw_choosing_dup_title (mw_connection_get_chosen (self->connection),
                                                   self->choice->id);
  /* Translators: %s is what was chosen before, such as a company */
  g_autofree char *still = before != NULL ? g_strdup_printf (_ ("Nothing was changed: still “%s”."), before)
                                          : NULL;

  adw_navigation_view_pop_to_page (self->view, self->wait_page);
  mw_advice_view_set (self->advice_view, advice);
  gtk_label_set_text (self->still, still != NULL ? still : "");
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->again);
  mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwChooseDialog *self = data;
  g_autoptr (MwChooseDialog) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  gboolean done = dex_future_get_value (future, &error) != NULL;

  /* Who leaves the page where something is chosen wants nothing else. */
  if (!done && !g_error_matches (error, MW_CONNECTION_ERROR, MW_CONNECTION_ERROR_NOT_CHOSEN))
    {
      show_error (self, error);
      return dex_future_new_true ();
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  if (done)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  return dex_future_new_true ();
}

static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  show_waiting (data);
  return dex_ref (future);
}

/* A #MwChooseFunc. */
static DexFuture *
ask (const MwChoice *choice, MwChosen *rows, gpointer data)
{
  MwChooseDialog *self = data;
  MwChoicePage *page = mw_choice_page_new (choice, rows);
  DexFuture *answer = mw_choice_page_wait (page);

  mw_choice_page_select (page, mw_connection_get_chosen (self->connection));
  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (page));
  return dex_future_then (answer, on_answered, self, NULL);
}

static void
run (MwChooseDialog *self)
{
  show_waiting (self);
  dex_clear (&self->run);
  self->run = dex_future_finally (mw_connection_ask (self->connection, self->choice, ask, self), on_ended,
                                  self, NULL);
}

static void
on_closed (MwChooseDialog *self)
{
  dex_clear (&self->run);
}

static void
mw_choose_dialog_dispose (GObject *object)
{
  MwChooseDialog *self = MW_CHOOSE_DIALOG (object);

  dex_clear (&self->run);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CHOOSE_DIALOG);
  G_OBJECT_CLASS (mw_choose_dialog_parent_class)->dispose (object);
}

static void
mw_choose_dialog_class_init (MwChooseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_choose_dialog_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MW_TYPE_CHOOSE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-choose-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, view);
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, wait_page);
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, still);
  gtk_widget_class_bind_template_child (widget_class, MwChooseDialog, again);
  gtk_widget_class_bind_template_callback (widget_class, run);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
mw_choose_dialog_init (MwChooseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_choose_dialog_new:
 * @connection: for which something is chosen
 * @choice: one of mw_connection_dup_choices()
 *
 * Returns: (transfer floating): the dialog; what there is is asked for at once
 */
MwChooseDialog *
mw_choose_dialog_new (MwConnection *connection, const MwChoice *choice)
{
  MwChooseDialog *self = g_object_new (MW_TYPE_CHOOSE_DIALOG, NULL);

  self->connection = g_object_ref (connection);
  self->choice = choice;
  adw_dialog_set_title (ADW_DIALOG (self), choice->title);
  adw_navigation_page_set_title (self->wait_page, choice->title);
  run (self);
  return self;
}
