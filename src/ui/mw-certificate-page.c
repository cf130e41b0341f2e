/* mw-certificate-page.c: a page that shows a certificate that is not trusted, and asks whether to trust it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-certificate-page.h"

#include <glib/gi18n-lib.h>

#include "mw-certificate-words.h"
#include "mw-sandbox-words.h"

struct _MwCertificatePage
{
  AdwNavigationPage parent_instance;

  MwCertificate *certificate;

  GtkLabel *title;
  GtkLabel *reason;
  AdwActionRow *fingerprint;
  AdwActionRow *before;
  AdwActionRow *owner;
  AdwActionRow *issuer;
  AdwActionRow *validity;
  GtkLabel *advice;
  GtkLabel *authority;
  GtkWidget *trust;
  GtkWidget *leave;
};

G_DEFINE_FINAL_TYPE (MwCertificatePage, mw_certificate_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_TRUSTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
trust (MwCertificatePage *self)
{
  g_signal_emit (self, signals[SIGNAL_TRUSTED], 0);
}

/* Back to where it was asked for; as the only page of a dialog it is all of that. */
static void
leave (MwCertificatePage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  gboolean is_only = adw_navigation_view_get_previous_page (ADW_NAVIGATION_VIEW (view),
                                                            ADW_NAVIGATION_PAGE (self)) == NULL;

  gtk_widget_activate_action (GTK_WIDGET (self), is_only ? "window.close" : "navigation.pop", NULL);
}

static void
mw_certificate_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (MW_CERTIFICATE_PAGE (page)->leave);
}

static void
mw_certificate_page_dispose (GObject *object)
{
  g_clear_pointer (&MW_CERTIFICATE_PAGE (object)->certificate, mw_certificate_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CERTIFICATE_PAGE);
  G_OBJECT_CLASS (mw_certificate_page_parent_class)->dispose (object);
}

static void
mw_certificate_page_class_init (MwCertificatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_certificate_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = mw_certificate_page_shown;
  signals[SIGNAL_TRUSTED] = g_signal_new ("trusted", MW_TYPE_CERTIFICATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, title);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, reason);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, before);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, owner);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, issuer);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, validity);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, advice);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, authority);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, trust);
  gtk_widget_class_bind_template_child (widget_class, MwCertificatePage, leave);
  gtk_widget_class_bind_template_callback (widget_class, trust);
  gtk_widget_class_bind_template_callback (widget_class, leave);
}

static void
mw_certificate_page_init (MwCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @text: taken */
static void
set_row (AdwActionRow *row, char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  g_free (text);
}

/* The other way than to trust this one. */
static void
show_authority (MwCertificatePage *self)
{
  g_autofree char *words = mw_sandbox_dup_words (MW_SANDBOX_AUTHORITY);

  gtk_label_set_text (self->authority, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->authority), words != NULL);
}

/**
 * mw_certificate_page_new:
 * @certificate: what the server showed
 * @host: its name
 *
 * Trusting is never what Enter does, and not offered for a certificate that nobody may trust.
 *
 * Returns: (transfer floating): a page
 */
MwCertificatePage *
mw_certificate_page_new (const MwCertificate *certificate, const char *host)
{
  MwCertificatePage *self = g_object_new (MW_TYPE_CERTIFICATE_PAGE, NULL);
  g_autofree char *title = g_strdup_printf (_ ("%s shows this certificate"), host);
  g_autofree char *reason = mw_certificate_dup_reason (certificate);
  gboolean may_be_trusted = mw_certificate_may_be_trusted (certificate);

  self->certificate = mw_certificate_copy (certificate);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->reason, reason);
  set_row (self->fingerprint, g_strdup (certificate->fingerprint));
  set_row (self->before, g_strdup (certificate->trusted));
  set_row (self->owner, mw_certificate_dup_owner (certificate));
  set_row (self->issuer, mw_certificate_dup_issuer (certificate));
  set_row (self->validity, mw_certificate_dup_validity (certificate));
  gtk_widget_set_visible (GTK_WIDGET (self->advice), may_be_trusted);
  if (certificate->problems & MW_CERTIFICATE_UNKNOWN_AUTHORITY)
    show_authority (self);
  gtk_widget_set_visible (self->trust, may_be_trusted);
  return self;
}

/**
 * mw_certificate_page_get_certificate:
 * @self: a page
 *
 * Returns: (transfer none): what it shows
 */
const MwCertificate *
mw_certificate_page_get_certificate (MwCertificatePage *self)
{
  return self->certificate;
}
