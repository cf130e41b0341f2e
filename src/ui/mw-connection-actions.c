/* mw-connection-actions.c: what can be done with one connection: check it, sign in again, choose a company,
 * disconnect
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connection-actions.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-certificate-dialog.h"
#include "mw-check-dialog.h"
#include "mw-choose-dialog.h"
#include "mw-consent-page.h"
#include "mw-disconnect-question.h"
#include "mw-new-keyring.h"
#include "mw-outcome-dialog.h"
#include "mw-sign-in-dialog.h"
#include "mw-token-dialog.h"
#include "mw-window.h"

static MwConnection *
find_connection (MwWindow *self, GVariant *parameter)
{
  GListModel *connections = mw_engine_get_connections (mw_window_get_engine (self));

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      if (g_str_equal (mw_connection_get_id (connection), g_variant_get_string (parameter, NULL)))
        return connection;
    }
  return NULL;
}

static void
action_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);

  if (connection)
    adw_dialog_present (ADW_DIALOG (mw_check_dialog_new (connection)), widget);
}

static void
action_connection (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);

  if (connection)
    mw_window_show_connection (MW_WINDOW (widget), connection);
}

/* What failed is tried again when what it failed for was mended. */
static gboolean
try_again (MwWindow *self)
{
  MwRecordsPage *page = mw_window_get_records_page (self);

  if (!page || mw_reading_get_state (mw_records_page_get_reading (page)) != MW_READING_FAILED)
    return FALSE;
  mw_records_page_refresh (page);
  return TRUE;
}

static void
on_signed_in (MwWindow *self)
{
  mw_window_add_toast (self, _ ("Signed in again"));
  try_again (self);
}

/* How the connection is now shows only when it is asked. */
static void
on_trusted (MwWindow *self, MwCertificateDialog *dialog)
{
  mw_window_add_toast (self, _ ("The certificate is trusted for this connection"));
  if (!try_again (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.check", "s",
                                mw_connection_get_id (mw_certificate_dialog_get_connection (dialog)));
}

static void
change_token (GtkWidget *widget, GVariant *parameter, MwTokenTask task)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);

  if (connection)
    adw_dialog_present (ADW_DIALOG (mw_token_dialog_new (connection, task)), widget);
}

static void
action_rotate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_token (widget, parameter, MW_TOKEN_TASK_ROTATE);
}

static void
action_revoke (GtkWidget *widget, const char *name, GVariant *parameter)
{
  change_token (widget, parameter, MW_TOKEN_TASK_REVOKE);
}

static void
action_certificate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);
  MwCertificateDialog *dialog = connection ? mw_certificate_dialog_new (connection) : NULL;

  if (!dialog)
    return;
  g_signal_connect_object (dialog, "trusted", G_CALLBACK (on_trusted), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
action_sign_in_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);
  MwSignInDialog *dialog;

  if (!connection)
    return;
  dialog = mw_sign_in_dialog_new (mw_window_get_engine (MW_WINDOW (widget)), connection);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (on_signed_in), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_file_allowed (MwWindow *self)
{
  mw_window_add_toast (self, _ ("The file is allowed"));
  try_again (self);
}

static void
action_allow_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwWindow *self = MW_WINDOW (widget);
  MwConnection *connection = find_connection (self, parameter);

  if (connection)
    g_signal_connect_object (
      mw_consent_page_present (mw_window_get_engine (self), mw_connection_get_system (connection), widget),
      "allowed", G_CALLBACK (on_file_allowed), self, G_CONNECT_SWAPPED);
}

static DexFuture *
on_disconnected (DexFuture *future, gpointer data)
{
  g_autoptr (MwWindow) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const MwTokenOutcome *outcome = value ? g_value_get_boxed (value) : NULL;

  if (!self)
    return dex_ref (future);
  if (outcome && mw_token_end_is_failure (outcome->end))
    adw_dialog_present (mw_outcome_dialog_new (_ ("Disconnected"), outcome), GTK_WIDGET (self));
  else if (outcome)
    mw_window_add_toast (self, _ ("Disconnected: the token is gone from the keyring"));
  else
    {
      g_autoptr (MwAdvice) advice = mw_advice_new (error, NULL, NULL);

      adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), GTK_WIDGET (self));
    }
  return dex_ref (future);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
  g_application_release (g_application_get_default ());
}

