/* mw-sign-in-dialog.c: asks for a new password or key for a connection whose token ended
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-new-keyring.h"
#include "mw-announce.h"
#include "mw-auth-prompt-view.h"
#include "mw-form-row.h"
#include "mw-reconnect.h"

struct _MwSignInDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  MwReconnect *reconnect;
  GPtrArray *rows; /* of MwFormRow, owned by the box */
  DexFuture *run;  /* dropping it cancels */

  GtkLabel *who;
  GtkBox *fields;
  MwAdviceView *advice_view;
  MwAuthPromptView *prompt;
  GtkStack *button_stack;
  GtkButton *sign_in;
  gboolean needs_keyring; /* the button begins a new one, then signs in */
};

G_DEFINE_FINAL_TYPE (MwSignInDialog, mw_sign_in_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_form (MwSignInDialog *self)
{
  mw_auth_prompt_view_set_prompt (self->prompt, NULL);
  gtk_stack_set_visible_child_name (self->button_stack, "button");
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), TRUE);
}

static void
set_needs_keyring (MwSignInDialog *self, gboolean needs_keyring)
{
  self->needs_keyring = needs_keyring;
  gtk_button_set_label (self->sign_in, needs_keyring ? _ ("Begin a New Keyring") : _ ("_Sign In"));
}

static void
show_error (MwSignInDialog *self, const GError *error)
{
  g_autoptr (MwAdvice) advice = mw_advice_new (error, mw_connection_get_system (self->connection),
                                               mw_connection_get_address (self->connection));

  set_needs_keyring (self, advice->action == MW_ADVICE_SET_ASIDE);
  mw_advice_view_set (self->advice_view, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), TRUE);
  mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  if (self->rows->len)
    mw_form_row_focus (g_ptr_array_index (self->rows, 0));
}

/* It is stored, here or as another connection. */
static DexFuture *
on_stored (DexFuture *future, gpointer data)
{
  MwSignInDialog *self = data;
  g_autoptr (MwSignInDialog) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  show_form (self);
  if (!dex_future_get_value (future, &error))
    {
      show_error (self, error);
      return dex_future_new_true ();
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0);
  return dex_future_new_true ();
}

static void
on_decided (MwSignInDialog *self, const char *response)
{
  DexFuture *future;

  if (g_str_equal (response, "go-on"))
    future = mw_reconnect_accept (self->reconnect);
  else if (g_str_equal (response, "new"))
    future = mw_reconnect_take_as_new (self->reconnect);
  else
    {
      mw_reconnect_give_up (self->reconnect);
      show_form (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->sign_in));
      return;
    }
  dex_clear (&self->run);
  self->run = dex_future_finally (future, on_stored, self, NULL);
}

/* Whoever signs in may have another company before them, or fewer rights: nothing is changed before they say
 * so. */
static void
ask (MwSignInDialog *self)
{
  const MwDifference *difference = mw_reconnect_get_difference (self->reconnect);
  g_autofree char *title = mw_difference_dup_title (difference);
  g_autofree char *text = mw_difference_dup_text (difference);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, text));

  adw_alert_dialog_add_response (dialog, "keep", _ ("_Keep the Old Sign-In"));
  if (mw_difference_is_other_company (difference))
    adw_alert_dialog_add_response (dialog, "new", _ ("Add as _New Connection"));
  adw_alert_dialog_add_response (dialog, "go-on", _ ("_Go On"));
  if (mw_difference_is_other_company (difference))
    adw_alert_dialog_set_response_appearance (dialog, "go-on", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_decided), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwSignInDialog *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (!value || g_value_get_boolean (value))
    return on_stored (future, self);
  mw_auth_prompt_view_set_prompt (self->prompt, NULL);
  ask (self);
  return dex_future_new_true ();
}

static void on_sign_in (MwSignInDialog *self);

static void
on_new_keyring (MwSignInDialog *self)
{
  set_needs_keyring (self, FALSE);
  on_sign_in (self);
}

