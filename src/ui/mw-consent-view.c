/* mw-consent-view.c: hosts, secrets and requests of a system file, as lists to read
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-consent-view.h"

#include <glib/gi18n-lib.h>

struct _MwConsentView
{
  GtkBox parent_instance;

  GtkListBox *hosts;
  GtkListBox *secrets;
  GtkListBox *requests;
};

G_DEFINE_FINAL_TYPE (MwConsentView, mw_consent_view, GTK_TYPE_BOX)

static void
append_line (GtkListBox *list, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_bottom (label, 9);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
}

static void
fill_list (GtkListBox *list, char **lines)
{
  gtk_list_box_remove_all (list);
  for (guint i = 0; lines[i]; i++)
    append_line (list, lines[i]);
  if (!lines[0])
    append_line (list, _ ("Nothing"));
}

static void
mw_consent_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONSENT_VIEW);
  G_OBJECT_CLASS (mw_consent_view_parent_class)->dispose (object);
}

static void
mw_consent_view_class_init (MwConsentViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_consent_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-consent-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MwConsentView, hosts);
  gtk_widget_class_bind_template_child (widget_class, MwConsentView, secrets);
  gtk_widget_class_bind_template_child (widget_class, MwConsentView, requests);
}

static void
mw_consent_view_init (MwConsentView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_consent_view_set:
 * @self: the view
 * @consent: what a file would do
 *
 * Lists all of it.
 */
void
mw_consent_view_set (MwConsentView *self, const MwSystemConsent *consent)
{
  fill_list (self->hosts, consent->hosts);
  fill_list (self->secrets, consent->secrets);
  fill_list (self->requests, consent->requests);
}
