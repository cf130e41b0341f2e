/* mw-welcome-page.c: what a user reads first: the promises, and two ways to begin
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-welcome-page.h"

struct _MwWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MwWelcomePage, mw_welcome_page, ADW_TYPE_BIN)

static void
mw_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (mw_welcome_page_parent_class)->dispose (object);
}

static void
mw_welcome_page_class_init (MwWelcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mw_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               MW_RESOURCE_PATH "/ui/mw-welcome-page.ui");
}

static void
mw_welcome_page_init (MwWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
