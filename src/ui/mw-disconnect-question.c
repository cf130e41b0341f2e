/* mw-disconnect-question.c: asked before a connection is given up
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-disconnect-question.h"

#include <glib/gi18n-lib.h>

/**
 * mw_disconnect_question_new:
 * @connection: a connection
 *
 * Asks whether the connection is to be given up. It says what then happens here, and what stays in the system
 * until somebody deletes it there, in the words of the system file, with the vendor's page. The response
 * "disconnect" means yes.
 *
 * Returns: (transfer floating): a dialog, not yet shown
 */
AdwDialog *
mw_disconnect_question_new (MwConnection *connection)
{
  const MwSignIn *sign_in = mw_connection_get_sign_in (connection);
  g_autofree char *label = mw_connection_dup_name (connection);
  g_autoptr (GString) body = g_string_new (NULL);
  AdwDialog *dialog;

  /* Translators: %s is the name of a connection */
  g_string_printf (
    body,
    _ ("Millwright signs out of “%s” where the system can, removes the token from the keyring and "
       "forgets the records. Nothing changes in the system itself."),
    label);
  if (sign_in->remains != NULL)
    g_string_append_printf (body, "\n\n%s", sign_in->remains);
  dialog = adw_alert_dialog_new (_ ("Disconnect?"), body->str);
  if (sign_in->remains_page != NULL)
    adw_alert_dialog_set_extra_child (
      ADW_ALERT_DIALOG (dialog),
      gtk_link_button_new_with_label (sign_in->remains_page, _ ("What the vendor says")));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "disconnect",
                                  _ ("_Disconnect"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "disconnect",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  return dialog;
}
