/* mw-client-group.c: what must be registered with a system before one can sign in through it
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-client-group.h"

#include <glib/gi18n-lib.h>

#include "mw-copy-row.h"

struct _MwClientGroup
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (MwClientGroup, mw_client_group, ADW_TYPE_BIN)

static void
mw_client_group_class_init (MwClientGroupClass *klass)
{
}

static void
mw_client_group_init (MwClientGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *text)
{
  MwCopyRow *row = g_object_new (MW_TYPE_COPY_ROW, "title", title, NULL);

  mw_copy_row_set_text (row, text);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

/* Scopes with places are made of what the form asks for, so they cannot be shown before. */
static char *
dup_scopes (const MwOAuth2 *oauth2)
{
  g_autofree char *scopes = oauth2->scopes != NULL ? g_strjoinv (" ", oauth2->scopes) : NULL;

  return scopes != NULL && strchr (scopes, '{') == NULL ? g_steal_pointer (&scopes) : NULL;
}

static const char *
get_description (const MwOAuth2 *oauth2)
{
  if (oauth2->owned_by_user && oauth2->admin_consent)
    return _ (
      "Millwright signs in through a client that you register with the system, with exactly these values. An "
      "administrator must agree to it once, for the whole company.");
  if (oauth2->owned_by_user)
    return _ (
      "Millwright signs in through a client that you register with the system, with exactly these values.");
  return oauth2->admin_consent ? _ ("An administrator must agree once, for the whole company.") : NULL;
}

/**
 * mw_client_group_set_sign_in:
 * @self: the group
 * @sign_in: (nullable): what was chosen
 *
 * Shows the exact address that must be registered, the rights that are asked for, and whether an
 * administrator must agree.
 */
void
mw_client_group_set_sign_in (MwClientGroup *self, const MwSignIn *sign_in)
{
  const MwOAuth2 *oauth2 = sign_in != NULL && sign_in->kind == MW_SIGN_IN_OAUTH2 ? &sign_in->oauth2 : NULL;
  const char *description = oauth2 != NULL ? get_description (oauth2) : NULL;
  AdwPreferencesGroup *group;
  g_autofree char *address = NULL;
  g_autofree char *scopes = NULL;

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), description != NULL);
  if (description == NULL)
    return;
  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (group, oauth2->owned_by_user ? _ ("Register first") : "");
  adw_preferences_group_set_description (group, description);
  if (oauth2->owned_by_user && oauth2->redirect != NULL)
    {
      address = mw_oauth_redirect_dup_address (oauth2->redirect);
      add_row (group, _ ("Address to register (redirect URI)"), address);
    }
  scopes = oauth2->owned_by_user ? dup_scopes (oauth2) : NULL;
  if (scopes != NULL)
    add_row (group, _ ("Rights (scopes)"), scopes);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (group));
}
