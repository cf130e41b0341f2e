/* mw-advice-dialog.c: an advice in a dialog, with the button that does what it says
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-advice-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-text.h"

#define MAX_DETAILS 4000

/**
 * mw_advice_dialog_new:
 * @advice: what to show
 * @system: (nullable): whose form fields the advice may name
 *
 * Returns: (transfer floating): an #AdwAlertDialog
 */
AdwDialog *
mw_advice_dialog_new (const MwAdvice *advice, MwSystem *system)
{
  AdwDialog *dialog = adw_alert_dialog_new (advice->title, advice->body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_response (alert, "close", _ ("_Close"));
  adw_alert_dialog_set_close_response (alert, "close");
  if (advice->action == MW_ADVICE_TRY_AGAIN || advice->action == MW_ADVICE_SIGN_IN_AGAIN)
    {
      g_autofree char *label = mw_advice_dup_action_label (advice, system);

      adw_alert_dialog_add_response (alert, "act", label);
      adw_alert_dialog_set_response_appearance (alert, "act", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (alert, "act");
    }
  if (advice->details && *advice->details)
    {
      g_autofree char *details = mw_text_for_block (advice->details, strlen (advice->details), MAX_DETAILS);
      GtkWidget *expander = gtk_expander_new_with_mnemonic (_ ("_Details"));
      GtkWidget *label = gtk_label_new (details);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "caption");
      gtk_expander_set_child (GTK_EXPANDER (expander), label);
      adw_alert_dialog_set_extra_child (alert, expander);
    }
  return dialog;
}
