/* mw-window.c: the main window: connections at the side, records beside them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-window.h"

#include <glib/gi18n-lib.h>

#include "mw-arrangements.h"
#include "mw-connect-dialog.h"
#include "mw-connection-actions.h"
#include "mw-connection-page.h"
#include "mw-custom-actions.h"
#include "mw-records-actions.h"
#include "mw-sidebar.h"
#include "mw-text.h"
#include "mw-transfer.h"
#include "mw-welcome-page.h"
#include "mw-window-size.h"

#define DEMO_SYSTEM "demo"

struct _MwWindow
{
  AdwApplicationWindow parent_instance;

  MwEngine *engine;
  GSettings *settings; /* NULL when the schema is not installed */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *failure;
  AdwNavigationSplitView *split;
  AdwNavigationPage *content_page;
  AdwBin *content;
  GtkWidget *nothing;
  MwSidebar *sidebar;
};

G_DEFINE_FINAL_TYPE (MwWindow, mw_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_nothing (MwWindow *self)
{
  adw_bin_set_child (self->content, self->nothing);
  adw_navigation_page_set_title (self->content_page, _ ("Records"));
  mw_sidebar_select (self->sidebar, NULL, NULL);
  mw_records_actions_update (self);
}

static void
show_first_entity (MwWindow *self, MwConnection *connection)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  if (entities->len)
    mw_window_show_entity (self, connection, g_ptr_array_index (entities, 0));
}

/* Of which connection something is shown; NULL: nothing is. */
static MwConnection *
get_shown (MwWindow *self)
{
  GtkWidget *child = adw_bin_get_child (self->content);

  if (MW_IS_CONNECTION_PAGE (child))
    return mw_connection_page_get_connection (MW_CONNECTION_PAGE (child));
  return MW_IS_RECORDS_PAGE (child) ? mw_records_page_get_connection (MW_RECORDS_PAGE (child)) : NULL;
}

/* Without connections there is nothing but the welcome. */
static void
on_connections_changed (MwWindow *self)
{
  GListModel *connections = mw_engine_get_connections (self->engine);
  MwConnection *shown = get_shown (self);
  gboolean still_there = FALSE;

  for (guint i = 0; shown && i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      still_there |= connection == shown;
    }
  if (shown && !still_there)
    show_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (connections) ? "main" : "welcome");
}

