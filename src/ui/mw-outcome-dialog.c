/* mw-outcome-dialog.c: what became of a token, told to a person
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-outcome-dialog.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
create_details (const char *details)
{
  GtkWidget *label = gtk_label_new (details);
  GtkWidget *expander = gtk_expander_new (_ ("Details"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  return expander;
}

/**
 * mw_outcome_dialog_new:
 * @heading: what was done, in a few words
 * @outcome: what became of the token; its texts are copied
 *
 * Says what the system did, what somebody can still do there with the vendor's page, and under “Details” what
 * the system answered.
 *
 * Returns: (transfer floating): a dialog, not yet shown
 */
AdwDialog *
mw_outcome_dialog_new (const char *heading, const MwTokenOutcome *outcome)
{
  g_autofree char *body = outcome->todo != NULL ? g_strconcat (outcome->sentence, "\n\n", outcome->todo, NULL)
                                                : g_strdup (outcome->sentence);
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  GtkWidget *box;

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  if (outcome->page == NULL && outcome->details == NULL)
    return dialog;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  if (outcome->page != NULL)
    gtk_box_append (GTK_BOX (box),
                    gtk_link_button_new_with_label (outcome->page, _ ("What the vendor says")));
  if (outcome->details != NULL)
    gtk_box_append (GTK_BOX (box), create_details (outcome->details));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), box);
  return dialog;
}
