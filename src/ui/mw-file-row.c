/* mw-file-row.c: where the file of a system is, with a button that opens its folder
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-config.h"

#include "mw-file-row.h"

#include <glib/gi18n-lib.h>

#include "mw-announce.h"
#include "mw-shown-path.h"

struct _MwFileRow
{
  AdwActionRow parent_instance;

  GFile *file;
};

G_DEFINE_FINAL_TYPE (MwFileRow, mw_file_row, ADW_TYPE_ACTION_ROW)

static void
on_opened (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (MwFileRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (launcher), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  text = g_strdup_printf (_ ("%s\nNo program on this computer shows the folder."),
                          adw_action_row_get_subtitle (ADW_ACTION_ROW (self)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  mw_announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
open_folder (MwFileRow *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_launcher_open_containing_folder (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                            on_opened, g_object_ref (self));
}

static void
mw_file_row_finalize (GObject *object)
{
  g_clear_object (&MW_FILE_ROW (object)->file);
  G_OBJECT_CLASS (mw_file_row_parent_class)->finalize (object);
}

static void
mw_file_row_class_init (MwFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mw_file_row_finalize;
}

static void
mw_file_row_init (MwFileRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("folder-open-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Open the Folder"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_folder), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("File of this system, which you can edit"));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
}

/**
 * mw_file_row_set_path:
 * @self: the row
 * @path: of the file
 */
void
mw_file_row_set_path (MwFileRow *self, const char *path)
{
  g_autofree char *shown = mw_shown_path_dup (path);

  g_clear_object (&self->file);
  self->file = g_file_new_for_path (path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), shown);
}
