/* mw-connection-page.c: all about one connection: how it is, what it is connected to, how long its sign-in
 * holds
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-connection-page.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-view.h"
#include "mw-connection-actions.h"
#include "mw-connection-banner.h"
#include "mw-connection-found.h"
#include "mw-connection-token.h"
#include "mw-describe-dialog.h"
#include "mw-describe-group.h"
#include "mw-now.h"
#include "mw-token-change.h"
#include "mw-token-life.h"
#include "mw-wording.h"

/* A token is renewed while the page is looked at, and nobody says so. */
#define LOOK_SECONDS 60

struct _MwConnectionPage
{
  AdwBin parent_instance;

  MwConnection *connection;
  guint looking;

  AdwWindowTitle *title;
  MwConnectionBanner *banner;
  GtkImage *health_icon;
  GtkLabel *health;
  MwAdviceView *advice_view;
  GtkButton *main;
  AdwActionRow *name;
  GtkWidget *colour;
  GtkWidget *test_mark;
  AdwActionRow *product;
  AdwActionRow *address;
  AdwActionRow *company;
  AdwActionRow *user;
  AdwActionRow *way;
  AdwActionRow *place;
  AdwActionRow *life;
  GtkWidget *life_icon;
  AdwActionRow *ends;
  GtkWidget *ends_page;
  GtkWidget *check;
  GtkWidget *sign_in_again;
  GtkWidget *rotate;
  GtkWidget *revoke;
  GtkWidget *disconnect;
};

G_DEFINE_FINAL_TYPE (MwConnectionPage, mw_connection_page, ADW_TYPE_BIN)

/* @text: NULL or empty hides the row; taken. */
static void
take_row (AdwActionRow *row, char *text)
{
  g_autofree char *taken = text;

  gtk_widget_set_visible (GTK_WIDGET (row), taken != NULL && *taken != '\0');
  adw_action_row_set_subtitle (row, taken != NULL ? taken : "");
}

static void
update_wait (MwConnectionPage *self)
{
  g_autofree char *text = mw_wording_health (self->connection, g_get_real_time ());

  gtk_label_set_text (self->health, text);
}

/* What helps is the one big button, and not offered twice. */
static void
update_main (MwConnectionPage *self, const MwAdvice *advice)
{
  const char *action = mw_connection_actions_find (advice);
  const char *name = action != NULL ? action : "win.check";
  g_autofree char *label = action != NULL ? mw_advice_dup_action_label (
                                              advice, mw_connection_get_system (self->connection))
                                          : g_strdup (_ ("_Check Now"));

  gtk_button_set_label (self->main, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->main), name);
  /* What lowers the guard is not what one presses without reading. */
  if (g_str_equal (name, "win.certificate"))
    gtk_widget_remove_css_class (GTK_WIDGET (self->main), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->main), "suggested-action");
  gtk_widget_set_visible (self->check, !g_str_equal (name, "win.check"));
  gtk_widget_set_visible (self->sign_in_again, !g_str_equal (name, "win.sign-in-again"));
}

static void
update_health (MwConnectionPage *self)
{
  const MwHealth health = mw_connection_get_health (self->connection);
  g_autoptr (MwAdvice) advice = mw_connection_dup_health_advice (self->connection);

  mw_health_show (health, self->health_icon);
  update_wait (self);
  mw_advice_view_set (self->advice_view, advice);
  update_main (self, advice);
}

static void
update_life (MwConnectionPage *self)
{
  const MwSignIn *sign_in = mw_connection_get_sign_in (self->connection);
  MwTokenLife life = { 0 };
  gboolean is_known = mw_connection_get_token_life (self->connection, &life);

  take_row (self->life, is_known ? mw_token_life_describe (&life, mw_now ())
                                 : g_strdup (_ ("shows when the connection is used")));
  gtk_widget_set_visible (self->life_icon, is_known && mw_token_life_is_short (&life, mw_now ()));
  take_row (self->ends, g_strdup (sign_in->ends));
  gtk_widget_set_visible (self->ends_page, sign_in->ends_page != NULL);
  if (sign_in->ends_page != NULL)
    gtk_link_button_set_uri (GTK_LINK_BUTTON (self->ends_page), sign_in->ends_page);
}

/* Only what the system offers; that may show while it is used. */
static void
update_offers (MwConnectionPage *self)
{
  gtk_widget_set_visible (self->rotate, mw_connection_can_rotate (self->connection));
  gtk_widget_set_visible (self->revoke, mw_connection_can_revoke (self->connection));
}

