/* mw-consent-page.c: what a system file of the user's would do, and the button that allows it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-consent-page.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-announce.h"
#include "mw-consent-view.h"
#include "mw-user-systems.h"

struct _MwConsentPage
{
  AdwNavigationPage parent_instance;

  MwEngine *engine;
  MwSystem *system;
  DexFuture *run;

  GtkLabel *name;
  GtkLabel *file;
  MwConsentView *consent_view;
  MwAdviceView *advice_view;
  GtkButton *allow;
};

G_DEFINE_FINAL_TYPE (MwConsentPage, mw_consent_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_ALLOWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  MwConsentPage *self = data;
  g_autoptr (MwConsentPage) hold = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->allow), TRUE);
  if (dex_future_get_value (future, &error))
    g_signal_emit (self, signals[SIGNAL_ALLOWED], 0);
  else
    {
      g_autoptr (MwAdvice) advice = mw_advice_new (error, self->system, NULL);

      mw_advice_view_set (self->advice_view, advice);
      gtk_widget_set_visible (GTK_WIDGET (self->advice_view), TRUE);
      mw_announce (self, advice->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  return dex_future_new_true ();
}

static void
on_allow (MwConsentPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->allow), FALSE);
  dex_clear (&self->run);
  self->run = dex_future_finally (mw_user_systems_allow (self->engine, self->system, FALSE), on_ended, self,
                                  NULL);
}

static void
mw_consent_page_dispose (GObject *object)
{
  MwConsentPage *self = MW_CONSENT_PAGE (object);

  dex_clear (&self->run);
  g_clear_object (&self->engine);
  g_clear_object (&self->system);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONSENT_PAGE);
  G_OBJECT_CLASS (mw_consent_page_parent_class)->dispose (object);
}

static void
mw_consent_page_class_init (MwConsentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_consent_page_dispose;
  signals[SIGNAL_ALLOWED] = g_signal_new ("allowed", MW_TYPE_CONSENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_CONSENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-consent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MwConsentPage, name);
  gtk_widget_class_bind_template_child (widget_class, MwConsentPage, file);
  gtk_widget_class_bind_template_child (widget_class, MwConsentPage, consent_view);
  gtk_widget_class_bind_template_child (widget_class, MwConsentPage, advice_view);
  gtk_widget_class_bind_template_child (widget_class, MwConsentPage, allow);
  gtk_widget_class_bind_template_callback (widget_class, on_allow);
}

static void
mw_consent_page_init (MwConsentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_consent_page_set_system:
 * @self: the page
 * @engine: a loaded engine
 * @system: of a file of the user's
 *
 * Shows what the file of @system would do.
 */
void
mw_consent_page_set_system (MwConsentPage *self, MwEngine *engine, MwSystem *system)
{
  g_autoptr (MwSystemConsent) consent = mw_system_consent_new (system);
  /* Translators: path of a file, its SHA-256 */
  g_autofree char *file = g_strdup_printf (_ ("%s\nSHA-256 %s"), mw_system_get_user_file (system),
                                           mw_system_get_sha256 (system));

  g_set_object (&self->engine, engine);
  g_set_object (&self->system, system);
  gtk_label_set_text (self->name, mw_system_get_name (system));
  gtk_label_set_text (self->file, file);
  gtk_widget_set_visible (GTK_WIDGET (self->advice_view), FALSE);
  mw_consent_view_set (self->consent_view, consent);
}

/**
 * mw_consent_page_present:
 * @engine: a loaded engine
 * @system: of a file of the user's
 * @parent: what the dialog belongs to
 *
 * Asks in a dialog of its own, for a connection that exists already.
 *
 * Returns: (transfer none): the page
 */
MwConsentPage *
mw_consent_page_present (MwEngine *engine, MwSystem *system, GtkWidget *parent)
{
  MwConsentPage *self = g_object_new (MW_TYPE_CONSENT_PAGE, NULL);
  GtkWidget *view = adw_navigation_view_new ();
  AdwDialog *dialog = adw_dialog_new ();

  mw_consent_page_set_system (self, engine, system);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self));
  adw_dialog_set_title (dialog, adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self)));
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 680);
  adw_dialog_set_child (dialog, view);
  g_signal_connect_object (self, "allowed", G_CALLBACK (adw_dialog_force_close), dialog,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, parent);
  return self;
}
