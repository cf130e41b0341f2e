/* mw-window.c: the main window: connections at the side, records beside them
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-window.h"

#include <glib/gi18n-lib.h>

#include "mw-advice-dialog.h"
#include "mw-announce.h"
#include "mw-check-dialog.h"
#include "mw-choose-dialog.h"
#include "mw-consent-page.h"
#include "mw-connect-dialog.h"
#include "mw-disconnect-question.h"
#include "mw-sidebar.h"
#include "mw-sign-in-dialog.h"
#include "mw-text.h"
#include "mw-transfer.h"
#include "mw-welcome-page.h"
#include "mw-wording.h"

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
add_toast (MwWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
update_actions (MwWindow *self)
{
  static const char *const of_records[] = { "win.search",  "win.export",    "win.export-to",
                                            "win.refresh", "win.reconcile", "win.toggle-inspector" };
  gboolean has_records = mw_window_get_records_page (self) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (of_records); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_records[i], has_records);
}

static void
show_nothing (MwWindow *self)
{
  adw_bin_set_child (self->content, self->nothing);
  adw_navigation_page_set_title (self->content_page, _ ("Records"));
  mw_sidebar_select (self->sidebar, NULL, NULL);
  update_actions (self);
}

static void
show_first_entity (MwWindow *self, MwConnection *connection)
{
  g_autoptr (GPtrArray) entities = mw_connection_dup_entities (connection);

  if (entities->len)
    mw_window_show_entity (self, connection, g_ptr_array_index (entities, 0));
}

/* Without connections there is nothing but the welcome. */
static void
on_connections_changed (MwWindow *self)
{
  GListModel *connections = mw_engine_get_connections (self->engine);
  MwRecordsPage *page = mw_window_get_records_page (self);
  gboolean still_there = FALSE;

  for (guint i = 0; page && i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      still_there |= connection == mw_records_page_get_connection (page);
    }
  if (page && !still_there)
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

static MwConnection *
find_connection (MwWindow *self, GVariant *parameter)
{
  GListModel *connections = mw_engine_get_connections (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (MwConnection) connection = g_list_model_get_item (connections, i);

      if (g_str_equal (mw_connection_get_id (connection), g_variant_get_string (parameter, NULL)))
        return connection;
    }
  return NULL;
}

static void
action_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);

  if (connection)
    adw_dialog_present (ADW_DIALOG (mw_check_dialog_new (connection)), widget);
}

static void
on_signed_in (MwWindow *self)
{
  MwRecordsPage *page = mw_window_get_records_page (self);

  add_toast (self, _ ("Signed in again"));
  if (page && mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED)
    mw_records_page_refresh (page);
}

static void
action_sign_in_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);
  MwSignInDialog *dialog;

  if (!connection)
    return;
  dialog = mw_sign_in_dialog_new (connection);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (on_signed_in), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_file_allowed (MwWindow *self)
{
  MwRecordsPage *page = mw_window_get_records_page (self);

  add_toast (self, _ ("The file is allowed"));
  if (page && mw_reading_get_state (mw_records_page_get_reading (page)) == MW_READING_FAILED)
    mw_records_page_refresh (page);
}

static void
action_allow_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwWindow *self = MW_WINDOW (widget);
  MwConnection *connection = find_connection (self, parameter);

  if (connection)
    g_signal_connect_object (
      mw_consent_page_present (self->engine, mw_connection_get_system (connection), widget), "allowed",
      G_CALLBACK (on_file_allowed), self, G_CONNECT_SWAPPED);
}

static DexFuture *
on_disconnected (DexFuture *future, gpointer data)
{
  g_autoptr (MwWindow) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;

  if (!self)
    return dex_ref (future);
  if (dex_future_get_value (future, &error))
    {
      add_toast (self, _ ("Disconnected: the token is gone from the keyring"));
    }
  else
    {
      g_autoptr (MwAdvice) advice = mw_advice_new (error, NULL, NULL);

      adw_dialog_present (ADW_DIALOG (mw_advice_dialog_new (advice, NULL)), GTK_WIDGET (self));
    }
  return dex_ref (future);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
  g_application_release (g_application_get_default ());
}

/* Goes on when the window is closed, and keeps the program running: half a disconnect would leave a token
 * behind. */
static void
disconnect (MwWindow *self, MwConnection *connection)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_application_hold (g_application_get_default ());
  dex_future_disown (dex_future_finally (mw_engine_disconnect (self->engine, connection), on_disconnected,
                                         weak, weak_ref_free));
}

static void
on_disconnect_response (AdwAlertDialog *dialog, const char *response, MwWindow *self)
{
  MwConnection *connection = g_object_get_data (G_OBJECT (dialog), "connection");

  if (g_str_equal (response, "disconnect"))
    disconnect (self, connection);
}

