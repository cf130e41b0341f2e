/* mw-certificate-dialog.c: the certificate that a kept connection did not accept, and whether to trust it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-certificate-dialog.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-certificate-page.h"

struct _MwCertificateDialog
{
  AdwDialog parent_instance;

  MwConnection *connection;
  MwCertificatePage *page;
  DexFuture *storing;
};

G_DEFINE_FINAL_TYPE (MwCertificateDialog, mw_certificate_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_TRUSTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static DexFuture *
on_stored (DexFuture *future, gpointer data)
{
  MwCertificateDialog *self = data;
  g_autoptr (MwCertificateDialog) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (dex_future_get_value (future, &error) == NULL)
    {
      g_autoptr (MwAdvice) advice = mw_connection_dup_advice (self->connection, error);

      gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
      adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), parent);
      return dex_future_new_true ();
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_TRUSTED], 0);
  return dex_future_new_true ();
}

static void
on_trusted (MwCertificateDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  dex_clear (&self->storing);
  self->storing = dex_future_finally (
    mw_connection_trust (self->connection, mw_certificate_page_get_certificate (self->page)), on_stored, self,
    NULL);
}

static void
mw_certificate_dialog_dispose (GObject *object)
{
  MwCertificateDialog *self = MW_CERTIFICATE_DIALOG (object);

  dex_clear (&self->storing);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (mw_certificate_dialog_parent_class)->dispose (object);
}

static void
mw_certificate_dialog_class_init (MwCertificateDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_certificate_dialog_dispose;
  signals[SIGNAL_TRUSTED] = g_signal_new ("trusted", MW_TYPE_CERTIFICATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
mw_certificate_dialog_init (MwCertificateDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Certificate"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}

/**
 * mw_certificate_dialog_new:
 * @connection: a connection that did not accept what its server showed
 *
 * Until the user agrees, the connection trusts what it trusted before.
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL when no certificate was refused
 */
MwCertificateDialog *
mw_certificate_dialog_new (MwConnection *connection)
{
  g_autoptr (MwCertificate) certificate = mw_connection_dup_certificate (connection);
  MwCertificateDialog *self;
  GtkWidget *view;

  if (certificate == NULL)
    return NULL;
  self = g_object_new (MW_TYPE_CERTIFICATE_DIALOG, NULL);
  self->connection = g_object_ref (connection);
  self->page = mw_certificate_page_new (certificate, mw_connection_get_address (connection));
  g_signal_connect_object (self->page, "trusted", G_CALLBACK (on_trusted), self, G_CONNECT_SWAPPED);
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self->page));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  return self;
}

/**
 * mw_certificate_dialog_get_connection:
 * @self: a dialog
 *
 * Returns: (transfer none): whose certificate it is
 */
MwConnection *
mw_certificate_dialog_get_connection (MwCertificateDialog *self)
{
  return self->connection;
}