static char *
dup_product (MwConnection *connection)
{
  const char *name = mw_system_get_name (mw_connection_get_system (connection));
  const char *version = mw_connection_get_version (connection);

  return version != NULL ? g_strdup_printf ("%s %s", name, version) : g_strdup (name);
}

static char *
dup_address (MwConnection *connection)
{
  const char *address = mw_connection_get_address (connection);

  return mw_connection_get_is_plain (connection) ? g_strdup_printf (_ ("%s (not encrypted)"), address)
                                                 : g_strdup (address);
}

static void
update_facts (MwConnectionPage *self)
{
  const char *label = mw_connection_get_label (self->connection);

  adw_window_title_set_title (self->title, label);
  take_row (self->name, g_strdup (label));
  mw_describe_group_show_colour (self->colour, mw_connection_get_colour (self->connection));
  gtk_widget_set_visible (self->test_mark,
                          mw_connection_get_environment (self->connection) == MW_ENVIRONMENT_TEST);
  take_row (self->product, dup_product (self->connection));
  take_row (self->address, dup_address (self->connection));
  take_row (self->company, mw_connection_dup_chosen_title (self->connection));
  take_row (self->user, g_strdup (mw_connection_get_user (self->connection)));
  take_row (self->way, g_strdup (mw_connection_get_sign_in (self->connection)->title));
  take_row (self->place, mw_connection_dup_token_place (self->connection));
}

static void
update (MwConnectionPage *self)
{
  update_health (self);
  update_facts (self);
  update_life (self);
  update_offers (self);
}

static gboolean
look (gpointer data)
{
  update_life (data);
  return G_SOURCE_CONTINUE;
}

static void
action_describe (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (ADW_DIALOG (mw_describe_dialog_new (MW_CONNECTION_PAGE (widget)->connection)), widget);
}

static void
mw_connection_page_dispose (GObject *object)
{
  MwConnectionPage *self = MW_CONNECTION_PAGE (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_CONNECTION_PAGE);
  G_OBJECT_CLASS (mw_connection_page_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MwConnectionPage, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (title);
  BIND (banner);
  BIND (health_icon);
  BIND (health);
  BIND (advice_view);
  BIND (main);
  BIND (name);
  BIND (colour);
  BIND (test_mark);
  BIND (product);
  BIND (address);
  BIND (company);
  BIND (user);
  BIND (way);
  BIND (place);
  BIND (life);
  BIND (life_icon);
  BIND (ends);
  BIND (ends_page);
  BIND (check);
  BIND (sign_in_again);
  BIND (rotate);
  BIND (revoke);
  BIND (disconnect);
}

static void
mw_connection_page_class_init (MwConnectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_connection_page_dispose;
  g_type_ensure (MW_TYPE_ADVICE_VIEW);
  g_type_ensure (MW_TYPE_CONNECTION_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-connection-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "connection.describe", NULL, action_describe);
}

static void
mw_connection_page_init (MwConnectionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_targets (MwConnectionPage *self)
{
  GtkWidget *const widgets[] = {
    GTK_WIDGET (self->main), self->check, self->sign_in_again, self->rotate, self->revoke, self->disconnect
  };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (widgets[i]), "s",
                                      mw_connection_get_id (self->connection));
}

/**
 * mw_connection_page_new:
 * @connection: what it is about
 *
 * Sends nothing, and opens no keyring.
 *
 * Returns: (transfer floating): the page
 */
MwConnectionPage *
mw_connection_page_new (MwConnection *connection)
{
  static const char *const changes[] = { "notify::health", "notify::label", "notify::chosen",
                                         "notify::token-ends-at", "notify::place" };
  MwConnectionPage *self = g_object_new (MW_TYPE_CONNECTION_PAGE, NULL);

  self->connection = g_object_ref (connection);
  mw_connection_banner_set_connection (self->banner, connection);
  mw_connection_banner_set_is_told (self->banner, TRUE);
  set_targets (self);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (connection, changes[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::resumes-at", G_CALLBACK (update_wait), self,
                           G_CONNECT_SWAPPED);
  self->looking = g_timeout_add_seconds (LOOK_SECONDS, look, self);
  update (self);
  return self;
}

/**
 * mw_connection_page_get_connection:
 * @self: the page
 *
 * Returns: (transfer none): what it is about
 */
MwConnection *
mw_connection_page_get_connection (MwConnectionPage *self)
{
  return self->connection;
}
