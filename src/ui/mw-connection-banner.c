/* mw-connection-banner.c: what a person must know of a connection whatever is shown of it: its token is not
 * kept, its sign-in ends soon, it does not work
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connection-banner.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-announce.h"
#include "mw-connection-actions.h"
#include "mw-connection-token.h"
#include "mw-now.h"
#include "mw-token-life.h"

/* A day comes while the window is open, too. */
#define LOOK_SECONDS 3600

struct _MwConnectionBanner
{
  GtkBox parent_instance;

  MwConnection *connection;
  gboolean is_told;
  guint looking;
  DexFuture *keeping;
  const char *helps; /* the action of the window that helps when it was not kept, or NULL */

  AdwBanner *health;
  AdwBanner *life;
  AdwBanner *session;
};

G_DEFINE_FINAL_TYPE (MwConnectionBanner, mw_connection_banner, GTK_TYPE_BOX)

/* @text: NULL hides it; taken. A banner without a title complains. */
static void
show (AdwBanner *banner, char *text)
{
  g_autofree char *taken = text;

  if (taken != NULL)
    adw_banner_set_title (banner, taken);
  adw_banner_set_revealed (banner, taken != NULL);
}

static char *
dup_health (MwConnectionBanner *self)
{
  const MwHealth health = mw_connection_get_health (self->connection);
  g_autoptr (MwAdvice) advice = NULL;

  if (self->is_told || (health != MW_HEALTH_SIGN_IN_AGAIN && health != MW_HEALTH_PERMISSION_MISSING &&
                        health != MW_HEALTH_NOT_REACHABLE))
    return NULL;
  advice = mw_connection_dup_health_advice (self->connection);
  /* Translators: the word for how a connection is, then what happened: “Not reachable: …” */
  return advice->title != NULL ? g_strdup_printf (_ ("%s: %s"), mw_health_get_title (health), advice->title)
                               : g_strdup (mw_health_get_title (health));
}

static char *
dup_life (MwConnectionBanner *self)
{
  MwTokenLife life = { 0 };

  return mw_connection_get_token_life (self->connection, &life) ? mw_token_life_dup_warning (&life, mw_now ())
                                                                : NULL;
}

static void
update (MwConnectionBanner *self)
{
  show (self->health, dup_health (self));
  show (self->life, dup_life (self));
  adw_banner_set_revealed (self->session, !mw_connection_is_lasting (self->connection));
}

static void on_keep (MwConnectionBanner *self);

static gboolean
look (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

static void
act (MwConnectionBanner *self)
{
  if (self->helps != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->helps, "s", mw_connection_get_id (self->connection));
  else
    on_keep (self);
}

static DexFuture *
on_kept (DexFuture *future, gpointer data)
{
  MwConnectionBanner *self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->session), TRUE);
  if (dex_future_get_value (future, &error) != NULL)
    {
      mw_announce (self, _ ("The sign-in is kept in the keyring"),
                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else
    {
      g_autoptr (MwAdvice) advice = mw_connection_dup_advice (self->connection, error);
      MwAdviceDialog *dialog = mw_advice_dialog_new (advice, NULL);

      self->helps = mw_connection_actions_find (advice);
      g_signal_connect_object (dialog, "act", G_CALLBACK (act), self, G_CONNECT_SWAPPED);
      adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
    }
  update (self);
  return dex_future_new_true ();
}

static void
on_keep (MwConnectionBanner *self)
{
  if (self->keeping != NULL && dex_future_is_pending (self->keeping))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->session), FALSE);
  dex_clear (&self->keeping);
  self->keeping = dex_future_finally (mw_connection_keep (self->connection), on_kept, self, NULL);
}

static void
mw_connection_banner_dispose (GObject *object)
{
  MwConnectionBanner *self = MW_CONNECTION_BANNER (object);

  dex_clear (&self->keeping);
  g_clear_handle_id (&self->looking, g_source_remove);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONNECTION_BANNER);
  G_OBJECT_CLASS (mw_connection_banner_parent_class)->dispose (object);
}

static void
mw_connection_banner_class_init (MwConnectionBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_connection_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-connection-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, MwConnectionBanner, health);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionBanner, life);
  gtk_widget_class_bind_template_child (widget_class, MwConnectionBanner, session);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
}

static void
mw_connection_banner_init (MwConnectionBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mw_connection_banner_set_connection:
 * @self: the banners
 * @connection: what they tell about
 */
void
mw_connection_banner_set_connection (MwConnectionBanner *self, MwConnection *connection)
{
  static const char *const changes[] = { "notify::health", "notify::token-ends-at", "notify::place" };
  const char *id = mw_connection_get_id (connection);

  self->connection = g_object_ref (connection);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->health), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->life), "s", id);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (connection, changes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->looking = g_timeout_add_seconds (LOOK_SECONDS, look, self);
  update (self);
}

/**
 * mw_connection_banner_set_is_told:
 * @self: the banners
 * @is_told: whether something beside them says that the connection does not work
 */
void
mw_connection_banner_set_is_told (MwConnectionBanner *self, gboolean is_told)
{
  self->is_told = is_told;
  update (self);
}