static void
on_sign_in (MwSignInDialog *self)
{
  g_autoptr (MwDraft) draft = mw_draft_new (mw_connection_get_system (self->connection));
  g_autoptr (MwSecrets) secrets = NULL;

  if (self->run && dex_future_is_pending (self->run))
    return;
  if (self->needs_keyring)
    {
      mw_new_keyring_begin (GTK_WIDGET (self), G_CALLBACK (on_new_keyring), self);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      MwFormRow *row = g_ptr_array_index (self->rows, i);
      const MwFormField *field = mw_form_row_get_field (row);
      const char *text = mw_form_row_get_text (row);

      if (!*text && !field->optional)
        {
          mw_form_row_set_error (row, _ ("This is needed to sign in."));
          mw_form_row_focus (row);
          return;
        }
      mw_draft_set_value (draft, field->id, text);
    }
  mw_draft_set_sign_in (draft, mw_connection_get_sign_in (self->connection));
  secrets = mw_draft_dup_secrets (draft);
  mw_auth_prompt_view_set_prompt (self->prompt, mw_reconnect_get_prompt (self->reconnect));
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  /* A field that cannot be used any more has no cursor either. */
  adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), FALSE);
  gtk_stack_set_visible_child_name (self->button_stack, "spinner");
  dex_clear (&self->run);
  self->run = dex_future_finally (mw_reconnect_run (self->reconnect, secrets), on_ended, self, NULL);
}

static void
on_cancelled (MwSignInDialog *self)
{
  dex_clear (&self->run);
  show_form (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sign_in));
}

static void
on_closed (MwSignInDialog *self)
{
  dex_clear (&self->run);
}

static void
mw_sign_in_dialog_dispose (GObject *object)
{
  MwSignInDialog *self = MW_SIGN_IN_DIALOG (object);

  dex_clear (&self->run);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->reconnect);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_SIGN_IN_DIALOG);
  G_OBJECT_CLASS (mw_sign_in_dialog_parent_class)->dispose (object);
}

static void
mw_sign_in_dialog_class_init (MwSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_sign_in_dialog_dispose;
  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", MW_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_AUTH_PROMPT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, who);
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, prompt);
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, button_stack);
  gtk_widget_class_bind_template_child (widget_class, MwSignInDialog, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
mw_sign_in_dialog_init (MwSignInDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_text (MwSignInDialog *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (self->fields, label);
}

/**
 * mw_sign_in_dialog_new:
 * @engine: that has it
 * @connection: a connection that is kept; only what signs it in is asked for
 *
 * Returns: (transfer floating): the dialog
 */
MwSignInDialog *
mw_sign_in_dialog_new (MwEngine *engine, MwConnection *connection)
{
  MwSignInDialog *self = g_object_new (MW_TYPE_SIGN_IN_DIALOG, NULL);
  MwSystem *system = mw_connection_get_system (connection);
  const MwSignIn *sign_in = mw_connection_get_sign_in (connection);
  g_autofree char *name = mw_connection_dup_name (connection);
  g_autofree char *who = NULL;

  self->connection = g_object_ref (connection);
  self->reconnect = mw_reconnect_new (engine, connection);
  if (mw_connection_get_user (connection))
    /* Translators: name of a connection, its address, the user name */
    who = g_strdup_printf (_ ("%s · %s · signed in as %s"), name, mw_connection_get_address (connection),
                           mw_connection_get_user (connection));
  else
    who = g_strdup_printf ("%s · %s", name, mw_connection_get_address (connection));
  gtk_label_set_text (self->who, who);

  for (guint i = 0; sign_in && sign_in->fields && sign_in->fields[i]; i++)
    {
      const MwFormField *field = mw_system_find_form_field (system, sign_in->fields[i]);
      MwFormRow *row;

      if (!field || !mw_connection_asks_again (connection, field))
        continue;
      row = mw_form_row_new (field, NULL);
      g_signal_connect_object (row, "activated", G_CALLBACK (on_sign_in), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
      gtk_box_append (self->fields, GTK_WIDGET (row));
    }
  if (self->rows->len == 0)
    append_text (
      self, _ ("You sign in on a page of the system, in your browser. Connection and settings are kept."));
  return self;
}
