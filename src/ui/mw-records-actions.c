/* mw-records-actions.c: what can be done with the records that are shown: search, load, compare, inspect,
 * export
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-records-actions.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-lines-actions.h"
#include "mw-records-link.h"
#include "mw-records-parent.h"
#include "mw-records-step.h"
#include "mw-wording.h"

static void
action_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwLinesView *lines = mw_lines_actions_find (widget);

  if (lines)
    mw_lines_view_search (lines);
  else
    mw_records_page_search (mw_window_get_records_page (MW_WINDOW (widget)));
}

static void
action_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MwLinesView *lines = parameter ? NULL : mw_lines_actions_find (widget);

  if (lines)
    mw_lines_view_filter (lines, NULL);
  else
    mw_records_page_filter (mw_window_get_records_page (MW_WINDOW (widget)),
                            parameter ? g_variant_get_string (parameter, NULL) : NULL);
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
  MwLinesView *lines = mw_lines_actions_find (widget);

  if (lines)
    mw_lines_view_export (lines, NULL);
  else
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
  adw_toast_set_button_label (toast, _ ("_Open Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target (toast, "s", path);
  mw_window_take_toast (self, toast);
  mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
action_open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (widget), NULL, NULL, NULL);
}

/**
 * mw_records_actions_install:
 * @widget_class: the class of the main window
 */
void
mw_records_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.search", NULL, action_search);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, action_filter);
  gtk_widget_class_install_action (widget_class, "win.filter-column", "s", action_filter);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, action_refresh);
  gtk_widget_class_install_action (widget_class, "win.reconcile", NULL, action_reconcile);
  gtk_widget_class_install_action (widget_class, "win.toggle-inspector", NULL, action_toggle_inspector);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, action_export);
  gtk_widget_class_install_action (widget_class, "win.export-to", "s", action_export_to);
  gtk_widget_class_install_action (widget_class, "win.exported", "(su)", action_exported);
  gtk_widget_class_install_action (widget_class, "win.open-folder", "s", action_open_folder);
  mw_records_link_install (widget_class);
  mw_records_parent_install (widget_class);
  mw_records_step_install (widget_class);
}

/**
 * mw_records_actions_update:
 * @self: the window
 *
 * Only what can be done now is enabled: without records, nothing.
 */
void
mw_records_actions_update (MwWindow *self)
{
  static const char *const of_records[] = { "win.search",    "win.filter",          "win.filter-column",
                                            "win.export",    "win.export-to",       "win.refresh",
                                            "win.reconcile", "win.toggle-inspector" };
  gboolean has_records = mw_window_get_records_page (self) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (of_records); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_records[i], has_records);
  if (has_records)
    mw_records_link_update (mw_window_get_records_page (self));
  else
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-in-system", FALSE);
  mw_records_parent_update (mw_window_get_records_page (self), self);
  mw_records_step_update (mw_window_get_records_page (self), self);
}