static void
action_disconnect (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwConnection *connection = find_connection (MW_WINDOW (widget), parameter);
  AdwDialog *dialog;

  if (!connection)
    return;
  dialog = mw_disconnect_question_new (connection);
  g_object_set_data_full (G_OBJECT (dialog), "connection", g_object_ref (connection), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_disconnect_response), widget,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, widget);
}

static void
on_chosen (MwWindow *self)
{
  add_toast (self, _ ("Chosen; the records are loaded anew"));
}

static void
action_choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameter, 0);
  MwConnection *connection = find_connection (MW_WINDOW (widget), id);
  g_autoptr (GPtrArray) choices = connection ? mw_connection_dup_choices (connection) : NULL;
  const char *wanted;

  g_variant_get_child (parameter, 1, "&s", &wanted);
  for (guint i = 0; choices && i < choices->len; i++)
    {
      const MwChoice *choice = choices->pdata[i];
      MwChooseDialog *dialog;

      if (!g_str_equal (choice->id, wanted))
        continue;
      dialog = mw_choose_dialog_new (connection, choice);
      g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), widget, G_CONNECT_SWAPPED);
      adw_dialog_present (ADW_DIALOG (dialog), widget);
    }
}

static void
action_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_records_page_search (mw_window_get_records_page (MW_WINDOW (widget)));
}

static void
action_refresh (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_records_page_refresh (mw_window_get_records_page (MW_WINDOW (widget)));
}

static void
action_reconcile (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_records_page_reconcile (mw_window_get_records_page (MW_WINDOW (widget)));
}

static void
action_toggle_inspector (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_records_page_toggle_inspector (mw_window_get_records_page (MW_WINDOW (widget)));
}

static void
action_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mw_records_page_export (mw_window_get_records_page (MW_WINDOW (widget)), NULL);
}

static void
action_export_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  mw_records_page_export (mw_window_get_records_page (MW_WINDOW (widget)), file);
}

static void
action_exported (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwWindow *self = MW_WINDOW (widget);
  const char *path;
  guint n_rows;
  g_autofree char *base = NULL;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  g_variant_get (parameter, "(&su)", &path, &n_rows);
  base = g_path_get_basename (path);
  count = mw_wording_number (n_rows);
  /* Translators: number of rows, file name */
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Wrote %s row to %s", "Wrote %s rows to %s", n_rows),
                          count, base);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Open Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target (toast, "s", path);
  adw_toast_overlay_add_toast (self->toasts, toast);
  mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
action_open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (widget), NULL, NULL, NULL);
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

static void
restore_size (MwWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, MW_APP_ID, TRUE)
                                              : NULL;

  if (!schema)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
mw_window_close_request (GtkWindow *window)
{
  MwWindow *self = MW_WINDOW (window);
  int width, height;

  if (self->settings)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
      if (width > 0 && height > 0)
        {
          g_settings_set_int (self->settings, "window-width", width);
          g_settings_set_int (self->settings, "window-height", height);
        }
    }
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
  gtk_widget_class_install_action (widget_class, "win.check", "s", action_check);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", "s", action_sign_in_again);
  gtk_widget_class_install_action (widget_class, "win.allow-file", "s", action_allow_file);
  gtk_widget_class_install_action (widget_class, "win.choose", "(ss)", action_choose);
  gtk_widget_class_install_action (widget_class, "win.disconnect", "s", action_disconnect);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, action_search);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, action_refresh);
  gtk_widget_class_install_action (widget_class, "win.reconcile", NULL, action_reconcile);
  gtk_widget_class_install_action (widget_class, "win.toggle-inspector", NULL, action_toggle_inspector);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, action_export);
  gtk_widget_class_install_action (widget_class, "win.export-to", "s", action_export_to);
  gtk_widget_class_install_action (widget_class, "win.exported", "(su)", action_exported);
  gtk_widget_class_install_action (widget_class, "win.open-folder", "s", action_open_folder);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
mw_window_init (MwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nothing = g_object_ref (adw_bin_get_child (self->content));
  if (MW_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  restore_size (self);
  update_actions (self);
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

/**
 * mw_window_set_loaded:
 * @self: the window
 *
 * Shows the connections, or the welcome when there is none. Connection files that cannot be read are told
 * about.
 */
void
mw_window_set_loaded (MwWindow *self)
{
  GListModel *connections = mw_engine_get_connections (self->engine);
  g_auto (GStrv) problems = mw_engine_dup_problems (self->engine);
  g_autoptr (MwConnection) first = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-system", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.try-demo",
                                 mw_catalog_find (mw_engine_get_catalog (self->engine), DEMO_SYSTEM) != NULL);
  mw_sidebar_set_connections (self->sidebar, connections);
  g_signal_connect_swapped (connections, "items-changed", G_CALLBACK (on_connections_changed), self);
  on_connections_changed (self);
  first = g_list_model_get_item (connections, 0);
  if (first)
    show_first_entity (self, first);
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
  update_actions (self);
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