static void
on_connected (MwWindow *self, MwConnection *connection)
{
  show_first_entity (self, connection);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
present_wizard (MwWindow *self, MwSystem *system)
{
  MwConnectDialog *dialog = mw_connect_dialog_new (self->engine);

  g_signal_connect_object (dialog, "connected", G_CALLBACK (on_connected), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
  if (system)
    mw_connect_dialog_choose (dialog, system);
}

static void
action_add_system (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_wizard (MW_WINDOW (widget), NULL);
}

static void
action_try_demo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwWindow *self = MW_WINDOW (widget);

  present_wizard (self, mw_catalog_find (mw_engine_get_catalog (self->engine), DEMO_SYSTEM));
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  MwRecordsPage *page = mw_window_get_records_page (MW_WINDOW (widget));

  return page && mw_records_page_escape (page);
}

static void
on_sidebar_chosen (MwWindow *self, MwConnection *connection, MwEntity *entity)
{
  mw_window_show_entity (self, connection, entity);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static gboolean
mw_window_close_request (GtkWindow *window)
{
  mw_window_size_keep (window, MW_WINDOW (window)->settings);
  return GTK_WINDOW_CLASS (mw_window_parent_class)->close_request (window);
}

static void
mw_window_dispose (GObject *object)
{
  MwWindow *self = MW_WINDOW (object);

  if (self->engine)
    g_signal_handlers_disconnect_by_data (mw_engine_get_connections (self->engine), self);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->nothing);
  gtk_widget_dispose_template (GTK_WIDGET (object), MW_TYPE_WINDOW);
  G_OBJECT_CLASS (mw_window_parent_class)->dispose (object);
}

static void
mw_window_class_init (MwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mw_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = mw_window_close_request;

  g_type_ensure (MW_TYPE_SIDEBAR);
  g_type_ensure (MW_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, MW_RESOURCE_PATH "/ui/mw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, split);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, content);
  gtk_widget_class_bind_template_child (widget_class, MwWindow, sidebar);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_chosen);

  gtk_widget_class_install_action (widget_class, "win.add-system", NULL, action_add_system);
  mw_transfer_install (widget_class);
  gtk_widget_class_install_action (widget_class, "win.try-demo", NULL, action_try_demo);
  mw_connection_actions_install (widget_class);
  mw_records_actions_install (widget_class);
  mw_custom_actions_install (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

/* Who comes back from a terminal may have changed something there. */
static void
on_active (MwWindow *self)
{
  GListModel *connections = self->engine ? mw_engine_get_connections (self->engine) : NULL;

  if (!connections || !gtk_window_is_active (GTK_WINDOW (self)))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      dex_future_disown (mw_connection_catch_up (connection));
    }
}

static void
mw_window_init (MwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nothing = g_object_ref (adw_bin_get_child (self->content));
  if (MW_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  self->settings = mw_window_size_restore (GTK_WINDOW (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  mw_records_actions_update (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-system", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.try-demo", FALSE);
}

/**
 * mw_window_new:
 * @application: the application
 *
 * Returns: (transfer floating): a window that waits for mw_window_set_loaded()
 */
MwWindow *
mw_window_new (MwApplication *application)
{
  MwWindow *self = g_object_new (MW_TYPE_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (mw_application_get_engine (application));
  return self;
}

/* What another window shows was read already. */
static void
show_something (MwWindow *self, MwWindow *like)
{
  MwRecordsPage *page = like ? mw_window_get_records_page (like) : NULL;
  g_autoptr (MwConnection) first = g_list_model_get_item (mw_engine_get_connections (self->engine), 0);

  if (page)
    mw_window_show_entity (self, mw_records_page_get_connection (page), mw_records_page_get_entity (page));
  else if (first)
    show_first_entity (self, first);
}

/**
 * mw_window_set_loaded:
 * @self: the window
 * @like: (nullable): another window
 *
 * Shows the connections, and records of one, or the welcome when there is none.
 */
void
mw_window_set_loaded (MwWindow *self, MwWindow *like)
{
  GListModel *connections = mw_engine_get_connections (self->engine);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-system", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.try-demo",
                                 mw_catalog_find (mw_engine_get_catalog (self->engine), DEMO_SYSTEM) != NULL);
  mw_arrangements_set_connections (mw_arrangements_get_default (), connections);
  mw_sidebar_set_connections (self->sidebar, connections);
  g_signal_connect_swapped (connections, "items-changed", G_CALLBACK (on_connections_changed), self);
  on_connections_changed (self);
  show_something (self, like);
}

/**
 * mw_window_tell_problems:
 * @self: the window
 *
 * Tells about connection files that could not be read.
 */
void
mw_window_tell_problems (MwWindow *self)
{
  g_auto (GStrv) problems = mw_engine_dup_problems (self->engine);

  if (problems && problems[0])
    {
      g_autofree char *all = g_strjoinv ("\n", problems);
      g_autofree char *safe = mw_text_for_block (all, strlen (all), 2000);
      AdwDialog *dialog = adw_alert_dialog_new (_ ("Some Files Could Not Be Read"), safe);

      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
      adw_dialog_present (dialog, GTK_WIDGET (self));
    }
}

/**
 * mw_window_show_error:
 * @self: the window
 * @error: why the engine could not load
 */
void
mw_window_show_error (MwWindow *self, const GError *error)
{
  g_autofree char *safe = mw_text_for_block (error->message, strlen (error->message), 2000);
  g_autofree char *markup = g_markup_escape_text (safe, -1);

  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

/**
 * mw_window_show_entity:
 * @self: the window
 * @connection: whose records
 * @entity: which
 */
void
mw_window_show_entity (MwWindow *self, MwConnection *connection, MwEntity *entity)
{
  MwRecordsPage *page = mw_window_get_records_page (self);

  if (!page || mw_records_page_get_connection (page) != connection ||
      mw_records_page_get_entity (page) != entity)
    {
      page = mw_records_page_new (connection, entity);
      adw_bin_set_child (self->content, GTK_WIDGET (page));
      adw_navigation_page_set_title (self->content_page, mw_entity_get_title (entity));
    }
  mw_sidebar_select (self->sidebar, connection, entity);
  mw_records_actions_update (self);
}

/**
 * mw_window_show_connection:
 * @self: the window
 * @connection: all about it is shown
 */
void
mw_window_show_connection (MwWindow *self, MwConnection *connection)
{
  adw_bin_set_child (self->content, GTK_WIDGET (mw_connection_page_new (connection)));
  adw_navigation_page_set_title (self->content_page, mw_connection_get_label (connection));
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  mw_sidebar_select (self->sidebar, connection, NULL);
  mw_records_actions_update (self);
}

/**
 * mw_window_get_records_page:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the records that are shown
 */
MwRecordsPage *
mw_window_get_records_page (MwWindow *self)
{
  GtkWidget *child = adw_bin_get_child (self->content);

  return MW_IS_RECORDS_PAGE (child) ? MW_RECORDS_PAGE (child) : NULL;
}

/**
 * mw_window_get_engine:
 * @self: the window
 *
 * Returns: (transfer none): whose connections are shown
 */
MwEngine *
mw_window_get_engine (MwWindow *self)
{
  return self->engine;
}

/**
 * mw_window_take_toast:
 * @self: the window
 * @toast: (transfer full): tells what was done, for a moment
 */
void
mw_window_take_toast (MwWindow *self, AdwToast *toast)
{
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * mw_window_add_toast:
 * @self: the window
 * @text: what was done
 */
void
mw_window_add_toast (MwWindow *self, const char *text)
{
  mw_window_take_toast (self, adw_toast_new (text));
}