/* Goes on when the window is closed, and keeps the program running: half a disconnect would leave a token
 * behind. */
static void
disconnect (MwWindow *self, MwConnection *connection)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_application_hold (g_application_get_default ());
  dex_future_disown (dex_future_finally (mw_engine_disconnect (mw_window_get_engine (self), connection),
                                         on_disconnected, weak, weak_ref_free));
}

static void
on_disconnect_response (AdwAlertDialog *dialog, const char *response, MwWindow *self)
{
  MwConnection *connection = g_object_get_data (G_OBJECT (dialog), "connection");

  if (g_str_equal (response, "disconnect"))
    disconnect (self, connection);
}

static void
action_disconnect (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);
  AdwDialog *dialog;

  if (!connection)
    return;
  dialog = mw_disconnect_question_new (connection);
  g_object_set_data_full (G_OBJECT (dialog), "connection", g_object_ref (connection), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_disconnect_response), widget,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, widget);
}

static void
on_chosen (MwWindow *self)
{
  mw_window_add_toast (self, _ ("Chosen; the records are loaded anew"));
}

static void
action_choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  MwConnection *connection = find_connection (MW_WINDOW (widget), id);
  g_autoptr (GPtrArray) choices = connection ? mw_connection_dup_choices (connection) : NULL;
  const char *wanted;

  g_variant_get_child (parameter, 1, "&s", &wanted);
  for (guint i = 0; choices && i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      MwChooseDialog *dialog;

      if (!g_str_equal (choice->id, wanted))
        continue;
      dialog = mw_choose_dialog_new (connection, choice);
      g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), widget, G_CONNECT_SWAPPED);
      adw_dialog_present (ADW_DIALOG (dialog), widget);
    }
}

static void
on_new_keyring (MwWindow *self)
{
  MwRecordsPage *page = mw_window_get_records_page (self);

  if (page && mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED)
    mw_records_page_refresh (page);
}

static void
action_new_keyring (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_new_keyring_begin (widget, G_CALLBACK (on_new_keyring), widget);
}

/**
 * mw_connection_actions_install:
 * @widget_class: the class of the main window
 *
 * Installs the actions that take the id of a connection: win.connection, win.check, win.sign-in-again,
 * win.rotate, win.revoke, win.certificate, win.allow-file, win.new-keyring, win.choose (with what is chosen)
 * and win.disconnect.
 */
void
mw_connection_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.connection", "s", action_connection);
  gtk_widget_class_install_action (widget_class, "win.rotate", "s", action_rotate);
  gtk_widget_class_install_action (widget_class, "win.revoke", "s", action_revoke);
  gtk_widget_class_install_action (widget_class, "win.certificate", "s", action_certificate);
  gtk_widget_class_install_action (widget_class, "win.check", "s", action_check);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", "s", action_sign_in_again);
  gtk_widget_class_install_action (widget_class, "win.allow-file", "s", action_allow_file);
  gtk_widget_class_install_action (widget_class, "win.new-keyring", "s", action_new_keyring);
  gtk_widget_class_install_action (widget_class, "win.choose", "(ss)", action_choose);
  gtk_widget_class_install_action (widget_class, "win.disconnect", "s", action_disconnect);
}

/**
 * mw_connection_actions_find:
 * @advice: what helps a connection
 *
 * Returns: (nullable): the action that does it, with the id of the connection; %NULL when trying again is all
 */
const char *
mw_connection_actions_find (const MwAdvice *advice)
{
  switch (advice->action)
    {
    case MW_ADVICE_SIGN_IN_AGAIN:
      return "win.sign-in-again";
    case MW_ADVICE_ALLOW_FILE:
      return "win.allow-file";
    case MW_ADVICE_SET_ASIDE:
      return "win.new-keyring";
    case MW_ADVICE_TRUST_CERTIFICATE:
      return "win.certificate";
    default:
      return NULL;
    }
}

/**
 * mw_connection_actions_act:
 * @widget: in the main window
 * @advice: what helps
 * @connection: whom
 *
 * Returns: whether there was something to do; otherwise trying again is all
 */
gboolean
mw_connection_actions_act (GtkWidget *widget, const MwAdvice *advice, MwConnection *connection)
{
  const char *action = mw_connection_actions_find (advice);

  if (action)
    gtk_widget_activate_action (widget, action, "s", mw_connection_get_id (connection));
  return action != NULL;
}
